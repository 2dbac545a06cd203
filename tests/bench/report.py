"""The table, and beside it the same as JSON:

    {"format": 1, "began": "2026-01-31T12:00:00Z", "commit": "abc123" or null,
     "machine": {"cores": 2, "cpu": "...", "kernel": "..."},
     "options": {"rounds": 3, "seconds": 2, "warm_up": 1, "seed": 1, ...},
     "variants": [{"name": "here", "binaries": "build"}, ...],
     "results": [{"group": "plain", "row": "GET /events/{id}", "connections": 32, "variant": "here",
                  "per_second": [...], "p50_us": [...], "p99_us": [...],       one entry for each round
                  "cpu_us": [{"gateway": 20.1, ...}, ...], "more": [{...}, ...],
                  "median": {"per_second": 1.0, "p50_us": 1.0, "p99_us": 1.0, "cpu_us": {...}, "more": {...}},
                  "spread": 0.02,                  of per_second: the greatest distance from the median, as a part of it
                  "ratio": 1.03 or null}, ...]}    of per_second, round by round, to the first variant or to `beside`
"""

import json
import os
import platform
import statistics
import subprocess

from bench.measure import medians, ratio, spread
from harness.stack import ROOT

LINE = "{:<40} {:>5} {:>9} {:>10} {:>5} {:>10} {:>10} {:>6}   {}"


def _other(result, results, first):
    """With what it is compared."""
    if result.variant != first:
        key = result.group, result.row, result.connections, first
    elif result.beside:
        key = result.group, result.beside, result.connections, first
    else:
        return None
    return next((r for r in results if r.key() == key), None)


def as_json(result, results, first):
    other = _other(result, results, first)
    return {
        "group": result.group, "row": result.row, "connections": result.connections, "variant": result.variant,
        "per_second": result.per_second, "p50_us": result.p50_us, "p99_us": result.p99_us, "cpu_us": result.cpu_us, "more": result.more,
        "median": {"per_second": statistics.median(result.per_second), "p50_us": statistics.median(result.p50_us),
                   "p99_us": statistics.median(result.p99_us), "cpu_us": medians(result.cpu_us), "more": medians(result.more)},
        "spread": spread(result.per_second),
        "ratio": ratio(result.per_second, other.per_second) if other else None,
    }


def head():
    print(LINE.format("", "conns", "build", "per s", "±", "p50", "p99", "ratio", "CPU for each request"))


def show(one):
    """A line of the table: medians."""
    middle = one["median"]
    parts = [f"{name} {us:.0f}" for name, us in middle["cpu_us"].items() if us >= 1]
    if parts:
        parts.append(f"= {sum(middle['cpu_us'].values()):.0f} µs")
    parts += [f"{name} {value:.1f}" for name, value in middle["more"].items()]
    print(LINE.format(one["row"], one["connections"], one["variant"], f"{middle['per_second']:,.0f}", f"{100 * one['spread']:.0f} %",
                      f"{middle['p50_us'] / 1000:.2f} ms", f"{middle['p99_us'] / 1000:.2f} ms",
                      f"{one['ratio']:.3f}" if one["ratio"] else "", "  ".join(parts)), flush=True)


def _commit():
    found = subprocess.run(["git", "describe", "--always", "--dirty"], cwd=ROOT, capture_output=True, text=True)
    return found.stdout.strip() if found.returncode == 0 else None


def machine():
    with open("/proc/cpuinfo") as f:
        model = next((line.split(":", 1)[1].strip() for line in f if line.startswith("model name")), platform.machine())
    return {"cores": os.cpu_count(), "cpu": model, "kernel": platform.release()}


def write(path, began, variants, options, results):
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps({"format": 1, "began": began.strftime("%Y-%m-%dT%H:%M:%SZ"), "commit": _commit(), "machine": machine(),
                       "options": options, "variants": [{"name": v.name, "binaries": str(v.binaries)} for v in variants],
                       "results": results}, indent=1)
    path.write_text(text + "\n")

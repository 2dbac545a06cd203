"""What makes the load: wrk with load.lua, or a bare program; both end in one line of result."""

import dataclasses
import os
import subprocess

from harness.stack import ROOT


@dataclasses.dataclass
class Measured:
    requests: float
    seconds: float
    p50_us: float
    p99_us: float
    cpu: dict = dataclasses.field(default_factory=dict)  # seconds of each process that serves
    more: dict = dataclasses.field(default_factory=dict)  # what else the row measures, with its unit in the name


def get(path, person=None):
    """wrk asks for one path again and again."""
    return paths([path], person)


def paths(asked, person=None):
    """For these in turn."""
    return {"MODE": "paths", "LINES": asked} | signed(person)


def signed(person):
    return {"TOKEN": person.token} if person else {}


def result(command, **environment):
    done = subprocess.run([str(c) for c in command], cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=120)
    line = next((x for x in done.stdout.splitlines() if x.startswith("RESULT ")), None)
    assert line, f"{command}: {done.stdout}{done.stderr}"
    requests, seconds, p50, p99, failures = map(float, line.split()[1:])
    assert failures == 0, f"{failures:.0f} of {requests:.0f} failed: {command}"
    return Measured(requests, seconds, p50, p99)


def wrk(port, request, connections, seconds, seed, folder):
    """Of `request`, each MODE=x becomes BENCH_MODE for load.lua; LINES a file of lines."""
    told = {f"BENCH_{name}": str(value) for name, value in request.items() if name != "LINES"} | {"BENCH_SEED": str(seed)}
    if "LINES" in request:
        lines = folder / "bench.lines"
        lines.write_text("\n".join(request["LINES"]) + "\n")
        told["BENCH_LINES"] = str(lines)
    return result(["wrk", "-t", 1, "-c", connections, "-d", f"{seconds}s", "--timeout", "10s", "-s", "tests/bench/load.lua",
                   f"http://127.0.0.1:{port}/"], **told)

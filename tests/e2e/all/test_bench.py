"""The benchmark runs, and says what it found in the form that it promises.  How fast is not asked here."""

import json
import subprocess

from harness.product import SERVICES
from harness.stack import ROOT

ROWS = ("a static answer (/healthz)", "GET /events/{id}")


def run(*words):
    return subprocess.run([ROOT / "tests/bench/run", *map(str, words)], cwd=ROOT, capture_output=True, text=True)


def test_two_builds_are_measured_in_turn(stack, tmp_path):
    found = tmp_path / "found.json"
    done = run(*ROWS, "--rounds", 2, "--seconds", 1, "--warm-up", 0, "--events", 5, "--connections", 2, "--seed", 7,
               "--build", stack.binaries, "--base", stack.binaries, "--json", found)
    assert done.returncode == 0, done.stdout + done.stderr
    said = json.loads(found.read_text())
    assert said["format"] == 1 and said["machine"]["cores"] > 0
    assert [v["name"] for v in said["variants"]] == ["base", "here"]
    assert (said["options"]["rounds"], said["options"]["seconds"], said["options"]["seed"]) == (2, 1, 7)
    assert [(r["group"], r["row"], r["variant"]) for r in said["results"]] == [("plain", n, v) for n in ROWS for v in ("base", "here")]
    for r in said["results"]:
        assert r["connections"] == 2 and r["row"] in done.stdout
        for each in "per_second", "p50_us", "p99_us":
            assert len(r[each]) == 2 and min(r[each]) > 0
            assert min(r[each]) <= r["median"][each] <= max(r[each])
        assert len(r["cpu_us"]) == 2 and set(r["median"]["cpu_us"]) == {"postgres", "nats", "redis", "gateway", *SERVICES}
        assert r["spread"] >= 0 and (r["ratio"] is None) == (r["variant"] == "base")


def test_a_word_that_no_row_has_is_refused():
    done = run("no such row")
    assert done.returncode != 0 and "no such row" in done.stderr and "Traceback" not in done.stderr


def test_every_group_has_rows_of_its_own_name():
    done = run("--list")
    lines = [line.split(maxsplit=1) for line in done.stdout.splitlines()]
    assert {group for group, _ in lines} == {"plain", "batch", "shared", "series", "contacts", "flood", "limits", "feeds", "deliveries", "reminders", "search"}
    assert len({name for _, name in lines}) == len(lines)

"""Runs pytest; a test that fails is run once more, alone, and is only flaky when it passes then.

    run.py PYTEST-ARGUMENTS...

Flaky tests and failed ones are named at the end; flaky ones do not fail the run and are faults all the
same.  More than a few failures are no accident, and what a stack has in its logs when it ends is no test:
those count at once.

All of tests/e2e runs in shares, which are folders or a part of one, two at once: much of their time they
wait.  What the tests of a share say comes when they have ended.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor

ACCIDENTS = 12
TESTS = pathlib.Path(__file__).resolve().parents[1]
AT_ONCE = 2  # as many as there are cores: with more, each takes so much longer that all do
LONGEST = ("faults", "delivery", "all", "auth", "agents", "calendar", "event")  # folders; what begins late should not take long
SPLIT = {"all": 3, "faults": 2}  # into so many shares


class Run:
    """pytest with these arguments, begun; `output`: where its words go, if not to ours."""

    def __init__(self, arguments, output=None):
        self.folder = tempfile.TemporaryDirectory()
        self.file = pathlib.Path(self.folder.name) / "outcomes"
        environment = os.environ | {"ALMANAC_TEST_OUTCOMES": str(self.file), "PYTHONPATH": str(TESTS)}
        self.process = subprocess.Popen([sys.executable, "-m", "pytest", "-q", "-rs", "--rootdir=.", "-p", "harness.outcomes", *arguments],
                                        env=environment, stdout=output, stderr=output)

    def end(self):
        """pytest's exit status, and what outcomes.py wrote."""
        status = self.process.wait()
        outcomes = json.loads(self.file.read_text()) if self.file.exists() else {"passed": 0, "failed": {}}
        self.folder.cleanup()
        return status, outcomes


def run(arguments):
    return Run(arguments).end()


def run_share(share):
    """As run; and what pytest says."""
    name, files = share
    began = time.monotonic()
    with tempfile.TemporaryFile("w+") as said:
        status, outcomes = Run(files, said).end()
        said.seek(0)
        print(f"{said.read()}{name}: {time.monotonic() - began:.0f} s", flush=True)
    return status, outcomes


def shares():
    found = {path.name for path in (TESTS / "e2e").iterdir() if any(path.glob("test_*.py"))}
    for name in [*LONGEST, *sorted(found - set(LONGEST))]:
        files = sorted(f"tests/e2e/{name}/{path.name}" for path in (TESTS / "e2e" / name).glob("test_*.py"))
        many = SPLIT.get(name, 1)
        yield from ((f"tests/e2e/{name}", files[n::many]) for n in range(many))


def run_shares():
    with ThreadPoolExecutor(AT_ONCE) as pool:
        ended = list(pool.map(run_share, shares()))
    outcomes = {"passed": sum(o["passed"] for _, o in ended), "failed": {k: v for _, o in ended for k, v in o["failed"].items()}}
    return max((status for status, _ in ended), key=lambda s: (s not in (0, 1), s)), outcomes


def main(arguments):
    status, outcomes = run_shares() if arguments == ["tests/e2e"] else run(arguments)
    failed, flaky = outcomes["failed"], []
    if status == 1 and len(failed) <= ACCIDENTS and not any("teardown" in when for when in failed.values()):
        flaky = [name for name in failed if run([name])[0] == 0]
        status = int(len(flaky) < len(failed))
    for name, when in failed.items():
        print(f"flaky: {name} failed once and passed alone" if name in flaky else f"failed: {name} ({', '.join(when)})")
    print(f"{outcomes['passed'] + len(flaky)} passed, {len(failed) - len(flaky)} failed")
    return status


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Runs pytest; a test that fails is run once more, alone, and is only flaky when it passes then.

    run.py PYTEST-ARGUMENTS...

Flaky tests are named at the end and do not fail the run; they are faults all the same.  More than a
few failures are no accident, and what a stack has in its logs when it ends is no test: those count at
once.

All of tests/e2e runs in two shares at once: most of its time it waits.  What the second one says comes
when it has ended.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ACCIDENTS = 5
TESTS = pathlib.Path(__file__).resolve().parents[1]
APART = ("agents", "faults", "feed")  # folders of the second share, which is as long as the first


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


def run_shares():
    folders = sorted(path for path in (TESTS / "e2e").iterdir() if path.is_dir() and any(path.glob("test_*.py")))
    first = [f"tests/e2e/{path.name}" for path in folders if path.name not in APART]
    with tempfile.TemporaryFile("w+") as said:
        second = Run([f"tests/e2e/{name}" for name in APART], said)
        status, outcomes = run(first)
        other, more = second.end()
        said.seek(0)
        print(said.read())
    outcomes = {"passed": outcomes["passed"] + more["passed"], "failed": outcomes["failed"] | more["failed"]}
    print(f"{outcomes['passed']} passed, {len(outcomes['failed'])} failed in two shares")
    return status if other == 0 or status not in (0, 1) else other, outcomes


def main(arguments):
    status, outcomes = run_shares() if arguments == ["tests/e2e"] else run(arguments)
    failed = outcomes["failed"]
    if status != 1 or len(failed) > ACCIDENTS or any("teardown" in when for when in failed.values()):
        return status
    flaky = [name for name in failed if run([name])[0] == 0]
    for name in flaky:
        print(f"flaky: {name} failed once and passed alone")
    print(f"{outcomes['passed'] + len(flaky)} passed, {len(failed) - len(flaky)} failed")
    return int(len(flaky) < len(failed))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

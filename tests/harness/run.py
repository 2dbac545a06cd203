"""Runs pytest; a test that fails is run once more, alone, and is only flaky when it passes then.

    run.py PYTEST-ARGUMENTS...

Flaky tests are named at the end and do not fail the run; they are faults all the same.  More than a
few failures are no accident, and what a stack has in its logs when it ends is no test: those count at
once.
"""

import json
import os
import pathlib
import subprocess
import sys
import tempfile

ACCIDENTS = 5
TESTS = pathlib.Path(__file__).resolve().parents[1]


def run(arguments):
    """pytest's exit status, and what outcomes.py wrote."""
    with tempfile.TemporaryDirectory() as folder:
        file = pathlib.Path(folder) / "outcomes"
        environment = os.environ | {"ALMANAC_TEST_OUTCOMES": str(file), "PYTHONPATH": str(TESTS)}
        status = subprocess.call([sys.executable, "-m", "pytest", "-q", "-rs", "--rootdir=.", "-p", "harness.outcomes", *arguments], env=environment)
        return status, json.loads(file.read_text()) if file.exists() else {"passed": 0, "failed": {}}


def main(arguments):
    status, outcomes = run(arguments)
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

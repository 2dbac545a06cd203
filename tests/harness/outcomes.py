"""A pytest plugin that writes down how each test ended, into the file ALMANAC_TEST_OUTCOMES.

A run that is told to end stops its stacks, as one that is interrupted does.
"""

import json
import os
import pathlib
import signal

_passed, _failed = set(), {}


def pytest_configure():
    signal.signal(signal.SIGTERM, signal.default_int_handler)


def pytest_runtest_logreport(report):
    if report.failed:
        _failed.setdefault(report.nodeid, []).append(report.when)
    elif report.when == "call" and report.passed:
        _passed.add(report.nodeid)


def pytest_sessionfinish():
    outcomes = {"passed": len(_passed - set(_failed)), "failed": _failed}
    pathlib.Path(os.environ["ALMANAC_TEST_OUTCOMES"]).write_text(json.dumps(outcomes))

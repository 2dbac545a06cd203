"""How the suite is run: a test that fails once and passes alone is named as flaky, and nothing else is forgiven."""

import os
import stat
import subprocess

import pytest

from harness.stack import ROOT

STEADY = "def test_steady():\n    pass\n"
BROKEN = "def test_broken():\n    assert False\n"
FLAKY = """import pathlib


def test_flaky():
    before = pathlib.Path("was_here")
    first = not before.exists()
    before.touch()
    assert not first
"""
ENDS_BADLY = """import pathlib

import pytest


@pytest.fixture
def stack():
    yield
    before = pathlib.Path("was_here")
    first = not before.exists()
    before.touch()
    assert not first


def test_of_a_stack(stack):
    pass
"""


def ran(folder, **files):
    for name, text in files.items():
        (folder / f"test_{name}.py").write_text(text)
    return subprocess.run(["/usr/bin/python3", ROOT / "tests/harness/run.py", "."], cwd=folder, capture_output=True, text=True)


@pytest.mark.parametrize("files, last, status", [
    ({"a": STEADY}, "1 passed", 0),
    ({"a": STEADY, "b": BROKEN}, "1 passed, 1 failed", 1),
    ({"a": STEADY, "b": FLAKY}, "2 passed, 0 failed", 0),
    ({"a": BROKEN, "b": FLAKY}, "1 passed, 1 failed", 1),
    ({"a": STEADY, "b": ENDS_BADLY}, "1 passed, 1 failed", 1),
    ({letter: BROKEN for letter in "abcdefghijklm"}, "0 passed, 13 failed", 1),
], ids=["all pass", "one is broken", "one is flaky", "broken and flaky", "what a stack leaves is no test", "many failures are no accident"])
def test_only_what_passes_alone_is_flaky(tmp_path, files, last, status):
    done = ran(tmp_path, **files)
    assert done.returncode == status, done.stdout
    assert last in done.stdout.splitlines()[-1], done.stdout
    named = [line for line in done.stdout.splitlines() if line.startswith("flaky: ")]
    assert named == (["flaky: test_b.py::test_flaky failed once and passed alone"] if FLAKY in files.values() else [])
    named = {line for line in done.stdout.splitlines() if line.startswith("failed: ")}
    assert named == ({f"failed: test_{name}.py::test_broken (call)" for name, text in files.items() if text == BROKEN} |
                     {f"failed: test_{name}.py::test_of_a_stack (teardown)" for name, text in files.items() if text == ENDS_BADLY})


def program(folder, name, body):
    path = folder / name
    path.write_text(f"#!/bin/bash\n{body}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return str(path)


GOOD = "echo '[  PASSED  ] 3 test(s).'"
BAD = "echo '[  PASSED  ] 2 test(s).'; echo '[  FAILED  ] 1 test(s), listed below:'; exit 1"


def test_a_unit_that_passes_when_it_is_run_again_is_flaky(tmp_path):
    marker = tmp_path / "was_here"
    shaky = program(tmp_path, "shaky", f"if [[ -e {marker} ]]; then {GOOD}; else touch {marker}; {BAD}; fi")
    done = subprocess.run([ROOT / "tools/run_units", program(tmp_path, "good", GOOD), shaky], capture_output=True, text=True)
    assert done.returncode == 0 and done.stdout.splitlines()[-1] == "6 passed, 0 failed", done.stdout
    assert f"flaky: {shaky} failed once and passed alone" in done.stdout.splitlines()


def test_a_unit_that_fails_again_is_broken(tmp_path):
    done = subprocess.run([ROOT / "tools/run_units", program(tmp_path, "bad", BAD)], capture_output=True, text=True)
    assert done.returncode == 1 and done.stdout.splitlines()[-1] == "2 passed, 1 failed", done.stdout
    assert "flaky" not in done.stdout


TARGETS = {
    "shaky": "@echo 'flaky: this failed once'; echo '3 passed, 0 failed'",
    "good": "@echo '2 passed'",
    "bad": "@echo 'failed: that'; false",
    "first": "@until [ -e second ]; do sleep 0.02; done; echo '5 passed'; touch first",
    "second": "@touch second; echo '7 passed'",
    "after": "@[ -e first ]",
}


def tally(folder, *arguments):
    """Whether it ended well, and what it said."""
    (folder / "Makefile").write_text("".join(f"{name}:\n\t{recipe}\n" for name, recipe in TARGETS.items()))
    done = subprocess.run([ROOT / "tools/tally", *arguments], cwd=folder, capture_output=True, text=True, timeout=60,
                          env={k: v for k, v in os.environ.items() if not k.startswith("MAKE")})
    return done.returncode == 0, done.stdout.splitlines()


def test_the_closing_lines_name_what_is_flaky_and_what_failed(tmp_path):
    good, said = tally(tmp_path, "shaky", "good")
    assert good and said[-2:] == ["flaky: this failed once", "5 passed, 0 failed"], said
    good, said = tally(tmp_path, "bad", "good")
    assert not good and said[-3:] == ["failed: that", "failed: bad", "2 passed, 1 failed"], said


def test_targets_beside_each_other_are_made_at_once_and_what_follows_waits_for_them(tmp_path):
    good, said = tally(tmp_path, "good", "--beside", "first", "second", "bad", "--then", "after")
    assert not good and said[-3:] == ["failed: that", "failed: bad", "15 passed, 1 failed"], said
    for name, words in (("first", "5 passed"), ("second", "7 passed")):
        assert words == said[said.index(f"== {name}") + 1], said

"""The check of must() is red for each kind of gap, in a small tree of its own."""

import subprocess

import pytest

from harness.stack import ROOT

REVIEWED = "# why\nclock_*  always there\nn < MOST  the caller counted\n"
SOURCE = "/* must(not_this()) */\nmust(a->b != NULL && c != NULL);\nmust(clock_gettime(1) ==\n     0);\nmust(n < MOST);\n"


def faults(folder, reviewed, source):
    (folder / "tools").mkdir()
    (folder / "shared/low").mkdir(parents=True)
    (folder / "tools/musts").write_text(reviewed)
    (folder / "shared/low/low.c").write_text(source)
    (folder / "shared/low/low_test.c").write_text("must(a_test_may());\n")
    ran = subprocess.run(["/usr/bin/python3", ROOT / "tools/check_musts.py", folder], capture_output=True, text=True)
    assert ran.stderr == "" and (ran.returncode != 0) == bool(ran.stdout.strip())
    return ran.stdout.strip()


def test_what_is_reviewed_passes(tmp_path):
    assert faults(tmp_path, REVIEWED, SOURCE) == ""


@pytest.mark.parametrize("reviewed, source, told", [
    (REVIEWED, SOURCE + "must(crypt(x) != NULL);\n", "must(crypt)"),
    (REVIEWED, SOURCE + "must(count <= room);\n", "must(count <= room)"),
    (REVIEWED + "regcomp  a pattern\n", SOURCE, "nothing is like regcomp"),
    (REVIEWED.replace("always there", " "), SOURCE, "clock_* has no reason"),
])
def test_what_is_not_is_named(tmp_path, reviewed, source, told):
    assert told in faults(tmp_path, reviewed, source)

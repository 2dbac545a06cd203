"""Copies of the checkout, in which services are laid."""

import os
import shutil
import subprocess

from harness.stack import ROOT


def files(root=ROOT):
    """What the checkout has, with the state of each."""
    names = subprocess.run(["git", "ls-files", "-coz", "--exclude-standard"], cwd=root, capture_output=True, text=True, check=True).stdout
    found = [name for name in names.split("\0") if name and (root / name).is_file()]
    return {name: ((root / name).stat().st_mtime_ns, (root / name).stat().st_size) for name in found}


def run(*command, cwd, **environment):
    """As a person would, whatever make these tests run under."""
    mine = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MFLAGS", "MAKELEVEL")}
    return subprocess.run(command, cwd=cwd, env=mine | environment, capture_output=True, text=True)


def done(result):
    assert result.returncode == 0, result.stdout[-4000:] + result.stderr[-4000:]
    return result.stdout


def copied(folder):
    """The checkout with what is built of it; times stay, so that only what is new is compiled."""
    for name in files():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, folder / name)
    shutil.copytree(ROOT / "build/asan", folder / "build/asan", ignore=shutil.ignore_patterns("test", "fuzz", "*_test.o"))
    shutil.copy2(ROOT / "build/asan/sqldesc", folder / "build/sqldesc")
    done(run("git", "init", "-q", cwd=folder))
    return folder


def lay(copy, target="new-service", **words):
    # The program is newer than its sources; -o keeps make from building another.
    return run("make", "-s", "-o", "build/sqldesc", target, cwd=copy, **words)

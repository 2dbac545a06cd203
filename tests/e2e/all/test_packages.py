"""On a bare Debian 12 everything that the tests and tools use comes from tools/packages, and each target installs its part."""

import ast
import importlib.util
import os
import re
import subprocess
import sys

import pytest

from harness.stack import ROOT

FOLDERS = ("tests", "tools")
OWN = {path.stem for folder in FOLDERS for path in (ROOT / folder).rglob("*.py")} | {path.name for path in (ROOT / "tests").iterdir()}


def programs():
    for folder in FOLDERS:
        yield from (ROOT / folder).rglob("*.py")
    yield ROOT / "tests/browser/run"


def modules(path):
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Import):
            yield from (alias.name.split(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module.split(".")[0]


def listed():
    return set(re.findall(r"^([a-z0-9][^\s#]*)", (ROOT / "tools/packages").read_text(), re.M))


def package_of(path):
    found = subprocess.run(["dpkg-query", "-S", os.path.realpath(path)], capture_output=True, text=True)
    return found.stdout.split(":")[0]


def test_every_module_comes_from_a_package_of_the_list():
    used = {name for path in programs() for name in modules(path)} - set(sys.stdlib_module_names) - OWN
    assert {"pytest", "yaml"} <= used
    strangers = {name: package for name in used if (package := package_of(importlib.util.find_spec(name).origin)) not in listed()}
    assert not strangers, "add these to tools/packages"


@pytest.mark.parametrize("target, sections", [("run", "run"), ("test", "run test"), ("bench", "run test"), ("chaos", "run test"),
                                              ("browser", "run test browser")])
def test_a_target_begins_with_what_it_needs(target, sections):
    does = subprocess.run(["make", "-n", "-s", target], cwd=ROOT, capture_output=True, text=True, check=True).stdout.splitlines()
    assert does[0] == f"tools/stack/setup {sections}"

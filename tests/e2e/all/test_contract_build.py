"""What the generator does not take: an operation that says nothing of who may ask."""

import shutil
import subprocess

import pytest

from harness.stack import ROOT


def generate(folder):
    return subprocess.run(["/usr/bin/python3", "tools/gen/gen.py", folder / "out", "--api"], cwd=folder, capture_output=True, text=True)


@pytest.fixture
def copy(tmp_path):
    for name in ("schemas", "shared", "tools", "services", "gateway"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


def test_the_contract_as_it_is_generates(copy):
    done = generate(copy)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("old, new, word", [
    ("x-auth: key\n", "x-nobody: key\n", "x-auth"), ("x-auth: key\n", "x-auth: everybody\n", "x-auth"),
    ("x-scope: contacts:read\n", "x-nothing: read\n", "x-scope"), ("x-scope: contacts:read\n", "x-scope: contacts:look\n", "x-scope"),
    ("x-timeout-ms: 5000\n", "x-nothing: 5000\n", "x-timeout-ms")], ids=["no audience", "an unknown audience", "no scope", "an unknown scope", "no time"])
def test_an_operation_that_leaves_it_open_does_not_build(copy, old, new, word):
    path = copy / "schemas/openapi/contact.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    done = generate(copy)
    assert done.returncode != 0 and word in done.stderr and "/contacts" in done.stderr, done

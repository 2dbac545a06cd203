"""A service whose key is damaged does not start, says why, and leaves everything as it is."""

import os
import subprocess

import pytest

from harness.stack import PATIENCE

NO_KEY = "is not a line of 64 hexadecimal digits, closed to others"
GOOD = "5a" * 32 + "\n"


@pytest.fixture
def start(stack, tmp_path_factory):
    """Starts one more process with that key, as the user of the stack, and answers what it says when it has ended."""
    own, environment = stack._as("delivery")
    owner = (stack.var / "run").stat()

    def run(key):
        done = subprocess.run([os.readlink(f"/proc/{own}/exe")], env=environment | {"ALMANAC_DELIVERY_KEY": str(key)}, capture_output=True,
                              text=True, timeout=PATIENCE, user=owner.st_uid, group=owner.st_gid)
        assert done.returncode > 0, done
        return done.stderr
    return run


@pytest.fixture
def folder(stack):
    path = stack.var / "keys"
    path.mkdir(exist_ok=True)
    owner = (stack.var / "run").stat()
    os.chown(path, owner.st_uid, owner.st_gid)
    return path


def put(folder, text, mode=0o600):
    path = folder / "a.key"
    path.unlink(missing_ok=True)
    path.write_bytes(text.encode("latin-1"))
    os.chown(path, folder.stat().st_uid, folder.stat().st_gid)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("text", ["", "\n", GOOD[2:], GOOD[:-1], "0" + GOOD, GOOD + GOOD, GOOD + "\n", "g" + GOOD[1:], "\xff" * 65, " " + GOOD[1:],
                                  GOOD[:-1] + " ", GOOD[:-1] + "\0"])
def test_a_damaged_key_ends_the_start_and_stays_as_it_is(start, folder, text):
    key = put(folder, text)
    said = start(key)
    assert f"ALMANAC_DELIVERY_KEY: {key} {NO_KEY}" in said
    assert key.read_bytes() == text.encode("latin-1") and os.listdir(folder) == [key.name]


def test_a_key_that_others_may_read_is_refused(start, folder):
    key = put(folder, GOOD, 0o604)
    assert NO_KEY in start(key)
    assert key.read_text() == GOOD


def test_a_key_that_may_not_be_read_is_refused(start, folder):
    key = put(folder, GOOD, 0)
    if os.geteuid() != folder.stat().st_uid or os.geteuid() != 0:
        assert f"ALMANAC_DELIVERY_KEY: {key}: Permission denied" in start(key)
    assert key.read_text() == GOOD


@pytest.mark.parametrize("name, why", [("missing/a.key", "cannot be made: No such file or directory"), (".", NO_KEY)])
def test_a_path_where_no_key_can_be_is_refused(start, folder, name, why):
    said = start(folder / name)
    assert "ALMANAC_DELIVERY_KEY: " in said and why in said

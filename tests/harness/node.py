"""Node with the packages of tests/readers/package.json, installed into build/node at the exact versions of its lock file."""

import os
import re
import shutil
import subprocess

from harness.stack import ROOT

READERS = ROOT / "tests" / "readers"
PLACE = ROOT / "build" / "node"
NEEDED = (20, 19)  # of @redocly/cli
MANIFEST = ("package.json", "package-lock.json", ".npmrc")
OURS = ("EUSAGE", "EINTEGRITY", "EJSONPARSE")  # npm: what we ask for makes no sense
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_UPDATE_NOTIFIER": "1"}


class Missing(Exception):
    """Why there is no node here."""


def run(*command, **more):
    return subprocess.run(command, cwd=PLACE, env=os.environ | QUIET, capture_output=True, text=True, **more)


def _check_version():
    if not shutil.which("node") or not shutil.which("npm"):
        raise Missing("node or npm is not installed")
    told = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout.strip()
    if tuple(map(int, re.findall(r"\d+", told)[:2])) < NEEDED:
        raise Missing(f"node {told} is older than {NEEDED[0]}.{NEEDED[1]}")


def _install():
    for name in MANIFEST:
        shutil.copy(READERS / name, PLACE)
    try:
        done = run("npm", "ci", "--prefer-offline", "--fetch-retries=1", "--fetch-timeout=20000", timeout=180)
    except subprocess.TimeoutExpired as why:
        raise Missing("npm did not install the packages in time") from why
    if done.returncode != 0:
        assert not any(code in done.stderr for code in OURS), done.stderr
        errors = [line.removeprefix("npm error ") for line in done.stderr.splitlines() if line.startswith("npm error ")]
        raise Missing(f"npm cannot install the packages: {', '.join(errors)[:200]}")


def install():
    """The folder whose node_modules has the packages; Missing when that cannot be."""
    _check_version()
    PLACE.mkdir(parents=True, exist_ok=True)
    installed, wanted = PLACE / "installed", (READERS / "package-lock.json").read_text()
    if not installed.exists() or installed.read_text() != wanted:
        _install()
        installed.write_text(wanted)
    return PLACE

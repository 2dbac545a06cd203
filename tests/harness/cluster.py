"""Databases that are made once and copied into each new stack: making them is a third of a start.

They lie in build/ under a name that changes with the migrations and with what starts a stack.
"""

import contextlib
import fcntl
import hashlib
import os
import pathlib
import shutil
import subprocess
import tempfile

from harness.product import ROOT, services_of

PARTS = ("data/postgres", "secrets")
SOURCES = ("schemas/sql", "tools/stack", "tools/migrate")


def _version():
    digest = hashlib.sha256()
    for source in SOURCES:
        path = ROOT / source
        for file in sorted(path.rglob("*")) if path.is_dir() else [path]:
            if file.is_file():
                digest.update(f"{file.relative_to(ROOT)}\0".encode() + file.read_bytes() + b"\0")
    return digest.hexdigest()[:16]


@contextlib.contextmanager
def _only_one():
    (ROOT / "build").mkdir(exist_ok=True)
    with open(ROOT / "build/cluster.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _make(stack, into):
    """What a start has made by the time when it makes the keys of NATS, which fails here."""
    with tempfile.TemporaryDirectory() as binaries:
        for name in (*services_of(ROOT), "gateway", "bus_setup"):
            (pathlib.Path(binaries) / name).symlink_to(stack.binaries / name)
        (pathlib.Path(binaries) / "natskeys").symlink_to("/bin/false")
        started = subprocess.run([ROOT / "tools/stack/run"], cwd=ROOT, env=stack.environment() | {"ALMANAC_BIN": binaries},
                                 stdin=subprocess.DEVNULL, capture_output=True, text=True)
    assert started.returncode == 1 and (stack.var / "data/nats").exists() and not (stack.var / "data/postgres/postmaster.pid").exists(), started
    for old in (ROOT / "build").glob("cluster-*"):
        shutil.rmtree(old)
    fresh = into.with_name(into.name + ".new")
    for part in PARTS:
        (fresh / part).parent.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cp", "-a", stack.var / part, fresh / part], check=True)
    fresh.rename(into)


def copy_into(stack, another):
    """`another()` is a stack to make them with, which nobody uses then."""
    made = ROOT / "build" / f"cluster-{_version()}"
    with _only_one():
        if not made.exists():
            maker = another()
            _make(maker, made)
            shutil.rmtree(maker.var)
    for part in PARTS:
        (stack.var / part).parent.mkdir(exist_ok=True)
        subprocess.run(["cp", "-a", made / part, stack.var / part], check=True)
    if os.geteuid() == 0:
        shutil.chown(stack.var / "data", *2 * ["postgres"])

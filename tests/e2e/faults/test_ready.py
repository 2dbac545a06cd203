"""What /readyz says of each part, and that /livez depends on none."""

import contextlib
import os
import subprocess

import pytest

from harness.bus import Bus
from harness.people import Api, Person
from harness.stack import halted, wait_until

LEADER_LOCK = 0x72656c6179  # of shared/actor/relay.c
LOW = 64 << 20


@pytest.fixture
def probe(shaken, contract):
    api = Api(shaken.port, contract)
    yield api
    wait_until("all to be up", lambda: api.get("/readyz").json()["status"] == "ready")


def told(api):
    """The status, and the parts that are not up."""
    reply = api.get("/readyz")
    assert api.get("/livez").json() == {"status": "alive"}
    said = reply.json()
    assert (reply.status == 503) == (said["status"] == "not ready")
    return said["status"], {name: state for name, state in said["parts"].items() if state != "up"}


@pytest.mark.parametrize("stream, part", [("FEED", "bus.feed"), ("EVENTS", "bus.events")])
def test_a_stream_that_is_away_is_told(shaken, probe, stream, part):
    with contextlib.closing(Bus(shaken)) as bus, shaken.unattended():
        assert bus.ask(f"$JS.API.STREAM.DELETE.{stream}")["success"]
        wait_until("it to be told", lambda: told(probe) == ("degraded", {part: "away"}))


def test_a_service_that_stands_still_is_told(shaken, probe):
    with halted(shaken.pid("contact")):
        away = {name: "away" for name in ("contact", "contact.database", "contact.relay")}
        wait_until("it to be told", lambda: told(probe) == ("degraded", away))


def test_without_the_bus_it_is_not_ready(shaken, probe):
    with shaken.unattended():
        pid = shaken.kill("nats")
        wait_until("it to be told", lambda: told(probe)[0] == "not ready")
        assert {"bus", "bus.feed", "bus.events", "auth"} <= set(told(probe)[1])
    shaken.wait_restarted("nats", pid)


def test_what_is_not_announced_is_told(shaken, probe, contract):
    """Somebody holds the relays' lock and publishes nothing."""
    ada = Person(shaken.port, contract, "Ada")
    with subprocess.Popen(["psql", "-X", "-A", "-t", "-q", shaken.conninfo("contact")], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          text=True) as idle:
        idle.stdin.write(f"SELECT pg_advisory_lock({LEADER_LOCK});\nSELECT 'held';\n")
        idle.stdin.flush()
        while idle.stdout.readline().strip() != "held":
            assert idle.poll() is None
        try:
            ada.contact()
            wait_until("it to be told", lambda: told(probe) == ("degraded", {"contact.relay": "late"}))
        finally:
            idle.kill()


def test_a_disk_that_fills_up_is_told(shaken, probe, contract, tmp_path):
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=100m,mode=755", "almanac-test", tmp_path], capture_output=True).returncode:
        pytest.skip("nothing can be mounted here")
    try:
        def free():
            disk = os.statvfs(tmp_path)
            return disk.f_bavail * disk.f_frsize

        def fill(size):
            """So that so much is left."""
            (tmp_path / "full").write_bytes(b"x" * ((tmp_path / "full").stat().st_size + free() - size))
            assert free() == size

        (tmp_path / "full").touch()
        with shaken.another_gateway(ALMANAC_DISKS=f"/:{tmp_path}") as gateway:
            api = Api(gateway.port, contract)
            page = os.statvfs(tmp_path).f_frsize
            for left, said in ((LOW + page, {}), (LOW, {}), (LOW - page, {"disk": "low"}), (page, {"disk": "low"})):
                fill(left)
                wait_until(f"what is said of {left} bytes", lambda s=said: told(api) == ("degraded" if s else "ready", s))
            (tmp_path / "full").unlink()
            wait_until("room to be told", lambda: told(api) == ("ready", {}))
    finally:
        subprocess.run(["umount", tmp_path], check=True)


def test_nobody_is_asked_while_nobody_asks(shaken, probe):
    with contextlib.closing(Bus(shaken)) as spy:
        spy.subscribe("svc.*.health")
        for _ in range(20):
            probe.get("/livez"), probe.get("/contacts", check=False)
        assert spy.heard() == []
        wait_until("a round", lambda: probe.get("/readyz") and spy.heard())

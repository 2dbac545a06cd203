"""Logs take so much of the disk and no more while processes write them, and at `info` clients do not fill them."""

import pathlib
import re
import signal

import pytest

from harness.people import Api, Person
from harness.stack import OURS, Stack, healthy, wait_until

FILE, KEPT = 8_000_000, 4  # of README.md: the bytes of a file, and how many are kept beside the one that is written
LINE = b"at=2026-01-01T00:00:00.000Z level=info actor=test event=a.line number=%08d " + b"x" * 3900 + b"\n"


@pytest.fixture(scope="module")
def quiet():
    """A stack that logs as an operator's does."""
    with healthy(Stack(ALMANAC_LOG_LEVEL="info")) as stack:
        yield stack


def logged(stack):
    return (*stack.processes(), "bus_watch")


def logger_of(stack, name):
    return wait_until(f"the logger of {name}", lambda: stack.pid(f"{name}/log"))


def older(folder):
    return sorted(folder.glob("@*"))


def test_every_log_is_written_by_one_that_rotates_it(quiet):
    names = logged(quiet)
    for name in names:
        command = pathlib.Path(f"/proc/{logger_of(quiet, name)}/cmdline").read_bytes().decode().split("\0")
        assert command[0] == "s6-log" and {f"n{KEPT}", f"s{FILE}", str(quiet.var / "log" / name)} <= set(command), name
    written = {path.name for path in (quiet.var / "log").iterdir()}
    assert written - {"initdb.log"} == {*names, *(f"{name}.log" for name in names)}, "and what was said once, when it was made"


@pytest.mark.parametrize("name", ["contact", "nats"])  # one of ours, and a server, whose logger has other settings
def test_a_log_begins_another_file_and_the_oldest_go(quiet, name):
    folder, pid = quiet.var / "log" / name, quiet.pid(name)
    count = (2 * KEPT + 3) * FILE // 2 // len(LINE % 0)  # one file that goes, those that are kept, half of another
    with open(f"/proc/{logger_of(quiet, name)}/fd/0", "wb") as pipe:
        for number in range(count):
            pipe.write(LINE % number)
    wait_until("the last line", lambda: LINE % (count - 1) in (folder / "current").read_bytes())
    sizes = [path.stat().st_size for path in (*older(folder), folder / "current")]
    assert len(sizes) == KEPT + 1 and 0.99 * FILE < min(sizes[:KEPT]) and max(sizes) < 1.01 * FILE, sizes
    assert LINE % 0 not in older(folder)[0].read_bytes()
    for path in older(folder):
        path.unlink()  # the harness reads every log when the stack ends
    assert quiet.pid(name) == pid


def test_at_info_no_line_says_what_a_client_did(quiet):
    ada, trace = Person(quiet.port), "5d" * 16
    me = Api(quiet.port, ada.contract, ada.token)
    traced = {"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}
    for ask, status in ((lambda: me.post("/contacts", {"first_name": "Grace"}, headers=traced), 201),
                        (lambda: me.post("/contacts", {}, headers=traced), 400),
                        (lambda: me.get("/contacts", headers=traced), 200),
                        (lambda: me.get(f"/contacts/{ada.id}", headers=traced), 404),
                        (lambda: me.get("/nothing", headers=traced), 404),
                        (lambda: me.get("/auth/me", headers=traced), 200),
                        (lambda: me.get("/auth/me", headers=traced, token="x"), 401)):
        assert me.patiently(ask).status == status

    def lines(name):
        return (quiet.var / "log" / f"{name}.log").read_text(errors="replace").splitlines()

    def starts(name):
        return sum(re.search(r"event=(service\.start\.done|gateway\.started)", line) is not None for line in lines(name))

    for name in ("contact", "auth", "gateway"):  # what a new process says stands behind all that the former one had to say
        before = starts(name)
        quiet.wait_restarted(name, quiet.kill(name, signal.SIGTERM))
        wait_until(f"the first words of another {name}", lambda name=name, before=before: starts(name) > before)
    slow = re.compile(r"event=http\.answered .* ms=\d{4,} |status=5")
    assert not [line for name in OURS for line in lines(name) if trace in line and not slow.search(line)]

"""The stream of changes is away: who waits for it costs nobody else anything, and is told so in time."""

import contextlib
import socket
import threading

import pytest

from harness.bus import Bus
from harness.feeds import Socket, Stream, patiently
from harness.people import Api, Person
from harness.stack import PATIENCE, wait_until


@contextlib.contextmanager
def without_stream(stack):
    """Nor is there somebody who would make it again."""
    bus = Bus(stack)
    config = bus.ask("$JS.API.STREAM.INFO.FEED")["config"]
    with stack.unattended():
        assert bus.ask("$JS.API.STREAM.DELETE.FEED")["success"]
        try:
            yield
        finally:
            assert "error" not in bus.ask("$JS.API.STREAM.CREATE.FEED", config)
            bus.close()


def ask_events(port, person, query=""):
    """A request for events whose answer is not awaited."""
    s = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    s.sendall(f"GET /feed{query} HTTP/1.1\r\nHost: a\r\nAccept: text/event-stream\r\nConnection: close\r\n"
              f"Authorization: Bearer {person.token}\r\n\r\n".encode())
    return s


def refusal_of(s):
    """The text of a 503; a stream that has begun would not end."""
    with s, s.makefile("rb") as stream:
        line = stream.readline().decode()
        assert line.split()[1] == "503", line
        return stream.read().decode().lower()


@pytest.fixture
def broken(shaken, contract):
    """A stack without its stream, a gateway of it that serves two requests at once, and two users."""
    ada, eve = (Person(shaken.port, contract, name) for name in ("Ada", "Eve"))
    with shaken.another_gateway(ALMANAC_IN_FLIGHT="2") as gateway:
        at = {p: Api(gateway.port, contract, p.token) for p in (ada, eve)}
        for p in at.values():
            wait_until("the gateway to serve", lambda p=p: p.get("/contacts", check=False).status == 200)
        with without_stream(shaken):
            yield gateway, at[ada], at[eve]


def test_who_waits_for_the_stream_keeps_nobody_waiting_and_is_told_in_time(broken):
    gateway, ada, eve = broken
    sockets, pages = [], []
    for query in ("", "", "?after=0", "?after=1"):
        sockets.append(ask_events(gateway.port, ada, query))
        # Its slot is its own while auth is asked about it, and no longer.
        wait_until("a place for somebody else", lambda: eve.get("/contacts").status == 200)

    def read_page():
        """While somebody else has the place, a client comes again."""
        return (reply := ada.get("/feed")).code != "overloaded" and reply

    page = threading.Thread(target=lambda: pages.append(wait_until("a place for the page", read_page)))
    page.start()
    wait_until("a place for somebody else", lambda: eve.get("/contacts").status == 200)
    for s in sockets:
        text = refusal_of(s)
        assert '"code":"unavailable"' in text and "\nretry-after: " in text, text
    page.join()
    assert (pages[0].status, pages[0].code) == (503, "unavailable") and int(pages[0].headers["Retry-After"]) > 0
    ask_events(gateway.port, ada).close()
    log = wait_until("a reader that goes to be noticed", lambda: "event=sse.lost" in (text := gateway.log()) and text)
    assert log.count("event=feed.stream.refused") + log.count("event=feed.live.failed") == 1, log


def test_who_waits_begins_when_the_stream_comes_back(shaken, contract):
    ada = Person(shaken.port, contract, "Ada")
    with without_stream(shaken):
        ws = Socket(shaken.port, token=ada.token)
    stream = patiently(lambda: Stream(shaken.port, token=ada.token))
    assert ws.control("ready")
    made = ada.contact()["id"]
    for feed in ws, stream:
        wait_until("the contact", lambda feed=feed: feed.event()["subject"] == made)
        feed.close()

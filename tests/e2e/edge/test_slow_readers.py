"""Clients that ask and do not read: an answer has its time to leave, and what waits for it is bounded."""

import contextlib
import pathlib
import ssl
import time

import pytest

from harness.hostile import SOURCE, SlowReaders, connect
from harness.stack import wait_until
from raw import GOOD, POST, exchange, statuses
from test_tls import make_certificate

BUFFER = 64 * 1024  # LISTEN_KERNEL_BUFFER of gateway/edge/listen.h; the kernel takes it twice
READERS = 100
UNREAD = 32 * 1024 * 1024  # UNREAD_OF_ADDRESS of gateway/http/exchange.c


def queues(port):
    """(bytes to send, bytes to read) that the kernel holds for each connection of that port, those without an owner too."""
    rows = [line.split() for line in pathlib.Path("/proc/net/tcp").read_text().splitlines()[1:]]
    return [tuple(int(n, 16) for n in row[4].split(":")) for row in rows if row[1].endswith(f":{port:04X}") and row[3] != "0A"]


def memory(pid):
    return int(next(x for x in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS")).split()[1]) * 1024


@pytest.fixture(params=["plain", "TLS"])
def gateway(request, stack, tmp_path):
    """(gateway, how a client's socket speaks to it)"""
    settings, wrap = {"ALMANAC_ANSWER_TIMEOUT": "1500", "ALMANAC_REQUEST_TIMEOUT": "3000"}, lambda s: s
    settings |= {"ASAN_OPTIONS": "quarantine_size_mb=8"}  # freed memory that it holds would count
    if request.param == "TLS":
        make_certificate(tmp_path, "one.example")
        settings |= {"ALMANAC_TLS_CERT": str(tmp_path / "cert.pem"), "ALMANAC_TLS_KEY": str(tmp_path / "key.pem")}
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        wrap = context.wrap_socket
    with stack.another_gateway(**settings) as another:
        yield another, wrap


def test_a_hundred_clients_that_do_not_read_end_and_hold_little(gateway):
    another, wrap = gateway
    before = memory(another.process.pid)
    with SlowReaders(another.port, READERS, wrap) as load:
        wait_until("the answers to wait", lambda: sum(n > BUFFER // 2 for n, _ in queues(another.port)) > READERS // 2 or load.ended)
        assert max(n for n, _ in queues(another.port)) <= 2 * BUFFER
        assert max(n for _, n in queues(another.port)) <= 2 * BUFFER
        assert load.taken < READERS * 16 * BUFFER, "more was taken of them than is held"
        assert memory(another.process.pid) - before < READERS * 2 * 1024 * 1024  # what was sent ahead, and TLS's copies
        wait_until("all of them to end", lambda: load.ended == READERS)
        wait_until("the kernel to hold nothing", lambda: not any(n for n, _ in queues(another.port)))
    assert "event=http.answer.unread" in another.log()  # of some the kernel has heard nothing for as long, and is first


def test_who_takes_a_little_at_a_time_is_cut_off_too(gateway, ada):
    """The kernel is content while something is taken, and cuts off only who stands still."""
    for _ in range(80):
        ada.contact(notes="x" * 7000)
    another, wrap = gateway

    def is_cut_off():
        with contextlib.suppress(ConnectionError), wrap(connect(another.port, 4096)) as s:
            s.sendall(b"GET /contacts?limit=200 HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAuthorization: Bearer %s\r\n\r\n" % ada.token.encode())
            while s.recv(1024):
                time.sleep(0.01)
        return "event=http.answer.unread" in another.log()

    wait_until("one to be cut off by the gateway", is_cut_off)


def test_who_has_sent_much_sends_no_more_ahead_than_others(stack):
    """A buffer whose size is the kernel's grows while what comes is read as fast."""
    body = b"{".ljust(1 << 20)  # which the gateway refuses by itself
    with stack.another_gateway() as another, connect(another.port, 4096) as s:
        for _ in range(8):
            s.sendall(POST + b"Content-Length: %d\r\n\r\n" % len(body) + body)
            assert statuses(s.recv(65536)) == [400]
        s.setblocking(False)
        with contextlib.suppress(BlockingIOError):
            while True:
                s.send(SlowReaders.REQUEST * 1000)
        assert BUFFER // 2 < max(n for _, n in queues(another.port)) <= 2 * BUFFER


def test_of_an_address_so_much_waits_and_small_answers_and_other_addresses_go_on(stack, ada):
    for _ in range(80):
        ada.contact(notes="x" * 7000)
    with stack.another_gateway(ALMANAC_ANSWER_TIMEOUT="20000") as another, contextlib.ExitStack() as readers:
        page = b"GET /contacts?limit=200 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer %s\r\n\r\n" % ada.token.encode()

        def first(source=SOURCE):
            s = readers.enter_context(connect(another.port, 4096, source))
            s.sendall(page)
            return int(s.recv(4096).split(b" ")[1])

        def whole():
            answer = exchange(another.port, page.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            return statuses(answer) == [200] and answer

        size = len(wait_until("it to serve", whole))
        assert size > 512 * 1024
        said = [first() for _ in range(UNREAD // size + 20)]
        taken = said.index(503)
        assert UNREAD // size <= taken <= UNREAD // size + 1 and set(said[taken:]) == {503}
        assert first("127.0.0.67") == 200, "another address"
        with connect(another.port) as s:
            s.sendall(page.replace(b"=200", b"=1").replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
            assert statuses(s.recv(65536)) == [200], "a small one"
        readers.close()
        wait_until("there to be room again", lambda: first() == 200)


def test_who_reads_in_time_gets_all_of_a_long_answer(gateway):
    another, wrap = gateway
    with wrap(connect(another.port, 4096)) as s:
        s.sendall(SlowReaders.REQUEST.replace(b"\r\n\r\n", b"\r\nConnection: close\r\n\r\n"))
        data = b""
        end = time.monotonic() + 1
        while chunk := s.recv(4096):
            data += chunk
            if time.monotonic() < end:
                time.sleep(0.005)
    head, body = data.split(b"\r\n\r\n", 1)
    assert f"content-length: {len(body)}".encode() in head.lower() and len(body) > 2 * BUFFER


def test_the_next_requests_of_a_connection_have_their_own_time(stack):
    """An answer that was taken leaves no clock behind."""
    with stack.another_gateway(ALMANAC_ANSWER_TIMEOUT="300") as another, connect(another.port) as s:
        end = time.monotonic() + 0.8
        while time.monotonic() < end:
            s.sendall(GOOD.replace(b"close", b"keep-alive"))
            assert statuses(s.recv(65536)) == [200]
        assert statuses(exchange(another.port, GOOD)) == [200]

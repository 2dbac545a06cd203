"""Clients that are slow, and clients that are many."""

import contextlib
import time

import pytest

from harness.stack import PATIENCE, wait_until
from raw import CHUNKED, GOOD, POST, connect, exchange, statuses


@pytest.fixture(scope="module")
def hasty(stack):
    with stack.another_gateway(ALMANAC_REQUEST_TIMEOUT="500") as another:
        yield another.port


@pytest.mark.parametrize("begin, drip", [
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: ", b"y"), (b"", b"G"), (POST + b"Content-Length: 10000\r\n\r\n", b"x"),
    (CHUNKED, b"1\r\nx\r\n"), (CHUNKED + b"ffff\r\n", b"x"), (b"", b""), (GOOD.replace(b"close", b"keep-alive"), b"")],
    ids=["header", "request line", "body", "chunks", "in a chunk", "nothing", "idle after an answer"])
def test_who_is_too_slow_is_cut_off(hasty, begin, drip):
    with connect(hasty) as s:
        end = time.monotonic() + PATIENCE
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            s.sendall(begin)
            s.settimeout(0.1)
            while time.monotonic() < end:
                s.sendall(drip)
                with contextlib.suppress(TimeoutError):
                    if not s.recv(65536):
                        break
        assert time.monotonic() < end, "the connection was kept"
    wait_until("a quick one to be served", lambda: statuses(exchange(hasty, GOOD)) == [200])


# ------------------------------------------------------------------ crowds


@contextlib.contextmanager
def crowd(port, count):
    """So many connections that are being served."""
    sockets = []
    try:
        for _ in range(count):
            sockets.append(connect(port))
            sockets[-1].sendall(GOOD.replace(b"close", b"keep-alive"))
            assert sockets[-1].recv(65536).startswith(b"HTTP/1.1 200")
        yield sockets
    finally:
        for s in sockets:
            s.close()


@pytest.mark.parametrize("setting", ["ALMANAC_CONNECTIONS", "ALMANAC_CONNECTIONS_PER_ADDRESS"])
def test_above_so_many_connections_the_answer_is_503_at_once(stack, setting):
    with stack.another_gateway(**{setting: "20"}, ALMANAC_REQUEST_TIMEOUT="600000") as another:
        with crowd(another.port, 20):
            for _ in range(300):
                data = exchange(another.port, GOOD)
                assert statuses(data) == [503] and b"retry-after: 1" in data and b'"code":"overloaded"' in data, data
        wait_until("room", lambda: statuses(exchange(another.port, GOOD)) == [200])


def test_a_crowd_of_turned_away_is_closed_and_harms_nobody(stack):
    with stack.another_gateway(ALMANAC_CONNECTIONS="20") as another:
        idle = [connect(another.port) for _ in range(600)]
        for s in idle:
            s.close()
        wait_until("room", lambda: statuses(exchange(another.port, GOOD)) == [200])


def test_a_trusted_proxy_may_have_more_connections(stack):
    with stack.another_gateway(ALMANAC_CONNECTIONS_PER_ADDRESS="5", ALMANAC_TRUSTED_HOPS="127.0.0.1",
                               ALMANAC_REQUEST_TIMEOUT="600000") as another:
        with crowd(another.port, 20):
            assert statuses(exchange(another.port, GOOD)) == [200]

"""Connections as HTTP/1.1 allows them, and as rude clients make them."""

import re
import socket
import threading

import pytest

from harness.stack import PATIENCE


@pytest.fixture
def connect(stack):
    sockets = []

    def open_one():
        s = socket.create_connection(("127.0.0.1", stack.port), timeout=PATIENCE)
        s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        sockets.append(s)
        return s

    yield open_one
    for s in sockets:
        s.close()


def read_all(s):
    data = b""
    while chunk := s.recv(65536):
        data += chunk
    return data


def statuses(data):
    return [int(x) for x in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]


GET = b"GET /auth/me HTTP/1.1\r\nHost: a\r\n"
LAST = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"


def test_pipelined_requests_are_answered_in_order(connect, ada):
    signed = GET + f"Authorization: Bearer {ada.token}\r\n\r\n".encode()
    s = connect()
    s.sendall((signed + GET + b"\r\n" + GET.replace(b"/auth/me", b"/nothing") + b"\r\n") * 10 + LAST)
    assert statuses(read_all(s)) == [200, 401, 404] * 10 + [200]


def test_thousands_of_requests_may_come_at_once(connect, ada):
    """Long ones and short ones, with a body of either kind, sent while the first answers are still on their way."""
    post = f"POST /contacts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {ada.token}\r\nContent-Type: application/json\r\n".encode()
    card = b'{"first_name": "%s"}' % (b"n" * 50)
    whole = post + b"Content-Length: %d\r\n\r\n" % len(card) + card
    chunks = post + b"Transfer-Encoding: chunked\r\n\r\n%X\r\n" % len(card) + card + b"\r\n0\r\n\r\n"
    large = post + b"Content-Length: 20000\r\n\r\n" + b"x" * 20000
    health = LAST.replace(b"Connection: close\r\n", b"")
    padded = health[:-2] + b"X: " + b"y" * 10000 + b"\r\n\r\n"
    s = connect()
    sender = threading.Thread(target=s.sendall, args=((health * 500 + whole + padded + chunks + large) * 20 + LAST,))
    sender.start()
    got = statuses(read_all(s))
    sender.join()
    assert got == ([200] * 500 + [201, 200, 201, 400]) * 20 + [200]


def test_chunks_that_wait_for_100_continue_may_come_behind_others(connect):
    head = (b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n"
            b"Expect: 100-continue\r\n\r\n")
    s = connect()
    s.sendall((head + b"2\r\n{}\r\n0\r\n\r\n") * 200 + LAST)
    assert statuses(read_all(s)) == [100, 400] * 200 + [200]


def test_a_body_in_chunks_is_a_body(connect, ada):
    s = connect()
    s.sendall(f"POST /contacts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {ada.token}\r\nContent-Type: application/json\r\n"
              "Transfer-Encoding: chunked\r\n\r\n7\r\n{\"first\r\n11\r\n_name\": \"Chunky\"}\r\n0\r\n\r\n".encode() + LAST)
    data = read_all(s)
    assert statuses(data) == [201, 200] and b"Chunky" in data


def test_a_request_byte_by_byte_is_a_request(connect):
    s = connect()
    for byte in LAST:
        s.sendall(bytes([byte]))
    assert statuses(read_all(s)) == [200]


def test_expect_100_continue_is_served(connect):
    s = connect()
    s.sendall(b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 2\r\n"
              b"Expect: 100-continue\r\nConnection: close\r\n\r\n")
    first = s.recv(1000)
    assert statuses(first)[0] in (100, 400)
    s.sendall(b"{}")
    assert 400 in statuses(first + read_all(s))


@pytest.mark.parametrize("cut", [1, 10, 40, 60])
def test_a_client_that_goes_in_the_middle_of_a_request_harms_nobody(connect, api, cut):
    for _ in range(20):
        s = connect()
        s.sendall((b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 100\r\n\r\n{}")[:cut])
        s.close()
    assert api.get("/healthz").status == 200


def test_a_client_that_does_not_wait_for_its_answer_harms_nobody(connect, ada):
    for _ in range(100):
        s = connect()
        s.sendall(GET + f"Authorization: Bearer {ada.token}\r\n\r\n".encode())
        s.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        s.close()
    assert ada.get("/auth/me").status == 200


def test_five_hundred_idle_connections_do_not_keep_others_out(connect, api):
    for _ in range(500):
        connect()
    assert api.get("/healthz").status == 200


@pytest.mark.parametrize("head", [
    b"GET /auth/me HTTP/1.1\nHost: a\n\n", b"GET /auth/me HTTP/1.1\r\nHost: a\nX: b\r\n\r\n",
    b"GET /auth/me HTTP/1.1\r\nHost: a\r\n X: folded\r\n\r\n", b"GET /auth/me HTTP/1.1\r\nHost: a\r\nX\r\n\r\n",
    b"GET /auth/me HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", b"GET /auth/me HTTP/1.1\r\nHost: a\r\nX: a\rb\r\n\r\n",
    b"GET  /auth/me HTTP/1.1\r\nHost: a\r\n\r\n", b"GET /auth/me HTTP/1.1 \r\nHost: a\r\n\r\n",
    b"POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
    b"POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
    b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\n{}",
    b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\n{}",
    b"POST /auth/login HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2;\r\n{}\r\nzz\r\n\r\n",
    b"POST /auth/login HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n"],
    ids=["bare LF", "one bare LF", "folded header", "no colon", "NUL in a header", "CR in a header", "two spaces", "space at the end",
         "two codings", "odd coding", "list of lengths", "plus", "bad chunk", "chunks in HTTP/1.0"])
def test_what_proxies_and_servers_read_differently_is_refused(connect, api, head):
    s = connect()
    s.sendall(head + LAST)
    try:
        data = read_all(s)
    except ConnectionResetError:
        data = b""
    assert statuses(data) in ([], [400]), data
    assert not data or b"application/json" in data, data
    assert api.get("/healthz").status == 200


def test_http_1_0_gets_one_answer_and_the_end(connect):
    s = connect()
    s.sendall(b"GET /healthz HTTP/1.0\r\n\r\n")
    assert b"alive" in read_all(s)


def test_http_2_is_not_spoken(connect):
    s = connect()
    s.sendall(b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00")
    try:
        data = read_all(s)
    except ConnectionResetError:
        data = b""
    assert not data.startswith(b"\x00"), data
    s = connect()
    s.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: Upgrade, HTTP2-Settings, close\r\nUpgrade: h2c\r\n"
              b"HTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\n\r\n")
    assert statuses(read_all(s))[0] != 101

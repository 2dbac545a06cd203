"""What is a request and where it ends: in doubt it is refused, and the connection ends."""

import concurrent.futures
import contextlib
import random

import pytest

from harness.stack import wait_until
from raw import CHUNKED, GOOD, POST, connect, exchange, read_all, statuses


@pytest.mark.parametrize("request_bytes", [
    POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\n{}",
    POST + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    POST + b"Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    b"GET / HTTP/1.1\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\n\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
    b"GET / HTTP/1.1\r\nAccept: */*\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost : a\r\n\r\n",
    POST + b"Content-Length : 2\r\n\r\n{}",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n",
    b"GET /\x00 HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX: a\x0bb\r\n\r\n",
    b"GET / HTTP/1.1\r\nHost: a\r\nX\x01: b\r\n\r\n",
    b"GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http:///healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://a@b/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET http://a?/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"GET gopher://a/healthz HTTP/1.1\r\nHost: a\r\n\r\n",
    b"CONNECT a:80 HTTP/1.1\r\nHost: a\r\n\r\n",
    CHUNKED + b"2\n{}\r\n0\r\n\r\n",
    CHUNKED + b"2\r\n{}\n0\r\n\r\n",
    CHUNKED + b"2\r\n{}\r\n0\n\r\n",
    CHUNKED + b"2\r\n{}\r\n0\r\n\n",
    CHUNKED + b"2;a\nb\r\n{}\r\n0\r\n\r\n",
    CHUNKED + b"0\r\nX: y\n\r\n",
    CHUNKED + b"0x2\r\n{}\r\n0\r\n\r\n",
    CHUNKED + b"-2\r\n{}\r\n0\r\n\r\n",
    CHUNKED + b"2 \r\n{}\r\n0\r\n\r\n",
    CHUNKED + b"1\r\n{}\r\n0\r\n\r\n",
    CHUNKED + b"ffffffffffffffff2\r\n{}\r\n0\r\n\r\n",
], ids=["two lengths", "length and chunks", "chunks and a length", "LF after the request line", "LF after a header",
        "LF at the end", "one Host twice", "two Hosts", "no Host", "blank before a colon", "blank before the length's colon",
        "NUL in a value", "NUL in the path", "control byte in a value", "control byte in a name", "DEL in the path",
        "absolute without host", "absolute with a user", "absolute with a query for its path", "another scheme", "CONNECT",
        "chunk: LF after the size", "chunk: LF after the data", "chunk: LF after the last size", "chunk: LF at the end",
        "chunk: LF in an extension", "chunk: LF in a trailer", "chunk: 0x", "chunk: a sign", "chunk: blank after the size",
        "chunk: more data than told", "chunk: a size that wraps"])
def test_doubtful_framing_is_400_and_the_end_of_the_connection(stack, request_bytes):
    data = exchange(stack.port, request_bytes + GOOD)
    assert statuses(data) == [400], data
    assert b'"code":"malformed_request"' in data and b"content-type: application/json" in data.lower()
    assert b"connection: close" in data.lower()
    assert statuses(exchange(stack.port, GOOD)) == [200]


@pytest.mark.parametrize("request_bytes, status", [
    (b"GET /" + b"x" * 9000 + b" HTTP/1.1\r\nHost: a\r\n\r\n", 414),
    (b"GET /" + b"x" * 200000, 414),
    (b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X: y\r\n" * 100 + b"\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 40000 + b"\r\n\r\n", 431),
    (b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 200000, 431),
    (POST + b"Content-Length: 9999999\r\n\r\n{}", 413),
    (CHUNKED + b"10000\r\n" + b"x" * 65536 + b"\r\n" + (b"10000\r\n" + b"x" * 65536 + b"\r\n") * 40, 413),
], ids=["URL", "URL without end", "header lines", "header bytes", "header without end", "body", "chunks without end"])
def test_what_is_too_large_is_named_in_our_form(stack, request_bytes, status):
    data = exchange(stack.port, request_bytes)
    assert statuses(data) == [status], data
    assert b"content-type: application/json" in data.lower() and b"x-request-id: " in data.lower()
    assert statuses(exchange(stack.port, GOOD)) == [200]


MIB = 1 << 20
EXPECT = b"Expect: 100-continue\r\n"


@pytest.mark.parametrize("told", [
    POST + b"Content-Length: %d\r\n\r\n" % (MIB + 1), POST + EXPECT + b"Content-Length: %d\r\n\r\n" % (MIB + 1),
    POST + b"Content-Length: %d\r\n\r\n" % (2 * MIB - 1), POST + EXPECT + b"Content-Length: %d\r\n\r\n" % (2 * MIB),
    POST + EXPECT + b"Content-Length: 99999999999999999999999\r\n\r\n", POST.replace(b"1.1", b"1.0") + b"Content-Length: %d\r\n\r\n" % (MIB + 1),
    CHUNKED + b"%x\r\n" % (MIB + 1), CHUNKED + b"FFFFFFFF\r\n", CHUNKED + b"1\r\n{\r\n%x\r\n" % MIB, CHUNKED + b"5;n=\"x\"\r\n     \r\n%x;n=\r\n" % (MIB - 4)],
    ids=["a byte too many", "who waits for 100", "nearly 2 MiB", "2 MiB, and waits", "no number so large", "HTTP/1.0", "one chunk", "the largest chunk",
         "a chunk and one more", "with extensions"])
def test_a_body_that_is_told_to_be_too_large_is_not_awaited(stack, told):
    """The connection stays open on the client's side, and nothing of the body comes."""
    with connect(stack.port) as s:
        s.sendall(told)
        assert statuses(read_all(s)) == [413]


@pytest.mark.parametrize("pieces", [1, 3, 64])
def test_a_chunked_body_of_one_mebibyte_is_read(stack, pieces):
    body = b"{}".ljust(MIB)
    size = -(-MIB // pieces)
    parts = [body[i:i + size] for i in range(0, MIB, size)]
    chunks = b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts)
    assert statuses(exchange(stack.port, CHUNKED + chunks + b"0\r\n\r\n" + GOOD)) == [400, 200]
    assert statuses(exchange(stack.port, CHUNKED + chunks + b"1\r\n \r\n0\r\n\r\n")) == [413]


def test_what_came_before_a_body_too_large_is_answered(stack):
    keeps = GOOD.replace(b"Connection: close\r\n", b"")
    assert statuses(exchange(stack.port, keeps + keeps + POST + b"Content-Length: 1500000\r\n\r\n" + b"x" * 1500000)) == [200, 200, 413]


def test_one_mebibyte_that_waits_for_100_continue_is_let_in(stack):
    with connect(stack.port) as s:
        s.sendall(POST + EXPECT + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % MIB)
        assert s.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
        s.sendall(b"{}".ljust(MIB))
        assert statuses(read_all(s)) == [400]


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_chunks_are_a_body_however_they_come(stack, step):
    parts = b'{"email": "a', b'@b.example", "password":', b'"abc"', b"}"
    chunks = b"".join(b"%X;n=\"x\"\r\n%s\r\n" % (len(part), part) for part in parts)
    request = CHUNKED + chunks + b"0\r\nX: y\r\n\r\n" + GOOD
    with connect(stack.port) as s:
        for at in range(0, len(request), step):
            s.sendall(request[at:at + step])
        assert statuses(read_all(s)) == [401, 200]


@pytest.mark.parametrize("head, status", [
    (GOOD[:-2] + b"X: " + b"y" * 32000 + b"\r\n\r\n", 200),
    (GOOD[:-2] + b"X: y\r\n" * 90 + b"\r\n", 200),
    (GOOD[:-2] + b"X: y\r\n" * 100 + b"\r\n", 431),
    (GOOD[:-2] + b"X: " + b"y" * 33000 + b"\r\n\r\n", 431),
    (GOOD.replace(b"/healthz", b"/" + b"x" * 8191), 404),
    (GOOD.replace(b"/healthz", b"/" + b"x" * 8192), 414),
    (GOOD[:-2] + b"X: y\rz\r\n\r\n", 400),
], ids=["a long line", "many lines", "lines too many", "too long", "a long path", "a path too long", "a bare CR"])
def test_a_head_that_comes_byte_by_byte_is_judged_like_any_other(stack, head, status):
    with connect(stack.port) as s:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            for byte in head:
                s.sendall(bytes([byte]))
        assert statuses(read_all(s)) == [status]


def test_chunks_that_wait_for_100_continue_are_checked_all_the_same(stack):
    head = CHUNKED[:-2] + b"Expect: 100-continue\r\n\r\n"
    for body, wanted in ((b"2\r\n{}\r\n0\r\n\r\n" + GOOD, [400, 200]), (b"2\n{}\r\n0\r\n\r\n" + GOOD, [400])):
        with connect(stack.port) as s:
            s.sendall(head)
            assert s.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
            s.sendall(body)
            assert statuses(read_all(s)) == wanted


# ------------------------------------------------------------------ broken requests

SEEDS = [
    GOOD, POST + b"Content-Length: 2\r\nConnection: close\r\n\r\n{}", CHUNKED + b"2\r\n{}\r\n0\r\n\r\n" + GOOD,
    b"GET /contacts?limit=5&search=%C3%A4 HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer eyJhbGciOiJFUzI1NiJ9.e30.AAAA\r\n\r\n" + GOOD,
    b"PATCH /contacts/01890a5d-ac96-774b-bcce-b302099a8057 HTTP/1.1\r\nHost: a:80\r\nIf-Match: \"1\", W/\"2\"\r\n"
    b"Content-Type: application/merge-patch+json\r\nContent-Length: 8\r\nExpect: 100-continue\r\n\r\n{\"a\": 1}" + GOOD,
    b"OPTIONS * HTTP/1.0\r\nOrigin: https://a\r\nX-Forwarded-For: 1.2.3.4, ::1\r\nConnection: keep-alive\r\n\r\n" + GOOD,
    CHUNKED[:-2] + b"Expect: 100-continue\r\n\r\n1;x=y\r\n{\r\n1\r\n}\r\n0\r\nT: u\r\n\r\n" + GOOD]
PIECES = [b"\r\n", b"\n", b"\r", b"\0", b" ", b":", b"\t", b"0\r\n\r\n", b"Content-Length: 1\r\n", b"Transfer-Encoding: chunked\r\n",
          b"Host: b\r\n", b"Expect: 100-continue\r\n", b"HTTP/1.1", b"%", b"\xff", b"/../", b"http://", b"99999999999999999999", b"-1"]


def broken(dice):
    data = bytearray(dice.choice(SEEDS))
    for _ in range(dice.randint(1, 6)):
        at, length = dice.randrange(len(data) + 1), dice.randint(0, 12)
        kind = dice.randrange(5)
        if kind == 0:
            data[at:at + 1] = bytes([dice.randrange(256)])
        elif kind == 1:
            data[at:at] = dice.choice(PIECES)
        elif kind == 2:
            del data[at:at + length]
        elif kind == 3:
            data[at:at] = data[at:at + length * 4]
        else:
            other = dice.choice(SEEDS)
            data[at:] = other[dice.randrange(len(other)):]
    return bytes(data)


def test_ten_thousand_broken_requests_break_nothing(stack):
    with stack.another_gateway(ALMANAC_REQUEST_TIMEOUT="100", ALMANAC_LOG_LEVEL="warn") as another:
        wait_until("its connection to the bus", lambda: statuses(exchange(another.port, GOOD.replace(b"healthz", b"readyz"))) == [200])

        def send(seed):
            data = exchange(another.port, broken(random.Random(seed)))
            assert 500 not in statuses(data), (seed, broken(random.Random(seed)), data)

        with concurrent.futures.ThreadPoolExecutor(16) as pool:
            list(pool.map(send, range(10000), chunksize=50))
        assert another.process.poll() is None
        wait_until("a good one to be served", lambda: statuses(exchange(another.port, GOOD)) == [200])

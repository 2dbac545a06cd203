"""The edge against people who try: framing, slowness, crowds, other origins, TLS, and ten thousand broken requests."""

import concurrent.futures
import contextlib
import random
import re
import signal
import socket
import ssl
import subprocess
import time

import pytest

from harness.people import Api
from harness.stack import PATIENCE, wait_until

GOOD = b"GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"
POST = b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
CHUNKED = POST + b"Transfer-Encoding: chunked\r\n\r\n"


def connect(port):
    s = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def read_all(s):
    data = b""
    with contextlib.suppress(ConnectionResetError):
        while chunk := s.recv(65536):
            data += chunk
    return data


def exchange(port, request):
    """What comes back until the other side closes."""
    with connect(port) as s:
        with contextlib.suppress(BrokenPipeError, ConnectionResetError):
            s.sendall(request)
        return read_all(s)


def statuses(data):
    return [int(x) for x in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]


# ------------------------------------------------------------------ framing


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


@pytest.mark.parametrize("step", [1, 7, 1000])
def test_chunks_are_a_body_however_they_come(stack, step):
    parts = b'{"email": "a', b'@b.example", "password":', b'"abc"', b"}"
    chunks = b"".join(b"%X;n=\"x\"\r\n%s\r\n" % (len(part), part) for part in parts)
    request = CHUNKED + chunks + b"0\r\nX: y\r\n\r\n" + GOOD
    with connect(stack.port) as s:
        for at in range(0, len(request), step):
            s.sendall(request[at:at + step])
        assert statuses(read_all(s)) == [401, 200]


def test_chunks_that_wait_for_100_continue_are_checked_all_the_same(stack):
    head = CHUNKED[:-2] + b"Expect: 100-continue\r\n\r\n"
    for body, wanted in ((b"2\r\n{}\r\n0\r\n\r\n" + GOOD, [400, 200]), (b"2\n{}\r\n0\r\n\r\n" + GOOD, [400])):
        with connect(stack.port) as s:
            s.sendall(head)
            assert s.recv(1000) == b"HTTP/1.1 100 Continue\r\n\r\n"
            s.sendall(body)
            assert statuses(read_all(s)) == wanted


# ------------------------------------------------------------------ slowness


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


# ------------------------------------------------------------------ browsers


def test_every_answer_has_the_security_headers(api):
    for reply in (api.get("/healthz"), api.get("/docs"), api.get("/nothing"), api.wire.raw(b"GET / HTTP/1.1\r\n\r\n"),
                  api.wire.raw(POST + b"Content-Length: 9999999\r\n\r\n")):
        assert reply.headers["X-Content-Type-Options"] == "nosniff", reply
        assert reply.headers["X-Frame-Options"] == "DENY"
        assert reply.headers["Referrer-Policy"] == "no-referrer"
        assert reply.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert "Strict-Transport-Security" not in reply.headers


def preflight(port, origin):
    return Api(port).ask("OPTIONS", "/contacts", headers={
        "Origin": origin, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "authorization"})


def cors_fields(reply):
    return {n.lower() for n in reply.headers if n.lower().startswith("access-control-")}


def test_other_origins_are_shut_out_unless_configured(stack, api):
    assert not cors_fields(preflight(stack.port, "https://a.example"))
    assert not cors_fields(api.get("/healthz", headers={"Origin": "https://a.example"}))


def test_configured_origins_may_ask_and_no_others(stack):
    with stack.another_gateway(ALMANAC_CORS_ORIGINS="https://a.example,http://b.example:8080") as another:
        for origin in ("https://a.example", "http://b.example:8080"):
            reply = preflight(another.port, origin)
            assert reply.status == 204 and reply.headers["Access-Control-Allow-Origin"] == origin
            assert "POST" in reply.headers["Access-Control-Allow-Methods"]
            assert "Authorization" in reply.headers["Access-Control-Allow-Headers"]
            reply = Api(another.port).get("/contacts", headers={"Origin": origin})
            assert reply.status == 401 and reply.headers["Access-Control-Allow-Origin"] == origin
            assert "ETag" in reply.headers["Access-Control-Expose-Headers"] and reply.headers["Vary"] == "Origin"
        for origin in ("https://a.example.evil", "http://a.example", "https://a.exampl", "null", "https://b.example:8080"):
            assert not cors_fields(preflight(another.port, origin)), origin


def test_a_star_lets_every_origin_ask(stack):
    with stack.another_gateway(ALMANAC_CORS_ORIGINS="*") as another:
        assert preflight(another.port, "https://x.example").headers["Access-Control-Allow-Origin"] == "https://x.example"


# ------------------------------------------------------------------ TLS


def make_certificate(folder, name):
    subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
                    "-keyout", folder / "key.pem", "-out", folder / "cert.pem", "-subj", f"/CN={name}"],
                   check=True, capture_output=True)


@pytest.fixture
def secured(stack, tmp_path):
    """A gateway that speaks HTTPS."""
    make_certificate(tmp_path, "one.example")
    return lambda **settings: stack.another_gateway(
        ALMANAC_TLS_CERT=str(tmp_path / "cert.pem"), ALMANAC_TLS_KEY=str(tmp_path / "key.pem"), **settings)


@pytest.fixture
def secure(secured, tmp_path):
    with secured(ALMANAC_REQUEST_TIMEOUT="600000") as another:
        another.folder = tmp_path
        yield another


@contextlib.contextmanager
def shaken(port, low=None, high=None, alpn=()):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    context.minimum_version = low or ssl.TLSVersion.MINIMUM_SUPPORTED
    context.maximum_version = high or ssl.TLSVersion.MAXIMUM_SUPPORTED
    if alpn:
        context.set_alpn_protocols(alpn)
    with connect(port) as plain, context.wrap_socket(plain) as s:
        yield s


def subject(port):
    with shaken(port) as s:
        text = ssl.DER_cert_to_PEM_cert(s.getpeercert(binary_form=True))
    return subprocess.run(["openssl", "x509", "-noout", "-subject"], input=text, text=True, capture_output=True).stdout.strip()


@pytest.mark.parametrize("version", ["TLSv1_2", "TLSv1_3"])
def test_https_is_served_over_tls_1_2_and_1_3(secure, version):
    v = ssl.TLSVersion[version]
    with shaken(secure.port, v, v, ["h2", "http/1.1"]) as s:
        assert s.selected_alpn_protocol() == "http/1.1"
        s.sendall(GOOD)
        data = read_all(s)
    assert statuses(data) == [200] and b"strict-transport-security" in data
    with shaken(secure.port, v, v) as s:
        s.sendall(b"GET / HTTP/1.1\nHost: a\r\n\r\n")
        assert statuses(read_all(s)) == [400]
    with shaken(secure.port, v, v) as s:
        for byte in CHUNKED + b"2\r\n{}\r\n0\r\n\r\n" + GOOD:
            s.sendall(bytes([byte]))
        assert statuses(read_all(s)) == [400, 200]


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion")
def test_what_is_older_or_another_protocol_is_refused(secure):
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        with shaken(secure.port, ssl.TLSVersion.TLSv1_1, ssl.TLSVersion.TLSv1_1):
            pass
    with pytest.raises((ssl.SSLError, ConnectionResetError)):
        with shaken(secure.port, alpn=["h2"]):
            pass
    assert statuses(exchange(secure.port, GOOD)) == []
    assert subject(secure.port).endswith("one.example")


def test_a_client_of_an_event_stream_that_goes_is_noticed_under_tls_too(secure, ada):
    asked = ("GET /feed HTTP/1.1\r\nHost: a\r\nConnection: close\r\nAccept: text/event-stream\r\n"
             f"Authorization: Bearer {ada.token}\r\n\r\n").encode()
    for times in 1, 2:
        wait_until("a stream", lambda: _hears_a_stream(secure.port, asked))
        wait_until("its end to be noticed", lambda: secure.log().count("event=sse.lost") >= times)


def _hears_a_stream(port, asked):
    with shaken(port) as s:
        s.sendall(asked)
        data = b""
        while b": from here on\n\n" not in data and (more := s.recv(4096)):
            data += more
        return statuses(data) == [200]


def test_who_says_nothing_instead_of_a_handshake_is_cut_off(secured):
    with secured(ALMANAC_REQUEST_TIMEOUT="1000") as hasty, connect(hasty.port) as s:
        assert read_all(s) == b""


def test_a_new_certificate_is_read_on_sighup_and_a_broken_one_is_not(secure):
    make_certificate(secure.folder, "two.example")
    with shaken(secure.port) as before:
        secure.process.send_signal(signal.SIGHUP)
        wait_until("the new certificate", lambda: subject(secure.port).endswith("two.example"))
        before.sendall(GOOD)
        assert statuses(read_all(before)) == [200]
    (secure.folder / "cert.pem").write_text("rubbish")
    secure.process.send_signal(signal.SIGHUP)
    wait_until("the refusal in the log", lambda: "event=tls.reload.refused" in secure.log())
    assert subject(secure.port).endswith("two.example")


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

"""HTTPS: versions, handshakes, event streams, and certificates that change."""

import contextlib
import re
import signal
import ssl
import subprocess

import pytest

from harness import hostile
from harness.stack import halted, wait_until
from raw import CHUNKED, GOOD, connect, exchange, read_all, statuses


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
        wait_until("its end to be noticed", lambda: len(re.findall(r"event=sse\.(lost|cut)", secure.log())) >= times)


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


def hello():
    """The first bytes of a handshake."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    sent = ssl.MemoryBIO()
    with contextlib.suppress(ssl.SSLWantReadError):
        context.wrap_bio(ssl.MemoryBIO(), sent).do_handshake()
    return sent.read()


def test_handshakes_take_turns_with_the_requests_of_others(secure):
    with contextlib.ExitStack() as opened:
        ordinary = opened.enter_context(shaken(secure.port))
        many = [opened.enter_context(hostile.connect(secure.port)) for _ in range(300)]
        for _ in range(40):  # by then all are accepted
            ordinary.sendall(GOOD.replace(b"close", b"keep-alive"))
            data = b""
            while not data.endswith(b"}"):
                data += ordinary.recv(65536)
        with halted(secure.process.pid):
            for s in many:
                s.sendall(hello())
            ordinary.sendall(GOOD)
        assert statuses(read_all(ordinary)) == [200]
        assert all(s.recv(1) for s in many)
    told = [line for line in secure.log().splitlines() if "event=tls.handshake.begun" in line or "event=http.answered" in line]
    last = max(n for n, line in enumerate(told) if "event=http.answered" in line)
    before = sum("event=tls.handshake.begun" in line for line in told[:last]) - 1
    assert before < 100, f"{before} of 300 were first"

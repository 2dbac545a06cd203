"""WebSockets as RFC 6455 has them: the handshake, with whose credentials, and frames."""

import json

import pytest

from harness.feeds import CLOSE, PING, TEXT, Socket, Stream
from harness.stack import wait_until
from readers import at, opens, refusal, settled


# ------------------------------------------------------------------ the handshake


@pytest.mark.parametrize("headers, status, code", [
    ({"Upgrade": None}, 426, "upgrade_required"), ({"Upgrade": "h2c"}, 426, "upgrade_required"), ({"Connection": "keep-alive"}, 426, "upgrade_required"),
    ({"Sec-WebSocket-Version": "8"}, 426, "upgrade_required"), ({"Sec-WebSocket-Version": None}, 426, "upgrade_required"),
    ({"Sec-WebSocket-Key": None}, 400, "malformed_request"), ({"Sec-WebSocket-Key": "x"}, 400, "malformed_request"),
    ({"Origin": "https://evil.example"}, 403, "forbidden"), ({"Origin": "null"}, 403, "forbidden"), ({"Origin": ""}, 403, "forbidden")])
def test_a_handshake_that_is_none_is_refused_in_our_form(ada, ws, headers, status, code):
    answer = refusal(lambda: ws(ada, headers=headers))
    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["x-request-id"] and answer.headers["content-type"] == "application/json"
    if status == 426:
        assert answer.headers["sec-websocket-version"] == "13"


def test_origins_that_may(ada, ws, stack, opened):
    assert ws(ada, headers={"Origin": f"http://127.0.0.1:{stack.port}"})
    with stack.another_gateway(ALMANAC_CORS_ORIGINS="https://app.example.org") as other:
        at(Socket, other.port, token=ada.token, headers={"Origin": "https://app.example.org"}).close()
        assert refusal(lambda: at(Socket, other.port, token=ada.token, headers={"Origin": "https://b.example.org"})).status == 403


def test_credentials_are_asked_for_before_the_socket(ada, ws, key_of):
    assert refusal(lambda: ws()).code == "unauthenticated"
    assert refusal(lambda: ws(headers={"Authorization": "Bearer x"})).code == "unauthenticated"
    assert refusal(lambda: ws(key="cal_" + "A" * 43)).code == "unauthenticated"
    assert refusal(lambda: ws(query="?ticket=" + "A" * 43)).code == "unauthenticated"
    assert refusal(lambda: ws(query="?ticket=")).code == "unauthenticated"
    assert refusal(lambda: ws(ada, key=key_of(ada, {"contacts": ["read"]}).key)).code == "unauthenticated"


def test_a_ticket_opens_one_socket_of_its_session(ada, ws):
    reply = ada.post("/auth/ws-ticket")
    assert reply.status == 201 and reply.json()["expires_in"] == 60
    ticket = reply.json()["ticket"]
    s = ws(query=f"?ticket={ticket}")
    assert refusal(lambda: ws(query=f"?ticket={ticket}")).code == "unauthenticated"
    settled(ada, "user.created", ada.id)
    contact = ada.contact()
    while s.event()["subject"] != contact["id"]:
        pass
    ada.post("/auth/logout")
    assert s.closed().code == 4403


def test_a_ticket_ends_with_its_minute_or_its_session(ada, eve, ws, stack):
    late, ended = ada.post("/auth/ws-ticket").json()["ticket"], eve.post("/auth/ws-ticket").json()["ticket"]
    stack.sql("auth", "UPDATE tickets SET expires_at = now() WHERE session_id IN "
                      f"(SELECT id FROM sessions WHERE user_id = '{ada.id}')")
    eve.post("/auth/logout")
    for ticket in late, ended:
        assert refusal(lambda: ws(query=f"?ticket={ticket}")).code == "unauthenticated"


def test_a_key_gets_no_ticket_and_none_is_kept_or_logged(ada, ws, key_of, stack):
    assert key_of(ada, {"contacts": ["read"]}).post("/auth/ws-ticket").code == "forbidden"
    ticket = ada.post("/auth/ws-ticket").json()["ticket"]
    ws(query=f"?ticket={ticket}")
    text = "".join(p.read_text(errors="replace") for p in (stack.var / "log").glob("*") if p.is_file())
    assert ticket not in text
    unused = ada.post("/auth/ws-ticket").json()["ticket"]
    assert unused not in stack.sql("auth", "SELECT string_agg(t::text, ' ') FROM tickets t")


def test_what_comes_with_the_handshake_is_heard(ada, ws):
    early = Socket.frame(None, json.dumps({"type": "ping"}))
    s = ws(ada, ready=False, early=early)
    assert s.control("pong")


def test_so_many_feeds_of_one_user_and_one_address(ada, stack):
    with stack.another_gateway(ALMANAC_FEEDS_PER_USER="2", ALMANAC_FEEDS_PER_ADDRESS="1000") as other:
        first, second = at(Socket, other.port, token=ada.token), at(Stream, other.port, token=ada.token)
        assert refusal(lambda: at(Socket, other.port, token=ada.token)).code == "rate_limited"
        assert refusal(lambda: at(Stream, other.port, token=ada.token)).code == "rate_limited"
        first.close()
        wait_until("a place", lambda: opens(other.port, ada))
        second.close()
    with stack.another_gateway(ALMANAC_FEEDS_PER_ADDRESS="1") as other:
        first = at(Socket, other.port, token=ada.token)
        assert refusal(lambda: at(Socket, other.port, token=ada.token)).code == "rate_limited"
        first.close()


# ------------------------------------------------------------------ frames


@pytest.mark.parametrize("frames, code", [
    ([("{}", {"masked": False})], 1002), ([("{}", {"reserved": 4})], 1002), ([("{}", {"reserved": 1})], 1002), ([("{}", {"opcode": 3})], 1002),
    ([("{}", {"opcode": 11})], 1002), ([("x", {"opcode": PING, "final": False})], 1002), ([("x" * 126, {"opcode": PING})], 1002),
    ([("{}", {"opcode": 0})], 1002), ([("{", {"final": False}), ("}", {"opcode": TEXT})], 1002), ([(b"\xff\xfe", {})], 1007),
    ([("x" * 20000, {})], 1009), ([("x" * 9000, {"final": False}), ("x" * 9000, {"opcode": 0})], 1009), ([("x", {"opcode": 2})], 1003),
    ([(b"\x03\xe8bye", {"opcode": CLOSE})], 1000), ([(b"", {"opcode": CLOSE})], 1005), ([(b"\x03\xed", {"opcode": CLOSE})], 1002)],
    ids=lambda v: str(v)[:50])
def test_frames_that_break_the_protocol_close_it(ada, ws, frames, code):
    s = ws(ada)
    s.socket.sendall(b"".join(s.frame(payload, **more) for payload, more in frames))
    assert s.closed().code == code


def test_fragments_with_pings_between_are_one_message(ada, ws):
    s = ws(ada)
    text = json.dumps({"type": "ping"})
    s.socket.sendall(s.frame(text[:5], final=False) + s.frame("are you there", opcode=PING) + s.frame(text[5:9], opcode=0, final=False) +
                     s.frame(text[9:], opcode=0))
    answers = {}
    while not {"PONG", "pong"} <= set(answers):
        m = s.next()
        answers[m["type"]] = m
    assert answers["PONG"]["payload"] == b"are you there"


def test_a_message_byte_by_byte(ada, ws):
    s = ws(ada)
    for byte in s.frame(json.dumps({"type": "ping"})):
        s.socket.sendall(bytes([byte]))
    assert s.control("pong")


@pytest.mark.parametrize("text", ["", "x", "[]", "{}", '{"type":"subscribe","nouns":[]}', '{"type":"subscribe","nouns":["post"]}', '{"type":7}',
                                  '{"type":"subscribe","calendar_ids":["x"]}', '{"type":"subscribe","since":"x"}', '{"type":"auth"}',
                                  '{"type":"ping","a":1}', '{"type":"ping","type":"ping"}', '{"type":"auth","token":""}', "[" * 5000])
def test_messages_that_are_none_are_errors_and_not_the_end(ada, ws, text):
    s = ws(ada)
    s.send(text)
    answer = s.control("error")
    assert answer["code"] == "validation_failed" and answer["error"]
    s.say(type="ping")
    assert s.control("pong")


def test_too_many_messages_close_it(ada, ws):
    s = ws(ada)
    s.socket.sendall(s.frame('{"type":"ping"}') * 60)
    assert s.closed().code == 1008

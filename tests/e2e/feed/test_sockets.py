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
    ({"Upgrade": "websocket-2"}, 426, "upgrade_required"), ({"Connection": "close, upgraded"}, 426, "upgrade_required"),
    ({"Connection": None}, 426, "upgrade_required"), ({"Sec-WebSocket-Version": "13, 8"}, 426, "upgrade_required"),
    ({"Sec-WebSocket-Version": "8\r\nSec-WebSocket-Version: 13"}, 426, "upgrade_required"),
    ({"Sec-WebSocket-Key": None}, 400, "malformed_request"), ({"Sec-WebSocket-Key": "x"}, 400, "malformed_request"),
    ({"Sec-WebSocket-Key": ""}, 400, "malformed_request"), ({"Sec-WebSocket-Key": "A" * 24}, 400, "malformed_request"),
    ({"Sec-WebSocket-Key": "A" * 21 + "==="}, 400, "malformed_request"), ({"Sec-WebSocket-Key": "A" * 21 + "-=="}, 400, "malformed_request"),
    ({"Sec-WebSocket-Key": "A" * 20 + "=A=="}, 400, "malformed_request"),
    ({"Sec-WebSocket-Key": "A" * 22 + "==\r\nSec-WebSocket-Key: " + "A" * 22 + "=="}, 400, "malformed_request"),
    ({"Host": None}, 400, "malformed_request"),
    ({"Origin": "https://evil.example"}, 403, "forbidden"), ({"Origin": "null"}, 403, "forbidden"), ({"Origin": ""}, 403, "forbidden")])
def test_a_handshake_that_is_none_is_refused_in_our_form(ada, ws, headers, status, code):
    answer = refusal(lambda: ws(ada, headers=headers))
    assert (answer.status, answer.code) == (status, code)
    assert answer.headers["x-request-id"] and answer.headers["content-type"] == "application/json"
    if status == 426:
        assert answer.headers["sec-websocket-version"] == "13"


@pytest.mark.parametrize("headers", [{}, {"Connection": "Upgrade, keep-alive"}, {"Sec-WebSocket-Version": "8"}, {"Sec-WebSocket-Key": "x"}])
def test_http_1_0_has_no_upgrade(ada, ws, headers):
    answer = refusal(lambda: ws(ada, version="1.0", headers=headers))
    assert (answer.status, answer.code) == (426, "upgrade_required")


@pytest.mark.parametrize("headers", [
    {"Upgrade": "WebSocket"}, {"Upgrade": "h2c, websocket"}, {"Connection": "keep-alive, Upgrade"}, {"Connection": "keep-alive,\tupgrade"},
    {"Connection": "keep-alive\r\nConnection: Upgrade"}, {"Sec-WebSocket-Protocol": "chat"}, {"Sec-WebSocket-Extensions": "permessage-deflate"}])
def test_a_handshake_may_be_written_otherwise(ada, ws, headers):
    s = ws(ada, headers=headers)
    assert not {"sec-websocket-protocol", "sec-websocket-extensions"} & set(s.answer)


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


def test_credentials_stand_alone(ada, ws, key_of):
    """Two of any kind, and equal ones too: whose the socket is would be a guess. The ticket is not used up."""
    key = key_of(ada, {"contacts": ["read"]}).key
    ticket = ada.post("/auth/ws-ticket").json()["ticket"]
    one, two = f"?ticket={ticket}", f"?ticket={ticket}&ticket={ticket}"
    bearer = f"Bearer {ada.token}"
    for person, query, more in ((ada, "", {"key": key}), (ada, one, {}), (None, one, {"key": key}), (ada, one, {"key": key}), (None, two, {}),
                                (None, one, {"headers": {"Authorization": ""}}), (None, one + "&ticket=", {}), (None, one + "&%74icket=x", {}),
                                (None, "", {"headers": {"Authorization": f"{bearer}\r\nAuthorization: {bearer}"}}),
                                (None, "", {"headers": {"X-API-Key": f"{key}\r\nX-API-Key: {key}"}})):
        assert refusal(lambda: ws(person, query=query, **more)).code == "unauthenticated", (query, more)
    assert ws(query=one)


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
    ([(b"\x03\xe8bye", {"opcode": CLOSE})], 1000), ([(b"", {"opcode": CLOSE})], 1005), ([(b"\x03\xed", {"opcode": CLOSE})], 1002),
    ([("{}", {"reserved": 2})], 1002), ([("", {"opcode": PING, "reserved": 4})], 1002), ([("{}", {"opcode": 7})], 1002), ([("{}", {"opcode": 15})], 1002),
    ([(b"\x03", {"opcode": CLOSE})], 1002), ([(b"\xff", {"opcode": CLOSE})], 1002), ([(b"\x03\xe8", {"opcode": CLOSE, "final": False})], 1002),
    ([(b"\x03\xe8" + b"x" * 124, {"opcode": CLOSE})], 1002), ([(b"\x03\xe8", {"opcode": CLOSE, "masked": False})], 1002),
    ([(b"\x03\xe8\xff", {"opcode": CLOSE})], 1007), ([(b"\x03\xe8\xed\xa0\x80", {"opcode": CLOSE})], 1007),
    ([(b"\x03\xe8\xc3", {"opcode": CLOSE})], 1007), ([(b"\x03\xe8gr\xc3\xbc\xc3\x9f", {"opcode": CLOSE})], 1000),
    ([("{", {"final": False}), (b"\x03", {"opcode": CLOSE})], 1002), ([("{", {"final": False}), (b"\x03\xe8", {"opcode": CLOSE})], 1000)],
    ids=lambda v: str(v)[:50])
def test_frames_that_break_the_protocol_close_it(ada, ws, frames, code):
    s = ws(ada)
    s.socket.sendall(b"".join(s.frame(payload, **more) for payload, more in frames))
    assert s.closed().code == code


@pytest.mark.parametrize("code", [0, 999, 1004, 1005, 1006, 1015, 1016, 2000, 2999, 5000, 65535])
def test_a_close_code_that_nobody_may_send_is_an_error(ada, ws, code):
    s = ws(ada)
    s.send(code.to_bytes(2, "big"), opcode=CLOSE)
    assert s.closed().code == 1002


@pytest.mark.parametrize("code", [1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 4999])
def test_a_close_is_answered_with_its_own_code(ada, ws, code):
    s = ws(ada)
    s.send(code.to_bytes(2, "big") + b"x" * 123, opcode=CLOSE)
    assert s.closed().code == code


@pytest.mark.parametrize("payload, code", [(b"\x03", 1002), (b"\x03\xe8\xff\xff", 1007), (b"\x03\xe8bye", 1000), (b"", 1005)])
def test_a_close_byte_by_byte(ada, ws, payload, code):
    s = ws(ada)
    for byte in s.frame(payload, opcode=CLOSE):
        s.socket.sendall(bytes([byte]))
    assert s.closed().code == code


@pytest.mark.parametrize("head", [b"\x81\xfe\x00\x02", b"\x81\xff" + bytes(7) + b"\x02", b"\x81\xff\x80" + bytes(7), b"\x81\xff\x7f" + b"\xff" * 7])
def test_a_length_that_is_not_in_its_shortest_form_or_has_no_end_closes_it(ada, ws, head):
    s = ws(ada)
    s.socket.sendall(head + bytes(4) + b"{}")
    assert s.closed().code in (1002, 1009)


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

"""What ends a feed: its credentials, a client that is slow, silent or gone, and a gateway that stops."""

import signal
import socket
import time

import pytest

from api_keys import in_seconds
from harness.feeds import Closed, Socket, Stream
from harness.stack import in_time, wait_until
from readers import at, opened_at, opens, settled


# ------------------------------------------------------------------ the end of credentials


def test_with_its_token_it_ends_and_another_token_renews_it(ada, eve, ws, sse, sign):
    def used(seconds):
        short = {"Authorization": f"Bearer {sign(exp=int(time.time()) + seconds)}"}
        renewed, left, stream = ws(headers=short), ws(headers=short), sse(headers=short)
        renewed.say(type="auth", token=eve.token)
        assert renewed.control("error")["code"] == "forbidden"
        renewed.say(type="auth", token="x.y.z")
        assert renewed.control("error")["code"] == "unauthenticated"
        renewed.say(type="auth", token=ada.token)
        assert 600 < renewed.control("auth_ok")["expires_in"] <= 900
        return renewed, left, stream

    renewed, left, stream = in_time(used)
    assert left.closed().code == 4401
    with pytest.raises(Closed) as closed:
        while True:
            stream.event()
    assert closed.value.code == 4401
    contact = ada.contact()
    assert renewed.event()["subject"] == contact["id"]


def test_a_key_s_socket_is_not_renewed_by_a_token(ada, ws, key_of):
    s = ws(key=key_of(ada, {"contacts": ["read"]}).key)
    s.say(type="auth", token=ada.token)
    assert s.control("error")["code"] == "forbidden"


@pytest.mark.parametrize("end", ["logout", "logout_all", "revoked", "account", "deactivated"])
def test_what_is_revoked_closes_within_a_second(person, ws, sse, key_of, stack, end):
    ada = person("Ada")
    key = key_of(ada, {"contacts": ["read"]})
    mine, mine_sse, keys = ws(ada), sse(ada), ws(key=key.key)
    if end == "logout":
        ada.post("/auth/logout")
    elif end == "logout_all":
        ada.post("/auth/logout-all")
    elif end == "revoked":
        ada.delete(f"/api-keys/{key.id}")
    elif end == "account":
        ada.delete("/users/me")
    else:
        stack.sql("auth", f"UPDATE users SET is_active = false WHERE id = '{ada.id}'")
    closes_mine, closes_keys = end != "revoked", end in ("revoked", "account", "deactivated")
    if closes_mine:
        assert mine.closed().code == 4403
        with pytest.raises(Closed) as closed:
            while True:
                mine_sse.event()
        assert closed.value.code == 4403
    if closes_keys:
        assert keys.closed().code == 4403
    if not closes_mine:
        ada.contact()
        assert mine.event()


def test_with_its_key_it_ends(ada, ws, key_of):
    def used(seconds):
        return ws(key=key_of(ada, {"contacts": ["read"]}, expires_at=in_seconds(seconds)).key)
    assert in_time(used).closed().code == 4401


# ------------------------------------------------------------------ slow, silent, stopped


def test_a_slow_reader_is_cut_off_alone_and_comes_back_where_it_was(ada, stack, ws):
    settled(ada, "user.created", ada.id)
    with stack.another_gateway(ALMANAC_FEED_QUEUE="65536", ALMANAC_FEED_PING="3000") as other:
        slow = at(Socket, other.port, token=ada.token, receive_buffer=4096)
        assert slow.next()["type"] == "ready"
        quick = at(Socket, other.port, token=ada.token)
        assert quick.next()["type"] == "ready"
        before = _memory(other.process.pid)
        made = []
        while "code=4408" not in other.log():  # it has 3 s from then on to read what is there
            assert len(made) < 560
            made.append(ada.contact(notes="x" * 7000)["id"])
            assert quick.event()["subject"] == made[-1], "the quick one is not held up"
        assert _memory(other.process.pid) - before < 64 << 20
        got = []
        with pytest.raises(Closed) as closed:
            while True:
                got.append(slow.event())
        assert closed.value.code == 4408 and closed.value.reason == got[-1]["id"]
        assert [e["subject"] for e in got] == made[:len(got)] and len(got) < len(made)
        again = at(Socket, other.port, f"/ws?since={closed.value.reason}", token=ada.token)
        assert [e["subject"] for e in again.events(len(made) - len(got))] == made[len(got):]
        for s in slow, quick, again:
            s.close()


def _memory(pid):
    with open(f"/proc/{pid}/statm") as f:
        return int(f.read().split()[1]) * 4096


def test_who_does_not_answer_pings_is_cut_off_and_who_does_stays(ada, stack):
    with stack.another_gateway(ALMANAC_FEED_PING="4000") as other:
        silent, alive = at(Socket, other.port, token=ada.token), at(Socket, other.port, token=ada.token)
        stream = at(Stream, other.port, token=ada.token)

        def listen():
            try:
                alive.next(0.05)
            except TimeoutError:
                pass
            return "code=4408" in other.log()

        wait_until("the silent one to be closed", listen)
        alive.say(type="ping")
        assert alive.control("pong") and alive.controls.count("ping") >= 1
        wait_until("a comment", lambda: stream.comments or _hear(stream))
        for s in silent, alive, stream:
            s.close()


def _hear(stream):
    try:
        stream.next(0.2)
    except TimeoutError:
        pass


def test_a_gateway_that_stops_says_so(ada, stack):
    with stack.another_gateway() as other:
        s, stream = at(Socket, other.port, token=ada.token), at(Stream, other.port, token=ada.token)
        other.process.send_signal(signal.SIGTERM)
        assert s.closed().code == 1001
        with pytest.raises(Closed) as closed:
            while True:
                stream.event()
        assert closed.value.code == 1001
        other.process.wait(20)


@pytest.mark.parametrize("writes", ["nothing", "something"])
def test_a_client_that_closes_is_noticed_when_it_does_and_not_at_the_next_write(ada, stack, writes):
    with stack.another_gateway(ALMANAC_FEEDS_PER_USER="1", ALMANAC_FEED_PING="600000") as other:
        for open_one in Stream, Socket, Stream:
            feed = wait_until("its place", lambda: opened_at(open_one, other.port, ada))
            if writes == "something":
                contact = ada.contact()
                while feed.event()["subject"] != contact["id"]:
                    pass
            feed.close()
            wait_until("its place", lambda: opens(other.port, ada))
        assert other.log().count("event=sse.lost") == 2


def test_a_client_that_just_goes_leaves_its_place(ada, stack):
    with stack.another_gateway(ALMANAC_FEEDS_PER_USER="1", ALMANAC_FEED_PING="500") as other:
        for open_one in Socket, Stream, Socket:
            feed = wait_until("its place", lambda: opened_at(open_one, other.port, ada))
            feed.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            feed.close()
            wait_until("its place", lambda: opens(other.port, ada))

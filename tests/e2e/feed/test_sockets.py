"""The feed over WebSocket and server-sent events: who hears what, in which order, and from where on."""

import json
import signal
import socket
import threading
import time

import pytest

from harness.feeds import CLOSE, PING, TEXT, Closed, Refused, Socket, Stream, patiently
from harness.people import Api, Person
from harness.stack import in_time, wait_until
from test_api_keys import Key, in_seconds
from test_tokens import sign  # noqa: F401

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"
NOUNS = ("calendar", "event", "contact", "user", "api_key")


@pytest.fixture
def opened():
    feeds = []
    yield feeds
    for feed in feeds:
        feed.close()


@pytest.fixture
def ws(stack, opened):
    """A WebSocket that hears what happens from now on, or from `since` on."""
    def open_one(person=None, query="", ready=True, **more):
        s = Socket(stack.port, f"/ws{query}", token=person.token if person else None, **more)
        opened.append(s)
        if ready:
            s.backlog = []
            while (m := s.next())["type"] != "ready":
                s.backlog.append(m)
            s.last_id = m["last_id"]
        return s
    return open_one


@pytest.fixture
def sse(stack, opened):
    def open_one(person=None, query="", **more):
        opened.append(Stream(stack.port, f"/feed{query}", token=person.token if person else None, **more))
        return opened[-1]
    return open_one


@pytest.fixture
def key_of(stack, contract):
    def make(person, scopes, **fields):
        reply = person.post("/api-keys", {"name": "test", "scopes": scopes} | fields)
        assert reply.status == 201, reply
        return Key(stack.port, contract, reply.json())
    return make


def heard(person, path="/feed"):
    """Everything that is kept of somebody's feed."""
    messages, after = [], 0
    while True:
        reply = person.get(f"{path}{'&' if '?' in path else '?'}after={after}&limit=1000")
        assert reply.status == 200, reply
        page = reply.json()
        if not page["data"]:
            return messages
        messages += page["data"]
        after = page["next_after"]


def settled(person, kind, subject):
    """The message of a change, when it is in the feed."""
    def look():
        return [m for m in heard(person) if m["type"] == kind and m["subject"] == subject]
    return wait_until(f"{kind} of {subject}", look)[0]


# ------------------------------------------------------------------ what is heard


def test_a_change_is_heard_as_the_event_it_is_over_every_way(ada, ws, sse):
    settled(ada, "user.created", ada.id)
    socket, stream = ws(ada), sse(ada)
    contact = ada.contact("Grace")
    event = socket.event()
    assert event["type"] == "contact.created" and event["subject"] == contact["id"] and event["data"] == contact
    assert stream.event() == event
    assert heard(ada)[-1] == event


def test_strangers_hear_nothing_of_it(ada, eve, ws):
    settled(eve, "user.created", eve.id)
    hers = ws(eve)
    ada.contact()
    ada.calendar()
    mine = eve.contact()
    assert hers.event()["subject"] == mine["id"]


def test_order_of_one_object_is_the_order_of_its_changes(ada, ws, sse):
    settled(ada, "user.created", ada.id)
    feeds = ws(ada), sse(ada)
    contact = ada.contact("0")
    for i in range(1, 30):
        assert ada.patch(f"/contacts/{contact['id']}", {"first_name": str(i)}).status == 200
    for feed in feeds:
        assert [e["data"]["first_name"] for e in feed.events(30)] == [str(i) for i in range(30)]


def test_many_sockets_each_hear_each_once(ada, ws):
    settled(ada, "user.created", ada.id)
    sockets = [ws(ada) for _ in range(20)]
    made = [ada.contact()["id"] for _ in range(20)]
    for s in sockets:
        assert sorted(e["subject"] for e in s.events(20)) == sorted(made)


# ------------------------------------------------------------------ topics and scopes


@pytest.mark.parametrize("way", ["query", "subscribe"])
def test_topics_by_noun(ada, ws, way):
    settled(ada, "user.created", ada.id)
    s = ws(ada, "?nouns=calendar&nouns=event" if way == "query" else "")
    if way == "subscribe":
        s.say(type="subscribe", nouns=["calendar", "event"])
        assert s.next() == {"type": "subscribed"}
    ada.contact()
    calendar = ada.calendar()
    event = ada.event(calendar)
    ada.contact()
    assert [e["subject"] for e in sorted(s.events(2), key=lambda e: e["type"])] == [calendar["id"], event["id"]]
    s.say(type="unsubscribe")
    assert s.control("unsubscribed")
    ada.event(calendar)
    s.say(type="ping")
    assert s.next() == {"type": "pong"}


@pytest.mark.parametrize("way", ["query", "subscribe"])
def test_topics_by_calendar(ada, ws, way):
    work, home = ada.calendar("Work"), ada.calendar("Home")
    settled(ada, "calendar.created", home["id"])
    s = ws(ada, f"?calendar_id={work['id']}&nouns=calendar&nouns=event" if way == "query" else "")
    if way == "subscribe":
        s.say(type="subscribe", nouns=["calendar", "event"], calendar_ids=[work["id"]])
        assert s.next() == {"type": "subscribed"}
    ada.event(home)
    mine = ada.event(work)
    assert s.event()["subject"] == mine["id"]
    ada.patch(f"/calendars/{home['id']}", {"name": "Hut"})
    ada.patch(f"/calendars/{work['id']}", {"name": "Office"})
    assert s.event()["data"]["name"] == "Office"


def test_a_key_hears_what_its_scopes_may_read_and_nothing_else(ada, ws, sse, key_of):
    settled(ada, "user.created", ada.id)
    key = key_of(ada, {"contacts": ["read"], "events": ["write"]})
    feeds = ws(key=key.key), sse(key=key.key)
    calendar = ada.calendar()
    ada.event(calendar)
    ada.patch("/users/me", {"name": "A"})
    contact = ada.contact()
    for feed in feeds:
        assert feed.event()["subject"] == contact["id"]
    assert {m["type"].split(".")[0] for m in heard(key)} == {"contact"}


def test_asking_for_more_than_the_scopes_is_403(ada, ws, sse, key_of):
    key = key_of(ada, {"contacts": ["read"]})
    for open_one in ws, sse:
        for noun, code in ("event", "insufficient_scope"), ("calendar", "insufficient_scope"), ("user", "forbidden"):
            with pytest.raises(Refused) as refused:
                open_one(query=f"?nouns={noun}", key=key.key)
            assert (refused.value.status, refused.value.code) == (403, code)
    assert key.get("/feed?nouns=event").code == "insufficient_scope"
    assert key_of(ada, {"contacts": ["write"]}).get("/feed").code == "insufficient_scope"
    s = ws(key=key.key)
    s.say(type="subscribe", nouns=["event"])
    assert s.next()["code"] == "insufficient_scope"
    contact = ada.contact()
    assert s.event()["subject"] == contact["id"], "what it had asked for goes on"


@pytest.mark.parametrize("query, field", [
    ("?nouns=post", "nouns"), ("?since=x", "since"), ("?calendar_id=1", "calendar_id"), ("?after=-1", "after"), ("?after=x", "after"),
    (f"?since={ABSENT}&since={ABSENT}", "since"), (f"?since={ABSENT}&after=1", "after"), ("?limit=0", "limit"), ("?limit=1001", "limit"),
    ("?cursor=1", "cursor")])
def test_wrong_parameters_are_named(ada, ws, query, field):
    reply = ada.get(f"/feed{query}")
    assert reply.code == "validation_failed" and reply.bad_fields == {field}
    with pytest.raises(Refused) as refused:
        ws(ada, query)
    assert refused.value.code == "validation_failed"


# ------------------------------------------------------------------ coming back


def test_who_comes_back_misses_nothing_and_hears_nothing_twice(ada, ws, sse):
    settled(ada, "user.created", ada.id)
    s = ws(ada)
    ada.contact()
    seen = s.event()["id"]
    s.close()
    missed = [ada.contact()["id"] for _ in range(40)]
    socket, stream = ws(ada, f"?since={seen}"), sse(ada, headers={"Last-Event-ID": seen})
    assert [e["subject"] for e in socket.backlog] == missed[:len(socket.backlog)]
    later = [ada.contact()["id"] for _ in range(5)]
    assert [e["subject"] for e in socket.backlog + socket.events(45 - len(socket.backlog))] == missed + later
    assert [e["subject"] for e in stream.events(45)] == missed + later
    other = ws(ada)
    other.say(type="subscribe", since=seen, nouns=["contact"])
    assert [e["subject"] for e in other.events(45)] == missed + later
    assert other.control("ready")["last_id"]


def test_coming_back_while_changes_go_on(ada, ws, stack, contract):
    settled(ada, "user.created", ada.id)
    s = ws(ada)
    ada.contact()
    seen = s.event()["id"]
    made, going = [], threading.Event()

    def write():
        writer = Person.__new__(Person)
        Person.__mro__[1].__init__(writer, stack.port, contract, ada.token)
        while not going.is_set():
            made.append(writer.contact()["id"])

    threads = [threading.Thread(target=write) for _ in range(2)]
    for t in threads:
        t.start()
    got = {}
    for round_ in range(10):
        s = ws(ada, f"?since={seen}", ready=False)
        for _ in range(10):
            e = s.event()
            assert e["id"] not in got, f"twice, in round {round_}"
            got[e["id"]] = e["subject"]
            seen = e["id"]
        s.close()
    going.set()
    for t in threads:
        t.join()
    s = ws(ada, f"?since={seen}")
    for e in s.backlog:
        got[e["id"]] = e["subject"]
    wait_until("the rest", lambda: len(got) == len(made) or got.update({(e := s.event())["id"]: e["subject"]}))
    assert sorted(got.values()) == sorted(made)


class Flood(threading.Thread):
    """Changes of six kinds as fast as they are answered; of no kind more than are kept."""

    MOST = 900  # of each kind by all of them

    def __init__(self, person, calendar, left):
        super().__init__(daemon=True)
        self.api, self.calendar, self.left = Api(person.wire.port, person.contract, person.token), calendar, left
        self.made, self.ended = [], threading.Event()

    def change(self, path, body):
        """An object with three versions, unless an answer is missing."""
        made = self.api.post(path, body, check=False)
        if made.status == 201:
            id_ = made.json()["id"]
            if self.api.patch(f"{path}/{id_}", {"tags": ["x"]}, check=False).status == 200:
                if self.api.delete(f"{path}/{id_}", check=False).status == 204:
                    self.made.append(id_)

    def run(self):
        while not self.ended.is_set() and next(self.left, None):
            self.change("/contacts", {"first_name": "Grace"})
            self.change("/events", {"calendar_id": self.calendar["id"], "title": "Lunch", "start_time": "2026-06-01T12:00:00Z",
                                    "end_time": "2026-06-01T13:00:00Z"})


def versions_of(made, feed, heard=()):
    """The versions of each object in the order in which they are heard; reads until nothing is missing."""
    versions, missing, heard = {id_: [] for id_ in made}, 3 * len(made), list(heard)
    while missing:
        e = heard.pop(0) if heard else feed.event(60)
        if e["subject"] in versions:
            versions[e["subject"]].append(e["data"]["version"])
            missing -= 1
    return versions


def test_who_is_behind_catches_up_while_somebody_writes_without_a_pause(ada, ws, sse):
    calendar = ada.calendar()
    seen = settled(ada, "calendar.created", calendar["id"])["id"]
    left = iter(range(Flood.MOST, 0, -1))
    floods = [Flood(ada, calendar, left) for _ in range(8)]
    for f in floods:
        f.start()
    wait_until("many changes to be missed", lambda: sum(len(f.made) for f in floods) > 200, 120)
    query = f"?since={seen}&nouns=contact&nouns=event"
    socket, stream = ws(ada, query), sse(ada, query)
    assert next(left, None), "it is level with them while they write"
    assert len(socket.backlog) > 200
    for f in floods:
        f.ended.set()
    for f in floods:
        f.join()
    made = [id_ for f in floods for id_ in f.made]
    assert versions_of(made, socket, socket.backlog) == versions_of(made, stream) == {id_: [1, 2, 3] for id_ in made}


def test_a_page_fills_a_gap(ada):
    made = [ada.contact()["id"] for _ in range(25)]
    settled(ada, "contact.created", made[-1])
    contacts = heard(ada, "/feed?nouns=contact")
    assert [m["subject"] for m in contacts] == made
    page = ada.get(f"/feed?since={contacts[9]['id']}&limit=5").json()
    assert page["data"] == contacts[10:15]
    assert ada.get(f"/feed?after={page['next_after']}&limit=3").json()["data"] == contacts[15:18]
    end = ada.get(f"/feed?since={contacts[-1]['id']}").json()
    assert end["data"] == [] and ada.get(f"/feed?after={end['next_after']}").json() == end


def test_what_is_not_kept_is_gone(ada, eve, ws, sse, stack):
    others = settled(eve, "user.created", eve.id)["id"]
    settled(ada, "user.created", ada.id)
    for since in ABSENT, others, "01890a5d-ac96-474b-bcce-b302099a8057":
        assert ada.get(f"/feed?since={since}").code == "resume_gone"
        with pytest.raises(Refused) as refused:
            sse(ada, f"?since={since}")
        assert (refused.value.status, refused.value.code) == (410, "resume_gone")
        closed = ws(ada, f"?since={since}", ready=False).closed()
        assert (closed.code, closed.reason) == (4410, "resume_gone")
    assert ada.get("/feed?after=999999999999").code == "resume_gone"


def test_what_the_limit_of_a_subject_dropped_is_gone(ada, ws):
    """A thousand of each kind and change are kept."""
    contact = ada.contact()
    created = settled(ada, "contact.created", contact["id"])["id"]

    def change(times):
        writer = Person.__new__(Person)
        Person.__mro__[1].__init__(writer, ada.wire.port, ada.contract, ada.token)
        for i in range(times):
            assert writer.patch(f"/contacts/{contact['id']}", {"first_name": f"n{i}"}, check=False).status == 200

    threads = [threading.Thread(target=change, args=(252,)) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    updates = wait_until("a thousand updates", lambda: len(u := heard(ada, "/feed?nouns=contact")) == 1001 and u)[1:]
    wait_until("the last update", lambda: heard(ada, "/feed?nouns=contact")[-1]["data"]["version"] == 1009)
    updates = heard(ada, "/feed?nouns=contact")[1:]
    assert [u["data"]["version"] for u in updates] == list(range(10, 1010))
    assert ada.get(f"/feed?since={created}").code == "resume_gone", "nine updates after it were dropped"
    assert ws(ada, f"?since={created}", ready=False).closed().code == 4410
    s = ws(ada, f"?since={updates[0]['id']}")
    assert [e["id"] for e in s.backlog] == [u["id"] for u in updates[1:]]


# ------------------------------------------------------------------ the handshake


def refusal(open_one):
    with pytest.raises(Refused) as refused:
        open_one()
    return refused.value


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
        wait_until("a place", lambda: _opens(other.port, ada))
        second.close()
    with stack.another_gateway(ALMANAC_FEEDS_PER_ADDRESS="1") as other:
        first = at(Socket, other.port, token=ada.token)
        assert refusal(lambda: at(Socket, other.port, token=ada.token)).code == "rate_limited"
        first.close()


def at(kind, *where, **how):
    """At a gateway that has just been started."""
    return patiently(lambda: kind(*where, **how))


def _opened(kind, port, person):
    try:
        return kind(port, token=person.token)
    except Refused:
        return None


def _opens(port, person):
    feed = _opened(Socket, port, person)
    if feed:
        feed.close()
    return feed


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


# ------------------------------------------------------------------ the end of credentials


def test_with_its_token_it_ends_and_another_token_renews_it(ada, eve, ws, sse, sign):  # noqa: F811
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
        for _ in range(250):
            made.append(ada.contact(notes="x" * 16000)["id"])
            assert quick.event()["subject"] == made[-1], "the quick one is not held up"
        wait_until("the slow one to be closed", lambda: "code=4408" in other.log())
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
            feed = wait_until("its place", lambda: _opened(open_one, other.port, ada))
            if writes == "something":
                contact = ada.contact()
                while feed.event()["subject"] != contact["id"]:
                    pass
            feed.close()
            wait_until("its place", lambda: _opens(other.port, ada))
        assert other.log().count("event=sse.lost") == 2


def test_a_client_that_just_goes_leaves_its_place(ada, stack):
    with stack.another_gateway(ALMANAC_FEEDS_PER_USER="1", ALMANAC_FEED_PING="500") as other:
        for open_one in Socket, Stream, Socket:
            feed = wait_until("its place", lambda: _opened(open_one, other.port, ada))
            feed.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
            feed.close()
            wait_until("its place", lambda: _opens(other.port, ada))

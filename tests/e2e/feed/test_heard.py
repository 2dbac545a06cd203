"""The feed over WebSocket, server-sent events and pages: who hears what."""

import pytest

from harness.feeds import Refused
from readers import ABSENT, heard, settled


# ------------------------------------------------------------------ what is heard


def test_a_change_is_heard_as_the_event_it_is_over_every_way(ada, ws, sse):
    settled(ada, "user.created", ada.id)
    socket, stream = ws(ada), sse(ada)
    contact = ada.contact("Grace")
    event = socket.event()
    assert event["type"] == "contact.created" and event["subject"] == contact["id"] and event["data"] == contact
    assert stream.event() == event
    assert heard(ada)[-1] == event


def test_a_stream_asks_proxies_to_pass_it_on_as_it_comes(ada, sse):
    """Not so a page and an error, which end."""
    answer = sse(ada).answer
    assert (answer["cache-control"], answer["x-accel-buffering"]) == ("no-store, no-transform", "no")
    whole = [ada.get("/feed"), ada.get("/feed?limit=0", headers={"Accept": "text/event-stream"}),
             ada.get("/feed", token="", headers={"Accept": "text/event-stream"})]
    assert [reply.status for reply in whole] == [200, 400, 401]
    assert {(reply.headers["Cache-Control"], reply.headers["X-Accel-Buffering"]) for reply in whole} == {("no-store", None)}


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

"""`visibility`: of what is not public, viewers see the times alone, wherever they look."""

import contextlib
import itertools
import json
from urllib.parse import urlencode

import pytest

from harness.feeds import Socket
from harness.stack import wait_until
from series import MONDAYS, cancel, change, listed, moved, occurrence, one, weekly
from things import SharedCalendar
from webhooks import webhook

HIDDEN = ("private", "confidential")
SECRETS = {"title": "Zebra", "description": "Yacht", "location": "Xanten", "color": "red", "url": "https://example.org/w",
           "conference_url": "https://example.org/v", "properties": {"u": 1}, "tags": ["Tango"], "uid": "secret-uid"}
LEFT_OUT = {"uid", "sequence", "created_by", "updated_by"}
EMPTY = {"description": None, "location": None, "color": None, "url": None, "conference_url": None, "properties": None, "tags": []}
YEAR = {"start": "2026-01-01T00:00:00Z", "end": "2027-01-01T00:00:00Z"}


@pytest.fixture
def calendar(ada):
    return ada.calendar()


@pytest.fixture
def shared(ada):
    return SharedCalendar(ada)


@pytest.fixture
def people(ada, person, shared):
    """One in each role; the owner first."""
    by_role = {"owner": ada, "editor": person("Editor"), "viewer": person("Viewer")}
    for role in ("editor", "viewer"):
        shared.let(by_role[role], role)
    return by_role


@pytest.fixture
def viewer(people):
    return people["viewer"]


def busy(event):
    """What a viewer sees of it."""
    if event["visibility"] == "public":
        return event
    return {k: v for k, v in event.items() if k not in LEFT_OUT} | EMPTY | {"title": "Busy"}


def event_in(shared, visibility="private", **fields):
    title = fields.pop("title", SECRETS["title"])
    return shared.owner.event({"id": shared.id}, title, visibility=visibility,
                              **{k: v for k, v in SECRETS.items() if k != "title"} | fields)


def read(person, event):
    reply = person.get(f"/events/{event['id']}")
    assert reply.status == 200, reply
    return reply.json()


def found(person, **query):
    return list(person.walk("/events?" + urlencode(query, doseq=True)))


def tags(person):
    return {t["tag"]: t["count"] for t in person.walk("/tags")}


# ------------------------------------------------------------------ the field


@pytest.mark.parametrize("visibility", ["public", *HIDDEN])
def test_it_is_kept_as_it_was_sent(ada, calendar, visibility):
    event = ada.event(calendar, visibility=visibility)
    assert event["visibility"] == visibility
    assert ada.get(f"/events/{event['id']}").json() == event
    assert ada.get("/events").json()["data"] == [event]


def test_by_default_an_event_is_public(ada, calendar):
    event = ada.event(calendar)
    assert event["visibility"] == "public"
    path = f"/events/{event['id']}"
    assert ada.patch(path, {"visibility": "private"}).json()["visibility"] == "private"
    assert ada.patch(path, {"title": "Other"}).json()["visibility"] == "private"
    whole = {k: event[k] for k in ("calendar_id", "title", "start_time", "end_time")}
    assert ada.put(path, whole).json()["visibility"] == "public"


@pytest.mark.parametrize("bad", ["secret", "", 1])
def test_others_are_refused(ada, calendar, bad):
    reply = ada.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                 "end_time": "2026-06-01T10:00:00Z", "visibility": bad})
    assert (reply.status, reply.bad_fields) == (400, {"visibility"})


# ------------------------------------------------------------------ who sees what where

ALL, BUSY, NOTHING = "all", "busy", "nothing"
ROLES = ("owner", "editor", "viewer")

# Where an event shows, and what each role is shown there of one that is hidden.
PLACES = {
    "a single read": (ALL, ALL, BUSY), "a list": (ALL, ALL, BUSY), "a range": (ALL, ALL, BUSY), "a range again": (ALL, ALL, BUSY),
    "a range of its calendar": (ALL, ALL, BUSY), "a search": (ALL, ALL, NOTHING), "a search in a range": (ALL, ALL, NOTHING),
    "its tag": (ALL, ALL, NOTHING), "its tag in a range": (ALL, ALL, NOTHING), "a word of its location": (ALL, ALL, NOTHING),
    "a word of its description": (ALL, ALL, NOTHING), "the word Busy": (NOTHING, NOTHING, NOTHING),
}


def shown_in(place, person, event):
    """The events that are shown, and nothing else may be."""
    if place == "a single read":
        return [read(person, event)]
    query = {
        "a list": {}, "a range": YEAR, "a range again": YEAR, "a range of its calendar": YEAR | {"calendar_id": event["calendar_id"]},
        "a search": {"search": "zebr"}, "a search in a range": {"search": "zebra", **YEAR}, "its tag": {"tag": "Tango"},
        "its tag in a range": {"tag": "Tango", **YEAR}, "a word of its location": {"search": "xanten"},
        "a word of its description": {"search": "yacht", **YEAR}, "the word Busy": {"search": "busy"}}[place]
    return found(person, **query)


@pytest.mark.parametrize("visibility", ["public", *HIDDEN])
def test_each_role_sees_in_each_place(people, shared, visibility):
    event = event_in(shared, visibility)
    for place, cells in PLACES.items():
        for role, cell in zip(ROLES, cells):
            if visibility == "public" and place != "the word Busy":
                cell = ALL
            expected = {ALL: [event], BUSY: [busy(event)], NOTHING: []}[cell]
            assert shown_in(place, people[role], event) == expected, (place, role)


@pytest.mark.parametrize("visibility", ["public", *HIDDEN])
def test_tags_that_are_hidden_do_not_count(people, shared, visibility):
    event_in(shared, visibility)
    event_in(shared, "public", title="Open", uid="other", tags=["Tango", "Open"])
    event_in(shared, visibility, title="More", uid="third", tags=["Only"])
    whole = {"Tango": 2, "Open": 1, "Only": 1}
    part = whole if visibility == "public" else {"Tango": 1, "Open": 1}
    assert [tags(people[role]) for role in ROLES] == [whole, whole, part]
    assert [list(people["viewer"].walk("/tags?limit=1")), list(people["owner"].walk("/tags?limit=1"))] == [
        [{"tag": t, "count": n} for t, n in sorted(counts.items())] for counts in (part, whole)]


def test_it_blocks_the_time_for_all(people, shared):
    event = event_in(shared)
    query = urlencode({"calendar_id": shared.id, **YEAR, "end": "2026-12-31T00:00:00Z"})
    expected = [{"start": event["start_time"], "end": event["end_time"]}]
    assert all(p.get(f"/availability?{query}").json()["busy"] == expected for p in people.values())


def test_a_viewer_changes_nothing_and_is_told_nothing(viewer, shared):
    event = event_in(shared)
    path = f"/events/{event['id']}"
    for reply in (viewer.patch(path, {"visibility": "public"}), viewer.put(path, busy(event)), viewer.delete(path),
                  viewer.post(f"{path}/restore"), viewer.patch(path, {}, if_match='"1"')):
        assert reply.status in (403, 409) and "Zebra" not in reply.body.decode(), reply
    shared.owner.delete(path)
    assert viewer.post(f"{path}/restore").status == 403 and viewer.get(path).status == 404


# ------------------------------------------------------------------ ETags


def test_a_part_has_an_etag_of_its_own(people, shared):
    event = event_in(shared)
    path = f"/events/{event['id']}"
    whole, part = people["owner"].get(path).headers["ETag"], people["viewer"].get(path).headers["ETag"]
    assert (whole, part) == ('"1"', '"1-part"') and people["editor"].get(path).headers["ETag"] == whole
    for role in ROLES:
        own, other = (part, whole) if role == "viewer" else (whole, part)
        assert people[role].get(path, if_none_match=own).status == 304
        assert people[role].get(path, if_none_match=f'W/{own}, "9"').status == 304
        assert people[role].get(path, if_none_match=other).status == 200
    assert people["owner"].patch(path, {"title": "x"}, if_match=part).status == 412
    assert people["owner"].patch(path, {"visibility": "public"}, if_match=whole).status == 200
    assert people["viewer"].get(path).headers["ETag"] == '"2"'


def test_what_was_seen_in_one_role_is_not_current_in_another(people, shared, viewer):
    event = event_in(shared)
    path = f"/events/{event['id']}"
    part = viewer.get(path).headers["ETag"]
    assert found(viewer, **YEAR) == found(viewer, **YEAR) == [busy(event)]
    shared.let(viewer, "editor")
    seen = viewer.get(path, if_none_match=part)
    assert (seen.status, seen.json()) == (200, event)
    assert found(viewer, **YEAR) == [event] == found(viewer, search="zebra") == found(viewer, search="zebra", **YEAR)
    assert tags(viewer) == {"Tango": 1}
    shared.let(viewer, "viewer")
    seen = viewer.get(path, if_none_match=seen.headers["ETag"])
    assert (seen.status, seen.json()) == (200, busy(event))
    assert found(viewer, **YEAR) == [busy(event)] and tags(viewer) == {}
    assert found(viewer, search="zebra") == found(viewer, search="zebra", **YEAR) == []


def test_who_has_several_roles_sees_in_each_calendar_by_its_own(people, shared, viewer):
    event, own = event_in(shared), viewer.event(viewer.calendar(), "Zebra", visibility="private", tags=["Tango"])
    assert found(viewer, search="zebra") == found(viewer, tag="Tango", **YEAR) == [own]
    assert sorted(e["title"] for e in found(viewer)) == ["Busy", "Zebra"]
    assert tags(viewer) == {"Tango": 1} and tags(shared.owner) == {"Tango": 1}
    assert found(viewer, **YEAR, calendar_id=shared.id) == [busy(event)]


# ------------------------------------------------------------------ changes of visibility


def test_an_event_is_hidden_and_shown_again(people, shared, viewer):
    event = event_in(shared, "public")
    path = f"/events/{event['id']}"
    for visibility in ("private", "public", "confidential", "private", "public"):
        event = shared.owner.patch(path, {"visibility": visibility}).json()
        open_ = visibility == "public"
        assert read(viewer, event) == busy(event) and found(viewer, **YEAR) == [busy(event)]
        assert found(viewer, search="zebra") == found(viewer, tag="Tango", **YEAR) == ([event] if open_ else [])
        assert tags(viewer) == ({"Tango": 1} if open_ else {}) and tags(shared.owner) == {"Tango": 1}
        assert found(shared.owner, search="zebra") == found(shared.owner, tag="Tango", **YEAR) == [event]


def test_what_is_hidden_stays_so_when_it_comes_back_and_when_it_moves(people, shared, viewer, ada):
    event = event_in(shared)
    path = f"/events/{event['id']}"
    there = SharedCalendar(ada)
    ada.delete(path)
    assert tags(ada) == {}
    assert read(viewer, ada.post(f"{path}/restore").json())["title"] == "Busy"
    assert found(viewer, search="zebra") == [] and tags(viewer) == {} and tags(ada) == {"Tango": 1}
    there.let(viewer, "editor")
    moved_ = ada.patch(path, {"calendar_id": there.id}).json()
    assert read(viewer, moved_) == moved_ == found(viewer, search="zebra")[0] and tags(viewer) == {"Tango": 1}
    ada.patch(path, {"calendar_id": shared.id})
    assert read(viewer, moved_)["title"] == "Busy"
    assert found(viewer, search="zebra") == found(viewer, search="zebra", **YEAR) == [] and tags(viewer) == {}


def test_no_word_of_many_hidden_ones_fills_a_viewer_s_page(stack, people, shared, viewer):
    """Enough of them that those in front are looked at one by one."""
    for n in range(4):
        event_in(shared, title=f"Zebra {n}", uid=f"u{n}")
    stack.sql("event", f"""INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency,
                               visibility, tags, created_by, updated_by)
        SELECT gen_random_uuid(), '{shared.id}', 'n' || n, 'Zebra', t, t + interval '1 hour', 'UTC', false, 'confirmed', 'opaque',
               CASE WHEN n % 100 = 0 THEN 'public' ELSE 'private' END, '{{Tango}}', '{shared.owner.id}', '{shared.owner.id}'
        FROM generate_series(1, 600) AS n, LATERAL (SELECT timestamptz '2026-02-01Z' + n * interval '1 hour' AS t) AS at""")
    wait_until("terms", lambda: stack.sql("event", f"""SELECT count(*) FROM events WHERE calendar_id = '{shared.id}'
                                                       AND terms_version <> version""") == "0")
    for query in ({"search": "zebra"}, {"tag": "Tango"}, {"search": "zebra", **YEAR}, {"tag": "Tango", **YEAR}):
        assert len(found(viewer, **query, limit=2)) == 6 and len(found(shared.owner, **query, limit=200)) == 604, query
    assert tags(viewer) == {"Tango": 6} and tags(shared.owner) == {"Tango": 604}


# ------------------------------------------------------------------ series


@pytest.fixture
def series(shared):
    """By visibility of the whole."""
    return lambda visibility: weekly(shared.owner, {"id": shared.id}, visibility=visibility, tags=["Tango"], location="Xanten")


def test_an_occurrence_begins_with_the_visibility_of_its_series(shared, series, viewer):
    whole = series("private")
    change(shared.owner, whole, "this", MONDAYS[1], {"title": "Own"})
    assert occurrence(shared.owner, whole, MONDAYS[1])["visibility"] == "private"
    assert {e["title"] for e in listed(viewer)} == {"Busy"} and found(viewer, search="own") == []


@pytest.mark.parametrize("of_series, own", itertools.product(["public", "private"], repeat=2))
def test_an_occurrence_is_hidden_by_its_own(people, shared, series, of_series, own):
    whole = series(of_series)
    change(shared.owner, whole, "this", MONDAYS[1], {"title": "Zebra", "visibility": own} | moved(9))
    for person, by_series, by_own in ((people["editor"], True, True), (people["viewer"], of_series == "public", own == "public")):
        expected = [("Zebra" if by_own else "Busy") if n == 1 else "Weekly" if by_series else "Busy" for n in range(5)]
        events = listed(person)
        assert [e["title"] for e in events] == expected
        assert [e["title"] for e in (occurrence(person, whole, m) for m in MONDAYS)] == expected
        assert person.get(one(whole, MONDAYS[1])).headers["ETag"] == ('"2"' if by_own else '"2-part"')
        assert ["uid" in e for e in events] == [by_own if n == 1 else by_series for n in range(5)]
        assert read(person, whole)["title"] == ("Weekly" if by_series else "Busy")
        june = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}
        assert [e["title"] for e in found(person, search="zebra")] == ["Zebra"] * by_own
        assert [e["title"] for e in found(person, search="zebra", **june)] == ["Zebra"] * by_own
        assert [e["title"] for e in found(person, search="weekly", **june)] == ["Weekly"] * 4 * by_series
        assert [e["title"] for e in found(person, tag="Tango", **june)] == [t for t in expected if t != "Busy"]
        assert [e["title"] for e in found(person, tag="Tango")] == ["Weekly"] * by_series or ["Zebra"] * by_own
        assert tags(person) == ({"Tango": by_series + by_own} if by_series or by_own else {})
        course = person.get(f"/events/{whole['id']}/occurrences?{urlencode(june)}").json()["data"]
        assert [(o["recurrence_id"], o["state"]) for o in course] == [
            (m, "changed" if n == 1 else "plain") for n, m in enumerate(MONDAYS)]


def test_half_a_series_is_hidden(shared, series, viewer):
    whole = series("public")
    change(shared.owner, whole, "this", MONDAYS[3], {"title": "Own"})
    change(shared.owner, whole, "following", MONDAYS[2], {"visibility": "private"})
    assert [e["title"] for e in listed(viewer)] == ["Weekly", "Weekly", "Busy", "Own", "Busy"], "what was changed keeps its fields"
    cancel(shared.owner, whole, "this", MONDAYS[1])
    assert [e["title"] for e in listed(viewer)] == ["Weekly", "Busy", "Own", "Busy"]


# ------------------------------------------------------------------ feeds


def told(feeds, person, event, count):
    """What the person's feed has of it, as soon as that is so much."""
    def all_of_them():
        messages = [m for m in feeds.of(person, "event") if m["subject"] == event["id"]]
        return messages if len(messages) >= count else None
    return wait_until(f"{count} messages", all_of_them)


@pytest.mark.parametrize("first", ["public", "private"])
def test_viewers_hear_the_times_alone(people, shared, feeds, viewer, first):
    event = event_in(shared, first)
    path = f"/events/{event['id']}"
    states = [event] + [shared.owner.patch(path, change).json() for change in (
        {"visibility": "private"}, {"title": "Other"}, {"visibility": "public"}, {"visibility": "confidential"})]
    shared.owner.delete(path)
    gone = states[-1] | {"version": 6}
    kinds = ["event.created", *["event.updated"] * 4, "event.deleted"]
    for role in ROLES:
        heard = told(feeds, people[role], event, 6)
        assert [m["type"] for m in heard] == kinds and [m["version"] for m in heard] == [1, 2, 3, 4, 5, 6]
        assert [m["data"] for m in heard] == [busy(s) if role == "viewer" else s for s in [*states, gone]], role
    once = feeds.events("evt.event.>", event["id"])
    assert len(once) == 6 and once[2]["data"]["title"] == "Other", "services hear once"


def test_of_an_occurrence_and_of_a_move_they_hear_as_much(people, shared, feeds, viewer, ada, person):
    whole = weekly(ada, {"id": shared.id}, visibility="public")
    change(ada, whole, "this", MONDAYS[1], {"title": "Zebra", "visibility": "private"})
    change(ada, whole, "all", None, {"visibility": "private", "start_time": "2026-06-02T09:00:00+02:00",
                                     "end_time": "2026-06-02T10:00:00+02:00"})
    there = SharedCalendar(ada)
    ada.patch(f"/events/{whole['id']}", {"calendar_id": there.id})
    heard = told(feeds, viewer, whole, 4)
    assert [(m["type"], m["data"]["title"]) for m in heard] == [
        ("event.created", "Weekly"), ("event.updated", "Busy"), ("event.updated", "Busy"), ("event.deleted", "Busy")]
    assert heard[1]["data"]["recurrence_id"] == MONDAYS[1] and heard[2]["moves"]
    assert told(feeds, people["editor"], whole, 4)[3]["data"]["title"] == "Weekly"
    assert [m.get("moves") for m in told(feeds, ada, whole, 4)] == [m.get("moves") for m in heard[:3]] + [None]
    assert "Zebra" not in json.dumps(heard)


def test_a_change_of_role_is_heard_with_the_calendar(people, shared, feeds, viewer):
    event = event_in(shared)
    shared.let(viewer, "editor")
    feed = wait_until("the role", lambda: next((f for f in [feeds.of(viewer)] if f[-1].get("data", {}).get("role") == "editor"), None))
    assert (feed[-1]["type"], feed[-1]["members"]) == ("calendar.updated", True)
    assert [m["data"] for m in feed if m["type"] == "event.created"] == [busy(event)]
    shared.owner.patch(f"/events/{event['id']}", {"title": "Next"})
    assert told(feeds, viewer, event, 2)[1]["data"]["title"] == "Next"


def test_a_socket_and_a_webhook_hear_it_so(stack, shared, viewer):
    with contextlib.closing(Socket(stack.port, "/ws?nouns=event", token=viewer.token)) as socket:
        while socket.next()["type"] != "ready":
            pass
        hook = webhook(viewer, nouns=["event"])
        event = event_in(shared)
        assert socket.next()["data"] == busy(event)
    sent = f"SELECT convert_from(body, 'UTF8') FROM deliveries WHERE webhook_id = '{hook['id']}'"
    body = wait_until("the delivery", lambda: stack.sql("delivery", sent))
    assert json.loads(body)["data"] == busy(event)

"""What is committed is in EVENTS once and in the feed of everybody who may see it, and in no other."""

import json
import re

from harness.changes import by_object, types
from harness.stack import wait_until
from series import weekly
from things import SharedCalendar

MESSAGE_MAX = 8192  # of shared/bus/feed.h

# ------------------------------------------------------------------ where it goes


def test_a_change_is_in_the_feed_of_its_owner_and_in_no_other(feeds, ada, eve):
    contact = ada.contact("Grace")
    ada.patch(f"/contacts/{contact['id']}", {"first_name": "Ada"})
    ada.delete(f"/contacts/{contact['id']}")
    feed = feeds.wait(ada, "contact.deleted", contact["id"])

    assert types(feed) == ["user.created", "contact.created", "contact.updated", "contact.deleted"]
    assert len({m["id"] for m in feed}) == 4
    assert feed[1]["data"] == contact
    assert feed[3]["data"]["first_name"] == "Ada" and feed[3]["data"]["version"] == 3
    assert types(feeds.wait(eve, "user.created", eve.id)) == ["user.created"]


def test_a_feed_is_heard_live_as_it_is_stored(feeds, ada, eve):
    feeds.bus.subscribe(f"feed.{ada.id}.>")
    feeds.bus.subscribe(f"feed.{eve.id}.contact.>")
    contact = ada.contact("Grace")
    live = feeds.bus.next(lambda m: m.subject == f"feed.{ada.id}.contact.created")
    feed = feeds.wait(ada, "contact.created", contact["id"])

    assert live.headers["Nats-Stream"] == "FEED"
    assert json.loads(live.data) == feed[-1]
    assert [m for m in feeds.bus.heard() if ".contact." in m.subject] == []


def test_a_message_is_known_by_its_event_and_its_reader(feeds, ada):
    contact = ada.contact("Grace")
    feeds.wait(ada, "contact.created", contact["id"])
    event, = [m for m in feeds.bus.stored("EVENTS", "evt.contact.contact.created") if json.loads(m.data)["subject"] == contact["id"]]
    copy, = feeds.bus.stored("FEED", f"in.feed.{ada.id}.contact.created")

    assert event.id == json.loads(event.data)["id"] == json.loads(copy.data)["id"]
    assert copy.id == f"{event.id}.{ada.id}"


def test_the_stream_of_feeds_keeps_what_it_promises(feeds):
    config = feeds.bus.ask("$JS.API.STREAM.INFO.FEED")["config"]

    assert config["max_age"] == 7 * 86400 * 10**9 and config["max_msgs_per_subject"] == 1001, "one more than is promised"
    assert config["duplicate_window"] == 600 * 10**9
    assert config["republish"] == {"src": "in.feed.>", "dest": "feed.>"}


# ------------------------------------------------------------------ what is told


def test_every_change_of_an_account_and_its_keys_is_told_without_secrets(feeds, ada):
    ada.patch("/users/me", {"name": "Countess"})
    first = ada.post("/api-keys", {"name": "first", "scopes": {"contacts": ["read"]}}).json()
    second = ada.post("/api-keys", {"name": "second", "scopes": {"events": ["read"]}}).json()
    ada.patch(f"/api-keys/{first['id']}", {"name": "renamed"})
    ada.delete(f"/api-keys/{first['id']}")
    answer = ada.post("/auth/password", {"old_password": ada.password, "new_password": "kelp-Marzipan-77-otter"})
    ada.signed_in(answer.json())
    ada.delete("/users/me")
    feed = feeds.wait(ada, "user.deleted", ada.id)
    told = [(m["type"], m["subject"]) for m in feed]

    assert told == [("user.created", ada.id), ("user.updated", ada.id), ("api_key.created", first["id"]),
                    ("api_key.created", second["id"]), ("api_key.updated", first["id"]), ("api_key.deleted", first["id"]),
                    ("api_key.deleted", second["id"]), ("user.deleted", ada.id)]
    text = json.dumps(feed)
    for secret in (first["key"], second["key"], ada.password, "kelp-Marzipan", "$2b$", "cal_" + "x" * 40):
        assert secret not in text
    assert feed[5]["data"]["revoked_at"]


def test_a_calendar_is_told_without_its_token(feeds, ada):
    calendar = ada.calendar("Open", is_public=True)
    ada.patch(f"/calendars/{calendar['id']}", {"name": "Opener"})
    ada.delete(f"/calendars/{calendar['id']}")
    feed = feeds.wait(ada, "calendar.deleted", calendar["id"], "calendar")

    assert types(feed) == ["calendar.created", "calendar.updated", "calendar.deleted"]
    assert all(m["data"]["role"] == "owner" and "public_token" not in m["data"] for m in feed)
    assert calendar["public_token"] not in json.dumps(feed)


def test_with_a_calendar_go_its_events_which_the_services_hear(feeds, ada):
    calendar = ada.calendar()
    gone = [ada.event(calendar), weekly(ada, calendar), ada.event(calendar, start="2026-06-01", end="2026-06-02", all_day=True)]
    ada.patch(f"/events/{gone[1]['id']}?scope=this&occurrence=2026-06-08T07:00:00Z", {"title": "Moved"})
    ada.delete(f"/calendars/{calendar['id']}")

    def told():
        ids = {e["id"] for e in gone}
        return {m["subject"] for m in feeds.events("evt.event.event.deleted")} & ids == ids
    wait_until("the end of every event", told)
    assert "event.deleted" not in types(feeds.wait(ada, "calendar.deleted", calendar["id"]))
    subjects = [m["subject"] for m in feeds.events("evt.event.event.deleted") if m["data"]["calendar_id"] == calendar["id"]]
    assert sorted(subjects) == sorted(e["id"] for e in gone)


def test_with_an_account_goes_what_it_owns(feeds, ada):
    calendar, contact = ada.calendar(), ada.contact()
    ada.delete("/users/me")
    feed = feeds.wait(ada, "calendar.deleted", calendar["id"])
    feeds.wait(ada, "contact.deleted", contact["id"])
    assert "user.deleted" in types(feed)


def test_each_row_of_a_split_series_is_told(feeds, ada):
    series = weekly(ada)
    ada.patch(f"/events/{series['id']}?scope=this&occurrence=2026-06-08T07:00:00Z", {"title": "Once"})
    tail = ada.patch(f"/events/{series['id']}?scope=following&occurrence=2026-06-15T07:00:00Z", {"title": "Later"}).json()
    ada.delete(f"/events/{tail['id']}?scope=this&occurrence=2026-06-22T07:00:00Z")
    ada.delete(f"/events/{tail['id']}?scope=following&occurrence=2026-06-29T07:00:00Z")
    ada.delete(f"/events/{tail['id']}")
    chains = by_object(feeds.wait(ada, "event.deleted", tail["id"], "event"))

    assert types(chains[series["id"]]) == ["event.created", "event.updated", "event.updated"]
    assert types(chains[tail["id"]]) == ["event.created", "event.updated", "event.updated", "event.deleted"]
    once = chains[series["id"]][1]["data"]
    assert (once["recurrence_id"], once["title"]) == ("2026-06-08T07:00:00Z", "Once")
    assert chains[tail["id"]][0]["data"] | {"course": tail["course"]} == tail, "only who changed it is told how many moved"


def test_a_message_that_would_be_too_large_says_where_its_object_is(feeds, ada):
    def stored(type, id):
        feeds.wait(ada, type, id)
        found = [m for m in feeds.bus.stored("FEED", f"in.feed.{ada.id}.{type}") if json.loads(m.data)["subject"] == id]
        return found[-1].data

    spare = MESSAGE_MAX - len(stored("contact.created", ada.contact(notes="x")["id"]))
    times = 3 * len(".123456")  # digits of which one or the other message may have less
    for notes, whole in ((spare - times, True), (spare + times, False), (16384, False)):
        contact = ada.contact(notes="x" * notes)
        text = stored("contact.created", contact["id"])
        message = json.loads(text)
        assert len(text) <= MESSAGE_MAX and ("data" in message) == whole, notes
        assert message.get("data", contact) == contact
        assert whole or ada.get(message["dataref"]).json() == contact
    assert len(text) < 500


def test_the_largest_objects_are_told_of_in_little(feeds, ada):
    calendar = ada.calendar("c" * 200, description="\x01" * 16384)
    wide = "\U0001f4c5"
    event = ada.event(calendar, wide * 500, description="\x01" * 27000, location=wide * 1000,
                      tags=[f"{i:02}" + wide * 48 for i in range(20)], recurrence_rule="FREQ=DAILY",
                      recurrence_dates=[f"2027-{1 + i // 28:02}-{1 + i % 28:02}T09:30:00Z/2027-{1 + i // 28:02}-{1 + i % 28:02}T10:30:00Z"
                                        for i in range(300)])
    contact = ada.contact(wide * 200, notes="\x01" * 16384)
    for noun, thing in (("event", event), ("contact", contact), ("calendar", calendar)):
        created = feeds.wait(ada, f"{noun}.created", thing["id"], noun)[-1]
        assert ada.get(created["dataref"]).json() == thing and created.get("calendarid") == thing.get("calendar_id")
        assert ada.delete(f"/{noun}s/{thing['id']}").status == 204
        deleted = feeds.wait(ada, f"{noun}.deleted", thing["id"], noun)[-1]
        assert not {"data", "dataref"} & set(deleted) and deleted["version"] == 2
    assert max(len(m.data) for m in feeds.bus.stored("FEED", f"in.feed.{ada.id}.>")) < 1024


# ------------------------------------------------------------------ who hears it


def _changes_of(ada, calendar, word):
    """One change of each kind in a calendar; what is told of it."""
    path = f"/calendars/{calendar.id}"
    ada.patch(path, {"name": word})
    single, series = ada.event({"id": calendar.id}, word), weekly(ada, {"id": calendar.id})
    ada.patch(f"/events/{single['id']}", {"title": word + "!"})
    ada.patch(f"/events/{series['id']}?scope=this&occurrence=2026-06-08T07:00:00Z", {"title": word})
    tail = ada.patch(f"/events/{series['id']}?scope=following&occurrence=2026-06-15T07:00:00Z", {"title": word}).json()
    for event in (single, series, tail):
        ada.delete(f"/events/{event['id']}")
    return [("calendar.updated", calendar.id), ("event.created", single["id"]), ("event.created", series["id"]),
            ("event.updated", single["id"]), ("event.updated", series["id"]), ("event.updated", series["id"]),
            ("event.created", tail["id"]), ("event.deleted", single["id"]), ("event.deleted", series["id"]),
            ("event.deleted", tail["id"])]


def test_the_matrix_of_who_hears_what(stack, feeds, person, ada):
    calendar = SharedCalendar(ada)
    viewer, editor, former, stranger = (person(n) for n in ("Viewer", "Editor", "Former", "Stranger"))
    for somebody, role in ((viewer, "viewer"), (editor, "editor"), (former, "editor")):
        calendar.let(somebody, role)
    while_former = _changes_of(ada, calendar, "with")
    calendar.shut_out(former)
    after = _changes_of(ada, calendar, "without")
    seen, shared, left = [[(f"calendar.{verb}", calendar.id)] for verb in ("created", "updated", "deleted")]
    private = ada.contact()
    ada.calendar("mine alone")
    ada.delete(f"/calendars/{calendar.id}")
    end = [("calendar.deleted", calendar.id)]

    for somebody in (ada, viewer, editor):
        feeds.wait(somebody, "calendar.deleted", calendar.id)
    feeds.wait(former, "event.deleted", while_former[-1][1])
    feeds.wait(former, "calendar.deleted", calendar.id)
    feeds.wait(ada, "contact.created", private["id"])

    def heard(somebody):
        return sorted((m["type"], m["subject"]) for m in feeds.of(somebody) if not m["type"].startswith("user."))
    expected = {viewer: seen + 2 * shared + while_former + shared + after + end, editor: seen + shared + while_former + shared + after + end,
                former: seen + while_former + left, stranger: []}
    for somebody, told in expected.items():
        assert heard(somebody) == sorted(told), somebody.email
    mine = [m for m in heard(ada) if not m[0].startswith("contact") and m[0] != "calendar.created"]
    assert mine == sorted(4 * shared + while_former + after + end)


def test_an_event_that_moves_is_gone_for_who_saw_it_only_where_it_was(stack, feeds, person, ada):
    here, there = SharedCalendar(ada), SharedCalendar(ada)
    both, old, new = (person(n) for n in ("Both", "Old", "New"))
    for somebody, calendars in ((both, (here, there)), (old, (here,)), (new, (there,))):
        for calendar in calendars:
            calendar.let(somebody, "viewer")
    event = ada.event({"id": here.id}, "Seen")
    moved = ada.patch(f"/events/{event['id']}", {"calendar_id": there.id, "title": "Hidden"}).json()

    for somebody in (ada, both, new):
        feed = feeds.wait(somebody, "event.updated", event["id"], "event")
        assert feed[-1]["data"] == moved
    last = feeds.wait(old, "event.deleted", event["id"], "event")[-1]
    assert last["data"] == event | {"version": 2}
    assert types(feeds.of(old, "event")) == ["event.created", "event.deleted"]
    assert types(feeds.of(new, "event")) == ["event.updated"]
    assert types(feeds.events("evt.event.event.*", event["id"])) == ["event.created", "event.updated"]


# ------------------------------------------------------------------ the contract


def test_the_event_contract_is_served_as_it_is_committed(api, feeds):
    reply = api.get("/asyncapi.json")
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json() == feeds.changes.doc and reply.json()["asyncapi"] == "3.0.0"
    assert api.get("/asyncapi.json", if_none_match=reply.etag).status == 304


def test_every_reference_in_the_event_contract_leads_somewhere(feeds):
    for ref in set(re.findall(r'"\$ref": "#/([^"]+)"', json.dumps(feeds.changes.doc))):
        target = feeds.changes.doc
        for part in ref.split("/"):
            target = target[part]


def test_every_message_of_the_contract_is_on_the_reference_page(api, feeds):
    page = api.get("/docs").body.decode()
    for name, message in feeds.changes.messages.items():
        assert f"<code>{name}</code>" in page and message["summary"], name


def test_all_that_was_told_until_now_keeps_to_the_contract_and_follows_from_what_was_before(feeds):
    """Whatever the tests before this one did: each message is valid, and no version of an object is left out."""
    for id, chain in by_object(feeds.events()).items():
        versions = [m["version"] for m in chain]
        assert versions == list(range(versions[0], versions[0] + len(chain))), (id, types(chain))

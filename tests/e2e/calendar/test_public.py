"""Public calendars: what everybody with the address sees, and that a former address shows nothing any more."""

import hashlib
import subprocess
from datetime import datetime, timedelta, timezone
from urllib.parse import quote

import pytest

from harness.contract import Contract
from harness.stack import wait_until
from series import JUNE, MONDAYS, cancel, change, weekly
from things import SharedCalendar

SCHEMAS = Contract().schemas
NOT_SHOWN = {"attendees", "attendee_count", "conflicts", "calendar_id", "created_by", "updated_by", "properties", "visibility", "version", "sequence", "created_at", "updated_at",
             "recurrence_rule", "recurrence_dates", "exception_dates", "course"}


class Open:
    """Somebody's public calendar, and everybody else."""

    def __init__(self, owner, api, **fields):
        self.owner, self.api = owner, api
        self.calendar = owner.calendar(is_public=True, **fields)
        self.id, self.token = self.calendar["id"], self.calendar["public_token"]
        self.path = f"/calendars/{self.id}"

    def card(self, token=None, **more):
        return self.api.get(f"/public/{token or self.token}", **more)

    def target(self, start=JUNE[0], end=JUNE[1], token=None, **more):
        rest = "".join(f"&{name}={quote(str(value))}" for name, value in more.items())
        return f"/public/{token or self.token}/events?start={quote(start)}&end={quote(end)}{rest}"

    def events(self, token=None, **more):
        return self.api.get(self.target(token=token), **more)

    def titles(self, **more):
        return [e["title"] for e in self.api.walk(self.target(**more))]

    def event(self, title, **fields):
        return self.owner.event(self.calendar, title, **fields)

    def is_gone(self, token=None):
        for ask in (self.card, self.events):
            reply = ask(token)
            assert (reply.status, reply.code) == (404, "not_found"), reply
        return True


@pytest.fixture
def fair(ada, api):
    return Open(ada, api, name="Fair", description="Each June", color="#0B8043", timezone="Europe/Vienna")


# ------------------------------------------------------------------ what is shown


def test_the_calendar_is_shown_without_anybody_s_id(fair, ada):
    shown = fair.card().json()
    assert {k: v for k, v in shown.items() if k != "version"} == {
        "name": "Fair", "description": "Each June", "color": "#0B8043", "timezone": "Europe/Vienna"}
    for reply in (fair.card(), fair.events()):
        assert fair.id not in reply.body.decode() and ada.id not in reply.body.decode()


def test_an_event_is_shown_as_it_is_but_for_what_is_the_members_own(fair):
    event = fair.event("Concert", description="Loud", location="Hall 1", tags=["music"], url="https://example.org/", color="red",
                       conference_url="https://meet.example.org/1", properties={"crm": 1}, transparency="transparent", status="tentative")
    [shown] = fair.events().json()["data"]
    assert shown == {name: event[name] for name in shown}
    assert set(event) - set(shown) <= NOT_SHOWN
    assert set(SCHEMAS["Event"]["properties"]) - set(SCHEMAS["PublicEvent"]["properties"]) == NOT_SHOWN


def test_only_what_is_public_is_shown(fair):
    for visibility in ("public", "private", "confidential"):
        fair.event(f"{visibility} hour", visibility=visibility)
        fair.event(f"{visibility} day", visibility=visibility, all_day=True, start="2026-06-03", end="2026-06-04")
        fair.event(f"{visibility} month", visibility=visibility, start="2026-05-03T00:00:00Z", end="2026-07-04T00:00:00Z")
        fair.event(f"{visibility} days", visibility=visibility, all_day=True, start="2026-05-03", end="2026-07-04")
        fair.event(f"{visibility} series", visibility=visibility, start="2026-06-05T09:00:00Z", end="2026-06-05T10:00:00Z",
                   recurrence_rule="FREQ=DAILY;COUNT=2")
    assert fair.titles() == ["public month", "public days", "public hour", "public day", "public series", "public series"] or \
        fair.titles() == ["public days", "public month", "public hour", "public day", "public series", "public series"]
    assert fair.titles(limit=1) == fair.titles()


def test_what_becomes_private_is_gone_and_comes_back(fair, ada):
    event = fair.event("Picnic")
    for visibility, shown in (("private", []), ("public", ["Picnic"]), ("confidential", []), ("public", ["Picnic"])):
        assert ada.patch(f"/events/{event['id']}", {"visibility": visibility}).status == 200
        assert fair.titles() == shown
    assert ada.delete(f"/events/{event['id']}").status == 204
    assert fair.titles() == []


@pytest.mark.parametrize("series, changed, shown", [
    ("public", {"title": "Late", "visibility": "public"}, ["Weekly", "Late", "Weekly", "Weekly", "Weekly"]),
    ("public", {"title": "Late", "visibility": "private"}, ["Weekly", "Weekly", "Weekly", "Weekly"]),
    ("private", {"title": "Late", "visibility": "public"}, ["Late"]),
    ("confidential", {"title": "Late", "visibility": "private"}, []),
    ("public", {"title": "Late", "visibility": "private", "start_time": "2026-06-09T07:00:00Z", "end_time": "2026-06-09T08:00:00Z"},
     ["Weekly", "Weekly", "Weekly", "Weekly"]),
], ids=["both", "a hidden one", "the only one", "none", "a hidden one elsewhere"])
def test_an_occurrence_is_shown_by_its_own_visibility(fair, ada, series, changed, shown):
    """What is hidden of a series is not there, neither as it is nor as its series has it."""
    event = weekly(ada, fair.calendar, visibility=series)
    change(ada, event, "this", MONDAYS[1], changed)
    assert fair.titles() == shown
    found = fair.events().json()["data"]
    assert {e["id"] for e in found} <= {event["id"]} and {e["uid"] for e in found} <= {event["uid"]}
    hidden = changed["visibility"] != "public"
    assert (MONDAYS[1] in [e["recurrence_id"] for e in found]) == (not hidden)
    assert fair.titles(limit=1) == shown


def test_what_is_cancelled_of_a_series_and_what_is_split_off_is_as_members_see_it(fair, ada):
    event = weekly(ada, fair.calendar)
    cancel(ada, event, "this", MONDAYS[0])
    change(ada, event, "following", MONDAYS[3], {"title": "Rest", "visibility": "private"})
    assert [(e["title"], e["recurrence_id"]) for e in fair.events().json()["data"]] == [("Weekly", at) for at in MONDAYS[1:3]]


def test_days_are_placed_in_the_zone_that_is_asked_for(fair):
    fair.event("Day", all_day=True, start="2026-06-02", end="2026-06-03")
    night = {"start": "2026-06-01T22:30:00Z", "end": "2026-06-01T23:00:00Z"}
    assert fair.titles(**night) == []
    assert fair.titles(**night, timezone="Europe/Vienna") == ["Day"]


# ------------------------------------------------------------------ pages, limits and what clients keep


def test_pages_are_cut_as_those_of_members(fair, ada):
    for n in range(7):
        fair.event(f"E{n}", start=f"2026-06-0{n + 1}T09:00:00Z", end=f"2026-06-0{n + 1}T10:00:00Z", visibility="public" if n % 2 else "private")
    weekly(ada, fair.calendar)
    whole = fair.api.walk(fair.target())
    assert len(whole) == 8
    for limit in (1, 2, 3, 8):
        assert fair.api.walk(fair.target(limit=limit)) == whole


def test_a_cursor_belongs_to_its_address(fair, ada, api):
    other = Open(ada, api)
    for calendar in (fair, other):
        for n in range(3):
            calendar.event(f"E{n}")
    cursor = fair.api.get(fair.target(limit=1)).json()["next_cursor"]
    members = ada.get(f"/events?limit=1&start={JUNE[0]}&end={JUNE[1]}").json()["next_cursor"]
    assert api.get(fair.target(limit=1, cursor=cursor)).status == 200
    for reply in (api.get(other.target(limit=1, cursor=cursor)), api.get(fair.target(limit=1, cursor=members)),
                  api.get(fair.target(limit=1, cursor=cursor, timezone="Asia/Tokyo"))):
        assert reply.code == "invalid_cursor", reply
    token = ada.post(f"{fair.path}/public-token").json()["public_token"]
    assert api.get(fair.target(limit=1, cursor=cursor, token=token)).code == "invalid_cursor"


@pytest.mark.parametrize("query, bad", [
    ("", {"start", "end"}), (f"start={JUNE[0]}", {"end"}), (f"end={JUNE[0]}", {"start"}), (f"start={JUNE[1]}&end={JUNE[0]}", {"end"}),
    (f"start={JUNE[0]}&end={JUNE[0]}", {"end"}), (f"start={JUNE[0]}&end={JUNE[1]}&limit=201", {"limit"}),
    (f"start={JUNE[0]}&end={JUNE[1]}&search=x", {"search"}), (f"start={JUNE[0]}&end={JUNE[1]}&calendar_id=x", {"calendar_id"}),
    (f"start={JUNE[0]}&end={JUNE[1]}&timezone=Mars", {"timezone"})])
def test_a_range_is_asked_for_and_nothing_else(fair, api, query, bad):
    reply = api.get(f"/public/{fair.token}/events?{query}")
    assert (reply.code, reply.bad_fields) == ("validation_failed", bad)


def test_too_many_series_are_refused_as_for_members(fair, ada, stack):
    event = weekly(ada, fair.calendar, visibility="private")
    stack.sql("event", f"""
        INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags, created_by,
                            updated_by, recurrence_rule, series_start, series_end, terms, terms_version)
        SELECT n.id, '{fair.id}', n.id, 'S', start_time, end_time, timezone, all_day, status, transparency, visibility, tags, created_by, updated_by,
               recurrence_rule, series_start, series_end, terms, 1
        FROM events, LATERAL (SELECT gen_random_uuid() AS id FROM generate_series(1, 1000)) AS n WHERE events.id = '{event['id']}'""")
    assert fair.events().bad_fields == {"end"}


def test_what_is_kept_is_current_until_what_is_shown_changes(fair, ada):
    shown, hidden = fair.event("Shown"), fair.event("Hidden", visibility="private")
    for ask, unseen, seen in (
            (fair.events, lambda n: ada.patch(f"/events/{hidden['id']}", {"title": f"H{n}"}), lambda n: ada.patch(f"/events/{shown['id']}", {"title": f"S{n}"})),
            (fair.card, lambda n: ada.patch(f"/events/{shown['id']}", {"title": f"T{n}"}), lambda n: ada.patch(fair.path, {"name": f"N{n}"}))):
        for n in range(2):
            first = ask()
            assert (first.status, first.headers["Cache-Control"]) == (200, "no-cache")
            assert unseen(n).status == 200
            again = ask(if_none_match=first.etag)
            assert (again.status, again.body, again.etag, again.headers["Cache-Control"]) == (304, b"", first.etag, "no-cache")
            assert seen(n).status == 200
            later = ask(if_none_match=first.etag)
            assert later.status == 200 and later.etag != first.etag


# ------------------------------------------------------------------ an address ends


def ends(fair, how):
    return {"rotated": lambda: fair.owner.post(f"{fair.path}/public-token"), "private": lambda: fair.owner.patch(fair.path, {"is_public": False}),
            "replaced": lambda: fair.owner.put(fair.path, {"name": "Fair"}), "deleted": lambda: fair.owner.delete(fair.path)}[how]()


@pytest.mark.parametrize("how", ["rotated", "private", "replaced", "deleted"])
def test_a_former_address_is_gone_with_the_answer_whatever_a_client_has(fair, how):
    fair.event("Concert")
    tags = {ask: ask().etag for ask in (fair.card, fair.events)}
    assert [ask(if_none_match=tag).status for ask, tag in tags.items()] == [304, 304]
    assert ends(fair, how).status in (200, 204)
    for ask, tag in tags.items():
        for known in (tag, "*"):
            reply = ask(if_none_match=known)
            assert (reply.status, reply.code, reply.headers["Cache-Control"]) == (404, "not_found", "no-store"), reply
    assert fair.is_gone()


def test_a_new_address_shows_what_the_former_one_did(fair, ada):
    fair.event("Concert")
    was = fair.card().body, fair.events().body
    now = ada.post(f"{fair.path}/public-token").json()
    assert now["public_token"] != fair.token and now == ada.get(fair.path).json()
    assert (fair.card(now["public_token"]).body, fair.events(now["public_token"]).body) == was
    for is_public in (False, True):
        again = ada.patch(fair.path, {"is_public": is_public}).json()
    assert again["public_token"] not in (fair.token, now["public_token"])
    assert fair.is_gone() and fair.is_gone(now["public_token"]) and fair.titles(token=again["public_token"]) == ["Concert"]


def test_a_private_calendar_has_no_address(fair, ada, api):
    private = ada.calendar()
    assert ada.post(f"/calendars/{private['id']}/public-token").code == "conflict"
    for token in (private["id"], "x", "x" * 43, fair.token[:-1], fair.token.lower(), fair.token + "%00", "%27", "%F0%9F%98%80"):
        for path in (f"/public/{token}", f"/public/{token}/events?start={JUNE[0]}&end={JUNE[1]}"):
            assert api.get(path).status in (400, 404) and api.get(path).code in ("not_found", "validation_failed", "malformed_request"), path


def test_only_the_owner_sees_and_changes_the_address(fair, ada, person, eve, feeds):
    calendar = SharedCalendar.__new__(SharedCalendar)
    calendar.owner, calendar.id, calendar.path = ada, fair.id, fair.path
    people = {role: person(role.capitalize()) for role in ("editor", "viewer")}
    for role, somebody in people.items():
        calendar.let(somebody, role)
        assert somebody.get(fair.path).json()["public_token"] is None
        assert [c["public_token"] for c in somebody.walk("/calendars")] == [None]
        assert somebody.post(f"{fair.path}/public-token").code == somebody.patch(fair.path, {"is_public": False}).code == "forbidden"
    assert eve.post(f"{fair.path}/public-token").code == "not_found"
    token = ada.post(f"{fair.path}/public-token").json()["public_token"]
    version = ada.get(fair.path).json()["version"]
    for somebody in (ada, *people.values()):
        feed = wait_until("the rotation to be told", lambda p=somebody: (f := feeds.of(p, "calendar")) and f[-1]["version"] == version and f)
        assert not {fair.token, token} & {str(v) for m in feed for v in m["data"].values()} and "public_token" not in feed[-1]["data"]
    assert not [m for m in feeds.events("evt.calendar.>") if token in str(m)]


def test_a_transferred_calendar_keeps_its_address_and_its_new_owner_sees_it(fair, ada, person):
    bob = person("Bob")
    ada.post(f"{fair.path}/share", {"user_id": bob.id, "role": "editor"})
    ada.post(f"{fair.path}/transfer", {"user_id": bob.id})
    assert bob.post(f"{fair.path}/transfer/accept").json()["public_token"] == fair.token
    assert ada.get(fair.path).json()["public_token"] is None and fair.card().status == 200
    assert bob.post(f"{fair.path}/public-token").status == 200 and fair.is_gone()


def test_the_token_is_stored_in_one_place_and_its_hash_in_another(fair, ada, stack):
    fair.event("Concert")
    token = ada.post(f"{fair.path}/public-token", key="once").json()["public_token"]
    digest = hashlib.sha256(token.encode()).hexdigest()
    assert stack.sql("event", f"SELECT public_hash FROM calendar_versions WHERE calendar_id = '{fair.id}'") == digest

    def stored(service, text):
        dump = subprocess.run(["pg_dump", "--data-only", "--inserts", stack.conninfo(service)], capture_output=True, text=True, check=True).stdout
        return [line.split(" VALUES")[0] for line in dump.splitlines() if text in line]
    assert stored("event", token) == [] and stored("calendar", token) == ["INSERT INTO public.calendars"]
    assert ada.patch(fair.path, {"is_public": False}).status == 200
    assert stored("event", digest) == stored("calendar", token) == []


def test_a_calendar_that_was_public_before_is_told_to_copies(fair, ada, stack):
    """As the migration leaves it: a version that the copy reads by itself."""
    stack.sql("event", f"UPDATE calendar_versions SET public_hash = NULL WHERE calendar_id = '{fair.id}'")
    assert fair.events().code == "not_found"
    stack.sql("calendar", f"UPDATE calendars SET access_version = access_version + 1, access_xid = DEFAULT WHERE id = '{fair.id}'")
    wait_until("the copy to have it", lambda: fair.events().status == 200, 60)


def test_a_page_costs_no_more_however_much_is_hidden(fair, ada, stack):
    """A thousand hidden events between two that are shown are not walked over."""
    for n in (1, 28):
        fair.event(f"E{n}", start=f"2026-06-{n:02}T00:00:00Z", end=f"2026-06-{n:02}T01:00:00Z")
    at = datetime(2026, 6, 2, tzinfo=timezone.utc)
    hidden = fair.event("Hidden", visibility="private", start=at.isoformat(), end=(at + timedelta(hours=1)).isoformat())
    stack.sql("event", f"""
        INSERT INTO events (id, calendar_id, uid, title, start_time, end_time, timezone, all_day, status, transparency, visibility, tags, created_by,
                            updated_by, terms, terms_version)
        SELECT n.id, calendar_id, n.id, 'H', start_time + n * interval '1 minute', end_time + n * interval '1 minute', timezone, all_day, status,
               transparency, visibility, tags, created_by, updated_by, terms, 1
        FROM events, LATERAL (SELECT gen_random_uuid() AS id, n FROM generate_series(1, 1000) AS n) AS n WHERE events.id = '{hidden['id']}'""")
    assert fair.titles() == fair.titles(limit=1) == ["E1", "E28"]

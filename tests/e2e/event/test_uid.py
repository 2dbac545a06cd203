"""What iCalendar has of an event beside its times: UID and SEQUENCE, of single events and of series."""

import subprocess

import pytest

from harness.stack import ROOT
from series import JUNE, MONDAYS, cancel, change, listed, occurrence, one, weekly


@pytest.fixture
def calendar(ada):
    return ada.calendar()


def body(calendar, **fields):
    return {"calendar_id": calendar["id"], "title": "Tea", "start_time": "2026-06-01T09:00:00Z",
            "end_time": "2026-06-01T10:00:00Z"} | fields


def sequence(person, event):
    return person.get(f"/events/{event['id']}").json()["sequence"]


# ------------------------------------------------------------------ UID


def test_an_event_without_a_uid_gets_its_id_for_one(ada, calendar):
    event = ada.event(calendar)
    assert (event["uid"], event["sequence"]) == (event["id"], 0)
    assert [e["uid"] for e in ada.walk("/events")] == [event["id"]]


@pytest.mark.parametrize("uid", ["x", "19970610T172345Z-AF23B2@example.com", "ü" * 255, "\U0001f600" * 255, " a\u2028b ", "{}"])
def test_a_uid_is_kept_as_it_was_sent(ada, calendar, uid):
    event = ada.event(calendar, uid=uid)
    assert event["uid"] == ada.get(f"/events/{event['id']}").json()["uid"] == uid


@pytest.mark.parametrize("uid", ["", "x" * 256, "a\nb", "a\tb", "\x7f", "\x1f", "a\x00b", 1, ["x"], {}])
def test_what_is_no_uid_is_refused(ada, calendar, uid):
    assert ada.post("/events", body(calendar, uid=uid)).bad_fields == {"uid"}


def test_a_uid_is_once_in_a_calendar(ada, calendar):
    first = ada.event(calendar, uid="one")
    assert ada.post("/events", body(calendar, uid="one")).code == "conflict"
    assert ada.post("/events", body(calendar, uid="One")).status == 201
    assert ada.post("/events", body(ada.calendar("Other"), uid="one")).status == 201
    assert ada.delete(f"/events/{first['id']}").status == 204
    assert ada.post("/events", body(calendar, uid="one")).status == 201


def test_a_uid_never_changes(ada, calendar):
    event = ada.event(calendar, uid="one")
    path = f"/events/{event['id']}"
    for reply in (ada.patch(path, {"uid": "two"}), ada.put(path, body(calendar, uid="two"))):
        assert reply.bad_fields == {"uid"}
    for reply in (ada.patch(path, {"uid": None}), ada.patch(path, {"uid": "one"}), ada.put(path, body(calendar)),
                  ada.put(path, body(calendar, uid="one"))):
        assert (reply.status, reply.json()["uid"]) == (200, "one")


def test_an_event_does_not_move_to_where_its_uid_is(ada, calendar):
    there = ada.calendar("Other")
    event, same = ada.event(calendar, uid="one"), ada.event(there, uid="one")
    series = weekly(ada, calendar, uid="two")
    ada.event(there, uid="two")
    for moved in (event, series):
        assert ada.patch(f"/events/{moved['id']}", {"calendar_id": there["id"]}).code == "conflict"
        assert ada.get(f"/events/{moved['id']}").json() == moved
    assert ada.delete(f"/events/{same['id']}").status == 204
    assert ada.patch(f"/events/{event['id']}", {"calendar_id": there["id"]}).json()["uid"] == "one"


def test_all_of_a_series_have_its_uid(ada, calendar):
    series = weekly(ada, calendar, uid="w")
    own = change(ada, series, "this", MONDAYS[1], {"title": "Own", "start_time": "2026-06-08T12:00:00Z", "end_time": "2026-06-08T13:00:00Z"})
    assert own["uid"] == occurrence(ada, series, MONDAYS[1])["uid"] == "w"
    assert {e["uid"] for e in listed(ada)} == {"w"} and len(listed(ada)) == 5
    assert ada.patch(one(series, MONDAYS[2], "this"), {"uid": "other"}).bad_fields == {"uid"}


@pytest.mark.parametrize("method", ["PATCH", "PUT"])
def test_a_split_gives_the_second_half_a_uid_of_its_own(ada, calendar, method):
    series = weekly(ada, calendar, uid="w")
    change(ada, series, "this", MONDAYS[3], {"title": "Own"})
    shown = occurrence(ada, series, MONDAYS[2])
    fields = {"title": "Rest"} if method == "PATCH" else {k: shown[k] for k in (
        "calendar_id", "uid", "title", "start_time", "end_time", "timezone", "recurrence_rule")}
    rest = change(ada, series, "following", MONDAYS[2], fields, method)
    assert (rest["uid"], rest["sequence"]) == (rest["id"], 0)
    uids = ["w"] * 2 + [rest["id"]] * 3
    assert [e["uid"] for e in listed(ada)] == uids
    assert ada.patch(one(rest, MONDAYS[4], "following"), {"uid": "other"}).bad_fields == {"uid"}


def test_a_change_of_the_whole_series_from_its_first_occurrence_keeps_the_uid(ada, calendar):
    series = weekly(ada, calendar, uid="w")
    assert change(ada, series, "following", MONDAYS[0], {"title": "All"})["uid"] == "w"


def test_events_that_are_there_get_their_ids(stack):
    """In a schema of its own, as the release before left it; nothing of it stays."""
    migrations = sorted((ROOT / "schemas/sql/event").glob("*.sql"))
    script = ["BEGIN; CREATE SCHEMA earlier; SET LOCAL search_path = earlier, public;",
              *(m.read_text() for m in migrations if m.name < "0010"), """
              INSERT INTO events (id, calendar_id, title, start_time, end_time, timezone, all_day, status, transparency, tags,
                                  created_by, updated_by, series_id, recurrence_local)
              SELECT gen_random_uuid(), gen_random_uuid(), 'Tea', now(), now(), 'UTC', false, 'confirmed', 'opaque', '{}',
                     gen_random_uuid(), gen_random_uuid(), series, CASE WHEN series IS NOT NULL THEN localtimestamp END
              FROM (VALUES (NULL::uuid), (gen_random_uuid())) AS v (series);
              DELETE FROM calendar_marks;""",
              (ROOT / "schemas/sql/event/0010_uid.sql").read_text(),
              "SELECT uid = id::text, sequence, (SELECT count(*) FROM calendar_marks) FROM events ORDER BY series_id NULLS FIRST; ROLLBACK;"]
    done = subprocess.run(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", stack.conninfo("event")],
                          input="\n".join(script), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["t|0|0", "|0|0"]


# ------------------------------------------------------------------ SEQUENCE

REVISIONS = [
    {"start_time": "2026-06-01T06:00:00Z"}, {"end_time": "2026-06-01T08:30:00Z"}, {"timezone": "Europe/Paris"}, {"location": "Room 4"},
    {"all_day": True, "start_time": "2026-06-01", "end_time": "2026-06-02"}, {"status": "tentative"},
    {"recurrence_rule": "FREQ=DAILY;COUNT=3"}, {"recurrence_dates": ["2026-06-03T07:00:00Z"]}]
OTHERS = [{"title": "Other"}, {"description": "long"}, {"tags": ["a"]}, {"transparency": "transparent"}, {"color": "red"},
          {"url": "https://example.org"}, {"conference_url": "https://example.org/meet"}, {"location": None}, {}]


@pytest.mark.parametrize("fields", REVISIONS + OTHERS, ids=lambda f: "-".join(f) or "nothing")
@pytest.mark.parametrize("series", [True, False])
def test_the_sequence_rises_with_what_attendees_must_know(ada, calendar, series, fields):
    event = weekly(ada, calendar) if series else weekly(ada, calendar, recurrence_rule=None)
    now = ada.patch(f"/events/{event['id']}", fields).json()
    assert now["sequence"] == sequence(ada, event) == (fields in REVISIONS)
    assert now["version"] == 2
    assert {e["sequence"] for e in listed(ada)} == {now["sequence"]}


def test_the_sequence_of_a_series_rises_with_each_of_its_occurrences(ada, calendar):
    series = weekly(ada, calendar)
    assert change(ada, series, "this", MONDAYS[1], {"title": "Own"})["sequence"] == 0
    assert change(ada, series, "this", MONDAYS[1], {"location": "Room 4"})["sequence"] == 1
    later = {"start_time": "2026-06-15T12:00:00Z", "end_time": "2026-06-15T13:00:00Z"}
    assert change(ada, series, "this", MONDAYS[2], later)["sequence"] == 2
    assert change(ada, series, "this", MONDAYS[2], later)["sequence"] == 2
    assert change(ada, series, "this", MONDAYS[2], {"status": "cancelled"})["sequence"] == 3
    cancel(ada, series, "this", MONDAYS[3])
    assert {e["sequence"] for e in listed(ada, *JUNE)} == {4}
    rest = change(ada, series, "following", MONDAYS[4], {"title": "Rest"})
    assert (rest["sequence"], sequence(ada, series)) == (0, 5)
    assert occurrence(ada, series, MONDAYS[1])["sequence"] == 5


def test_nobody_sets_a_sequence(ada, calendar):
    assert ada.post("/events", body(calendar, sequence=3)).bad_fields == {"sequence"}
    event = ada.event(calendar)
    assert ada.patch(f"/events/{event['id']}", {"sequence": 3}).bad_fields == {"sequence"}
    assert ada.patch(f"/events/{event['id']}", {"sequence": 0, "title": "Same"}).status == 200


# ------------------------------------------------------------------ color and links


def test_color_and_links_are_kept_inherited_and_changed_by_occurrence(ada, calendar):
    links = {"color": "#0B8043", "url": "https://example.org/a", "conference_url": "https://meet.example.org/b#c"}
    series = weekly(ada, calendar, **links)
    assert {k: series[k] for k in links} == links
    own = change(ada, series, "this", MONDAYS[1], {"color": "steelblue", "url": None})
    assert (own["color"], own["url"], own["conference_url"]) == ("steelblue", None, links["conference_url"])
    rest = change(ada, series, "following", MONDAYS[3], {"conference_url": "http://other.example.org"})
    assert [(e["color"], e["url"], e["conference_url"]) for e in listed(ada)] == [
        (links["color"], links["url"], links["conference_url"]), ("steelblue", None, links["conference_url"]),
        (links["color"], links["url"], links["conference_url"]), *[(links["color"], links["url"], "http://other.example.org")] * 2]
    cleared = ada.put(f"/events/{rest['id']}", body(calendar)).json()
    assert {k: cleared[k] for k in links} == dict.fromkeys(links)

"""GET /events with `search` and `tag`: what they find, in ranges and without, page by page."""

from urllib.parse import urlencode

import pytest

from harness.stack import wait_until
from series import MONDAYS, at, change, moved, weekly

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}


def found(person, limit=200, **query):
    return list(person.walk("/events?" + urlencode(query | {"limit": limit}, doseq=True)))


def titles(events):
    return [e["title"] for e in events]


def search(person, text, **more):
    """The same in a range and without one."""
    alone, in_range = found(person, search=text, **more), found(person, search=text, **JUNE, **more)
    assert titles(alone) == titles(in_range)
    return titles(alone)


def series_of(person, title, **fields):
    return change(person, weekly(person, **fields), "all", None, {"title": title})


FINDS = (
    ("Zoë's café", "zoe cafe"), ("Zoë's café", "ZOES CAF"), ("Straße", "strasse"), ("Müller", "mueller"), ("Mueller", "Müller"),
    ("O'Brien", "obrien"), ("OBrien", "O'Brien"), ("O Brien", "o'brien"), ("Team-Meeting Q3/2026", "q3 2026"), ("東京駅", "東京"),
    ("🎂 Ada", "🎂"), ("Quarterly", "quart"), ("a.b@example.org", "example"), ("it's", "'"  "its"), ("x\\y", "x\\y"), ("50% off", "50"),
    ("Νάξιος", "ναξιοσ"),
)


@pytest.mark.parametrize("title, text", FINDS)
def test_a_title_is_found_by(ada, title, text):
    ada.event(ada.calendar(), title)
    assert search(ada, text) == [title]


@pytest.mark.parametrize("title, text", [("Meeting", "eeting"), ("Meeting", "meetings"), ("Team meeting", "team lunch"), ("Work", "home")])
def test_a_title_is_not_found_by(ada, title, text):
    ada.event(ada.calendar(), title)
    assert search(ada, text) == []


def test_words_may_stand_in_title_location_and_description(ada):
    ada.event(ada.calendar(), "Review", location="Room Ångström", description="about the budget")
    assert search(ada, "budg rev angstr") == ["Review"]


def test_of_a_description_the_first_8000_characters_are_looked_through(ada):
    ada.event(ada.calendar(), "Long", description="ä" * 7990 + " inside out")
    assert (search(ada, "inside"), search(ada, "out"), search(ada, "ou")) == (["Long"], [], ["Long"])


def test_an_event_has_all_the_tags_as_they_are(ada):
    calendar = ada.calendar()
    ada.event(calendar, "both", tags=["work", "it's \\ a 'tag'"])
    ada.event(calendar, "one", tags=["work"], start="2026-06-02T09:00:00Z", end="2026-06-02T10:00:00Z")
    for more in ({}, JUNE):
        assert titles(found(ada, tag=["work"], **more)) == ["both", "one"]
        assert titles(found(ada, tag=["work", "it's \\ a 'tag'"], **more)) == ["both"]
        assert found(ada, tag=["Work"], **more) == found(ada, tag=["wor"], **more) == []
        assert titles(found(ada, tag=["work"], search="on", **more)) == ["one"]


def test_what_cannot_be_looked_for_is_refused(ada):
    for query, field in (("search=", "search"), ("search=%20'-", "search"), ("search=" + "a" * 101, "search"), ("tag=", "tag[0]"),
                         ("tag=" + "a" * 51, "tag[0]"), ("&".join(f"tag=t{n}" for n in range(21)), "tag")):
        reply = ada.get("/events?" + query)
        assert reply.code == "validation_failed" and reply.bad_fields == {field}, reply
    for query in ("search=" + "a" * 100, "tag=" + "a" * 50, "&".join(f"tag=t{n}" for n in range(20)), "search=" + "%C3%A4" * 100,
                  "search=" + "a-" * 50):
        assert ada.get("/events?" + query).json() == {"data": [], "next_cursor": None}


def test_only_calendars_that_are_asked_for_and_seen(ada, eve):
    here, there = ada.calendar(), ada.calendar()
    ada.event(here, "Meeting here")
    ada.event(there, "Meeting there", start="2026-06-02T09:00:00Z", end="2026-06-02T10:00:00Z")
    assert search(ada, "meeting") == ["Meeting here", "Meeting there"]
    assert search(ada, "meeting", calendar_id=there["id"]) == ["Meeting there"]
    assert search(eve, "meeting") == []
    assert eve.get(f"/events?search=meeting&calendar_id={there['id']}").status == 404


def test_changes_are_found_at_once(ada):
    here, there = ada.calendar(), ada.calendar()
    event = ada.event(here, "Before", tags=["old"])
    path = f"/events/{event['id']}"
    assert search(ada, "before") == ["Before"]
    ada.patch(path, {"title": "After", "tags": ["new"]})
    assert (search(ada, "before"), search(ada, "after"), found(ada, tag="old"), titles(found(ada, tag="new"))) == ([], ["After"], [], ["After"])
    ada.patch(path, {"calendar_id": there["id"]})
    assert (search(ada, "after", calendar_id=here["id"]), search(ada, "after", calendar_id=there["id"])) == ([], ["After"])
    ada.delete(path)
    assert search(ada, "after") == []


def test_a_range_shows_the_occurrences_that_match(ada):
    series = series_of(ada, "Standup", tags=["team"])
    change(ada, series, "this", MONDAYS[1], {"title": "Retro"} | moved(9))
    change(ada, series, "this", MONDAYS[2], {"tags": ["board"]})
    shown = lambda **query: [(e["title"], e["recurrence_id"]) for e in found(ada, **JUNE, **query)]
    assert shown(search="stand") == [("Standup", m) for m in (MONDAYS[0], *MONDAYS[2:])]
    assert shown(search="retro") == [("Retro", MONDAYS[1])]
    assert shown(tag="team") == [("Standup", MONDAYS[0]), ("Retro", MONDAYS[1]), *(("Standup", m) for m in MONDAYS[3:])]
    assert shown(tag="board", search="standup") == [("Standup", MONDAYS[2])]
    assert shown(tag="board", search="retro") == []
    retro = found(ada, search="retro", **JUNE)[0]
    assert retro == ada.get(f"/events/{series['id']}?occurrence={MONDAYS[1]}").json()


def test_without_a_range_a_series_stands_once_and_for_itself_what_matches_alone(ada):
    series = series_of(ada, "Standup", tags=["team"])
    change(ada, series, "this", MONDAYS[1], {"title": "Retro standup"} | moved(9))
    change(ada, series, "this", MONDAYS[2], {"title": "Retro"})
    shown = lambda **query: [(e["id"], e["title"], e["recurrence_id"]) for e in found(ada, **query)]
    assert shown(search="standup") == [(series["id"], "Standup", None)]
    assert shown(search="retro") == [(series["id"], "Retro standup", MONDAYS[1]), (series["id"], "Retro", MONDAYS[2])]
    assert shown(tag="team") == [(series["id"], "Standup", None)]
    assert found(ada, search="retro", limit=1) == found(ada, search="retro")
    assert found(ada, search="retro")[1] == ada.get(f"/events/{series['id']}?occurrence={MONDAYS[2]}").json()


def test_a_series_that_moves_to_another_calendar_takes_its_occurrences_along(ada):
    series, there = series_of(ada, "Standup"), ada.calendar()
    change(ada, series, "this", MONDAYS[1], {"title": "Retro"})
    change(ada, series, "all", None, {"calendar_id": there["id"]})
    for text in ("standup", "retro"):
        assert titles(found(ada, search=text, calendar_id=there["id"]))[0].lower() == text
        assert found(ada, search=text, calendar_id=there["id"], **JUNE) == found(ada, search=text, **JUNE) != []


@pytest.fixture(scope="module")
def crowd(stack, contract):
    """400 events in two calendars, more than are looked at one by one, with words of every frequency."""
    from harness.people import Person
    ada = Person(stack.port, contract, "Ada")
    calendars = [ada.calendar(), ada.calendar()]
    ada.made = []
    for n in range(400):
        day, hour = 1 + n % 28, n // 28
        title = " ".join(["Every", *(w for k, w in ((2, "second"), (7, "seventh"), (100, "hundredth")) if n % k == 0), "late" if n >= 390 else "",
                          "summer" if day >= 12 else ""]).strip()
        when = {"start": f"2026-06-{day:02}", "end": f"2026-06-{day + 1:02}", "all_day": True} if n % 5 == 4 else {
            "start": f"2026-06-{day:02}T{hour:02}:00:00Z", "end": f"2026-06-{day:02}T{hour:02}:30:00Z"}
        ada.made.append(ada.event(calendars[n % 2], title, tags=["third"] if n % 3 == 0 else [], **when))
    return ada


@pytest.mark.parametrize("query", [{"search": w} for w in ("every", "second", "seventh", "hundredth", "late", "summer", "e", "seventh every")]
                         + [{"tag": "third"}, {"tag": "third", "search": "second"}], ids=str)
@pytest.mark.parametrize("limit", [3, 50])
def test_pages_have_every_match_once_in_order(crowd, query, limit):
    def matches(e):
        words = e["title"].lower().split()
        return all(any(w.startswith(t) for w in words) for t in query.get("search", "").split()) and \
            query.get("tag", "third") in e["tags"] + ([] if "tag" in query else ["third"])
    ids = {e["id"] for e in crowd.made if matches(e)}
    for more in ({}, JUNE):
        rows = found(crowd, limit, timezone="UTC", **query, **more)
        assert [e["id"] for e in rows] == [e["id"] for e in found(crowd, timezone="UTC", **more) if e["id"] in ids]


def test_cursors_carry_their_filters(crowd):
    first = crowd.get("/events?limit=1&search=every").json()["next_cursor"]
    for other in ("search=second", "search=every&tag=third", ""):
        assert crowd.get(f"/events?limit=1&cursor={first}&{other}").code == "invalid_cursor"


def test_ranges_with_a_filter_and_without_are_kept_apart(ada):
    calendar = ada.calendar()
    ada.event(calendar, "one", tags=["x"])
    ada.event(calendar, "two", start="2026-06-02T09:00:00Z", end="2026-06-02T10:00:00Z")
    for _ in range(2):
        assert titles(found(ada, **JUNE)) == ["one", "two"]
        assert titles(found(ada, tag="x", **JUNE)) == ["one"]
        assert titles(found(ada, search="two", **JUNE)) == ["two"]


def test_what_an_earlier_release_wrote_is_found_when_a_job_has_been_there(stack, ada):
    event = ada.event(ada.calendar(), "Written by an earlier release", tags=["x"])
    series = series_of(ada, "Earlier series")
    change(ada, series, "this", MONDAYS[1], {"title": "Changed before"})
    stack.sql("event", f"UPDATE events SET terms = '', terms_version = 0 WHERE calendar_id IN ('{event['calendar_id']}', '{series['calendar_id']}')")
    wait_until("the terms made anew", lambda: stack.sql("event", "SELECT count(*) FROM events WHERE terms_version <> version AND deleted_at IS NULL") == "0")
    assert titles(found(ada, search="written", tag="x")) == ["Written by an earlier release"]
    assert [titles(found(ada, search=w, **JUNE)) for w in ("changed", "earlier seri")] == [["Changed before"], ["Earlier series"] * 4]
    assert [titles(found(ada, search=w)) for w in ("changed", "earlier seri")] == [["Changed before"], ["Earlier series"]]

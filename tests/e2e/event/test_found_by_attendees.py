"""What a viewer attends of what is hidden: found by search and tags as it is listed, and by no other viewer."""

from urllib.parse import urlencode

import pytest

from series import MONDAYS, at, change, get, moved, titles, weekly
from things import SharedCalendar

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}
WAYS = ({"search": "zebra"}, {"tag": "Tango"}, {"search": "zeb", "tag": "Tango"})


@pytest.fixture
def shared(ada):
    return SharedCalendar(ada)


@pytest.fixture
def bob(person, shared):
    return viewer(person("Bob"), shared)


@pytest.fixture
def carol(person, shared):
    return viewer(person("Carol"), shared)


def viewer(person, shared):
    shared.let(person, "viewer")
    return person


def made(shared, title="Zebra", whom=(), **fields):
    return shared.owner.event({"id": shared.id}, title, attendees=[{"user_id": p.id} for p in whom],
                              **{"visibility": "private", "tags": ["Tango"]} | fields)


def series(shared, whom=(), **fields):
    whole = weekly(shared.owner, {"id": shared.id}, attendees=[{"user_id": p.id} for p in whom],
                   **{"visibility": "private", "tags": ["Tango"]} | fields)
    return change(shared.owner, whole, "all", None, {"title": "Zebra"})


def found(person, limit=200, **query):
    return list(person.walk("/events?" + urlencode(query | {"limit": limit}, doseq=True)))


def in_all_ways(person):
    """What each way finds, in a range, once more from what is kept, and without one; all the same."""
    each = [found(person, **way, **more) for way in WAYS for more in (JUNE, JUNE, {})]
    assert all(events == each[0] for events in each)
    return each[0]


def tags(person, limit=1):
    return {t["tag"]: t["count"] for t in person.walk(f"/tags?limit={limit}")}


def uninvite(owner, event):
    assert owner.patch(f"/events/{event['id']}", {"attendees": []}).status == 200


@pytest.mark.parametrize("fields", [{}, {"visibility": "confidential"}, {"all_day": True, "start": "2026-06-10", "end": "2026-06-12"},
                                    {"start": "2026-05-20T10:00:00Z", "end": "2026-06-20T10:00:00Z"}])
def test_whoever_attends_finds_it(shared, bob, carol, fields):
    event, other = made(shared, whom=[bob], **fields), made(shared, "Other", [carol], tags=["Only"])
    assert in_all_ways(bob) == [get(bob, event)] and titles(in_all_ways(bob)) == ["Zebra"]
    assert in_all_ways(carol) == [] and titles(found(carol, search="other")) == ["Other"]
    assert found(bob, search="other") == found(bob, tag="Only", **JUNE) == found(bob, search="busy") == []
    assert (tags(bob), tags(carol), tags(shared.owner)) == ({"Tango": 1}, {"Only": 1}, {"Only": 1, "Tango": 1})
    assert len(in_all_ways(shared.owner)) == 1 and get(carol, other)["title"] == "Other"


def test_among_many_attendees_too(shared, bob):
    guests = [{"email": f"guest{n}@example.org"} for n in range(25)]
    event = shared.owner.event({"id": shared.id}, "Zebra", visibility="private", tags=["Tango"], attendees=[*guests, {"user_id": bob.id}])
    assert [e["id"] for e in in_all_ways(bob)] == [event["id"]] and titles(in_all_ways(bob)) == ["Zebra"]


def test_it_is_found_as_long_as_it_is_attended(shared, bob):
    event = made(shared, whom=[bob])
    path = f"/events/{event['id']}"
    for change_, finds in (({"attendees": []}, False), ({"attendees": [{"user_id": bob.id}]}, True), ({"title": "Quiet", "tags": []}, False),
                           ({"title": "Zebra", "tags": ["Tango"]}, True), ({"visibility": "public"}, True), ({"attendees": []}, True),
                           ({"visibility": "private"}, False), ({"attendees": [{"user_id": bob.id}]}, True)):
        assert shared.owner.patch(path, change_).status == 200
        assert titles(in_all_ways(bob)) == ["Zebra"] * finds, change_
        assert tags(bob) == ({"Tango": 1} if finds else {}), change_
    mine = get(bob, event)["attendees"][0]["id"]
    assert bob.patch(f"{path}/attendees/{mine}", {"status": "declined"}).status == 200
    assert [e["attendees"][0]["status"] for e in in_all_ways(bob)] == ["declined"]
    shared.owner.delete(path)
    assert in_all_ways(bob) == [] and tags(bob) == {}
    shared.owner.post(f"{path}/restore")
    assert titles(in_all_ways(bob)) == ["Zebra"] and tags(bob) == {"Tango": 1}
    assert shared.owner.patch(path, {"calendar_id": shared.owner.calendar()["id"]}).status == 200
    assert in_all_ways(bob) == [] and tags(bob) == {}, "of calendars that are not seen search finds nothing"


def test_each_calendar_by_itself(ada, shared, bob):
    there = SharedCalendar(ada)
    there.let(bob, "viewer")
    here_, there_ = made(shared, whom=[bob]), made(there, whom=[bob], start="2026-06-02T09:00:00Z", end="2026-06-02T10:00:00Z")
    own = bob.event(bob.calendar(), "Zebra", tags=["Tango"], visibility="private", start="2026-06-01T12:00:00Z", end="2026-06-01T13:00:00Z")
    assert [e["id"] for e in in_all_ways(bob)] == [e["id"] for e in (here_, own, there_)] and tags(bob) == {"Tango": 3}
    for more in (JUNE, {}):
        assert [e["id"] for e in found(bob, tag="Tango", calendar_id=there.id, **more)] == [there_["id"]]
    assert list(bob.walk(f"/tags?calendar_id={there.id}")) == [{"tag": "Tango", "count": 1}]


# ------------------------------------------------------------------ pages


def test_pages_have_what_is_open_and_what_is_attended_in_one_order(shared, bob, carol):
    for n in range(24):
        day = f"2026-06-{n // 2 + 2:02}"
        kind = n % 4
        hidden = {"visibility": "public" if kind == 0 else "private"}
        whom = [bob] if kind in (1, 3) else [carol] if kind == 2 else []
        if n % 5 == 0:
            made(shared, f"Zebra {n}", whom, all_day=True, start=day, end=f"2026-06-{n // 2 + 3:02}", **hidden)
        else:
            made(shared, f"Zebra {n}", whom, start=f"{day}T{8 + kind:02}:00:00Z", end=f"{day}T20:00:00Z", **hidden)
    for n in range(4):
        made(shared, f"Zebra early {n}", [bob] if n % 2 else [], start=f"2026-05-{20 + n}T10:00:00Z", end="2026-06-03T10:00:00Z",
             visibility="private" if n in (1, 2) else "public")
    for more in (JUNE, {}):
        whole = found(bob, search="zebra", **more)
        assert titles(whole) == [e["title"] for e in found(shared.owner, search="zebra", **more)
                                 if get(bob, e)["title"] != "Busy"] and len(whole) == 18 + 3
        for limit in (1, 2, 3, 7, 20, 21):
            assert found(bob, limit, search="zebra", **more) == whole, limit
            assert found(bob, limit, tag="Tango", **more) == whole, limit
        assert {e["title"] for e in found(carol, 2, search="zebra", **more)} == {
            e["title"] for e in found(shared.owner, search="zebra", **more) if get(carol, e)["title"] != "Busy"}


def test_pages_of_tags_too(shared, bob):
    for n in range(6):
        made(shared, whom=[bob] if n % 2 else [], tags=["All", f"t{n}"], visibility="private" if n % 3 else "public")
    seen = {"All": 4, **{f"t{n}": 1 for n in (0, 1, 3, 5)}}
    assert [tags(bob, limit) for limit in (1, 2, 3, 200)] == [seen] * 4 and list(tags(bob)) == sorted(seen)


# ------------------------------------------------------------------ series


def test_a_series_is_found_with_each_of_its_occurrences(shared, bob, carol):
    whole = series(shared, [bob])
    for way in WAYS:
        assert found(bob, **way) == [get(bob, whole)]
        assert [e["recurrence_id"] for e in found(bob, 2, **way, **JUNE)] == MONDAYS
        assert found(carol, **way) == found(carol, **way, **JUNE) == []
    assert (tags(bob), tags(carol)) == ({"Tango": 1}, {})
    uninvite(shared.owner, whole)
    for way in WAYS:
        assert found(bob, **way) == found(bob, **way, **JUNE) == []


@pytest.mark.parametrize("own", ["public", "private"])
@pytest.mark.parametrize("of_series", ["public", "private"])
def test_a_changed_occurrence_is_judged_by_what_it_has_itself(shared, bob, carol, of_series, own):
    whole = series(shared, [bob], visibility=of_series)
    change(shared.owner, whole, "this", MONDAYS[1], {"title": "Yacht", "tags": ["Only"], "visibility": own} | moved(9))
    for person in (shared.owner, bob):
        for way in ({"search": "yacht"}, {"tag": "Only"}):
            for more in (JUNE, {}):
                assert [(e["title"], e["recurrence_id"], e["start_time"]) for e in found(person, 1, **way, **more)] == [
                    ("Yacht", MONDAYS[1], at(9, "12:00:00"))], (way, more)
        assert [e["recurrence_id"] for e in found(person, 1, search="zebra", **JUNE)] == [MONDAYS[n] for n in (0, 2, 3, 4)]
        assert [e["recurrence_id"] for e in found(person, 1, search="zebra")] == [None]
        assert tags(person) == {"Only": 1, "Tango": 1}
    assert len(found(carol, search="yacht")) == len(found(carol, tag="Only", **JUNE)) == (own == "public")
    assert len(found(carol, search="zebra")) == (of_series == "public")


@pytest.mark.parametrize("own", ["public", "private"])
@pytest.mark.parametrize("of_series", ["public", "private"])
def test_it_does_not_stand_beside_a_series_that_is_found(shared, bob, of_series, own):
    whole = series(shared, [bob], visibility=of_series)
    change(shared.owner, whole, "this", MONDAYS[1], {"title": "Zebra too", "visibility": own} | moved(9))
    assert [(e["title"], e["recurrence_id"]) for e in found(bob, 1, search="zebra")] == [("Zebra", None)]
    assert [e["title"] for e in found(bob, 1, search="zebra", **JUNE)] == ["Zebra", "Zebra too", *["Zebra"] * 3]
    uninvite(shared.owner, whole)
    assert len(found(bob, search="zebra")) == (of_series == "public" or own == "public")
    assert len(found(bob, search="zebra", **JUNE)) == 4 * (of_series == "public") + (own == "public")


def test_changed_occurrences_keep_their_places_in_pages(shared, bob):
    whole = series(shared, [bob])
    for n in range(5):
        change(shared.owner, whole, "this", MONDAYS[n], {"title": f"Yacht {n}", "visibility": "public" if n == 3 else "private"} | moved(20 - n))
        made(shared, f"Yacht day {n}", [bob] if n % 2 else [], start=at(14 + n), end=at(14 + n, "08:00:00"), visibility="public" if n == 2 else "private")
    expected = ["Yacht day 1", "Yacht day 2", "Yacht 4", "Yacht day 3", "Yacht 3", "Yacht 2", "Yacht 1", "Yacht 0"]
    for more in (JUNE, {}):
        assert [titles(found(bob, limit, search="yacht", **more)) for limit in (1, 2, 3, 200)] == [expected] * 4


def test_what_is_split_keeps_what_was_found_in_it(shared, bob):
    whole = series(shared, [bob], visibility="public")
    change(shared.owner, whole, "this", MONDAYS[3], {"title": "Yacht", "visibility": "private"})
    change(shared.owner, whole, "following", MONDAYS[2], {"title": "Later"})
    for more in (JUNE, {}):
        assert [(e["title"], e["recurrence_id"]) for e in found(bob, search="yacht", **more)] == [("Yacht", MONDAYS[3])]
    change(shared.owner, whole, "all", None, {"visibility": "confidential"})
    assert [e["recurrence_id"] for e in found(bob, search="zebra", **JUNE)] == MONDAYS[:2]

"""What somebody attends, in calendars of others: as a list and in a range."""

import pytest

from things import SharedCalendar

JUNE = "start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"


@pytest.fixture
def bob(person):
    return person("Bob")


def invite(owner, bob, **fields):
    return owner.event(owner.calendar(), attendees=[{"user_id": bob.id}], **fields)


def attended(person, query=""):
    return [(e["id"], e["recurrence_id"] or e["start_time"]) for e in person.walk(f"/events?attending=true&limit=3&{query}")]


def answer(person, event, status):
    mine = next(a["id"] for a in person.get(f"/events/{event['id']}").json()["attendees"] if a["user_id"] == person.id)
    assert person.patch(f"/events/{event['id']}/attendees/{mine}", {"status": status}).status == 200


def test_what_is_attended_is_listed_by_its_start(ada, eve, bob):
    made = [invite(who, bob, start=f"2026-06-{day:02}T09:00:00Z", end=f"2026-06-{day:02}T10:00:00Z")
            for day, who in ((9, ada), (3, eve), (20, ada), (4, bob), (15, eve))]
    ada.event(ada.calendar(), start="2026-06-05T09:00:00Z", end="2026-06-05T10:00:00Z")
    bob.event(bob.calendar(), start="2026-06-05T09:00:00Z", end="2026-06-05T10:00:00Z")
    want = sorted(((e["id"], e["start_time"]) for e in made), key=lambda e: e[1])
    assert attended(bob) == attended(bob, JUNE) == want
    assert attended(bob, "start=2026-06-04T00:00:00Z&end=2026-06-15T09:30:00Z") == want[1:4]
    assert attended(ada) == attended(ada, JUNE) == []
    listed = {e["id"]: e for e in bob.walk("/events?attending=true")}
    assert listed == {e["id"]: bob.get(f"/events/{e['id']}").json() for e in made}


def test_what_changes_shows_at_once(ada, bob):
    event = invite(ada, bob, start="2026-06-09T09:00:00Z", end="2026-06-09T10:00:00Z")
    path = f"/events/{event['id']}"
    assert attended(bob, JUNE) == [(event["id"], "2026-06-09T09:00:00Z")]
    ada.patch(path, {"start_time": "2026-06-12T09:00:00Z", "end_time": "2026-06-12T10:00:00Z"})
    assert attended(bob, JUNE) == attended(bob) == [(event["id"], "2026-06-12T09:00:00Z")]
    answer(bob, event, "declined")
    assert [e["attendees"][0]["status"] for e in bob.walk(f"/events?attending=true&{JUNE}")] == ["declined"], "it is there with its answer"
    ada.delete(path)
    assert attended(bob, JUNE) == attended(bob) == []
    ada.post(f"{path}/restore")
    assert len(attended(bob, JUNE)) == len(attended(bob)) == 1
    other = ada.calendar()
    ada.patch(path, {"calendar_id": other["id"]})
    assert [e["calendar_id"] for e in bob.walk(f"/events?attending=true&{JUNE}")] == [other["id"]]
    ada.patch(path, {"attendees": []})
    assert attended(bob, JUNE) == attended(bob) == []


def test_a_series_is_attended_with_each_of_its_occurrences(ada, bob):
    series = invite(ada, bob, start="2026-06-10T09:00:00Z", end="2026-06-10T10:00:00Z", recurrence_rule="FREQ=DAILY;COUNT=5")
    path = f"/events/{series['id']}"
    ada.patch(f"{path}?scope=this&occurrence=2026-06-12T09:00:00Z", {"start_time": "2026-05-20T09:00:00Z", "end_time": "2026-05-20T10:00:00Z"})
    ada.delete(f"{path}?scope=this&occurrence=2026-06-13T09:00:00Z")
    days = [f"2026-06-{d}T09:00:00Z" for d in (10, 11, 14)]
    assert attended(bob, JUNE) == [(series["id"], d) for d in days]
    assert attended(bob, "start=2026-05-01T00:00:00Z&end=2026-06-01T00:00:00Z") == [(series["id"], "2026-06-12T09:00:00Z")]
    tail = ada.patch(f"{path}?scope=following&occurrence=2026-06-14T09:00:00Z", {"title": "Later"}).json()
    assert attended(bob, JUNE) == [(series["id"], days[0]), (series["id"], days[1]), (tail["id"], days[2])]
    assert [i for i, _ in attended(bob)] == [series["id"], tail["id"]]


def test_all_day_events_are_attended_in_the_zone_that_is_asked_for(ada, bob):
    event = invite(ada, bob, all_day=True, start="2026-06-10", end="2026-06-11")
    evening = "start=2026-06-10T22:30:00Z&end=2026-06-10T23:30:00Z"
    assert len(attended(bob, f"{evening}&timezone=UTC")) == 1
    assert attended(bob, f"{evening}&timezone=Europe/Berlin") == []
    assert attended(bob) == [(event["id"], "2026-06-10")]


@pytest.mark.parametrize("with_it", ["calendar_id=01890a5d-ac96-774b-bcce-b302099a8057", "search=tea", "tag=x"])
def test_it_goes_without_other_filters(bob, with_it):
    for query in (with_it, f"{with_it}&{JUNE}"):
        assert bob.get(f"/events?attending=true&{query}").bad_fields == {"attending"}


def test_who_sees_a_calendar_finds_in_it_what_is_attended_too(ada, bob):
    calendar = SharedCalendar(ada)
    calendar.let(bob, "viewer")
    mine = ada.event({"id": calendar.id}, attendees=[{"user_id": bob.id}])
    other = ada.event({"id": calendar.id}, start="2026-06-02T09:00:00Z", end="2026-06-02T10:00:00Z")
    assert [i for i, _ in attended(bob, JUNE)] == [mine["id"]]
    assert [e["id"] for e in bob.walk(f"/events?{JUNE}")] == [mine["id"], other["id"]]
    calendar.shut_out(bob)
    assert [i for i, _ in attended(bob, JUNE)] == [mine["id"]]


class Inviter:
    """Somebody who invites to many events at once, a minute apart."""

    def __init__(self, owner, guest):
        self.owner, self.guest, self.calendar, self.count = owner, guest, owner.calendar(), 0

    def invite(self, count, **fields):
        while count > 0:
            items = [{"operation": "create", "event": self._next(**fields)} for _ in range(min(count, 250))]
            results = self.owner.post("/events/batch", {"items": items, "atomic": True}).json()["results"]
            assert {r["status"] for r in results} == {201}
            count -= len(items)
        return results

    def _next(self, **fields):
        self.count += 1
        hour, minute = divmod(self.count, 60)
        start = f"2026-06-{1 + hour // 24:02}T{hour % 24:02}:{minute:02}:00Z"
        return {"calendar_id": self.calendar["id"], "title": str(self.count), "start_time": start, "end_time": start[:17] + "30Z",
                "attendees": [{"user_id": self.guest.id}]} | fields


def refused_for_its_end(reply):
    assert reply.status == 400 and reply.bad_fields == {"end"}, reply


def test_a_range_has_a_thousand_attended_events_at_most_and_availability_two_thousand(ada, bob):
    inviter = Inviter(ada, bob)
    own = bob.calendar()
    listed = f"/events?attending=true&limit=200&{JUNE}"
    free = f"/availability?attending=true&calendar_id={own['id']}&{JUNE}"
    inviter.invite(1000)
    assert len(bob.walk(listed)) == 1000
    last = inviter.invite(1)[0]["id"]
    refused_for_its_end(bob.get(listed))
    assert len(bob.walk("/events?attending=true&limit=200")) == 1001
    assert ada.delete(f"/events/{last}").status == 204
    assert len(bob.walk(listed)) == 1000
    inviter.invite(1000)
    assert bob.get(free).status == 200
    inviter.invite(1)
    refused_for_its_end(bob.get(free))
    assert bob.get(free.replace("06-01T00", "06-01T01")).status == 200


def test_a_series_is_attended_with_a_thousand_changed_occurrences(ada, bob):
    inviter = Inviter(ada, bob)
    series = inviter.invite(1, recurrence_rule="FREQ=MINUTELY", timezone="UTC")[0]
    items = [{"operation": "patch", "id": series["id"], "scope": "this",
              "occurrence": f"2026-06-01T{n // 60:02}:{n % 60:02}:00Z", "patch": {"title": "changed"}} for n in range(1, 1001)]
    for half in (items[:500], items[500:]):
        assert {r["status"] for r in ada.post("/events/batch", {"items": half}).json()["results"]} == {200}
    page = bob.get(f"/events?attending=true&limit=200&{JUNE}").json()["data"]
    assert [e["title"] for e in page] == ["changed"] * 200
    day = bob.walk("/events?attending=true&limit=200&start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z")
    assert len(day) == 1439 and sum(e["title"] == "changed" for e in day) == 1000

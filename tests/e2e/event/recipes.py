"""How the operations of event are called."""

from calls import Call, by_id, replaced
from harness.people import Person
from missed import CalendarDeleted, UserDeleted

START, END = "2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"


def _event(p):
    return p.event(p.calendar())


def _deleted(p):
    event = _event(p)
    assert p.delete(f"/events/{event['id']}").status == 204
    return event


def _series(p):
    return p.event(p.calendar(), start=START, end=START, recurrence_rule="FREQ=DAILY;COUNT=2")


def _attended(p):
    """An event and whom it invites by address."""
    event = p.event(p.calendar(), attendees=[{"email": "grace@example.org"}])
    return {"id": event["id"], "attendee_id": event["attendees"][0]["id"]}


def _two_calendars(p):
    return [p.calendar()["id"], p.calendar()["id"]]


def _batch(p):
    """One that can be asked for again, with the items of the contract's example."""
    calendar, first = p.calendar(), "2026-03-02T08:00:00Z"
    new = {"calendar_id": calendar["id"], "title": "of a test", "start_time": START, "end_time": START}
    series = p.event(calendar, start=first, end=first, recurrence_rule="FREQ=DAILY;COUNT=2")
    return [{"operation": "create", "event": new}, {"operation": "patch", "id": p.event(calendar)["id"], "patch": {"title": "of a test"}},
            {"operation": "patch", "id": series["id"], "scope": "this", "occurrence": first, "patch": {"title": "of a test"}}]


def _public(p):
    calendar = p.calendar(is_public=True)
    p.event(calendar)
    return Call({"token": calendar["public_token"]}, {"start": START, "end": END})


RECIPES = {
    "event.list": lambda p: Call(query={"calendar_id": [p.calendar()["id"]]}),
    "event.tags": lambda p: Call(query={"calendar_id": [p.calendar()["id"]]}),
    "event.public_list": _public,
    "event.create": lambda p: Call(body={"calendar_id": p.calendar()["id"], "title": "of a test", "start_time": START, "end_time": START}),
    "event.batch": lambda p: Call(body={"atomic": True, "items": _batch(p)}),
    "event.get": by_id(_event),
    "event.occurrences": lambda p: Call({"id": _series(p)["id"]}, {"start": START, "end": END}),
    "event.replace": replaced(_event),
    "event.patch": lambda p: Call({"id": _event(p)["id"]}, body={"calendar_id": p.calendar()["id"]}),
    "event.delete": by_id(_event),
    "event.restore": lambda p: Call({"id": _deleted(p)["id"]}, made_at="/events"),
    "event.attendees": lambda p: Call({"id": _attended(p)["id"]}),
    "event.attendee_create": lambda p: Call({"id": _event(p)["id"]}, body={"email": "grace@example.org", "name": "Grace"}),
    "event.attendee_get": lambda p: Call(_attended(p)),
    "event.attendee_replace": lambda p: Call(_attended(p), body={"name": "Grace", "status": "accepted"}),
    "event.attendee_patch": lambda p: Call(_attended(p), body={"status": "declined"}),
    "event.attendee_delete": lambda p: Call(_attended(p)),
    "event.availability": lambda p: Call(query={"calendar_id": _two_calendars(p), "start": START, "end": END}),
    "event.availability_find": lambda p: Call(body={"calendar_ids": _two_calendars(p), "duration_minutes": 30, "start": START, "end": END}),
}

def _attend(person, _):
    """Somebody else has invited the person."""
    other = Person(person.wire.port)
    other.event(other.calendar(), attendees=[{"user_id": person.id}])


MISSED = {
    "event_users": UserDeleted(_attend, "event_attendees WHERE user_id = '{user}'"),
    "event_calendars": CalendarDeleted(lambda person, calendar: person.event(calendar),
                                       "events WHERE calendar_id = '{calendar}' AND deleted_at IS NULL",
                                       "calendar_access WHERE calendar_id = '{calendar}'",
                                       "calendar_versions WHERE calendar_id = '{calendar}' AND deleted",
                                       "calendar_access WHERE user_id = '{user}' AND role = 'owner'"),
}

"""How tests speak of series: made, asked for by a range, and told by their starts."""

from datetime import datetime, timedelta, timezone
from urllib.parse import urlencode

JUNE = ("2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z")


def parse(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00"))


def instant(at):
    return at.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


def weekly(person, calendar=None, **fields):
    """Mondays at nine in Berlin, from 1 June 2026 on."""
    return person.event(calendar or person.calendar(), "Weekly", **{
        "start": "2026-06-01T09:00:00+02:00", "end": "2026-06-01T10:00:00+02:00", "timezone": "Europe/Berlin",
        "recurrence_rule": "FREQ=WEEKLY"} | fields)


def listed(person, start=JUNE[0], end=JUNE[1], limit=200, **more):
    query = {"start": start, "end": end, "limit": limit} | more
    return person.walk("/events?" + urlencode(query))


def starts(events):
    return [e["start_time"] for e in events]


def occurrence(person, series, recurrence_id):
    """One occurrence as GET shows it."""
    reply = person.get(one(series, recurrence_id))
    assert reply.status == 200, reply
    return reply.json()


def one(series, recurrence_id, scope=None):
    """Its path."""
    query = ({"scope": scope} if scope else {}) | {"occurrence": recurrence_id}
    return f"/events/{series['id']}?" + urlencode(query)


def change(person, series, scope, recurrence_id, fields, method="PATCH"):
    path = one(series, recurrence_id, scope) if recurrence_id else f"/events/{series['id']}?scope={scope}"
    reply = person.ask(method, path, fields)
    assert reply.status == 200, reply
    return reply.json()


def cancel(person, series, scope, recurrence_id):
    """Deletes what the scope says."""
    reply = person.delete(one(series, recurrence_id, scope))
    assert reply.status == 204, reply


MONDAYS = [f"2026-06-{d:02}T07:00:00Z" for d in (1, 8, 15, 22, 29)]


def at(day, clock="07:00:00"):
    return f"2026-06-{day:02}T{clock}Z"


def titles(events):
    return [e["title"] for e in events]


def get(person, event):
    reply = person.get(f"/events/{event['id']}")
    assert reply.status == 200, reply
    return reply.json()


def moved(day, clock="12:00:00", minutes=30):
    return {"start_time": at(day, clock), "end_time": instant(parse(at(day, clock)) + timedelta(minutes=minutes))}


READ_ONLY = ("id", "course", "recurrence_id", "version", "created_by", "updated_by", "created_at", "updated_at")

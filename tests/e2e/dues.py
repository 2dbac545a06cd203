"""How tests speak of reminders that come due: set a few seconds ahead, and told by the feed."""

import math
import time
from datetime import datetime, timedelta, timezone

from harness.stack import wait_until

SPANS = (1, 3, 10, 60)  # how many seconds ahead, more on a machine that is too slow for that


def instant(at):
    return datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def later(text, **by):
    return instant(seconds(text) + timedelta(**by).total_seconds())


def ahead(use, whole=False):
    """What `use(at)` answers, which is over before `at`, a time soon; it may be a whole second, and an early one of its minute."""
    for span in SPANS:
        at = time.time() + span
        if whole:
            at = math.ceil(at) + (10 if math.ceil(at) % 60 > 50 else 0)
        try:
            answer = use(instant(at))
        except Exception:
            if time.time() < at:
                raise
        else:
            if time.time() < at:
                return answer
    raise AssertionError(f"not used within {SPANS[-1]} s")


def every(seconds_apart, count, at):
    """A rule of occurrences that are seconds apart, from `at` on."""
    first = datetime.fromtimestamp(seconds(at), timezone.utc)
    of_minute = ",".join(str(first.second + seconds_apart * i) for i in range(count))
    return f"FREQ=DAILY;BYHOUR={first.hour};BYMINUTE={first.minute};BYSECOND={of_minute};COUNT={count}"


def remind(person, event, **fields):
    reply = person.post(f"/events/{event['id']}/reminders", fields)
    assert reply.status == 201, reply
    return reply.json()


def event_at(person, start, calendar=None, title="Meeting", minutes=60, **fields):
    return person.event(calendar or person.calendar(), title, start, fields.pop("end", later(start, minutes=minutes)), **fields)


def change(person, event, query="", **fields):
    reply = person.patch(f"/events/{event['id']}{query}", fields)
    assert reply.status == 200, reply
    return reply.json()


def due_at_of(person, reminder):
    """When it comes due next, as GET /reminders has it; None: not within a year."""
    now = time.time()
    path = f"/reminders?start={instant(now - 86400)}&end={instant(now + 364 * 86400)}&limit=200"
    return next((r["due_at"] for r in person.walk(path) if r["id"] == reminder["id"]), None)


# ------------------------------------------------------------------ what was told


def feed(person):
    """Everything that is kept of reminders."""
    messages, after = [], 0
    while True:
        reply = person.patiently(lambda: person.get(f"/feed?nouns=reminder&limit=1000&after={after}"))
        assert reply.status == 200, reply
        page = reply.json()
        if not page["data"]:
            return messages
        messages += page["data"]
        after = page["next_after"]


def told(person, *reminders, kinds=("reminder.due", "reminder.missed")):
    ids = {r["id"] for r in reminders}
    return [m for m in feed(person) if m["type"] in kinds and (not ids or m["subject"] in ids)]


def await_told(person, count, *reminders):
    """When that many are told."""
    return wait_until(f"{count} reminders to be told", lambda: (t := told(person, *reminders)) and len(t) >= count and t)


def marker(person):
    """Something that is set now comes due and is told: what was due before it is told as well by then, or never."""
    event = person.event(person.calendar("Marker"), "Marker", "2026-06-01T09:00:00Z", "2026-06-01T10:00:00Z")
    return await_told(person, 1, ahead(lambda at: remind(person, event, at=at)))[0]


def once(person, count, *reminders):
    """What was told of them: so many, and no more by the time when a later one is told; each has an id of its own."""
    await_told(person, count, *reminders)
    marker(person)
    messages = told(person, *reminders)
    assert len(messages) == count, messages
    assert len({m["id"] for m in messages}) == count
    assert len({(m["subject"], m["data"]["due_at"], m["data"].get("recurrence_id")) for m in messages}) == count
    return messages


def never(person, *reminders):
    """Nothing of them is told before something that comes due now."""
    marker(person)
    assert told(person, *reminders) == []


def dues(messages):
    return [seconds(m["data"]["due_at"]) for m in messages]


def lateness(messages):
    """In seconds, as the service says it."""
    return [seconds(m["time"]) - seconds(m["data"]["due_at"]) for m in messages]

"""How the operations of reminder are called."""

from calls import Call, nothing
from missed import EventDeleted, MemberRemoved, UserDeleted

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}


def _event(p):
    return p.event(p.calendar(), start="2027-06-01T09:00:00Z", end="2027-06-01T10:00:00Z")


def _weekly(p):
    return p.event(p.calendar(), start="2026-03-02T08:00:00Z", end="2026-03-02T09:00:00Z", recurrence_rule="FREQ=WEEKLY")


def _remind(person, event):
    reply = person.post(f"/events/{event['id']}/reminders", {"minutes_before": 10})
    assert reply.status == 201, reply
    return {"id": event["id"], "reminder_id": reply.json()["id"]}


def _reminder(p):
    return _remind(p, _event(p))


def _snooze(p):
    made = _reminder(p)
    return Call({"id": made["reminder_id"]}, body={"minutes": 5}, made_at=f"/events/{made['id']}/reminders")


RECIPES = {
    "reminder.list": lambda p: Call({"id": _event(p)["id"]}),
    "reminder.create": lambda p: Call({"id": _event(p)["id"]}, body={"minutes_before": 10}),
    "reminder.get": lambda p: Call(_reminder(p)),
    "reminder.patch": lambda p: Call(_reminder(p), body={"minutes_before": 30}),
    "reminder.delete": lambda p: Call(_reminder(p)),
    "reminder.due_list": lambda p: Call(query=JUNE),
    "reminder.snooze": _snooze,
    "reminder.dismiss": lambda p: Call({"id": _remind(p, _weekly(p))["reminder_id"]}, body={}),
    "reminder.default_get": lambda p: Call({"id": p.calendar()["id"]}),
    "reminder.default_replace": lambda p: Call({"id": p.calendar()["id"]}, body={"timed": [{"minutes_before": 10}]}),
    "reminder.quiet_get": nothing,
    "reminder.quiet_replace": lambda p: Call(body={"from": "22:00", "until": "07:00"}),
}

OF_CALENDAR = "due WHERE event_id IN (SELECT event_id FROM courses WHERE calendar_id = '{calendar}')"

MISSED = {
    "reminder_events": EventDeleted(_remind, "courses WHERE calendar_id = '{calendar}' AND NOT deleted", OF_CALENDAR + " AND due_at IS NOT NULL"),
    "reminder_calendars": MemberRemoved(lambda member, calendar: _remind(member, calendar.owner.event({"id": calendar.id})), OF_CALENDAR),
    "reminder_users": UserDeleted(lambda person, calendar: _remind(person, person.event(calendar)), "reminders WHERE user_id = '{user}'",
                                  "users WHERE user_id = '{user}'"),
}

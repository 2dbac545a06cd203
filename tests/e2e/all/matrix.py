"""Who may do what with a calendar and what is in it: one table, which test_matrix.py asserts cell by cell.

A cell is the status of the answer.  Behind it `+` or `-` says whether the answer shows what the calendar has.  The last
column of the operations is whoever has no credentials; a key of the owner is answered as the owner is, when it has the
scope of the row, and 403 with any other.  `public` are operations that look at no credentials.

`before` is what the owner does before each ask (Stage of test_matrix.py), so that every ask finds the same.
"""

from dataclasses import dataclass

ROLES = ("owner", "editor", "viewer", "attendee", "former", "stranger", "public")
JUNE = "start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"
HOUR = {"start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}
SEES = "200 200 200 404 404 404 401"
SHOWN = "200+ 200+ 200+ 200- 200- 200- 401"
READS = "200 200 200 200 404 404 401"
ATTENDS = "200- 200- 200- 200+ 200- 200- 401"
WRITES = "200 200 403 403 404 404 401"
DELETES = "204 204 403 403 404 404 401"
ANSWERS = "403 403 403 200 404 404 401"
OWNS = "200 403 403 404 404 404 401"
ITS_OWNER = "200 404 404 404 404 404 401"
ANYBODY = "200 200 200 200 200 200 200"


@dataclass
class Row:
    scope: str
    ask: str  # method and path
    cells: str
    body: dict = None
    before: str = None

    def by_role(self):
        return dict(zip(ROLES, self.cells.split(), strict=True))


OPERATIONS = {
    "calendars": [
        Row("calendars:read", "GET /calendars", SHOWN),
        Row("calendars:read", "GET /calendars/{calendar}", SEES),
        Row("calendars:write", "PATCH /calendars/{calendar}", OWNS, {"name": "Patched"}),
        Row("calendars:write", "PUT /calendars/{calendar}", OWNS, {"name": "Replaced", "is_public": True}),
        Row("calendars:read", "GET /calendars/{calendar}/members/me/display", SEES),
        Row("calendars:write", "PUT /calendars/{calendar}/members/me/display", SEES, {"name": "Mine"}),
        Row("calendars:write", "POST /calendars/{calendar}/public-token", OWNS),
        Row("public", "GET /public/{token}", ANYBODY, before="read_token"),
        Row("public", "GET /public/{token}/events?" + JUNE, ANYBODY.replace("200", "200+"), before="read_token"),
        Row("calendars:write", "DELETE /calendars/{calendar}", "204 403 403 404 404 404 401", before="other_calendar"),
    ],
    "members": [
        Row("calendars:read", "GET /calendars/{calendar}/members", SEES),
        Row("calendars:read", "GET /calendars/{calendar}/members/{viewer}", SEES),
        Row("calendars:write", "POST /calendars/{calendar}/share", OWNS, {"user_id": "{guest}", "role": "viewer"}, "guest_out"),
        Row("calendars:write", "PATCH /calendars/{calendar}/members/{guest}", OWNS, {"role": "editor"}, "guest_in"),
        Row("calendars:write", "DELETE /calendars/{calendar}/members/{guest}", "204 403 403 404 404 404 401", before="guest_in"),
        Row("calendars:write", "DELETE /calendars/{calendar}/members/{self}", "409 204 204 404 404 404 401", before="all_in"),
        Row("calendars:write", "POST /calendars/{calendar}/transfer", OWNS, {"user_id": "{viewer}"}, "all_in"),
        Row("calendars:read", "GET /calendars/{calendar}/transfer", "200 404 200 404 404 404 401", before="offered"),
        Row("calendars:write", "DELETE /calendars/{calendar}/transfer", "204 404 403 404 404 404 401", before="offered"),
        Row("calendars:write", "POST /calendars/{calendar}/transfer/decline", "403 404 200 404 404 404 401", before="offered"),
        Row("calendars:write", "POST /calendars/{calendar}/transfer/accept", "403 404 404 404 404 404 401", before="offered_to_guest"),
    ],
    "events": [
        Row("events:read", "GET /events", SHOWN),
        Row("events:read", "GET /events?" + JUNE, SHOWN),
        Row("events:read", "GET /events?search=matrix", SHOWN),
        Row("events:read", "GET /events?tag=matrix&" + JUNE, SHOWN),
        Row("events:read", "GET /events?calendar_id={calendar}", SEES),
        Row("events:read", "GET /events?attending=true", ATTENDS),
        Row("events:read", "GET /events?attending=true&" + JUNE, ATTENDS),
        Row("events:read", "GET /events/{event}", READS),
        Row("events:read", "GET /events/{event}?occurrence=2026-06-02T09:00:00Z", READS),
        Row("events:read", "GET /events/{event}/occurrences?" + JUNE, READS),
        Row("events:write", "POST /events", "201 201 403 404 404 404 401", {"calendar_id": "{calendar}", "title": "New"} | HOUR),
        Row("events:write", "PUT /events/{single}", WRITES,
            {"calendar_id": "{calendar}", "title": "Replaced", "attendees": [{"user_id": "{attendee}"}]} | HOUR),
        Row("events:write", "PATCH /events/{single}", WRITES, {"title": "Patched"}),
        Row("events:write", "PATCH /events/{event}?scope=this&occurrence=2026-06-02T09:00:00Z", WRITES, {"title": "Changed"}),
        Row("events:write", "DELETE /events/{other}", DELETES, before="other_event"),
        Row("events:write", "POST /events/batch", WRITES,
            {"atomic": True, "items": [{"operation": "patch", "id": "{single}", "patch": {"title": "Patched"}}]}),
        Row("events:write", "POST /events/{other}/restore", WRITES.replace("403 403", "403 404"), before="deleted_event"),
    ],
    "attendees": [
        Row("events:read", "GET /events/{event}/attendees", READS),
        Row("events:read", "GET /events/{event}/attendees/{invited}", READS),
        Row("events:write", "POST /events/{other}/attendees", WRITES.replace("200", "201"), {"email": "grace@example.org"}, "other_event"),
        Row("events:write", "PUT /events/{event}/attendees/{invited}", ANSWERS, {"status": "tentative"}, "unanswered"),
        Row("events:write", "PATCH /events/{event}/attendees/{invited}", ANSWERS, {"status": "accepted"}, "unanswered"),
        Row("events:write", "DELETE /events/{other}/attendees/{others_invited}", DELETES, before="other_event"),
    ],
    "reminders": [  # everybody's are their own
        Row("reminders:read", "GET /reminders?" + JUNE, "200 200 200 200 200 200 401"),
        Row("reminders:read", "GET /events/{event}/reminders", READS),
        Row("reminders:write", "POST /events/{other}/reminders", READS.replace("200", "201"), {"minutes_before": 10}, "other_event"),
        Row("reminders:read", "GET /events/{other}/reminders/{reminder}", ITS_OWNER, before="reminded"),
        Row("reminders:write", "PATCH /events/{other}/reminders/{reminder}", ITS_OWNER, {"minutes_before": 20}, "reminded"),
        Row("reminders:write", "POST /reminders/{reminder}/snooze", ITS_OWNER, {"minutes": 5}, "reminded"),
        Row("reminders:write", "POST /reminders/{reminder}/dismiss", ITS_OWNER.replace("200", "204"), {"recurrence_id": None}, "reminded"),
        Row("reminders:read", "GET /calendars/{calendar}/default-reminders", SEES),
        Row("reminders:write", "PUT /calendars/{calendar}/default-reminders", SEES, {"timed": [{"minutes_before": 10}]}),
        Row("reminders:read", "GET /reminders/quiet-hours", "200 200 200 200 200 200 401"),
        Row("reminders:write", "PUT /reminders/quiet-hours", "200 200 200 200 200 200 401", {"from": "22:00", "until": "07:00"}),
        Row("reminders:write", "DELETE /events/{other}/reminders/{reminder}", ITS_OWNER.replace("200", "204"), before="reminded"),
    ],
    "tags": [
        Row("events:read", "GET /tags", SHOWN),
        Row("events:read", "GET /tags?calendar_id={calendar}", SEES),
    ],
    "availability": [
        Row("events:read", "GET /availability?calendar_id={calendar}&" + JUNE, SEES),
        Row("events:read", "POST /availability/find", SEES,
            {"calendar_ids": ["{calendar}"], "duration_minutes": 30, "start": "2026-06-01T00:00:00Z", "end": "2026-06-02T00:00:00Z"}),
    ],
}

# What each hears of what the owner does, in turn: `+` a message of this type about the object, `-` none.  `former` leaves
# before the first.  A key hears as its owner does, what its scope reads.
HEARD = {
    # type and what it is about     owner editor viewer attendee former stranger   scope
    ("event.created", "event"):      ("+ + + + - -", "events:read"),
    ("event.updated", "event"):      ("+ + + + - -", "events:read"),
    ("event.deleted", "event"):      ("+ + + + - -", "events:read"),
    ("attendee.updated", "attendee"): ("+ + + + - -", "events:read"),  # what it answers
    ("reminder.created", "reminder"): ("+ - - - - -", "reminders:read"),
    ("reminder.deleted", "reminder"): ("+ - - - - -", "reminders:read"),
    ("calendar.created", "calendar"): ("+ + + - + -", "calendars:read"),  # each as it became a member
    ("calendar.updated", "calendar"): ("+ + + - - -", "calendars:read"),
    ("calendar.deleted", "calendar"): ("+ + + - + -", "calendars:read"),  # former: when it was removed
    ("calendar_display.updated", "display"): ("- - + - - -", "calendars:read"),  # of the viewer
}

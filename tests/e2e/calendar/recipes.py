"""How the operations of calendar are called."""

from calls import Call, by_id, nothing, patched, replaced
from missed import UserDeleted


def _calendar(p):
    return p.calendar()


RECIPES = {
    "calendar.list": nothing,
    "calendar.create": lambda p: Call(body={"name": "of a test"}),
    "calendar.get": by_id(_calendar),
    "calendar.replace": replaced(_calendar),
    "calendar.patch": patched(_calendar, name="another"),
    "calendar.delete": by_id(_calendar),
}

MISSED = {
    "calendar_users": UserDeleted(lambda person, calendar: person.calendar("Another"),
                                  "calendars WHERE owner_id = '{user}' AND deleted_at IS NULL",
                                  "calendar_members WHERE user_id = '{user}' AND left_at IS NULL"),
}

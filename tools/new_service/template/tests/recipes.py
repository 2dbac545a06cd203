"""How the operations of widget are called."""

from calls import Call, by_id
from missed import CalendarDeleted, UserDeleted


def _widget(p):
    reply = p.post("/widgets", {"title": "Of a test", "calendar_id": p.calendar()["id"]})
    assert reply.status == 201, reply
    return reply.json()


RECIPES = {
    "widget.create": lambda p: Call(body={"title": "Of a test", "calendar_id": p.calendar()["id"]}),
    "widget.get": by_id(_widget),
}


def _one_in(person, calendar):
    assert person.post("/widgets", {"title": "Of a test", "calendar_id": calendar["id"]}).status == 201


MISSED = {
    "widget_users": UserDeleted(_one_in, "widgets WHERE owner_id = '{user}' AND deleted_at IS NULL"),
    "widget_calendars": CalendarDeleted(_one_in, "widgets WHERE calendar_id = '{calendar}' AND deleted_at IS NULL",
                                        "calendar_access WHERE user_id = '{user}'"),
}

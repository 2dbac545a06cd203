"""How the operations of delivery are called."""

from calls import Call, by_id
from missed import CalendarDeleted, UserDeleted


def _delivery(p):
    reply = p.post("/deliveries", {"title": "Of a test", "calendar_id": p.calendar()["id"]})
    assert reply.status == 201, reply
    return reply.json()


RECIPES = {
    "delivery.create": lambda p: Call(body={"title": "Of a test", "calendar_id": p.calendar()["id"]}),
    "delivery.get": by_id(_delivery),
}


def _one_in(person, calendar):
    assert person.post("/deliveries", {"title": "Of a test", "calendar_id": calendar["id"]}).status == 201


MISSED = {
    "delivery_users": UserDeleted(_one_in, "deliveries WHERE owner_id = '{user}' AND deleted_at IS NULL"),
    "delivery_calendars": CalendarDeleted(_one_in, "deliveries WHERE calendar_id = '{calendar}' AND deleted_at IS NULL",
                                        "calendar_access WHERE user_id = '{user}'"),
}

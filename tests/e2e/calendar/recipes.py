"""How the operations of calendar are called."""

from calls import Call, by_id, nothing, patched, replaced


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

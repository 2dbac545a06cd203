"""How the operations of widget are called."""

from calls import Call, by_id


def _widget(p):
    reply = p.post("/widgets", {"title": "Of a test", "calendar_id": p.calendar()["id"]})
    assert reply.status == 201, reply
    return reply.json()


RECIPES = {
    "widget.create": lambda p: Call(body={"title": "Of a test", "calendar_id": p.calendar()["id"]}),
    "widget.get": by_id(_widget),
}

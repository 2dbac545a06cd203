"""What services ask the event service on the bus."""

from harness.msgpack import pack, unpack


class EventService:
    """Its answers to whom the bus lets ask."""

    def __init__(self, bus):
        self.bus = bus

    def answer(self, operation, **body):
        message = {"v": 1, "caller": {"kind": "service"}, "input": {"body": body}}
        return unpack(self.bus.answers(f"svc.event.{operation}", pack(message))[0])

    def ask(self, operation, **body):
        answer = self.answer(operation, **body)
        assert "body" in answer, answer
        return answer["body"]

    def course(self, person, event):
        return self.ask("course", user_id=person.id, event_id=event["id"])

    def may_not_read(self, person, event_id):
        return self.answer("course", user_id=person.id, event_id=event_id)["error"]["code"] == "not_found"

    def courses(self, *event_ids):
        return self.ask("courses", event_ids=list(event_ids))["courses"]

    def check(self, *items):
        """Of each (person, event, place, version), or without the last as the event is now."""
        return self.ask("occurrences_check", items=[
            {"user_id": person.id, "event_id": event["id"], "place": place, "version": rest[0] if rest else event["version"]}
            for person, event, place, *rest in items])["items"]

    def changes(self, after=None, limit=1000):
        xid, event_id = after or (0, "00000000-0000-0000-0000-000000000000")
        return self.ask("changes", after_xid=xid, after_id=event_id, limit=limit)


def made_at_once(person, calendar, number):
    """The ids of events of one transaction."""
    event = {"calendar_id": calendar["id"], "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}
    reply = person.post("/events/batch", {"items": [{"operation": "create", "event": event | {"title": f"E{n}"}} for n in range(number)]})
    assert reply.status == 200, reply
    return [result["id"] for result in reply.json()["results"]]

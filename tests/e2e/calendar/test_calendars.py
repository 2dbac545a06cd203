"""Calendars: what is only theirs; the manners they share with other objects are tested elsewhere."""

from harness.stack import wait_until


def test_a_calendar_has_its_defaults(ada):
    calendar = ada.post("/calendars", {"name": "Home"}).json()
    assert calendar["color"] == "#4285F4" and calendar["timezone"] == "Europe/Berlin"
    assert (calendar["role"], calendar["owner_id"]) == ("owner", ada.id)
    assert (calendar["is_public"], calendar["public_token"], calendar["description"]) == (False, None, None)


def test_calendars_are_listed_in_the_order_of_their_creation(ada):
    ids = [ada.calendar(name)["id"] for name in ("b", "a", "c", "A")]
    assert [c["id"] for c in ada.walk("/calendars?limit=3")] == ids


def test_an_event_goes_into_a_calendar_as_soon_as_it_is_there(ada):
    for _ in range(30):
        ada.event(ada.calendar())


def test_a_public_calendar_has_a_token_of_32_bytes(ada):
    path = f"/calendars/{ada.calendar()['id']}"
    first = ada.patch(path, {"is_public": True}).json()["public_token"]
    assert len(first) == 43
    assert ada.patch(path, {"name": "Other"}).json()["public_token"] == first
    assert ada.patch(path, {"is_public": False}).json()["public_token"] is None
    assert ada.patch(path, {"is_public": True}).json()["public_token"] not in (first, None)


def test_the_events_of_a_deleted_calendar_are_gone_at_once(ada):
    kept, gone = ada.calendar("kept"), ada.calendar("gone")
    stays, goes = ada.event(kept), ada.event(gone)
    assert ada.delete(f"/calendars/{gone['id']}").status == 204
    assert ada.get(f"/events/{goes['id']}").status == 404
    assert ada.patch(f"/events/{goes['id']}", {"title": "x"}).status == 404
    assert ada.delete(f"/events/{goes['id']}").status == 404
    assert [e["id"] for e in ada.walk("/events")] == [stays["id"]]
    again = ada.post("/events", {"calendar_id": gone["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                 "end_time": "2026-06-01T10:00:00Z"})
    assert again.status in (400, 404)


def test_a_deletion_is_announced_once_and_reaches_the_events_rows(ada, stack):
    calendar = ada.calendar()
    event = ada.event(calendar)
    ada.delete(f"/calendars/{calendar['id']}")
    count = "SELECT count(*) FROM {} WHERE {} AND deleted_at IS {}"
    wait_until("the event's row to be deleted", lambda: stack.sql(
        "event", count.format("events", f"id = '{event['id']}'", "NOT NULL")) == "1", 30)
    outbox = f"SELECT string_agg(type, ' ' ORDER BY seq) FROM outbox WHERE object_id = '{calendar['id']}'"
    assert stack.sql("calendar", outbox) == "calendar.created calendar.deleted"
    wait_until("the outbox to be published", lambda: stack.sql(
        "calendar", f"SELECT count(*) FROM outbox WHERE object_id = '{calendar['id']}' AND published_at IS NULL") == "0", 10)

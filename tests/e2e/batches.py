"""Batches that something is lost beside."""

import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

from harness.people import Api
from harness.stack import wait_until

COUNT = 300


def heard(person):
    """What is kept of somebody's feed about events."""
    messages, after = [], 0
    while True:
        page = person.get(f"/feed?nouns=event&after={after}&limit=1000").json()
        if not page["data"]:
            return messages
        messages += page["data"]
        after = page["next_after"]


def items(calendar, guests=0):
    attendees = [{"email": f"guest{n}@example.org"} for n in range(guests)]
    event = {"calendar_id": calendar["id"], "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z", "attendees": attendees}
    return [{"operation": "create", "event": event | {"title": f"E{n}"}} for n in range(COUNT)]


def is_done_once_and_whole(port, ada, lose, delay, guests=0):
    """An atomic batch is sent, and after `delay` seconds `lose(answer)` takes something away and brings it back."""
    body, key = {"items": items(ada.calendar(), guests), "atomic": True}, str(uuid.uuid4())
    other = Api(port, ada.contract, ada.token)
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(other.post, "/events/batch", body, key=key)
        threading.Event().wait(delay)
        lose(first.result)
        assert first.result().status in (200, 503, 504), first.result()
    seen = ada.patiently(lambda: ada.get("/events?limit=200"))
    assert len(seen.json()["data"]) in (0, 200), "a part of it is there"
    again = ada.patiently(lambda: ada.post("/events/batch", body, key=key))
    assert again.status == 200 and [r["status"] for r in again.json()["results"]] == [201] * COUNT, again
    ids = {r["id"] for r in again.json()["results"]}
    assert {e["id"] for e in ada.walk("/events?limit=200")} == ids

    def all_told():
        told = [m for m in heard(ada) if m["type"] == "event.created"]
        return told if len(told) >= COUNT else None

    told = wait_until("all to be told", all_told)
    assert len(told) == COUNT and {m["subject"] for m in told} == ids

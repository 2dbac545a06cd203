"""The due list is read anew while changes arrive: whatever meets in whatever order, the list is that of the events as they are."""

import random
import time
from concurrent.futures import ThreadPoolExecutor

from dues import event_at, instant, later, remind, seconds
from harness.people import Api, Person
from harness.stack import wait_until

EVENTS, WRITERS, ROUNDS, DAY = 100, 4, 15, 86400


def move(person, events, rng):
    """All of them in one batch, to other days."""
    items = []
    for event in events:
        start = instant(time.time() + rng.randrange(2, 300) * DAY)
        items.append({"operation": "patch", "id": event["id"], "patch": {"start_time": start, "end_time": later(start, hours=1)}})
    reply = person.patiently(lambda: person.post("/events/batch", {"items": items}))
    assert reply.status == 200 and all(r["status"] == 200 for r in reply.json()["results"]), reply


def forget(stack):
    """What it knows of events, but that it must know of them."""
    stack.sql("reminder", "BEGIN; DELETE FROM positions; UPDATE courses SET version = 0; UPDATE due SET version = 0, look_at = NULL, due_at = NULL, "
              "turn = turn + 1; COMMIT")
    stack.wait_restarted("reminder", stack.kill("reminder"))


def listed(person):
    now = time.time()
    return {r["id"]: seconds(r["due_at"]) for r in person.walk(f"/reminders?start={instant(now)}&end={instant(now + 365 * DAY)}&limit=200")}


def test_a_list_that_is_read_anew_while_changes_arrive_is_that_of_the_events(shaken, contract):
    ada = Person(shaken.port, contract, "Ada")
    calendar = ada.calendar()
    events = [event_at(ada, instant(time.time() + DAY), calendar) for _ in range(EVENTS)]
    reminders = {event["id"]: remind(ada, event, minutes_before=10)["id"] for event in events}

    def write(number):
        person, rng = Api(shaken.port, contract, ada.token), random.Random(number)
        for _ in range(ROUNDS):
            move(person, events[number::WRITERS], rng)
    with ThreadPoolExecutor(WRITERS) as pool:
        writing = [pool.submit(write, number) for number in range(WRITERS)]
        while not all(w.done() for w in writing):
            forget(shaken)
        for w in writing:
            w.result()
    expected = {reminders[e["id"]]: seconds(e["start_time"]) - 600 for e in ada.walk(f"/events?calendar_id={calendar['id']}&limit=200")}
    assert len(expected) == EVENTS
    wait_until("the list to be that of the events", lambda: listed(ada) == expected)

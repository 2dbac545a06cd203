"""POST /events/batch: many changes in one request, each as the operation would make it by itself."""

import json
import threading
import uuid
from concurrent.futures import ThreadPoolExecutor

import pytest

from batches import heard, is_done_once_and_whole
from harness.people import Api
from harness.stack import wait_until
from series import MONDAYS, change, get, listed, occurrence, starts, weekly
from things import SharedCalendar

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"


def new(calendar, title="Tea", **fields):
    return {"operation": "create", "event": {"calendar_id": calendar["id"], "title": title, "start_time": "2026-06-01T09:00:00Z",
                                             "end_time": "2026-06-01T10:00:00Z"} | fields}


def patch(event, fields, **more):
    return {"operation": "patch", "id": event["id"], "patch": fields} | more


def delete(event, **more):
    return {"operation": "delete", "id": event["id"]} | more


def replace(event, **fields):
    body = {name: event[name] for name in ("calendar_id", "title", "start_time", "end_time")} | fields
    return {"operation": "replace", "id": event["id"], "event": body}


def sent(person, *items, **more):
    return person.post("/events/batch", {"items": list(items)} | more)


def done(person, *items, **more):
    reply = sent(person, *items, **more)
    assert reply.status == 200, reply
    return reply.json()["results"]


def statuses(results):
    return [r["status"] for r in results]


def told(person):
    return [(m["type"].removeprefix("event."), m["data"]["title"]) for m in heard(person)]


def titles_of(person):
    return sorted(e["title"] for e in person.walk("/events"))


# ------------------------------------------------------------------ what becomes of each item


@pytest.mark.parametrize("atomic", [False, True])
def test_each_item_is_what_its_operation_would_be(ada, atomic):
    calendar = ada.calendar()
    changed, replaced, deleted = (ada.event(calendar, title) for title in ("A", "B", "C"))
    results = done(ada, new(calendar, "D", tags=["x"], properties={"a": [1]}, uid="own", description="", color="red"),
                   patch(changed, {"location": "here"}), replace(replaced, title="Other"), delete(deleted), new(calendar, "E"), atomic=atomic)
    assert statuses(results) == [201, 200, 200, 204, 201]
    assert [(r["id"], r["version"]) for r in results[1:4]] == [(changed["id"], 2), (replaced["id"], 2), (deleted["id"], None)]
    assert titles_of(ada) == ["A", "D", "E", "Other"]
    single = ada.post("/events", new(ada.calendar(), "D", tags=["x"], properties={"a": [1]}, uid="own", description="", color="red")["event"])
    made = get(ada, results[0])
    moving = {"id", "calendar_id", "created_at", "updated_at"}
    assert {k: v for k, v in made.items() if k not in moving} == {k: v for k, v in single.json().items() if k not in moving}
    assert made["version"] == results[0]["version"] == 1
    assert get(ada, results[4])["uid"] == results[4]["id"]
    assert ada.get("/events?search=D&tag=x").json()["data"][0]["title"] == "D"


def test_what_is_refused_leaves_the_others(ada, eve):
    calendar, theirs = ada.calendar(), eve.event(eve.calendar())
    event, other = ada.event(calendar, "A"), ada.event(calendar, "B")
    reply = ada.post("/events/batch", {"items": [
        new(calendar, "x" * 501), patch(event, {"title": 7, "no_such": 1}), new({"id": ABSENT}), new(calendar, "C", uid=event["uid"]),
        patch(theirs, {"title": "mine"}), delete({"id": ABSENT}), patch(event, {"title": "late"}, version=9), new(calendar, "D"),
        patch(event, {"title": "A2"}, version=1), patch(event, {"calendar_id": ABSENT}), delete(other, version=1),
        {"operation": "create"}, {"operation": "delete"}, patch(event, {}, scope="this"), new(calendar, "E", recurrence_rule="FREQ=NEVER"),
        new(calendar, "F", start_time="2026-06-01", all_day=True)]})
    results = reply.json()["results"]
    assert statuses(results) == [400, 400, 404, 409, 404, 404, 412, 201, 200, 404, 204, 400, 400, 400, 400, 400]
    assert [{d["field"] for d in r["error"]["details"]} for r in results if r["status"] == 400] == [
        {"title"}, {"title", "no_such"}, {"event"}, {"id"}, {"occurrence"}, {"recurrence_rule"}, {"end_time"}]
    assert results[3]["error"] == {"error": "the calendar has an event with this uid", "code": "conflict", "details": []}
    assert all(r["id"] is r["version"] is None for r in results if r["status"] >= 400)
    for n, single in ((1, ada.patch(f"/events/{event['id']}", {"title": 7, "no_such": 1})), (5, ada.delete(f"/events/{ABSENT}")),
                      (6, ada.patch(f"/events/{event['id']}", {"title": "late"}, if_match='"9"'))):
        assert {k: single.json().get(k, []) for k in ("error", "code", "details")} == results[n]["error"]
    assert titles_of(ada) == ["A2", "D"]
    assert get(ada, event)["version"] == 2


@pytest.mark.parametrize("bad, status, field", [
    (lambda calendar, event: new(calendar, "x" * 501), 400, "event.title"),
    (lambda calendar, event: patch(event, {"title": None}), 400, "patch.title"),
    (lambda calendar, event: delete(event, scope="this"), 400, "occurrence"),
    (lambda calendar, event: new({"id": ABSENT}), 404, None),
    (lambda calendar, event: new(calendar, uid=event["uid"]), 409, None),
    (lambda calendar, event: patch(event, {"title": "B"}, version=7), 412, None)])
def test_all_or_nothing(ada, bad, status, field):
    calendar = ada.calendar()
    event, other = ada.event(calendar, "A"), ada.event(calendar, "B")
    series = weekly(ada, calendar)
    before = ada.walk("/events")
    reply = sent(ada, new(calendar), patch(other, {"title": "C"}), delete(series), bad(calendar, event), new(calendar), atomic=True)
    assert reply.status == status, reply
    if field:
        assert reply.bad_fields == {f"items[3].{field}"}
    else:
        assert reply.json()["error"].startswith("items[3]: ")
    assert ada.walk("/events") == before
    ada.event(calendar, "Last")
    wait_until("the last", lambda: told(ada)[-1:] == [("created", "Last")])
    assert [title for _, title in told(ada)] == ["A", "B", "Weekly", "Last"]


def test_items_see_what_those_before_them_have_done(ada):
    calendar, other = ada.calendar(), ada.calendar()
    event = ada.event(calendar, "A", uid="one")
    results = done(ada, new(calendar, uid="one"), patch(event, {"title": "B"}, version=1), patch(event, {"location": "x"}, version=2),
                   patch(event, {"title": "C"}, version=2), patch(event, {"calendar_id": other["id"]}), new(calendar, "D", uid="one"),
                   new(calendar, "E", uid="one"), delete(event), patch(event, {"title": "F"}), new(other, "G", uid="one"))
    assert statuses(results) == [409, 200, 200, 412, 200, 201, 409, 204, 404, 201]
    assert titles_of(ada) == ["D", "G"]


def test_what_has_changed_something_and_is_refused_then_is_taken_back_alone(ada):
    """A UID that the other calendar has is found out when the row is written."""
    calendar, other = ada.calendar(), ada.calendar()
    moving, taken, kept = ada.event(calendar, "A", uid="one"), ada.event(other, "B", uid="one"), ada.event(calendar, "C")
    series = weekly(ada, other, uid="two")
    move = {"calendar_id": other["id"]}
    items = [new(calendar, "D"), patch(moving, move | {"title": "moved"}), patch(kept, {"title": "C2"}), new(other, "E", uid="two", recurrence_rule="FREQ=DAILY"),
             patch(moving, {"title": "A2"}), delete(taken), patch(moving, move | {"title": "A3"}), patch(kept, {"title": "C3"}, version=1)]
    results = done(ada, *items)
    assert statuses(results) == [201, 409, 200, 409, 200, 204, 200, 412]
    assert titles_of(ada) == ["A3", "C2", "D", "Weekly"]
    wait_until("all to be told", lambda: told(ada)[-1:] == [("updated", "A3")])
    assert told(ada)[4:] == [("created", "D"), ("updated", "C2"), ("updated", "A2"), ("deleted", "B"), ("updated", "A3")]
    assert series["id"] in {e["id"] for e in ada.walk("/events")}


def test_series(ada):
    calendar = ada.calendar()
    series = weekly(ada, calendar, recurrence_rule="FREQ=WEEKLY;COUNT=5")
    results = done(ada, new(calendar, "New", recurrence_rule="FREQ=DAILY;COUNT=2"),
                   patch(series, {"title": "Own"}, scope="this", occurrence=MONDAYS[1]),
                   delete(series, scope="this", occurrence=MONDAYS[2]),
                   patch(series, {"title": "Rest"}, scope="following", occurrence=MONDAYS[3]),
                   delete(series, scope="this", occurrence="2026-06-02T07:00:00Z"), atomic=False)
    assert statuses(results) == [201, 200, 204, 200, 404]
    assert results[3]["id"] not in (series["id"], None)
    assert [e["title"] for e in listed(ada)] == ["Weekly", "New", "New", "Own", "Rest", "Rest"]
    assert occurrence(ada, series, MONDAYS[1])["title"] == "Own" and starts(listed(ada))[-1] == MONDAYS[4]


def test_a_series_may_be_split_and_each_half_told(ada):
    series = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=5")
    single = weekly(ada, recurrence_rule="FREQ=WEEKLY;COUNT=5")
    change(ada, single, "following", MONDAYS[2], {"title": "Rest"})
    done(ada, patch(series, {"title": "Rest"}, scope="following", occurrence=MONDAYS[2]))
    wait_until("both to be told", lambda: len(heard(ada)) == 6)
    messages = heard(ada)[2:]
    assert [(m["type"], set(m)) for m in messages[:2]] == [(m["type"], set(m)) for m in messages[2:]]


# ------------------------------------------------------------------ who may


def test_the_roles_of_each_calendar(ada, eve):
    shared = {role: SharedCalendar(ada) for role in ("viewer", "editor")}
    for role, calendar in shared.items():
        calendar.let(eve, role)
    events = {role: ada.event({"id": c.id}, role) for role, c in shared.items()}
    own = eve.calendar()
    results = done(eve, *(new({"id": c.id}) for c in shared.values()), *(patch(e, {"title": "Seen"}) for e in events.values()),
                   *(delete(e) for e in events.values()), new(own))
    assert statuses(results) == [403, 201, 403, 200, 403, 204, 201]
    assert results[0]["error"]["code"] == "forbidden"
    assert sent(eve, new(own), patch(events["viewer"], {"title": "x"}), atomic=True).status == 403
    assert get(ada, events["viewer"])["title"] == "viewer"
    shared["editor"].shut_out(eve)
    assert statuses(done(eve, new({"id": shared["editor"].id}), new(own))) == [404, 201]


def test_who_sees_a_calendar_hears_of_each_change_and_others_of_none(ada, eve, person):
    bob, shared, own = person("Bob"), SharedCalendar(ada), ada.calendar()
    shared.let(eve, "viewer")
    event = ada.event({"id": shared.id}, "A")
    results = done(ada, new({"id": shared.id}, "B"), new(own, "C"), patch(event, {"title": "A2"}), patch(event, {"calendar_id": own["id"]}))
    assert statuses(results) == [201, 201, 200, 200]
    wait_until("the last", lambda: heard(ada)[-1]["version"] == 3 and told(eve)[-1][0] == "deleted")
    assert told(eve) == [("created", "A"), ("created", "B"), ("updated", "A2"), ("deleted", "A2")]
    assert [title for _, title in told(ada)] == ["A", "B", "C", "A2", "A2"]
    assert heard(bob) == []


def test_a_key_that_only_writes_is_told_all_there_is(ada, key_of):
    key = key_of(ada, {"events": ["write"]})
    results = done(key, new(ada.calendar()))
    assert statuses(results) == [201] and key.get(f"/events/{results[0]['id']}").code == "insufficient_scope"
    assert sent(key_of(ada, {"events": ["read"]}), new(ada.calendar())).code == "insufficient_scope"


# ------------------------------------------------------------------ limits


def test_500_items_and_no_more(ada):
    calendar = ada.calendar()
    results = done(ada, *(new(calendar, f"E{n}", tags=[f"t{n % 7}"]) for n in range(500)))
    assert set(statuses(results)) == {201} and len({r["id"] for r in results}) == 500
    assert len(ada.walk("/events?limit=200")) == 500
    assert sum(t["count"] for t in ada.get("/tags").json()["data"]) == 500
    assert get(ada, results[7])["title"] == "E7"
    for items in ([new(calendar)] * 501, []):
        assert sent(ada, *items).bad_fields == {"items"}
    events = [{"id": r["id"]} for r in results]
    assert set(statuses(done(ada, *(patch(e, {"location": "x"}, version=1) for e in events), atomic=True))) == {200}
    assert set(statuses(done(ada, *(delete(e) for e in events)))) == {204}
    assert ada.walk("/events") == []


def test_500_refusals_fit_into_the_answer(ada):
    bad = {"operation": "create", "event": {f"{n:02}" + "\U0001f600" * 90: 1 for n in range(5)}}
    reply = ada.post("/events/batch", body=json.dumps({"items": [bad] * 500}, ensure_ascii=False))
    assert reply.status == 200, reply
    assert set(statuses(reply.json()["results"])) == {400}
    assert {len(r["error"]["details"]) for r in reply.json()["results"]} == {5}


def test_a_body_of_one_mebibyte(ada):
    calendar = ada.calendar()
    body = {"items": [new(calendar, f"E{n}", description="x" * 65536) for n in range(15)] + [new(calendar, description="")]}
    body["items"][-1]["event"]["description"] = "x" * (1048576 - len(json.dumps(body)))
    text = json.dumps(body)
    assert len(text) == 1048576
    reply = ada.post("/events/batch", body=text)
    assert reply.status == 200 and set(statuses(reply.json()["results"])) == {201}, reply
    assert ada.post("/events/batch", body=text + " ").status == 413


def test_what_breaks_the_contract_beside_the_events_refuses_all(ada):
    calendar = ada.calendar()
    for item, field in (({"operation": "move", "id": ABSENT}, "operation"), ({}, "operation"), ({"operation": "delete", "id": "x"}, "id"),
                        ({"operation": "create", "event": 7}, "event"), (new(calendar) | {"no_such": 1}, "no_such"),
                        ({"operation": "delete", "id": ABSENT, "version": 0}, "version")):
        assert sent(ada, new(calendar), item).bad_fields == {f"items[1].{field}"}, item
    assert ada.walk("/events") == []


@pytest.mark.parametrize("item, fields", [
    ({"operation": "create"}, {"event"}), ({"operation": "replace", "id": ABSENT}, {"event"}),
    ({"operation": "patch", "id": ABSENT, "event": {}}, {"event", "patch"}), ({"operation": "delete", "patch": {}}, {"id", "patch"}),
    ({"operation": "create", "event": {}, "id": ABSENT, "version": 1, "scope": "this", "occurrence": "2026-06-01"}, {"id", "version", "scope", "occurrence"})])
def test_an_item_has_what_its_operation_takes(ada, item, fields):
    result, = done(ada, item)
    assert {d["field"] for d in result["error"]["details"]} == fields


# ------------------------------------------------------------------ once


def test_it_is_done_once(ada):
    calendar, key = ada.calendar(), str(uuid.uuid4())
    event = ada.event(calendar, "A")
    body = {"items": [new(calendar), patch(event, {"title": "B"}, version=1), delete({"id": ABSENT})]}
    first = ada.post("/events/batch", body, key=key)
    assert statuses(first.json()["results"]) == [201, 200, 404]
    again = ada.post("/events/batch", body, key=key)
    assert (again.status, again.body) == (200, first.body)
    assert len(ada.walk("/events")) == 2
    assert ada.post("/events/batch", {"items": body["items"][:1]}, key=key).code == "idempotency_mismatch"


def test_sent_at_once_it_is_done_once(ada, stack, contract):
    calendar, key = ada.calendar(), str(uuid.uuid4())
    body = {"items": [new(calendar, f"E{n}") for n in range(20)]}
    clients = [Api(stack.port, contract, ada.token) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        replies = list(pool.map(lambda api: api.patiently(lambda: api.post("/events/batch", body, key=key)), clients))
    assert {r.status for r in replies} == {200} and len({r.body for r in replies}) == 1
    assert len(ada.walk("/events")) == 20


# ------------------------------------------------------------------ at once


def test_opposite_batches_do_not_wait_in_a_circle(ada, stack, contract):
    places = [ada.calendar() for _ in range(3)]
    events = [ada.event(places[n % 3], f"E{n}") for n in range(12)]
    before = stack.logs(10 ** 6).count("deadlock detected")

    def writer(n):
        api, seen = Api(stack.port, contract, ada.token), []
        for turn in range(12):
            order = events if (n + turn) % 2 else events[::-1]
            items = [patch(e, {"title": f"{n}.{turn}", "calendar_id": places[(n + turn + i) % 3]["id"]}) for i, e in enumerate(order)]
            items += [new(places[(n + turn) % 3], uid=f"u{n}.{turn}.{i}") for i in range(3)]
            reply = api.patiently(lambda: sent(api, *items, atomic=bool(turn % 3)))
            assert reply.status == 200, reply
            seen += statuses(reply.json()["results"])
        return seen

    with ThreadPoolExecutor(4) as pool:
        everything = [s for seen in pool.map(writer, range(4)) for s in seen]
    assert set(everything) == {200, 201}
    assert len(ada.walk("/events?limit=200")) == 12 + 4 * 12 * 3
    assert stack.logs(10 ** 6).count("deadlock detected") == before


def test_batches_beside_changes_of_membership(ada, eve, stack, contract):
    """Each batch is wholly before or wholly after it."""
    shared, done_with = SharedCalendar(ada), threading.Event()

    def write():
        api, seen = Api(stack.port, contract, eve.token), set()
        while not done_with.is_set():
            reply = api.patiently(lambda: sent(api, *(new({"id": shared.id}) for _ in range(20))))
            assert reply.status == 200, reply
            seen.add(tuple(statuses(reply.json()["results"])))
        return seen

    with ThreadPoolExecutor(2) as pool:
        writers = [pool.submit(write) for _ in range(2)]
        try:
            for _ in range(6):
                for role in ("editor", "viewer"):
                    shared.let(eve, role)
                    assert set(statuses(done(eve, new({"id": shared.id})))) == {201 if role == "editor" else 403}
                shared.shut_out(eve)
                count = len(ada.walk("/events?limit=200"))
                assert statuses(done(eve, new({"id": shared.id}))) == [404]
                assert len(ada.walk("/events?limit=200")) == count
        finally:
            done_with.set()
        seen = set().union(*(w.result() for w in writers))
    assert seen <= {(status,) * 20 for status in (201, 403, 404)} and len(seen) > 1


def test_a_batch_whose_service_dies_is_done_once_and_whole(shaken, person):
    """Killed a little later each time: before the batch, within it, or behind it."""
    for delay in (0, 0.02, 0.05, 0.1, 0.2, 0.4):
        is_done_once_and_whole(shaken.port, person(), lambda answer: shaken.wait_restarted("event", shaken.kill("event")), delay)

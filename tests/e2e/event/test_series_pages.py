"""Lists of a series are complete while somebody changes it between two pages or at the same moment."""

import random
import threading
from datetime import timedelta
from urllib.parse import urlencode

import pytest

from series import at, cancel, change, listed, parse, weekly


def paged(person, query, between):
    """A walk with pages of one; `between` is called with each thing when a cursor stands on it."""
    seen, cursor = [], None
    while True:
        page = person.get("/events?" + urlencode(query | {"limit": 1} | ({"cursor": cursor} if cursor else {}))).json()
        seen += page["data"]
        cursor = page["next_cursor"]
        if not cursor:
            return [(e["id"], e["recurrence_id"]) for e in seen]
        between(page["data"][0])


def restored(person, series, rid):
    """An occurrence without its row: left out, and let in again."""
    cancel(person, series, "this", rid)
    change(person, series, "all", None, {"exception_dates": []})


def span_of(series, day):
    return {"start_time": day, "end_time": (parse(day) + timedelta(1)).strftime("%Y-%m-%d")} if series["all_day"] else {
        "start_time": at(int(day[8:])), "end_time": at(int(day[8:]), "07:30:00")}


CHANGES = {
    "gets a row of its own": (None, lambda p, s, rid: change(p, s, "this", rid, {"title": "own"}), 0),
    "keeps its row": ("own", lambda p, s, rid: change(p, s, "this", rid, {"title": "again"}), 0),
    "loses its row": ("own", restored, 0),
    "moves to an earlier time": (None, lambda p, s, rid: change(p, s, "this", rid, span_of(s, "2026-06-02")), 0),
    "moves to a later time": (None, lambda p, s, rid: change(p, s, "this", rid, span_of(s, "2026-06-06")), 1),
}


@pytest.mark.parametrize("all_day", [False, True], ids=["timed", "all day"])
@pytest.mark.parametrize("name", CHANGES)
def test_a_list_goes_on_behind_an_occurrence_that(ada, name, all_day):
    """Several series and events at one instant: whatever ids they and their rows have, each is seen once."""
    row, act, again = CHANGES[name]
    calendar = ada.calendar()
    fields = {"timezone": "UTC", "recurrence_rule": "FREQ=DAILY;COUNT=8"}
    fields |= {"start": "2026-06-01", "end": "2026-06-02", "all_day": True} if all_day else {"start": at(1), "end": at(1, "07:30:00")}
    series = [weekly(ada, calendar, **fields) for _ in range(4)]
    single = ada.event(calendar, **fields | {"recurrence_rule": None} | ({"start": "2026-06-04", "end": "2026-06-05"} if all_day else {"start": at(4), "end": at(4, "07:30:00")}))
    series += [weekly(ada, calendar, **fields) for _ in range(3)]
    rid = "2026-06-04" if all_day else at(4)
    of = {s["id"]: s for s in series}
    for s in series if row else ():
        change(ada, s, "this", rid, {"title": row})
    query = {"start": at(1, "00:00:00"), "end": "2026-06-08T00:00:00Z", "timezone": "UTC", "calendar_id": calendar["id"]}
    changed = set()

    def between(event):
        if event["recurrence_id"] == rid and event["id"] not in changed:
            changed.add(event["id"])
            act(ada, of[event["id"]], rid)

    days = range(1, 8)
    expected = [(s["id"], f"2026-06-{d:02}" if all_day else at(d)) for s in series for d in days] + [(single["id"], None)]
    expected += [(s["id"], rid) for s in series] * again
    assert sorted(paged(ada, query, between), key=str) == sorted(expected, key=str)
    assert changed == set(of)


# ---------------------------------------------------------------------- while another client edits


@pytest.mark.parametrize("limit", [1, 3, 10])
def test_a_month_is_listed_page_by_page_while_another_client_edits_it(ada, limit):
    """Nothing twice, nothing missing that was there throughout."""
    calendar = ada.calendar()
    kept = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
    edited = weekly(ada, calendar, timezone="UTC", start=at(1, "07:10:00"), end=at(1, "07:40:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
    singles = {ada.event(calendar, f"S{d}", start=at(d), end=at(d, "07:30:00"))["id"] for d in range(1, 31)}
    throughout = {(kept["id"], at(d)) for d in range(1, 31)} | {(i, None) for i in singles}
    stop = threading.Event()
    faults = []

    def edit():
        rng, ids = random.Random(limit), [edited["id"]]
        while not stop.is_set():
            found = [e for e in listed(ada, calendar_id=calendar["id"]) if e["id"] in ids]
            if not found:
                return
            row, action = rng.choice(found), rng.choice(("title", "cancel", "split", "all", "away"))
            of, rid = {"id": row["id"]}, row["recurrence_id"]
            try:
                if action == "cancel" and len(found) > 8:
                    cancel(ada, of, "this", rid)
                elif action == "split" and len(ids) < 6:
                    ids.append(change(ada, of, "following", rid, {"title": "split"})["id"])
                elif action == "away":
                    change(ada, of, "this", rid, {"start_time": "2026-08-01T00:00:00Z", "end_time": "2026-08-01T01:00:00Z"})
                elif action == "all":
                    change(ada, of, "all", None, {"description": "x" * rng.randrange(1, 2000)})
                else:
                    change(ada, of, "this", rid, {"title": "own"})
                # What was there throughout is edited too: its place stays.
                change(ada, kept, "all", None, {"location": str(rng.random())})
                change(ada, {"id": rng.choice(sorted(singles))}, "all", None, {"location": "x"})
            except BaseException as e:
                faults.append(e)
                raise

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        for _ in range(6):
            seen = [(e["id"], e["recurrence_id"]) for e in listed(ada, limit=limit, calendar_id=calendar["id"])]
            assert throughout <= set(seen), throughout - set(seen)
            assert len(seen) == len(set(seen)), "twice"
    finally:
        stop.set()
        editor.join()
    assert not faults, faults


def test_an_occurrence_is_never_gone_while_it_gets_a_row_of_its_own(ada):
    """A list and free/busy see one moment: before the change or after it."""
    calendar, stop, current, faults = ada.calendar(), threading.Event(), [None], []
    month = {"start": at(1, "00:00:00"), "end": "2026-07-01T00:00:00Z", "calendar_id": calendar["id"]}

    def edit():
        try:
            while not stop.is_set():
                series = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"), recurrence_rule="FREQ=DAILY;COUNT=30")
                current[0] = series["id"]
                for day in range(1, 31):
                    change(ada, series, "this", at(day), {"title": "own"})
                current[0] = None
                ada.delete(f"/events/{series['id']}")
        except BaseException as e:
            faults.append(e)
            raise

    editor = threading.Thread(target=edit)
    editor.start()
    try:
        looks = 0
        while looks < 150 and not faults:
            before = current[0]
            found = [e["recurrence_id"] for e in listed(ada, **month) if e["id"] == before]
            busy = ada.get("/availability?" + urlencode(month)).json()["busy"]
            if before and before == current[0]:
                looks += 1
                assert found == [at(day) for day in range(1, 31)]
                assert len(busy) == 30
    finally:
        stop.set()
        editor.join()
    assert not faults, faults

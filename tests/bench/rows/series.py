"""A month of a calendar with a hundred series: all its pages, free and busy, and a first page that nobody has asked for.

build/bare_recur measures the engine by itself.
"""

import functools
import types
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta
from urllib.parse import urlencode

from bench.load import get, paths, signed
from bench.rows import Row
from bench.target import psql
from harness.contract import Contract
from harness.people import Person

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}
# How many, the rule, and how a bounded one ends: about 940 occurrences in June.
KINDS = ((60, "FREQ=WEEKLY", ";COUNT=400"), (22, "FREQ=DAILY", ";UNTIL=20281231"), (18, "FREQ=MONTHLY;BYDAY=2TU", ";COUNT=60"))


def made(ada, path, fields):
    reply = ada.ask("POST", path, fields, check=False)
    assert reply.status == 201, reply
    return reply.json()


def hour_of(calendar, title, day, hour, **more):
    """Most of an hour, in Berlin."""
    return {"calendar_id": calendar["id"], "title": title, "start_time": f"{day}T{hour:02}:00:00Z", "end_time": f"{day}T{hour:02}:45:00Z",
            "timezone": "Europe/Berlin"} | more


def add_singles(ada, calendar, days):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: made(ada, "/events", hour_of(calendar, f"Event {n[0]}", n[1], n[0] % 23)), enumerate(days)))


def first_in_june(ada, series):
    """Which occurrence, or None."""
    query = JUNE | {"limit": 200, "timezone": "UTC"}
    while True:
        page = ada.get(f"/events?{urlencode(query)}", check=False).json()
        ours = [e["recurrence_id"] for e in page["data"] if e["id"] == series["id"]]
        if ours or not page["next_cursor"]:
            return ours[0] if ours else None
        query["cursor"] = page["next_cursor"]


def add_series(ada, calendar):
    """Every second one is endless; every fourth has an exception, and another fourth a moved occurrence, in June."""
    rules = [(rule, end) for count, rule, end in KINDS for _ in range(count)]
    for i, (rule, end) in enumerate(rules):
        first, clock = date(2025, 1, 6) + timedelta(i % 28), f"{i % 20:02}:15:00"
        series = made(ada, "/events", hour_of(calendar, f"Series {i}", first, i % 20) | {"recurrence_rule": rule + (end if i % 2 else "")})
        occurrence = first_in_june(ada, series) if i % 4 < 2 else None
        if occurrence:
            path, day = f"/events/{series['id']}?scope=this&occurrence={occurrence}", occurrence[:10]
            reply = (ada.delete(path, check=False) if i % 4 else
                     ada.patch(path, {"start_time": f"{day}T{clock}Z", "end_time": f"{day}T{clock[:2]}:55:00Z"}, check=False))
            assert reply.status in (200, 204), reply


def pages_of(ada, calendar):
    """The paths of one walk through June."""
    found, cursor = [], None
    while True:
        query = JUNE | {"limit": 200, "calendar_id": calendar["id"]} | ({"cursor": cursor} if cursor else {})
        found.append("/events?" + urlencode(query))
        cursor = ada.get(found[-1], check=False).json()["next_cursor"]
        if not cursor:
            return found


def june(others, target, options):
    """Besides June's, `others` single events on either side of it, so that its answer is the same."""
    ada = Person(target.stack.port, Contract(), "Ada", timezone="Europe/Berlin")
    calendar = ada.calendar()
    add_singles(ada, calendar, [date(2026, 1, 1) + timedelta(n % 365) for n in range(1000)])
    add_series(ada, calendar)
    add_singles(ada, calendar, [day + timedelta(n % 330) for day in (date(2025, 7, 1), date(2026, 7, 2)) for n in range(others // 2)])
    if not options.analyze:
        psql(target.stack, "event", "ANALYZE events")
    return types.SimpleNamespace(ada=ada, calendar=calendar, pages=pages_of(ada, calendar))


def rows(setup, among):
    return (
        Row(f"June, all pages, {among}", setup, request=lambda world: paths(world.pages, world.ada), connections=(1, 32),
            pages=lambda world: len(world.pages)),
        Row(f"June, free and busy, {among}", setup, connections=(1, 32),
            request=lambda world: get("/availability?" + urlencode(JUNE | {"calendar_id": world.calendar["id"]}), world.ada)),
        Row(f"June, first page, not kept, {among}", setup, connections=(1, 32),
            request=lambda world: {"MODE": "anew", "CALENDAR": world.calendar["id"]} | signed(world.ada)),
    )


few, many = functools.partial(june, 0), functools.partial(june, 9000)
ROWS = rows(few, "1,000") + rows(many, "10,000")

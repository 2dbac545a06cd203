"""Searches and tags in calendars of 10,000 and of 100,000 events: words that all of them have, some, and few; page by page."""

import types
from urllib.parse import quote

from bench.load import paths
from bench.rows import Row
from harness.contract import Contract
from harness.people import Person
from harness.stack import wait_until

# Written as an earlier release would, in one statement; the service then makes the terms of all of them.
FILL = """INSERT INTO events (id, calendar_id, title, description, start_time, end_time, timezone, all_day, status, transparency, tags,
                              created_by, updated_by)
SELECT gen_random_uuid(), c.calendar_id,
       'Meeting ' || n || CASE WHEN n % 10 = 0 THEN ' tenth' ELSE '' END || CASE WHEN n % 100 = 0 THEN ' hundredth' ELSE '' END
           || CASE WHEN n % 1000 = 0 THEN ' thousandth' ELSE '' END, 'what is said of it, in some words', start, start + interval '45 min',
       'UTC', false, 'confirmed', 'opaque', CASE WHEN n % 20 = 0 THEN '{{team}}' ELSE '{{}}' END::text[], c.user_id, c.user_id
FROM calendar_access AS c, generate_series(1, {rows}) AS n,
     LATERAL (SELECT timestamptz '2020-01-01Z' + n * interval '1 hour' AS start) AS s
WHERE c.calendar_id = '{calendar}'"""


def filled(rows):
    def world(target, options):
        ada = Person(target.stack.port, Contract(), "Ada")
        calendar = ada.calendar()
        target.stack.sql("event", FILL.format(rows=rows, calendar=calendar["id"]))
        wait_until("terms of all events", lambda: target.stack.sql(
            "event", "SELECT count(*) FROM events WHERE (terms_version <> version AND deleted_at IS NULL) IS TRUE") == "0", seconds=1200)
        return types.SimpleNamespace(ada=ada)
    return world


MANY, MORE = filled(10_000), filled(100_000)
ASKED = (("all", "search=meet"), ("a tenth", "search=tenth"), ("a hundredth", "search=hundredth"), ("a thousandth", "search=thousandth"),
         ("one", "search=4711"), ("a tag of a twentieth", "tag=team"))


def asked(query):
    def request(world):
        page = world.ada.get(f"/events?{query}").json()
        cursor = page["next_cursor"]
        return paths([f"/events?{query}", *([f"/events?{query}&cursor={quote(cursor)}"] if cursor else [])], world.ada)
    return request


ROWS = tuple(Row(f"GET /events?{query.split('=')[0]}=, {what} of {size} events", world, request=asked(query))
             for size, world in (("10,000", MANY), ("100,000", MORE)) for what, query in ASKED)

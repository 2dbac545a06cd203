"""A month, searches and tags in calendars of 10,000 and of 100,000 events: words that all of them have, some, and few; page by page.

A viewer's, in a calendar where nine of ten are hidden, among them the first 300.
"""

import types
from urllib.parse import quote

from bench.load import paths
from bench.rows import Row
from harness.contract import Contract
from harness.people import Person
from harness.stack import wait_until

# Written as an earlier release would, in one statement; the service then makes the terms of all of them.
FILL = """INSERT INTO events (id, calendar_id, uid, title, description, start_time, end_time, timezone, all_day, status, transparency,
                              tags, visibility, created_by, updated_by)
SELECT gen_random_uuid(), c.calendar_id, 'n' || n,
       'Meeting ' || n || CASE WHEN n % 10 = 0 THEN ' tenth' ELSE '' END || CASE WHEN n % 100 = 0 THEN ' hundredth' ELSE '' END
           || CASE WHEN n % 1000 = 0 THEN ' thousandth' ELSE '' END, 'what is said of it, in some words', start, start + interval '45 min',
       'UTC', false, 'confirmed', 'opaque', CASE WHEN n % 20 = 0 THEN '{{team}}' ELSE '{{}}' END::text[],
       CASE WHEN {hidden} THEN 'private' ELSE 'public' END, c.user_id, c.user_id
FROM calendar_access AS c, generate_series(1, {rows}) AS n,
     LATERAL (SELECT timestamptz '2020-01-01Z' + n * interval '1 hour' AS start) AS s
WHERE c.calendar_id = '{calendar}' AND c.role = 'owner'"""


def filled(rows, hidden="false"):
    def world(target, options):
        ada = Person(target.stack.port, Contract(), "Ada")
        calendar = ada.calendar()
        target.stack.sql("event", FILL.format(rows=rows, calendar=calendar["id"], hidden=hidden))
        wait_until("terms of all events", lambda: target.stack.sql(
            "event", "SELECT count(*) FROM events WHERE (terms_version <> version AND deleted_at IS NULL) IS TRUE") == "0", seconds=1200)
        if hidden == "false":
            return types.SimpleNamespace(ada=ada)
        viewer = Person(target.stack.port, Contract(), "Viewer")
        ada.patiently(lambda: ada.post(f"/calendars/{calendar['id']}/share", {"user_id": viewer.id, "role": "viewer"}))
        return types.SimpleNamespace(ada=viewer)
    return world


MANY, MORE = filled(10_000), filled(100_000)
HIDDEN = filled(10_000, "n <= 300 OR n % 10 <> 1")
ASKED = (("all", "search=meet"), ("a tenth", "search=tenth"), ("a hundredth", "search=hundredth"), ("a thousandth", "search=thousandth"),
         ("one", "search=4711"), ("a tag of a twentieth", "tag=team"))
MONTH = "start=2020-06-01T00:00:00Z&end=2020-07-01T00:00:00Z"


def asked(query):
    def request(world):
        page = world.ada.get(f"/events?{query}").json()
        cursor = page["next_cursor"]
        return paths([f"/events?{query}", *([f"/events?{query}&cursor={quote(cursor)}"] if cursor else [])], world.ada)
    return request


ROWS = tuple(Row(f"GET /events?{query.split('=')[0]}=, {what} of {size} events", world, request=asked(query))
             for size, world in (("10,000", MANY), ("100,000", MORE)) for what, query in ASKED) + tuple(
    Row(f"GET /events?{query.split('=')[0]}=, {what} of 10,000 events, of a viewer", HIDDEN, request=asked(query))
    for what, query in (ASKED[0], ASKED[4])) + tuple(
    Row(f"GET /events?start=&end=, a month of {size} events", world, request=asked(MONTH)) for size, world in (("10,000", MANY), ("100,000", MORE)))

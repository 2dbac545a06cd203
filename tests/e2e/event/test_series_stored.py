"""Series that an earlier release has stored."""

import subprocess

import pytest

from harness.stack import ROOT
from series import at, cancel, change, get, listed, starts, titles, weekly

BEFORE = """INSERT INTO events (id, calendar_id, title, start_time, end_time, timezone, all_day, status, transparency, tags,
    created_by, updated_by, recurrence_rule, series_start, series_end)
SELECT gen_random_uuid(), gen_random_uuid(), n, '2026-06-01T07:00Z', '2026-06-01T08:00Z', zone, all_day, 'confirmed', 'opaque', '{}',
    gen_random_uuid(), gen_random_uuid(), rule, now(), now() FROM (VALUES %s) AS v (n, rule, zone, all_day);"""
RULES = [  # as they were stored, in which zone (none: all-day), and as they are then
    ("FREQ=DAILY;UNTIL=20260604T085959", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260604T065959Z"),
    ("freq=daily;until=20260604t085959;interval=2", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260604T065959Z;INTERVAL=2"),
    ("FREQ=DAILY;UNTIL=20260604", "America/New_York", "FREQ=DAILY;UNTIL=20260605T035959Z"),
    ("FREQ=DAILY;UNTIL=20260604T085959Z", "Europe/Berlin", "FREQ=DAILY;UNTIL=20260604T085959Z"),
    ("FREQ=DAILY;UNTIL=20260604T085959", "Mars/Olympus", "FREQ=DAILY;UNTIL=20260604T085959"),
    ("FREQ=DAILY;UNTIL=20260603", None, "FREQ=DAILY;UNTIL=20260603"),
    ("FREQ=DAILY;UNTIL=20260603T235959", None, "FREQ=DAILY;UNTIL=20260603"),
    ("FREQ=WEEKLY;UNTIL=20260603T235959Z;BYDAY=MO", None, "FREQ=WEEKLY;UNTIL=20260603;BYDAY=MO"),
    ("FREQ=DAILY;COUNT=3", "UTC", "FREQ=DAILY;COUNT=3"),
]


def test_stored_rules_get_the_form_of_their_start(stack):
    """In a schema of its own, as the release before left it; nothing of it stays."""
    migrations = sorted((ROOT / "schemas/sql/event").glob("*.sql"))
    old = [m for m in migrations if m.name < "0008"]
    values = ", ".join(f"('{n}', '{rule}', '{zone or 'UTC'}', {zone is None})" for n, (rule, zone, _) in enumerate(RULES))
    script = ["BEGIN; CREATE SCHEMA earlier; SET LOCAL search_path = earlier, public; SET LOCAL TIME ZONE 'Asia/Tokyo';",
              *(m.read_text() for m in old), BEFORE % values, (ROOT / "schemas/sql/event/0008_walls.sql").read_text(),
              "SELECT recurrence_rule FROM events ORDER BY title::int; ROLLBACK;"]
    done = subprocess.run(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", stack.conninfo("event")],
                          input="\n".join(script), capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == [now for _, _, now in RULES]


@pytest.mark.parametrize("change_of", ["all", "following", "this"])
def test_a_series_without_a_stored_wall_starts_where_its_zone_shows_it(ada, stack, change_of):
    series = weekly(ada, recurrence_rule="FREQ=DAILY;COUNT=4", exception_dates=[at(2)])
    stack.sql("event", f"UPDATE events SET start_local = NULL WHERE id = '{series['id']}'")
    assert starts(listed(ada)) == [at(1), at(3), at(4)]
    if change_of == "all":
        change(ada, series, "all", None, {"timezone": "Asia/Tokyo", "start_time": at(1, "08:00:00"), "end_time": at(1, "09:00:00")})
        assert starts(listed(ada)) == [at(d, "08:00:00") for d in (1, 3, 4)]
    elif change_of == "following":
        change(ada, series, "following", at(3), {"title": "New"})
        assert titles(listed(ada)) == ["Weekly", "New", "New"]
    else:
        cancel(ada, series, "this", at(3))
        assert starts(listed(ada)) == [at(1), at(4)] and get(ada, series)["start_time"] == at(1)

"""The six examples of docs/series.md: what the model draws of each must stand there.

    drawn.py    prints the drawings, to be put into the page
"""

import datetime
import pathlib

from edits import Run

PAGE = pathlib.Path(__file__).resolve().parents[2] / "docs" / "series.md"
SERIES = {"start": "2026-06-01T09:00", "zone": "Europe/Berlin", "all_day": False, "length": "PT3600S",
          "rule": "FREQ=DAILY;COUNT=6", "rdates": ["2026-06-11T12:00"], "exdates": []}
DONE = [{"on": 0, "op": "this", "place": "2026-06-03T09:00", "start": "2026-06-03T15:00"},
        {"on": 0, "op": "this", "place": "2026-06-04T09:00", "delete": True}]
EXAMPLES = {
    "this, changed": [{"on": 0, "op": "this", "place": "2026-06-05T09:00", "start": "2026-06-05T11:00"}],
    "this, deleted": [{"on": 0, "op": "this", "place": "2026-06-11T12:00", "delete": True}],
    "all, an hour earlier": [{"on": 0, "op": "all", "start": "2026-06-01T08:00"}],
    "all, another rule": [{"on": 0, "op": "all", "rule": "FREQ=WEEKLY;BYDAY=MO,WE,FR;COUNT=5"}],
    "following, an hour later": [{"on": 0, "op": "following", "place": "2026-06-02T09:00", "start": "2026-06-02T10:00"}],
    "following, deleted": [{"on": 0, "op": "following", "place": "2026-06-05T09:00", "delete": True},
                           {"on": 0, "op": "all", "start": "2026-06-01T08:00"}],
}
MARKS = {"plain": "", "changed": "*", "cancelled": "x"}


def cells(series, done):
    """What stands on each day of the month: the time on the wall clock, and its mark."""
    found = {}
    for o in series.occurrences(done.far):
        wall, _, start, _, state = done.shown(series, o)
        if state == "changed":
            zone_ahead = o.place.wall - o.key
            wall = (datetime.datetime.fromisoformat(start) + zone_ahead).isoformat()
        further = state == "plain" and o.names[0][0] == "date"
        found[int(wall[8:10])] = wall[11:16] + ("+" if further else MARKS[state])
    return found


def case_of(edits):
    return {"series": SERIES, "edits": DONE + edits, "until": "2026-07-01T00:00"}


def rows(edits):
    done = Run(case_of(edits))
    for e in DONE:
        done.edit(e)
    found = [("before", cells(done.series[0], done))]
    for number, e in enumerate(edits):
        done.edit(e)
        for index, series in enumerate(done.series):
            if series is not None:
                what = "after" if len(edits) == 1 else ["deleted", "then moved"][number]
                found.append((["", "its rest"][index] or what, cells(series, done)))
    return found


def drawing(edits):
    table = rows(edits)
    days = sorted({day for _, row in table for day in row})
    names = [datetime.date(2026, 6, day).strftime("%a ") + str(day) for day in days]
    lines = [["", *names]] + [[label, *(row.get(day, "") for day in days)] for label, row in table]
    return "\n".join("".join([line[0].ljust(12), *(cell.ljust(8) for cell in line[1:])]).rstrip() for line in lines)


def missing():
    """The names of the examples whose drawing is not on the page."""
    page = PAGE.read_text()
    return [name for name, edits in EXAMPLES.items() if f"```\n{drawing(edits)}\n```" not in page]


if __name__ == "__main__":
    for name, edits in EXAMPLES.items():
        print(f"{name}\n{drawing(edits)}\n")

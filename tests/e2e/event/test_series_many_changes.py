"""Many changes of a series after each other, against a model."""

import random
from datetime import timedelta

import pytest

from series import at, cancel, change, instant, listed, parse, weekly


class Model:
    """Occurrences as a list: what a client of many changes may expect."""

    def __init__(self, series, days):
        first = parse(series["start_time"])
        self.rows = [{"rid": instant(first + timedelta(days=n)), "start": instant(first + timedelta(days=n)), "title": series["title"],
                      "own": False, "series": series["id"]} for n in range(days)]

    def same(self, row):
        return [r for r in self.rows if r["series"] == row["series"]]

    def following(self, row):
        return [r for r in self.same(row) if r["rid"] >= row["rid"]]

    def shown(self):
        return sorted((r["start"], r["title"], r["rid"], r["series"]) for r in self.rows)


@pytest.mark.parametrize("seed", range(4))
def test_many_changes_after_each_other(ada, seed):
    rng = random.Random(seed)
    calendar = ada.calendar()
    series = weekly(ada, calendar, timezone="UTC", start=at(1), end=at(1, "07:30:00"),
                    recurrence_rule=("FREQ=DAILY;COUNT=24", "FREQ=DAILY;UNTIL=20260624T070000Z")[seed % 2])
    model = Model(series, 24)
    for step in range(30):
        if len(model.rows) < 3:
            break
        row, title = rng.choice(model.rows), f"T{step}"
        of = {"id": row["series"]}
        action = rng.choice(("title", "move", "move", "cancel", "split", "all", "end" if step > 20 else "split"))
        if action == "title":
            change(ada, of, "this", row["rid"], {"title": title})
            row |= {"title": title, "own": True}
        elif action == "move":
            start = parse(row["rid"]) + timedelta(minutes=rng.randrange(-3000, 3000))
            change(ada, of, "this", row["rid"], {"start_time": instant(start), "end_time": instant(start + timedelta(hours=1))})
            row |= {"start": instant(start), "own": True}
        elif action == "cancel":
            cancel(ada, of, "this", row["rid"])
            model.rows.remove(row)
            if not model.same(row):
                ada.delete(f"/events/{row['series']}")
        elif action == "split":
            new = change(ada, of, "following", row["rid"], {"title": title})
            for r in model.following(row):
                r |= {"series": new["id"]} | ({} if r["own"] and r is not row else {"title": title})
        elif action == "end":
            whole = model.following(row) == model.same(row)
            cancel(ada, of, "following", row["rid"])
            for r in model.following(row):
                model.rows.remove(r)
            assert ada.get(f"/events/{row['series']}").status == (404 if whole else 200)
        else:
            change(ada, of, "all", None, {"title": title})
            for r in model.same(row):
                r |= {} if r["own"] else {"title": title}
        found = listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z", calendar_id=calendar["id"])
        assert sorted((e["start_time"], e["title"], e["recurrence_id"], e["id"]) for e in found) == model.shown(), (step, action, row)
    for limit in (1, 7):
        assert listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z", limit) == listed(ada, "2026-05-25T00:00:00Z", "2026-07-05T00:00:00Z")

"""The edits of a case made on the model, and what is compared.  tests/series_dump.c says how a case
is written."""

import datetime
import re

from model import CANCELLED, DAY, Refused, Series, create
from walls import Place, begun, count_of, instant, on_a_date, parts_of, place_at, without_end

SLACK = 1.5  # as far as this times what is shown, so that what moves into it is known
LENGTH = re.compile(r"P(?:(\d+)D|T(\d+)S)$")


# ------------------------------------------------------------------ how a case is written


def place_of(text, fold=0):
    wall, again, _ = text.partition("~")
    return Place(datetime.datetime.fromisoformat(wall), 1 if again else fold)


def text_of_place(place):
    return place.wall.isoformat(timespec="minutes") + ("~" if place.fold else "")


def length_of(text):
    days, seconds = LENGTH.match(text).groups()
    return datetime.timedelta(days=int(days or 0), seconds=int(seconds or 0))


def dates_of(texts):
    found = {}
    for text in texts:
        start, _, length = text.partition("/")
        found[place_of(start)] = length_of(length) if length else None
    return found


# ------------------------------------------------------------------ the edits


class Run:
    """What becomes of a case."""

    def __init__(self, case):
        s = case["series"]
        self.until = datetime.datetime.fromisoformat(case["until"])
        self.far = self.until + (self.until - place_of(s["start"]).wall) * SLACK
        self.series = [create(place_of(s["start"]), None if s["all_day"] else s["zone"], length_of(s["length"]),
                              s.get("rule"), dates_of(s.get("rdates", [])),
                              list(map(place_of, s.get("exdates", []))), self.far)]
        self.refused, self.dropped = [], []

    def edit(self, e):
        try:
            self.dropped.append(self.make(e))
        except Refused as why:
            self.refused.append([len(self.dropped), why.args[0]])
            self.dropped.append(0)

    def make(self, e):
        on = e["on"]
        series = self.series[on]
        if series is None:
            raise LookupError("an edit of nothing")
        if e["op"] == "all":
            new, dropped = (None, 0) if e.get("delete") else self.change(series, series.start, e)
            self.series[on] = new
            return dropped
        o = series.at(place_of(e["place"], e.get("fold", 0)), self.far)
        if e["op"] == "this":
            self.series[on] = self.this(series, o, e)
            return 0
        return self.following(on, series, o, e)

    def this(self, series, o, e):
        if e.get("delete"):
            series.note(o, CANCELLED)
            return None if series.is_empty() else series
        start, end = o.note or (o.key, o.key + o.length)
        length = length_of(e["length"]) if "length" in e else end - start
        if "start" in e:
            start = instant(place_of(e["start"]), series.zone)
        series.note(o, (start, start + length))
        return series

    def following(self, on, series, o, e):
        head, tail = series.split(o, self.far)
        if head.is_empty():  # it was the first: the whole series changes
            new, dropped = (None, 0) if e.get("delete") else self.change(tail, tail.at(o.place, self.far).place, e)
            if new and (head.count or head.dates):
                new.text = None
            self.series[on] = new
            return dropped
        if e.get("delete"):
            self.series[on] = head
            return 0
        new, dropped = self.change(tail, tail.at(o.place, self.far).place, e)
        new.text = None  # COUNT is the rest now
        self.series[on] = head
        self.series.append(new)
        return dropped

    # ---------------------------------------------------------------- the course

    def change(self, series, anchor, e):
        """The series when the occurrence at `anchor` is given what the edit says."""
        zone = e["zone"] if "zone" in e and series.zone else series.zone
        length = length_of(e["length"]) if "length" in e else series.length
        to = anchor
        if "start" in e:
            to = place_of(e["start"])
        elif zone != series.zone:
            to = place_at(instant(anchor, series.zone), zone)
        if self.has_new_rule(series, anchor, to, zone, length, e):
            new, dropped = self.ruled(series, anchor, to, zone, length, e)
        else:
            new, dropped = series.move(anchor, to, zone, length, self.far)
            if "rdates" in e:
                new, more = new.dated(dates_of(e["rdates"]), self.far)
                dropped += more
        if new.parts is None and not new.dates:
            raise Refused("recurrence_rule")  # it would be no series
        if "exdates" in e:
            dropped += new.write_cancelled(list(map(place_of, e["exdates"])), self.far)
        if new.is_empty():
            raise Refused("exception_dates")
        return new, dropped

    def has_new_rule(self, series, anchor, to, zone, length, e):
        """One that says what the old rule becomes when it moves along is none."""
        if "rule" not in e or e["rule"] is not None and e["rule"] == series.text:
            return False
        if e["rule"] is None or series.parts is None or anchor != series.start or (anchor, series.zone) == (to, zone):
            return True
        parts = parts_of(e["rule"])
        try:
            moved, _ = series.move(anchor, to, zone, length, self.far)
        except Refused:
            return True
        return without_end(parts) != moved.parts or count_of(parts, moved.start, zone) != moved.count

    def ruled(self, series, anchor, to, zone, length, e):
        """A new rule from `to` on.  A further date at the anchor is what is now the start."""
        text = e["rule"]
        parts = parts_of(text) if text else None
        to = begun(parts, to, zone)
        count = count_of(parts, to, zone) if parts else 1
        if count == 0:
            raise Refused("recurrence_rule")
        dates = dict(series.dates)
        if anchor != to or anchor != series.start:
            dates.pop(anchor, None)
        if "rdates" in e:
            dates = dates_of(e["rdates"])
        new = Series(zone, to, length, parts and without_end(parts), count, dates, text=text)
        return new, new.refit(series, self.far)

    # ---------------------------------------------------------------- what is compared

    def listed(self):
        return [s and [self.shown(s, o) for o in s.occurrences(self.far) if o.key < self.until] for s in self.series]

    def shown(self, series, o):
        place = on_a_date(o.place, series.zone)
        if o.note == CANCELLED:
            return [place.wall.isoformat(), place.fold, o.key.isoformat(), "", CANCELLED]
        start, end = o.note or (o.key, o.key + o.length)
        return [place.wall.isoformat(), place.fold, start.isoformat(), end.isoformat(),
                "changed" if o.note else "plain"]


def run(case):
    done = Run(case)
    for edit in case["edits"]:
        done.edit(edit)
    return done

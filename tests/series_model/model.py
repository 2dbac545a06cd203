"""A series as a list of occurrences, and what each edit makes of it: slow and obvious on purpose.

An occurrence has an identity, which is all that edits follow: ("rule", k) is the k-th time of the
rule (the start is the 0th), ("date", place) a further date (RDATE).  What was done to single
occurrences is noted by identity, so it goes wherever the course takes that occurrence.  The end of
the rule is a number of times, never a moment.
"""

import datetime
import itertools
from dataclasses import dataclass, field

from shifted import Unsayable, shifted
from walls import END, Place, count_of, instant, parts_of, rule_places, settled, without_end

CANCELLED = "cancelled"
DAY = datetime.timedelta(days=1)


class Refused(Exception):
    """The field that the request is wrong in."""


@dataclass
class Occurrence:
    key: datetime.datetime  # the instant, or the date: what tells occurrences apart
    place: Place
    length: datetime.timedelta
    names: list  # identities; more than one when times coincide
    note: object = None  # None, CANCELLED, or (start, end) of its own


@dataclass
class Series:
    zone: str | None  # None: all-day
    start: Place
    length: datetime.timedelta
    parts: dict | None = None  # the rule without its end
    count: int | None = 1  # times of the rule, with the start; None: without end
    dates: dict = field(default_factory=dict)  # place -> its own length or None
    notes: dict = field(default_factory=dict)  # identity -> as Occurrence.note
    strays: set = field(default_factory=set)  # exceptions that name no occurrence
    text: str | None = None  # the rule as it was sent, as long as it is the one of this series
    listed: dict = field(default_factory=dict)  # the course, once it was asked for

    # -------------------------------------------------------------- the list

    def rule_places(self, until):
        places = itertools.islice(rule_places(self.parts, self.start, self.zone), self.count)
        return itertools.takewhile(lambda place: place.wall < until, places)

    def occurrences(self, until):
        """Every occurrence in order, also cancelled ones."""
        if until not in self.listed:
            self.listed[until] = self.course(until)
        for o in self.listed[until]:
            notes = [self.notes[name] for name in o.names if name in self.notes]
            o.note = CANCELLED if CANCELLED in notes else next(iter(notes), None)
        return self.listed[until]

    def course(self, until):
        found = {}
        for k, place in enumerate(self.rule_places(until)):
            key = instant(place, self.zone)
            o = found.setdefault(key, Occurrence(key, place, self.length, []))
            o.names.append(("rule", k))
        for place, own in sorted(self.dates.items(), reverse=True):
            self.add_date(found, place, self.length if own is None else own)
        return sorted((o for o in found.values() if o.key < END), key=lambda o: o.key)

    def add_date(self, found, place, length):
        """It stands for a time of the rule; of dates that coincide the longest counts."""
        key = instant(place, self.zone)
        o = found.setdefault(key, Occurrence(key, place, length, []))
        is_first = all(kind == "rule" for kind, _ in o.names)
        o.place, o.length = place, length if is_first else max(o.length, length)
        o.names.append(("date", place))

    def by_key(self, until):
        return {o.key: o for o in self.occurrences(until)}

    def at(self, place, until):
        """The occurrence, which must take place, that a client names."""
        o = self.by_key(until).get(instant(place, self.zone))
        if o is None or o.note == CANCELLED:
            raise Refused("occurrence")
        return o

    def is_empty(self):
        return self.count is not None and all(o.note == CANCELLED for o in self.occurrences(END))

    # -------------------------------------------------------------- single occurrences

    def note(self, o, what):
        """By its place alone, so that times which coincide there and part later are not noted twice."""
        self.unnote(o)
        self.notes[("date", o.place) if ("date", o.place) in o.names else o.names[0]] = what

    def unnote(self, o):
        for name in o.names:
            self.notes.pop(name, None)

    def cancel(self, places, until):
        """Exceptions; those that name no occurrence wait for one."""
        mine = self.by_key(until)
        self.strays = set()
        for place in places:
            if o := mine.get(instant(place, self.zone)):
                self.note(o, CANCELLED)
            else:
                self.strays.add(place)

    def write_cancelled(self, places, until):
        """The exceptions as a whole.  How many changed occurrences no longer take place."""
        changed = [o for o in self.occurrences(until) if o.note not in (None, CANCELLED)]
        for o in self.occurrences(until):
            if o.note == CANCELLED:
                self.unnote(o)
        self.cancel(places, until)
        after = self.by_key(until)
        return sum(after[o.key].note == CANCELLED for o in changed)

    # -------------------------------------------------------------- changes of the course

    def move(self, anchor, to, zone, length, until):
        """The occurrence at `anchor` goes to `to`, all others as far: the k-th stays the k-th.  The series, and how many were dropped."""
        delta = to.wall - anchor.wall

        def moved(place):
            return to if place == anchor else settled(Place(place.wall + delta, place.fold), zone)

        new = Series(zone, moved(self.start), length, self.parts, self.count)
        if self.parts is not None:
            try:
                new.parts = shifted(self.parts, self.start.wall, self.start.wall + delta)
            except Unsayable:
                raise Refused("start_time")
        # A further date at a time of the rule is the same occurrence.
        along = dict(zip(self.rule_places(until), new.rule_places(END))) if self.dates else {}
        dates = {place: along.get(place) or moved(place) for place in self.dates}
        for place, own in sorted(self.dates.items(), key=lambda item: length if item[1] is None else item[1]):
            new.dates[dates[place]] = own  # of those that meet the longest
        new.notes = {name if name[0] == "rule" else ("date", dates[name[1]]): note
                     for name, note in self.notes.items()}
        new.cancel(map(moved, self.strays), until)
        if to == anchor and zone == self.zone:
            new.text = self.text
        return new, new.settle([name for o in self.occurrences(until) for name in o.names], dates, until)

    def settle(self, order, dates, until):
        """Of changed occurrences that have become one the earlier stays, and none where one is cancelled.  How many went."""
        rank = {name if name[0] == "rule" else ("date", dates[name[1]]): n for n, name in reversed([*enumerate(order)])}
        dropped = 0
        for o in self.occurrences(until):
            changed = sorted((name for name in o.names if self.notes.get(name, CANCELLED) != CANCELLED), key=rank.__getitem__)
            gone = changed if o.note == CANCELLED else changed[1:]
            for name in gone:
                del self.notes[name]
            dropped += len(gone)
        return dropped

    def refit(self, old, until):
        """Takes the notes of `old`: by the same wall, else the same date.  How many found no place."""
        noted = sorted((o for o in old.occurrences(until) if o.note), key=lambda o: o.note != CANCELLED)
        free = self.by_key(until)
        homeless = []
        for o in noted:
            if same := free.pop(instant(settled(o.place, self.zone), self.zone), None):
                self.note(same, o.note)
            else:
                homeless.append(o)
        dropped = 0
        for o in homeless:
            near = [m for m in free.values() if m.place.wall.date() == o.place.wall.date()]
            if near:
                self.note(free.pop(near[0].key), o.note)
            else:
                dropped += 1
        self.cancel([settled(place, self.zone) for place in old.strays], until)
        return dropped

    def dated(self, dates, until):
        """With other further dates.  What was changed at one that is gone is dropped, its exception waits."""
        new = Series(self.zone, self.start, self.length, self.parts, self.count, dates)
        lost = {name[1]: note for name, note in self.notes.items() if name[0] == "date" and name[1] not in dates}
        new.notes = {name: note for name, note in self.notes.items() if name[0] == "rule" or name[1] in dates}
        new.text = self.text
        new.cancel([*self.strays, *(place for place, note in lost.items() if note == CANCELLED)], until)
        dropped = 0
        for place, note in lost.items():
            o = new.by_key(until).get(instant(place, self.zone))
            if note != CANCELLED and o:
                new.note(o, note)
            dropped += note != CANCELLED and not o
        return new, dropped

    def split(self, o, until):
        """(what lies before the occurrence, the rest); the first has nothing at the very first one."""
        listed = self.occurrences(until)
        before = {name for e in listed if e.key < o.key for name in e.names}
        head, tail = (Series(self.zone, self.start, self.length, self.parts) for _ in range(2))
        head.count, begins = self.cut(listed, o)
        tail.count = None if self.count is None else self.count - begins
        tail.text = self.text  # sent with the rest, it is no new rule
        for place, own in self.dates.items():
            (head if ("date", place) in before else tail).dates[place] = own
        for place in self.strays:
            (head if instant(place, self.zone) < o.key else tail).strays.add(place)
        if tail.count != 0:
            tail.start = next(itertools.islice(self.rule_places(END), begins, None))
        for e in listed:
            if all(kind == "rule" and head.count <= k < begins for kind, k in e.names):
                (head if e.key < o.key else tail).dates[e.place] = None
        head.begin_with_date()
        tail.begin_with_date()
        mine, other = head.by_key(until), tail.by_key(until)
        assert [*mine, *other] == [e.key for e in listed], "a half is not its half"
        for e in listed:
            if e.note:
                half = head if e.key in mine else tail
                half.note(mine.get(e.key) or other[e.key], e.note)
        return head, tail

    def cut(self, listed, o):
        """How many of the rule's times the first half has, and with which the rest begins.

        Where clocks skip some times, those come later than some behind the gap: what lies before the cut is not the first
        so and so many.  Times that neither rule then has, nor one that coincides, become further dates.
        """
        before, after = [], []
        for e in listed:
            (before if e.key < o.key else after).extend(k for kind, k in e.names if kind == "rule")
        begins = max(before, default=-1) + 1
        return min([begins, *after]), begins

    def begin_with_date(self):
        """A half without a time of the rule starts with its first date, and is a series by having one."""
        if self.count == 0:
            self.parts = None
        if self.count == 0 and self.dates:
            self.start = min(self.dates, key=lambda place: instant(place, self.zone))
            self.count = 1
        if self.parts is None and self.count and not self.dates:
            self.dates = {self.start: None}


def create(start, zone, length, rule, dates, cancelled, until):
    parts = parts_of(rule) if rule else None
    count = count_of(parts, start, zone) if parts else 1
    series = Series(zone, start, length, without_end(parts) if parts else None, count, dict(dates), text=rule)
    series.cancel(cancelled, until)
    return series

"""Wall clocks: places in the course of a series, their instants, and the times of a rule.

A wall is a naive datetime.  Nothing here knows the engine: instants are zoneinfo's, the times of
rules python-dateutil's.
"""

import datetime
import functools
import itertools
import zoneinfo
from typing import NamedTuple

from dateutil import rrule

DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
END = datetime.datetime(2200, 1, 1)
UTC = datetime.timezone.utc


class Place(NamedTuple):
    """A wall-clock time as it was meant: also inside a gap; `fold` 1 is the second of an overlap."""

    wall: datetime.datetime
    fold: int = 0


@functools.lru_cache(maxsize=None)
def zone_named(name):
    return zoneinfo.ZoneInfo(name)


@functools.lru_cache(maxsize=1 << 16)
def instant(place, zone):
    """Naive UTC.  In a gap the offset before it counts; dates (no zone) stand for themselves."""
    if zone is None:
        return place.wall
    wall = place.wall.replace(tzinfo=zone_named(zone), fold=place.fold)
    return place.wall - wall.utcoffset()


def settled(place, zone):
    """A second time is one only where the clocks show that time twice."""
    if place.fold and (zone is None or instant(place, zone) <= instant(Place(place.wall), zone)):
        return Place(place.wall)
    return place


def place_at(moment, zone):
    """What the clocks of a zone show at an instant."""
    wall = moment.replace(tzinfo=UTC).astimezone(zone_named(zone))
    return Place(wall.replace(tzinfo=None, fold=0), wall.fold)


def on_a_date(place, zone):
    """A time of a date that the clocks skip is one of the next date too; that one stands for both."""
    if zone is None:
        return place
    shown = place_at(instant(place, zone), zone)
    return place if shown.wall.date() == place.wall.date() else shown


# ------------------------------------------------------------------ rules


def parts_of(text):
    return dict(part.split("=") for part in text.split(";"))


def text_of(parts):
    return ";".join(f"{name}={value}" for name, value in parts.items())


def without_end(parts):
    return {name: value for name, value in parts.items() if name not in ("COUNT", "UNTIL")}


@functools.lru_cache(maxsize=1 << 10)
def _times(text, start):
    return [], iter(rrule.rrulestr(text, dtstart=start))


def times(parts, start):
    """The start, which is always the first, and the times of the rule behind it, without an end."""
    yield start
    if parts is None:
        return
    known, more = _times(text_of(without_end(parts)), start)
    at = 0
    while True:
        if at == len(known):
            known.append(next(more, END))
        wall = known[at]
        if wall >= END:
            return
        if wall > start:
            yield wall
        at += 1


def rule_places(parts, start, zone):
    """The same as places.  Where the start is the second of two times, so is what follows in the same overlap."""
    for wall in times(parts, start.wall):
        near = start.fold and wall - start.wall < datetime.timedelta(days=1)
        yield settled(Place(wall, 1), zone) if near else Place(wall)


def until_of(text, zone):
    """The last instant inside.  Of two times that the clocks show a local one is the first; a date is inside whole."""
    if text.endswith("Z"):
        return datetime.datetime.strptime(text, "%Y%m%dT%H%M%SZ")
    if "T" in text:
        return instant(Place(datetime.datetime.strptime(text, "%Y%m%dT%H%M%S")), zone)
    last = datetime.datetime.strptime(text, "%Y%m%d") + datetime.timedelta(days=1, seconds=-1)
    return instant(settled(Place(last, 1), zone), zone)


def count_of(parts, start, zone):
    """How many times a rule has by its COUNT or UNTIL.  None: it does not end; 0: it ends before its start."""
    if "COUNT" in parts:
        return int(parts["COUNT"])
    if "UNTIL" not in parts:
        return None
    last = until_of(parts["UNTIL"], zone)

    def is_inside(place):
        return instant(place, zone) <= last

    if not is_inside(start):
        return 0
    return sum(1 for _ in itertools.takewhile(is_inside, rule_places(parts, start, zone)))


def begun(parts, start, zone):
    """Where a new rule begins: where the clocks show it when it has times behind a gap that would come before its start."""
    first = instant(start, zone)
    near = itertools.takewhile(lambda place: place.wall - start.wall < datetime.timedelta(days=2), rule_places(parts, start, zone))
    return place_at(first, zone) if zone and any(instant(place, zone) < first for place in near) else start

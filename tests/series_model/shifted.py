"""A rule whose start moves: the parts that name the start's own place move along."""

import calendar

from walls import DAYS

TIMES = [("BYHOUR", "hour", 24), ("BYMINUTE", "minute", 60), ("BYSECOND", "second", 60)]
DATES = {"BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYSETPOS"}


class Unsayable(Exception):
    """The client must say what the rule is to be."""


def shifted(parts, old, new):
    if new.date() != old.date():
        move = in_month if parts["FREQ"] in ("MONTHLY", "YEARLY") else in_week
        parts = move(parts, old, new)
    for name, unit, end in TIMES:
        if name in parts:
            parts = {**parts, name: later(parts[name], getattr(new, unit) - getattr(old, unit), end)}
    return parts


def later(values, by, end):
    """Hours that stay hours of their day, minutes of their hour."""
    moved = [int(value) + by for value in values.split(",")]
    if not all(0 <= value < end for value in moved):
        raise Unsayable
    return ",".join(map(str, moved))


def in_week(parts, old, new):
    """Every weekday by as many days, and the week where it matters which one a day is in."""
    days = (new.date() - old.date()).days

    def turned(name):
        return DAYS[(DAYS.index(name) + days) % 7]

    if DATES & parts.keys() - {"BYDAY"}:
        raise Unsayable
    if "BYDAY" in parts:
        parts = {**parts, "BYDAY": ",".join(sorted(map(turned, parts["BYDAY"].split(",")), key=DAYS.index))}
    if parts["FREQ"] == "WEEKLY" and "INTERVAL" in parts:
        parts = {**parts, "WKST": turned(parts.get("WKST", "MO"))}
    return parts


def in_month(parts, old, new):
    """One day by its number or one weekday by its ordinal, and one month."""
    named = DATES & parts.keys() - {"BYMONTH"}
    if named == {"BYMONTHDAY"}:
        parts = month_day(parts, old, new)
    elif named == {"BYDAY"}:
        parts = ordinal_day(parts, old, new)
    elif named:
        raise Unsayable
    if "BYMONTH" in parts and old.month != new.month:
        if parts["BYMONTH"] != str(old.month):
            raise Unsayable
        parts = {**parts, "BYMONTH": str(new.month)}
    return parts


def month_length(wall):
    return calendar.monthrange(wall.year, wall.month)[1]


def counts_back(was, now, back):
    """Into a later month a day is counted from its beginning, into an earlier one from its end."""
    return back if was == now else now < was


def month_day(parts, old, new):
    ways = [str(old.day), str(old.day - month_length(old) - 1)]
    if parts["BYMONTHDAY"] not in ways:
        raise Unsayable
    back = counts_back((old.year, old.month), (new.year, new.month), ways.index(parts["BYMONTHDAY"]))
    return {**parts, "BYMONTHDAY": str(new.day - month_length(new) - 1 if back else new.day)}


def of_year(parts):
    return parts["FREQ"] == "YEARLY" and "BYMONTH" not in parts


def ordinals(parts, wall):
    """Which of its weekday a day is, from the beginning and from the end."""
    day, length = wall.day, month_length(wall)
    if of_year(parts):
        day, length = wall.timetuple().tm_yday, 365 + calendar.isleap(wall.year)
    return [(day - 1) // 7 + 1, -((length - day) // 7 + 1)]


def ordinal_day(parts, old, new):
    """The fifth of a weekday, which not every month has, is the last, and from the end the first."""
    ways, most = ordinals(parts, old), 53 if of_year(parts) else 5
    names = [f"{n}{DAYS[old.weekday()]}" for n in ways]
    if parts["BYDAY"] not in names:
        raise Unsayable
    was = ways[names.index(parts["BYDAY"])]
    periods = [(wall.year, not of_year(parts) and wall.month) for wall in (old, new)]
    now = ordinals(parts, new)[counts_back(*periods, was < 0)]
    if abs(now) == most > abs(was):
        now = -1 if now > 0 else 1
    return {**parts, "BYDAY": f"{now}{DAYS[new.weekday()]}"}

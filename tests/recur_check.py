"""Generated recurrence rules, zones and windows: the engine's occurrences against python-dateutil's.

usage: recur_check.py PATH-OF-recur_dump [RULES]

dateutil expands on a naive wall clock; instants follow from zoneinfo with fold=0, which is RFC 5545
section 3.3.5.  Every start matches its rule, since dateutil drops one that does not.  Where dateutil
departs from the RFC it is given another question (see `reference`), or is not asked: BYDAY=MO,-1FR is
both (dateutil: neither without the other).

2,000 rules, the default, are the same ones every time; another number begins anywhere.
"""

import datetime
import itertools
import signal
import subprocess
import sys
import zoneinfo

from dateutil import rrule
from hypothesis import HealthCheck, Phase, assume, given, settings, strategies as st

EPOCH = datetime.datetime(1970, 1, 1)
UTC = datetime.timezone.utc
FREQS = ["YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY"]
DAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
ZONES = ["UTC", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "America/St_Johns",
         "Africa/Casablanca", "Pacific/Apia", "Asia/Kathmandu", "Europe/Dublin", "America/Santiago",
         "Asia/Tehran", "Pacific/Chatham", "Africa/Cairo", "America/Sao_Paulo", "Asia/Gaza"]
ALL_ZONES = sorted(zoneinfo.available_timezones() - {"localtime"})
SPAN = {"YEARLY": 366 * 60, "MONTHLY": 366 * 20, "WEEKLY": 366 * 8, "DAILY": 366 * 4,
        "HOURLY": 200, "MINUTELY": 6, "SECONDLY": 1}  # days
COMMON = {"interval": [1, 1, 1, 2, 3, 4, 5, 7, 10, 13, 24, 36, 45, 50, 60, 90, 100, 168, 420]}
PATIENCE = 0.08  # seconds for dateutil, which cannot jump
counts = {"asked": 0, "occurrences": 0, "skipped": 0}


class TooSlow(Exception):
    pass


def stop_dateutil(*_):
    raise TooSlow


def seconds(moment):
    return int((moment - EPOCH).total_seconds())


def subset(draw, own, others, most):
    """The start's own value and some others, so that the start has a chance to match."""
    return sorted({own, *draw(st.lists(st.sampled_from(others), max_size=most))})


def signed(draw, value, length):
    return value if draw(st.booleans()) else value - length - 1


@st.composite
def rules(draw):
    freq = draw(st.sampled_from(FREQS))
    start = EPOCH + datetime.timedelta(
        days=draw(st.integers(-20 * 365, 150 * 365)),
        seconds=draw(st.sampled_from([0, 3600, 7200, 9000, 10800, 32400])) if draw(st.booleans())
        else draw(st.integers(0, 86399)))
    part = {"freq": freq, "interval": draw(st.sampled_from(COMMON["interval"])),
            "wkst": draw(st.sampled_from([0, 0, 0, 6, 1, 2, 3, 4, 5]))}
    big = freq in ("MINUTELY", "SECONDLY")
    wanted = draw(st.sets(st.sampled_from(
        ["bymonth", "byweekno", "byyearday", "bymonthday", "byday", "byday", "byhour", "byminute",
         "bysecond", "bysetpos"]), max_size=2 if big else 4))
    year_days = year_length(start.year)
    month_days = ((start.replace(day=28) + datetime.timedelta(days=4)).replace(day=1)
                  - datetime.timedelta(days=1)).day
    if "bymonth" in wanted:
        part["bymonth"] = subset(draw, start.month, range(1, 13), 4)
    if "byweekno" in wanted and freq == "YEARLY":
        part["byweekno"] = subset(draw, start.isocalendar()[1],
                                  [*range(1, 54), *range(-53, 0), 1, 53, -1], 4)
    if "byyearday" in wanted and freq not in ("DAILY", "WEEKLY", "MONTHLY"):
        part["byyearday"] = subset(draw, signed(draw, start.timetuple().tm_yday, year_days),
                                   [*range(1, 367), *range(-366, 0), 366, -366, 60], 6)
    if "bymonthday" in wanted and freq != "WEEKLY":
        part["bymonthday"] = subset(draw, signed(draw, start.day, month_days),
                                    [*range(1, 32), *range(-31, 0)], 6)
    if "byday" in wanted:
        weekdays = subset(draw, start.weekday(), range(7), 4)
        if freq in ("YEARLY", "MONTHLY") and "byweekno" not in part and draw(st.booleans()):
            most = 5 if freq == "MONTHLY" or "bymonth" in part else 53
            nth = st.integers(1, most) | st.integers(-most, -1)
            own = (start.day if most == 5 else start.timetuple().tm_yday) - 1
            part["byday"] = [(start.weekday(), own // 7 + 1)] + [(w, draw(nth)) for w in weekdays]
        else:
            part["byday"] = [(w, 0) for w in weekdays]
    for name, own, top in (("byhour", start.hour, 24), ("byminute", start.minute, 60),
                           ("bysecond", start.second, 60)):
        if name in wanted:
            part[name] = subset(draw, own, range(top), 3)
    if "bysetpos" in wanted and len(part) > 3:
        part["bysetpos"] = sorted(set(draw(st.lists(
            st.sampled_from([1, 2, 3, 5, 10, 366, -1, -2, -3, -5]), min_size=1, max_size=4))))
    if freq == "SECONDLY" and not wanted & {"byhour", "byminute", "bysecond"}:
        part["interval"] *= 60
    zone = draw(st.sampled_from(ZONES) | st.sampled_from(ALL_ZONES))
    end = draw(st.sampled_from(["", "", "count", "date", "local", "utc"]))
    window = (draw(st.integers(0, 1000)), draw(st.integers(0, 1000)))
    return start, part, zone, end, draw(st.integers(1, 60)), window


def keywords(part, start):
    """dateutil's arguments, with what the RFC derives from the start and dateutil does not."""
    given_days = {"byweekno", "byyearday", "bymonthday", "byday"} & part.keys()
    names = {"byday": "byweekday"}
    found = {names.get(key, key): value for key, value in part.items() if key != "freq"}
    if "byday" in part:
        found["byweekday"] = [rrule.weekday(w, n or None) for w, n in part["byday"]]
    if given_days == {"byweekno"}:
        found["byweekday"] = start.weekday()
    return found


def year_length(year):
    return 366 if year % 4 == 0 and (year % 100 or year % 400 == 0) else 365


def weeks(moment, wkst):
    """The number of its week, from the year's beginning and from its end.

    A week with at least four days in a year is the one whose fourth day is in that year.
    """
    fourth = moment + datetime.timedelta(days=3 - (moment.weekday() - wkst) % 7)
    yearday = fourth.timetuple().tm_yday - 1
    number = yearday // 7 + 1
    return {number, number - 1 - ((year_length(fourth.year) - 1 - yearday % 7) // 7 + 1)}


def positions(times, wanted):
    times = list(times)
    chosen = {p - 1 if p > 0 else len(times) + p for p in wanted}
    return [t for i, t in enumerate(times) if i in chosen]


def by_week_number(found, start):
    """BYWEEKNO chosen here: dateutil counts the weeks of the year before wrongly."""
    numbers, chosen = set(found.pop("byweekno")), found.pop("bysetpos", None)
    every = rrule.rrule(rrule.YEARLY, dtstart=datetime.datetime(start.year, 1, 1), **found)
    for _, year in itertools.groupby(every, lambda t: t.year):
        times = [t for t in year if weeks(t, found["wkst"]) & numbers]
        yield from positions(times, chosen) if chosen else times


def reference(part, start):
    """The rule's wall-clock times from the start on, for ever."""
    found = keywords(part, start)
    freq = FREQS.index(part["freq"])
    if "byweekno" not in part and (part["freq"] != "WEEKLY" or "bysetpos" not in part):
        return iter(rrule.rrule(freq, dtstart=start, **found))
    found.setdefault("byhour", start.hour)
    found.setdefault("byminute", start.minute)
    found.setdefault("bysecond", start.second)
    if "byweekno" in part:
        every = by_week_number(found, start)
    else:  # BYSETPOS counts in whole weeks; dateutil's first week begins at the start.
        found.setdefault("byweekday", start.weekday())
        monday = start - datetime.timedelta(days=(start.weekday() - part["wkst"]) % 7)
        every = rrule.rrule(freq, dtstart=monday.replace(hour=0, minute=0, second=0), **found)
    return (moment for moment in every if moment >= start)


def text(part, ending):
    def weekday(pair):
        return f"{pair[1] or ''}{DAYS[pair[0]]}"

    words = [f"FREQ={part['freq']}", f"INTERVAL={part['interval']}", f"WKST={DAYS[part['wkst']]}"]
    for name, values in part.items():
        if name.startswith("by"):
            values = map(weekday, values) if name == "byday" else map(str, values)
            words.append(f"{name.upper()}={','.join(values)}")
    return ";".join(words + ending)


def instant(moment, zone):
    offset = moment.replace(tzinfo=zone).utcoffset()
    return seconds(moment) - int(offset.total_seconds())


def matching_start(part, start):
    """The first time of the rule that, as a start, is itself the first time of its rule."""
    for _ in range(3):
        first = next(reference(part, start), None)
        if first is None or first == start:
            return first
        start = first
    return None


def expect(part, start, zone, end, number, until):
    """The occurrences before `until`, and the text of the end drawn for the rule."""
    latest = EPOCH + datetime.timedelta(seconds=until + 30 * 3600)
    times = reference(part, start)
    if end == "count":
        times, ending = itertools.islice(times, number), [f"COUNT={number}"]
    elif end:
        limit = start + datetime.timedelta(days=number * SPAN[part["freq"]] / 60)
        limit = limit.replace(microsecond=0)
        stamp = limit.strftime("%Y%m%dT%H%M%S")
        if end == "date":
            ending = [f"UNTIL={stamp[:8]}"]
            limit = limit.replace(hour=23, minute=59, second=59)
        else:
            ending = [f"UNTIL={stamp}{'Z' if end == 'utc' else ''}"]
        if end == "utc":
            at = seconds(limit)
            times = itertools.takewhile(lambda t: seconds(t) < at + 30 * 3600, times)
            times = (t for t in times if t == start or instant(t, zone) <= at)
        else:
            times = itertools.takewhile(lambda t: t <= limit or t == start, times)
    else:
        ending = []
    walls = itertools.takewhile(lambda t: t < latest, times)
    found = {}
    for at, wall in sorted((instant(t, zone), seconds(t)) for t in walls):
        found.setdefault(at, wall)
    return found, ending


def question(part, start, zone, end, number, skip, width):
    start = matching_start(part, start)
    assume(start is not None and start.year < 2160)
    span = SPAN[part["freq"]] * 86400
    low = seconds(start) - 86400 + span * skip // 1000
    high = low + max(1, (span - span * skip // 1000) * width // 1000)
    found, ending = expect(part, start, zone, end, number, high)
    return start, low, high, found, ending


def within_patience(ask, *arguments):
    """The alarm comes once, so it may also come while it is being switched off."""
    signal.setitimer(signal.ITIMER_REAL, PATIENCE)
    try:
        return ask(*arguments)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)


def compare(engine, case):
    start, part, name, end, number, (skip, width) = case
    zone = zoneinfo.ZoneInfo(name)
    try:
        start, low, high, found, ending = within_patience(question, part, start, zone, end, number,
                                                          skip, width)
    except (TooSlow, ValueError):  # dateutil's way to say that a rule never occurs
        counts["skipped"] += 1
        return
    want = [f"{wall}/{at}" for at, wall in found.items() if low <= at < high]
    line = f"{name}\t{seconds(start)}\t{text(part, ending)}\t{low}\t{high}"
    engine.stdin.write(line + "\n")
    engine.stdin.flush()
    got = engine.stdout.readline().split()
    if got[:1] == ["refused"] and ("1440" in got or got[1] == "INTERVAL"):
        counts["skipped"] += 1
        return
    counts["asked"] += 1
    counts["occurrences"] += len(want)
    if got != want:
        missing = [t for t in want if t not in got][:5]
        extra = [t for t in got if t not in want][:5]
        raise AssertionError(f"{start} {line}: missing {missing}, not expected {extra}")


def main(program, number=2000):
    signal.signal(signal.SIGALRM, stop_dateutil)
    engine = subprocess.Popen([program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    @settings(max_examples=number, deadline=None, database=None, derandomize=number == 2000,
              suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink])
    @given(rules())
    def engine_agrees(case):
        compare(engine, case)

    try:
        engine_agrees()
        wrong = 0
    except AssertionError as difference:
        print(difference)
        wrong = 1
    engine.stdin.close()
    engine.wait()
    print(f"recur: {counts['asked']} rules, {counts['occurrences']} occurrences, "
          f"{counts['skipped']} that one side will not expand, {wrong} differences")
    return 1 if wrong or counts["asked"] < number // 2 else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))

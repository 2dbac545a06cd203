"""Every zone of the system's tzdata, around every transition 1970-2100, against Python's zoneinfo.

usage: tz_check.py PATH-OF-tz_dump

Prints what differs and a last line with the counts; the exit status is 1 when anything differs.
"""

import datetime
import pathlib
import struct
import subprocess
import sys
import zoneinfo

ROOT = pathlib.Path("/usr/share/zoneinfo")
UTC = datetime.timezone.utc
EPOCH = datetime.datetime(1970, 1, 1)
DAY = 86400
FIRST = 0
LAST = int((datetime.datetime(2101, 1, 1) - EPOCH).total_seconds())
EXTRA = [  # far outside the tables: 1900, and summers and winters up to 2199
    int((datetime.datetime(year, month, 1) - EPOCH).total_seconds())
    for year in (1970, 1999, 2037, 2038, 2099, 2150, 2199)
    for month in (1, 4, 7, 10)
]


def offset(zone, at):
    moment = (EPOCH + datetime.timedelta(seconds=at)).replace(tzinfo=UTC)
    return int(moment.astimezone(zone).utcoffset().total_seconds())


def instant(zone, wall):
    """fold=0: the first of an overlap, the offset before a gap; as RFC 5545 wants it."""
    moment = (EPOCH + datetime.timedelta(seconds=wall)).replace(tzinfo=zone)
    return wall - int(moment.utcoffset().total_seconds())


def table(data):
    """The 64-bit transition times and the TZ string of a TZif file."""

    def header(at):
        return struct.unpack(">6I", data[at + 20 : at + 44])

    isut, isstd, leap, times, types, chars = header(0)
    at = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = header(at)
    at += 44
    found = struct.unpack(f">{times}q", data[at : at + 8 * times])
    footer = data[at + times * 9 + types * 6 + chars + leap * 12 + isstd + isut :]
    return found, footer.strip().decode()


def by_the_rule(zone, start):
    """The transitions from `start` on, by bisecting the days on which the offset changes."""
    before = offset(zone, start)
    for day in range(start, LAST, DAY):
        after = offset(zone, day + DAY)
        if after == before:
            continue
        low, high = day, day + DAY
        while high - low > 1:
            middle = (low + high) // 2
            if offset(zone, middle) == before:
                low = middle
            else:
                high = middle
        yield high
        before = after


def transitions(name, known):
    data = (ROOT / name).read_bytes()
    if data not in known:
        times, footer = table(data)
        found = {t for t in times if FIRST <= t < LAST}
        if "," in footer:
            start = max([FIRST, *times]) // DAY * DAY
            found |= set(by_the_rule(zoneinfo.ZoneInfo(name), start))
        known[data] = sorted(found)
    return known[data]


def cases():
    known = {}
    for name in sorted(zoneinfo.available_timezones() - {"localtime"}):
        zone = zoneinfo.ZoneInfo(name)
        for at in EXTRA:
            yield f"{name} {at}", offset(zone, at)
        for at in transitions(name, known):
            before, after = offset(zone, at - 1), offset(zone, at)
            for near in (at - 1, at, at + 1):
                yield f"{name} {near}", offset(zone, near)
            for edge in (at + before, at + after, at + (before + after) // 2):
                for near in (edge - 1, edge, edge + 1):
                    yield f"{name} {near} wall", instant(zone, near)


def main(program):
    asked = list(cases())
    text = "".join(f"{line}\n" for line, _ in asked)
    done = subprocess.run([program], input=text, capture_output=True, text=True, check=True)
    got = done.stdout.split()
    wrong = [
        f"{line}: {answer}, not {want}"
        for (line, want), answer in zip(asked, got, strict=True)
        if answer != str(want)
    ]
    for line in wrong[:50]:
        print(line)
    zones = len({line.split()[0] for line, _ in asked})
    print(f"tz: {zones} zones, {len(asked)} questions, {len(wrong)} differences")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))

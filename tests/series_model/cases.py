"""Random cases, from a seed: near where clocks change, at the ends of rules, on further dates."""

import calendar
import datetime
import random

from edits import Run, text_of_place
from model import CANCELLED
from shifted import Unsayable, shifted
from walls import DAYS, Place, count_of, instant, parts_of, place_at, times, without_end

# A zone, and days on which its clocks did something.
PLACES = [
    ("UTC", ["2026-02-28"]),
    ("Europe/Berlin", ["2026-03-29", "2026-10-25"]),
    ("America/New_York", ["2026-03-08", "2026-11-01"]),
    ("Australia/Lord_Howe", ["2026-04-05", "2026-10-04"]),
    ("America/Sao_Paulo", ["2018-11-04", "2018-02-18"]),
    ("America/St_Johns", ["2010-03-14", "2010-11-07"]),
    ("Atlantic/Azores", ["2026-03-29", "2026-10-25"]),
    ("Africa/Casablanca", ["2026-02-15", "2026-03-22"]),
    ("Asia/Tokyo", ["2024-02-29"]),
    ("Pacific/Apia", ["2011-12-30", "2011-04-02"]),
    ("Pacific/Kwajalein", ["1993-08-21", "1969-09-30"]),
]
ZONES = [zone for zone, _ in PLACES]
CLOCKS = ["00:00", "00:30", "01:30", "02:00", "02:30", "02:30", "03:00", "09:00", "09:00", "12:00", "23:30"]
LENGTHS = ["PT0S", "PT900S", "PT3600S", "PT3600S", "PT90000S"]
SPANS = {"HOURLY": 8, "DAILY": 30, "WEEKLY": 90, "MONTHLY": 600, "YEARLY": 2600}  # days that are shown
LIKE = {"HOURLY": ["HOURLY", "DAILY"], "DAILY": ["HOURLY", "DAILY", "WEEKLY"], "WEEKLY": ["DAILY", "WEEKLY"],
        "MONTHLY": ["MONTHLY", "YEARLY", "WEEKLY"], "YEARLY": ["MONTHLY", "YEARLY"]}  # which may follow which


def clock(text):
    hour, minute = map(int, text.split(":"))
    return datetime.timedelta(hours=hour, minutes=minute)


def ordinal(rng, wall):
    last = calendar.monthrange(wall.year, wall.month)[1]
    nth = rng.choice([(wall.day - 1) // 7 + 1, -((last - wall.day) // 7 + 1)])
    return f"{nth}{DAYS[wall.weekday()]}"


def weekdays(rng, wall):
    chosen = {DAYS[wall.weekday()], *rng.sample(DAYS, rng.randint(0, 2))}
    return ",".join(sorted(chosen, key=DAYS.index))


def month_day(rng, wall):
    last = calendar.monthrange(wall.year, wall.month)[1]
    return str(rng.choice([wall.day, wall.day, wall.day - last - 1, 31, -1]))


def is_formal(series):
    """The rule is known as it is answered, with UNTIL as RFC 5545 section 3.3.10 wants it."""
    return series.text and ("UNTIL" not in series.text or series.text.endswith("Z") or not series.zone)


def one_each(dates):
    """Of dates at one place the first."""
    return list({text.partition("/")[0]: text for text in reversed(dates)}.values())[::-1]


class Maker:
    def __init__(self, seed):
        self.rng = random.Random(seed)

    def often(self, share):
        return self.rng.random() < share

    # ---------------------------------------------------------------- rules

    def bare_rule(self, freq, wall, all_day):
        pick = self.rng.choice
        interval = pick(["", "", "", ";INTERVAL=2", ";INTERVAL=3"])
        day = DAYS[wall.weekday()]
        forms = {
            "HOURLY": [pick([";INTERVAL=6", ";INTERVAL=8", ";INTERVAL=3"])],
            "DAILY": [interval, interval, interval] + (
                [f";BYDAY={weekdays(self.rng, wall)}"] if self.often(0.3) else []) + (
                [f";BYHOUR={pick(['9,18', '2', '0,12', '1,2,3'])}"] if not all_day and self.often(0.3) else []),
            "WEEKLY": [interval, f"{interval};BYDAY={weekdays(self.rng, wall)}", f";BYDAY={day}",
                       f"{interval};BYDAY={weekdays(self.rng, wall)};WKST=SU"],
            "MONTHLY": [interval, f"{interval};BYMONTHDAY={month_day(self.rng, wall)}",
                        f"{interval};BYDAY={ordinal(self.rng, wall)}", ";BYMONTHDAY=1,15",
                        ";BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1"],
            "YEARLY": [interval, f";BYMONTH={wall.month};BYDAY={ordinal(self.rng, wall)}",
                       f";BYMONTH={wall.month}"],
        }
        return f"FREQ={freq}{pick(forms[freq])}"

    def rule(self, freq, start, zone):
        text = self.bare_rule(freq, start.wall, zone is None)
        end = self.rng.choice(["", "", "count", "count", "until", "until"])
        if end == "count":
            text += f";COUNT={self.rng.choice([1, 2, 3, 4, 5, 7, 10])}"
        elif end:
            text += ";UNTIL=" + self.until(parts_of(text), start, zone)
        return text

    def first_rule(self, freq, start, zone):
        """One that does not end before its start, as the second of two times lies behind the first."""
        while True:
            text = self.rule(freq, start, zone)
            if count_of(parts_of(text), start, zone) != 0:
                return text

    def another_rule(self, series, start, zone):
        """Sent back as it is, a rule would be no new one; what UNTIL the engine has is not known here."""
        while True:
            text = self.rule(self.rng.choice(self.freqs), start, zone)
            parts = parts_of(text)
            same_end = count_of(parts, start, zone) == series.count or "UNTIL" in parts and series.count
            if without_end(parts) != series.parts or not same_end:
                return text

    def until(self, parts, start, zone):
        """At an occurrence, or just before or behind it.

        Not among times that clocks skip, where those up to an instant are not the first so and so many: a day later.
        """
        k = self.rng.choice([0, 1, 2, 3, 4, 5, 9])
        wall = start.wall
        for n, wall in enumerate(times(parts, start.wall)):
            if n == k:
                break
        if zone is None or self.often(0.15):
            return wall.strftime("%Y%m%d")
        if self.often(0.15):
            return wall.strftime("%Y%m%dT%H%M%S")
        at = instant(Place(wall, start.fold if wall == start.wall else 0), zone)
        at += datetime.timedelta(seconds=self.rng.choice([0, 0, 1, -1]))
        at = max(at, instant(start, zone))
        if place_at(instant(Place(wall), zone), zone).wall != wall:
            at += datetime.timedelta(days=1)
        return at.strftime("%Y%m%dT%H%M%SZ")

    # ---------------------------------------------------------------- the series

    def near(self, day, freq):
        step = {"HOURLY": 1, "DAILY": 1, "WEEKLY": 7, "MONTHLY": 30, "YEARLY": 365}[freq]
        wall = datetime.datetime.fromisoformat(day) - datetime.timedelta(days=step * self.rng.randint(0, 4))
        if self.often(0.15):
            wall = wall.replace(month=self.rng.choice([1, 3, 5, 8]), day=31)
        return wall

    def start(self, freq, day, zone):
        wall = self.near(day, freq)
        if zone is None:
            return Place(wall)
        return self.real(wall + clock(self.rng.choice(CLOCKS)), zone)

    def real(self, wall, zone):
        """As a client can mean it: by an instant, so never inside a gap."""
        if zone is None:
            return Place(wall.replace(hour=0, minute=0))
        place = Place(wall, self.rng.randint(0, 1))
        return place_at(instant(place, zone), zone)

    def further(self, start, zone, span):
        """Some dates before, between and behind."""
        dates = []
        for _ in range(self.rng.choice([0, 0, 1, 1, 2, 3])):
            day = start.wall.replace(hour=0, minute=0) + datetime.timedelta(
                days=self.rng.choice([-3, -1, 0, 1, 2, 5, 9, span // 2, span - 1]))
            wall = day + (clock(self.rng.choice(CLOCKS)) if self.often(0.6) else start.wall - start.wall.replace(hour=0, minute=0))
            own = "/" + self.length(zone) if self.often(0.3) else ""
            dates.append(text_of_place(self.real(wall, zone)) + own)
        return one_each(dates)

    def length(self, zone):
        return self.rng.choice(["P1D", "P1D", "P3D"] if zone is None else LENGTHS)

    def case(self):
        zone, days = self.rng.choice(PLACES)
        freq = self.rng.choice(["HOURLY", "DAILY", "DAILY", "WEEKLY", "WEEKLY", "MONTHLY", "YEARLY"])
        all_day = freq != "HOURLY" and self.often(0.2)
        self.zone = None if all_day else zone
        self.freqs = [f for f in LIKE[freq] if f != "HOURLY" or not all_day]
        day = self.rng.choice(days)
        self.day = datetime.datetime.fromisoformat(day)
        start = self.start(freq, day, self.zone)
        until = start.wall.replace(hour=0, minute=0) + datetime.timedelta(days=SPANS[freq])
        series = {"start": text_of_place(start), "zone": zone, "all_day": all_day,
                  "length": self.length(self.zone), "rule": self.first_rule(freq, start, self.zone),
                  "rdates": self.further(start, self.zone, SPANS[freq]), "exdates": []}
        case = {"series": series, "edits": [], "until": until.isoformat()}
        done = Run(case)
        for _ in range(self.rng.choice([1, 2, 2, 3, 3, 4, 5, 6])):
            edit = self.edit(done)
            if edit is None:
                break
            case["edits"].append(edit)
            done.edit(edit)
        return case, done

    # ---------------------------------------------------------------- edits

    def occurrence(self, done, series):
        live = [o for o in series.occurrences(done.far) if o.note != CANCELLED and o.key < done.until]
        if not live:
            return None
        dates = [o for o in live if any(kind == "date" for kind, _ in o.names)]
        turns = [o for o in live if instant(o.place._replace(fold=1 - o.place.fold), series.zone) != o.key]
        near = [o for o in live if abs(o.place.wall - self.day) <= datetime.timedelta(days=1, hours=12)]
        some = self.rng.choice([live[:6], live[:6], live, live[-1:], dates or live, turns or live, near or live])
        return self.rng.choice(some)

    def edit(self, done):
        numbers = [i for i, s in enumerate(done.series) if s is not None]
        if not numbers:
            return None
        on = self.rng.choice(numbers)
        series = done.series[on]
        o = self.occurrence(done, series)
        if o is None:
            return None
        op = self.rng.choice(["this", "this", "following", "following", "all"])
        e = {"on": on, "op": op}
        if op != "all":
            away = datetime.timedelta(minutes=self.often(0.02))
            e.update(place=(o.place.wall + away).isoformat(timespec="minutes"), fold=o.place.fold)
        if self.often(0.3 if op != "all" else 0.02):
            e["delete"] = True
        elif op == "this":
            self.some_times(e, series, o.place)
        else:
            self.course(e, series, o.place if op == "following" else series.start, done)
        return e

    def can_move(self, series, to, anchor):
        try:
            return series.parts and shifted(series.parts, series.start.wall, series.start.wall + (to.wall - anchor.wall))
        except Unsayable:
            return False

    def some_times(self, e, series, anchor):
        if self.often(0.8):
            delta = self.rng.choice([*map(datetime.timedelta, [0, 1, -1])]) + datetime.timedelta(
                minutes=self.rng.choice([0, 30, 60, -60, -120, 300]))
            e["start"] = text_of_place(self.real(anchor.wall + delta, series.zone))
        if self.often(0.3):
            e["length"] = self.length(series.zone)

    def course(self, e, series, anchor, done):
        zone = series.zone
        what = self.rng.choice(["start", "start", "start", "zone", "length", "rule", "rule", "rdates", "exdates",
                                "nothing"])
        if what == "zone" and zone:
            e["zone"] = self.rng.choice(ZONES)
            zone = e["zone"]
        to = anchor
        if what == "start" or what in ("rule", "zone") and self.often(0.3):
            days = self.rng.choice([0, 0, 0, 0, 1, -1, 2, 7, 31])
            minutes = self.rng.choice([0, 30, 60, -60, -150, 600])
            to = self.real(anchor.wall + datetime.timedelta(days=days, minutes=minutes), zone)
            e["start"] = text_of_place(to)
        elif what == "zone" and zone:
            to = place_at(instant(anchor, series.zone), zone)
        if what == "length":
            e["length"] = self.length(zone)
        if what == "rule":
            e["rule"] = self.another_rule(series, to, zone)
            if series.parts and series.dates and self.often(0.1):
                e["rule"] = None
        elif is_formal(series) and self.often(0.2) and self.can_move(series, to, anchor):
            e["rule"] = series.text
        if what == "rdates":
            kept = [text_of_place(p) for p in series.dates if self.often(0.6)]
            e["rdates"] = one_each(kept + self.further(to, zone, 10))
        if what == "exdates":
            noted = [o.place for o in series.occurrences(done.far) if o.note == CANCELLED and self.often(0.6)]
            live = self.occurrence(done, series)
            e["exdates"] = [text_of_place(p) for p in noted + ([live.place] if live else [])]

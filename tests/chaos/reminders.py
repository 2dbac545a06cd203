"""Kills every process while very many reminders come due, and counts what became of each.

    reminders.py [COUNT [SECONDS [STRIKES]]]    1,000,000 of a day, in 900 seconds; and 40

The reminder service's clock runs so fast that a day takes SECONDS.  It has two replicas.  Each strike kills one process with
SIGKILL; every one has its turn, in random order at random moments, and among them one replica of reminder stands still for ten
seconds and goes on.  Meanwhile readers follow the feed of each user over HTTP.

What is promised: each reminder is told, none before its time; who drops ids that were there before has each once.
"""

import collections
import contextlib
import http.client
import math
import pathlib
import random
import subprocess
import sys
import threading
import time
from datetime import datetime

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from bench.target import Psql  # noqa: E402
from harness.contract import Contract  # noqa: E402
from harness.people import Api  # noqa: E402
from harness.product import SERVICES  # noqa: E402
from harness.reminded import LEFT, Reminded, clock, due_times  # noqa: E402
from harness.stack import ROOT, Stack, halted, peak_mib, wait_until  # noqa: E402

DAY = 86400
VICTIMS = (*SERVICES, "second reminder", "gateway", "postgres", "nats", "redis")
STANDS_STILL = 10.0
START, SOON = 60, 5  # seconds until the first is due: with the start of the stack, and without
FILLED = 0.0005  # and for the rows of each
AGAIN = 0.5  # seconds between two looks at all feeds


class Readers(threading.Thread):
    """Follows the feeds of all people, with a key of each, and remembers what came by its id."""

    def __init__(self, stack, people):
        super().__init__(daemon=True)
        self.api = Api(stack.port)
        self.keys = {person.id: person.post("/api-keys", {"name": "k", "scopes": {"reminders": ["read"]}}).json()["key"] for person in people}
        self.after = dict.fromkeys(self.keys, 0)
        self.told = {}  # by id: (reminder, due_at, time)
        self.repeated = 0
        self.kinds = collections.Counter()
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.wait(AGAIN):
            for user in self.keys:
                with contextlib.suppress(OSError, http.client.HTTPException):
                    self._follow(user)

    def _follow(self, user):
        while True:
            reply = self.api.get(f"/feed?nouns=reminder&limit=1000&after={self.after[user]}", headers={"X-API-Key": self.keys[user]}, check=False)
            if reply.status != 200:
                return
            page = reply.json()
            for message in page["data"]:
                self._note(message)
            self.after[user] = page["next_after"]
            if len(page["data"]) < 1000:
                return

    def _note(self, message):
        if message["type"] not in ("reminder.due", "reminder.missed"):
            return
        self.kinds[message["type"]] += 1
        self.repeated += message["id"] in self.told
        self.told[message["id"]] = message["subject"], message["data"]["due_at"], message["time"]

    def stop(self):
        self.stopping.set()
        self.join()


class Day:
    """A stack whose reminders come due within `seconds`, on a clock that runs so many times as fast, and who reads of them."""

    def __init__(self, count, seconds, rate=1, binaries=None):
        self.count, self.seconds, self.rate = count, seconds, rate
        self.at = math.ceil(time.time() + START + count * FILLED)  # a clock that runs fast must know it before the stack begins
        self.rng, self.struck, self.of_other = random.Random(13), collections.Counter(), contextlib.ExitStack()
        self.stack = Stack(binaries=binaries, ALMANAC_LOG_LEVEL="info", **({"ALMANAC_REMINDER_CLOCK": clock(self.at, rate)} if rate > 1 else {}))
        try:
            self.stack.start()
            self._fill()
        except BaseException:
            self.of_other.close()
            self.stack.stop()
            raise

    def _fill(self):
        reminded = Reminded(self.stack, Contract())
        self.readers = Readers(self.stack, reminded.people)
        self.begin_other()
        if self.rate == 1:
            self.at = math.ceil(time.time() + SOON)
        self.apart = self.seconds * self.rate / self.count
        with Psql(self.stack, "event") as events, Psql(self.stack, "reminder") as reminders:
            self.name = reminded.remind(events, reminders, self.count, self.at, self.apart)
        assert time.time() < self.at, "the rows came too late"

    # ------------------------------------------------------------------ what is struck

    def begin_other(self):
        self.of_other.close()
        self.other = self.of_other.enter_context(self.stack.another("reminder"))

    def strike(self, victim):
        self.struck[victim] += 1
        if victim == "still":
            with halted(self.rng.choice((self.other.pid, self.stack.pid("reminder")))):
                time.sleep(STANDS_STILL)
        elif victim == "second reminder":
            self.other.kill()
            self.other.wait()
            self.begin_other()
        else:
            self.stack.wait_restarted(victim, self.stack.kill(victim))

    def run(self, victims):
        """Those are struck at random moments; it ends when all is told that is going to be."""
        time.sleep(max(0, self.at - time.time()))
        self.readers.start()
        moments = sorted(self.at + self.rng.uniform(0, 0.9 * self.seconds) for _ in victims)
        for victim, moment in zip(victims, moments):
            time.sleep(max(0, moment - time.time()))
            self.strike(victim)
        wait_until("the day to be over", self.is_over, 3 * self.seconds + 300)
        with contextlib.suppress(AssertionError):
            wait_until("all to be read", lambda: len(self.readers.told) >= self.count)
        self.readers.stop()

    def is_over(self):
        with contextlib.suppress(subprocess.CalledProcessError):  # the database is just starting
            return time.time() > self.at + self.seconds and self.stack.sql("reminder", LEFT.format(until=self.at + self.seconds * self.rate)) == "0"

    def close(self):
        self.of_other.close()
        troubles = self.stack.troubles()
        self.stack.stop()
        assert not troubles, "\n".join(troubles)
        self.stack.remove()

    # ------------------------------------------------------------------ the account

    def account(self):
        """Numbers; those of faults() are to be 0."""
        expected, told = due_times(self.name, self.count, self.at, self.apart), self.readers.told.values()
        reminders = {reminder for reminder, _, _ in told}
        wrong = sum(abs(_seconds(due_at) - expected.get(reminder, 0)) > 0.002 for reminder, due_at, _ in told)
        early = sum(_seconds(at) < _seconds(due_at) for _, due_at, at in told)
        return {
            "reminders": self.count,
            "messages that came again under their id": self.readers.repeated,
            "lost": len(set(expected) - reminders),
            "doubled": len(told) - len(reminders),
            "of nothing": len(reminders - set(expected)),
            "of another time": wrong,
            "too early": early,
            "called missed": self.readers.kinds["reminder.missed"],
        }

    def lateness(self):
        """Seconds by the system's clock, in order."""
        return sorted((_seconds(at) - _seconds(due_at)) / self.rate for _, due_at, at in self.readers.told.values())

    def peaks(self):
        """MiB that each replica had at most."""
        return [peak_mib(pid) for pid in (self.stack.pid("reminder"), self.other.pid)]


HARMLESS = 2  # of the account


def _seconds(text):
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()


def faults(numbers):
    return {name: value for name, value in list(numbers.items())[HARMLESS:] if value}


def victims_of(count, rng):
    """Each in its turn, and once one that only stands still."""
    victims = []
    while len(victims) < count:
        victims += rng.sample(VICTIMS, len(VICTIMS))
    return victims[:count // 2] + ["still"] + victims[count // 2:count - 1]


def main():
    count, seconds, strikes = (int(word) for word in (*sys.argv[1:], *("1000000", "900", "40")[len(sys.argv) - 1:]))
    day = Day(count, seconds, DAY // seconds, binaries=ROOT / "build")
    try:
        return tell(day, victims_of(strikes, day.rng))
    finally:
        day.close()


def tell(day, victims):
    day.run(victims)
    numbers, late = day.account(), day.lateness()
    print(f"struck: {dict(day.struck)}; the two last replicas had {day.peaks()} MiB at most")
    for name, value in numbers.items():
        print(f"{value:>9} {name}")
    if late:
        print("late: " + ", ".join(f"{share:.1%} {late[int(share * (len(late) - 1))]:.3f} s" for share in (0.5, 0.9, 0.99, 0.999, 1)))
    return bool(faults(numbers))


if __name__ == "__main__":
    sys.exit(main())

"""Ten ordinary users, while something goes wrong on purpose: what they wait for, and what every process holds.

What is promised: nothing that is within its limits is refused, and each process is back at rest within a minute.  The delays
are told, not judged: this machine has to be the clients too.
"""

import collections
import contextlib
import http.client
import itertools
import multiprocessing
import os
import pathlib
import random
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from chaos import hostile  # noqa: E402
from harness.people import Person  # noqa: E402
from harness.stack import ROOT, Stack, wait_until  # noqa: E402

USERS, PAUSE = 10, 0.1  # each asks so often
REST = 60.0  # seconds until everything is as before
SLACK_KB = 48 * 1024  # of memory that an allocator keeps
COLUMNS = ("asked", "refused", "failed", "p50", "p99", "longest")


class User(threading.Thread):
    """Reads, lists and writes like somebody with a calendar open."""

    def __init__(self, port, number):
        super().__init__(daemon=True)
        self.me = Person(port, name=f"Ordinary{number}")
        self.rng, self.calendar = random.Random(number), self.me.calendar()
        self.events = [self.me.event(self.calendar) for _ in range(5)]
        self.seen = []  # (began, seconds, status); 0: no answer
        self.stopping = threading.Event()

    def run(self):
        self.stopping.wait(self.rng.random() * PAUSE)
        while not self.stopping.wait(PAUSE):
            self.step()

    def step(self):
        began = time.monotonic()
        try:
            status = self.ask().status
        except (OSError, http.client.HTTPException):
            status = 0
        self.seen.append((began, time.monotonic() - began, status))

    def ask(self):
        path = f"/events/{self.rng.choice(self.events)['id']}"
        kind = self.rng.random()
        if kind < 0.5:
            return self.me.get(path, check=False)
        if kind < 0.7:
            return self.me.get("/events?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z", check=False)
        if kind < 0.85:
            return self.me.patch(path, {"title": f"t{kind}"}, check=False)
        return self.me.post("/events", {"calendar_id": self.calendar["id"], "title": "E", "start_time": "2026-06-01T09:00:00Z",
                                        "end_time": "2026-06-01T10:00:00Z"}, check=False)


class Memory(threading.Thread):
    """The most that each process held, in KiB, and the kernel for sockets."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.most = stack, collections.Counter()
        self.stopping = threading.Event()

    def now(self):
        held = {name: resident(self.stack.pid(name)) for name in (*self.stack.processes(),)}
        return held | {"sockets": socket_memory()}

    def run(self):
        while not self.stopping.wait(0.25):
            self.look()

    def look(self):
        for name, kb in self.now().items():
            self.most[name] = max(self.most[name], kb)


def resident(pid):
    """Of the process and its children, each page once: PostgreSQL's backends share most of theirs."""
    total = 0
    for one in [pid, *children(pid)] if pid else []:
        with contextlib.suppress(OSError, ValueError, StopIteration):
            lines = pathlib.Path(f"/proc/{one}/smaps_rollup").read_text().splitlines()
            total += int(next(line for line in lines if line.startswith("Pss:")).split()[1])
    return total


def children(pid):
    with contextlib.suppress(OSError):
        for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            yield int(child)
            yield from children(int(child))


def socket_memory():
    words = pathlib.Path("/proc/net/sockstat").read_text().split()
    return int(words[words.index("mem") + 1]) * os.sysconf("SC_PAGE_SIZE") // 1024


@contextlib.contextmanager
def client(kind, *args):
    """A hostile client in a process of its own, which steps behind the ordinary ones for the processor."""
    context = multiprocessing.get_context("fork")
    over, answers = context.Event(), context.Queue()

    def run():
        os.nice(5)
        answers.put(kind(*args, over.is_set))

    process = context.Process(target=run, daemon=True)
    process.start()
    counts = collections.Counter()
    try:
        yield counts
    finally:
        over.set()
        counts.update(answers.get(timeout=60))
        process.join()


class Loads:
    def __init__(self, seconds, **settings):
        self.seconds = seconds
        self.stack = Stack(binaries=ROOT / "build", **settings).start()
        self.users = [User(self.stack.port, i) for i in range(USERS)]
        self.memory = Memory(self.stack)
        for thread in (*self.users, self.memory):
            thread.start()
        self.numbers = itertools.count(1)

    def hostile_person(self):
        """Somebody with 200 contacts of some size, so that a list is one."""
        me = Person(self.stack.port, name=f"Hostile{next(self.numbers)}")
        for i in range(200):
            assert me.patiently(lambda: me.post("/contacts", {"first_name": f"c{i}", "notes": "n" * 1000})).status == 201
        return {"token": me.token, "id": me.id}

    def during(self, name, trouble):
        """What ordinary users see while `trouble` lasts, and whether all is at rest after it."""
        before, began = self.memory.now(), time.monotonic()
        self.memory.most.clear()
        with trouble as counts:
            time.sleep(self.seconds)
            ended = time.monotonic()
        peak = dict(self.memory.most)
        for user in self.users:  # what was asked meanwhile counts when it is answered
            wait_until("an ordinary user's answer", lambda: user.seen and user.seen[-1][0] >= ended)
        seen = [s for u in self.users for s in u.seen if began <= s[0] < ended]
        row = Row(name, seen, counts, before, peak)
        row.rest = self.rest(before)
        return row

    def rest(self, before):
        """Seconds until every process holds what it held, and a bit; None: it does not."""
        began = time.monotonic()
        while time.monotonic() - began < REST:
            over = {n: kb for n, kb in self.memory.now().items() if kb > before.get(n, 0) * 1.25 + SLACK_KB}
            if not over:
                return time.monotonic() - began
            time.sleep(0.5)
        return None

    def close(self):
        for thread in (*self.users, self.memory):
            thread.stopping.set()
            thread.join()
        troubles = self.stack.troubles()
        self.stack.stop()
        assert not troubles, "\n".join(troubles)
        self.stack.remove()


class Row:
    def __init__(self, name, seen, counts, before, peak):
        self.name, self.counts, self.before, self.peak = name, counts, before, peak
        self.rest = None
        delays = sorted(took for _, took, _ in seen)
        self.delays = [delays[int(part * (len(delays) - 1))] for part in (0.5, 0.99, 1)] if delays else [0, 0, 0]
        self.asked = len(seen)
        self.refused = collections.Counter(status for _, _, status in seen if status in (429, 503, 504))
        self.failed = collections.Counter(status for _, _, status in seen if not 200 <= status < 300 and status not in self.refused)

    def cells(self):
        return (self.name, self.asked, sum(self.refused.values()), sum(self.failed.values()),
                *(f"{1000 * d:.0f} ms" for d in self.delays))

    def grown(self):
        return ", ".join(f"{n} {self.before[n] // 1024}->{kb // 1024}" for n, kb in sorted(self.peak.items())
                         if kb > self.before.get(n, 0) + 4096)

    def broken_promises(self):
        found = [f"{self.name}: {n} ordinary requests were answered {status or 'not at all'}"
                 for status, n in (self.refused + self.failed).items()]
        if self.rest is None:
            found.append(f"{self.name}: memory is not back at rest after {REST:.0f} s: {self.grown()}")
        return found

    def __str__(self):
        counts = ", ".join(f"{n} {what}" for what, n in sorted(self.counts.items()))
        rest = "never" if self.rest is None else f"{self.rest:.1f} s"
        return f"    it did: {counts or '-'}\n    MiB at most: {self.grown() or 'as before'}; at rest after {rest}"


LINE = "{:>24} {:>6} {:>8} {:>7} {:>8} {:>8} {:>8}"


def told(row):
    print(LINE.format(*row.cells()), flush=True)
    print(row, flush=True)
    return row


def main():
    wanted, rows = sys.argv[1:], []
    # The rates that a stranger gets: ordinary users are within them, and so is who is hostile.
    loads = Loads(seconds=10.0, ALMANAC_LIMITS="on")
    print(LINE.format("ordinary users during", *COLUMNS), flush=True)
    rows.append(told(loads.during("nothing", contextlib.nullcontext({}))))
    for kind in hostile.KINDS:
        if not wanted or kind.__name__ in wanted:
            trouble = client(kind, loads.stack.port, loads.hostile_person())
            rows.append(told(loads.during(kind.__name__.replace("_", " "), trouble)))
    loads.close()
    promises = [p for row in rows for p in row.broken_promises()]
    print("\n".join(promises) or "every promise was kept")
    return bool(promises)


if __name__ == "__main__":
    sys.exit(main())

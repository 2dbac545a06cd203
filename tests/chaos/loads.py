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
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from chaos import hostile  # noqa: E402
from harness.people import Person  # noqa: E402
from harness.clocks import Clocks  # noqa: E402
from harness.stack import ROOT, Stack, alive, wait_until  # noqa: E402

USERS, PAUSE = 10, 0.1  # each asks so often
REST = 60.0  # seconds until everything is as before
HEAL = 10.0  # seconds until everybody is served again
SLACK_KB = 48 * 1024  # of memory that an allocator keeps
KEEPS_KB = {"nats": 256 * 1024}  # it is told to collect garbage when it has as much, and keeps what is less
COLUMNS = ("asked", "refused", "failed", "p50", "p99", "longest")


class User(threading.Thread):
    """Reads, lists and writes like somebody with a calendar open."""

    def __init__(self, port, number):
        super().__init__(daemon=True)
        self.me = Person(port, name=f"Ordinary{number}")
        self.rng, self.calendar = random.Random(number), self.me.calendar()
        self.events = [self.me.event(self.calendar) for _ in range(5)]
        self.seen = []  # (began, seconds, status); 0: no answer
        self.made = []  # ids of what was answered 201
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
        reply = self.me.post("/events", {"calendar_id": self.calendar["id"], "title": "E", "start_time": "2026-06-01T09:00:00Z",
                                         "end_time": "2026-06-01T10:00:00Z"}, check=False)
        if reply.status == 201:
            self.made.append(reply.json()["id"])
        return reply

    def lost(self):
        """Of what was promised, what is in no list."""
        return set(self.made) - {e["id"] for e in self.me.walk("/events?limit=200")}


class Memory(threading.Thread):
    """The most that each process held, in KiB, and the kernel for sockets."""

    def __init__(self, stack):
        super().__init__(daemon=True)
        self.stack, self.most, self.pids = stack, collections.Counter(), {}
        self.stopping = threading.Event()

    def now(self):
        held = {name: resident(self.pid(name)) for name in self.stack.processes()}
        return held | {"sockets": socket_memory()}

    def pid(self, name):
        if not alive(self.pids.get(name) or 0):
            self.pids[name] = self.stack.pid(name)
        return self.pids[name]

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
    def __init__(self, seconds, stack, rest=REST):
        self.seconds, self.may_rest = seconds, rest
        self.stack = stack.start()
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
        return {"token": me.token, "api": me, "stack": self.stack}

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
        row.healed = self.healed(ended)
        row.rest = self.rest(before)
        row.lost = sum(len(user.lost()) for user in self.users)
        return row

    def healed(self, since):
        """Seconds until the last user is answered with a success."""
        def first(user):
            return next((began + took for began, took, status in list(user.seen) if began >= since and 200 <= status < 300), None)

        return max(wait_until("all users to be served", lambda u=user: first(u)) for user in self.users) - since

    def rest(self, before):
        """Seconds until every process holds what it held, and a bit; None: it does not."""
        began = time.monotonic()
        while time.monotonic() - began < self.may_rest:
            over = {n: kb for n, kb in self.memory.now().items() if kb > max(before.get(n, 0) * 1.25 + SLACK_KB, KEEPS_KB.get(n, 0))}
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
        self.rest, self.healed, self.lost, self.may_refuse = None, 0, 0, False
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
        wrong = self.failed if self.may_refuse else self.refused + self.failed
        found = [f"{self.name}: {n} ordinary requests were answered {status or 'not at all'}" for status, n in wrong.items()]
        if self.lost:
            found.append(f"{self.name}: {self.lost} events were promised and are in no list")
        if self.healed > HEAL:
            found.append(f"{self.name}: {self.healed:.1f} s until everybody was served again")
        if self.rest is None:
            found.append(f"{self.name}: memory is not back at rest after {REST:.0f} s: {self.grown()}")
        return found

    def __str__(self):
        counts = ", ".join(f"{n} {what}" for what, n in sorted(self.counts.items()))
        rest = "never" if self.rest is None else f"{self.rest:.1f} s"
        return f"    it did: {counts or '-'}\n    MiB at most: {self.grown() or 'as before'}; everybody served after {self.healed:.1f} s, at rest after {rest}"


LINE = "{:>24} {:>6} {:>8} {:>7} {:>8} {:>8} {:>8}"


def told(row):
    print(LINE.format(*row.cells()), flush=True)
    print(row, flush=True)
    return row


def hostile_clients(wanted):
    # The rates that a stranger gets: ordinary users are within them, and so is who is hostile.
    loads = Loads(10.0, Stack(binaries=ROOT / "build", ALMANAC_LIMITS="on"))
    yield loads.during("nothing", contextlib.nullcontext({}))
    for kind in hostile.KINDS:
        name = kind.__name__.replace("_", " ")
        if not wanted or name in wanted:
            yield loads.during(name, client(kind, loads.stack.port, loads.hostile_person()))
    loads.close()


@contextlib.contextmanager
def full(var):
    """A disk without a free block; what frees one by the way fills again."""
    over, counts = threading.Event(), collections.Counter()

    def fill():
        with open(var / "filler", "ab", buffering=0) as file:
            while not over.is_set():
                try:
                    counts["MiB"] += file.write(bytes(1 << 20)) >> 20
                except OSError:
                    counts["times full"] += 1
                    over.wait(0.02)

    filler = threading.Thread(target=fill, daemon=True)
    filler.start()
    try:
        yield counts
    finally:
        over.set()
        filler.join()
        (var / "filler").unlink()


def full_disk():
    stack = Stack(binaries=ROOT / "build", ALMANAC_LIMITS="on")
    mount("-t", "tmpfs", "-o", "size=600m,mode=755", "none", stack.var)
    try:
        loads = Loads(10.0, stack)
        row = loads.during("a full disk", full(stack.var))
        row.may_refuse = True  # what cannot be written
        yield row
        loads.close()
    finally:
        subprocess.run(["umount", "-l", stack.var], check=True)


def mount(*words):
    subprocess.run(["mount", *words], check=True)


def skewed_clocks():
    loads = Loads(10.0, Clocks(binaries=ROOT / "build", ALMANAC_LIMITS="on"))
    for seconds in (0, 6, -6, 600):
        off = {"gateway": -seconds, "event": seconds, "auth": seconds // 2}
        yield loads.during(f"clocks {seconds:+d} s", away(loads.stack, off))
    loads.close()


@contextlib.contextmanager
def away(stack, off):
    with stack.off(**off):
        yield collections.Counter({f"{name} {by:+d} s,": 1 for name, by in off.items()})


def main():
    wanted, rows = sys.argv[1:], []
    print(LINE.format("ordinary users during", *COLUMNS), flush=True)
    for rows_of in (lambda: hostile_clients(wanted), full_disk, skewed_clocks):
        rows += map(told, rows_of())
    promises = [p for row in rows for p in row.broken_promises()]
    print("\n".join(promises) or "every promise was kept")
    return bool(promises)


if __name__ == "__main__":
    sys.exit(main())

"""Kills everything over and over under a mixed load, and counts what became of every committed change.

The ledger is the outbox, whose rows stay a day: a row is committed with the change that it tells of. Afterwards
each row has exactly one message in EVENTS and one in the feed of everybody in its audience, no stream has
anything else, each has an object's changes in the order of their commits, and no change of any table is missing
from the ledger. A WebSocket and a client of server-sent events for each writer, which resume after the last
id that they saw, have heard each message of their feed once and in its order.
"""

import collections
import contextlib
import http.client
import json
import pathlib
import random
import subprocess
import sys
import threading
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from chaos.listeners import LISTENERS  # noqa: E402
from harness.changes import feeds_of  # noqa: E402
from harness.contract import Contract  # noqa: E402
from harness.people import Person  # noqa: E402
from harness.product import SERVICES  # noqa: E402
from harness.stack import ROOT, Stack, wait_until  # noqa: E402

VICTIMS = (*SERVICES, *SERVICES, "gateway", "nats", "postgres")
KEPT = 1000  # messages of one user, noun and verb
# Tables whose every row's version stands in the ledger; an override of a series is told of with its series.
VERSIONED = """
SELECT CASE WHEN bool_or(column_name = 'series_id') THEN format('(SELECT * FROM %I WHERE series_id IS NULL)', table_name)
            ELSE quote_ident(table_name) END
FROM information_schema.columns
WHERE table_schema = 'public'
GROUP BY table_name
HAVING bool_or(column_name = 'id') AND bool_or(column_name = 'version') AND NOT bool_or(column_name = 'object_id')"""

Row = collections.namedtuple("Row", "id object version type subject audience")


class Writer(threading.Thread):
    """One user who changes things of every noun, and goes on whatever is answered."""

    def __init__(self, number, stack, contract):
        super().__init__(daemon=True)
        self.me = Person(stack.port, contract, f"Writer{number}")
        self.rng = random.Random(number)
        self.calendars = [self.me.calendar()["id"] for _ in range(2)]
        self.paths = {"contact": [], "event": [], "api-key": []}
        self.count = collections.Counter()
        self.wrong = []
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            try:
                reply = self.rng.choice((self.make, self.make, self.change, self.change, self.remove, self.rare))()
            except (OSError, http.client.HTTPException):
                self.count["lost"] += 1
                time.sleep(0.02)
                continue
            except AssertionError as e:
                self.wrong.append(str(e)[:600])
                continue
            self.count["ok" if reply.status < 300 else "again" if "Retry-After" in reply.headers else "refused"] += 1
            if reply.status >= 500:
                time.sleep(0.01)

    def stop(self):
        self.stopping.set()
        self.join()

    def _made(self, noun, body):
        reply = self.me.post(f"/{noun}s", body)
        if reply.status == 201:
            self.paths[noun].append(f"/{noun}s/{reply.json()['id']}")
        return reply

    def make(self):
        if self.rng.random() < 0.5:
            return self._made("contact", {"first_name": f"C{self.rng.random()}"})
        series = {"recurrence_rule": "FREQ=DAILY;COUNT=20"} if self.rng.random() < 0.2 else {}
        return self._made("event", {"calendar_id": self.rng.choice(self.calendars), "title": "E",
                                    "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"} | series)

    def _some(self, noun):
        return self.rng.choice(self.paths[noun][-30:] or ["/auth/me"])

    def change(self):
        path = self._some(self.rng.choice(("contact", "event")))
        if path == "/auth/me":
            return self.me.get(path)
        move = {"calendar_id": self.rng.choice(self.calendars)} if "/events/" in path and self.rng.random() < 0.3 else {}
        return self.me.patch(path, {"tags": [str(self.rng.random())]} | move)

    def remove(self):
        noun = self.rng.choice(("contact", "event"))
        if len(self.paths[noun]) < 10:
            return self.make()
        return self.me.delete(self.paths[noun].pop(self.rng.randrange(len(self.paths[noun]))))

    def rare(self):
        return self.rng.choice((self.rename, self.recolour, self.key, self.calendar))()

    def rename(self):
        return self.me.patch("/users/me", {"name": f"N{self.rng.random()}"})

    def recolour(self):
        return self.me.patch(f"/calendars/{self.rng.choice(self.calendars)}", {"color": f"#{self.rng.randrange(1 << 24):06x}"})

    def key(self):
        if len(self.paths["api-key"]) > 5:
            return self.me.delete(self.paths["api-key"].pop())
        return self._made("api-key", {"name": "k", "scopes": {"events": ["read"]}})

    def calendar(self):
        """Made, and gone with what is in it."""
        reply = self.me.post("/calendars", {"name": "short"})
        if reply.status == 201:
            id = reply.json()["id"]
            self.me.post("/events", {"calendar_id": id, "title": "E", "start_time": "2026-06-01", "end_time": "2026-06-02", "all_day": True})
            reply = self.me.delete(f"/calendars/{id}")
        return reply


class Storm:
    """A stack, who writes to it, and who listens."""

    def __init__(self, writers, binaries=None):
        self.stack = Stack(binaries=binaries)
        try:
            self.stack.start()
        except AssertionError:
            self.stack.stop()
            raise
        contract = Contract()
        self.writers = [Writer(i, self.stack, contract) for i in range(writers)]
        self.listeners = [listen(self.stack, w.me) for w in self.writers for listen in LISTENERS]
        for thread in self.listeners + self.writers:
            thread.start()
        self.rng, self.next, self.killed = random.Random(5), [], collections.Counter()

    def strike(self):
        """One victim; of a service sometimes one of two processes, so that a relay dies beside another."""
        self.next = self.next or self.rng.sample(VICTIMS, len(VICTIMS))
        victim = self.next.pop()
        with contextlib.ExitStack() as stack:
            if victim in SERVICES and self.rng.random() < 0.5:
                another = stack.enter_context(self.stack.another(victim))
                time.sleep(self.rng.uniform(0.1, 0.6))
                if self.rng.random() < 0.5:
                    another.kill()
                    self.killed[f"second {victim}"] += 1
                    return
            pid = self.stack.kill(victim)
            self.killed[victim] += 1
            self.stack.wait_restarted(victim, pid)
            time.sleep(self.rng.uniform(0, 0.5))

    def calm(self):
        """No more writes; everything works, and all that was committed is on the bus."""
        for w in self.writers:
            w.stop()
            w.me.wire.drop()
        probe = self.writers[0].me

        def ready():
            with contextlib.suppress(OSError, http.client.HTTPException):
                return probe.get("/readyz").status == 200
        def is_none(service, table):
            with contextlib.suppress(subprocess.CalledProcessError):  # the database is just starting
                return self._number(service, f"SELECT count(*) FROM {table}") == 0
        wait_until("everything to be ready", ready)
        wait_until("all events of deleted calendars to be gone",
                   lambda: is_none("event", "calendar_versions WHERE deleted AND NOT emptied"))
        for service in SERVICES:
            wait_until(f"the outbox of {service} to be sent", lambda: is_none(service, "outbox WHERE published_at IS NULL"))

    def _number(self, service, query):
        return int(self.stack.sql(service, query))

    def close(self):
        for listener in self.listeners:
            listener.stop()
        troubles = self.stack.troubles()
        self.stack.stop()
        assert not troubles, "\n".join(troubles)
        self.stack.remove()

    # ------------------------------------------------------------------ the account

    def ledger(self, service):
        text = self.stack.sql(service, "SELECT id, object_id, version, type, subject, array_to_string(audience, ' ') FROM outbox ORDER BY seq")
        return [Row(*fields[:5], fields[5].split()) for fields in (line.split("|") for line in text.splitlines())]

    def untold(self, service):
        """Rows whose version the ledger does not have."""
        return sum(self._number(service, f"SELECT count(*) FROM {table} AS t WHERE t.version <> coalesce("
                                         f"(SELECT max(o.version) FROM outbox o WHERE o.object_id = t.id AND o.subject <> ''), 0)")
                   for table in self.stack.sql(service, VERSIONED).splitlines())

    def account(self):
        """What came of every change, as numbers; all but the first few are to be 0."""
        rows = [r for service in SERVICES for r in self.ledger(service)]
        with feeds_of(self.stack) as feeds:
            events, copies = feeds.bus.stored("EVENTS"), feeds.bus.stored("FEED")
        told = [m.id for m in events]
        expected = {r.id for r in rows if r.subject}
        heard = [m.id for m in copies]
        wanted = collections.defaultdict(list)  # by subject, of which the stream keeps so many
        for r in rows:
            for user in r.audience:
                wanted[f"in.feed.{user}.{r.type}"].append(f"{r.id}.{user}")
        allowed = {id for ids in wanted.values() for id in ids}
        missed = sum(len(set(ids) - set(heard)) for ids in wanted.values() if len(ids) <= KEPT)
        numbers = {
            "changes committed": len(rows),
            "messages in EVENTS": len(told),
            "messages in feeds": len(heard),
            "changes of tables not in the ledger": sum(self.untold(s) for s in SERVICES),
            "missing in EVENTS": len(expected - set(told)),
            "double in EVENTS": len(told) - len(set(told)),
            "of nothing in EVENTS": len(set(told) - expected),
            "missing in feeds": missed,
            "double in feeds": len(heard) - len(set(heard)),
            "not allowed in feeds": len(set(heard) - allowed),
            "out of order in EVENTS": _disorder((m.data, "") for m in events),
            "out of order in feeds": _disorder((m.data, m.subject.split(".")[2]) for m in copies),
        }
        for listener in self.listeners:
            id = listener.person.id
            stored = [m.id.split(".")[0] for m in copies if m.subject.startswith(f"in.feed.{id}.")]
            for name, value in listener.account(stored, {r.id for r in rows if id in r.audience}).items():
                numbers[name] = numbers.get(name, 0) + value
        return numbers


def _disorder(messages):
    """How often an object's version does not grow, for one reader; what has none is told once."""
    last, found = {}, 0
    for data, reader in messages:
        message = json.loads(data)
        object = reader, message["subject"]
        version = message.get("version", 1)
        found += version <= last.get(object, 0)
        last[object] = version
    return found


def faults(numbers):
    return {name: value for name, value in numbers.items() if value and not name.startswith(("changes committed", "messages", "times"))}


def takeovers(stack, person, count):
    """Milliseconds from the commit to the publication of what is written just after one of two processes died."""
    found = []
    for _ in range(count):
        with stack.another("contact") as another:
            time.sleep(1.0)
            another.kill()
            reply = person.patiently(lambda: person.post("/contacts", {"first_name": "after"}))
            of_it = f"FROM outbox WHERE object_id = '{reply.json()['id']}' AND published_at IS NOT NULL"
            wait_until("it to be published", lambda: stack.sql("contact", f"SELECT count(*) {of_it}") == "1")
            found.append(int(stack.sql("contact", f"SELECT (extract(epoch FROM published_at - created_at) * 1000)::int {of_it}")))
    return found


def main():
    strikes = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    storm = Storm(writers=8, binaries=ROOT / "build")
    try:
        return tell(storm, strikes)
    finally:
        storm.close()


def tell(storm, strikes):
    for _ in range(strikes):
        storm.strike()
    storm.calm()
    numbers, writes, wrong = storm.account(), collections.Counter(), []
    for w in storm.writers:
        writes += w.count
        wrong += w.wrong
    print(f"killed: {dict(sorted(storm.killed.items()))}")
    print(f"requests: {dict(writes)}")
    for name, value in numbers.items():
        print(f"{value:>9} {name}")
    print(f"one of two relays killed: what is written next is published after {takeovers(storm.stack, storm.writers[0].me, 5)} ms")
    print("\n".join(wrong[:20]) or "every answer kept to the contract")
    return bool(faults(numbers) or wrong)


if __name__ == "__main__":
    sys.exit(main())

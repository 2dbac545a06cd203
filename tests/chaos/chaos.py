"""Kills each process with SIGKILL while eight clients read and write, and counts what they saw.

What is promised: an answer within the operation's deadline, a success or an error with Retry-After (only
the killed gateway itself may refuse or reset connections); afterwards everything works without help; what
was answered 2xx is there, and asking again with the same Idempotency-Key gives the same answer.
"""

import collections
import http.client
import pathlib
import random
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.contract import Contract  # noqa: E402
from harness.people import Person  # noqa: E402
from harness.product import SERVICES  # noqa: E402
from harness.stack import PATIENCE, ROOT, Stack  # noqa: E402

VICTIMS = ("gateway", *SERVICES, "postgres", "nats", "redis")
DEADLINE, LOGIN_DEADLINE = 5.0, 10.0  # seconds: the operations' time limits
SHARE = 0.5  # seconds more for a busy machine
RECOVERY = 120.0  # seconds until everything must work again
COLUMNS = ("ok", "again", "refused", "broken", "late", "slowest", "trouble for")


class Outcome:
    """What the clients saw of one kill."""

    def __init__(self, victim, share):
        self.victim, self.share = victim, share
        self.count = collections.Counter()
        self.wrong = []  # sentences
        self.slowest = 0.0
        self.killed = self.last_trouble = 0.0  # when it was killed, and when last something did not succeed

    def trouble(self, kind):
        self.count[kind] += 1
        self.last_trouble = time.monotonic()

    def row(self):
        return (self.victim, *(self.count[c] for c in COLUMNS[:5]), f"{self.slowest:.2f} s",
                f"{max(0.0, self.last_trouble - self.killed):.1f} s")

    def broken_promises(self):
        found = list(self.wrong)
        if self.count["late"]:
            found.append(f"{self.count['late']} answers after the deadline")
        if self.count["refused"] and self.victim != "gateway":
            found.append(f"{self.count['refused']} connections refused or reset")
        if not self.count["ok"]:
            found.append("nothing succeeded at all")
        return found

    def __str__(self):
        return f"{self.row()}: " + "; ".join(self.broken_promises()[:10])


class Client(threading.Thread):
    """One user, one connection, one request after the other; remembers what it was promised."""

    def __init__(self, number, stack, contract):
        super().__init__(daemon=True)
        self.person = Person(stack.port, contract, f"Client{number}")
        self.person.wire.timeout = PATIENCE
        self.rng = random.Random(number)
        self.calendar = self.person.calendar()
        self.promised = {}  # path of what must be there -> its id, version at least
        self.keyed = []  # (path, body, key, answer) of writes with an Idempotency-Key
        self.gone = set()
        self.outcome = None
        self.stopping, self.wanted, self.idle = threading.Event(), threading.Event(), threading.Event()

    def run(self):
        while not self.stopping.is_set():
            outcome = self.outcome
            if outcome is None:
                self.idle.set()
                self.wanted.wait()
                continue
            self.step(outcome)

    def load(self, outcome):
        """Work for that outcome; None: rest, and return when resting."""
        self.outcome = outcome
        if outcome:
            self.idle.clear()
            self.wanted.set()
        else:
            self.wanted.clear()
            assert self.idle.wait(PATIENCE), "a client does not come to rest"

    def stop(self):
        self.stopping.set()
        self.wanted.set()
        self.join()

    def step(self, outcome):
        what = self.rng.choice((self.create_contact, self.create_event, self.create_event, self.read, self.read, self.change,
                                self.list, self.delete, self.sign_in))
        began = time.monotonic()
        try:
            reply = what()
        except (OSError, http.client.HTTPException):
            outcome.trouble("refused")
            time.sleep(0.01)
            return
        except AssertionError as e:
            outcome.wrong.append(f"{outcome.victim}: {e}"[:600])
            return
        took = time.monotonic() - began
        outcome.slowest = max(outcome.slowest, took)
        outcome.count["late"] += took > (LOGIN_DEADLINE if what == self.sign_in else DEADLINE) + outcome.share
        if reply is None or reply.status < 300:
            outcome.count["ok"] += 1
        elif "Retry-After" in reply.headers:
            outcome.trouble("again")
            time.sleep(0.005)
        else:
            outcome.trouble("broken")
            outcome.wrong.append(f"{outcome.victim}: an error without Retry-After: {reply!r}")

    # ------------------------------------------------------------------ what a client does

    def _create(self, path, body):
        key = str(uuid.uuid4())
        reply = self.person.post(path, body, key=key)
        if reply.status == 201:
            self.promised[f"{path}/{reply.json()['id']}"] = 1
            self.keyed.append((path, body, key, reply.body))
        return reply

    def create_contact(self):
        return self._create("/contacts", {"first_name": f"C{self.rng.random()}"})

    def create_event(self):
        return self._create("/events", {"calendar_id": self.calendar["id"], "title": "E", "start_time": "2026-06-01T09:00:00Z",
                                        "end_time": "2026-06-01T10:00:00Z"})

    def some(self):
        return self.rng.choice(list(self.promised)) if self.promised else "/auth/me"

    def read(self):
        return self.person.get(self.some())

    def list(self):
        return self.person.get(self.rng.choice(("/contacts?limit=5", "/events?limit=5", "/calendars", "/auth/me")))

    def change(self):
        path = self.some()
        if path == "/auth/me":
            return self.person.get(path)
        reply = self.person.patch(path, {"tags": [str(self.rng.random())]})
        if reply.status == 200:
            self.promised[path] = reply.json()["version"]
        return reply

    def delete(self):
        path = self.some()
        if path == "/auth/me" or len(self.promised) < 10:
            return self.person.get(path)
        del self.promised[path]
        reply = self.person.delete(path)
        if reply.status == 204:
            self.gone.add(path)
        return reply

    def sign_in(self):
        """Not a refresh: one whose answer is lost can be repeated for ten seconds alone."""
        me = self.person
        reply = me.post("/auth/login", {"email": me.email, "password": me.password})
        if reply.status == 200:
            me.token = reply.json()["access_token"]
        return reply

    # ------------------------------------------------------------------ what it was promised

    def verify(self, outcome, sample=60):
        """Everything answered 2xx is there, and the last writes repeated give the same answers."""
        me = self.person
        for path, version in list(self.promised.items())[-sample:]:
            reply = me.patiently(lambda: me.get(path))
            if reply.status != 200 or reply.json()["version"] < version:
                outcome.wrong.append(f"{outcome.victim}: {path} version {version} was promised: {reply!r}")
        for path in list(self.gone)[-sample:]:
            if me.patiently(lambda: me.get(path)).status != 404:
                outcome.wrong.append(f"{outcome.victim}: {path} was deleted and is there")
        for path, body, key, answer in self.keyed[-sample:]:
            reply = me.patiently(lambda: me.post(path, body, key=key))
            if reply.body != answer:
                outcome.wrong.append(f"{outcome.victim}: asked again, {answer!r} became {reply!r}")
        seen = {f"/contacts/{c['id']}" for c in me.walk("/contacts?limit=200")}
        seen |= {f"/events/{e['id']}" for e in me.walk("/events?limit=200")}
        for path in set(self.promised) - seen:
            outcome.wrong.append(f"{outcome.victim}: {path} was promised and is in no list")


class Chaos:
    def __init__(self, before, after, clients, binaries=None, share=SHARE):
        self.before, self.after, self.share = before, after, share
        self.stack = Stack(binaries=binaries)
        try:
            self.stack.start()
        except AssertionError:
            self.stack.stop()
            raise
        self.contract = Contract()
        self.clients = [Client(i, self.stack, self.contract) for i in range(clients)]
        for c in self.clients:
            c.start()

    def strike(self, victim):
        outcome = Outcome(victim, self.share)
        self.load(outcome)
        time.sleep(self.before)
        pid = self.stack.kill(victim)
        outcome.killed = time.monotonic()
        time.sleep(self.after)
        self.load(None)
        self.stack.wait_restarted(victim, pid)
        for c in self.clients:
            c.person.wire.drop()  # this thread's own connections may have been the victim's
        self.wait_healthy(outcome)
        for c in self.clients:
            c.verify(outcome)
        return outcome

    def load(self, outcome):
        for c in self.clients:
            c.load(outcome)

    def wait_healthy(self, outcome):
        """The moment when every kind of request works again, without anybody's help."""
        end = time.monotonic() + RECOVERY
        probe, failures = self.clients[0], ["not asked yet"]
        while failures and time.monotonic() < end:
            failures = []
            for ask in (probe.create_contact, probe.create_event, probe.sign_in, lambda: probe.person.get("/readyz"),
                        lambda: probe.person.post("/calendars", {"name": "again"})):
                try:
                    reply = ask()
                    if reply.status >= 300 or (reply.path == "/readyz" and set(reply.json()["parts"].values()) != {"up"}):
                        failures.append(repr(reply))
                except (OSError, http.client.HTTPException) as e:
                    failures.append(repr(e))
        if failures:
            outcome.wrong.append(f"{outcome.victim}: after {RECOVERY:.0f} s still: {failures}")

    def close(self):
        for c in self.clients:
            c.stop()
        troubles = self.stack.troubles()
        self.stack.stop()
        assert not troubles, "\n".join(troubles)
        self.stack.remove()


def main():
    chaos, outcomes = Chaos(before=2.0, after=5.0, clients=8, binaries=ROOT / "build"), []
    line = "{:>10} {:>8} {:>8} {:>8} {:>8} {:>6} {:>9} {:>11}"
    print(line.format("killed", *COLUMNS), flush=True)
    for victim in VICTIMS:
        outcomes.append(chaos.strike(victim))
        print(line.format(*map(str, outcomes[-1].row())), flush=True)
    chaos.close()
    promises = [p for o in outcomes for p in o.broken_promises()]
    print("\n".join(promises[:40]) or "every promise was kept")
    print("ok: 2xx; again: an error with Retry-After; refused: no connection or a reset (the gateway's own kill);\n"
          "broken: an error without Retry-After; late: after the deadline;\n"
          "trouble for: from the kill to the last answer that was not a success")
    return bool(promises)


if __name__ == "__main__":
    sys.exit(main())

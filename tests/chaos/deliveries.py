"""Kills and stops two replicas of delivery while they send, and counts what became of each mail and message.

    deliveries.py [COUNT [STRIKES]]    10,000, and 40

Half are mails, one for each account that registers, to a real SMTP server that takes some of them slowly; half are messages of
webhooks, one for each contact that is made, to a real HTTP receiver.  While they go out a replica is killed or stopped, or
stopped and killed then, over and over, and PostgreSQL and nats-server are killed once.

What is promised: each arrives; who drops ids that were there before (Message-ID, webhook-id) has each once; and the outcome
of a mail is unknown for one mail at most each time a worker dies or loses its connection.  What was repeated of mails is as
much as was unknown at most.
"""

import collections
import contextlib
import itertools
import json
import os
import pathlib
import random
import signal
import subprocess
import sys
import threading
import time
import uuid

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.people import PASSWORD, Api, Person  # noqa: E402
from harness.receiver import Receiver  # noqa: E402
from harness.smtp import Mailbox  # noqa: E402
from harness.stack import ROOT, Stack, peak_mib, wait_until  # noqa: E402

SENDERS = 8
STOPPED = 3.0  # seconds at most, and until the other replica has sent some more
LONG = 900.0  # seconds until everything must have arrived
STRIKES = ("kill", "kill", "stop", "stop and kill")


class Letterbox(Mailbox):
    """Remembers which Message-IDs each address got."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.ids = collections.defaultdict(list)

    def note(self, session, envelope):
        super().note(session, envelope)
        id = self.mails[-1].message.split(b"Message-ID: <", 1)[1].split(b"@", 1)[0]
        self.ids[envelope.rcpt_tos[0]].append(id.decode())


class Hooks(Receiver):
    """Remembers under which webhook-ids each contact came."""

    def __init__(self, **settings):
        super().__init__(**settings)
        self.ids = collections.defaultdict(list)
        self.others = collections.Counter()

    def _note(self, request):
        message = json.loads(request.body)
        if message["type"] == "contact.created":
            self.ids[message["data"]["id"]].append(request.headers["webhook-id"])
        else:
            self.others[message["type"]] += 1
        return super()._note(request)


class Sender(threading.Thread):
    """Lets people register, whom a mail is sent, and makes contacts, which webhooks hear of."""

    def __init__(self, stack, hooks, number, count):
        super().__init__(daemon=True)
        self.number, self.count = number, count
        self.api, self.me = Api(stack.port), Person(stack.port, name=f"Sender{number}")
        reply = self.me.post("/webhooks", {"url": hooks.url(f"/{number}"), "nouns": ["contact"]})
        assert reply.status == 201, reply
        self.refused = []

    def run(self):
        for i in range(self.count):
            rule = "slow-0.1" if i % 20 == 0 else "ada"
            self._post(self.api, "/auth/register", {"email": f"{rule}@s{self.number}-{i}.example.org", "password": PASSWORD})
            self._post(self.me, "/contacts", {"first_name": "Grace"})

    def _post(self, api, path, body):
        key = str(uuid.uuid4())
        reply = api.patiently(lambda: api.post(path, body, key=key, check=False))
        if reply.status != 201:
            self.refused.append(repr(reply))


class Deliveries:
    """A stack with two replicas of delivery, who sends, and who receives."""

    def __init__(self, count, binaries=None, senders=SENDERS):
        self.letters, self.hooks = Letterbox().start(), Hooks().start()
        self.stack = Stack(binaries=binaries, ALMANAC_SMTP_URL=self.letters.url, ALMANAC_SMTP_TLS="off", ALMANAC_LOG_LEVEL="info",
                           ALMANAC_OUTBOUND_ALLOW="127.0.0.1/32", ALMANAC_MAILS_PER_HOUR="1000000")
        try:
            self.stack.start()
        except AssertionError:
            self.stack.stop()
            raise
        self.count, self.rng, self.struck = count, random.Random(11), collections.Counter()
        self.senders = [Sender(self.stack, self.hooks, n, count // 2 // senders) for n in range(senders)]
        self.other, self.of_other = None, contextlib.ExitStack()
        self.begin_other()

    # ------------------------------------------------------------------ what is struck

    def begin_other(self):
        self.of_other.close()
        self.other = self.of_other.enter_context(self.stack.another("delivery"))

    def arrived(self):
        return len(self.letters.ids) + len(self.hooks.ids)

    def strike(self, how):
        self.struck[how] += 1
        if how in ("postgres", "nats"):
            self.stack.wait_restarted(how, self.stack.kill(how))
        elif self.rng.random() < 0.5:
            self._strike(how, self.stack.pid("delivery"), lambda: self.stack.kill("delivery"))
        else:
            self._strike(how, self.other.pid, self.other.kill)

    def _strike(self, how, pid, kill):
        if "stop" in how:
            os.kill(pid, signal.SIGSTOP)
            self.wait_for_the_other()
        if "kill" not in how:
            os.kill(pid, signal.SIGCONT)
            return
        kill()
        if pid == self.other.pid:
            self.other.wait()
            self.begin_other()
        else:
            self.stack.wait_restarted("delivery", pid)

    def wait_for_the_other(self):
        """It may have nothing to send: all may be in the hands of the one that stands still."""
        enough, end = self.arrived() + self.count // 50, time.monotonic() + STOPPED
        while self.arrived() < enough and time.monotonic() < end:
            time.sleep(0.01)

    def run(self, strikes):
        """As many strikes, evenly over what arrives."""
        for sender in self.senders:
            sender.start()
        for number, how in enumerate(strikes):
            due = self.count * (number + 1) // (len(strikes) + 2)
            wait_until(f"{due} deliveries", lambda due=due: self.arrived() >= due, LONG)
            self.strike(how)
        for sender in self.senders:
            sender.join()
        wait_until("everything to be sent", self.is_over, LONG)

    def number(self, service, query):
        return int(self.stack.sql(service, query) or 0)

    def is_over(self):
        with contextlib.suppress(subprocess.CalledProcessError):  # of the dead some connections are still to be given up
            return self._is_over()

    def _is_over(self):
        known = self.number("auth", "SELECT count(*) FROM account_mails"), self.number("contact", "SELECT count(*) FROM contacts")
        ended = [self.number("delivery", f"SELECT count(*) FROM deliveries WHERE channel = '{channel}' AND kind = '{kind}' AND state <> 'waiting'")
                 for channel, kind in (("mail", "verify_email"), ("webhook", "contact.created"))]
        return ended == list(known)

    def close(self):
        self.of_other.close()
        troubles = self.stack.troubles()
        self.stack.stop()
        self.letters.stop()
        self.hooks.stop()
        assert not troubles, "\n".join(troubles)
        self.stack.remove()

    # ------------------------------------------------------------------ the account

    def account(self):
        mails = dict(line.split("|") for line in self.stack.sql("auth", "SELECT address, id FROM account_mails").splitlines())
        people = {sender.me.email for sender in self.senders}  # theirs are mails as well
        contacts = set(self.stack.sql("contact", "SELECT id FROM contacts").split())
        letters, hooks = self.letters.ids, self.hooks.ids
        lost_connections = 2 * self.struck["postgres"]
        kills = self.struck["kill"] + self.struck["stop and kill"]
        unknown = self.number("delivery", "SELECT sum(unknown) FROM deliveries")
        repeated = sum(len(ids) - len(set(ids)) for ids in letters.values())
        return {
            "mails requested": len(mails),
            "messages of webhooks": len(contacts),
            "mails whose outcome was unknown": unknown,
            "mails that came again under their Message-ID": repeated,
            "messages that came again under their webhook-id": sum(len(ids) - len(set(ids)) for ids in hooks.values()),
            "claims of the dead": self.number("delivery", "SELECT sum(deaths) FROM deliveries"),
            "lost mails": sum(id not in letters.get(address, ()) for address, id in mails.items()),
            "lost messages": len(contacts - set(hooks)),
            "doubled mails": sum(len(set(ids)) - 1 for ids in letters.values()),
            "doubled messages": sum(len(set(ids)) - 1 for ids in hooks.values()),
            "mails of nobody": len(set(letters) - set(mails)),
            "mails to senders missing": len(people - set(letters)),
            "messages of gaps": sum(self.hooks.others.values()),
            "deliveries that were not sent": self.number("delivery", "SELECT count(*) FROM deliveries WHERE state <> 'sent'"),
            "unknown beyond one of each worker": max(0, unknown - kills - lost_connections),
            "repeated mails beyond the unknown": max(0, repeated - unknown),
            "requests refused": sum(len(sender.refused) for sender in self.senders),
        }


HARMLESS = 6  # of the account; all that follow are to be 0


def faults(numbers):
    return {name: value for name, value in itertools.islice(numbers.items(), HARMLESS, None) if value}


def strikes_of(count):
    """Of all kinds, with the servers among them."""
    strikes = [STRIKES[n % len(STRIKES)] for n in range(count)]
    return strikes[:count // 3] + ["postgres"] + strikes[count // 3:2 * count // 3] + ["nats"] + strikes[2 * count // 3:]


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    strikes = int(sys.argv[2]) if len(sys.argv) > 2 else 40
    deliveries = Deliveries(count, binaries=ROOT / "build")
    try:
        return tell(deliveries, strikes_of(strikes))
    finally:
        deliveries.close()


def tell(deliveries, strikes):
    began = time.monotonic()
    deliveries.run(strikes)
    took = time.monotonic() - began
    numbers = deliveries.account()
    peaks = [peak_mib(pid) for pid in (deliveries.stack.pid("delivery"), deliveries.other.pid)]
    refused = [words for sender in deliveries.senders for words in sender.refused]
    print(f"struck: {dict(deliveries.struck)}, in {took:.0f} s; the two last replicas had {peaks} MiB at most")
    for name, value in numbers.items():
        print(f"{value:>9} {name}")
    print("\n".join(refused[:10]) or "every request was answered")
    return bool(faults(numbers))


if __name__ == "__main__":
    sys.exit(main())

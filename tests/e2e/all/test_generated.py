"""Ten thousand requests from the contract: never a 500, never a reply it does not describe, never a crash.

ALMANAC_TEST_REQUESTS and ALMANAC_TEST_SEED choose another number and another seed.
"""

import collections
import os
from concurrent.futures import ThreadPoolExecutor

import pytest

from generated import Maker
from harness.people import Person

COUNT = int(os.environ.get("ALMANAC_TEST_REQUESTS", "14000"))
SEED = int(os.environ.get("ALMANAC_TEST_SEED", "1"))
HANDS = 4


def explained(reply):
    """What no schema says: a rule that does not fit its start, another owner, and a token that no mail had."""
    return any(why in reply.body for why in (b"cannot move along", b"a calendar has one owner")) or reply.code == "invalid_token"


class Run:
    """One user's share of the requests, one after the other."""

    def __init__(self, stack, contract, seed, count):
        self.person = Person(stack.port, contract, f"Gen{seed}")
        self.contract, self.maker, self.count = contract, Maker(contract, f"{SEED}.{seed}"), count
        self.faults, self.seen = [], collections.Counter()

    def __call__(self):
        me = self.person
        self.maker.account = {"email": me.email, "password": me.password, "refresh_token": me.refresh_token}
        for _ in range(3):
            self.maker.known.setdefault("calendar", []).append(self.person.calendar()["id"])
        for _ in range(self.count):
            self.one(self.maker.request())
        return self

    def one(self, request):
        headers = request.headers + ([("Authorization", f"Bearer {self.person.token}")] if request.signed else [])
        body = request.body
        if body is None and request.method in ("POST", "PUT", "PATCH"):
            body = b""
        try:
            reply = self.person.wire.ask(request.method, request.path, body, headers)
        except Exception as e:
            self.faults.append(f"no reply: {e!r} to {request}")
            return
        self.seen[request.operation.name, reply.status] += 1
        if reply.status == 500:
            self.faults.append(f"500 to {request}: {reply!r}")
        if request.refused and reply.status < 300 and request.method not in ("OPTIONS",):
            self.faults.append(f"taken, though it breaks the contract: {request}: {reply!r}")
        if request.twist == "none" and reply.status in (400, 401, 415) and not explained(reply):
            self.faults.append(f"refused, though nothing is wrong: {request}: {reply!r}")
        try:
            self.contract.check(reply)
            self.contract.check_sent(reply, body)
            self.maker.learn(request, reply)
        except Exception as e:
            self.faults.append(f"{e!r}\n    to {request}")


def test_generated_requests(stack, contract, capsys):
    friend = Person(stack.port, contract, "Friend")
    runs = [Run(stack, contract, i, COUNT // HANDS) for i in range(HANDS)]
    for run in runs:
        run.maker.friend = friend.id
    with ThreadPoolExecutor(HANDS) as pool:
        list(pool.map(lambda run: run(), runs))
    faults = [f for run in runs for f in run.faults]
    seen = sum((run.seen for run in runs), collections.Counter())
    with capsys.disabled():
        print(f"\n{sum(seen.values())} requests:", dict(sorted(
            sum((collections.Counter({s: n}) for (_, s), n in seen.items()), collections.Counter()).items())))
    for op in runs[0].maker.operations:
        if "token" not in (op.input or {}).get("properties", ()) and not op.name.startswith("calendar.transfer"):  # of a mail, or of two
            answers = {s: n for (name, s), n in seen.items() if name == op.name}
            assert min(answers, default=600) < 300, f"{op} never succeeded, the requests are too wild: {answers}"
    if faults:
        pytest.fail(f"{len(faults)} faults, the first of them:\n" + "\n".join(f[:1500] for f in faults[:15]), pytrace=False)

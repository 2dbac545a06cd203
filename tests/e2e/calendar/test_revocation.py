"""Members are removed while they read and write: nothing sent after the answer succeeds, and nothing later is heard.

A change that is not answered as complete is finished all the same.
"""

import contextlib
import os
import signal
import threading
import time

from harness.changes import feeds_of
from harness.people import Api, Person
from harness.stack import wait_until
from things import SharedCalendar

MEMBERS = 8


class Member:
    """Reads and writes one event as fast as it is answered, each by a connection of its own."""

    def __init__(self, stack, contract, calendar, event):
        self.person = Person(stack.port, contract, "Member")
        calendar.let(self.person, "editor")
        self.sent, self.leave = [], threading.Event()  # (when it was sent, did it succeed)
        path = f"/events/{event['id']}"
        asks = [lambda api: api.get(path), lambda api: api.patch(path, {"title": "theirs"})]
        self.threads = [threading.Thread(target=self._hammer, args=(Api(stack.port, contract, self.person.token), ask)) for ask in asks]
        for t in self.threads:
            t.start()

    def _hammer(self, api, ask):
        while not self.leave.is_set():
            at = time.monotonic()
            self.sent.append((at, ask(api).status == 200))

    def succeeds(self):
        """Both kinds, since now."""
        begin = time.monotonic()
        wait_until("a member to read and to write", lambda: sum(good for at, good in self.sent if at > begin) > 3)

    def stop(self):
        self.leave.set()
        for t in self.threads:
            t.join()


def test_who_is_removed_reads_writes_and_hears_nothing_from_the_answer_on(own_stack, contract):
    stack = own_stack()
    ada = Person(stack.port, contract, "Ada")
    calendar = SharedCalendar(ada)
    event = ada.event({"id": calendar.id})
    members = [Member(stack, contract, calendar, event) for _ in range(MEMBERS)]
    removed = []  # (member, when it was answered, the first version after it)
    try:
        for member in members:
            member.succeeds()
            calendar.shut_out(member.person)
            at = time.monotonic()
            mark = ada.patch(f"/events/{event['id']}", {"title": "mine"}).json()
            removed.append((member, at, mark["version"]))
    finally:
        for member in members:
            member.stop()
    with feeds_of(stack) as feeds:
        last = ada.patiently(lambda: ada.patch(f"/events/{event['id']}", {"title": "last"})).json()["version"]
        wait_until("all to be told", lambda: feeds.of(ada, "event")[-1]["version"] == last)
        for member, at, version in removed:
            assert [when for when, good in member.sent if good and when > at] == []
            assert [m["version"] for m in feeds.of(member.person, "event") if m["version"] >= version] == []


# ------------------------------------------------------------------ a service with a copy that is away


@contextlib.contextmanager
def without_event(stack):
    pid = stack.pid("event")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


def test_a_share_that_is_on_its_way_is_told_by_its_key_when_it_has_arrived(own_stack, contract):
    stack = own_stack()
    ada, bob = (Person(stack.port, contract, name) for name in ("Ada", "Bob"))
    calendar = SharedCalendar(ada)
    event = ada.event({"id": calendar.id})

    def share():
        return ada.post(f"{calendar.path}/share", {"user_id": bob.id, "role": "viewer"}, key="one")
    with without_event(stack):
        assert share().code == "incomplete"
        assert bob.get(calendar.path).json()["role"] == "viewer", "the change stands"
        assert share().code == "incomplete", "and is still on its way"
    reply = ada.patiently(share)
    assert (reply.status, reply.json()["version"]) == (200, 1)
    assert bob.get(f"/events/{event['id']}").status == 200


def test_a_removal_that_is_on_its_way_arrives_by_itself_and_is_never_half(own_stack, contract):
    stack = own_stack()
    ada, bob, cleo = (Person(stack.port, contract, name) for name in ("Ada", "Bob", "Cleo"))
    calendar = SharedCalendar(ada)
    event = ada.event({"id": calendar.id})
    calendar.let(bob, "editor")
    calendar.let(cleo, "editor")
    with without_event(stack):
        assert ada.delete(calendar.member(bob)).code == "incomplete"
        assert bob.get(calendar.path).code == "not_found"
        assert ada.delete(calendar.member(bob)).code == "not_found"
    wait_until("the copy to have it", lambda: bob.patiently(lambda: bob.get(f"/events/{event['id']}")).status == 404, 40)
    assert bob.patch(f"/events/{event['id']}", {"title": "x"}).status == 404
    assert cleo.patch(f"/events/{event['id']}", {"title": "x"}).status == 200


# ------------------------------------------------------------------ accounts that go

CALENDARS = 120  # more than two batches


def test_all_that_an_account_shared_goes_and_is_told_however_much_it_is(ada, person, stack, feeds):
    bob = person("Bob")
    for owner, member in ((bob, ada), (ada, bob)):
        stack.sql("calendar", f"""
            WITH new AS (INSERT INTO calendars (id, owner_id, name, color, timezone, is_public)
                         SELECT gen_random_uuid(), '{owner.id}', 'Many', '#000000', 'UTC', false FROM generate_series(1, {CALENDARS}) RETURNING id)
            INSERT INTO calendar_members (calendar_id, user_id, role)
            SELECT id, '{owner.id}'::uuid, 'owner' FROM new UNION ALL SELECT id, '{member.id}', 'viewer' FROM new""")
    assert bob.delete("/users/me").status == 204

    def told():
        found = [m for m in feeds.of(ada, "calendar")]
        return {verb: {m["subject"] for m in found if m["type"] == f"calendar.{verb}"} for verb in ("deleted", "updated")}
    wait_until("each to be told", lambda: {verb: len(ids) for verb, ids in told().items()} == {"deleted": CALENDARS, "updated": CALENDARS})
    mine = ada.walk("/calendars?limit=200")
    assert {c["id"] for c in mine} == told()["updated"] and {c["version"] for c in mine} == {2}
    assert stack.sql("calendar", f"SELECT count(*) FROM calendar_members WHERE user_id = '{bob.id}' AND left_at IS NULL") == "0"

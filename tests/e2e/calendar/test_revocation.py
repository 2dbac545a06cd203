"""Members are removed while they read and write: nothing sent after the answer succeeds, and nothing later is heard.

A change that is not answered as complete is finished all the same.
"""

import contextlib
import threading
import time

import pytest

from harness.changes import feeds_of
from harness.people import Api, Person
from harness.stack import halted, wait_until
from things import SharedCalendar

MEMBERS = 8
STOPPED = 5  # seconds


class Reader:
    """Asks the same again and again, as fast as it is answered, each by a connection of its own."""

    def __init__(self, stack, contract, token, asks):
        self.sent, self.leave = [], threading.Event()  # (when it was sent, did it succeed)
        self.threads = [threading.Thread(target=self._hammer, args=(Api(stack.port, contract, token), ask)) for ask in asks]
        for t in self.threads:
            t.start()

    def _hammer(self, api, ask):
        while not self.leave.is_set():
            at = time.monotonic()
            try:
                self.sent.append((at, ask(api).status in (200, 304)))
            except OSError:
                pass  # cut off

    def succeeds(self):
        """All that it asks, since now."""
        begin = time.monotonic()
        wait_until("a member to read and to write", lambda: sum(good for at, good in self.sent if at > begin) > 3)

    def succeeded_after(self, at):
        return [when for when, good in self.sent if good and when > at]

    def stop(self):
        self.leave.set()
        for t in self.threads:
            t.join()


class Member(Reader):
    """Reads and writes one event, and reads its range, which is kept."""

    def __init__(self, stack, contract, calendar, event):
        self.person = Person(stack.port, contract, "Member")
        calendar.let(self.person, "editor")
        path = f"/events/{event['id']}"
        month = f"/events?calendar_id={calendar.id}&start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"
        super().__init__(stack, contract, self.person.token, [
            lambda api: api.get(path), lambda api: api.patch(path, {"title": "theirs"}), lambda api: api.get(month)])


class Everybody(Reader):
    """Reads a public calendar and its events, and asks whether what it has is current."""

    def __init__(self, stack, contract, token):
        target = f"/public/{token}/events?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"
        super().__init__(stack, contract, None, [
            lambda api: api.get(f"/public/{token}"), lambda api: api.get(target), lambda api: api.get(target, if_none_match="*")])


# ------------------------------------------------------------------ what happens to the event service meanwhile


@contextlib.contextmanager
def nothing(_):
    yield


@contextlib.contextmanager
def beside(repeat):
    """Calls `repeat(leave)` on a thread of its own until the block ends."""
    leave, faults = threading.Event(), []

    def run():
        try:
            repeat(leave)
        except Exception as e:
            faults.append(e)
    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        leave.set()
        thread.join()
    assert not faults, faults


def killed(stack):
    def repeat(leave):
        while not leave.wait(3):
            stack.wait_restarted("event", stack.kill("event"))
    return beside(repeat)


@contextlib.contextmanager
def two_of_which_one_stands_still(stack):
    with stack.another("event") as other:
        def repeat(leave):
            if not leave.wait(1):
                with halted(other.pid):
                    leave.wait(STOPPED)
        with beside(repeat):
            yield


# ------------------------------------------------------------------ the race


def applied(ask, is_there):
    """The change is answered as complete, or is on its way and arrives: when it has."""
    first = reply = ask()
    while reply.code in ("unavailable", "timeout"):  # nobody knows whether it was made
        reply = ask()
    if reply.status != 204:
        assert reply.code == "incomplete" or first is not reply and reply.code == "not_found", reply
        wait_until("the change to be applied", is_there)
    return time.monotonic()


@pytest.mark.parametrize("meanwhile", [nothing, killed, two_of_which_one_stands_still])
def test_who_is_removed_reads_writes_and_hears_nothing_from_the_answer_on(shaken, contract, meanwhile):
    """Members, and then whoever had the address of the calendar."""
    stack, removed = shaken, []  # (member, when it was answered, the first version after it)
    ada = Person(stack.port, contract, "Ada")
    calendar = SharedCalendar(ada, is_public=True)
    event, token = ada.event({"id": calendar.id}), ada.get(calendar.path).json()["public_token"]
    members = [Member(stack, contract, calendar, event) for _ in range(MEMBERS)]
    everybody = Everybody(stack, contract, token)

    def remove(member):
        user = member.person.id
        return applied(lambda: ada.delete(calendar.member(member.person)), lambda: stack.sql(
            "event", f"SELECT count(*) FROM calendar_access WHERE calendar_id = '{calendar.id}' AND user_id = '{user}'") == "0")

    try:
        with meanwhile(stack):
            for member in members:
                member.succeeds()
                at = remove(member)
                mark = ada.patiently(lambda: ada.patch(f"/events/{event['id']}", {"title": "mine"})).json()
                removed.append((member, at, mark["version"]))
            everybody.succeeds()
            assert ada.patiently(lambda: ada.post(f"{calendar.path}/public-token", key="once")).status == 200
            rotated = time.monotonic()
            time.sleep(0.5)
    finally:
        for reader in [*members, everybody]:
            reader.stop()
    with feeds_of(stack) as feeds:
        last = ada.patiently(lambda: ada.patch(f"/events/{event['id']}", {"title": "last"})).json()["version"]
        wait_until("all to be told", lambda: feeds.of(ada, "event")[-1]["version"] == last)
        for member, at, version in removed:
            assert member.succeeded_after(at) == []
            assert [m["version"] for m in feeds.of(member.person, "event") if m["version"] >= version] == []
    assert everybody.succeeded_after(rotated) == []


# ------------------------------------------------------------------ a service with a copy that is away


def test_a_share_that_is_on_its_way_is_told_by_its_key_when_it_has_arrived(shaken, contract):
    stack = shaken
    ada, bob = (Person(stack.port, contract, name) for name in ("Ada", "Bob"))
    calendar = SharedCalendar(ada)
    event = ada.event({"id": calendar.id})

    def share():
        return ada.post(f"{calendar.path}/share", {"user_id": bob.id, "role": "viewer"}, key="one")
    with halted(stack.pid("event")):
        assert share().code == "incomplete"
        assert bob.get(calendar.path).json()["role"] == "viewer", "the change stands"
        assert share().code == "incomplete", "and is still on its way"
    reply = ada.patiently(share)
    assert (reply.status, reply.json()["version"]) == (200, 1)
    assert bob.get(f"/events/{event['id']}").status == 200


def test_a_removal_that_is_on_its_way_arrives_by_itself_and_is_never_half(shaken, contract):
    stack = shaken
    ada, bob, cleo = (Person(stack.port, contract, name) for name in ("Ada", "Bob", "Cleo"))
    calendar = SharedCalendar(ada)
    event = ada.event({"id": calendar.id})
    calendar.let(bob, "editor")
    calendar.let(cleo, "editor")
    with halted(stack.pid("event")):
        assert ada.delete(calendar.member(bob)).code == "incomplete"
        assert bob.get(calendar.path).code == "not_found"
        assert ada.delete(calendar.member(bob)).code == "not_found"
    wait_until("the copy to have it", lambda: bob.patiently(lambda: bob.get(f"/events/{event['id']}")).status == 404, 40)
    assert bob.patch(f"/events/{event['id']}", {"title": "x"}).status == 404
    assert cleo.patch(f"/events/{event['id']}", {"title": "x"}).status == 200


@pytest.mark.parametrize("change", [
    lambda ada, path: ada.patch(path, {"is_public": False}), lambda ada, path: ada.put(path, {"name": "Fair"}),
    lambda ada, path: ada.post(f"{path}/public-token", key="one")], ids=["patched", "replaced", "rotated"])
def test_an_address_that_is_on_its_way_out_is_gone_when_the_same_request_is_answered(shaken, contract, change):
    stack, api = shaken, Api(shaken.port, contract)
    ada = Person(stack.port, contract, "Ada")
    calendar = ada.calendar(is_public=True)
    token, path = calendar["public_token"], f"/calendars/{calendar['id']}"
    events = f"/public/{token}/events?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"
    tag = api.get(events).etag
    with halted(stack.pid("event")):
        for _ in range(2):
            reply = change(ada, path)
            assert reply.code == "incomplete" and int(reply.headers["Retry-After"]) >= 1, "the change stands, and is still on its way"
            assert api.get(f"/public/{token}").code == "not_found"
        old = stack.kill("event")
    stack.wait_restarted("event", old)
    assert ada.patiently(lambda: change(ada, path)).status == 200
    assert api.get(events).code == api.get(events, if_none_match=tag).code == "not_found"
    kept = api.get(f"/public/{ada.get(path).json()['public_token']}")
    assert kept.status == (200 if ada.get(path).json()["is_public"] else 404)


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

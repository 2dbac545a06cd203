"""Several processes of the delivery service: nothing is lost, and a receiver that drops repeated ids gets nothing twice."""

import json
import uuid

import pytest

from harness.changes import feeds_of
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import halted, wait_until

@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


class Outbox:
    """A webhook of somebody, and deliveries that stand in its table without anybody being woken for them."""

    def __init__(self, stack, receiver, path="/"):
        self.stack, self.person = stack, Person(stack.port)
        reply = self.person.patiently(lambda: self.person.post("/webhooks", {"url": receiver.url(path), "nouns": ["event"]}))
        assert reply.status == 201, reply
        self.id = reply.json()["id"]

    def add(self, count):
        self.stack.sql("delivery", f"""
            INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, due_at, created_at)
            SELECT gen_random_uuid(), 'webhook', 'event.updated', '{self.id}', '{self.person.id}',
                   convert_to('{json.dumps({"n": str(uuid.uuid4())})}', 'UTF8'), now(), now()
            FROM generate_series(1, {count})""")

    def count(self, where):
        return int(self.stack.sql("delivery", f"SELECT count(*) FROM deliveries WHERE webhook_id = '{self.id}' AND ({where})"))

    def wait_for(self, count, where):
        wait_until(f"{count} deliveries with {where}", lambda: self.count(where) == count)


def test_killed_and_stopped_replicas_lose_nothing(emptied, receiver):
    stack = emptied
    outbox, count = Outbox(stack, receiver), 3000
    outbox.add(count)
    for again in range(1, 4):
        with stack.another("delivery") as other:
            wait_until("some to have come", lambda: receiver.count >= again * 300)
            old = stack.kill("delivery")
            with halted(other.pid):
                stack.wait_restarted("delivery", old)
            other.kill()
            other.wait()
    outbox.wait_for(count, "state = 'sent' AND worker IS NULL")
    assert len(receiver.by_id) == count
    assert outbox.count("attempts = 1") == count
    # What was in hand when its process was killed may come again, under the same id: never more often than it lost one.
    deaths = int(stack.sql("delivery", "SELECT sum(deaths) FROM deliveries"))
    assert receiver.count - count <= deaths


def test_a_replica_that_stands_still_keeps_its_claims(emptied, receiver):
    stack = emptied
    outbox = Outbox(stack, receiver, "/slow?delay=1000")
    outbox.add(20)
    wait_until("all to be under way", lambda: receiver.count == 20)
    worker = stack.sql("delivery", "SELECT DISTINCT worker FROM deliveries")
    pid = stack.pid("delivery")
    with stack.another("delivery") as other:
        wait_until("two workers", lambda: stack.sql("delivery", "SELECT count(*) FROM workers") == "2")
        with halted(pid):
            after = Outbox.__new__(Outbox)  # of the same person: the gateway may wait for who stands still
            after.stack, after.person, after.id = stack, outbox.person, str(uuid.uuid4())
            stack.sql("delivery", f"""
                INSERT INTO webhooks (id, user_id, url, nouns, calendar_ids, secret, state, created_at, updated_at)
                SELECT '{after.id}', user_id, '{receiver.url("/after")}', nouns, calendar_ids, secret, state, created_at, updated_at
                FROM webhooks""")
            for n in range(1, 4):
                after.add(50)
                after.wait_for(50 * n, "state = 'sent'")
            assert stack.sql("delivery", "SELECT DISTINCT worker FROM deliveries WHERE state = 'waiting'") == worker
            assert outbox.count("deaths = 0") == 20
        assert other.poll() is None and stack.pid("delivery") == pid


def test_its_figures_are_on_the_services_protocol(emptied, receiver):
    stack = emptied
    stack.wait_restarted("delivery", stack.kill("delivery"))  # it counts from its start
    outbox = Outbox(stack, receiver)
    outbox.add(25)
    outbox.wait_for(25, "state = 'sent'")
    with feeds_of(stack) as feeds:
        def told():
            data = feeds.bus.ask("$SRV.STATS.delivery")["data"]
            return (data["webhook_sent"], data["webhook_waiting"]) == (25, 0) and data

        data = wait_until("the figures", told)
    assert data["webhook_failed"] == data["webhook_unknown"] == data["webhook_set_aside"] == 0
    assert data["webhook_oldest_ms"] == 0 and data["mail_waiting"] == 0

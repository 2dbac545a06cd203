"""Many deliveries that are due at once."""

import uuid

from harness.people import Person
from harness.receiver import Receiver
from harness.stack import wait_until

LOCAL = {"ALMANAC_OUTBOUND_ALLOW": "127.0.0.0/8"}


def number(stack, query):
    return int(stack.sql("delivery", query))


def webhooks_of(person, urls):
    replies = [person.post("/webhooks", {"url": url, "nouns": ["event"]}) for url in urls]
    assert {reply.status for reply in replies} == {201}
    return [reply.json()["id"] for reply in replies]


def due_for(stack, hooks, each):
    stack.sql("delivery", f"""
        INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, due_at, created_at)
        SELECT gen_random_uuid(), 'webhook', 'event.updated', w.id, w.user_id, '{{}}', now(), now()
        FROM generate_series(1, {each}) AS n, webhooks AS w WHERE w.id = ANY ('{{{",".join(hooks)}}}')""")
    wake(stack)


def wake(stack):
    """Whoever sends is told that something is due."""
    with stack.another("delivery"):
        wait_until("nothing to wait", lambda: number(stack, "SELECT count(*) FROM deliveries WHERE state = 'waiting'") == 0)


def writes(stack):
    return number(stack, "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'deliveries'")


def test_webhooks_of_one_host_wait_for_a_place_there(own_stack):
    """With 64 requests to a host at once, more than that are claimed once all the same, and not put back."""
    stack = own_stack(**LOCAL)
    with Receiver() as receiver:
        person = Person(stack.port)
        hooks = webhooks_of(person, [receiver.url(f"/{n}?delay=0.05") for n in range(10)])
        due_for(stack, hooks, 100)
        assert receiver.count == len(receiver.by_id) == 1000
        assert receiver.connections <= 2 * 64  # of each of two processes
    assert number(stack, "SELECT count(*) FROM deliveries WHERE channel = 'webhook' AND state = 'sent' AND attempts = 1") == 1000
    wait_until("all to be counted", lambda: writes(stack) >= 2000)
    assert writes(stack) < 2200  # claim and result

"""Many deliveries that are due at once."""

import contextlib
import os
import pathlib

from harness.bus import Bus
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import wait_until

def number(stack, query):
    return int(stack.sql("delivery", query))


def webhooks_of(person, urls):
    replies = [person.post("/webhooks", {"url": url, "nouns": ["event"]}) for url in urls]
    assert {reply.status for reply in replies} == {201}
    return [reply.json()["id"] for reply in replies]


def due_for(stack, hooks, each):
    stack.sql("delivery", f"""
        INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, due_at, created_at)
        SELECT gen_random_uuid(), 'webhook', 'event.updated', w.id, w.user_id, '{{}}', now() + n * interval '1 us', now()
        FROM generate_series(1, {each}) AS n, webhooks AS w WHERE w.id = ANY ('{{{",".join(hooks)}}}')""")
    wake(stack)


def wake(stack):
    with contextlib.closing(Bus(stack, "delivery")) as bus:
        bus.publish("wake.delivery")
    wait_until("nothing to wait", lambda: number(stack, "SELECT count(*) FROM deliveries WHERE channel = 'webhook' AND state = 'waiting'") == 0)


def writes(stack):
    return number(stack, "SELECT n_tup_upd FROM pg_stat_user_tables WHERE relname = 'deliveries'")


def test_webhooks_of_one_host_wait_for_a_place_there(emptied):
    """With 64 requests to a host at once, more than that are claimed once all the same, and not put back."""
    stack, before = emptied, writes(emptied)
    with Receiver() as receiver:
        person = Person(stack.port)
        hooks = webhooks_of(person, [receiver.url(f"/{n}?delay=0.05") for n in range(20)])
        due_for(stack, hooks, 50)
        assert receiver.count == len(receiver.by_id) == 1000
        assert receiver.connections <= 64
    assert number(stack, "SELECT count(*) FROM deliveries WHERE channel = 'webhook' AND state = 'sent' AND attempts = 1") == 1000
    wait_until("all to be counted", lambda: writes(stack) >= before + 2000)
    assert writes(stack) < before + 2200  # claim and result


def sockets(stack):
    folder = pathlib.Path(f"/proc/{stack.pid('delivery')}/fd")
    found = 0
    for entry in folder.iterdir():
        with contextlib.suppress(OSError):  # it was closed meanwhile
            found += os.readlink(entry).startswith("socket:")
    return found


def test_as_many_hosts_as_there_are_keep_no_more_than_512_connections(emptied):
    stack = emptied
    with Receiver(host="0.0.0.0") as receiver:
        person = Person(stack.port)
        first, = webhooks_of(person, [receiver.url("/", host="127.0.0.1")])
        hooks = stack.sql("delivery", f"""
            INSERT INTO webhooks (id, user_id, url, nouns, calendar_ids, secret, state, created_at, updated_at)
            SELECT gen_random_uuid(), user_id, format('http://127.0.%s.%s:{receiver.port}/', 1 + n / 250, 1 + n % 250), nouns, calendar_ids,
                   secret, state, created_at, updated_at
            FROM webhooks, generate_series(0, 999) AS n WHERE id = '{first}' RETURNING id""").split()
        before = sockets(stack)
        due_for(stack, hooks, 1)
        assert receiver.connections == len(receiver.by_id) == 1000
        assert sockets(stack) <= before + 512
        due_for(stack, hooks, 2)
        assert len(receiver.by_id) == 3000
        assert sockets(stack) <= before + 512


def mails_again(stack):
    """All mails are due at once."""
    stack.sql("delivery", "UPDATE deliveries SET state = 'waiting', attempts = 0, ended_at = NULL, due_at = now() WHERE channel = 'mail'")
    with contextlib.closing(Bus(stack, "delivery")) as bus:
        bus.publish("wake.delivery")


def mails_that_are(stack, state):
    return number(stack, f"SELECT count(*) FROM deliveries WHERE channel = 'mail' AND {state}")


def test_a_mail_that_its_owner_cannot_read_keeps_no_other_back(own_stack):
    """Their contents are asked for together; that one fails the answer, and is then the only one that waits."""
    stack = own_stack()
    unreadable, *others = [Person(stack.port, name=f"Reader{n}") for n in range(6)]
    wait_until("all mails to be sent", lambda: mails_that_are(stack, "state = 'sent'") == 6)
    stack.sql("auth", f"UPDATE account_mails SET created_at = 'infinity' WHERE user_id = '{unreadable.id}'")
    mails_again(stack)
    wait_until("the others to be sent", lambda: mails_that_are(stack, f"state = 'sent' AND user_id <> '{unreadable.id}'") == 5)
    wait_until("it to be put off", lambda: mails_that_are(stack, "state = 'waiting' AND why = 'its owner did not say what to write'") == 1)
    stack.sql("auth", f"UPDATE account_mails SET created_at = now() WHERE user_id = '{unreadable.id}'")
    wait_until("it to be sent as well", lambda: mails_that_are(stack, "state = 'sent' AND attempts = 1") == 6)

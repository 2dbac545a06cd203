"""What an operator sees of deliveries that failed or were set aside, and has sent again."""

import os
import subprocess
import uuid

import pytest

from harness.receiver import Receiver
from harness.people import Person
from harness.stack import PATIENCE, ROOT, wait_until
from webhooks import webhook


@pytest.fixture
def make(sending):
    """`make TARGET NAME=value ...` as an operator says it."""
    def run(target, **words):
        done = subprocess.run(["make", "--no-print-directory", "-s", target, *(f"{name}={value}" for name, value in words.items())], cwd=ROOT,
                              capture_output=True, text=True, timeout=PATIENCE,
                              env=os.environ | {"ALMANAC_VAR": str(sending.var), "ALMANAC_BIN": str(sending.binaries)})
        return done.returncode, done.stdout or done.stderr
    return run


@pytest.fixture
def ended(sending, contract):
    """Adds deliveries of a kind that have ended so, to a webhook of its own; returns their ids."""
    with Receiver() as receiver:
        ada = Person(sending.port, contract, "Ada")
        made = webhook(ada, url=receiver.url())

        def add(state, why, count=1, body="'{}'", kind=f"event.k{uuid.uuid4().hex[:8]}"):
            ids = sending.sql("delivery", f"""
                INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, state, why, attempts, due_at, created_at, first_at, ended_at)
                SELECT gen_random_uuid(), 'webhook', '{kind}', '{made["id"]}', '{ada.id}', {body}, '{state}', '{why}', 9, now(),
                       '2026-01-02 03:04:05Z'::timestamptz + n * interval '1 s', now() - interval '2 days', now()
                FROM generate_series(0, {count - 1}) AS n RETURNING id""").split()
            return kind, ids
        add.receiver = receiver
        yield add


def lines_of(make, kind):
    status, text = make("undelivered")
    assert status == 0, text
    assert text.startswith("state ")
    return sorted(line.split(maxsplit=6) for line in text.splitlines() if line.split()[2] == kind)


def states(stack, ids):
    return stack.sql("delivery", f"SELECT string_agg(DISTINCT state || ' ' || attempts, ',') FROM deliveries WHERE id = ANY ('{{{','.join(ids)}}}')")


def test_they_are_listed_by_kind_and_reason(make, ended):
    kind, failed = ended("failed", "no answer came in time", 3)
    _, aside = ended("set_aside", "it cannot be read", kind=kind)
    _, other = ended("failed", "it was refused", 2, kind=kind)
    ended("sent", "", kind=kind)
    assert [(line[0], line[1], line[3], line[4], line[6]) for line in lines_of(make, kind)] == [
        ("failed", "webhook", "2", "2026-01-02T03:04:05Z", "it was refused"),
        ("failed", "webhook", "3", "2026-01-02T03:04:05Z", "no answer came in time"),
        ("set_aside", "webhook", "1", "2026-01-02T03:04:05Z", "it cannot be read")]
    assert {line[5] for line in lines_of(make, kind)} == {failed[0], aside[0], other[0]}


def test_one_is_sent_again(make, ended, sending):
    kind, ids = ended("failed", "no answer came in time", 2)
    assert make("retry", ID=ids[0]) == (0, "admin: 1 are sent again\n")
    wait_until("it to come", lambda: states(sending, ids[:1]) == "sent 1")
    assert set(ended.receiver.by_id) == {ids[0]} and states(sending, ids[1:]) == "failed 9"
    status, text = make("retry", ID=ids[0])
    assert status != 0 and "neither failed nor been set aside" in text, "it has been sent"
    assert make("retry", ID=str(uuid.uuid4()))[0] != 0
    assert make("retry", ID="x")[0] != 0


def test_all_of_a_kind_are_sent_again_also_when_they_are_more_than_are_taken_at_once(make, ended, sending):
    kind, ids = ended("failed", "no answer came in time", 1001)
    _, aside = ended("set_aside", "it cannot be read", 1, kind=kind)
    _, bare = ended("failed", "no answer came in time", 1, "NULL", kind=kind)
    assert make("retry", STATE="failed", CHANNEL="webhook", KIND=kind) == (0, "admin: 1001 are sent again\n")
    wait_until("all to come", lambda: states(sending, ids) == "sent 1")
    assert len(ended.receiver.by_id) == 1001
    assert states(sending, aside) == "set_aside 9" and states(sending, bare) == "failed 9", "nothing is left to send of it"
    assert [line[:2] + line[3:4] for line in lines_of(make, kind)] == [["failed", "webhook", "1"], ["set_aside", "webhook", "1"]]


def test_what_is_said_wrongly_sends_nothing(make, ended, sending):
    kind, ids = ended("failed", "no answer came in time")
    for words in ({}, {"STATE": "failed"}, {"STATE": "sent", "CHANNEL": "webhook", "KIND": kind},
                  {"STATE": "failed", "CHANNEL": "pigeon", "KIND": kind}):
        assert make("retry", **words)[0] != 0, words
    assert make("retry", STATE="set_aside", CHANNEL="webhook", KIND=kind) == (0, "admin: 0 are sent again\n")
    assert states(sending, ids) == "failed 9"

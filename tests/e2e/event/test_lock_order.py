"""Changes that meet: each takes its locks in one order, so nobody waits in a circle, and nobody is told of it."""

import contextlib
import itertools
import subprocess
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.people import Api
from series import MONDAYS, listed, one, weekly
from things import SharedCalendar

CLIENTS, CHANGES = 8, 25


@pytest.fixture
def logged(stack):
    """How often the logs say something more than they did before."""
    before = stack.logs(10 ** 6)

    def more(words):
        return stack.logs(10 ** 6).count(words) - before.count(words)

    return more


@pytest.fixture
def client(stack, contract):
    """Another connection of the same person."""
    return lambda person: Api(stack.port, contract, person.token)


def all_at_once(*jobs):
    with ThreadPoolExecutor(len(jobs)) as pool:
        for done in [pool.submit(job) for job in jobs]:
            done.result()


def mover(client, paths, places, seed):
    """Sends each event to and fro; what lies between are changes of the same and of others."""
    statuses = []
    for n in range(CHANGES):
        path = paths[(seed + n) % len(paths)]
        place = {"calendar_id": places[(seed + n) % len(places)]}
        statuses.append(client.patch(path, place if n % 3 else place | {"title": f"T{seed}.{n}"}).status)
        statuses.append(client.patch(paths[(seed * 7 + n * 3) % len(paths)], {"location": f"L{n}"}).status)
    return statuses


def let_in_and_out(calendar, guest, done):
    for role in itertools.cycle(("viewer", "editor")):
        if done.is_set():
            return
        calendar.let(guest, role)
        calendar.shut_out(guest)


def test_opposite_moves_and_changes_of_membership_do_not_wait_in_a_circle(stack, ada, person, client, logged):
    calendars = [SharedCalendar(ada) for _ in range(3)]
    places = [c.id for c in calendars]
    events = [ada.event({"id": c.id}, f"E{n}") for c in calendars for n in range(2)]
    events += [weekly(ada, {"id": c.id}, recurrence_rule="FREQ=WEEKLY;COUNT=5") for c in calendars]
    for series in events[-3:]:
        assert ada.patch(one(series, MONDAYS[1], "this"), {"title": "Other"}).status == 200
    paths = [f"/events/{e['id']}" for e in events]
    guest, done, statuses = person("Guest"), threading.Event(), []

    def move(seed):
        try:
            statuses.extend(mover(client(ada), paths, places, seed))
        finally:
            done.set() if len(statuses) == CLIENTS * CHANGES * 2 else None

    def watch(calendar):
        let_in_and_out(calendar, guest, done)

    with ThreadPoolExecutor(len(calendars)) as pool:
        try:
            members = [pool.submit(watch, c) for c in calendars]
            all_at_once(*(lambda seed=seed: move(seed) for seed in range(CLIENTS)))
        finally:
            done.set()
        for m in members:
            m.result()
    assert set(statuses) == {200} and len(statuses) == CLIENTS * CHANGES * 2
    assert logged("deadlock detected") == 0 and logged("transaction.undone") == 0
    assert sorted(e["id"] for e in ada.walk("/events")) == sorted(e["id"] for e in events)
    assert len(listed(ada)) == 6 + 3 * 5


def test_series_that_split_into_each_others_calendars_do_not_wait_in_a_circle(ada, client, logged):
    places = [ada.calendar(name)["id"] for name in ("A", "B")]
    series = [weekly(ada, {"id": place}, recurrence_rule="FREQ=DAILY;COUNT=28") for place in places * 4]

    def split(n):
        for day in (20, 15, 10, 5):
            reply = client(ada).patch(one(series[n], f"2026-06-{day:02}T07:00:00Z", "following"),
                                      {"calendar_id": places[(n + 1) % 2], "title": f"{n}.{day}"})
            assert reply.status == 200, reply

    all_at_once(*(lambda n=n: split(n) for n in range(len(series))))
    assert logged("deadlock detected") == 0 and logged("transaction.undone") == 0
    assert len(listed(ada)) == len(series) * 28


def as_superuser(stack, service):
    """How to reach a service's database with settings that the service may not make."""
    return stack.superuser_url(stack.sql(service, "SELECT current_database()"))


def psql(stack, service):
    return subprocess.Popen(["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", as_superuser(stack, service)],
                            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_a_change_that_postgresql_undoes_is_made_again(stack, ada, logged):
    """Somebody at the database takes the locks the other way round, and is not the one to look for deadlocks."""
    calendar = ada.calendar()
    event = ada.event(calendar)
    locked = f"""
        BEGIN;
        SET LOCAL deadlock_timeout = '60s';
        SELECT 'locked' FROM events WHERE id = '{event['id']}' FOR UPDATE;
        DO $$ BEGIN
            WHILE NOT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND locktype = 'transactionid') LOOP
                PERFORM pg_sleep(0.01);
            END LOOP;
        END $$;
        SELECT hold_to_change('{calendar['id']}');
        COMMIT;"""
    with psql(stack, "event") as other:
        other.stdin.write(locked)
        other.stdin.close()
        assert other.stdout.readline() == "locked\n"
        reply = ada.patch(f"/events/{event['id']}", {"title": "Coffee"})
    assert other.returncode == 0
    assert reply.status == 200 and reply.json()["version"] == 2
    assert ada.get(f"/events/{event['id']}").json()["title"] == "Coffee"
    assert logged("deadlock detected") == 1 and logged("transaction.undone") == 1


def test_writers_of_one_tag_do_not_wait_for_each_other(stack, ada):
    """Nine of them: two are of the same eighth, by which slots were once given."""
    calendar = ada.calendar()
    events = [ada.event(calendar, f"E{n}") for n in range(9)]
    with contextlib.ExitStack() as open_at_once:
        writers = [open_at_once.enter_context(psql(stack, "event")) for _ in events]
        for writer, event in zip(writers, events):
            writer.stdin.write(f"""SET lock_timeout = '60s'; BEGIN;
                UPDATE events SET tags = '{{team}}' WHERE id = '{event['id']}';
                SELECT 'written';\n""")
            writer.stdin.flush()
            assert writer.stdout.readline() == "written\n"
        assert ada.get("/tags").json()["data"] == []
        for writer in writers:
            writer.communicate("COMMIT;\n")
    assert ada.get("/tags").json()["data"] == [{"tag": "team", "count": 9}]

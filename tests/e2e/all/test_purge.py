"""What a deleted account leaves: after the purge its id and its address stand in no table of any service.

Everything is done once as that account; a table with a column for a user's id or address that stays empty fails,
because nothing would be known of it. The purge is not waited for: the stored times are set back, and the services,
which purge when they start, are started again.
"""

import contextlib
import re

import pytest

from calls import call_of
from harness.contract import new_id
from harness.people import Person
from harness.product import SERVICES
from harness.stack import wait_until
from things import SharedCalendar

# Rows that may stay, and why.
KEPT = {
    ("auth", "audit"): ("true", "the trail outlives the account; it has its id and no address of it"),
    ("event", "events"): ("EXISTS (SELECT FROM calendar_access a WHERE a.calendar_id = t.calendar_id)",
                          "in calendars of others: who made and last changed them"),
}

TABLES = """
SELECT c.table_name, coalesce(bool_or(column_name ~ '^(user_id|owner_id|created_by|updated_by|audience|email)$'), false),
       coalesce(max(column_name) FILTER (WHERE column_name IN ('deleted_at', 'left_at')), ''),
       coalesce(string_agg(format('%I = %I - interval ''400 days''', column_name, column_name), ', ')
                FILTER (WHERE data_type = 'timestamp with time zone' AND is_generated = 'NEVER'), '')
FROM information_schema.columns c JOIN information_schema.tables t USING (table_schema, table_name)
WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name <> 'schema_migrations'
GROUP BY c.table_name"""


class Traces:
    """Of one account in all databases."""

    def __init__(self, stack, *words):
        self.stack, self.words = stack, [*words, *(w.replace("-", "") for w in words)]
        self.tables = {}  # (service, table): is there a column for a user, which one marks what is deleted, what sets its times back
        for service in SERVICES:
            for line in stack.sql(service, TABLES).splitlines():
                table, *about = line.split("|")
                self.tables[service, table] = (about[0] == "t", about[1], about[2])

    def _found(self, rows):
        """The tables that have the account in rows that `rows(place)` selects."""
        has_it = " OR ".join(f"strpos(lower(t::text), lower('{w}')) > 0" for w in self.words)
        found = set()
        for service in SERVICES:
            mine = [(s, table) for s, table in self.tables if s == service and rows((s, table))]
            query = " UNION ALL ".join(f"SELECT '{table}' WHERE EXISTS (SELECT FROM {table} t WHERE ({rows((service, table))}) AND ({has_it}))"
                                       for _, table in mine)
            found |= {(service, table) for table in (self.stack.sql(service, query).split() if mine else ())}
        return found

    def found(self):
        return self._found(lambda place: "true")

    def living(self):
        """What is not even marked as deleted, beside what may stay."""
        return self._found(lambda place: f"{self.tables[place][1]} IS NULL AND NOT ({KEPT.get(place, ('false',))[0]})"
                           if self.tables[place][1] else "")

    def left(self):
        return self._found(lambda place: f"NOT ({KEPT.get(place, ('false',))[0]})")

    def for_users(self):
        return {place for place, (is_for_users, _, _) in self.tables.items() if is_for_users}

    def set_back(self):
        for (service, table), (_, _, times) in self.tables.items():
            if times and KEPT.get((service, table), ("",))[0] != "true":
                self.stack.sql(service, f"UPDATE {table} SET {times}")


def do_everything(leaver, contract):
    """Every operation once, beside the last."""
    for op in contract.operations:
        call = call_of(op, leaver)
        if op.public or call.streams or op.name == "auth.user_delete":
            continue
        reply = leaver.patiently(lambda op=op, call=call: call.ask(leaver, op, **({"key": new_id()} if op.method == "POST" else {})))
        assert reply.status == op.success, reply
        if op.name.startswith("auth."):  # it may have ended the session
            leaver.password = call.body.get("new_password", leaver.password) if isinstance(call.body, dict) else leaver.password
            leaver.signed_in(leaver.post("/auth/login", {"email": leaver.email, "password": leaver.password}).json())


def rebuilt(stack, leaver):
    """Whether the deletion was read from auth too; read after the purge, it would be noted once more, for a day."""
    xid = stack.sql("auth", f"SELECT deleted_xid FROM users WHERE id = '{leaver.id}'")
    services = re.findall(r"X\((\w+), users,", (stack.root / "gen/bus/consumers.h").read_text())
    return all(stack.sql(service, f"SELECT count(*) FROM positions WHERE consumer = '{service}_users' AND xid >= '{xid}'") == "1"
               for service in services)


@pytest.fixture
def stack_of_its_own(own_stack):
    return own_stack()


def test_of_a_deleted_account_nothing_is_left_after_the_purge(stack_of_its_own, contract):
    stack = stack_of_its_own
    leaver, bob = (Person(stack.port, contract, name) for name in ("Leaver", "Bob"))
    do_everything(leaver, contract)
    leaver.post("/auth/login", {"email": leaver.email, "password": "wrong"})
    theirs, mine = SharedCalendar(bob), SharedCalendar(leaver)
    theirs.let(leaver, "editor")
    mine.let(bob, "editor")
    for person in (leaver, bob):
        for calendar in (theirs, mine):
            person.event({"id": calendar.id}, attendees=[{"user_id": leaver.id}, {"user_id": bob.id}])

    traces = Traces(stack, leaver.id, leaver.email)
    before = traces.found()
    assert leaver.delete("/users/me").status == 204
    wait_until("all that it owned to be deleted", lambda: not traces.living())
    for service in SERVICES:
        wait_until(f"{service} to have told all", lambda service=service: stack.sql(
            service, "SELECT count(*) FROM outbox WHERE published_at IS NULL") == "0")
    assert traces.for_users() - before - traces.found() == set(), "nothing here fills these tables"

    wait_until("every service to have read the deletion from auth", lambda: rebuilt(stack, leaver))
    traces.set_back()
    for service in SERVICES:
        stack.wait_restarted(service, stack.kill(service))
    with contextlib.suppress(AssertionError):
        wait_until("the purge", lambda: not traces.left())
    assert traces.left() == set()

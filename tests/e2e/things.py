"""The kinds of objects that share their manners: how to make one, where it lives, what may be written."""

import contextlib
import json

from harness.bus import Bus
from harness.msgpack import pack, unpack
from harness.product import COPIES, SCHEMAS

# What the contract's objects show and nobody writes.
READ_ONLY = {member for name, body in SCHEMAS.items() if f"{name}Input" in SCHEMAS and "version" in body["properties"]
             for member in body["properties"].keys() - SCHEMAS[f"{name}Input"]["properties"].keys()}

KINDS = {"contact": "first_name", "calendar": "name", "event": "title"}  # and which field is its text


def input_of(kind):
    return f"{kind.capitalize()}Input"


class Thing:
    """One stored object of some kind, and its owner."""

    def __init__(self, kind, person):
        self.kind, self.person = kind, person
        self.list = "/" + kind + "s"
        if kind == "event":
            self.object = person.event(person.calendar(), "Tea", description="hot", tags=["a", "b"])
        elif kind == "calendar":
            self.object = person.calendar("Home", description="mine", color="#00aaff")
        else:
            self.object = person.contact("Grace", last_name="Hopper", tags=["navy"], notes="COBOL")
        self.path = f"{self.list}/{self.object['id']}"
        self.text = KINDS[kind]

    def writable(self):
        """The object as a PUT may send it, or a POST that makes another; without what is read-only."""
        return {k: v for k, v in self.object.items() if k not in READ_ONLY and k != "uid"}

    def schema(self, contract):
        """Of what may be sent."""
        return contract.schemas[input_of(self.kind)]


class SharedCalendar:
    """Somebody's calendar, and who else is let see it."""

    def __init__(self, stack, owner):
        self.stack, self.owner = stack, owner
        self.id = owner.calendar()["id"]

    def let(self, person, role):
        """By SQL, because no operation shares a calendar yet."""
        self._change(f"INSERT INTO calendar_members (calendar_id, user_id, role) VALUES ('{self.id}', '{person.id}', '{role}')")

    def shut_out(self, person):
        self._change(f"UPDATE calendar_members SET left_at = now() WHERE calendar_id = '{self.id}' AND user_id = '{person.id}'")

    def forget(self, person):
        """As if the person had never been a member, so that it can be let in again."""
        self._change(f"DELETE FROM calendar_members WHERE calendar_id = '{self.id}' AND user_id = '{person.id}'")

    def _change(self, sql):
        """As the calendar service will: a version of the membership is committed, then every copy is asked to apply it."""
        state = json.loads(self.stack.sql("calendar", f"""
            BEGIN;
            {sql};
            UPDATE calendars SET access_version = access_version + 1, access_xid = DEFAULT WHERE id = '{self.id}';
            SELECT json_build_object('calendar_id', c.id, 'version', c.access_version, 'deleted', false,
                                     'user_ids', json_agg(m.user_id ORDER BY m.user_id), 'roles', json_agg(m.role ORDER BY m.user_id))
            FROM calendars c JOIN calendar_members m ON m.calendar_id = c.id
            WHERE c.id = '{self.id}' AND m.left_at IS NULL GROUP BY c.id;
            COMMIT"""))
        ask = pack({"v": 1, "caller": {"kind": "service"}, "input": {"body": state}})
        with contextlib.closing(Bus(self.stack)) as bus:
            for copy in COPIES:
                answer = unpack(bus.answers(copy, ask)[0])
                assert "error" not in answer, (copy, answer)

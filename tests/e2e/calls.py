"""How each operation is called so that it succeeds: what the tests over all operations ask with.

An operation that is not in RECIPES fails them, so a new one is given its line here.
"""

import copy
import re
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

from things import READ_ONLY

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
START, END = "2026-06-01T00:00:00Z", "2026-07-01T00:00:00Z"
OTHER_PASSWORD = "zither-Walnut-88-kompass"


@dataclass
class Call:
    path: dict = field(default_factory=dict)  # parameters
    query: dict = field(default_factory=dict)
    body: object = None
    headers: dict = field(default_factory=dict)
    streams: bool = False  # a success does not end: its own tests have it

    def target(self, op):
        path = op.path
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", value)
        assert "{" not in path, f"the recipe of {op.name} does not fill {path}"
        return path + ("?" + urlencode(self.query, doseq=True) if self.query else "")

    def ask(self, api, op, **more):
        headers = self.headers | more.pop("headers", {})
        media = {"media": op.media} if op.media else {}
        return api.ask(op.method, self.target(op), self.body, headers=headers, **media, **more)

    # ------------------------------------------------------------------ the ids in it

    def ids(self):
        """Where an id of somebody's thing stands, in path, query and body."""
        return [place for place, value in _leaves([self.path, self.query, self.body], ()) if ID.fullmatch(value)]

    def with_ids_of(self, other, places):
        mixed = copy.deepcopy(self)
        for place in places:
            mine = theirs = None
            for holder, kind in ((mixed, "mine"), (other, "theirs")):
                node = [holder.path, holder.query, holder.body]
                for step in place[:-1]:
                    node = node[step]
                mine, theirs = (node, theirs) if kind == "mine" else (mine, node)
            mine[place[-1]] = theirs[place[-1]]
        return mixed


def _leaves(node, place):
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, (dict, list)):
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(inner, (*place, step))


def _new_address(_=None):
    return f"{uuid.uuid4().hex[:12]}@example.org"


def _writable(stored):
    return {k: v for k, v in stored.items() if k not in READ_ONLY}


def _by_id(make):
    return lambda p: Call({"id": make(p)["id"]})


def _replaced(make):
    def call(p):
        stored = make(p)
        return Call({"id": stored["id"]}, body=_writable(stored))
    return call


def _patched(make, **change):
    return lambda p: Call({"id": make(p)["id"]}, body=change)


def _calendar(p):
    return p.calendar()


def _event(p):
    return p.event(p.calendar())


def _contact(p):
    return p.contact()


def _api_key(p):
    reply = p.post("/api-keys", {"name": "of a test", "scopes": {"contacts": ["read"]}})
    assert reply.status == 201, reply
    return reply.json()


def _nothing(_):
    return Call()


RECIPES = {
    "auth.register": lambda p: Call(body={"email": _new_address(), "password": p.password}),
    "auth.login": lambda p: Call(body={"email": p.email, "password": p.password}),
    "auth.refresh": lambda p: Call(body={"refresh_token": p.refresh_token}),
    "auth.logout": _nothing,
    "auth.logout_all": _nothing,
    "auth.password": lambda p: Call(body={"old_password": p.password, "new_password": OTHER_PASSWORD}),
    "auth.me": _nothing,
    "auth.user_get": _nothing,
    "auth.user_replace": lambda p: Call(body=_writable(p.get("/users/me").json())),
    "auth.user_patch": lambda p: Call(body={"name": "Countess"}),
    "auth.user_delete": _nothing,
    "auth.audit_list": _nothing,
    "auth.api_key_list": _nothing,
    "auth.api_key_create": lambda p: Call(body={"name": "of a test", "scopes": {}}),
    "auth.api_key_get": _by_id(_api_key),
    "auth.api_key_patch": _patched(_api_key, name="another"),
    "auth.api_key_revoke": _by_id(_api_key),
    "auth.agent_create": _by_id(_api_key),
    "auth.ticket_create": _nothing,
    "auth.jwks": _nothing,
    "calendar.list": _nothing,
    "calendar.create": lambda p: Call(body={"name": "of a test"}),
    "calendar.get": _by_id(_calendar),
    "calendar.replace": _replaced(_calendar),
    "calendar.patch": _patched(_calendar, name="another"),
    "calendar.delete": _by_id(_calendar),
    "event.list": lambda p: Call(query={"calendar_id": [p.calendar()["id"]]}),
    "event.create": lambda p: Call(body={"calendar_id": p.calendar()["id"], "title": "of a test", "start_time": START, "end_time": START}),
    "event.get": _by_id(_event),
    "event.replace": _replaced(_event),
    "event.patch": lambda p: Call({"id": _event(p)["id"]}, body={"calendar_id": p.calendar()["id"]}),
    "event.delete": _by_id(_event),
    "event.availability": lambda p: Call(query={"calendar_id": [p.calendar()["id"], p.calendar()["id"]], "start": START, "end": END}),
    "event.availability_find": lambda p: Call(body={"calendar_ids": [p.calendar()["id"], p.calendar()["id"]], "duration_minutes": 30,
                                                    "start": START, "end": END}),
    "contact.list": _nothing,
    "contact.create": lambda p: Call(body={"first_name": "Of a test"}),
    "contact.get": _by_id(_contact),
    "contact.replace": _replaced(_contact),
    "contact.patch": _patched(_contact, first_name="Another"),
    "contact.delete": _by_id(_contact),
    "feed.read": _nothing,
    "feed.socket": lambda p: Call(streams=True),
}


def call_of(op, person):
    assert op.name in RECIPES, f"tests/e2e/calls.py does not know how to call {op.name}"
    return RECIPES[op.name](person)

"""The table of matrix.py, cell by cell, over HTTP and in what feeds deliver."""

import json

import pytest

from api_keys import Key, make_key
from harness.contract import Contract
from harness.people import Api, Person
from harness.product import SCOPE_OF, SCOPES
from harness.stack import wait_until
from matrix import HEARD, HOUR, OPERATIONS, ROLES
from things import SharedCalendar

ORDER = ("stranger", "former", "attendee", "viewer", "editor", "owner", "public")  # who may do least comes first, so that it is there for all
KEYS = [f"{scope}:{right}" for scope in SCOPES for right in ("read", "write")]
ROWS = [row for rows in OPERATIONS.values() for row in rows]
NOUNS = {"calendars", "events", "reminders", "tags", "availability", "public"}  # the beginnings of paths that the table has


class Stage:
    """A calendar with somebody of each kind, and what stands in it."""

    def __init__(self, stack, contract):
        self.people = {role: Person(stack.port, contract, role.capitalize()) for role in ROLES if role != "public"}
        self.owner, self.guest = self.people["owner"], Person(stack.port, contract, "Guest")
        self.shared = SharedCalendar(self.owner, name="Shared", is_public=True)
        self.people["public"] = Api(stack.port, contract)
        self.keys = {scope: Key(stack.port, contract, make_key(self.owner, {scope.split(":")[0]: [scope.split(":")[1]]})) for scope in KEYS}
        self.let("former", "editor")
        self.shared.shut_out(self.people["former"])
        self.all_in()
        event = self.event("Matrix", recurrence_rule="FREQ=DAILY;COUNT=5", tags=["matrix"])
        self.names = {"calendar": self.shared.id, "event": event["id"], "invited": event["attendees"][0]["id"],
                      "single": self.event("Single")["id"], "guest": self.guest.id, "viewer": self.people["viewer"].id,
                      "attendee": self.people["attendee"].id}
        self.read_token()

    def let(self, role, as_what):
        self.shared.let(self.people[role], as_what)

    def event(self, title, **fields):
        invited = [{"user_id": self.people["attendee"].id}]
        return self.owner.event({"id": self.shared.id}, title, HOUR["start_time"], HOUR["end_time"], attendees=invited, **fields)

    # ------------------------------------------------------------------ before an ask

    def all_in(self):
        self.let("editor", "editor")
        self.let("viewer", "viewer")

    def guest_in(self):
        self.shared.let(self.guest, "viewer")

    def guest_out(self):
        assert self.owner.delete(self.shared.member(self.guest)).status in (204, 404)

    def offered(self, to=None):
        self.all_in()
        assert self.owner.post(f"{self.shared.path}/transfer", {"user_id": (to or self.people["viewer"]).id}).status == 200

    def offered_to_guest(self):
        self.guest_in()
        self.offered(self.guest)

    def read_token(self):
        self.names["token"] = self.owner.get(self.shared.path).json()["public_token"]

    def other_calendar(self):
        other = SharedCalendar(self.owner)
        for role in ("editor", "viewer"):
            other.let(self.people[role], role)
        self.others = other.id

    def other_event(self):
        other = self.event("Other")
        self.names |= {"other": other["id"], "others_invited": other["attendees"][0]["id"]}

    def reminded(self):
        self.other_event()
        self.names["reminder"] = self.remind(self.names["other"])

    def remind(self, event_id):
        reply = self.owner.post(f"/events/{event_id}/reminders", {"minutes_before": 10})
        assert reply.status == 201, reply
        return reply.json()["id"]

    def unanswered(self):
        self.answer("needs_action", self.names)

    def answer(self, status, names):
        reply = self.people["attendee"].patch(f"/events/{names['event']}/attendees/{names['invited']}", {"status": status})
        assert reply.status == 200, reply

    def deleted_event(self):
        self.other_event()
        assert self.owner.delete(f"/events/{self.names['other']}").status == 204

    # ------------------------------------------------------------------ an ask

    def filled(self, text, role):
        names = self.names | {"self": self.people[role].id if role != "public" else self.guest.id}
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
        return text

    def ask(self, row, somebody, role, prepared=True):
        if prepared and row.before:
            getattr(self, row.before)()
        method, path = self.filled(row.ask, role).split(" ")
        if row.before == "other_calendar":
            path = path.replace(self.shared.id, self.others)
        body = json.loads(self.filled(json.dumps(row.body), role)) if row.body else None
        media = {"media": "application/merge-patch+json"} if method == "PATCH" else {}
        return somebody.patiently(lambda: somebody.ask(method, path, body, **media))

    def shows(self, reply):
        return b"atrix" in reply.body or self.shared.id.encode() in reply.body


@pytest.fixture(scope="module")
def stage(stack, contract):
    return Stage(stack, contract)


@pytest.mark.parametrize("row", ROWS, ids=[row.ask.split("?")[0] + ("?" if "?" in row.ask else "") for row in ROWS])
def test_each_role_is_answered_as_the_table_says(stage, row):
    cells, found = row.by_role(), {}
    for role in ORDER:
        reply = stage.ask(row, stage.people[role], role)
        found[role] = f"{reply.status}" + (cells[role][3:] and ("+" if stage.shows(reply) else "-"))
    assert found == cells


@pytest.mark.parametrize("row", ROWS, ids=[row.ask.split("?")[0] + ("?" if "?" in row.ask else "") for row in ROWS])
def test_a_key_is_answered_by_its_scope(stage, row):
    status, opened = int(row.by_role()["owner"][:3]), [scope for scope in KEYS if row.scope in (scope, "public")]
    if row.before:
        getattr(stage, row.before)()
    found = {scope: stage.ask(row, stage.keys[scope], "owner", prepared=scope in opened) for scope in sorted(KEYS, key=opened.count)}
    for scope, reply in found.items():
        assert reply.status == (status if scope in opened else 403), (scope, reply)
        assert scope in opened or reply.code == "insufficient_scope", (scope, reply)


def test_the_table_has_every_operation_of_these_paths():
    def bare(path):
        return [("{}" if part.startswith("{") else part) for part in path.split("?")[0].strip("/").split("/")]
    told = {(row.ask.split(" ")[0], *bare(row.ask.split(" ")[1])) for row in ROWS}
    told |= {("POST", "calendars")}  # of nobody's calendar
    for op in Contract().operations:
        parts = bare(op.path)
        if parts[0] in NOUNS:
            assert (op.method, *parts) in told, op


# ------------------------------------------------------------------ feeds


def heard(somebody):
    found, after = set(), 0
    while True:
        page = somebody.get(f"/feed?after={after}&limit=1000").json()
        if not page["data"]:
            return found
        found |= {(m["type"], m["subject"]) for m in page["data"]}
        after = page["next_after"]


@pytest.fixture(scope="module")
def story(stack, contract):
    """A stage of its own on which everything has happened, and who hears what of it."""
    stage = Stage(stack, contract)
    viewer, calendar = stage.people["viewer"], stage.shared
    event = stage.event("Told")
    path = f"/events/{event['id']}"
    assert stage.owner.patch(path, {"title": "Told again"}).status == 200
    stage.answer("accepted", {"event": event["id"], "invited": event["attendees"][0]["id"]})
    display = viewer.put(f"{calendar.path}/members/me/display", {"name": "Mine"}).json()
    reminder_id = stage.remind(event["id"])
    assert stage.owner.delete(f"{path}/reminders/{reminder_id}").status == 204
    assert stage.owner.delete(path).status == 204
    assert stage.owner.patch(calendar.path, {"name": "Renamed"}).status == 200
    assert stage.owner.delete(calendar.path).status == 204
    subjects = {"event": event["id"], "calendar": calendar.id, "display": display["id"], "attendee": event["attendees"][0]["id"],
                "reminder": reminder_id}
    for role, last in (("owner", "calendar"), ("editor", "calendar"), ("viewer", "calendar"), ("attendee", "event")):
        wait_until(f"{role} to hear the end", lambda p=stage.people[role], m=(f"{last}.deleted", subjects[last]): m in heard(p))
    return stage, subjects


def heard_of(found, subjects):
    return {kind: "+" if (kind[0], subjects[kind[1]]) in found else "-" for kind in HEARD}


@pytest.mark.parametrize("role", ROLES[:-1])
def test_each_role_hears_what_the_table_says(story, role):
    stage, subjects = story
    expected = {kind: cells.split()[ROLES.index(role)] for kind, (cells, _) in HEARD.items()}
    assert heard_of(heard(stage.people[role]), subjects) == expected


@pytest.mark.parametrize("scope", KEYS)
def test_a_key_hears_what_it_reads(story, scope):
    stage, subjects = story
    if scope.endswith(":write") or scope.split(":")[0] not in SCOPE_OF.values():
        assert stage.keys[scope].get("/feed?after=0").code == "insufficient_scope"
        return
    expected = {kind: cells.split()[0] if reads == scope else "-" for kind, (cells, reads) in HEARD.items()}
    assert heard_of(heard(stage.keys[scope]), subjects) == expected


def test_nobody_hears_without_credentials(story):
    stage, _ = story
    assert stage.people["public"].get("/feed?after=0").code == "unauthenticated"

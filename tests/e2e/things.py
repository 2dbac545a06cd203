"""The kinds of objects that share their manners: how to make one, where it lives, what may be written."""

from harness.product import SCHEMAS

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

    def __init__(self, owner, **fields):
        self.owner = owner
        self.id = owner.calendar(**fields)["id"]
        self.path = f"/calendars/{self.id}"

    def let(self, person, role):
        """The member, whom every part of the system knows."""
        reply = self.owner.patiently(lambda: self.owner.post(f"{self.path}/share", {"user_id": person.id, "role": role}))
        assert reply.status == 200, reply
        return reply.json()

    def member(self, person):
        return f"{self.path}/members/{person.id}"

    def shut_out(self, person):
        assert self.owner.delete(self.member(person)).status == 204

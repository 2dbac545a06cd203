"""The kinds of objects that share their manners: how to make one, where it lives, what may be written."""

from harness.product import SCHEMAS

# The members of each kind of object, by its schema's name: all, and those that nobody writes.
MEMBERS = {name: SCHEMAS[name]["properties"].keys() for name in SCHEMAS if f"{name}Input" in SCHEMAS}
READ_ONLY = {name: members - SCHEMAS[f"{name}Input"]["properties"].keys() for name, members in MEMBERS.items()}

KINDS = {"contact": "first_name", "calendar": "name", "event": "title"}  # and which field is its text


def input_of(kind):
    return f"{kind.capitalize()}Input"


def read_only(stored):
    """Which of an object's members nobody writes.  It is of the smallest kind that has all of them."""
    kinds = [name for name, members in MEMBERS.items() if stored.keys() <= members]
    return READ_ONLY[min(kinds, key=lambda name: len(MEMBERS[name]))] & stored.keys()


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
        return {k: v for k, v in self.object.items() if k not in read_only(self.object) and k != "uid"}

    def schema(self, contract):
        """Of what may be sent."""
        return contract.schemas[input_of(self.kind)]


class SharedCalendar:
    """Somebody's calendar, and who else is let see it."""

    def __init__(self, owner, calendar=None, **fields):
        self.owner = owner
        self.id = (calendar or owner.calendar(**fields))["id"]
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

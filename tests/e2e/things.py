"""The kinds of objects that share their manners: how to make one, where it lives, what may be written."""

READ_ONLY = {"id", "owner_id", "created_by", "updated_by", "version", "created_at", "updated_at", "role",
             "public_token", "handle", "email_verified_at", "recurrence_id"}


KINDS = {"contact": "first_name", "calendar": "name", "event": "title"}  # and which field is its text


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
        """The object as a PUT may send it, without what is read-only."""
        return {k: v for k, v in self.object.items() if k not in READ_ONLY}

    def schema(self, contract):
        return contract.schemas[self.kind.capitalize()]["properties"]


class SharedCalendar:
    """Somebody's calendar, and who else is let see it."""

    def __init__(self, stack, owner):
        self.stack, self.owner = stack, owner
        self.id = owner.calendar()["id"]

    def let(self, person, role):
        """As the calendar service and the event service's copy of it would store a membership.

        By SQL, because no operation shares a calendar yet.
        """
        self.stack.sql("calendar", f"INSERT INTO calendar_members (calendar_id, user_id, role) VALUES ('{self.id}', '{person.id}', '{role}')")
        self.stack.sql("event", f"INSERT INTO calendar_access (calendar_id, user_id, role) VALUES ('{self.id}', '{person.id}', '{role}')")

    def shut_out(self, person):
        self.stack.sql("calendar", f"UPDATE calendar_members SET left_at = now() WHERE calendar_id = '{self.id}' AND user_id = '{person.id}'")
        self.stack.sql("event", f"DELETE FROM calendar_access WHERE calendar_id = '{self.id}' AND user_id = '{person.id}'")

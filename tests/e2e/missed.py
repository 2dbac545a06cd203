"""What a consumer may miss, and what its service has afterwards.

MISSED in recipes.py of a service has a line for each of its consumers (x-hears); a consumer that has none fails.
"""

from api_keys import Key, make_key
from harness.people import Person
from harness.product import EVERYTHING
from things import SharedCalendar


class Change:
    """Somebody's, with a calendar of theirs: `fill(person, calendar)` makes what goes with it, `counts` are queries.

    They name {user} and {calendar}; each is one number, and at least one is another after the change.
    """

    def __init__(self, fill, *counts):
        self.fill, self.counts = fill, counts

    def prepare(self, stack, service):
        self.stack, self.service = stack, service
        self.person = Person(stack.port)
        self.calendar = self.person.calendar()
        self.fill(self.person, self.calendar)
        return self

    def left(self):
        ids = {"user": self.person.id, "calendar": self.calendar["id"]}
        return [int(self.stack.sql(self.service, f"SELECT count(*) FROM {count.format(**ids)}")) for count in self.counts]


class UserDeleted(Change):
    subject = "evt.auth.user.deleted"

    def happen(self):
        assert self.person.delete("/users/me").status == 204
        return self.person.id


class UserDeactivated(Change):
    subject = "evt.auth.user.deactivated"

    def happen(self):
        self.stack.admin("deactivate", self.person.email)
        return self.person.id


class CalendarDeleted(Change):
    """And another one is made, of which the service does not hear either."""

    subject = "evt.calendar.calendar.deleted"

    def happen(self):
        self.person.post("/calendars", {"name": "New"}, check=False)  # the answers say that not everybody has heard of it
        self.person.delete(f"/calendars/{self.calendar['id']}", check=False)
        return self.calendar["id"]


class MemberRemoved(Change):
    """`fill(member, calendar)` makes what goes with the sight of a SharedCalendar of the person."""

    subject = "evt.calendar.calendar.updated"

    def prepare(self, stack, service):
        fill, self.fill = self.fill, lambda person, calendar: self._share(fill, person, calendar)
        return super().prepare(stack, service)

    def _share(self, fill, person, calendar):
        self.shared, self.member = SharedCalendar(person, calendar), Person(person.wire.port)
        self.shared.let(self.member, "viewer")
        fill(self.member, self.shared)

    def happen(self):
        self.shared.shut_out(self.member)
        return self.shared.id


class EventDeleted(Change):
    """`fill(person, event)` makes what goes with an event of theirs."""

    subject = "evt.event.event.deleted"

    def prepare(self, stack, service):
        fill, self.fill = self.fill, lambda person, calendar: self._make(fill, person, calendar)
        return super().prepare(stack, service)

    def _make(self, fill, person, calendar):
        self.event = person.event(calendar)
        fill(person, self.event)

    def happen(self):
        assert self.person.delete(f"/events/{self.event['id']}").status == 204
        return self.event["id"]


class KeyRevoked(Change):
    """`fill(person, key)` makes what goes with a key of theirs."""

    subject = "evt.auth.api_key.deleted"

    def prepare(self, stack, service):
        fill, self.fill = self.fill, lambda person, calendar: self._make(fill, person)
        return super().prepare(stack, service)

    def _make(self, fill, person):
        made = make_key(person, EVERYTHING)
        self.key = Key(self.stack.port, None, made)
        fill(self.key)

    def happen(self):
        assert self.person.delete(f"/api-keys/{self.key.id}").status == 204
        return self.key.id


class MailRequested(Change):
    subject = "evt.auth.account_mail.requested"

    def happen(self):
        self.person.post("/auth/verify-email/resend", check=False)
        return self.stack.sql("auth", f"SELECT id FROM account_mails WHERE user_id = '{self.person.id}' ORDER BY created_at DESC LIMIT 1")

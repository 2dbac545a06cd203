"""The mail to its owner when a webhook was disabled: what it says, and when there is none."""

import uuid

import pytest

from harness.mails import written
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import wait_until
from webhooks import webhook


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def verified(stack, person):
    stack.sql("auth", f"UPDATE users SET email_verified_at = now() WHERE id = '{person.id}'")
    return person


@pytest.fixture
def ada(sending, contract):
    return verified(sending, Person(sending.port, contract, "Ada", timezone="Asia/Kathmandu"))


def mail_of(stack, person):
    """The only one about webhooks, as soon as it is written."""
    def found():
        ids = stack.sql("delivery", f"SELECT id FROM deliveries WHERE user_id = '{person.id}' AND kind = 'webhook_disabled'").split()
        assert len(ids) <= 1
        return ids and written(stack, ids[0])
    return wait_until("the mail", found)


def texts(mail):
    """The plain text and the HTML, with their lines joined."""
    return [" ".join(mail.get_body([kind]).get_content().split()) for kind in ("plain", "html")]


def gone(person, receiver, path="/in"):
    made = webhook(person, url=receiver.url(path + ("&" if "?" in path else "?") + "status=410"))
    person.contact()
    wait_until("it to be disabled", lambda: person.get(f"/webhooks/{made['id']}").json()["reason"] == "gone")
    return made


def test_who_is_gone_is_told_of(ada, sending, receiver):
    gone(ada, receiver, "/in/a%20b?token=secret")
    mail = mail_of(sending, ada)
    assert ada.email in mail["To"] and mail["Subject"] == "A webhook was disabled"
    for text in texts(mail):
        assert f"Your webhook to 127.0.0.1:{receiver.port}/in/a%20b was disabled on" in text
        assert "(Asia/Kathmandu, UTC+5:45): it answered that it is gone (410)." in text
        assert "set its state to active" in text and "can be sent again" in text and "Hello Ada," in text
        assert "secret" not in text and "status=410" not in text


def test_one_that_failed_for_days_is_told_of_with_the_time_since_when(ada, sending, receiver):
    made = webhook(ada, url=receiver.url("/in?status=503"))
    ada.contact()
    wait_until("it to fail", lambda: ada.get(f"/webhooks/{made['id']}").json()["failing_since"])
    sending.sql("delivery", f"UPDATE webhooks SET failing_since = now() - interval '5 days' WHERE id = '{made['id']}'")
    ada.contact()
    for text in texts(mail_of(sending, ada)):
        assert "it has accepted nothing since " in text and text.count("(Asia/Kathmandu, UTC+5:45)") == 2


def test_an_address_that_is_not_proved_is_told_no_url(sending, contract, receiver):
    eve = Person(sending.port, contract, "Eve")
    gone(eve, receiver, "/buy/at/evil")
    for text in texts(mail_of(sending, eve)):
        assert "Your webhook to one of your programs was disabled on" in text
        assert "evil" not in text and "Hello," in text


def test_who_disables_it_is_told_nothing(ada, sending):
    made = webhook(ada)
    ada.patch(f"/webhooks/{made['id']}", {"state": "disabled"})
    assert sending.sql("delivery", f"SELECT mail_id FROM webhooks WHERE id = '{made['id']}'") == ""


# ------------------------------------------------------------------ before it is sent


class Held:
    """A webhook that was disabled, and the mail about it, which waits."""

    def __init__(self, stack, person):
        self.stack, self.person, self.made = stack, person, webhook(person, state="disabled")
        self.mail = str(uuid.uuid4())
        stack.sql("delivery", f"""
            UPDATE webhooks SET reason = 'gone', mail_id = '{self.mail}' WHERE id = '{self.made['id']}';
            INSERT INTO deliveries (id, channel, kind, owner, user_id, due_at, created_at)
            VALUES ('{self.mail}', 'mail', 'webhook_disabled', 'delivery', '{person.id}', '2100-01-01', now())""")

    def ended(self, other):
        """How, when its time has come; somebody else wakes who sends."""
        self.stack.sql("delivery", f"UPDATE deliveries SET due_at = now() WHERE id = '{self.mail}'")
        other.post(f"/webhooks/{webhook(other)['id']}/test")
        return wait_until("it to end", lambda: self.stack.sql(
            "delivery", f"SELECT state FROM deliveries WHERE id = '{self.mail}' AND state <> 'waiting'"))


def nothing(held):
    pass


def patched(held):
    held.person.patch(f"/webhooks/{held.made['id']}", {"nouns": ["event"]})


def active_again(held):
    held.person.patch(f"/webhooks/{held.made['id']}", {"state": "active"})


def active_and_disabled_again(held):
    active_again(held)
    held.stack.sql("delivery", f"UPDATE webhooks SET state = 'disabled', reason = 'scopes' WHERE id = '{held.made['id']}'")  # as with its key


def deleted(held):
    held.person.delete(f"/webhooks/{held.made['id']}")


def account_deleted(held):
    assert held.person.delete("/users/me").status == 204


def account_deactivated(held):
    held.stack.admin("deactivate", held.person.email)


@pytest.mark.parametrize("happens, end", [
    (nothing, "sent"), (patched, "sent"), (active_again, "cancelled"), (active_and_disabled_again, "cancelled"), (deleted, "cancelled"),
    (account_deleted, "cancelled"), (account_deactivated, "cancelled")])
def test_the_mail_is_sent_as_long_as_there_is_something_to_tell(sending, contract, ada, happens, end):
    held = Held(sending, verified(sending, Person(sending.port, contract, "Bob")))
    happens(held)
    assert held.ended(ada) == end
    assert (written(sending, held.mail) is not None) == (end == "sent")

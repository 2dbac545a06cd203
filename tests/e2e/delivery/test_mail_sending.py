"""Mails from an account through auth, the bus and delivery to a real SMTP server, whatever that does with them."""

import collections
import contextlib
import email
import email.policy
import os
import pathlib
import re
import shutil
import subprocess
import tempfile
import time
import uuid

import pytest

from harness.changes import feeds_of
from harness.people import PASSWORD, Api
from harness.smtp import Mailbox
from harness.stack import Stack, free_port, healthy, wait_until
from mails import requested
from reminders import message, tell

LOGIN = ("almanac", "Ferry-61-kitchen")
Account = collections.namedtuple("Account", "id email")
Row = collections.namedtuple("Row", "state attempts unknown response why")


class Post:
    """A stack, and the servers that stand one after the other where it sends its mails."""

    def __init__(self, folder, **settings):
        self.port = free_port()
        self.tls = (folder / "server.pem", folder / "server.key")
        self.shown = tempfile.TemporaryDirectory(prefix="almanac-shown-")  # pytest closes its own to others
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj",
                        "/CN=test", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", self.tls[1], "-out", self.tls[0]],
                       check=True, capture_output=True)
        self.stack = Stack(ALMANAC_SMTP_URL=f"smtp://127.0.0.1:{self.port}", ALMANAC_SMTP_AUTHORITIES=self.readable(self.tls[0]),
                           ALMANAC_MAIL_FROM="Almanac <post@almanac.example>", **settings)

    def readable(self, path):
        """By the user of the stack."""
        copy = pathlib.Path(self.shown.name) / path.name
        shutil.copy(path, copy)
        copy.chmod(0o640)
        if os.geteuid() == 0:
            shutil.chown(copy, group="postgres")
            copy.parent.chmod(0o711)
        return str(copy)

    def server(self, **settings):
        return Mailbox(port=self.port, **{"tls": self.tls, "login": LOGIN} | settings)

    def row(self, id):
        text = self.stack.sql("delivery", f"SELECT state, attempts, unknown, coalesce(response, 0), coalesce(why, '') FROM deliveries WHERE id = '{id}'")
        if not text:
            return Row("", 0, 0, 0, "")
        state, attempts, unknown, response, why = text.split("|")
        return Row(state, int(attempts), int(unknown), int(response), why)

    def wait_for(self, id, what, condition):
        return wait_until(f"the mail to be {what}", lambda: condition(row := self.row(id)) and row)

    def tried(self, id, attempts=1):
        return self.wait_for(id, f"tried {attempts} times", lambda row: row.attempts >= attempts)

    def ended(self, id, state="sent"):
        return self.wait_for(id, state, lambda row: row.state == state)

    def figures(self):
        with feeds_of(self.stack) as feeds:
            return feeds.bus.ask("$SRV.STATS.delivery")["data"]

    def now(self, id):
        """The next attempt is due, and who asks for figures wakes those who send."""
        self.stack.sql("delivery", f"UPDATE deliveries SET due_at = now() WHERE id = '{id}' AND state = 'waiting' AND worker IS NULL")
        self.figures()

    def log(self):
        return (self.stack.var / "log/delivery.log").read_text(errors="replace")


@pytest.fixture(scope="module")
def post(tmp_path_factory):
    folder = tmp_path_factory.mktemp("post")
    (folder / "password").write_text(LOGIN[1] + "\nanother line\n")
    post = Post(folder, ALMANAC_SMTP_USER=LOGIN[0])
    post.stack.settings["ALMANAC_SMTP_PASSWORD_FILE"] = post.readable(folder / "password")
    with healthy(post.stack):
        yield post


@pytest.fixture
def server(post):
    with post.server() as server:
        yield server


def registered(post, rule="ada", **fields):
    """Somebody new, to whose mails the server does what the rule says, and the id of the mail that asks to confirm the address."""
    reply = Api(post.stack.port).post("/auth/register", {"email": f"{rule}@{uuid.uuid4()}.example.org", "password": PASSWORD} | fields)
    assert reply.status == 201, reply
    user = Account(reply.json()["user"]["id"], reply.json()["user"]["email"])
    return user, requested(post.stack, user.id, "verify_email")[0]


def forgotten(post, person):
    """The id of one more mail."""
    before = set(requested(post.stack, person.id, "reset_password"))
    assert Api(post.stack.port).post("/auth/forgot-password", {"email": person.email}).status == 202
    return wait_until("a mail", lambda: set(requested(post.stack, person.id, "reset_password")) - before).pop()


def copies(server, id):
    """How often the server took it."""
    return server.by_id[f"<{id}@almanac.example>"]


def read(mail):
    message = email.message_from_bytes(mail.message, policy=email.policy.default)
    return message, {part.get_content_type(): part.get_content() for part in message.iter_parts()}


def to(server, person):
    return [mail for mail in server.mails if mail.recipient == person.email]


def token_in(mail):
    _, parts = read(mail)
    return re.search(r"https?://\S+/mail/\S+#\S*?([\w.~-]{20,})", parts["text/plain"])[1]


# ---------------------------------------------------------------------- what arrives


def test_a_mail_arrives_in_tls_and_signed_in(post, server):
    ada, id = registered(post, timezone="Europe/Berlin")
    row = post.ended(id)
    assert (row.attempts, row.unknown, row.response, row.why) == (1, 0, 250, "")
    mail, = to(server, ada)
    assert mail.tls and mail.sender == "post@almanac.example" and copies(server, id) == 1
    message, parts = read(mail)
    assert message["From"] == "Almanac <post@almanac.example>" and message["To"] == ada.email
    assert message["Message-ID"] == f"<{id}@almanac.example>" and message["Auto-Submitted"] == "auto-generated"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click" and "/mails/stop?token=" in message["List-Unsubscribe"]
    assert list(parts) == ["text/plain", "text/html"]
    for text in parts.values():
        assert "Europe/Berlin" in text and ada.email in text
    assert post.stack.sql("delivery", f"SELECT address IS NULL AND body IS NULL FROM deliveries WHERE id = '{id}'") == "t"


def test_links_of_mails_do_what_they_say(post, server):
    ada, id = registered(post)
    post.ended(id)
    api = Api(post.stack.port)
    assert api.post("/auth/verify-email", {"token": token_in(to(server, ada)[0])}).status == 204
    post.ended(forgotten(post, ada))
    reset = to(server, ada)[-1]
    reply = api.post("/auth/reset-password", {"token": token_in(reset), "password": "harbour-Quince-29-violin"})
    assert reply.status == 204, reply
    told = wait_until("a mail about it", lambda: requested(post.stack, ada.id, "password_changed"))[0]
    post.ended(told)
    assert "UTC" in read(to(server, ada)[-1])[1]["text/plain"] and copies(server, told) == 1


def test_mails_go_over_one_connection(post, server):
    for _ in range(5):
        post.ended(registered(post)[1])
    assert server.connections == 1 and sum(server.by_id.values()) == 5


def test_a_reminder_goes_once_although_those_who_send_die(post, server):
    ada, id = registered(post)
    post.ended(id)
    post.stack.sql("auth", f"UPDATE users SET email_verified_at = now() WHERE id = '{ada.id}'")
    lunch = message("email", title="Lunch\r\nBcc: eve@example.org", location="Room 4")
    with post.stack.unattended():
        pid = post.stack.kill("delivery")
        tell(post.stack, ada, lunch)
    post.stack.wait_restarted("delivery", pid)
    tell(post.stack, ada, lunch)
    find = f"SELECT id FROM deliveries WHERE user_id = '{ada.id}' AND kind = 'reminder'"
    id = wait_until("the mail", lambda: post.stack.sql("delivery", find))
    assert post.ended(id).response == 250 and copies(server, id) == 1
    mail, parts = read(to(server, ada)[-1])
    assert mail["Subject"] == "Reminder: Lunch Bcc: eve@example.org" and mail["Bcc"] is None
    assert all("Where: Room 4" in text for text in parts.values())


# ---------------------------------------------------------------------- what is refused


def test_an_address_that_does_not_exist_gets_no_more_mails_and_nobody_is_told(post, server):
    bob, id = registered(post, "rcpt-550")
    row = post.ended(id, "failed")
    assert row == ("failed", 1, 0, 550, "the server answered 550 5.1.1 to RCPT")
    row = post.ended(forgotten(post, bob), "cancelled")
    assert (row.attempts, row.why) == (0, "the address has bounced")
    post.ended(registered(post)[1])
    assert sum(server.by_id.values()) == 1


@pytest.mark.parametrize("rule, response, to", [
    ("rcpt-550-5.7.1", 550, "550 5.7.1 to RCPT"), ("rcpt-552-5.2.2", 552, "552 5.2.2 to RCPT"), ("data-554", 554, "554 5.7.0 to the message")])
def test_a_mail_that_is_refused_is_not_sent_again_but_the_next_one_is_tried(post, server, rule, response, to):
    bob, id = registered(post, rule)
    assert post.ended(id, "failed") == ("failed", 1, 0, response, f"the server answered {to}")
    server.says[bob.email] = "taken"
    next = forgotten(post, bob)
    post.ended(next)
    assert (copies(server, id), copies(server, next)) == (0, 1)


@pytest.mark.parametrize("rule, response, to", [("rcpt-451", 451, "451 4.1.1 to RCPT"), ("data-451", 451, "451 4.7.0 to the message")])
def test_what_is_refused_for_a_while_comes_again(post, server, rule, response, to):
    bob, id = registered(post, rule)
    row = post.tried(id)
    assert (row.state, row.response, row.why) == ("waiting", response, f"the server answered {to}")
    other = registered(post)[1]
    assert post.ended(other).attempts == 1  # it waits for nobody
    server.says[bob.email] = "taken"
    post.now(id)
    row = post.ended(id)
    assert (row.unknown, row.response, row.why, copies(server, id)) == (0, 250, "", 1) and row.attempts >= 2


def test_a_slow_server_gets_each_mail_once(post, server):
    ids = [registered(post, "slow-0.7")[1] for _ in range(3)]
    assert [post.ended(id).attempts for id in ids] == [1, 1, 1]
    assert [copies(server, id) for id in ids] == [1, 1, 1]


@pytest.mark.parametrize("rule", ["leave", "cut"])
def test_a_server_that_leaves_after_a_mail_gets_the_next_one_too(post, server, rule):
    ids = [registered(post, rule)[1] for _ in range(3)]
    assert [post.ended(id).attempts for id in ids] == [1, 1, 1]
    assert [copies(server, id) for id in ids] == [1, 1, 1]


# ---------------------------------------------------------------------- what nobody knows


@pytest.mark.parametrize("rule", ["drop", "garble"])
def test_a_mail_without_an_answer_is_sent_again_as_the_same_mail(post, server, rule):
    known = post.figures()["mail_unknown"]
    bob, id = registered(post, rule)
    row = post.tried(id)
    assert (row.state, row.response, row.why) == ("waiting", 0, "the connection ended before the message was answered")
    server.says[bob.email] = "taken"
    row = post.ended(id)
    assert row.unknown == row.attempts - 1 >= 1 and copies(server, id) == row.attempts
    assert {read(mail)[0]["Message-ID"] for mail in to(server, bob)} == {f"<{id}@almanac.example>"}
    wait_until("it to be counted", lambda: post.figures()["mail_unknown"] == known + row.unknown)


# ---------------------------------------------------------------------- servers that take nothing

NO_TLS = "the server does not offer TLS"


@pytest.mark.parametrize("kind, why", [
    ({"tls": None, "login": None}, NO_TLS), ({"tls": None}, NO_TLS), ({"login": ("almanac", "another")}, "the server answered 535 5.7.8 to AUTH"),
    ({"login": None, "speak": "garbage"}, "malformed|connection|TLS|time"), ({"speak": "goodbye"}, "554 5.3.2 to the connection"),
    ({"speak": "busy"}, "421 4.3.2 to the connection"), (None, "there is no connection to the host")], ids=str)
def test_mails_wait_for_a_server_that_takes_none(post, kind, why):
    """And one mail is tried for all of them, every five seconds at most."""
    began = time.monotonic()
    with post.server(**kind) if kind else contextlib.nullcontext() as none:
        id = registered(post)[1]
        row = post.tried(id)
        assert (row.state, row.unknown) == ("waiting", 0) and re.search(why, row.why), row
        assert "event=delivery.smtp.waiting why=" in post.log() and row.why in post.log()
        ids = [registered(post)[1] for _ in range(5)]
        assert kind is None or none.seen()["mails"] == 0
    with post.server() as server:
        rows = [post.ended(i) for i in (id, *ids)]
        assert {row.unknown for row in rows} == {0}
        assert sum(row.attempts - 1 for row in rows) <= 1 + (time.monotonic() - began) / 5
        assert [copies(server, i) for i in (id, *ids)] == [1] * 6


def test_a_sender_that_the_server_does_not_know_costs_no_mail(post, server):
    server.says["post@almanac.example"] = "mail-550"
    id = registered(post)[1]
    row = post.tried(id)
    assert (row.state, row.response, row.why) == ("waiting", 550, "the server answered 550 5.1.8 to MAIL")
    del server.says["post@almanac.example"]
    assert post.ended(id).attempts >= 2 and copies(server, id) == 1


# ---------------------------------------------------------------------- time


@pytest.fixture(scope="module")
def hasty(tmp_path_factory):
    """A mail has two seconds."""
    post = Post(tmp_path_factory.mktemp("hasty"), ALMANAC_SMTP_SECONDS="2")
    with healthy(post.stack):
        yield post


def test_a_server_that_says_nothing_has_not_got_the_mail(hasty):
    with hasty.server(speak="nothing"):
        id = registered(hasty)[1]
        row = hasty.tried(id)
        assert (row.state, row.unknown, row.response, row.why) == ("waiting", 0, 0, "no answer came in time")
    with hasty.server(login=None) as server:
        assert hasty.ended(id).unknown == 0 and copies(server, id) == 1


def test_a_server_that_never_answers_a_mail_may_have_it(hasty):
    with hasty.server(login=None) as server:
        bob, id = registered(hasty, "hang")
        row = hasty.tried(id)
        assert (row.state, row.unknown, row.response) == ("waiting", 1, 0)
        server.says[bob.email] = "taken"
        others = [registered(hasty)[1] for _ in range(3)]
        assert hasty.ended(id).attempts >= 2
        for other in others:
            hasty.ended(other)
        assert [copies(server, i) for i in (id, *others)] == [1] * 4

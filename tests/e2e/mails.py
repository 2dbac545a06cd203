"""Mails about accounts, read as who sends them reads them: asked of auth over the bus."""

import contextlib

from harness import secrets
from harness.bus import Bus
from harness.msgpack import pack, unpack
from harness.stack import stack_at, wait_until


def ask_as_delivery(stack, operation, body):
    with contextlib.closing(Bus(stack, "delivery")) as bus:
        ask = pack({"v": 1, "caller": {"kind": "service"}, "input": {"body": body}})
        answer = unpack(bus.answers(f"svc.auth.{operation}", ask)[0])
    assert "error" not in answer, answer
    return answer["body"]


def contents(stack, mail_ids):
    found = ask_as_delivery(stack, "mail_contents", {"ids": mail_ids})["mails"]
    for mail in found:
        if mail["token"]:
            secrets.note(mail["token"])
    return found


def content(stack, mail_id):
    """While delivery asks for the same mail it is left out."""
    found, = wait_until("the mail", lambda: contents(stack, [mail_id]))
    return found


def requested(stack, user_id, kind=None):
    """Ids, oldest first."""
    which = f"AND kind = '{kind}'" if kind else ""
    return stack.sql("auth", f"SELECT id FROM account_mails WHERE user_id = '{user_id}' {which} ORDER BY id").split()


def mails_of(stack, user_id, kind=None):
    """Those that are still to be sent."""
    return [mail for mail in contents(stack, requested(stack, user_id, kind)) if mail["wanted"]]


def newest(stack, user_id, kind):
    return wait_until(f"a mail {kind}", lambda: mails_of(stack, user_id, kind))[-1]


def token_of(person, kind):
    """Of the newest mail of that kind."""
    return newest(stack_at(person.wire.port), person.id, kind)["token"]


def verified(person):
    """The same person, who has proved the address."""
    assert person.post("/auth/verify-email", {"token": token_of(person, "verify_email")}).status == 204
    return person

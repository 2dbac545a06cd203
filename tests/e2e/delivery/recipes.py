"""How the operations of delivery are called."""

from calls import Call
from harness.mails import stop_token
from harness.stack import by_port
from missed import UserDeleted

RECIPES = {
    "delivery.mail_stop": lambda p: Call(body={"token": stop_token(by_port[p.wire.port], f"of.{p.id}@example.org")}),
}

MISSED = {"delivery_users": UserDeleted(lambda person, calendar: None, "departed WHERE owner_id = '{user}'")}

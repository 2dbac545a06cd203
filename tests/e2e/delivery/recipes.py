"""How the operations of delivery are called."""

from calls import Call, by_id, patched
from harness.mails import stop_token
from harness.stack import by_port
from missed import KeyRevoked, MailRequested, UserDeactivated, UserDeleted
from webhooks import URL, webhook

RECIPES = {
    "delivery.mail_stop": lambda p: Call(body={"token": stop_token(by_port[p.wire.port], f"of.{p.id}@example.org")}),
    "delivery.webhook_list": lambda p: Call(),
    "delivery.webhook_create": lambda p: Call(body={"url": URL, "nouns": ["contact"]}),
    "delivery.webhook_get": by_id(webhook),
    "delivery.webhook_patch": patched(webhook, state="disabled"),
    "delivery.webhook_delete": by_id(webhook),
    "delivery.webhook_rotate_secret": by_id(webhook),
    "delivery.webhook_test": by_id(webhook),
    "delivery.webhook_deliveries": by_id(webhook),
    "delivery.webhook_replay": lambda p: Call({"id": webhook(p)["id"]}, body={"since": "2026-03-01T08:00:00Z", "until": "2026-03-02T08:00:00Z"}),
}

MISSED = {
    "delivery_account_mails": MailRequested(lambda person, calendar: None, "deliveries WHERE user_id = '{user}' AND channel = 'mail'"),
    "delivery_users": UserDeleted(lambda person, calendar: webhook(person), "webhooks WHERE user_id = '{user}' AND deleted_at IS NULL"),
    "delivery_owners": UserDeactivated(lambda person, calendar: webhook(person), "webhooks WHERE user_id = '{user}' AND state = 'active'"),
    "delivery_api_keys": KeyRevoked(webhook, "webhooks WHERE user_id = '{user}' AND deleted_at IS NULL"),
}

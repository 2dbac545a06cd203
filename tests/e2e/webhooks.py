"""Webhooks as tests make them, and what Standard Webhooks 1.0 says of a message to one."""

import base64
import hashlib
import hmac
import time

URL = "https://example.org/almanac"
PREFIX = "whsec_"
TOLERANCE = 5 * 60  # seconds, as in the libraries


def webhook(person, **fields):
    reply = person.post("/webhooks", {"url": URL, "nouns": ["contact"]} | fields)
    assert reply.status == 201, reply
    return reply.json()


def key_bytes(secret):
    assert secret.startswith(PREFIX)
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)


def without_secret(made):
    return {k: v for k, v in made.items() if k != "secret"}


def signature(secret, message):
    signed = f"{message.headers['webhook-id']}.{message.headers['webhook-timestamp']}.".encode() + message.body
    return f"v1,{base64.b64encode(hmac.digest(key_bytes(secret), signed, hashlib.sha256)).decode()}"


def is_signed(secret, message):
    """As a receiver judges that has this secret, and just got the message."""
    fresh = abs(int(message.headers["webhook-timestamp"]) - time.time()) < TOLERANCE
    return fresh and signature(secret, message) in message.headers["webhook-signature"].split(" ")

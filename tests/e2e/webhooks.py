"""Webhooks as tests make them."""

import base64

URL = "https://example.org/almanac"
PREFIX = "whsec_"


def webhook(person, **fields):
    reply = person.post("/webhooks", {"url": URL, "nouns": ["contact"]} | fields)
    assert reply.status == 201, reply
    return reply.json()


def key_bytes(secret):
    assert secret.startswith(PREFIX)
    return base64.b64decode(secret.removeprefix(PREFIX), validate=True)


def without_secret(made):
    return {k: v for k, v in made.items() if k != "secret"}

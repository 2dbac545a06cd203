"""API keys: made, used, and ending."""

from datetime import datetime, timedelta, timezone

from harness.people import Api


def in_seconds(n):
    return (datetime.now(timezone.utc) + timedelta(seconds=n)).strftime("%Y-%m-%dT%H:%M:%SZ")


def moved(person, id, end):
    reply = person.patch(f"/api-keys/{id}", {"expires_at": end})
    assert reply.status == 200, reply


def make_key(person, scopes, **fields):
    reply = person.post("/api-keys", {"name": "of a test", "scopes": scopes} | fields)
    assert reply.status == 201, reply
    return reply.json()


class Key(Api):
    """Somebody who has only a key."""

    def __init__(self, port, contract, made):
        super().__init__(port, contract)
        self.made, self.id, self.key = made, made["id"], made["key"]

    def ask(self, method, path, json_body=None, **more):
        headers = {"X-API-Key": self.key} | (more.pop("headers", None) or {})
        return super().ask(method, path, json_body, headers=headers, **more)

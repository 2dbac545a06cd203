"""API keys that end."""

from datetime import datetime, timedelta, timezone


def in_seconds(n):
    return (datetime.now(timezone.utc) + timedelta(seconds=n)).strftime("%Y-%m-%dT%H:%M:%SZ")


def moved(person, id, end):
    reply = person.patch(f"/api-keys/{id}", {"expires_at": end})
    assert reply.status == 200, reply

"""Users of the product: each has an own account and speaks through the checked client."""

import itertools
import json
import os
import time

from harness.client import Wire
from harness.contract import Contract
from harness.stack import PATIENCE, wait_until

PASSWORD = "tram-Okapi-41-gletscher"
_numbers = itertools.count(1)


def refused_at_last(ask):
    """A credential stops working.

    Within a second, which gateway/identity/sessions_test.c holds against a clock of its own; this machine may be busy.
    """
    return wait_until("the credential to stop working", lambda: ask().status == 401)


class Api:
    """Asks over HTTP and holds every reply against the contract."""

    def __init__(self, port, contract=None, token=None):
        self.wire = Wire(port)
        self.contract = contract or Contract()
        self.token = token

    def ask(self, method, path, json_body=None, *, body=None, media="application/json", headers=None, key=None,
            if_match=None, if_none_match=None, token=None, check=True):
        pairs = list((headers or {}).items()) if not isinstance(headers, list) else list(headers)
        token = self.token if token is None else token
        if token:
            pairs.append(("Authorization", f"Bearer {token}"))
        if key is not None:
            pairs.append(("Idempotency-Key", key))
        if if_match is not None:
            pairs.append(("If-Match", if_match))
        if if_none_match is not None:
            pairs.append(("If-None-Match", if_none_match))
        if json_body is not None:
            body = json.dumps(json_body).encode()
        if isinstance(body, str):
            body = body.encode()
        if body is not None and media:
            pairs.append(("Content-Type", media))
        if body is None and method in ("POST", "PUT", "PATCH"):
            body = b""
        reply = self.wire.ask(method, path, body, pairs)
        if check:
            self.contract.check(reply, by_key="x-api-key" in {name.lower() for name, _ in pairs})
            self.contract.check_sent(reply, body)
        return reply

    def get(self, path, **more):
        return self.ask("GET", path, **more)

    def head(self, path, **more):
        return self.ask("HEAD", path, **more)

    def post(self, path, json=None, **more):
        return self.ask("POST", path, json, **more)

    def put(self, path, json=None, **more):
        return self.ask("PUT", path, json, **more)

    def patch(self, path, json=None, **more):
        return self.ask("PATCH", path, json, media=more.pop("media", "application/merge-patch+json"), **more)

    def delete(self, path, **more):
        return self.ask("DELETE", path, **more)

    def patiently(self, ask, seconds=PATIENCE):
        """Repeats what is answered with Retry-After, as a good client does."""
        end = time.monotonic() + seconds
        while True:
            reply = ask()
            if "Retry-After" not in reply.headers or time.monotonic() > end:
                return reply
            time.sleep(0.05)

    def walk(self, path, **more):
        """Every object of a list, page by page."""
        items, cursor, joint = [], None, "&" if "?" in path else "?"
        while True:
            page = self.patiently(lambda: self.get(f"{path}{joint}cursor={cursor}" if cursor else path, **more))
            assert page.status == 200, page
            items += page.json()["data"]
            cursor = page.json()["next_cursor"]
            if cursor is None:
                return items


class Person(Api):
    """Somebody with an account, signed in."""

    def __init__(self, port, contract=None, name="Ada", **fields):
        super().__init__(port, contract)
        self.email = f"{name.lower()}.{os.getpid()}.{next(_numbers)}@example.org"
        self.password = PASSWORD
        reply = self.patiently(lambda: self.post(
            "/auth/register", {"email": self.email, "password": PASSWORD, "name": name} | fields))
        assert reply.status == 201, reply
        self.signed_in(reply.json())

    def signed_in(self, answer):
        self.user = answer["user"]
        self.id = self.user["id"]
        self.token, self.refresh_token = answer["access_token"], answer["refresh_token"]

    # ------------------------------------------------------------------ the domain

    def _made(self, path, fields):
        reply = self.post(path, fields)
        assert reply.status == 201, reply
        return reply.json()

    def calendar(self, name="Work", **fields):
        """A new calendar; the event service knows it when this returns."""
        return self._made("/calendars", {"name": name} | fields)

    def event(self, calendar, title="Meeting", start="2026-06-01T09:00:00Z", end="2026-06-01T10:00:00Z", **fields):
        return self._made("/events", {"calendar_id": calendar["id"], "title": title,
                                      "start_time": start, "end_time": end} | fields)

    def contact(self, first_name="Grace", **fields):
        return self._made("/contacts", {"first_name": first_name} | fields)

"""Programs that listen on NATS with an API key's own credentials."""

import contextlib
import json

import api_keys
from harness.bus import Bus, Closed
from harness.product import SCOPE_OF
from harness.stack import wait_until


class Agent(Bus):
    """Connected with what POST /api-keys/{id}/nats-credentials answered."""

    def __init__(self, stack, key, made):
        self.stack, self.key, self.made = stack, key, made
        self.subjects = {s["noun"]: s for s in made["subjects"]}
        self.messages = []
        super().__init__(stack, creds=made["creds"])

    def live(self, noun):
        return self.subscribe(self.subjects[noun]["live"])

    def push(self, noun):
        return self.subscribe(self.subjects[noun]["push"])

    def heard(self):
        """The ids of the objects that all messages until now are about."""
        self.messages += super().heard()
        return [json.loads(m.data)["subject"] for m in self.messages]

    def waits_for(self, *things):
        """Until it has heard of all of them; then everything it has heard."""
        wait_until("a change to be heard of", lambda: {t["id"] for t in things} <= set(self.heard()))
        return self.heard()

    def is_closed(self):
        try:
            self._errors()
        except (Closed, ConnectionError):
            return True
        return False

    def is_refused(self):
        """Nobody gets in with its credentials."""
        try:
            Bus(self.stack, creds=self.made["creds"]).close()
        except AssertionError as refused:
            assert "Authorization" in str(refused) or "Expired" in str(refused), refused
            return True
        return False


def key_of(person, nouns, **fields):
    return api_keys.make_key(person, {SCOPE_OF[n]: ["read"] for n in nouns}, **fields)


def credentials(person, key, **more):
    made = person.post(f"/api-keys/{key['id']}/nats-credentials", **more)
    assert made.status == 201, made
    return made.json()


def agent_of(stack, opened, person, *nouns, **fields):
    """A program that listens with a new key, which may read these nouns; it is closed with `opened`."""
    key = key_of(person, nouns, **fields)
    return opened.enter_context(contextlib.closing(Agent(stack, key, credentials(person, key))))


def account_of(stack, agent):
    return stack.sql("auth", f"SELECT account FROM agents WHERE key_id = '{agent.key['id']}'")

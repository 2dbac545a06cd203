"""The published event contract as a judge of messages, and the feeds as they are stored."""

import collections
import contextlib
import json

import jsonschema

from harness.bus import Bus
from harness.contract import formats
from harness.product import NOUNS
from harness.stack import ROOT, wait_until


SAME = {"reminder.due", "reminder.missed", "reminder.snoozed", "reminder.dismissed"}  # of an object that is as it was


class Changes:
    def __init__(self):
        self.doc = json.loads((ROOT / "gen/edge/asyncapi.json").read_text())
        self.messages = self.doc["components"]["messages"]
        self.schemas = self.doc["components"]["schemas"]
        self.validators = {}
        self.good = set()  # texts

    def _validator(self, type):
        if type not in self.validators:
            whole = {"components": self.doc["components"], "allOf": [self.messages[type]["payload"]]}
            self.validators[type] = jsonschema.Draft202012Validator(whole, format_checker=formats)
        return self.validators[type]

    def check(self, text):
        """The message; AssertionError when the contract does not describe it."""
        message = json.loads(text)
        if text not in self.good:
            self._check(message)
            self.good.add(text)
        return message

    def _check(self, message):
        assert message["type"] in self.messages, message
        for error in self._validator(message["type"]).iter_errors(message):
            raise AssertionError(f"{error.message} at {error.json_path} in {message}")
        assert set(message) <= set(self.schemas["Change"]["properties"]), message
        assert message["id"][14] == "7", message
        if message["type"] in SAME:
            assert "previousversion" not in message, message
        else:
            assert message["version"] == message.get("previousversion", 0) + 1, message
        self._check_object(message)

    def _check_object(self, message):
        """It has the object, or says where it is."""
        if "data" not in message:
            assert message["type"].endswith(".deleted") != ("dataref" in message), message
            return
        data = message["data"]
        assert "dataref" not in message and (data["id"], data["version"]) == (message["subject"], message["version"]), message
        assert data.get("calendar_id") == message.get("calendarid"), message


class Feeds:
    """What is in EVENTS and in feeds, every message held against the contract."""

    def __init__(self, stack):
        self.bus, self.changes = Bus(stack), Changes()

    def close(self):
        self.bus.close()

    def of(self, person, noun="*"):
        return [self.changes.check(m.data) for m in self.bus.stored("FEED", f"in.feed.{person.id}.{noun}.*")]

    def events(self, subject="evt.>", of=""):
        """Of what users hear of; `of`: an object's id."""
        stored = (m for m in self.bus.stored("EVENTS", subject) if m.subject.split(".")[2] in NOUNS and of.encode() in m.data)
        return [m for m in (self.changes.check(m.data) for m in stored) if not of or m["subject"] == of]

    def wait(self, person, type, id, noun="*"):
        """The person's feed as soon as it has that message."""
        def found():
            feed = self.of(person, noun)
            return feed if any((m["type"], m["subject"]) == (type, id) for m in feed) else None
        return wait_until(f"{type} of {id}", found)


def types(feed):
    return [m["type"] for m in feed]


def by_object(messages):
    chains = collections.defaultdict(list)
    for m in messages:
        chains[m["subject"]].append(m)
    return chains


@contextlib.contextmanager
def feeds_of(stack):
    feeds = Feeds(stack)
    try:
        yield feeds
    finally:
        feeds.close()

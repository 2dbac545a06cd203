"""What tests of feeds do again and again."""

import pytest

from harness.feeds import Refused, Socket, patiently
from harness.people import Api, Person
from harness.stack import wait_until

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"


def heard(person, path="/feed"):
    """Everything that is kept of somebody's feed."""
    messages, after = [], 0
    while True:
        reply = person.get(f"{path}{'&' if '?' in path else '?'}after={after}&limit=1000")
        assert reply.status == 200, reply
        page = reply.json()
        if not page["data"]:
            return messages
        messages += page["data"]
        after = page["next_after"]


def settled(person, kind, subject):
    """The message of a change, when it is in the feed."""
    def look():
        return [m for m in heard(person) if m["type"] == kind and m["subject"] == subject]
    return wait_until(f"{kind} of {subject}", look)[0]


def same(person):
    """The same user over another connection."""
    other = Person.__new__(Person)
    Api.__init__(other, person.wire.port, person.contract, person.token)
    return other


def refusal(open_one):
    with pytest.raises(Refused) as refused:
        open_one()
    return refused.value


def at(kind, *where, **how):
    """At a gateway that has just been started."""
    return patiently(lambda: kind(*where, **how))


def opened_at(kind, port, person):
    try:
        return kind(port, token=person.token)
    except Refused:
        return None


def opens(port, person):
    feed = opened_at(Socket, port, person)
    if feed:
        feed.close()
    return feed

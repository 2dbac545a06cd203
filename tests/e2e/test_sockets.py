"""The feed over WebSocket and server-sent events: who hears what, in which order, and from where on."""

import pytest

from harness.feeds import Refused, Socket, Stream


@pytest.fixture
def ws(stack):
    opened = []

    def open_one(person=None, path="/ws", **more):
        opened.append(Socket(stack.port, path, token=person.token if person else None, **more))
        return opened[-1]

    yield open_one
    for s in opened:
        s.close()


def test_a_change_is_heard_as_the_event_it_is(ada, ws):
    socket = ws(ada)
    assert socket.next() == {"type": "ready", "last_id": None}
    contact = ada.contact("Grace")
    event = socket.event()
    assert event["type"] == "contact.created" and event["subject"] == contact["id"] and event["data"] == contact

"""Feeds that a test opens and that are closed behind it."""

import pytest

from harness.feeds import Socket, Stream


@pytest.fixture
def opened():
    feeds = []
    yield feeds
    for feed in feeds:
        feed.close()


@pytest.fixture
def ws(stack, opened):
    """A WebSocket that hears what happens from now on, or from `since` on."""
    def open_one(person=None, query="", ready=True, **more):
        s = Socket(stack.port, f"/ws{query}", token=person.token if person else None, **more)
        opened.append(s)
        if ready:
            s.backlog = []
            while (m := s.next())["type"] != "ready":
                s.backlog.append(m)
            s.last_id = m["last_id"]
        return s
    return open_one


@pytest.fixture
def sse(stack, opened):
    def open_one(person=None, query="", **more):
        opened.append(Stream(stack.port, f"/feed{query}", token=person.token if person else None, **more))
        return opened[-1]
    return open_one


@pytest.fixture
def key_of(stack, contract):
    from test_api_keys import Key  # beside the test modules, which are found by then

    def make(person, scopes, **fields):
        reply = person.post("/api-keys", {"name": "test", "scopes": scopes} | fields)
        assert reply.status == 201, reply
        return Key(stack.port, contract, reply.json())
    return make

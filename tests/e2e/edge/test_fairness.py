"""One client that takes all it can get, and ten ordinary ones: each of theirs is answered, and none is refused.

How long they wait is measured elsewhere; here it is that they are served, and that the load was one.
"""

import contextlib
import threading

import pytest

from harness import hostile
from harness.bus import Bus
from harness.people import Person
from harness.stack import halted, wait_until

ROUNDS = 8


@pytest.fixture(scope="module")
def ten(stack, contract):
    return [Person(stack.port, contract, f"Person{n}") for n in range(10)]


@pytest.fixture(scope="module")
def mallory(stack, contract):
    """With enough contacts for long pages."""
    person = Person(stack.port, contract, "Mallory")
    for n in range(60):
        assert person.post("/contacts", {"first_name": f"n{n}", "notes": "\"\u00e9" * 2000}).status == 201
    return person


def ordinary_day(person, told):
    """Reads and writes; every status that was none of success."""
    try:
        for n in range(ROUNDS):
            made = person.post("/contacts", {"first_name": f"friend {n}"})
            for reply in (made, person.get(f"/contacts/{made.json()['id']}"), person.get("/contacts"), person.get("/auth/me")):
                told.append(reply.status)
    except Exception as e:
        told.append(repr(e))


LOADS = {
    "big bodies": lambda port, who: hostile.BigBodies(port, who.token),
    "slow heads": lambda port, who: hostile.SlowHeads(port),
    "many sockets": lambda port, who: hostile.ManySockets(port),
    "slow readers": lambda port, who: hostile.SlowReaders(port),
    "floods of lists": lambda port, who: hostile.ListFloods(port, who.token),
    "forged credentials": lambda port, who: hostile.ForgedCredentials(port, who.token),
}


@pytest.mark.parametrize("kind", LOADS)
def test_ten_ordinary_clients_are_served_beside_a_hostile_one(stack, ten, mallory, kind):
    told = []
    with LOADS[kind](stack.port, mallory) as load:
        before = load.sent
        people = [threading.Thread(target=ordinary_day, args=(person, told)) for person in ten]
        for thread in people:
            thread.start()
        for thread in people:
            thread.join()
        assert load.sent > before, "the load went on meanwhile"
    assert sorted(told) == [200] * (30 * ROUNDS) + [201] * (10 * ROUNDS)


OTHER, TRACE = "127.0.0.67", "5e" * 16


def refresh(trace):
    """Of nobody in particular, so that it waits for nothing but its turn."""
    body = b'{"refresh_token": "%s"}' % (b"x" * 43)
    return (b"POST /auth/refresh HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: %d\r\n"
            b"traceparent: 00-%s-00f067aa0ba902b7-01\r\n\r\n" % (len(body), trace.encode())) + body


def test_one_request_of_an_address_waits_for_one_of_another_that_has_a_hundred(stack):
    """All have come while the gateway stood still, that one among them; the bus shows in which order they went on."""
    with stack.another_gateway() as gateway, contextlib.closing(Bus(stack)) as spy, contextlib.ExitStack() as clients:
        many = [clients.enter_context(hostile.connect(gateway.port)) for _ in range(100)]
        one = clients.enter_context(hostile.connect(gateway.port, source=OTHER))

        def is_answered(s):
            s.sendall(refresh("5f" * 16))
            return s.recv(65536).startswith(b"HTTP/1.1 401 ")

        wait_until("the gateway to have its services", lambda: is_answered(one))
        assert all(map(is_answered, many)), "each is accepted"
        spy.subscribe("svc.auth.refresh")
        with halted(gateway.process.pid):
            for s in many[:50]:
                s.sendall(refresh("5f" * 16))
            one.sendall(refresh(TRACE))
            for s in many[50:]:
                s.sendall(refresh("5f" * 16))
        for s in (*many, one):
            assert s.recv(65536).startswith(b"HTTP/1.1 401 ")
        order = [message.headers["traceparent"].split("-")[1] for message in spy.heard()]
    assert len(order) == 101 and order.index(TRACE) <= 1

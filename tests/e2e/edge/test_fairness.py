"""One client that takes all it can get, and ten ordinary ones: each of theirs is answered, and none is refused.

How long they wait is measured elsewhere; here it is that they are served, and that the load was one.
"""

import threading

import pytest

from harness import hostile
from harness.people import Person

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

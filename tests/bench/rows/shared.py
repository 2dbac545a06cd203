"""One change of an event until it has been told, in a calendar of nobody else's and in one of 500 members."""

import types
from concurrent.futures import ThreadPoolExecutor

from bench.rows import Row
from bench.rows.batch import again_and_again
from bench.target import Psql
from harness.contract import Contract
from harness.people import Person


def shared(members):
    def world(target, options):
        ada, contract = Person(target.stack.port, Contract(), "Ada"), Contract()
        calendar = ada.calendar()
        with ThreadPoolExecutor(8) as pool:
            people = list(pool.map(lambda n: Person(target.stack.port, contract, f"Member-{n}"), range(members)))
        for person in people:
            reply = ada.patiently(lambda person=person: ada.post(f"/calendars/{calendar['id']}/share", {"user_id": person.id, "role": "viewer"}))
            assert reply.status == 200, reply
        return types.SimpleNamespace(ada=ada, path=f"/events/{ada.event(calendar)['id']}", number=0,
                                     events=target.still.enter_context(Psql(target.stack, "event")))
    return world


def change(world):
    world.number += 1
    assert world.ada.patch(world.path, {"title": f"Change {world.number}"}, check=False).status == 200


ROWS = (
    Row("PATCH /events/{id} until it is told", shared(0), run=again_and_again(change), connections=(1,)),
    Row("PATCH /events/{id} until it is told, 500 members", shared(500), run=again_and_again(change), connections=(1,)),
)

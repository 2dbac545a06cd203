"""What rate limits cost: a gateway that counts and one that does not, beside each other on one stack."""

import types

from bench.load import get
from bench.rows import Row
from harness.contract import Contract
from harness.people import Api, Person
from harness.stack import wait_until


def two_gateways(target, options):
    ada = Person(target.stack.port, Contract(), "Ada")
    world = types.SimpleNamespace(ada=ada, path=f"/contacts/{ada.contact()['id']}", gateways={})
    for limits in ("off", "user=30000/1/30000"):
        gateway = target.still.enter_context(target.stack.another_gateway(ALMANAC_LIMITS=limits))
        wait_until("the gateway", lambda: Api(gateway.port, token=ada.token).get("/auth/me", check=False).status == 200)
        world.gateways[limits != "off"] = gateway
    return world


def ask(counts):
    def by_wrk(run):
        gateway = run.world.gateways[counts]
        return run.by_wrk(get(run.world.path, run.world.ada), gateway.port, gateway.process.pid)
    return by_wrk


ROWS = (
    Row("GET /contacts/{id} without limits", two_gateways, run=ask(False), connections=(32,)),
    Row("GET /contacts/{id} with limits", two_gateways, run=ask(True), connections=(32,), beside="GET /contacts/{id} without limits"),
)

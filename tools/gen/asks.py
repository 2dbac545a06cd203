"""Who asks whom on the bus, as the contract says it.

x-asks of an operation says what its handler asks before it runs, and x-callers of an operation on the bus whose handlers
ask it otherwise.  These asks go in no circle of services, so that no two wait for each other.  What a service's jobs,
consumers and own thread ask stands in x-asks at the top of its file, and may go in any direction.
"""

from collections import namedtuple

from marks import Place

Ask = namedtuple("Ask", "service operation place")  # a service's handlers, the Operation that they ask, and where that stands


def of_operations(operations):
    """(operation, place) of x-asks."""
    for op in operations:
        for i, name in enumerate(op.asks):
            yield name, Place(op.asks.place(i), op.name)


def of_handlers(contract):
    found = []
    for service in contract.services:
        for op in contract.operations[service]:
            for name, place in of_operations([op]):
                if contract.on_the_bus[name].service == service:
                    place.fail(f"asks {name}, which is of the same service: its handler can do that itself")
                if op.asks.count(name) > 1:
                    place.fail(f"asks {name} twice")
                found.append(Ask(service, contract.on_the_bus[name], place))
    for op in contract.on_the_bus.values():
        callers = op.doc.get("x-callers", ())
        found += [Ask(caller, op, Place(callers.place(i), op.name)) for i, caller in enumerate(callers)
                  if caller in contract.services and caller != op.service]
    check_circles(found)
    return found


def check_circles(asks):
    """Refuses the first ask, in the order of the files, that closes a circle with those before it."""
    reached = {}  # service -> {service that its handlers ask, and theirs: the Ask that leads there}
    for ask in asks:
        if way := way_of(reached, ask.operation.service, ask.service):
            ask.place.fail(f"{spoken([ask])}, {spoken(way)}: handlers ask in no circle; a job may, by x-asks at the top of its service's file")
        reached.setdefault(ask.service, {}).setdefault(ask.operation.service, ask)


def way_of(reached, begin, end, seen=()):
    """The asks that lead from one service to another; empty when none do."""
    for service, ask in reached.get(begin, {}).items():
        if service in seen:
            continue
        if service == end:
            return [ask]
        if rest := way_of(reached, service, end, (*seen, begin)):
            return [ask, *rest]
    return []


def spoken(way):
    return ", ".join(f"{ask.service} asks {ask.operation.name}" for ask in way)


def shown(name):
    """Every service with a copy of who may see which calendar has an operation of that name."""
    return "<service>.access_apply" if name.endswith(".access_apply") else name


def table(contract):
    """The rows of ARCHITECTURE.md's table."""
    rows = []
    for service in contract.services:
        asked = sorted({shown(ask.operation.name) for ask in contract.handlers_ask if ask.service == service})
        if asked:
            rows.append(f"| {service} | {', '.join(f'`{name}`' for name in asked)} |")
    return rows

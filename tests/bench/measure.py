"""Rounds in alternation: in each round every row is measured once on every variant, in each second round in the opposite
order, so that what changes on the machine meanwhile meets all of them alike."""

import contextlib
import dataclasses
import itertools
import statistics

from bench.load import wrk
from bench.target import Target, cpu_of


@dataclasses.dataclass
class Run:
    """One measurement of a row."""

    row: object
    target: Target
    connections: int
    seconds: int
    seed: int  # the same for all variants, another one in each round

    @property
    def world(self):
        return self.target.world

    def by_wrk(self, request, port=None, gateway=None):
        """wrk's result with the CPU of all that serves; `gateway`: the pid of another one than the stack's own."""
        stack, more = self.target.stack, [("gateway", gateway)] if gateway else []
        before = cpu_of(stack, more)
        measured = wrk(port or stack.port, request, self.connections, self.seconds, self.seed, stack.var)
        measured.cpu = {name: spent - before[name] for name, spent in cpu_of(stack, more).items()}
        return measured

    def measure(self):
        return self.row.run(self) if self.row.run else self.by_wrk(self.row.request(self.world))


@dataclasses.dataclass
class Result:
    """What a row came to on one variant with so many connections: one entry of each list per round."""

    group: str
    row: str
    connections: int
    variant: str
    beside: str
    per_second: list = dataclasses.field(default_factory=list)
    p50_us: list = dataclasses.field(default_factory=list)
    p99_us: list = dataclasses.field(default_factory=list)
    cpu_us: list = dataclasses.field(default_factory=list)  # by process, for each request
    more: list = dataclasses.field(default_factory=list)

    def add(self, measured, pages):
        requests = measured.requests / pages
        self.per_second.append(requests / measured.seconds)
        self.p50_us.append(measured.p50_us * pages)
        self.p99_us.append(measured.p99_us * pages)
        self.cpu_us.append({name: 1e6 * spent / requests for name, spent in measured.cpu.items()})
        self.more.append(measured.more)

    def key(self):
        return self.group, self.row, self.connections, self.variant


def medians(each):
    """Of dicts with the same names."""
    return {name: statistics.median(one[name] for one in each) for name in each[0]} if each else {}


def spread(values):
    """The greatest distance from the median, as a part of it."""
    middle = statistics.median(values)
    return max(abs(v - middle) for v in values) / middle if middle else 0.0


def ratio(values, others):
    """Round by round, which the machine's moods change least; its median."""
    return statistics.median(a / b for a, b in zip(values, others))


def _cells(rows, targets, round_):
    """Row, connections and target of every measurement of a round."""
    for row in rows:
        for connections in row.connections:
            for target in targets[:1] if row.bare else targets[::-1] if round_ % 2 else targets:
                yield row, connections, target


def measure_setup(rows, variants, options, tell):
    """The results of rows with one setup, in their order."""
    results = {}
    with contextlib.ExitStack() as still:
        targets = [still.enter_context(Target(variant, rows[0].setup, options)) for variant in variants]
        for round_ in range(-1, options.rounds):
            seconds = options.seconds if round_ >= 0 else options.warm_up
            for row, connections, target in _cells(rows, targets, round_) if seconds else ():
                tell(row, connections, target, round_)
                measured = Run(row, target, connections, seconds, options.seed + round_ + 1).measure()
                result = Result(row.group, row.name, connections, target.variant.name, row.beside)
                if round_ >= 0:
                    results.setdefault(result.key(), result).add(measured, row.pages(target.world))
    order = [variant.name for variant in variants]
    return sorted(results.values(), key=lambda r: ([row.name for row in rows].index(r.row), r.connections, order.index(r.variant)))


def measure(rows, variants, options, tell):
    """Yields the results of each setup when they are there."""
    for _, same in itertools.groupby(rows, key=lambda row: row.setup):
        yield measure_setup(list(same), variants, options, tell)

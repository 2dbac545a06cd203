"""Ordinary users beside some hostile clients, for a second each; `make chaos` has all, for longer, and tells the delays."""

import pytest

from chaos import hostile
from chaos.loads import Loads, client
from harness.stack import Stack


@pytest.fixture(scope="module")
def loads():
    loads = Loads(1.0, Stack(ALMANAC_LIMITS="on"), rest=0)
    yield loads
    loads.close()


@pytest.mark.parametrize("kind", [hostile.refused_tokens, hostile.many_values, hostile.agents_that_do_not_read], ids=lambda kind: kind.__name__)
def test_ordinary_users_are_served(loads, kind):
    row = loads.during(kind.__name__, client(kind, loads.stack.port, loads.hostile_person()))
    assert row.asked and row.counts, row
    assert (dict(row.refused), dict(row.failed), row.lost) == ({}, {}, 0), row

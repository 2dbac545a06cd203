"""Each process killed once under a short load; `make chaos` does the same for longer."""

import pytest

from chaos.chaos import Chaos, VICTIMS


@pytest.fixture(scope="module")
def battered():
    chaos = Chaos(before=0.7, after=2.0, clients=8, share=20)
    yield chaos
    chaos.close()


@pytest.mark.parametrize("victim", VICTIMS)
def test_a_kill_is_survived(battered, victim):
    outcome = battered.strike(victim)
    assert not outcome.broken_promises(), outcome

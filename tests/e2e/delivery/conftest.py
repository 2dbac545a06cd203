"""A stack that may send to this machine."""

import pytest

from harness.stack import Stack, healthy, wait_until


@pytest.fixture(scope="session")
def sending():
    with healthy(Stack(ALMANAC_OUTBOUND_ALLOW="127.0.0.0/8")) as stack:
        yield stack


@pytest.fixture
def emptied(sending):
    """That stack without webhooks, with one process that delivers; it may be killed."""
    sending.sql("delivery", "DELETE FROM deliveries; DELETE FROM webhooks")
    wait_until("no other process to be known", lambda: sending.sql("delivery", "SELECT count(*) FROM workers") == "1")
    yield sending
    sending.wait_whole()

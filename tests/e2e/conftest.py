"""One stack for the whole session; every reply that passes through `api` is held against the contract."""

import contextlib
import pathlib
import sys

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from api_keys import Key, make_key  # noqa: E402
from harness.changes import feeds_of  # noqa: E402
from harness.contract import Contract  # noqa: E402
from harness.people import Api, Person  # noqa: E402
from harness.stack import Stack, healthy  # noqa: E402
from harness.tokens import Signer  # noqa: E402
from things import KINDS, Thing  # noqa: E402

_running = {}


@pytest.fixture(scope="session")
def stack():
    with healthy(Stack()) as running:
        _running["stack"] = running
        yield running


@pytest.fixture
def shaken(stack):
    """The one stack, for a test that ends processes of it or holds them up: it is whole again before the next test."""
    yield stack
    stack.wait_whole()


@pytest.fixture
def own_stack():
    """Starts stacks that only this test sees, for tests that need other settings, nobody's data, or leave damage."""
    with contextlib.ExitStack() as stacks:
        def start(**settings):
            _running["own"] = stacks.enter_context(healthy(Stack(**settings)))
            return _running["own"]

        yield start
    _running.pop("own", None)


@pytest.fixture(scope="session")
def contract():
    return Contract()


@pytest.fixture(scope="session")
def api(stack, contract):
    """Nobody in particular."""
    return Api(stack.port, contract)


@pytest.fixture
def person(stack, contract):
    """Makes another user."""
    return lambda name="Somebody", **fields: Person(stack.port, contract, name, **fields)


@pytest.fixture
def ada(person):
    return person("Ada", timezone="Europe/Berlin")


@pytest.fixture
def eve(person):
    """A stranger to everybody."""
    return person("Eve")


@pytest.fixture
def feeds(stack):
    """What the streams have."""
    with feeds_of(stack) as feeds:
        yield feeds


@pytest.fixture
def key_of(stack, contract):
    """Makes somebody who has only a key of this person."""
    return lambda person, scopes, **fields: Key(stack.port, contract, make_key(person, scopes, **fields))


@pytest.fixture
def sign(stack, ada):
    """A token with these claims over Ada's own, signed with the key that signs."""
    return Signer(stack, ada.token)


@pytest.fixture(params=KINDS)
def thing(request, ada):
    """One of Ada's objects, of each kind in turn."""
    return Thing(request.param, ada)


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item):
    report = (yield).get_result()
    stack = _running.get("own") or _running.get("stack")
    if report.failed and stack and stack.var.exists():
        report.sections.append(("the processes' last log lines, in time order", stack.logs(60)))

"""No webhook reaches an address that is not public, whatever its URL or the name in it says, and however that changes."""

import contextlib

import pytest

from harness.names import Names
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import healthy, wait_until
from webhooks import webhook

NOT_PUBLIC = "the host's address is not a public one"

# What the stack is allowed is 127.0.0.1 alone.
PRIVATE = {
    "loopback": "127.0.0.2", "loopback6": "::1", "ten": "10.0.0.1", "home": "192.168.1.1", "shared": "100.64.0.1", "link": "169.254.169.254",
    "any": "0.0.0.0", "multicast": "224.0.0.1", "mapped": "::ffff:127.0.0.2", "compatible": "::127.0.0.2", "nat64": "64:ff9b::7f00:2",
    "localnat64": "64:ff9b:1::7f00:2", "sixtofour": "2002:7f00:2::", "link6": "fe80::1", "local6": "fc00::1", "local6d": "fd00::1",
    "multicast6": "ff02::1", "any6": "::",
}
LITERALS = ["127.0.0.2", "127.2", "2130706434", "0x7f000002", "017700000002", "0x7f.0.0.2",
            *(f"[{address}]" for address in PRIVATE.values() if ":" in address), "[::ffff:7f00:2]"]


@pytest.fixture(scope="module")
def names():
    with healthy(Names(ALMANAC_OUTBOUND_ALLOW="127.0.0.1/32")) as stack:
        stack.name(**PRIVATE)
        yield stack


@pytest.fixture(scope="module")
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture(scope="module")
def private(receiver):
    """Where nobody may come: on the same port of addresses that are not allowed."""
    with contextlib.ExitStack() as servers:
        yield [servers.enter_context(Receiver(host=host, port=receiver.port)) for host in ("127.0.0.2", "::1")]


@pytest.fixture
def ada(names, contract, private):
    yield Person(names.port, contract, "Ada")
    assert [server.connections for server in private] == [0, 0]


def attempted(person, made):
    """The delivery, after it was tried."""
    return wait_until("an attempt", lambda: [d for d in person.walk(f"/webhooks/{made['id']}/deliveries") if d["attempts"]])[0]


def trial(person, made):
    assert person.post(f"/webhooks/{made['id']}/test").status == 201
    return attempted(person, made)


def is_refused(delivery):
    return (delivery["state"], delivery["response"], delivery["why"]) == ("waiting", None, NOT_PUBLIC)


@pytest.mark.parametrize("name", PRIVATE)
def test_a_name_with_such_an_address_is_refused(ada, receiver, name):
    delivery = trial(ada, webhook(ada, url=receiver.url("/", f"{name}.example")))
    assert is_refused(delivery), delivery


@pytest.mark.parametrize("host", LITERALS)
def test_such_an_address_is_refused_when_it_is_set_and_when_it_is_sent_to(ada, names, receiver, host):
    url = receiver.url("/", host)
    assert ada.post("/webhooks", {"url": url, "nouns": ["contact"]}).bad_fields == {"url"}
    made = webhook(ada)
    names.sql("delivery", f"UPDATE webhooks SET url = '{url}' WHERE id = '{made['id']}'")  # as one that was allowed before
    delivery = trial(ada, made)
    assert is_refused(delivery), delivery


def test_a_name_that_turns_private_is_refused_from_the_next_look_up_on(ada, names, receiver):
    names.name(turns="127.0.0.1")
    made = webhook(ada, url=receiver.url("/turns?keep=no", "turns.example"))
    first = trial(ada, made)
    assert first["state"] == "sent", first

    def again():
        return ada.post(f"/webhooks/{made['id']}/replay", {"delivery_id": first["id"]}).status == 200

    def refused_again():
        if is_refused(attempted(ada, made)):
            return True
        return again() and False  # what was looked up is remembered for a minute

    names.name(turns="127.0.0.2")
    wait_until("it to be refused", refused_again)
    before = receiver.count
    assert again() and is_refused(attempted(ada, made)) and receiver.count == before


@pytest.mark.parametrize("host", ["127.0.0.2", "[::1]", "loopback.example", "loopback6.example"])
@pytest.mark.parametrize("status", [301, 302, 307, 308])
def test_no_redirect_leads_there(ada, receiver, status, host):
    path = f"/{ada.id}"
    receiver.says[path] = f"status={status}&header=Location:{receiver.url('/', host)}"
    delivery = trial(ada, webhook(ada, url=receiver.url(path)))
    assert (delivery["state"], delivery["response"]) == ("waiting", status)
    assert [r.path for r in receiver.requests if r.path == path] == [path]

"""A handler that asks another service first: one is laid in a copy, and auth, which it asks, is slow, away and restarted.

The requests come over the bus, as the gateway's: it would refuse credentials itself while auth is away.
"""

import collections
import contextlib
import itertools
import signal
import uuid

import pytest

from copies import copied, done, lay, run
from harness.bus import Bus
from harness.contract import Contract
from harness.msgpack import pack, unpack
from harness.people import Person
from harness.stack import Stack, healthy, wait_until

NAME = "greeting"
CONTRACT = f"schemas/openapi/{NAME}.yaml"
OPERATION = f"operationId: {NAME}.create\n"
BEGIN, CREATED = "enum err\ngreeting_create(", "        .greeting = &in->body,\n"

STEPS = """
/* A title that is somebody's id becomes the name. */
static bool
is_somebody(const struct greeting *g, struct uuid *out)
{
    return uuid_parse(g->title, strlen(g->title), out);
}

enum err
greeting_create_before(struct request *rq, const struct greeting_create_in *in)
{
    struct uuid id;
    const struct auth_users_lookup_in who = {.body = {.ids = {&id, 1}}};

    return is_somebody(&in->body, &id) ? ask_auth_users_lookup(rq, &who) : OK;
}

static enum err
settle_title(struct request *rq, struct greeting *g)
{
    struct users_found found;
    struct uuid id;
    enum err err;

    if (!is_somebody(g, &id))
        return OK;
    err = asked_auth_users_lookup(rq, &found);
    if (!err && found.users.count == 0)
        err = refuse(rq, ERR_NOT_FOUND, "there is no such user");
    if (!err)
        g->title = found.users.items[0].display_name;
    return err;
}

"""


def change(path, *changes):
    text = path.read_text()
    for old, new in changes:
        assert old in text, f"{path} has no {old!r}"
        text = text.replace(old, new, 1)
    path.write_text(text)


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    folder = copied(tmp_path_factory.mktemp("copy"))
    done(lay(folder, NAME=NAME))
    change(folder / CONTRACT, (OPERATION, f"{OPERATION}      x-asks: [auth.users_lookup]\n"), ("x-timeout-ms: 5000", "x-timeout-ms: 60000"))
    change(folder / "schemas/openapi/auth.yaml", ("x-callers: [calendar, event], x-timeout-ms: 2000", "x-callers: [calendar, event], x-timeout-ms: 60000"))
    change(folder / f"services/{NAME}/{NAME}.c", (f'#include "gen/{NAME}/calls.h"\n', f'#include "gen/{NAME}/asks.h"\n#include "gen/{NAME}/calls.h"\n'),
           ('#include "shared/base/must.h"\n', '#include "shared/base/must.h"\n\n#include <string.h>\n'),
           (BEGIN, STEPS.lstrip() + BEGIN), ("    const struct sql_greeting_insert insert = {\n", "    struct greeting new = in->body;\n"
            "    const struct sql_greeting_insert insert = {\n"), (CREATED, CREATED.replace("&in->body", "&new")),
           ("    enum err err = OK;\n\n    if (in->body.has", "    enum err err = settle_title(rq, &new);\n\n    if (!err && in->body.has"))
    done(lay(folder, "gen"))
    done(run("make", "-s", "-j2", "build-asan", cwd=folder))
    return folder


@pytest.fixture(scope="module")
def stack(copy):
    with healthy(Stack(root=copy)) as running:
        yield running


@pytest.fixture(scope="module")
def contract(copy):
    return Contract((copy / "gen/edge/openapi.json").read_text())


class Gateway:
    """Asks in somebody's name; what is asked at once is answered in any order."""

    def __init__(self, stack, person):
        self.stack, self.person = stack, person
        self.bus = Bus(stack)  # nobody's, who may ask $SRV as well
        self.inbox = f"{self.bus.inboxes}.asking"
        self.bus.subscribe(f"{self.inbox}.*")
        self.numbers = itertools.count(1)

    def send(self, title, key=None, seconds=60, reply=True):
        number = next(self.numbers)
        caller = {"kind": "user", "user_id": self.person.id, "session_id": str(uuid.uuid4())}
        message = {"v": 1, "caller": caller, "input": {"body": {"title": title}}} | ({"idempotency_key": key} if key else {})
        self.bus.publish(f"svc.{NAME}.create", pack(message), f"{self.inbox}.{number}" if reply else "",
                         {"Timeout": f"{seconds * 1000} {uuid.uuid4().hex[:16]} 1000"})
        return number

    def answer(self, number):
        message = self.bus.next(lambda m: m.subject == f"{self.inbox}.{number}")
        assert message.headers.get("status") != "503", "nobody answers"
        return unpack(message.data)

    def ask(self, title, **more):
        return self.answer(self.send(title, **more))

    def outcome(self, answer):
        return answer["error"]["code"] if "error" in answer else answer["body"]["title"]

    def parked(self):
        """None: the service is just being started again."""
        with contextlib.suppress(AssertionError):
            return self.bus.ask(f"$SRV.STATS.{NAME}")["data"]["parked"]


@pytest.fixture
def gateway(stack, ada):
    gateway = Gateway(stack, ada)
    with contextlib.closing(gateway.bus):
        yield gateway
        wait_until("nothing to be parked", lambda: gateway.parked() == 0)


@pytest.fixture
def stopped(stack):
    @contextlib.contextmanager
    def stopped(process):
        pid = stack.kill(process, signal.SIGSTOP)
        try:
            yield pid
        finally:
            with contextlib.suppress(ProcessLookupError):
                stack.kill(process, signal.SIGCONT)
    return stopped


def made(stack, title):
    return int(stack.sql(NAME, f"SELECT count(*) FROM greetings WHERE title = '{title}'"))


def test_the_answer_is_the_handler_s_and_so_is_a_refusal(ada, eve):
    greeting = ada.patiently(lambda: ada.post("/greetings", {"title": eve.id}, key="first"))
    assert (greeting.status, greeting.json()["title"]) == (201, "Eve")
    assert ada.post("/greetings", {"title": eve.id}, key="first").json() == greeting.json()
    assert ada.patiently(lambda: ada.post("/greetings", {"title": "Tea"})).json()["title"] == "Tea"
    refused = ada.patiently(lambda: ada.post("/greetings", {"title": str(uuid.uuid4())}))
    assert (refused.status, refused.json()["error"]) == (404, "there is no such user")


def test_who_does_not_answer_in_time_is_503_and_a_key_that_has_an_answer_asks_nobody(gateway, eve, stopped):
    first = gateway.ask(eve.id, key="kept")
    with stopped("auth"):
        late = gateway.ask(eve.id, seconds=5)
        assert late["error"]["code"] == "unavailable" and late["error"]["retry_after"] == 1
        assert gateway.ask(eve.id, key="kept") == first
        assert gateway.outcome(gateway.ask("Tea")) == "Tea"
    assert gateway.outcome(gateway.ask(eve.id)) == "Eve"


def test_who_is_away_is_503_at_once_and_who_is_restarted_is_asked_again(stack, gateway, eve):
    with stack.unattended():
        pid = stack.kill("auth")
        wait_until("the bus to know", lambda: gateway.outcome(gateway.ask(eve.id, seconds=10)) == "unavailable")
        assert gateway.outcome(gateway.ask(eve.id, seconds=60)) == "unavailable"
    stack.wait_restarted("auth", pid)
    wait_until("auth to answer", lambda: gateway.outcome(gateway.ask(eve.id)) == "Eve")


def test_who_dies_with_the_question_leaves_a_request_that_ends_by_its_deadline(stack, gateway, eve, stopped):
    with stopped("auth") as pid:
        number = gateway.send(eve.id, key="lost", seconds=10)
        wait_until("it to be parked", lambda: gateway.parked() == 1)
        stack.kill("auth")
    stack.wait_restarted("auth", pid)
    assert gateway.outcome(gateway.answer(number)) == "unavailable"
    wait_until("auth to answer", lambda: gateway.outcome(gateway.ask(eve.id, key="lost")) == "Eve")


def test_a_thousand_are_parked_while_others_are_answered(stack, gateway, person, stopped):
    bob = person(f"Bob-{uuid.uuid4().hex[:6]}")
    with stopped("auth"):
        numbers = [gateway.send(bob.id) for _ in range(1000)]
        wait_until("all to be parked", lambda: gateway.parked() == 1000)
        busy = stack.sql(NAME, "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() "
                         "AND state <> 'idle' AND backend_type = 'client backend'")
        assert busy == "0" and gateway.outcome(gateway.ask("Tea")) == "Tea"
    outcomes = collections.Counter(gateway.outcome(gateway.answer(number)) for number in numbers)
    assert set(outcomes) <= {bob.user["name"], "unavailable"} and outcomes[bob.user["name"]] == made(stack, bob.user["name"])
    assert outcomes[bob.user["name"]] > 0


def test_what_nobody_waits_for_ends_too(stack, gateway, person, stopped):
    bob = person(f"Bob-{uuid.uuid4().hex[:6]}")
    with stopped("auth"):
        gateway.send(bob.id, reply=False)
        wait_until("it to be parked", lambda: gateway.parked() == 1)
        gateway.send(bob.id, seconds=2, reply=False)
    wait_until("the patient one to be made", lambda: made(stack, bob.user["name"]) >= 1)


def test_a_service_that_ends_answers_what_it_has_begun(stack, gateway, eve, stopped):
    with stopped("auth"):
        number = gateway.send(eve.id)
        wait_until("it to be parked", lambda: gateway.parked() == 1)
        pid = stack.kill(NAME, signal.SIGTERM)
        wait_until("it to take nothing more", lambda: "event=service.drain.begun" in stack.logs())
    assert gateway.outcome(gateway.answer(number)) == "Eve"
    stack.wait_restarted(NAME, pid)

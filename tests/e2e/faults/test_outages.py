"""Parts that are away or hang: a bounded, honest answer, and nothing else is harmed."""

import contextlib
import os
import re
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from batches import is_done_once_and_whole
from harness.contract import Contract
from harness.people import Api, PASSWORD, Person
from harness.stack import wait_until

LIMIT = 5.0 + 25.0  # the operations' time limit, and what a slow test machine adds


@pytest.fixture
def ada(shaken, contract):
    return Person(shaken.port, contract, "Ada")


@contextlib.contextmanager
def frozen(stack, name):
    """It hangs, and so do its children, such as PostgreSQL's backends; some of them may just have ended."""
    pids = [stack.pid(name)]
    os.kill(pids[0], signal.SIGSTOP)  # it makes no more of them
    try:
        with open(f"/proc/{pids[0]}/task/{pids[0]}/children") as f:
            pids += map(int, f.read().split())
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGSTOP)
        yield
    finally:
        for pid in reversed(pids):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGCONT)


def parts(api):
    return api.get("/readyz").json()["parts"]


def everything_works(person):
    wait_until("everything to work again", lambda: set(parts(person).values()) == {"up"} and
               person.get("/contacts").status == 200 and person.get("/events").status == 200 and
               person.post("/calendars", {"name": "x"}).status == 201)


LISTS = {op.name.split(".")[0]: op.path for op in Contract().operations if op.name.endswith(".list") and "{" not in op.path}
LISTS["reminder"] = "/reminders/quiet-hours"


@pytest.mark.parametrize("service, path", LISTS.items())
def test_a_service_that_hangs_is_504_within_the_time_limit_and_others_answer(shaken, ada, service, path):
    others = [p for p in (*LISTS.values(), "/auth/me") if p != path]
    for p in (path, *others):
        assert ada.get(p).status == 200
    with frozen(shaken, service):
        reply = ada.get(path)
        assert (reply.status, reply.code) in ((504, "timeout"), (503, "unavailable"))
        assert reply.seconds < LIMIT
        for p in others:
            assert ada.get(p).status == 200, p
        wait_until("readyz to tell", lambda: parts(ada)[service] == "away")
        assert parts(ada)[f"{service}.database"] == "away"
        assert ada.get("/readyz").status == 200
    everything_works(ada)


def test_a_service_that_stood_still_under_load_is_cut_off_and_goes_on_by_itself(shaken, ada, contract):
    event, log = ada.event(ada.calendar()), shaken.var / "log/nats.log"

    def change(i):
        return Api(shaken.port, contract, ada.token).patch(f"/events/{event['id']}", {"description": f"{i:05}" * 13000}, check=False).status

    with frozen(shaken, "event"), ThreadPoolExecutor(200) as many:
        answers = set(many.map(change, range(200)))
        wait_until("the bus to cut it off", lambda: re.search(r'event" - Slow Consumer', log.read_text()))
    assert answers <= {503, 504}
    everything_works(ada)
    last = ada.patiently(lambda: ada.patch(f"/events/{event['id']}", {"title": "last"})).json()
    told = wait_until("the last change to be told", lambda: [m["data"] for m in ada.get("/feed?nouns=event&limit=1000").json()["data"]
                                                             if m["data"]["title"] == "last"])
    assert told[0]["version"] == last["version"]


@pytest.mark.parametrize("guests", [0, 5], ids=["alone", "with guests"])
@pytest.mark.parametrize("lost", ["postgres", "nats"])
def test_a_batch_whose_server_dies_is_done_once_and_whole(shaken, contract, lost, guests):
    for delay in (0.02, 0.1, 0.3):
        ada = Person(shaken.port, contract, "Ada")
        is_done_once_and_whole(shaken.port, ada, lambda answer: shaken.wait_restarted(lost, shaken.kill(lost)), delay, guests)
        everything_works(ada)


def test_a_batch_whose_database_hangs_is_answered_in_time_and_done_once(shaken, contract):
    def hang(answer):
        with frozen(shaken, "postgres"):
            assert answer().seconds < LIMIT + 15, "the time limit of a batch is 20 s"

    is_done_once_and_whole(shaken.port, Person(shaken.port, contract, "Ada"), hang, 0.1)


def test_a_hanging_auth_lets_nobody_pass_whose_session_is_not_known(shaken, ada, contract):
    other = Person(shaken.port, contract, "Other")
    fresh = other.post("/auth/login", {"email": other.email, "password": PASSWORD}).json()["access_token"]
    with frozen(shaken, "auth"):
        reply = Api(shaken.port, contract, fresh).get("/contacts")
        assert reply.status in (503, 504) and reply.seconds < LIMIT
        wait_until("known sessions to be asked anew", lambda: ada.get("/contacts").status in (503, 504))
    everything_works(ada)
    assert Api(shaken.port, contract, fresh).get("/contacts").status == 200


def test_a_database_that_hangs_is_answered_within_the_time_limit(shaken, ada):
    ada.contact()
    with frozen(shaken, "postgres"):
        for ask in (lambda: ada.get("/contacts"), lambda: ada.post("/contacts", {"first_name": "x"})):
            reply = ask()
            assert reply.status in (503, 504) and reply.seconds < LIMIT, reply
        assert ada.get("/healthz").status == 200
        wait_until("readyz to tell", lambda: parts(ada)["contact.database"] == "away" or parts(ada)["contact"] == "away")
    everything_works(ada)


def test_a_bus_that_hangs_is_started_again(shaken, ada):
    old = shaken.pid("nats")
    os.kill(old, signal.SIGSTOP)  # as the packaged server hangs by itself when a disk was full
    shaken.killed.add("nats")
    shaken.wait_restarted("nats", old)
    everything_works(ada)


def test_without_the_bus_the_gateway_says_so_at_once(shaken, ada):
    with frozen(shaken, "nats"):
        reply = ada.get("/contacts")
        assert reply.status in (503, 504) and reply.seconds < LIMIT
    everything_works(ada)
    with shaken.unattended():
        pid = shaken.kill("nats")
        wait_until("the answer not to be waited for", lambda: (r := ada.get("/contacts")).status == 503 and r.seconds < 1)
    shaken.wait_restarted("nats", pid)
    everything_works(ada)


def test_without_redis_everything_works(shaken, ada):
    with frozen(shaken, "redis"):
        assert ada.get("/contacts").status == 200
        wait_until("readyz to tell", lambda: parts(ada)["cache"] == "away")
        assert ada.get("/readyz").status == 200
    everything_works(ada)


def test_the_relay_announces_later_what_was_written_without_the_bus_s_stream(shaken, ada):
    """An account deleted, and every process killed right after: the other services hear of it all the same."""
    calendar = ada.calendar()
    ada.contact()
    assert ada.delete("/users/me").status == 204
    for name in ("auth", "nats", "calendar", "contact", "event"):
        pid = shaken.kill(name)
        shaken.wait_restarted(name, pid)
    for database, sql in (("contact", f"SELECT count(*) FROM contacts WHERE owner_id = '{ada.id}' AND deleted_at IS NULL"),
                          ("calendar", f"SELECT count(*) FROM calendars WHERE id = '{calendar['id']}' AND deleted_at IS NULL"),
                          ("event", f"SELECT count(*) FROM calendar_access WHERE calendar_id = '{calendar['id']}'")):
        wait_until(sql, lambda database=database, sql=sql: shaken.sql(database, sql) == "0")


def test_a_calendar_made_while_the_event_service_is_away_is_completed_by_itself(shaken, ada):
    pid = shaken.pid("event")
    with frozen(shaken, "event"):
        reply = ada.post("/calendars", {"name": "Half"}, key="half-made")
        assert reply.code in ("incomplete", "timeout", "unavailable"), reply
    os.kill(pid, 0)
    made = ada.patiently(lambda: ada.post("/calendars", {"name": "Half"}, key="half-made"))
    assert made.status == 201
    assert len([c for c in ada.walk("/calendars") if c["name"] == "Half"]) == 1
    ada.event(made.json())


def test_a_flood_of_logins_is_served_or_turned_away_and_harms_nothing_else(own_stack, contract):
    """Two hundred at once, and again, beside fifty reads a second."""
    stack = own_stack(ALMANAC_BCRYPT_COST="10")
    ada = Person(stack.port, contract, "Ada")
    contact = ada.contact()
    over, reads = threading.Event(), []

    def read():
        while not over.wait(0.02):
            reads.extend((ada.get("/auth/me").status, ada.get(f"/contacts/{contact['id']}").status))
            refreshed = ada.post("/auth/refresh", {"refresh_token": ada.refresh_token})
            reads.append(refreshed.status)
            if refreshed.status == 200:
                ada.refresh_token = refreshed.json()["refresh_token"]

    def login(_):
        begin.wait()
        return Api(stack.port, contract).post("/auth/login", {"email": ada.email, "password": ada.password})

    begin, answers = threading.Barrier(200), []
    with ThreadPoolExecutor(201) as pool:
        reading = pool.submit(read)
        try:
            while len(answers) < 400 or len(reads) < 12 and not reading.done():
                answers += pool.map(login, range(200))
        finally:
            over.set()
        reading.result()
    codes = {reply.code for reply in answers}
    assert {None, "overloaded"} <= codes, codes
    assert codes <= {None, "overloaded", "timeout"}, "each with Retry-After, which the contract's judge sees to"
    assert set(reads) == {200}
    assert ada.patiently(lambda: ada.post("/auth/login", {"email": ada.email, "password": ada.password})).status == 200


def test_a_database_that_waits_for_its_clients_to_leave_is_left(shaken, ada):
    """SIGTERM, a smart shutdown, while people write; it is started again, and what was said to be stored is."""
    stored, over = [], threading.Event()

    def write():
        while not over.is_set():
            reply = ada.post("/contacts", {"first_name": "x"})
            assert reply.status in (201, 503), reply
            stored.extend([reply.json()["id"]] if reply.status == 201 else [])

    with ThreadPoolExecutor(4) as pool:
        writing = [pool.submit(write) for _ in range(4)]
        try:
            wait_until("something to be stored", lambda: len(stored) > 20)
            old = shaken.kill("postgres", signal.SIGTERM)
            shaken.wait_restarted("postgres", old)
            count = len(stored)
            wait_until("more to be stored", lambda: len(stored) > count + 20)
        finally:
            over.set()
        for each in writing:
            each.result()
    everything_works(ada)
    assert {c["id"] for c in ada.walk("/contacts?limit=200")} >= set(stored)

"""What `make run` and `make stop` promise: beside each other, clear refusals, nothing left running."""

import contextlib
import os
import pathlib
import signal
import socket
import subprocess

import pytest

from harness.people import Api, Person
from harness.stack import PATIENCE, PROCESSES, ROOT, Stack, alive, wait_until


def is_ready(stack):
    with contextlib.suppress(OSError):  # before its gateway listens
        return set(Api(stack.port).get("/readyz").json()["parts"].values()) == {"up"}


def run_to_its_end(stack, **settings):
    done = subprocess.run([ROOT / "tools/stack/run"], cwd=ROOT, env=stack.environment() | settings, capture_output=True,
                          text=True, timeout=PATIENCE, stdin=subprocess.DEVNULL)
    return done.returncode, done.stdout + done.stderr


def test_a_second_one_with_the_same_folder_is_refused(stack):
    code, words = run_to_its_end(stack)
    assert code != 0 and str(stack.var) in words
    assert Api(stack.port).get("/readyz").status == 200


def test_a_port_in_use_is_said(stack):
    other = Stack(ALMANAC_PORT=str(stack.port))
    code, words = run_to_its_end(other)
    assert code != 0 and str(stack.port) in words
    other.remove()


def test_an_unfit_setting_is_refused_with_its_name():
    other = Stack(ALMANAC_PORT="eighty")
    code, words = run_to_its_end(other)
    assert code != 0 and "ALMANAC_PORT" in words
    other.remove()


ROLES = "SELECT string_agg(xmin::text, ' ' ORDER BY rolname) FROM pg_authid WHERE rolname LIKE 'almanac%'"  # changes with them


def superuser(stack, *commands):
    """The last one's answer."""
    options = [word for command in commands for word in ("-c", command)]
    return subprocess.run(["psql", "-Xqt", "-d", stack.superuser_url(), *options], check=True, capture_output=True, text=True).stdout


def test_a_second_one_runs_beside_and_keeps_its_data_when_started_again(stack, own_stack, contract):
    other = own_stack(from_nothing=True)
    ada = Person(other.port, contract, "Ada")
    contact = ada.contact()
    assert Api(stack.port, contract).get("/auth/me", token=ada.token).status == 401
    address = (other.var / "run/nats.url").read_text()
    made = superuser(other, ROLES)
    other.stop()
    ada.wire.drop()  # the connection has ended with its gateway
    other.start()
    assert (other.var / "run/nats.url").read_text() == address, "programs with credentials look there"
    assert ada.get(f"/contacts/{contact['id']}").json() == contact
    assert superuser(other, ROLES) == made, "there was nothing to prepare"

    superuser(other, "ALTER ROLE almanac_contact PASSWORD 'lost'", "DROP DATABASE almanac_delivery WITH (FORCE)")
    other.stop()
    ada.wire.drop()
    other.start()
    assert ada.get(f"/contacts/{contact['id']}").json() == contact


def stop(stack):
    return subprocess.run([ROOT / "tools/stack/stop"], cwd=ROOT, env=stack.environment(), capture_output=True, text=True, timeout=2 * PATIENCE)


def kill_all(stack, *names):
    """Of those who look after its processes, and of `run`."""
    for pid, name in stack.running().items():
        if name in names:
            os.kill(pid, signal.SIGKILL)
    if "run" in names:
        stack.supervisor.kill()
        stack.supervisor.wait()


@contextlib.contextmanager
def marked(stack, var):
    """A process of the stack of that folder, which nobody knows any more."""
    owner = (stack.var / "run").stat()
    with subprocess.Popen(["sleep", "1000"], start_new_session=True, user=owner.st_uid, group=owner.st_gid,
                          env=os.environ | {"ALMANAC_STACK": str(var)}) as process:
        try:
            yield process
        finally:
            process.kill()


KILLS = {"run": ("run",), "all that looks after processes": ("run", "s6-svscan", "s6-supervise", "s6-log")}


@pytest.mark.parametrize("killed", KILLS.values(), ids=KILLS)
def test_stop_ends_what_a_kill_has_left(own_stack, killed):
    other = own_stack()
    with marked(other, other.var) as former, marked(other, f"{other.var}-of-others") as foreign:
        kill_all(other, *killed)
        done = stop(other)
        assert done.returncode == 0, done.stderr
        assert other.running() == {}
        assert former.poll() == -signal.SIGTERM
        assert foreign.poll() is None


@pytest.mark.parametrize("killed", KILLS.values(), ids=KILLS)
def test_the_next_run_ends_what_a_kill_has_left(own_stack, contract, killed):
    other = own_stack()
    ada = Person(other.port, contract, "Ada")
    contact = ada.contact()
    with marked(other, other.var) as former, marked(other, f"{other.var}-of-others") as foreign:
        kill_all(other, *killed)
        left = set(other.running())
        assert former.pid in left
        ada.wire.drop()
        other.start()
        still = {pid: name for pid, name in other.running().items() if pid in left}
        assert not still
        assert former.poll() == -signal.SIGTERM
        assert foreign.poll() is None
    wait_until("one of each", other.is_one_of_each)
    assert ada.get(f"/contacts/{contact['id']}").json() == contact


def test_a_killed_s6_part_is_replaced_and_its_process_is_there_once(own_stack):
    """Whose s6-supervise is gone goes with it: a second nats-server on the same store would break it."""
    other = own_stack()
    before = {name: other.pid(name) for name in PROCESSES}
    other.killed |= set(PROCESSES)
    kill_all(other, "s6-supervise")
    for name, pid in before.items():
        other.wait_restarted(name, pid)
        wait_until(f"the end of the former {name}", lambda pid=pid: not alive(pid))
    wait_until("one of each", other.is_one_of_each)
    wait_until("readiness", lambda: is_ready(other))


def test_a_run_whose_s6_has_ended_ends_everything_and_says_so(own_stack):
    other = own_stack()
    kill_all(other, "s6-svscan")
    assert other.supervisor.wait(PATIENCE) == 1
    assert "s6-svscan has ended" in other.logs()
    assert other.running() == {}


def test_a_migration_that_a_killed_supervisor_left_does_not_hold_its_folder(own_stack):
    """It may go on for minutes: the next run must not be told that the stack is already running."""
    server = own_stack()
    other = Stack(ALMANAC_POSTGRES_URL=server.superuser_url("almanac_{service}"))

    def locks(granted):
        return server.sql("auth", f"SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND objid = 727072 AND granted = {granted}")

    with subprocess.Popen(["psql", "-Xq", server.conninfo("auth")], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, text=True) as held:
        held.stdin.write("SELECT pg_advisory_lock(727072);\n")
        held.stdin.flush()
        wait_until("the lock of migrations", lambda: locks("true") == "1")
        with subprocess.Popen([ROOT / "tools/stack/run"], cwd=ROOT, env=other.environment(), stdin=subprocess.DEVNULL) as supervisor:
            wait_until("a migration to wait for it", lambda: locks("false") == "1")
            supervisor.kill()
        free = subprocess.run(["flock", "--nonblock", other.var / "run/lock", "true"]).returncode == 0
        still = locks("false") == "1"
    wait_until("the migration to end", lambda: locks("true") == locks("false") == "0")
    assert stop(other).returncode == 0
    other.remove()
    assert free and still


def test_a_process_that_is_stopped_politely_is_started_again(own_stack):
    """SIGTERM to one process, by whoever: it drains, leaves, and is back; nobody sees more than a 503."""
    other = own_stack()
    api = Api(other.port)
    pid = other.kill("contact", signal.SIGTERM)
    other.wait_restarted("contact", pid)
    wait_until("readiness", lambda: set(api.get("/readyz").json()["parts"].values()) == {"up"})


def test_what_dies_again_and_again_is_started_as_soon_each_time(own_stack):
    """Pauses that grow would take a service away from everybody when one client can end its process."""
    other = own_stack()
    other.killed.add("contact")
    ended = set()

    def has_ended_often():
        pid = other.pid("contact")
        with contextlib.suppress(OSError):
            if pid not in ended and pathlib.Path(f"/proc/{pid}/comm").read_text().strip() == "contact":
                os.kill(pid, signal.SIGKILL)
                ended.add(pid)
        return len(ended) == 20

    wait_until("it to be started twenty times", has_ended_often)
    wait_until("readiness", lambda: is_ready(other))


def test_an_open_connection_does_not_hold_up_the_stop(own_stack):
    other = own_stack()
    with socket.create_connection(("127.0.0.1", other.port)) as s:
        s.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /hea")
        assert s.recv(100).startswith(b"HTTP/1.1 200")
        other.stop()

"""What `make run` and `make stop` promise: beside each other, clear refusals, nothing left running."""

import os
import pathlib
import signal
import socket
import subprocess

from harness.people import Api
from harness.stack import PATIENCE, PROCESSES, ROOT, Stack, alive, wait_until


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


def test_a_second_one_runs_beside_and_keeps_its_data_when_started_again(stack, own_stack, contract):
    from harness.people import Person
    other = own_stack()
    ada = Person(other.port, contract, "Ada")
    contact = ada.contact()
    assert Api(stack.port, contract).get("/auth/me", token=ada.token).status == 401
    address = (other.var / "run/nats.url").read_text()
    other.stop()
    ada.wire.drop()  # the connection has ended with its gateway
    other.start()
    assert (other.var / "run/nats.url").read_text() == address, "programs with credentials look there"
    assert ada.get(f"/contacts/{contact['id']}").json() == contact


def test_stop_finds_what_a_killed_supervisor_left(own_stack):
    other = own_stack()
    pids = {name: other.pid(name) for name in PROCESSES}
    former = subprocess.Popen(["sleep", "1000"], start_new_session=True)  # a service that this release does not have
    began = pathlib.Path(f"/proc/{former.pid}/stat").read_text().rsplit(")", 1)[1].split()[19]
    (other.var / "run/former.pid").write_text(f"{former.pid} {began}\n")
    os.kill(other.supervisor.pid, signal.SIGKILL)
    other.supervisor.wait()
    done = subprocess.run([ROOT / "tools/stack/stop"], cwd=ROOT, env=other.environment(), capture_output=True, text=True, timeout=2 * PATIENCE)
    assert done.returncode == 0, done.stderr
    assert not [name for name, pid in pids.items() if alive(pid)]
    ended = former.poll()
    former.kill()
    assert ended == -signal.SIGTERM


def test_a_migration_that_a_killed_supervisor_left_does_not_hold_its_folder(own_stack):
    """It may go on for minutes: the next run must not be told that the stack is already running."""
    server = own_stack()
    secret = (server.var / "secrets/postgres.pg").read_text()
    other = Stack(ALMANAC_POSTGRES_URL=f"postgresql://postgres:{secret}@/almanac_{{service}}?host={server.var}/run")

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
    other.remove()
    assert free and still


def test_a_process_that_is_stopped_politely_is_started_again(own_stack):
    """SIGTERM to one process, by whoever: it drains, leaves, and is back; nobody sees more than a 503."""
    other = own_stack()
    api = Api(other.port)
    pid = other.kill("contact", signal.SIGTERM)
    other.wait_restarted("contact", pid)
    wait_until("readiness", lambda: set(api.get("/readyz").json()["parts"].values()) == {"up"})


def test_an_open_connection_does_not_hold_up_the_stop(own_stack):
    other = own_stack()
    with socket.create_connection(("127.0.0.1", other.port)) as s:
        s.sendall(b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\nGET /hea")
        assert s.recv(100).startswith(b"HTTP/1.1 200")
        other.stop()

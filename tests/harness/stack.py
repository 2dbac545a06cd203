"""One private copy of the whole product in a temporary folder, started and stopped like a person would."""

import contextlib
import json
import os
import pathlib
import random
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time
import urllib.request

from harness import cluster, secrets, sql
from harness.product import ROOT, SERVICES, services_of

OURS = (*SERVICES, "gateway")
SERVERS = ("postgres", "nats", "redis")
PROCESSES = (*SERVERS, *OURS)
BAD_WORDS = re.compile(r"ERROR: AddressSanitizer|LeakSanitizer|runtime error:|WARNING: ThreadSanitizer|"
                       r"event=process\.assumption\.broken")  # the last is must()
STAMP = re.compile(r"\bat=(\S+)")
os.environ["PATH"] = f"/usr/lib/postgresql/15/bin:{os.environ['PATH']}"  # Debian's psql is a script around that one
PATIENCE = 120.0  # seconds, far beyond what anything takes on a busy machine: only a hang meets it


def free_port():
    """Below those that the kernel gives to clients, one of which could take it before its server does."""
    while True:
        port = random.randrange(10000, 20000)
        with socket.socket() as s, contextlib.suppress(OSError):
            s.bind(("127.0.0.1", port))
            return port


def listens(port):
    with socket.socket() as s:
        return s.connect_ex(("127.0.0.1", port)) == 0


def wait_until(what, condition, seconds=PATIENCE):
    """Awaits a true answer and returns it; says what was awaited when it does not come.

    It rests for longer than it asks, as a busy machine answers the later the more it is asked.
    """
    end, pause = time.monotonic() + seconds, 0.01
    while True:
        began = time.monotonic()
        answer = condition()
        if answer:
            return answer
        asked = time.monotonic()
        assert asked < end, f"waited {seconds} s in vain for: {what}"
        time.sleep(max(pause, min(3 * (asked - began), 0.5)))
        pause = min(1.5 * pause, 0.1)


@contextlib.contextmanager
def healthy(stack):
    """Starts the stack, and stops it; it must have had no troubles, and leaves nothing then."""
    try:
        stack.start()
    except BaseException:
        print(stack.logs())
        if stack.supervisor and stack.supervisor.poll() is None:
            stack.stop()
        raise
    yield stack
    troubles = stack.troubles()
    stack.stop()
    troubles += [t for t in stack.troubles() if t not in troubles]
    assert not troubles, "\n\n".join(troubles)
    stack.remove()


def in_time(use, spans=(3, 10, 30, 100)):
    """What `use(seconds)` answers about something that ends in so many seconds.

    A machine that was too slow to use it before that, gets longer.
    """
    for seconds in spans:
        end = time.time() + seconds - 1  # instants without a fraction are up to a second early
        try:
            answer = use(seconds)
        except Exception:
            if time.time() < end:
                raise
        else:
            if time.time() < end:
                return answer
    raise AssertionError(f"not used within {spans[-1]} s")


_started = {}  # by the port of their gateways


def stack_at(port):
    """The stack that answers there, for who knows nothing but where to ask."""
    return _started[port]


def alive(pid):
    try:
        return pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def peak_mib(pid):
    """The most memory that it had."""
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    return int(re.search(r"VmHWM:\s+(\d+)", status).group(1)) // 1024


def _states(pid):
    """Of its threads, as /proc has them."""
    return [stat.read_text().rsplit(")", 1)[1].split()[0] for stat in pathlib.Path(f"/proc/{pid}/task").glob("*/stat")]


@contextlib.contextmanager
def halted(pid):
    """It stands still, and what it is sent meanwhile it finds all at once; it may be killed meanwhile."""
    os.kill(pid, signal.SIGSTOP)
    try:
        wait_until("it to stand still", lambda: set(_states(pid)) == {"T"})
        yield
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


class Another:
    def __init__(self, stack, process, port):
        self.stack, self.process, self.port = stack, process, port

    def log(self):
        return self.stack.log_of(self.port)


by_port = {}  # stacks, by the port of their gateway


class Stack:
    def __init__(self, binaries=None, root=ROOT, from_nothing=False, **settings):
        asan = root / "build" / "asan"
        self.root = root
        self.from_nothing = from_nothing or root != ROOT or "ALMANAC_POSTGRES_URL" in settings  # no databases are laid there
        self.binaries = pathlib.Path(binaries) if binaries else (asan if (asan / "gateway").exists() else root / "build")
        self.var = pathlib.Path(tempfile.mkdtemp(prefix="almanac-"))
        self.var.chmod(0o755)
        self.port = free_port()
        self.settings = settings
        self.supervisor = None
        self.pids = {}
        self.killed = set()  # what a test ended itself
        by_port[self.port] = self

    # ------------------------------------------------------------------ life

    def environment(self):
        kept = {k: v for k, v in os.environ.items() if not k.startswith("ALMANAC_")}
        return kept | {
            "ALMANAC_VAR": str(self.var),
            "ALMANAC_PORT": str(self.port),
            "ALMANAC_BIN": str(self.binaries),
            "ALMANAC_BCRYPT_COST": "4",
            "ALMANAC_QUIET": "1",
            "ALMANAC_POSTGRES_OPTIONS": "-c fsync=off -c autovacuum_naptime=10min",  # tests kill processes, not the machine
            "ALMANAC_READ_WORKERS": "2",  # a connection each; most of a start is what connections prepare
            "ALMANAC_WRITE_WORKERS": "3",
            "ALMANAC_SLOW_WORKERS": "1",
            "ALMANAC_BUS_WATCH_SECONDS": "15",  # each look is a program that begins and ends
            "ALMANAC_NETWORK_FAILURES": "1000000",
            "ALMANAC_LOG_LEVEL": "debug",  # a line for each request
            "ALMANAC_LIMITS": "off",  # everybody is at one address here
            "LSAN_OPTIONS": f"suppressions={ROOT}/tests/harness/leaks",
        } | self.settings

    def start(self):
        if not self.from_nothing and not (self.var / "data").exists():
            cluster.copy_into(self, Stack)
        (self.var / "run/ready").unlink(missing_ok=True)  # of a run that was killed
        with open(self.var / "supervisor.out", "ab") as out:
            self.supervisor = subprocess.Popen(
                [self.root / "tools/stack/run"], cwd=self.root, env=self.environment(), stdin=subprocess.DEVNULL,
                stdout=out, stderr=subprocess.STDOUT, start_new_session=True)
        wait_until("the stack to be ready", self._ready_or_dead, 300)
        assert self.supervisor.poll() is None, "the stack did not start:\n" + self.logs()
        _started[self.port] = self
        self.pids = {name: self.pid(name) for name in self.processes()}
        return self

    def _ready_or_dead(self):
        return (self.var / "run/ready").exists() or self.supervisor.poll() is not None

    def stop(self):
        """Stops everything as Ctrl-C does; what is left after that is a failure."""
        sql.leave(self.var)
        if self.supervisor.poll() is None:
            self.supervisor.send_signal(signal.SIGTERM)
        self.supervisor.wait(PATIENCE)
        left = self.running()
        assert not left, f"still running after the stop: {left}"

    def remove(self):
        """Its logs must not hold what people said or proved themselves with."""
        leaks = secrets.leaks(self._log_files())
        assert not leaks, f"{len(leaks)} secrets or personal words are in the logs:\n" + "\n".join(leaks[:20])
        shutil.rmtree(self.var, ignore_errors=True)

    # ------------------------------------------------------------------ processes

    def ours(self):
        return (*services_of(self.root), "gateway")

    def processes(self):
        return (*SERVERS, *self.ours())

    def control(self, program, name, *arguments):
        """What one of s6's programs says about a process; empty when s6 does not know it.

        As the stack's user, because s6 tells nothing to a listener of another one.
        """
        owner = (self.var / "run").stat()
        done = subprocess.run([program, *arguments, self.var / "run/services" / name], capture_output=True, text=True,
                              user=owner.st_uid, group=owner.st_gid)
        return done.stdout.strip()

    def pid(self, name):
        pid = self.control("s6-svstat", name, "-o", "pid")
        return int(pid) if pid.isdecimal() else None

    def running(self):
        """The names of this stack's processes, by pid: the servers', ours, and those that look after them."""
        found = {}
        for path in pathlib.Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if self._is_marked(path.name) or os.readlink(path / "cwd") == str(self.var / "data/postgres"):
                    found[int(path.name)] = (path / "comm").read_text().strip()
        return found

    def is_one_of_each(self):
        """No process is there twice, and none is missing; PostgreSQL has children of its name."""
        running = self.running()
        names = (*self.ours(), "nats-server", "redis-server", "bus_watch", "s6-svscan")
        postmasters = [pid for pid, name in running.items() if name == "postgres" and self._is_marked(pid)]
        return [list(running.values()).count(name) for name in names] == [1] * len(names) and len(postmasters) == 1

    def wait_whole(self):
        """After a test has ended processes: each is there once and works, and none has died by itself."""
        wait_until("one of each", self.is_one_of_each)
        wait_until("all to be up", self._is_up)
        self.pids = {name: self.pid(name) for name in self.processes()}
        troubles = self.troubles()
        assert not troubles, "\n\n".join(troubles)
        self.killed.clear()

    def _is_up(self):
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/readyz", timeout=PATIENCE) as reply:
            return set(json.load(reply)["parts"].values()) == {"up"}

    def _is_marked(self, pid):
        with contextlib.suppress(OSError):  # it may have ended
            return f"ALMANAC_STACK={self.var}".encode() in pathlib.Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
        return False

    def kill(self, name, number=signal.SIGKILL):
        pid = wait_until(f"a pid of {name}", lambda: self._living(name))
        self.killed.add(name)
        if name == "postgres":
            sql.leave(self.var)  # it may wait for its clients to leave
        os.kill(pid, number)
        return pid

    def _living(self, name):
        pid = self.pid(name)
        return pid if pid and alive(pid) else None

    @contextlib.contextmanager
    def unattended(self):
        """What dies meanwhile stays dead, and nobody looks after the streams."""
        self.control("s6-svc", "bus_watch", "-wD", "-d")
        for name in self.processes():
            self.control("s6-svc", name, "-O")
        try:
            yield
        finally:
            for name in ("bus_watch", *self.processes()):
                self.control("s6-svc", name, "-u")

    def wait_restarted(self, name, old):
        def other():
            pid = self._living(name)
            return pid if pid and pid != old else None

        self.pids[name] = wait_until(f"{name} to be started again", other)
        return self.pids[name]

    def _as(self, name):
        """The pid of that process, and an environment for one more that s6 does not look after."""
        own = self.pid(name)
        told = pathlib.Path(f"/proc/{own}/environ").read_bytes().split(b"\0")
        environment = dict(t.decode().split("=", 1) for t in told if b"=" in t)
        del environment["ALMANAC_STACK"]
        return own, environment

    @contextlib.contextmanager
    def another_gateway(self, **settings):
        """The port of one more gateway, with the settings of the stack's own but for these."""
        own, environment = self._as("gateway")
        port = free_port()
        environment |= {"ALMANAC_LISTEN": f"127.0.0.1:{port}"} | settings
        with open(self.var / "log" / f"gateway-{port}.log", "ab") as log:
            process = subprocess.Popen([os.readlink(f"/proc/{own}/exe")], env=environment, stdout=log, stderr=log)
        try:
            wait_until("another gateway", lambda: process.poll() is not None or listens(port))
            yield Another(self, process, port)
            assert process.poll() in (None, 0), self.log_of(port)
        finally:
            process.terminate()
            assert process.wait(PATIENCE) == 0, self.log_of(port)

    @contextlib.contextmanager
    def another(self, service):
        """One more process of a service; the caller may kill it."""
        own, environment = self._as(service)
        path = self.var / "log" / f"{service}-another.log"
        with open(path, "ab") as log:
            begin = log.tell()
            process = subprocess.Popen([os.readlink(f"/proc/{own}/exe")], env=environment, stdout=log, stderr=log)

        def started_or_dead():
            return process.poll() is not None or b"event=service.start.done" in path.read_bytes()[begin:]

        try:
            yield process
        finally:
            wait_until(f"another {service} to be one that can be stopped", started_or_dead)
            process.terminate()
            assert process.wait(PATIENCE) in (0, -signal.SIGKILL), f"{service} ended with {process.returncode}"

    def log_of(self, port):
        return (self.var / "log" / f"gateway-{port}.log").read_text(errors="replace")

    def conninfo(self, service):
        """How a service reaches its database, as the stack told it."""
        def told():
            with contextlib.suppress(OSError):  # it may just be started again
                environment = pathlib.Path(f"/proc/{self.pid(service)}/environ").read_bytes().split(b"\0")
                return next((t for t in environment if t.startswith(b"ALMANAC_DATABASE_URL=")), None)

        return wait_until(f"{service} to run", told).split(b"=", 1)[1].decode()

    def sql(self, service, query):
        """One value from a service's database: for what the API rightly does not show."""
        return sql.ask((self.var, service), lambda: self.conninfo(service), query).strip()

    def superuser_url(self, database="postgres"):
        password = (self.var / "secrets/postgres.pg").read_text().strip()
        return f"postgresql://postgres:{password}@/{database}?host={self.var}/run"

    def admin(self, *words):
        """As an operator changes an account."""
        subprocess.run([self.root / "tools/stack/admin", *words], check=True, capture_output=True, timeout=PATIENCE,
                       env=os.environ | {"ALMANAC_VAR": str(self.var), "ALMANAC_BIN": str(self.binaries)})

    # ------------------------------------------------------------------ what went wrong

    def troubles(self):
        """Sanitizer reports in the logs, and processes that died without being killed by a test."""
        found = []
        for path in self._log_files():
            lines = path.read_text(errors="replace").splitlines()
            for i, line in enumerate(lines):
                if BAD_WORDS.search(line):
                    found.append(f"{self._origin(path)}: " + "\n    ".join(lines[i:i + 30]))
                    break
        for name in self.ours():
            if name not in self.killed and self.supervisor.poll() is None and self.pid(name) != self.pids.get(name):
                found.append(f"{name} died by itself (pid {self.pids.get(name)} became {self.pid(name)})")
        return found

    def _log_files(self):
        logs = [*(self.var / "log").glob("*.log"), *(self.var / "log").glob("*/[@cp]*")]
        return [self.var / "supervisor.out", *sorted(path for path in logs if not path.is_symlink())]

    def _origin(self, path):
        """Whose log that file is."""
        return path.stem if path.parent in (self.var, self.var / "log") else path.parent.name

    def logs(self, last=400):
        """The last lines of all processes, in the order in which they were written."""
        lines = []
        for path in self._log_files():
            if not path.is_file():
                continue
            at = ""
            for line in path.read_text(errors="replace").splitlines():
                stamp = STAMP.search(line)
                at = stamp.group(1) if stamp else at
                lines.append((at, f"{self._origin(path):>9} | {line[:600]}"))
        lines.sort(key=lambda pair: pair[0])
        return "\n".join(text for _, text in lines[-last:])

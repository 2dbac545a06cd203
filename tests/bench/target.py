"""What is measured against: a build, run as a stack of its own for each setup, and the CPU that its processes use."""

import contextlib
import dataclasses
import os
import pathlib
import subprocess
from collections.abc import Callable

from harness.stack import PROCESSES, Stack

TICK = os.sysconf("SC_CLK_TCK")


@dataclasses.dataclass(frozen=True)
class Variant:
    """One side of a comparison."""

    name: str
    binaries: pathlib.Path
    before: Callable = lambda stack: None  # the stack is filled
    after: Callable = lambda stack: None  # it was


def stat(pid):
    """Parent, CPU seconds of a process and of its children that have ended; or None when it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK, (int(fields[13]) + int(fields[14])) / TICK


def cpu_of(stack, more=()):
    """CPU seconds so far of each process; PostgreSQL's with all its children, also those that have ended meanwhile.
    `more`: (name, pid) of others."""
    pids = {name: stack.pid(name) for name in PROCESSES} | dict(more)
    now = {name: stat(pid)[1] for name, pid in pids.items()}
    now["postgres"] += stat(pids["postgres"])[2]
    for entry in pathlib.Path("/proc").iterdir():
        found = stat(entry.name) if entry.name.isdigit() else None
        if found and found[0] == pids["postgres"]:
            now["postgres"] += found[1]
    return now


def psql(stack, service, command):
    subprocess.run(["psql", "-qX", "-v", "ON_ERROR_STOP=1", "-c", command, stack.conninfo(service)], check=True)


class Psql:
    """A connection to a service's database that stays: one costs the server no process for each question."""

    def __init__(self, stack, service):
        self.process = subprocess.Popen(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", stack.conninfo(service)],
                                        stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, query):
        """The only line of its answer, or an empty text."""
        self.process.stdin.write(f"{query};\n\\echo end\n")
        self.process.stdin.flush()
        lines = list(iter(lambda: self.process.stdout.readline() or "end\n", "end\n"))
        assert self.process.poll() is None, query
        return "".join(lines).strip()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.process.stdin.close()
        self.process.wait()


class Target:
    """One variant, filled by one setup.  `still` is closed with it: what a row keeps open."""

    def __init__(self, variant, setup, options):
        self.variant = variant
        self.still = contextlib.ExitStack()
        self.stack = Stack(binaries=variant.binaries, ALMANAC_LOG_LEVEL="warn", ALMANAC_BCRYPT_COST="12",
                           ALMANAC_OUTBOUND_ALLOW="127.0.0.0/8", ALMANAC_MAILS_PER_HOUR="1000000000", ALMANAC_HISTORY_MB="65536",
                           ALMANAC_READ_WORKERS="4", ALMANAC_WRITE_WORKERS="8", ALMANAC_SLOW_WORKERS="2")  # a user's; tests have fewer
        with contextlib.ExitStack() as failing:
            failing.callback(self.still.close)
            self.stack.start()
            self.still.callback(self.stack.remove)
            self.still.callback(self.stack.stop)
            variant.before(self.stack)
            self.world = setup(self, options)
            variant.after(self.stack)
            failing.pop_all()

    def __enter__(self):
        return self

    def __exit__(self, *failure):
        self.still.close()

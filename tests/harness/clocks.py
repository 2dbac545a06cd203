"""A stack whose processes have wall clocks of their own, which a test sets while they run.

libfaketime stands in for the clock of one process: it adds what a file says to CLOCK_REALTIME, and leaves
CLOCK_MONOTONIC alone, as somebody who sets a machine's clock does.  With its "monotonic fix" every wait on a condition would
end at once.
"""

import contextlib
import pathlib
import shlex
import shutil
import subprocess

from harness.stack import OURS, Stack

FAKETIME = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"


def preloaded(program):
    """libasan has to be the first library of a program that needs it."""
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout.split()
    return [word for word in linked if word.startswith("/") and "libasan" in word] + [FAKETIME]


class Clocks(Stack):
    def start(self):
        real, begin = self.var / "real", self.var / "begin"
        self.clocks = self.var / "clocks"
        for folder in (real, begin, self.clocks):
            folder.mkdir(mode=0o755)
        for program in (*OURS, "natskeys", "bus_setup"):
            shutil.copy(self.binaries / program, real if program in OURS else begin)
        for program in OURS:
            self.set(program, 0)
            settings = {"LD_PRELOAD": ":".join(preloaded(real / program)), "FAKETIME_TIMESTAMP_FILE": self.clocks / program,
                        "FAKETIME_NO_CACHE": 1, "FAKETIME_DONT_FAKE_MONOTONIC": 1, "NO_FAKE_STAT": 1, "FAKETIME_FORCE_MONOTONIC_FIX": 0}
            words = shlex.join(f"{name}={value}" for name, value in settings.items())
            (begin / program).write_text(f"#!/bin/sh\nexec env {words} {shlex.quote(str(real / program))}\n")
            (begin / program).chmod(0o755)
        self.binaries = begin
        return super().start()

    def set(self, program, seconds):
        """Ahead of everybody else's by so much."""
        fresh = pathlib.Path(f"{self.clocks / program}.new")
        fresh.write_text(f"{seconds:+d}s\n")
        fresh.chmod(0o644)
        fresh.rename(self.clocks / program)

    @contextlib.contextmanager
    def off(self, **seconds):
        """These programs' clocks are off by so much."""
        for program, by in seconds.items():
            self.set(program, by)
        try:
            yield
        finally:
            for program in seconds:
                self.set(program, 0)

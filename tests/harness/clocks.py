"""A stack whose processes have wall clocks of their own, which a test sets while they run.

libfaketime stands in for the clock of one process: it adds what a file says to CLOCK_REALTIME, and leaves
CLOCK_MONOTONIC alone, as somebody who sets a machine's clock does.  With its "monotonic fix" every wait on a condition would
end at once.
"""

import contextlib
import pathlib

from harness.preload import Preloaded
from harness.stack import OURS


class Clocks(Preloaded):
    library, programs = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", OURS

    def start(self):
        self.clocks = self.var / "clocks"
        self.clocks.mkdir(mode=0o755)
        for program in OURS:
            self.set(program, 0)
        return super().start()

    def settings_of(self, program):
        return {"FAKETIME_TIMESTAMP_FILE": self.clocks / program, "FAKETIME_NO_CACHE": 1, "FAKETIME_DONT_FAKE_MONOTONIC": 1,
                "NO_FAKE_STAT": 1, "FAKETIME_FORCE_MONOTONIC_FIX": 0}

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

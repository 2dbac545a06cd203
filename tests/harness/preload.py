"""Programs of a stack that load a library before all others, which stands in for a part of the machine."""

import shlex
import shutil
import subprocess

from harness.stack import OURS, Stack


def libraries(program, library):
    """libasan has to be the first library of a program that needs it."""
    linked = subprocess.run(["ldd", program], capture_output=True, text=True, check=True).stdout.split()
    return [word for word in linked if word.startswith("/") and "libasan" in word] + [library]


class Preloaded(Stack):
    library, programs = None, ()

    def settings_of(self, program):
        """What the library is told in the environment of that program."""
        return {}

    def start(self):
        real, begin = self.var / "real", self.var / "begin"
        for folder in (real, begin):
            folder.mkdir(mode=0o755)
        for program in (*OURS, "natskeys", "bus_setup"):
            shutil.copy(self.binaries / program, real if program in self.programs else begin)
        for program in self.programs:
            settings = {"LD_PRELOAD": ":".join(libraries(real / program, self.library))} | self.settings_of(program)
            words = shlex.join(f"{name}={value}" for name, value in settings.items())
            (begin / program).write_text(f"#!/bin/sh\nexec env {words} {shlex.quote(str(real / program))}\n")
            (begin / program).chmod(0o755)
        self.binaries = begin
        return super().start()

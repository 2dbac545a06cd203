"""A stack whose delivery service looks names up in a file, which a test changes while it runs (libnss-wrapper)."""

import itertools
import os
import pathlib

from harness.preload import Preloaded


class Names(Preloaded):
    library, programs = "/usr/lib/x86_64-linux-gnu/libnss_wrapper.so", ("delivery",)

    def start(self):
        self.hosts, self.addresses, self.changes = self.var / "hosts", {}, itertools.count(1)
        self.name()
        return super().start()

    def settings_of(self, program):
        return {"NSS_WRAPPER_HOSTS": self.hosts}

    def name(self, **addresses):
        """Of `<name>.example`, from now on."""
        self.addresses |= addresses
        fresh = pathlib.Path(f"{self.hosts}.new")
        fresh.write_text("127.0.0.1 localhost\n" + "".join(f"{address} {name}.example\n" for name, address in self.addresses.items()))
        fresh.chmod(0o644)
        os.utime(fresh, (next(self.changes),) * 2)  # the library reads it anew when the second of its time is another
        fresh.rename(self.hosts)

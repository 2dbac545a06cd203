"""Stacks for tests that break them.  One that was left whole serves the next test with the same settings: starting
one costs more than most tests.
"""

import contextlib

from harness.people import Api
from harness.stack import Stack, healthy, wait_until

SPARE = 0  # that wait for their next test: an idle one costs a fifth of a core, which the other shares of a run miss


class Taken:
    def __init__(self, settings):
        self.settings, self.spoiled = settings, False
        self.end = contextlib.ExitStack()
        self.stack = self.end.enter_context(healthy(Stack(**settings)))

    def is_whole(self):
        """No test failed with it, nothing is wrong, and all of it runs."""
        if self.spoiled or self.stack.supervisor.poll() is not None or self.stack.troubles():
            return False
        with contextlib.suppress(AssertionError):
            return wait_until("all to be up again", self._is_up, 20)
        return False

    def _is_up(self):
        with contextlib.suppress(OSError):  # before its gateway listens
            parts = Api(self.stack.port).get("/readyz", check=False).json().get("parts", {None: None})
            return set(parts.values()) == {"up"} and self.stack.is_one_of_each()

    def renew(self):
        self.stack.pids = {name: self.stack.pid(name) for name in self.stack.processes()}
        self.stack.killed.clear()


class Stacks:
    def __init__(self):
        self._taken, self._spare = [], []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.end_spare()

    def end_spare(self):
        while self._spare:
            self._spare.pop().end.close()

    @contextlib.contextmanager
    def taken(self, fresh=False, **settings):
        """A stack that nobody else has meanwhile; `fresh`: that nobody had before."""
        mine = (None if fresh else self._find(settings)) or Taken(settings)
        self._taken.append(mine)
        try:
            yield mine.stack
        finally:
            self._taken.remove(mine)
            self._give_back(mine)

    def spoil(self):
        """A test has failed: what is taken now serves no other."""
        for taken in self._taken:
            taken.spoiled = True

    def _find(self, settings):
        for spare in self._spare:
            if spare.settings == settings:
                self._spare.remove(spare)
                return spare

    def _give_back(self, taken):
        if not SPARE or not taken.is_whole():
            taken.end.close()
            return
        taken.renew()
        self._spare.append(taken)
        if len(self._spare) > SPARE:
            self._spare.pop(0).end.close()

"""Clients that hear a feed, lose it whenever something dies, and resume after the last id that they saw."""

import threading
import time

from harness.feeds import Closed, Refused, Socket, Stream
from harness.stack import wait_until


class Listener(threading.Thread):
    def __init__(self, stack, person):
        super().__init__(daemon=True)
        self.stack, self.person = stack, person
        self.heard = []  # ids
        self.resumed = 0
        self.stopping = threading.Event()

    def run(self):
        while not self.stopping.is_set():
            try:
                feed = self.open(f"since={self.heard[-1]}" if self.heard else "after=0")
            except (Closed, Refused, OSError):
                time.sleep(0.1)
                continue
            try:
                self.hear(feed)
            except (Closed, OSError):
                self.resumed += 1
            finally:
                feed.close()

    def hear(self, feed):
        while not self.stopping.is_set():
            try:
                self.heard.append(feed.event(timeout=0.5)["id"])
            except TimeoutError:
                pass

    def stop(self):
        self.stopping.set()
        self.join()

    def account(self, stored, allowed):
        """Against the ids of the user's feed as it is stored, which may have lost its beginning, and of all that went there."""
        wait_until(f"a {self.kind} client to hear the last message", lambda: not set(stored) - set(self.heard))
        kept = set(stored)
        return {f"messages heard over {self.kind}": len(self.heard),
                f"times resumed over {self.kind}": self.resumed,
                f"double over {self.kind}": len(self.heard) - len(set(self.heard)),
                f"not allowed over {self.kind}": len(set(self.heard) - allowed),
                f"out of order over {self.kind}": int([id for id in self.heard if id in kept] != stored)}


class SocketListener(Listener):
    kind = "WebSocket"

    def open(self, query):
        return Socket(self.stack.port, f"/ws?{query}", token=self.person.token)


class StreamListener(Listener):
    kind = "server-sent events"

    def open(self, query):
        return Stream(self.stack.port, f"/feed?{query}", token=self.person.token)


LISTENERS = (SocketListener, StreamListener)

"""Clients that take more than their share: one class for each kind of load, all used alike.

    with SlowHeads(port) as load:
        ...                         # it goes on meanwhile
    load.sent                       # what it got done: a load that did nothing shows nothing
"""

import itertools
import json
import os
import select
import socket
import threading

from harness.client import Wire
from harness.stack import wait_until
from harness.tokens import encode


SOURCE = "127.0.0.66"  # an address of its own, as a stranger has


class Load:
    """Threads that go round until they are stopped; `sent` counts their turns."""

    threads = 4

    def __init__(self, port):
        self.port, self.sent, self.statuses = port, 0, []
        self.stopped, self.errors = threading.Event(), []
        self.running = [threading.Thread(target=self._run, args=(n,), daemon=True) for n in range(self.threads)]

    def _run(self, number):
        try:
            self.begin(number)
            while not self.stopped.is_set():
                self.turn(number)
                self.sent += 1
        except Exception as e:  # told by __exit__, in the thread that can
            self.errors.append(e)

    def begin(self, number):
        pass

    def turn(self, number):
        raise NotImplementedError

    def close(self):
        pass

    def __enter__(self):
        for thread in self.running:
            thread.start()
        wait_until(f"{type(self).__name__} to have begun", lambda: self.errors or self.sent >= self.threads)
        return self

    def __exit__(self, *_):
        self.stopped.set()
        for thread in self.running:
            thread.join()
        self.close()
        assert not self.errors, self.errors


class Asking(Load):
    """One kept connection for each thread; `request()` is (method, path, body, headers)."""

    def begin(self, number):
        self.wires = getattr(self, "wires", {})
        self.wires[number] = Wire(self.port, source=SOURCE)

    def turn(self, number):
        self.statuses.append(self.wires[number].ask(*self.request()).status)


class BigBodies(Asking):
    """A megabyte each time: empty objects, one text of escapes, a text that is good in form and too long."""

    def __init__(self, port, token):
        super().__init__(port)
        objects = b'{"tags":[' + b"{}," * 340000 + b"{}]}"
        escapes = b'{"notes":"' + b"\\u00e9" * 170000 + b'"}'
        text = json.dumps({"notes": "é" * 500000}, ensure_ascii=False).encode()
        self.bodies, self.token = itertools.cycle((objects, escapes, text)), token

    def request(self):
        return "POST", "/contacts", next(self.bodies), [("Authorization", f"Bearer {self.token}"), ("Content-Type", "application/json")]


class ListFloods(Asking):
    """The longest page, again and again."""

    def __init__(self, port, token, path="/contacts?limit=200"):
        super().__init__(port)
        self.token, self.path = token, path

    def request(self):
        return "GET", self.path, None, [("Authorization", f"Bearer {self.token}")]


class ForgedCredentials(Asking):
    """Tokens with wrong signatures and keys that nobody was given, each another one."""

    def __init__(self, port, token):
        super().__init__(port)
        head, claims, _ = token.split(".")
        self.text, self.turns = f"{head}.{claims}", itertools.count()

    def request(self):
        if next(self.turns) % 2:
            return "GET", "/contacts", None, [("X-API-Key", "cal_" + encode(os.urandom(32)))]
        return "GET", "/contacts", None, [("Authorization", f"Bearer {self.text}.{encode(os.urandom(64))}")]


def connect(port, receive=None, source=SOURCE):
    s = socket.socket()
    if receive:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive)
    s.settimeout(30)
    s.bind((source, 0))
    s.connect(("127.0.0.1", port))
    return s


class Sockets(Load):
    """Many connections, which one thread looks after."""

    threads = 1

    def __init__(self, port, count):
        super().__init__(port)
        self.count, self.sockets = count, []

    def open(self):
        return connect(self.port)

    def begin(self, number):
        for _ in range(self.count):
            self.sockets.append(self.open())

    def close(self):
        for s in self.sockets:
            s.close()


class SlowHeads(Sockets):
    """Heads that come a byte at a time; who is cut off begins anew."""

    def __init__(self, port, count=200):
        super().__init__(port, count)

    def open(self):
        s = connect(self.port)
        s.sendall(b"GET /auth/me HTTP/1.1\r\nHost: a\r\nX: ")
        return s

    def turn(self, number):
        for i, s in enumerate(self.sockets):
            try:
                s.sendall(b"y")
            except OSError:
                s.close()
                self.sockets[i] = self.open()


class ManySockets(Sockets):
    """Connections that each ask something small, all at once, and ask again when they were answered."""

    def __init__(self, port, count=400):
        super().__init__(port, count)

    def turn(self, number):
        for s in self.sockets:
            s.sendall(b"GET /auth/me HTTP/1.1\r\nHost: a\r\nX-API-Key: none\r\n\r\n")
        for s in self.sockets:
            self.statuses.append(int(s.recv(65536).split(b" ")[1]))


class SlowReaders(Sockets):
    """Connections that ask for much, ahead of the answers, and read nothing.  A turn tries to send more."""

    REQUEST = b"GET /openapi.json HTTP/1.1\r\nHost: a\r\n\r\n"

    def __init__(self, port, count=100, wrap=lambda s: s):
        super().__init__(port, count)
        self.wrap, self.taken, self.ended = wrap, 0, 0
        self.poll = select.poll()

    def open(self):
        s = self.wrap(connect(self.port, 4096))
        s.setblocking(False)
        self.poll.register(s.fileno(), 0)  # an end and an error are told unasked
        return s

    def turn(self, number):
        for s in self.sockets:
            try:
                self.taken += s.send(self.REQUEST * 20)
            except (BlockingIOError, OSError):
                pass
        self.ended = max(self.ended, len(self.poll.poll(0)))
        self.stopped.wait(0.02)

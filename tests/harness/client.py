"""HTTP as a plain client speaks it: one kept connection per thread, nothing retried in secret."""

import http.client
import json
import socket
import threading
import time

from harness import secrets

IDLE = 3.0  # seconds after which a kept connection is not used again: the server may be closing it


class Reply:
    def __init__(self, method, path, status, headers, body, seconds):
        self.method, self.path, self.status, self.body, self.seconds = method, path, status, body, seconds
        self.headers = headers  # http.client.HTTPMessage: names in any case

    def json(self):
        return json.loads(self.body)

    @property
    def code(self):
        """The error's code, or None for a success."""
        return self.json().get("code") if self.status >= 400 and self.body else None

    @property
    def etag(self):
        return self.headers["ETag"]

    @property
    def bad_fields(self):
        """The fields that a validation_failed names."""
        return {d["field"] for d in self.json().get("details") or []}

    def __repr__(self):
        return f"<{self.method} {self.path} -> {self.status} {self.body[:600]!r}>"


class Wire:
    """Connections to one address, one for each thread that asks."""

    def __init__(self, port, timeout=60, source=None):
        self.port, self.timeout = port, timeout
        self.source = source and (source, 0)  # the address that it asks from
        self.local = threading.local()

    def _connection(self):
        c = getattr(self.local, "connection", None)
        if c is None or time.monotonic() - self.local.used > IDLE:
            self.drop()
            c = http.client.HTTPConnection("127.0.0.1", self.port, timeout=self.timeout, source_address=self.source)
            c.connect()
            c.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            self.local.connection = c
        return c

    def drop(self):
        c = getattr(self.local, "connection", None)
        if c is not None:
            c.close()
        self.local.connection = None

    def ask(self, method, path, body=None, headers=()):
        """`headers` are pairs, sent as they are, also twice; `body` is bytes or None."""
        secrets.note_request(path, body, headers)
        c = self._connection()
        began = time.monotonic()
        try:
            c.putrequest(method, path, skip_accept_encoding=True)
            for name, value in headers:
                c.putheader(name, value)
            if body is not None:
                c.putheader("Content-Length", str(len(body)))
            try:
                c.endheaders(body)
            except BrokenPipeError:
                pass  # refused before all of it was sent: the answer is there
            r = c.getresponse()
            reply = Reply(method, path, r.status, r.headers, r.read(), time.monotonic() - began)
        except Exception:
            self.drop()
            raise
        if not path.startswith(("/openapi", "/asyncapi", "/docs")):  # they only name the members
            secrets.note_answer(reply.body)
        self.local.used = time.monotonic()
        if r.will_close:
            self.drop()
        return reply

    def raw(self, request):
        """Sends bytes on a connection of its own and reads until the other side closes it or is silent."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=self.timeout) as s:
            try:
                s.sendall(request)
            except (BrokenPipeError, ConnectionResetError):
                pass
            return _read_reply(s)


def _read_reply(s):
    """The first reply on a raw socket, or None when it was closed without one."""
    r = http.client.HTTPResponse(s, method="GET")
    try:
        r.begin()
        return Reply("RAW", "", r.status, r.headers, r.read(), 0.0)
    except (http.client.HTTPException, ConnectionResetError):
        return None
    finally:
        r.close()

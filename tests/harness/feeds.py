"""Hears a feed: over a raw WebSocket, which can also say what no decent client says, and over server-sent events."""

import base64
import hashlib
import json
import os
import re
import select
import socket
import struct
import time

from harness.stack import PATIENCE

MAGIC = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"
TEXT, BINARY, CLOSE, PING, PONG = 1, 2, 8, 9, 10


class Closed(Exception):
    def __init__(self, code, reason=""):
        super().__init__(f"closed with {code} {reason}")
        self.code, self.reason = code, reason


class Refused(Exception):
    """An HTTP answer in place of the WebSocket."""

    def __init__(self, status, headers, body):
        super().__init__(f"{status} {body[:300]!r}")
        self.status, self.headers, self.body = status, headers, body

    @property
    def code(self):
        return json.loads(self.body)["code"]


class Reader:
    """What a socket receives.  A time that is over loses nothing."""

    def __init__(self, sock):
        self.socket, self.data, self.end = sock, b"", None

    def wait(self, seconds):
        """So long for all that is read from now on, pings and all."""
        self.end = time.monotonic() + seconds

    def _more(self):
        seconds = PATIENCE if self.end is None else max(0, self.end - time.monotonic())
        if not select.select([self.socket], [], [], seconds)[0]:
            raise TimeoutError
        try:
            more = self.socket.recv(65536)
        except ConnectionResetError:
            more = b""
        if not more:
            raise Closed(1006)
        self.data += more

    def has_some(self):
        return bool(self.data) or bool(select.select([self.socket], [], [], 0)[0])

    def read(self, size):
        while len(self.data) < size:
            self._more()
        taken, self.data = self.data[:size], self.data[size:]
        return taken

    def readline(self):
        while b"\n" not in self.data:
            self._more()
        line, self.data = self.data.split(b"\n", 1)
        return line + b"\n"


def _head(stream):
    status = stream.readline()
    headers = {}
    while (line := stream.readline().strip()):
        name, _, value = line.decode().partition(":")
        headers[name.lower()] = ", ".join(filter(None, (headers.get(name.lower()), value.strip())))
    return int(status.split()[1]), headers


class Socket:
    """One WebSocket.  `headers` replaces or, with None, leaves out those of the handshake."""

    def __init__(self, port, path="/ws", token=None, key=None, headers=None, early=b"", receive_buffer=None, version="1.1"):
        self.socket = socket.socket()
        if receive_buffer:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_buffer)
        self.socket.settimeout(PATIENCE)
        self.socket.connect(("127.0.0.1", port))
        self.stream = Reader(self.socket)
        nonce = base64.b64encode(os.urandom(16)).decode()
        told = {"Host": f"127.0.0.1:{port}", "Upgrade": "websocket", "Connection": "Upgrade", "Sec-WebSocket-Key": nonce,
                "Sec-WebSocket-Version": "13"}
        if token:
            told["Authorization"] = f"Bearer {token}"
        if key:
            told["X-API-Key"] = key
        told |= headers or {}
        lines = "".join(f"{n}: {v}\r\n" for n, v in told.items() if v is not None)
        self.socket.sendall(f"GET {path} HTTP/{version}\r\n{lines}\r\n".encode() + early)
        status, answer = _head(self.stream)
        self.answer = answer
        if status != 101:
            body = self.stream.read(int(answer.get("content-length", 0)))
            self.socket.close()
            raise Refused(status, answer, body)
        accept = base64.b64encode(hashlib.sha1(nonce.encode() + MAGIC).digest()).decode()
        assert answer["sec-websocket-accept"] == accept and answer["upgrade"].lower() == "websocket"
        self.controls = []

    # ------------------------------------------------------------------ saying

    def frame(self, payload, opcode=TEXT, final=True, reserved=0, masked=True):
        payload = payload.encode() if isinstance(payload, str) else payload
        size = len(payload)
        head = bytes([(0x80 if final else 0) | reserved << 4 | opcode])
        bit = 0x80 if masked else 0
        if size < 126:
            head += bytes([bit | size])
        elif size < 65536:
            head += bytes([bit | 126]) + struct.pack(">H", size)
        else:
            head += bytes([bit | 127]) + struct.pack(">Q", size)
        if not masked:
            return head + payload
        mask = os.urandom(4)
        return head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload))

    def send(self, payload, **more):
        self.socket.sendall(self.frame(payload, **more))

    def say(self, **message):
        self.send(json.dumps(message))

    # ------------------------------------------------------------------ hearing

    def next_frame(self):
        first, second = self.stream.read(2)
        assert second < 0x80, "a server's frame is masked"
        assert first & 0x70 == 0, "reserved bits"
        size = second
        if size == 126:
            size, = struct.unpack(">H", self.stream.read(2))
        elif size == 127:
            size, = struct.unpack(">Q", self.stream.read(8))
        return first & 15, self.stream.read(size)

    def next(self, timeout=PATIENCE):
        """The next message; raises Closed when the server closes.  Answers pings."""
        self.stream.wait(timeout)
        while True:
            opcode, payload = self.next_frame()
            if opcode == TEXT:
                return json.loads(payload)
            if opcode == PING:
                self.controls.append("ping")
                self.send(payload, opcode=PONG)
            elif opcode == PONG:
                return {"type": "PONG", "payload": payload}
            elif opcode == CLOSE:
                self.send(payload, opcode=CLOSE)
                code = struct.unpack(">H", payload[:2])[0] if payload else 1005
                raise Closed(code, payload[2:].decode())

    def event(self, timeout=PATIENCE):
        """The next change, whatever is said between."""
        while True:
            message = self.next(timeout)
            if "specversion" in message:
                return message

    def control(self, kind, timeout=PATIENCE):
        """The next message of a type; what changes meanwhile is not looked at."""
        while True:
            message = self.next(timeout)
            if message["type"] == kind:
                return message

    def events(self, count, timeout=PATIENCE):
        return [self.event(timeout) for _ in range(count)]

    def closed(self, timeout=PATIENCE):
        """How the server closes it."""
        try:
            while True:
                self.next(timeout)
        except Closed as closed:
            return closed

    def close(self):
        self.socket.close()


class Stream:
    """GET /feed as server-sent events."""

    def __init__(self, port, path="/feed", token=None, key=None, headers=None):
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)
        self.stream = Reader(self.socket)
        told = {"Host": f"127.0.0.1:{port}", "Accept": "text/event-stream"}
        if token:
            told["Authorization"] = f"Bearer {token}"
        if key:
            told["X-API-Key"] = key
        told |= headers or {}
        lines = "".join(f"{n}: {v}\r\n" for n, v in told.items() if v is not None)
        self.socket.sendall(f"GET {path} HTTP/1.1\r\n{lines}\r\n".encode())
        status, self.answer = _head(self.stream)
        if status != 200:
            raise Refused(status, self.answer, self.stream.read(int(self.answer.get("content-length", 0))))
        assert self.answer["content-type"] == "text/event-stream"
        self.text, self.comments = b"", []

    def _chunk(self):
        size = int(self.stream.readline(), 16)
        data = self.stream.read(size)
        self.stream.readline()
        if size == 0:
            raise Closed(1000)
        return data

    def next(self, timeout=PATIENCE):
        """The next event as (id, event, data); comments are kept aside."""
        self.stream.wait(timeout)
        while True:
            while b"\n\n" not in self.text:
                self.text += self._chunk()
            block, self.text = self.text.split(b"\n\n", 1)
            fields = dict(re.findall(r"^(\w+): (.*)$", block.decode(), re.M))
            if "data" in fields:
                return fields.get("id"), fields.get("event"), json.loads(fields["data"])
            self.comments.append(block.decode())

    def event(self, timeout=PATIENCE):
        id_, kind, data = self.next(timeout)
        if kind == "end":
            raise Closed(data["code"])
        assert kind is None and id_ == data["id"], (id_, kind, data)
        return data

    def events(self, count, timeout=PATIENCE):
        return [self.event(timeout) for _ in range(count)]

    def close(self):
        self.socket.close()


def patiently(open_one, seconds=PATIENCE):
    """Opens a feed again and again while a part is away."""
    end = time.monotonic() + seconds
    while True:
        try:
            return open_one()
        except (Refused, OSError, Closed) as e:
            if isinstance(e, Refused) and e.status not in (503, 504) or time.monotonic() > end:
                raise
            time.sleep(0.05)

"""A raw client of the bus, which says exactly what the server refuses."""

import base64
import collections
import contextlib
import itertools
import json
import re
import socket
import time

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

AT_ONCE = 32  # of the largest messages, half of what the server lets a client leave unread
Message = collections.namedtuple("Message", "subject reply headers data")
Stored = collections.namedtuple("Stored", "seq subject id data")


def _key(seed):
    raw = base64.b32decode(seed + "=" * (-len(seed) % 8))
    return Ed25519PrivateKey.from_private_bytes(raw[2:34])


def _public(key, prefix):
    """The name of a key: its kind, its bytes and CRC-16/XMODEM of both."""
    raw = bytes([prefix]) + key.public_key().public_bytes(
        serialization.Encoding.Raw, serialization.PublicFormat.Raw)
    crc = 0
    for byte in raw:
        crc ^= byte << 8
        for _ in range(8):
            crc = (crc << 1 ^ 0x1021 if crc & 0x8000 else crc << 1) & 0xFFFF
    return base64.b32encode(raw + crc.to_bytes(2, "little")).decode().rstrip("=")


def _b64url(data):
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _master(stack):
    """A user of the account APP who may do anything; no process of ours is that."""
    app, user = _key((stack.var / "secrets/nats/seeds/app.seed").read_text().strip()), Ed25519PrivateKey.generate()
    claims = {"iss": _public(app, 0), "sub": _public(user, 20 << 3), "iat": int(time.time()), "name": "test",
              "nats": {"type": "user", "version": 2, "subs": -1, "data": -1, "payload": -1,
                       "pub": {"allow": [">"]}, "sub": {"allow": [">"]}}}
    text = ".".join(_b64url(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ed25519-nkey"}, claims))
    return f"{text}.{_b64url(app.sign(text.encode()))}", user


def _own(creds):
    token, seed = re.findall(r"^-+BEGIN [A-Z ]+-+\n(\S+)$", creds, re.M)
    return token, _key(seed)


class Closed(AssertionError):
    """The server has ended the connection, after saying so much."""


class Bus:
    """As `process`, or with the text of a .creds file; without either as nobody's, who may do anything."""

    def __init__(self, stack, process=None, creds=None):
        self.inboxes = f"_INBOX_{process or 'nats'}.test.{id(self)}"
        if process:
            creds = (stack.var / "secrets/nats" / f"{process}.creds").read_text()
        self.connect(stack, *(_own(creds) if creds else _master(stack)))

    def connect(self, stack, token, key):
        host, port = (stack.var / "run/nats.url").read_text().strip().removeprefix("nats://").split(":")
        self.socket = socket.create_connection((host, int(port)), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.stream = self.socket.makefile("rwb")
        self.arrived = collections.deque()  # messages not yet taken
        self.names = itertools.count(1)
        self.complaints = []
        nonce = json.loads(self.stream.readline().split(b" ", 1)[1])["nonce"]
        self._say("CONNECT " + json.dumps({"jwt": token, "sig": _b64url(key.sign(nonce.encode())), "protocol": 1,
                                           "lang": "test", "version": "1", "verbose": False, "pedantic": False,
                                           "headers": True, "no_responders": True}))
        assert self._errors() == []

    def _say(self, line):
        self.stream.write(line.encode() + b"\r\n")

    def _read(self):
        """The next line that is no message; those go to `arrived`.  None: a message came."""
        try:
            line = self.stream.readline()
        except ConnectionError:
            line = b""
        if not line:
            raise Closed(f"the server closed the connection: {self.complaints}")
        words = line.split()
        if words[0] not in (b"MSG", b"HMSG"):
            if words[0] == b"PING":
                self._say("PONG")
                self.stream.flush()
            return line
        size, head = int(words[-1]), int(words[-2]) if words[0] == b"HMSG" else 0
        has_reply = len(words) == (6 if words[0] == b"HMSG" else 5)
        data = self.stream.read(size + 2)[:size]
        headers = dict(h.split(": ", 1) for h in data[:head].decode().split("\r\n")[1:] if h)
        headers |= {"status": data[:head].decode().split("\r\n")[0][9:].strip()} if head else {}
        self.arrived.append(Message(words[1].decode(), words[3].decode() if has_reply else None, headers, data[head:]))
        return None

    def _errors(self):
        """What the server complained of until now."""
        self.complaints = []
        with contextlib.suppress(ConnectionError):  # its last words may still be there to read
            self._say("PING")
            self.stream.flush()
        while (line := self._read()) != b"PONG\r\n":
            if line and line.startswith(b"-ERR"):
                self.complaints.append(line.decode().strip())
        return self.complaints

    def may_publish(self, subject, reply=""):
        self._say(f"PUB {subject} {reply} 0\r\n".replace("  ", " "))
        return self._errors() == []

    def may_subscribe(self, subject, queue=""):
        self._say(f"SUB {subject} {queue} 1000000".replace("  ", " "))
        refused = self._errors()
        self._say("UNSUB 1000000")
        self._errors()
        return refused == []

    # ------------------------------------------------------------------ talking

    def subscribe(self, subject):
        sid = next(self.names)
        self._say(f"SUB {subject} {sid}")
        assert self._errors() == [], subject
        return sid

    def unsubscribe(self, sid):
        self._say(f"UNSUB {sid}")

    def publish(self, subject, data=b"", reply="", headers=None):
        head = "".join(f"{name}: {value}\r\n" for name, value in headers.items()) if headers else ""
        head = f"NATS/1.0\r\n{head}\r\n".encode() if headers else b""
        sizes = f"{len(head)} {len(head) + len(data)}" if headers else f"{len(data)}"
        self._say(f"{'HPUB' if headers else 'PUB'} {subject} {reply} {sizes}".replace("  ", " "))
        self.stream.write(head + data + b"\r\n")
        self.stream.flush()

    def heard(self):
        """All that has come until now."""
        assert self._errors() == []
        messages, self.arrived = list(self.arrived), collections.deque()
        return messages

    def next(self, match=lambda m: True):
        """The next message that matches; the others stay."""
        while True:
            for i, message in enumerate(self.arrived):
                if match(message):
                    del self.arrived[i]
                    return message
            while self._read() is not None:
                pass

    def answers(self, subject, data=b"", count=1):
        """The first `count` answers to one question."""
        inbox = f"{self.inboxes}.{next(self.names)}"
        sid = self.subscribe(inbox)
        self.publish(subject, data, inbox)
        found = [self.next(lambda m: m.subject == inbox) for _ in range(count)]
        self.unsubscribe(sid)
        assert found[0].headers.get("status") != "503", f"nobody answers {subject}"
        return [message.data for message in found]

    def ask(self, subject, body=None):
        return json.loads(self.answers(subject, b"" if body is None else json.dumps(body).encode())[0])

    # ------------------------------------------------------------------ streams

    def stored(self, stream, subject=">"):
        """What a stream holds now, in its order: those of `subject`.

        A few at a time: the server drops a client that leaves too much unread.
        """
        config = {"deliver_policy": "all", "ack_policy": "none", "replay_policy": "instant"}
        if subject != ">":
            config["filter_subject"] = subject
        made = self.ask(f"$JS.API.CONSUMER.CREATE.{stream}", {"stream_name": stream, "config": config})
        if made.get("error", {}).get("code") == 404:  # there is no such stream yet
            return []
        assert "error" not in made, made
        inbox, found = f"{self.inboxes}.{next(self.names)}", []
        sid, mine = self.subscribe(inbox), f"$JS.ACK.{stream}.{made['name']}."
        while len(found) < made["num_pending"]:
            count = min(made["num_pending"] - len(found), AT_ONCE)
            self.publish(f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{made['name']}", json.dumps({"batch": count, "no_wait": True}).encode(), inbox)
            for _ in range(count):
                message = self.next(lambda m: m.subject == inbox or (m.reply or "").startswith(mine))
                if message.subject == inbox:  # some were dropped meanwhile
                    break
                found.append(Stored(int(message.reply.split(".")[5]), message.subject, message.headers.get("Nats-Msg-Id"), message.data))
            else:
                continue
            break
        self.unsubscribe(sid)
        self.ask(f"$JS.API.CONSUMER.DELETE.{stream}.{made['name']}")
        return found

    def close(self):
        with contextlib.suppress(ConnectionError):
            self.stream.close()
        self.socket.close()

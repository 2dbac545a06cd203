"""A raw client of the bus, which says exactly what the server refuses and what it delivers."""

import base64
import binascii
import json
import re
import socket
import time
from collections import namedtuple

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

Message = namedtuple("Message", "subject reply headers data")


class Gone(Exception):
    """The server has closed the connection; what it said before."""


def _b64(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _key(seed):
    raw = base64.b32decode(seed + "=" * (-len(seed) % 8))
    return Ed25519PrivateKey.from_private_bytes(raw[2:34])


def _public(kind, key):
    """The public half as text; `kind` is the byte that makes its first letter."""
    raw = bytes([kind]) + key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw)
    crc = binascii.crc_hqx(raw, 0)
    return base64.b32encode(raw + crc.to_bytes(2, "little")).rstrip(b"=").decode()


def secrets(stack):
    return stack.var / "secrets/nats"


class Bus:
    """Connected as one of the processes, or with the text of a .creds file."""

    def __init__(self, stack, process=None, creds=None):
        creds = creds or (secrets(stack) / f"{process}.creds").read_text()
        token, seed = re.findall(r"^-+BEGIN [A-Z ]+-+\n(\S+)$", creds, re.M)
        self._connect(stack, token, _key(seed))

    def _connect(self, stack, token, key):
        host, port = (stack.var / "run/nats.url").read_text().strip().removeprefix("nats://").split(":")
        self.messages, self.errors, self._sids = [], [], 0
        self.stream = socket.create_connection((host, int(port)), timeout=10).makefile("rwb")
        nonce = json.loads(self._line().split(b" ", 1)[1])["nonce"]
        self._say("CONNECT " + json.dumps({
            "jwt": token, "sig": _b64(key.sign(nonce.encode())), "protocol": 1, "lang": "test", "version": "1",
            "verbose": False, "pedantic": False, "headers": True, "no_responders": True}))
        if refused := self.sync():
            raise Gone(refused)

    @classmethod
    def almighty(cls, stack, account="app"):
        """Somebody who may do everything in one account, to look on and to play others' parts."""
        issuer = _key((secrets(stack) / f"seeds/{account}.seed").read_text().strip())
        user = Ed25519PrivateKey.generate()
        claims = {"iss": _public(0, issuer), "sub": _public(20 << 3, user), "iat": int(time.time()), "name": "almighty",
                  "nats": {"type": "user", "version": 2, "subs": -1, "data": -1, "payload": -1}}
        text = ".".join(_b64(json.dumps(part).encode()) for part in ({"typ": "JWT", "alg": "ed25519-nkey"}, claims))
        bus = cls.__new__(cls)
        bus._connect(stack, f"{text}.{_b64(issuer.sign(text.encode()))}", user)
        return bus

    # ------------------------------------------------------------------ the protocol

    def _say(self, line, payload=None):
        try:
            self.stream.write(line.encode() + b"\r\n" + (b"" if payload is None else payload + b"\r\n"))
        except (BrokenPipeError, ConnectionResetError) as end:
            raise Gone(self.errors) from end

    def _line(self):
        try:
            line = self.stream.readline()
        except (BrokenPipeError, ConnectionResetError):
            line = b""
        if not line:
            raise Gone(self.errors)
        return line

    def _take(self, line):
        kind, *words = line.decode().split()
        size = int(words[-1])
        whole = self.stream.read(size + 2)[:-2]
        split = int(words[-2]) if kind == "HMSG" else 0
        reply = words[2] if len(words) == (5 if kind == "HMSG" else 4) else ""
        headers = dict(h.split(": ", 1) for h in whole[:split].decode().split("\r\n")[1:] if ": " in h)
        self.messages.append(Message(words[0], reply, headers, whole[split:]))

    def sync(self):
        """What the server complained of since the last time; what it has delivered is in messages."""
        self._say("PING")
        try:
            self.stream.flush()
        except (BrokenPipeError, ConnectionResetError):
            pass  # its last words may still be there to be read
        self.errors = []
        while (line := self._line()) != b"PONG\r\n":
            if line.startswith(b"-ERR"):
                self.errors.append(line.decode().strip())
            elif line.startswith((b"MSG", b"HMSG")):
                self._take(line)
            elif line == b"PING\r\n":
                self._say("PONG")
        return self.errors

    def publish(self, subject, data=b"", reply="", headers=None):
        head = "".join(f"{n}: {v}\r\n" for n, v in (headers or {}).items())
        head = f"NATS/1.0\r\n{head}\r\n".encode() if headers else b""
        sizes = f"{len(head)} {len(head) + len(data)}" if headers else len(data)
        self._say(f"{'HPUB' if headers else 'PUB'} {subject} {reply} {sizes}".replace("  ", " "), head + data)

    def subscribe(self, subject, queue=""):
        self._sids += 1
        self._say(f"SUB {subject} {queue} {self._sids}".replace("  ", " "))
        return self._sids

    def unsubscribe(self, sid):
        self._say(f"UNSUB {sid}")

    def ask(self, subject, body=b"", seconds=10):
        """The first answer, as JSON."""
        inbox = f"_INBOX_test.{id(self)}.{self._sids}"
        sid = self.subscribe(inbox)
        self.publish(subject, body if isinstance(body, bytes) else json.dumps(body).encode(), inbox)
        end = time.monotonic() + seconds
        while not (found := [m for m in self.messages if m.subject == inbox]):
            assert time.monotonic() < end, f"no answer to {subject}"
            self.sync()
        self.unsubscribe(sid)
        self.messages = [m for m in self.messages if m.subject != inbox]
        return json.loads(found[0].data)

    # ------------------------------------------------------------------ what is allowed

    def may_publish(self, subject, reply=""):
        self.publish(subject, reply=reply)
        return self.sync() == []

    def may_subscribe(self, subject, queue=""):
        sid = self.subscribe(subject, queue)
        refused = self.sync()
        self.unsubscribe(sid)
        self.sync()
        return refused == []

    def close(self):
        self.stream.close()

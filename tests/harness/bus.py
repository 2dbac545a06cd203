"""A raw client of the bus, which says exactly what the server refuses."""

import base64
import json
import re
import socket

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


def _key(seed):
    raw = base64.b32decode(seed + "=" * (-len(seed) % 8))
    return Ed25519PrivateKey.from_private_bytes(raw[2:34])


class Bus:
    def __init__(self, stack, process):
        creds = (stack.var / "secrets/nats" / f"{process}.creds").read_text()
        token, seed = re.findall(r"^-+BEGIN [A-Z ]+-+\n(\S+)$", creds, re.M)
        host, port = (stack.var / "run/nats.url").read_text().strip().removeprefix("nats://").split(":")
        self.stream = socket.create_connection((host, int(port)), timeout=10).makefile("rwb")
        nonce = json.loads(self.stream.readline().split(b" ", 1)[1])["nonce"]
        signature = base64.urlsafe_b64encode(_key(seed).sign(nonce.encode())).rstrip(b"=").decode()
        self._say("CONNECT " + json.dumps({"jwt": token, "sig": signature, "protocol": 1, "lang": "test",
                                           "version": "1", "verbose": False, "pedantic": False}))
        assert self._errors() == []

    def _say(self, line):
        self.stream.write(line.encode() + b"\r\n")

    def _errors(self):
        """What the server complained of until now."""
        self._say("PING")
        self.stream.flush()
        errors = []
        while (line := self.stream.readline()) != b"PONG\r\n":
            assert line, f"the server closed the connection: {errors}"
            if line.startswith(b"-ERR"):
                errors.append(line.decode().strip())
            elif line.startswith(b"MSG"):
                self.stream.read(int(line.split()[-1]) + 2)
        return errors

    def may_publish(self, subject, reply=""):
        self._say(f"PUB {subject} {reply} 0\r\n".replace("  ", " "))
        return self._errors() == []

    def may_subscribe(self, subject):
        self._say(f"SUB {subject} 1")
        refused = self._errors()
        self._say("UNSUB 1")
        self._errors()
        return refused == []

    def close(self):
        self.stream.close()

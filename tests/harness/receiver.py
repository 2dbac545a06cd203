"""An HTTP(S) server that does what the URL says, and counts what it got: the other side of webhooks in tests.

    python3 -m harness.receiver [--host ADDRESS] [--port PORT] [--tls CERTIFICATE KEY]    a program of its own (aside.py)

Without a query it answers 200 at once.  The query of the URL, or what a test says for a path (`says`), is made of

    status=503          that status
    header=Name:value   one more header; may stand there again
    body=1000           so many bytes of body; `endless`: it never ends
    fails=2             only the first two of each webhook-id are treated as all the rest says; later ones are 200
    delay=0.5           seconds before the answer
    drip=0.01           the answer comes byte by byte, so many seconds apart
    head=100000         a header of so many bytes
    informational=2000  so many answers 103 before the real one
    hang                no answer, the connection stays
    close               no answer, the connection is closed; `reset`: by RST
    cut                 the connection is closed before the body is whole
    garbage             bytes that are no HTTP; `badchunk`: a body in chunks that are none
    gzip                the body is compressed, and says so; `transfer=gzip`: as a coding of the transfer
    keep=no             the connection is closed after the answer

It listens on a free port of the loopback, when nothing else is said.  seen() is the number of requests and connections, how often each webhook-id came and what it
was answered, and the last request's head and body.
"""

import argparse
import asyncio
import collections
import gzip
import os
import socket
import ssl
import struct
import threading
from urllib.parse import parse_qsl, urlsplit

from harness.aside import Aside

Request = collections.namedtuple("Request", "method target path headers body")


class Rules:
    """What a query says, each word with its last value; `header` with all of them."""

    def __init__(self, text):
        pairs = parse_qsl(text, keep_blank_values=True)
        self.words = dict(pairs)
        self.headers = [value.split(":", 1) for word, value in pairs if word == "header"]

    def __contains__(self, word):
        return word in self.words

    def number(self, word, otherwise=0):
        return type(otherwise)(self.words.get(word) or otherwise)


class Receiver(Aside):
    def __init__(self, tls=None, host="127.0.0.1", port=0):
        self.host, self.tls, self.port = host, tls, port
        self.says = {}  # path -> query
        self.requests = []  # the last 1,000
        self.count = self.connections = 0
        self.by_id = collections.Counter()
        self.answers = collections.defaultdict(list)  # webhook-id -> statuses, in order
        self.lock = threading.Lock()

    def url(self, path="/", host=None):
        return f"http{'s' if self.tls else ''}://{host or self.host}:{self.port}{path}"

    async def listen(self):
        context = None
        if self.tls:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(*self.tls)
        self.server = await asyncio.start_server(self._connection, self.host, self.port, ssl=context, limit=1 << 20)
        self.port = self.server.sockets[0].getsockname()[1]

    # ------------------------------------------------------------------ a connection

    async def _connection(self, reader, writer):
        self.connections += 1
        try:
            while request := await self._read(reader):
                if not await self._answer(request, writer):
                    break
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
            pass
        finally:
            writer.close()

    async def _read(self, reader):
        try:
            head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        except asyncio.IncompleteReadError:
            return None
        first, *lines = head[:-4].split("\r\n")
        method, target, _ = first.split(" ")
        headers = {name.lower(): value.strip() for name, value in (line.split(":", 1) for line in lines)}
        body = await reader.readexactly(int(headers.get("content-length", 0)))
        return Request(method, target, urlsplit(target).path, headers, body)

    def _note(self, request):
        """The query that holds for this one."""
        name = request.headers.get("webhook-id")
        with self.lock:
            self.count += 1
            self.requests = self.requests[-999:] + [request]
            if name:
                self.by_id[name] += 1
            rules = Rules(self.says.get(request.path, urlsplit(request.target).query))
            return Rules("") if self.by_id[name] > rules.number("fails", 1 << 60) else rules

    async def _answer(self, request, writer):
        rules = self._note(request)
        await asyncio.sleep(rules.number("delay", 0.0))
        if "hang" in rules:
            await asyncio.sleep(1e6)
        if "reset" in rules:
            raw = writer.get_extra_info("socket")
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
        if "close" in rules or "reset" in rules:
            return False
        if "garbage" in rules:
            writer.write(b"\x16\x03\x01 what is \x00\xff this?\r\n" + os.urandom(200))
            await writer.drain()
            return False
        status = rules.number("status", 200)
        with self.lock:
            self.answers[request.headers.get("webhook-id")].append(status)
        body = b"" if status in (204, 304) else b"x" * rules.number("body", 2)
        return await self._send(writer, status, body, rules.headers, rules)

    async def _send(self, writer, status, body, headers, rules):
        headers = list(headers)
        if "gzip" in rules:
            body = gzip.compress(body)
            headers.append(("Content-Encoding", "gzip"))
        if "head" in rules:
            headers.append(("X-Long", "y" * rules.number("head")))
        if "transfer" in rules:
            headers.append(("Transfer-Encoding", f"{rules.words['transfer']}, chunked"))
            body = gzip.compress(body)
            body = b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)
        elif "badchunk" in rules:
            headers.append(("Transfer-Encoding", "chunked"))
            body = b"zz\r\nno chunk\r\n"
        elif "endless" not in rules:
            headers.append(("Content-Length", len(body) + (1 if "cut" in rules else 0)))
        head = "".join(f"{name}: {value}\r\n" for name, value in headers)
        early = b"HTTP/1.1 103 Early Hints\r\nLink: </style.css>\r\n\r\n" * rules.number("informational")
        await self._write(writer, early + f"HTTP/1.1 {status} Said\r\n{head}\r\n".encode() + body, rules)
        while "endless" in rules:
            await self._write(writer, b"z" * 65536, rules)
        return not {"cut", "badchunk", "keep"} & set(rules.words)

    async def _write(self, writer, data, rules):
        if "drip" not in rules:
            writer.write(data)
            return await writer.drain()
        for byte in data:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(rules.number("drip", 0.0))

    # ------------------------------------------------------------------ what came

    def seen(self):
        with self.lock:
            last = self.requests[-1] if self.requests else None
            return {
                "requests": self.count, "connections": self.connections, "by_id": dict(self.by_id),
                "answers": {name: statuses for name, statuses in self.answers.items() if name},
                "last": last and {**last._asdict(), "body": last.body.decode("latin-1")},
            }


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=0)
    asyncio.run(Receiver(**vars(parser.parse_args())).serve())


if __name__ == "__main__":
    main()

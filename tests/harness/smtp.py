"""An SMTP server (aiosmtpd) that does what the recipient's address says, and counts what it took.

    python3 -m harness.smtp [--port PORT] [--tls CERTIFICATE KEY] [--implicit] [--login USER PASSWORD] [--no-plain] [--ascii] [--speak WHAT]

As a program of its own (aside.py) it takes these words.  It listens on a free port of the loopback, when nothing else is said.  With --tls it asks for STARTTLS before a mail
(--implicit: TLS from the first byte), with --login for AUTH as well (--no-plain: by LOGIN alone); --ascii does not offer SMTPUTF8, and takes what needs it all the same.

The local part of the recipient, or what a test says for an address (`says`), is one of

    rcpt-550      that code to RCPT, with 5.1.1; `data-451` to the message, with 4.7.0
    rcpt-550-5.7.1    with another enhanced code; `data-451-4.3.0`
    mail-550      (of the sender) that code to MAIL
    slow-1.5      seconds before the message is answered
    hang          the message is never answered
    drop          the message is taken, counted, and the connection dropped without an answer
    garble        the message is taken, and answered with bytes that are no reply
    leave         the message is taken; the next MAIL on this connection is answered 421
    cut           it is taken, and the connection closed right after the answer

anything else is taken.  --speak makes a server that is none: `garbage`, `nothing`, `goodbye` (554 at once), `busy` (421).

seen() is the number of connections and of mails, the most that came with one Message-ID, and the last mail: its
envelope, its bytes as the digest by SHA-256.
"""

import argparse
import asyncio
import collections
import email
import hashlib
import os
import re
import ssl
import threading

from aiosmtpd.smtp import SMTP, AuthResult

from harness.aside import Aside

Mail = collections.namedtuple("Mail", "sender recipient options message tls")
RULE = re.compile(r"(mail|rcpt|data)-((\d)\d\d)(?:-(\d\.\d+\.\d+))?")


class Handler:
    def __init__(self, owner):
        self.owner = owner

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return [line for line in responses if not (self.owner.ascii and "SMTPUTF8" in line)]

    def refusal(self, command, address, enhanced):
        rule = RULE.fullmatch(self.owner.rule(address))
        if rule and rule[1] == command:
            return f"{rule[2]} {rule[4] or f'{rule[3]}.{enhanced}'} <{address}> not here"
        return None

    async def handle_MAIL(self, server, session, envelope, address, options):
        if refusal := self.refusal("mail", address, "1.8"):
            return refusal
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        return "250 2.1.0 OK"

    async def handle_RCPT(self, server, session, envelope, address, options):
        if refusal := self.refusal("rcpt", address, "1.1"):
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 2.1.5 OK"

    async def handle_DATA(self, server, session, envelope):
        rule = self.owner.rule(envelope.rcpt_tos[0])
        if refusal := self.refusal("data", envelope.rcpt_tos[0], "7.0"):
            return refusal
        if rule.startswith("slow-"):
            await asyncio.sleep(float(rule[5:]))
        if rule == "hang":
            await asyncio.sleep(1e6)
        self.owner.note(session, envelope)
        if rule == "drop":
            server.transport.abort()
            await asyncio.sleep(1e6)
        if rule == "garble":
            server._writer.write(b"\x00\xff what?\r\n")
            server.transport.close()
        if rule == "leave":
            server.leaving = True
        server.cutting = rule == "cut"
        return "250 2.0.0 taken"


class Server(SMTP):
    """Says 421 to the MAIL that comes after `leave`, and closes the connection behind the answer to `cut`."""

    leaving = cutting = False

    def connection_made(self, transport):
        super().connection_made(transport)
        self.event_handler.owner.open.add(self)

    def connection_lost(self, error):
        super().connection_lost(error)
        self.event_handler.owner.open.discard(self)

    def abort(self):
        (self._original_transport or self.transport).abort()

    async def push(self, status):
        await super().push(status)
        if self.cutting:
            self.transport.close()

    async def smtp_MAIL(self, arg):
        if self.leaving:
            await self.push("421 4.4.2 timeout")
            self.transport.close()
            return
        await super().smtp_MAIL(arg)


class Mailbox(Aside):
    def __init__(self, tls=None, implicit=False, login=None, no_plain=False, ascii=False, speak=None, port=0):
        self.tls, self.implicit, self.login, self.no_plain, self.ascii, self.speak, self.port = tls, implicit, login, no_plain, ascii, speak, port
        self.says = {}  # address -> rule
        self.mails = []  # the last 1,000
        self.by_id = collections.Counter()  # by Message-ID
        self.connections, self.open = 0, set()
        self.lock = threading.Lock()
        self.context = None
        if tls:
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(*tls)

    def rule(self, address):
        return self.says.get(address, address.rpartition("@")[0])

    def note(self, session, envelope):
        message = email.message_from_bytes(envelope.original_content)
        with self.lock:
            self.by_id[message["Message-ID"]] += 1
            self.mails = self.mails[-999:] + [Mail(envelope.mail_from, envelope.rcpt_tos[0], envelope.mail_options,
                                                   envelope.original_content, session.ssl is not None)]

    def seen(self):
        with self.lock:
            last = self.mails[-1] if self.mails else None
            return {
                "connections": self.connections, "mails": sum(self.by_id.values()), "most": max(self.by_id.values(), default=0),
                "last": last and {**last._asdict(), "message": hashlib.sha256(last.message).hexdigest()},
            }

    def _authenticate(self, server, session, envelope, mechanism, data):
        good = (data.login.decode(), data.password.decode()) == tuple(self.login)
        return AuthResult(success=good, handled=good)

    def _protocol(self):
        self.connections += 1
        settings = {"enable_SMTPUTF8": True, "hostname": "test", "data_size_limit": 1 << 25}
        if self.tls and not self.implicit:
            settings |= {"tls_context": self.context, "require_starttls": True}
        if self.login:
            settings |= {"authenticator": self._authenticate, "auth_required": True, "auth_require_tls": bool(self.tls) and not self.implicit}
        if self.no_plain:
            settings["auth_exclude_mechanism"] = ["PLAIN"]
        return Server(Handler(self), **settings)

    async def _speak(self, reader, writer):
        """No SMTP."""
        self.connections += 1
        if self.speak == "garbage":
            writer.write(b"\x00\x16\x03 " + os.urandom(64) + b"\r\nHTTP/1.1 200 OK\r\n\r\n")
        if self.speak in ("goodbye", "busy"):
            writer.write(b"554 5.3.2 no mail here\r\n" if self.speak == "goodbye" else b"421 4.3.2 too many\r\n")
        try:
            await writer.drain()
            while await reader.read(1000):
                pass
        except ConnectionError:
            pass
        finally:
            writer.close()

    async def listen(self):
        loop = asyncio.get_running_loop()
        context = self.context if self.implicit else None
        if self.speak:
            self.server = await asyncio.start_server(self._speak, "127.0.0.1", self.port, ssl=context)
        else:
            self.server = await loop.create_server(self._protocol, "127.0.0.1", self.port, ssl=context)
        self.port = self.server.sockets[0].getsockname()[1]

    def leave(self):
        super().leave()
        for connection in list(self.open):
            connection.abort()

    @property
    def url(self):
        return f"smtp{'s' if self.implicit else ''}://127.0.0.1:{self.port}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--tls", nargs=2, metavar=("CERTIFICATE", "KEY"))
    parser.add_argument("--implicit", action="store_true")
    parser.add_argument("--login", nargs=2, metavar=("USER", "PASSWORD"))
    parser.add_argument("--no-plain", action="store_true")
    parser.add_argument("--ascii", action="store_true")
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--speak", choices=["garbage", "nothing", "goodbye", "busy"])
    asyncio.run(Mailbox(**vars(parser.parse_args())).serve())


if __name__ == "__main__":
    main()

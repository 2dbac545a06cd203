"""A receiver of webhooks: a real HTTP server that answers as a test says, and what Standard Webhooks 1.0 says of a message."""

import base64
import collections
import contextlib
import hashlib
import hmac
import http.server
import threading
import time

from harness.stack import wait_until

Message = collections.namedtuple("Message", "method path headers body at")
TOLERANCE = 5 * 60  # seconds, as in the libraries


class Receiver:
    """`answer(message)` gives a status, or (status, headers); by default 204."""

    def __init__(self):
        self.messages, self.answer = [], lambda message: 204
        receiver = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def handle_one(self):
                body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
                message = Message(self.command, self.path, {k.lower(): v for k, v in self.headers.items()}, body, time.time())
                receiver.messages.append(message)
                answer = receiver.answer(message)
                status, headers = answer if isinstance(answer, tuple) else (answer, {})
                self.send_response(status)
                for name, value in {"Content-Length": "0"}.items() | headers.items():
                    self.send_header(name, value)
                self.end_headers()

            do_POST = do_GET = handle_one

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}/in"
        self.thread = threading.Thread(target=self.server.serve_forever, kwargs={"poll_interval": 0.02})
        self.thread.start()

    def close(self):
        self.server.shutdown()
        self.server.server_close()
        self.thread.join()

    def wait(self, count):
        wait_until(f"{count} messages", lambda: len(self.messages) >= count)
        return self.messages


@contextlib.contextmanager
def receiving():
    receiver = Receiver()
    try:
        yield receiver
    finally:
        receiver.close()


def signature(secret, message):
    signed = f"{message.headers['webhook-id']}.{message.headers['webhook-timestamp']}.".encode() + message.body
    mac = hmac.new(base64.b64decode(secret.removeprefix("whsec_")), signed, hashlib.sha256).digest()
    return f"v1,{base64.b64encode(mac).decode()}"


def is_signed(secret, message):
    """As a receiver judges that has this secret."""
    fresh = abs(int(message.headers["webhook-timestamp"]) - message.at) < TOLERANCE
    return fresh and signature(secret, message) in message.headers["webhook-signature"].split(" ")

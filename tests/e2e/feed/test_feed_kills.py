"""Everything is killed while somebody writes and others listen: who comes back where it was hears each change once."""

import threading
import time

from harness.feeds import Closed, Refused, Socket, Stream
from harness.people import Api, Person
from harness.stack import PATIENCE, wait_until

VICTIMS = ("gateway", "contact", "nats", "auth", "gateway", "postgres", "contact")


class Listener(threading.Thread):
    """Comes back with the last id whenever it is cut off."""

    def __init__(self, kind, stack, path, token):
        super().__init__(daemon=True)
        self.kind, self.stack, self.path, self.token = kind, stack, path, token
        self.heard, self.opened, self.gone, self.stopping = [], 0, None, False

    def open(self):
        since = f"?since={self.heard[-1]['id']}" if self.heard else "?after=0"
        return self.kind(self.stack.port, f"{self.path}{since}&nouns=contact", token=self.token)

    def listen(self):
        feed = self.open()
        self.opened += 1
        try:
            while not self.stopping:
                try:
                    self.heard.append(feed.event(0.5))
                except TimeoutError:
                    pass
        finally:
            feed.close()

    def run(self):
        while not self.stopping:
            try:
                self.listen()
            except Closed as closed:
                self.gone = self.gone or (closed.code in (4401, 4403, 4410) and closed)
            except Refused as refused:
                self.gone = self.gone or (refused.status not in (503, 504) and refused)
            except OSError:
                pass
            time.sleep(0.05)


class Writer(threading.Thread):
    """Creates contacts and changes them; a key makes a repetition safe."""

    def __init__(self, person, number):
        super().__init__(daemon=True)
        self.api = Api(person.wire.port, person.contract, person.token)
        self.number, self.versions, self.stopping, self.wrong = number, {}, False, None

    def surely(self, ask):
        """Until it is known to have been done."""
        while True:
            try:
                reply = ask()
            except Exception:
                time.sleep(0.05)
                continue
            if reply.status < 300 or reply.status == 412:
                return reply
            if "Retry-After" not in reply.headers:
                self.wrong = self.wrong or reply
            time.sleep(0.02)

    def run(self):
        n = 0
        while not self.stopping:
            n += 1
            key = f"{self.number}-{n}"
            id_ = self.surely(lambda: self.api.post("/contacts", {"first_name": f"n{n}"}, key=key, check=False)).json()["id"]
            self.versions[id_] = 1
            for version in (1, 2):  # done already is 412, and so told once too
                self.surely(lambda: self.api.patch(f"/contacts/{id_}", {"first_name": f"v{version}"}, if_match=f'"{version}"', check=False))
                self.versions[id_] = version + 1
            time.sleep(0.3)  # slow enough that no subject reaches its thousand, of which the oldest are forgotten


def test_who_comes_back_after_every_kill_heard_each_change_once(shaken, contract):
    ada = Person(shaken.port, contract)
    listeners = [Listener(Socket, shaken, "/ws", ada.token), Listener(Stream, shaken, "/feed", ada.token)]
    writers = [Writer(ada, i) for i in range(2)]
    for t in listeners + writers:
        t.start()
    for victim in VICTIMS:
        before = len(listeners[0].heard), len(listeners[1].heard)
        wait_until("something to be heard", lambda: all(len(x.heard) > b or x.gone for x, b in zip(listeners, before)))
        assert not any(x.gone for x in listeners), (victim, [(x.gone, len(x.heard)) for x in listeners])
        old = shaken.kill(victim)
        shaken.wait_restarted(victim, old)
    for w in writers:
        w.stopping = True
    for w in writers:
        w.join(PATIENCE)
        assert not w.is_alive() and not w.wrong, w.wrong
    expected = {(id_, v) for w in writers for id_, last in w.versions.items() for v in range(1, last + 1)}
    for x in listeners:
        wait_until(f"all {len(expected)} changes", lambda x=x: len({m["id"] for m in x.heard}) >= len(expected) or x.gone)
        x.stopping = True
        x.join(PATIENCE)
        assert not x.gone, x.gone
        told = [(m["subject"], m["data"]["version"]) for m in x.heard]
        ids = [m["id"] for m in x.heard]
        again = [i for i, id_ in enumerate(ids) if id_ in ids[:i]]
        assert not again, (x.path, x.opened, len(ids), [(i, ids.index(ids[i])) for i in again][:60])
        assert len(told) == len(set(told)), "a change was told twice"
        assert set(told) == expected
        for id_ in {s for s, _ in told}:
            assert [v for s, v in told if s == id_] == [1, 2, 3]
    print(f"{len(expected)} changes, {len(VICTIMS)} kills, heard each once; connections: {[x.opened for x in listeners]}")

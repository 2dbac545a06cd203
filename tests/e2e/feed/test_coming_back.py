"""Whoever comes back to a feed hears what was missed, once and in order, or is told that it is gone."""

import threading

import pytest

from harness.feeds import Refused
from harness.people import Api
from harness.stack import wait_until
from readers import ABSENT, heard, same, settled


# ------------------------------------------------------------------ coming back


def test_who_comes_back_misses_nothing_and_hears_nothing_twice(ada, ws, sse):
    settled(ada, "user.created", ada.id)
    s = ws(ada)
    ada.contact()
    seen = s.event()["id"]
    s.close()
    missed = [ada.contact()["id"] for _ in range(40)]
    socket, stream = ws(ada, f"?since={seen}"), sse(ada, headers={"Last-Event-ID": seen})
    assert [e["subject"] for e in socket.backlog] == missed[:len(socket.backlog)]
    later = [ada.contact()["id"] for _ in range(5)]
    assert [e["subject"] for e in socket.backlog + socket.events(45 - len(socket.backlog))] == missed + later
    assert [e["subject"] for e in stream.events(45)] == missed + later
    other = ws(ada)
    other.say(type="subscribe", since=seen, nouns=["contact"])
    assert [e["subject"] for e in other.events(45)] == missed + later
    assert other.control("ready")["last_id"]


def test_coming_back_while_changes_go_on(ada, ws):
    settled(ada, "user.created", ada.id)
    s = ws(ada)
    ada.contact()
    seen = s.event()["id"]
    made, going = [], threading.Event()

    def write():
        writer = same(ada)
        while not going.is_set():
            made.append(writer.contact()["id"])

    threads = [threading.Thread(target=write) for _ in range(2)]
    for t in threads:
        t.start()
    got = {}
    for round_ in range(10):
        s = ws(ada, f"?since={seen}", ready=False)
        for _ in range(10):
            e = s.event()
            assert e["id"] not in got, f"twice, in round {round_}"
            got[e["id"]] = e["subject"]
            seen = e["id"]
        s.close()
    going.set()
    for t in threads:
        t.join()
    s = ws(ada, f"?since={seen}")
    for e in s.backlog:
        got[e["id"]] = e["subject"]
    wait_until("the rest", lambda: len(got) == len(made) or got.update({(e := s.event())["id"]: e["subject"]}))
    assert sorted(got.values()) == sorted(made)


class Flood(threading.Thread):
    """Changes of six kinds as fast as they are answered; of no kind more than are kept."""

    MOST = 900  # of each kind by all of them

    def __init__(self, person, calendar, left):
        super().__init__(daemon=True)
        self.api, self.calendar, self.left = Api(person.wire.port, person.contract, person.token), calendar, left
        self.made, self.ended = [], threading.Event()

    def change(self, path, body):
        """An object with three versions, unless an answer is missing."""
        made = self.api.post(path, body, check=False)
        if made.status == 201:
            id_ = made.json()["id"]
            if self.api.patch(f"{path}/{id_}", {"tags": ["x"]}, check=False).status == 200:
                if self.api.delete(f"{path}/{id_}", check=False).status == 204:
                    self.made.append(id_)

    def run(self):
        while not self.ended.is_set() and next(self.left, None):
            self.change("/contacts", {"first_name": "Grace"})
            self.change("/events", {"calendar_id": self.calendar["id"], "title": "Lunch", "start_time": "2026-06-01T12:00:00Z",
                                    "end_time": "2026-06-01T13:00:00Z"})


def versions_of(made, feed, heard=()):
    """The versions of each object in the order in which they are heard; reads until nothing is missing."""
    versions, missing, heard = {id_: [] for id_ in made}, 3 * len(made), list(heard)
    while missing:
        e = heard.pop(0) if heard else feed.event(60)
        if e["subject"] in versions:
            versions[e["subject"]].append(e["data"]["version"])
            missing -= 1
    return versions


def test_who_is_behind_catches_up_while_somebody_writes_without_a_pause(ada, ws, sse):
    calendar = ada.calendar()
    seen = settled(ada, "calendar.created", calendar["id"])["id"]
    left = iter(range(Flood.MOST, 0, -1))
    floods = [Flood(ada, calendar, left) for _ in range(8)]
    for f in floods:
        f.start()
    wait_until("many changes to be missed", lambda: sum(len(f.made) for f in floods) > 200, 120)
    query = f"?since={seen}&nouns=contact&nouns=event"
    socket, stream = ws(ada, query), sse(ada, query)
    assert next(left, None), "it is level with them while they write"
    assert len(socket.backlog) > 200
    for f in floods:
        f.ended.set()
    for f in floods:
        f.join()
    made = [id_ for f in floods for id_ in f.made]
    assert versions_of(made, socket, socket.backlog) == versions_of(made, stream) == {id_: [1, 2, 3] for id_ in made}


def test_a_page_fills_a_gap(ada):
    made = [ada.contact()["id"] for _ in range(25)]
    settled(ada, "contact.created", made[-1])
    contacts = heard(ada, "/feed?nouns=contact")
    assert [m["subject"] for m in contacts] == made
    page = ada.get(f"/feed?since={contacts[9]['id']}&limit=5").json()
    assert page["data"] == contacts[10:15]
    assert ada.get(f"/feed?after={page['next_after']}&limit=3").json()["data"] == contacts[15:18]
    end = ada.get(f"/feed?since={contacts[-1]['id']}").json()
    assert end["data"] == [] and ada.get(f"/feed?after={end['next_after']}").json() == end


def test_what_is_not_kept_is_gone(ada, eve, ws, sse, stack):
    others = settled(eve, "user.created", eve.id)["id"]
    settled(ada, "user.created", ada.id)
    for since in ABSENT, others, "01890a5d-ac96-474b-bcce-b302099a8057":
        assert ada.get(f"/feed?since={since}").code == "resume_gone"
        with pytest.raises(Refused) as refused:
            sse(ada, f"?since={since}")
        assert (refused.value.status, refused.value.code) == (410, "resume_gone")
        closed = ws(ada, f"?since={since}", ready=False).closed()
        assert (closed.code, closed.reason) == (4410, "resume_gone")
    assert ada.get("/feed?after=999999999999").code == "resume_gone"


WALK = 1 << 52  # added to the place that a walk from the oldest has reached


def test_what_the_limit_of_a_subject_dropped_is_gone(ada, ws, sse):
    """A thousand of each kind and change are promised, and one more is kept."""
    contact = ada.contact()
    created = settled(ada, "contact.created", contact["id"])["id"]

    def change(times):
        writer = same(ada)
        for i in range(times):
            assert writer.patch(f"/contacts/{contact['id']}", {"first_name": f"n{i}"}, check=False).status == 200

    threads = [threading.Thread(target=change, args=(252,)) for _ in range(4)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    updates = wait_until("a thousand updates", lambda: len(u := heard(ada, "/feed?nouns=contact")) == 1002 and u)[1:]
    wait_until("the last update", lambda: heard(ada, "/feed?nouns=contact")[-1]["data"]["version"] == 1009)
    updates = heard(ada, "/feed?nouns=contact")[1:]
    assert [u["data"]["version"] for u in updates] == list(range(9, 1010))
    assert ada.get(f"/feed?since={created}").code == "resume_gone", "seven updates after it were dropped"
    assert ws(ada, f"?since={created}", ready=False).closed().code == 4410
    s = ws(ada, f"?since={updates[0]['id']}")
    assert [e["id"] for e in s.backlog] == [u["id"] for u in updates[1:]]
    assert ada.get(f"/feed?since={created}&nouns=calendar").json()["data"] == [], "of what it listens to nothing is missing"
    assert_walks(ada, ws, sse, updates)


def assert_walks(ada, ws, sse, updates):
    """From the oldest that is kept, whatever was dropped, in pages or in one go."""
    first = ada.get("/feed?after=0&limit=1").json()
    assert first["next_after"] > WALK
    assert ada.get(f"/feed?after={first['next_after'] - WALK}").code == "resume_gone", "it is not said to be on a walk"
    walked, after = first["data"], first["next_after"]  # the second page begins before what was dropped
    while (page := ada.get(f"/feed?after={after}&limit=100").json())["data"]:
        walked += page["data"]
        after = page["next_after"]
    assert [m["id"] for m in walked][-len(updates):] == [u["id"] for u in updates]
    assert page["next_after"] < WALK
    everything = [m["id"] for m in walked]
    for place in "0", first["next_after"]:
        expected = everything[place != "0":]
        assert [e["id"] for e in ws(ada, f"?after={place}").backlog] == expected
        assert [e["id"] for e in sse(ada, f"?after={place}").events(len(expected))] == expected
    last = ada.contact("last")["id"]
    wait_until("what comes behind the walk", lambda: last in [m["subject"] for m in ada.get(f"/feed?after={page['next_after']}").json()["data"]])

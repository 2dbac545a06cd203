"""A program that knows only the README and the contract lives through a day: two people, a full year."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

from harness.people import Api, PASSWORD

EVENTS, IN_FLIGHT = 1000, 16
ZONES = ("Europe/Berlin", "America/New_York", "Asia/Tokyo", "Australia/Lord_Howe", "UTC")
JUNE = "/events?start=2026-05-31T22:00:00Z&end=2026-06-30T22:00:00Z"


def sign_up(api, email, name):
    answer = api.patiently(lambda: api.post("/auth/register", {
        "email": email, "password": PASSWORD, "name": name, "timezone": "Europe/Berlin"}))
    assert answer.status == 201, answer
    me = Api(api.wire.port, api.contract)
    me.token = api.patiently(lambda: api.post("/auth/login", {"email": email, "password": PASSWORD})).json()["access_token"]
    assert me.get("/auth/me").json()["name"] == name
    return me


def plans(calendars):
    """A year of events: meetings at a local hour in several zones, and some days off."""
    rng = random.Random(42)
    for i in range(EVENTS):
        day, calendar = date(2026, 1, 1) + timedelta(rng.randrange(365)), calendars[i % 3]["id"]
        if i % 10 == 0:
            yield {"calendar_id": calendar, "title": f"Day off {i}", "all_day": True, "start_time": day.isoformat(),
                   "end_time": (day + timedelta(rng.randrange(1, 4))).isoformat()}
        else:
            zone = rng.choice(ZONES)
            start = datetime(day.year, day.month, day.day, rng.randrange(6, 20), tzinfo=ZoneInfo(zone))
            yield {"calendar_id": calendar, "title": f"Meeting {i}", "timezone": zone, "tags": [f"t{i % 7}"],
                   "start_time": start.isoformat(), "end_time": (start + timedelta(minutes=30)).isoformat()}


def in_june(event):
    berlin = ZoneInfo("Europe/Berlin")
    if event["all_day"]:
        return event["start_time"] < "2026-07-01" and event["end_time"] > "2026-06-01"
    start, end = (datetime.fromisoformat(event[k].replace("Z", "+00:00")) for k in ("start_time", "end_time"))
    return start < datetime(2026, 7, 1, tzinfo=berlin) and end > datetime(2026, 6, 1, tzinfo=berlin)


def order(event):
    start = datetime.fromisoformat(event["start_time"].replace("Z", "+00:00"))
    if start.tzinfo is None:
        start = start.replace(tzinfo=ZoneInfo("Europe/Berlin"))
    return start.astimezone(timezone.utc), event["id"]


def test_a_real_day(api):
    import uuid
    mark = uuid.uuid4().hex[:8]
    ada, bob = sign_up(api, f"ada.{mark}@example.org", "Ada"), sign_up(api, f"bob.{mark}@example.org", "Bob")
    calendars = [ada.post("/calendars", {"name": n}).json() for n in ("Work", "Home", "Club")]

    # A thousand events, sixteen requests in flight.
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        replies = list(pool.map(lambda p: ada.post("/events", p, key=str(uuid.uuid4())), plans(calendars)))
    assert {r.status for r in replies} == {201}
    events = {e["id"]: e for e in (r.json() for r in replies)}
    assert len(events) == EVENTS

    # June, page by page, while other events of June come and go.
    june = {i for i, e in events.items() if in_june(e)}
    busy = threading.Event()

    def others():
        while not busy.is_set():
            made = ada.post("/events", {"calendar_id": calendars[0]["id"], "title": "Passing", "start_time": "2026-06-15T12:00:00Z",
                                        "end_time": "2026-06-15T13:00:00Z"})
            assert ada.delete(f"/events/{made.json()['id']}").status == 204

    writers = [threading.Thread(target=others) for _ in range(3)]
    for w in writers:
        w.start()
    walks = [ada.walk(JUNE + "&limit=10") for _ in range(3)]
    busy.set()
    for w in writers:
        w.join()
    for walk in walks:
        ours = [e["id"] for e in walk if e["id"] in events]
        assert sorted(ours) == sorted(june)
        assert [order(e) for e in walk] == sorted({order(e) for e in walk})

    # Edits and deletes.
    some = sorted(events)[:60]
    with ThreadPoolExecutor(IN_FLIGHT) as pool:
        edited = list(pool.map(lambda i: ada.patch(f"/events/{i}", {"title": "Moved", "location": "Café"},
                                                   if_match=f'"{events[i]["version"]}"'), some[:40]))
        gone = list(pool.map(lambda i: ada.delete(f"/events/{i}"), some[40:]))
    assert {r.status for r in edited} == {200} and {r.status for r in gone} == {204}
    assert {e["id"] for e in ada.walk("/events?limit=200")} == set(events) - set(some[40:])
    assert ada.get(f"/events/{some[0]}").json()["location"] == "Café"

    # Contacts by part of a name with an accent, and by digits of a phone number.
    jose = ada.post("/contacts", {"first_name": "José", "last_name": "Núñez", "phone": "+34 600-123-456"}).json()
    ada.post("/contacts", {"first_name": "Anna", "phone": "0711 998877"})
    for search in ("nunez", "%C3%BA%C3%B1e", "jos", "600123", "123456"):
        assert [c["id"] for c in ada.get(f"/contacts?search={search}").json()["data"]] == [jose["id"]], search

    # Bob sees nothing of it.
    for path in (f"/calendars/{calendars[0]['id']}", f"/events/{some[0]}", f"/contacts/{jose['id']}"):
        assert [bob.get(path).status, bob.delete(path).status, bob.patch(path, {}).status] == [404] * 3
    for path in ("/calendars", "/events", "/contacts", JUNE, "/contacts?search=jos"):
        assert bob.walk(path) == []

"""Lists and their cursors: every object exactly once, in order, whatever else goes on."""

import base64
import random
import threading

import pytest


@pytest.fixture
def crowded(person):
    """Somebody with 60 contacts, many of one name."""
    ada = person("Ada")
    for i in range(60):
        ada.contact(f"Name {i // 4:02}", last_name="Same")
    return ada


def pages(ada, path, limit):
    cursor, joint = None, "&" if "?" in path else "?"
    while True:
        reply = ada.get(f"{path}{joint}limit={limit}" + (f"&cursor={cursor}" if cursor else ""))
        assert reply.status == 200, reply
        yield reply.json()["data"]
        cursor = reply.json()["next_cursor"]
        if cursor is None:
            return


@pytest.mark.parametrize("limit", [1, 7, 59, 60, 61, 200])
def test_a_walk_sees_everything_once_and_in_order(crowded, limit):
    seen = [c for page in pages(crowded, "/contacts", limit) for c in page]
    assert len({c["id"] for c in seen}) == len(seen) == 60
    assert [c["first_name"] for c in seen] == sorted(c["first_name"] for c in seen)


def test_the_limit_is_a_maximum_and_50_by_default(crowded):
    assert [len(p) for p in pages(crowded, "/contacts", 25)] == [25, 25, 10]
    assert len(crowded.get("/contacts").json()["data"]) == 50


def test_an_empty_list_ends_at_once(eve, thing):
    assert eve.get(thing.list).json() == {"data": [], "next_cursor": None}


def test_a_page_ends_at_512_kib_and_the_walk_still_sees_all(person):
    ada = person("Ada")
    ids = {ada.contact(f"c{i}", notes="ü" * 16000)["id"] for i in range(40)}
    lengths, seen = [], []
    for page in pages(ada, "/contacts", 200):
        lengths.append(len(page))
        seen += [c["id"] for c in page]
    assert set(seen) == ids and len(seen) == 40
    assert max(lengths) < 20


def test_a_walk_sees_every_old_object_once_while_others_are_written(person):
    ada = person("Ada")
    calendar = ada.calendar()
    old = [ada.event(calendar, f"old {i}", f"2026-06-{1 + i % 28:02}T09:00:00Z", f"2026-06-{1 + i % 28:02}T10:00:00Z")["id"]
           for i in range(80)]
    stop, problems = threading.Event(), []

    def write():
        rng = random.Random(1)
        mine = []
        while not stop.is_set():
            day = rng.randrange(1, 29)
            if len(mine) > 10 and rng.random() < 0.5:
                if ada.delete(f"/events/{mine.pop(0)}").status != 204:
                    problems.append("delete")
            else:
                mine.append(ada.event(calendar, "new", f"2026-06-{day:02}T09:00:00Z", f"2026-06-{day:02}T10:00:00Z")["id"])

    writer = threading.Thread(target=write)
    writer.start()
    try:
        for path in ("/events", "/events?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z") * 3:
            walk = [(e["start_time"], e["id"]) for page in pages(ada, path, 9) for e in page]
            seen = [i for _, i in walk if i in set(old)]
            assert sorted(seen) == sorted(old), path
            assert walk == sorted(walk) and len(walk) == len(set(walk))
    finally:
        stop.set()
        writer.join()
    assert not problems


# ------------------------------------------------------------------ cursors


def first_cursor(ada, path, limit=5):
    joint = "&" if "?" in path else "?"
    return ada.get(f"{path}{joint}limit={limit}").json()["next_cursor"]


def test_a_cursor_may_be_used_with_another_limit_and_again(crowded):
    cursor = first_cursor(crowded, "/contacts")
    one = crowded.get(f"/contacts?cursor={cursor}&limit=3").json()["data"]
    two = crowded.get(f"/contacts?cursor={cursor}&limit=30").json()["data"]
    assert [c["id"] for c in one] == [c["id"] for c in two[:3]]


def test_a_cursor_belongs_to_its_filters(crowded):
    cursor = first_cursor(crowded, "/contacts?search=Name")
    assert cursor
    assert crowded.get(f"/contacts?cursor={cursor}").code == "invalid_cursor"
    assert crowded.get(f"/contacts?cursor={cursor}&search=Same").code == "invalid_cursor"
    assert crowded.get(f"/contacts?cursor={cursor}&search=Name").status == 200


def test_a_cursor_belongs_to_its_list_its_caller_and_its_zone(crowded, eve):
    cursor = first_cursor(crowded, "/contacts")
    assert crowded.get(f"/events?cursor={cursor}").code == "invalid_cursor"
    assert crowded.get(f"/calendars?cursor={cursor}").code == "invalid_cursor"
    assert eve.get(f"/contacts?cursor={cursor}").code == "invalid_cursor"
    calendar = crowded.calendar()
    for i in range(8):
        crowded.event(calendar, f"e{i}")
    ranged = "/events?start=2026-06-01T00:00:00Z&end=2026-07-01T00:00:00Z"
    cursor = first_cursor(crowded, ranged + "&timezone=Asia/Tokyo")
    assert crowded.get(ranged + f"&timezone=Asia/Tokyo&cursor={cursor}").status == 200
    assert crowded.get(ranged + f"&timezone=Asia/Seoul&cursor={cursor}").code == "invalid_cursor"
    assert crowded.get(ranged + f"&cursor={cursor}").code == "invalid_cursor"


@pytest.mark.parametrize("forged", ["x", "AAAA", "=", "a" * 1024, "%20", "..", "-_-_", "bnVsbA", "e30", "%00", "%ff"])
def test_a_forged_cursor_is_invalid(crowded, thing, forged):
    reply = crowded.get(f"{thing.list}?cursor={forged}")
    assert reply.status == 400 and reply.code in ("invalid_cursor", "validation_failed", "malformed_request")


def test_a_cursor_with_any_changed_byte_is_invalid_or_only_another_position(crowded, eve):
    """Forging gains nothing: whatever is shown belongs to who asks."""
    cursor = first_cursor(crowded, "/contacts")
    raw = bytearray(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    rng = random.Random(7)
    for i in range(120):
        changed = bytearray(raw)
        if i < 2 * len(raw):
            changed[i % len(raw)] ^= 1 << rng.randrange(8)
        elif i % 2:
            changed = changed[: rng.randrange(len(raw))]
        else:
            changed += rng.randbytes(rng.randrange(1, 9))
        text = base64.urlsafe_b64encode(bytes(changed)).rstrip(b"=").decode()
        reply = crowded.get(f"/contacts?cursor={text}")
        if reply.status == 200:
            assert {c["owner_id"] for c in reply.json()["data"]} <= {crowded.id}
        else:
            assert reply.status == 400 and (text == "" or reply.code in ("invalid_cursor", "validation_failed")), reply


def packed(number):
    """A msgpack integer of eight bytes."""
    return (b"\xd3" if number < 2**63 else b"\xcf") + (number % 2**64).to_bytes(8, "big")


def texts():
    yield b"\xc0"
    for text in (b"", b"a\x00b", b"\xff\xfe", b"x" * 60000, b"\xf0\x9f\x98\x80" * 50):
        yield b"\xda" + len(text).to_bytes(2, "big") + text


@pytest.mark.parametrize("path", ["/contacts", "/contacts?search=name", "/events", "/calendars",
                                  "/events?start=2026-01-01T00:00:00Z&end=2027-01-01T00:00:00Z"])
def test_a_well_made_forgery_with_odd_positions_does_no_harm(crowded, path):
    """A cursor is msgpack [format, binding of 16 bytes, number, number, text, id]: the binding is kept, the rest is odd."""
    calendar = [crowded.calendar() for _ in range(3)][0]
    for _ in range(3):
        crowded.event(calendar)
    cursor, joint = first_cursor(crowded, path, 2), "&" if "?" in path else "?"
    head = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))[:20]
    numbers = (0, 1, -1, 2**31 - 1, 2**31, -2**31, -2**31 - 1, 2**62, -2**63, 2**63 - 1, 2**64 - 1, 253402300799 * 10**6)
    for number in numbers:
        for text in texts():
            for last in (b"\x00" * 16, b"\xff" * 16):
                raw = head + packed(number) + packed(numbers[-1]) + text + b"\xc4\x10" + last
                forged = base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
                reply = crowded.get(f"{path}{joint}cursor={forged}")
                assert reply.status == 200 or reply.code in ("invalid_cursor", "validation_failed", "uri_too_long"), (number, reply)


def test_a_walk_over_the_longest_names_goes_on(ada):
    """The position of a list by name holds a name: the cursor's own limit must have room for it."""
    made = {ada.contact("\U0001f600" * 200, last_name="\U0001f601" * 190 + f"{i}")["id"] for i in range(4)}
    assert {c["id"] for c in ada.walk("/contacts?limit=1")} == made
    assert {c["id"] for c in ada.walk("/contacts?limit=1&search=" + "%F0%9F%98%80" * 3)} == made


def test_an_empty_or_too_long_cursor_is_a_bad_parameter(crowded):
    for text in ("", "a" * 7000):
        reply = crowded.get(f"/contacts?cursor={text}")
        assert reply.bad_fields == {"cursor"}

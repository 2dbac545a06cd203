"""Every text, list and number of every operation at its maximum, and at the limits of the libraries behind it.

The places are read from the contract, so an operation is tested when it is described.  Nothing that a client sends ends a
process: whatever is not taken is refused with a 4xx, and what is taken is given back as it was sent.
"""

import contextlib
import copy
import json

import pytest

from calls import call_of
from harness.contract import METHODS, Contract
from harness.feeds import Stream
from harness.product import SERVICES

# In bytes: a name in DNS and a file name, an argument of crypt(3), a line and an entry of PostgreSQL's B-tree and
# full-text index, an address line, a page, a text of the contract, and a body.
LIBRARY_LIMITS = (255, 256, 511, 512, 513, 1023, 1024, 2047, 2048, 2704, 2712, 4096, 8191, 8192, 65535, 65536, 300_000)
ESCAPED_MOST = 200_000  # bytes of JSON, which an event has room for beside the rest of it
LETTERS = ("x", "\u00fc", "\U0001f600", "e\u0301", "\u0301", "x ", "1", "%", "\\", "\x01")
NUMBERS = (0, -1, 2**31 - 1, 2**31, -2**31 - 1, 2**53, 2**63 - 1, -2**63, 2**63, 2**64)


def kinds_of(schema):
    kinds = schema.get("type", [])
    return [kinds] if isinstance(kinds, str) else kinds


ELSEWHERE = {("items", 0, "event"), ("items", 0, "patch")}  # of a batch: bodies of other operations, which are asked with them


def leaves(contract, schema, place=()):
    """(place, schema) of every text, number and list in a body; an item of a list has the place 0."""
    schema = contract.deref(schema)
    if place in ELSEWHERE:
        return
    if "properties" in schema:
        for name, inner in schema["properties"].items():
            yield from leaves(contract, inner, (*place, name))
        return
    yield place, schema
    if "items" in schema:
        yield from leaves(contract, schema["items"], (*place, 0))


# What an item of a list must have beside the value.
COMPANY = {"attendees": {"email": "grace@example.org"}}


def accompanied(body, place):
    """The body, with what there must be beside the value at that place."""
    if len(place) > 2 and place[1] == 0 and place[0] in COMPANY and place[2] not in COMPANY[place[0]]:
        return body | {place[0]: [COMPANY[place[0]]]}
    return body


def put(body, place, value):
    """A copy of the body with the value at that place; what is missing on the way is made."""
    if not place:
        return value
    step, rest = place[0], place[1:]
    if step == 0:
        return [put(body[0] if isinstance(body, list) and body else {}, rest, value)]
    return (body if isinstance(body, dict) else {}) | {step: put((body or {}).get(step, {}), rest, value)}


def at(body, place):
    for step in place:
        body = body[step]
    return body


def filled(letter, count):
    return (letter * count)[:count]


def shaped(form, length):
    """A text of that length which is of the format as far as can be."""
    if form == "email":
        return ("a" * 64 + "@" + ("b" * 63 + ".") * (length // 64 + 1))[:max(length - 1, 0)] + "c"
    if form == "rrule":
        return ("FREQ=YEARLY;BYYEARDAY=" + "1," * length)[:max(length - 1, 0)] + "1"
    if form in ("date-time", "rdate"):
        return ("2026-06-01T09:00:00." + "0" * length)[:max(length - 1, 0)] + "Z"
    if form == "timezone":
        return ("America/Argentina/" + "A" * length)[:length]
    return "9" * length


def texts(schema):
    """(value, must it be taken, must it be refused)."""
    high = schema.get("maxLength")
    plain = not {"format", "pattern", "enum", "anyOf", "x-checked-by"} & set(schema)
    for letter in LETTERS if high else ():
        most = min(high, schema.get("x-max-bytes", 1 << 30) // len(letter[0].encode()))
        while len(filled(letter, most).encode()) > schema.get("x-max-bytes", 1 << 30):
            most -= 1
        yield filled(letter, most), plain and len(json.dumps(filled(letter, most), ensure_ascii=False)) < ESCAPED_MOST, False
        yield filled(letter, high + 1), False, True
        if most < high:
            yield filled(letter, most + len(letter)), False, True
    for length in LIBRARY_LIMITS:
        too_long = high is not None and length > high
        for letter in ("x", "\U0001f600"):
            yield letter * (length // len(letter.encode())), False, high is not None and length // len(letter.encode()) > high
        yield shaped(schema.get("format"), length), False, too_long


def lists(contract, schema):
    """Lists at the maximum of distinct items, one above, and with more than any list may have."""
    most, item = schema.get("maxItems", 100), contract.deref(schema["items"])
    for count in (most, most + 1, 1000):
        if "enum" in item:
            made = (item["enum"] * count)[:count]
        elif item.get("format") == "uuid":
            made = [f"01890a5d-ac96-774b-bcce-{i:012x}" for i in range(count)]
        elif "maxLength" in item and "format" not in item:
            made = [f"{i:05}" + "\U0001f600" * (item["maxLength"] - 5) for i in range(count)]
        else:
            made = [f"2026-06-01T09:00:00.{i:06}Z" for i in range(count)]
        yield made, False, count > most
    yield [None] * 1000, False, True
    yield [{}] * 1000, False, "properties" not in item
    yield [[]] * 1000, False, True


def values(contract, schema):
    kinds = kinds_of(schema)
    if "array" in kinds:
        yield from lists(contract, schema)
    elif "integer" in kinds:
        low, high = schema.get("minimum", -2**63), schema.get("maximum", 2**63 - 1)
        yield from ((n, False, not low <= n <= high) for n in (low, high, low - 1, high + 1, *NUMBERS))
    elif "string" in kinds or "anyOf" in schema:
        yield from texts(schema)


@pytest.fixture
def unharmed(stack):
    """No process ends meanwhile."""
    before = {name: stack.pid(name) for name in ("gateway", *SERVICES)}
    yield
    assert {name: stack.pid(name) for name in before} == before


def operations(wanted):
    return [pytest.param(op, id=op.name) for op in Contract().operations if wanted(op)]


def shown(value):
    text = json.dumps(value, ensure_ascii=False)
    return text[:80] + f"... ({len(text.encode())} bytes)"


# What is sent has to be somebody's as well as within its bounds.
PROOFS = {"auth.login", "auth.password", "auth.refresh", "auth.verify_email", "auth.reset_password", "auth.change_email_confirm",
          "auth.change_email_refuse", "delivery.mail_stop"}


@pytest.mark.parametrize("op", operations(lambda op: op.input))
def test_every_member_of_a_body_at_its_maximum_and_at_the_libraries_limits(op, person, contract, unharmed):
    for place, schema in leaves(contract, op.input):
        somebody = person("Max")
        call = call_of(op, somebody)
        valid = accompanied(copy.deepcopy(call.body), place)
        for value, taken, refused in values(contract, schema):
            call.body = put(valid, place, value)
            reply = call.ask(somebody, op)
            told = f"{'.'.join(map(str, place))} = {shown(value)}: {reply!r}"
            assert reply.status < 500, told
            assert not refused or reply.status in (400, 413), told
            assert not taken or reply.status < 300 or op.name in PROOFS, told
            if taken and reply.status < 300 and reply.body and place[0] in reply.json():
                assert at(reply.json(), place) == value, told
            if reply.status < 300 and op.name in ("auth.password", "auth.register", "auth.refresh"):
                break  # what follows would be another caller's
            if reply.status < 300 and op.name == "event.attendee_create":
                call = call_of(op, somebody)  # nobody is invited twice


ENDS = {"auth.user_delete"}  # the account itself


@pytest.mark.parametrize("op", operations(lambda op: op.parameters and op.name != "feed.socket"))
def test_every_parameter_at_its_maximum_and_at_the_libraries_limits(op, person, contract, unharmed):
    somebody = person("Max")
    call = call_of(op, somebody)
    for parameter in op.parameters:
        name, schema = parameter["name"], contract.deref(parameter["schema"])
        for value, refused in header_values(schema) if parameter["in"] == "header" else other_values(contract, schema):
            asked = copy.deepcopy(call)
            {"header": asked.headers, "path": asked.path, "query": asked.query}[parameter["in"]][name] = value
            reply = asked.ask(somebody, op)
            assert reply.status < 500, (name, shown(value), reply)
            assert not refused or reply.status >= 400, (name, shown(value), reply)
            if reply.status < 300 and op.method == "DELETE":
                somebody = person("Max") if op.name in ENDS else somebody
                call = call_of(op, somebody)


def header_values(schema):
    """A key, or tags of which there are at most 64, and both longer than a head may be."""
    high = schema.get("maxLength", 64 * 4)
    for length in (high - 1, high, high + 1, 8000, 70_000):
        for text in ("x" * length, '"' + "9" * (length - 2) + '"', "," * length):
            yield text, length > high and "maxLength" in schema
        tags = ('"1",' * length)[:length - length % 4]
        yield tags, len(tags) > 64 * 4 or len(tags) > high


def other_values(contract, schema):
    for value, _, refused in values(contract, schema):
        if "format" in schema and schema["format"] == "uuid":  # in a path
            value = "".join(c for c in value if c.isalnum()) or "-"
        yield value, refused


def largest(contract, schema):
    """Every plain text and list of texts of an object as large as the contract lets it be."""
    body = {}
    for name, inner in schema["properties"].items():
        inner = contract.deref(inner)
        if "array" in kinds_of(inner):
            good = [v for v, _, refused in lists(contract, inner) if not refused and v and isinstance(v[0], str)]
            body |= {name: good[0]} if "maxLength" in contract.deref(inner["items"]) and "format" not in inner["items"] else {}
        else:
            good = [v for v, taken, _ in values(contract, inner) if taken]
            body |= {name: max(good, key=lambda v: len(v.encode()))} if good else {}
    return body


def test_the_largest_objects_pass_through_lists_ranges_feeds_and_the_audit_trail(person, contract, stack, unharmed):
    somebody = person("Max")
    with contextlib.closing(Stream(stack.port, "/feed?after=0", token=somebody.token)) as feed:
        made = set()
        for op in contract.operations:
            if op.method != "POST" or op.success != 201 or not op.input or "id" not in contract.deref(contract._schema(op.responses[201])).get("properties", ()):
                continue
            for _ in range(3):
                call = call_of(op, somebody)
                call.body |= largest(contract, op.input)
                reply = call.ask(somebody, op)
                assert reply.status == 201, reply
                made.add(reply.json().get("event_id", reply.json()["id"]))  # an attendee is told as a change of its event
        assert len(made) >= 12
        heard = set()
        while made - heard:
            heard.add(feed.event()["subject"])  # a large object is not in its message
    for op in contract.operations:
        if op.method == "GET" and op.name != "feed.socket":
            reply = call_of(op, somebody).ask(somebody, op)
            assert reply.status == 200, reply
    assert somebody.get("/events?start=2026-01-01T00:00:00Z&end=2026-12-31T00:00:00Z").status == 200
    assert somebody.get("/contacts?search=" + "%F0%9F%98%80" * 100).status == 200

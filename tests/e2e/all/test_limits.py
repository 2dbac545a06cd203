"""Every maximum, minimum, choice and format that the contract states, at it, below it and above it.

The cases are read from the contract, so a new field is tested when it is described.
"""

import pytest

from harness.contract import Contract
from things import Thing, input_of

OBJECTS = ("contact", "calendar", "event")
TIED = {"calendar_id", "uid", "all_day", "start_time", "end_time"}  # to each other and to what exists: event/
GOOD = {"email": "a@example.org", "padded_email": "a@example.org", "idn-email": "grün@bücher.example", "timezone": "America/St_Johns", "color": "lightgoldenrodyellow", "date": "2024-02-29", "birthday": "1604-02-29"}
BAD = {
    "email": ["", "a", "a@", "@b", "a@b@c", "a b@c", "a@b c", "a@b\n"],
    "idn-email": ["", "a", "a@", "@b", "a@b@c.d", "a b@c.d", "a@b c.d", "a@b.c\n", "ü@b", "ü@.b", "ü\u200b@b.c"],
    "color": ["", "Red", "redd", "re", "red ", "transparent", "#fff", "#12345", "#1234567", "#gggggg", "123456", "#123456\n", "#12345\u0663"],
    "timezone": ["", "Mars/Base", "utc+1", "../etc/passwd", "/UTC", "Europe/", "Europe/berlin", "posixrules", "right/UTC",
                 "zone.tab", "localtime", "Europe/Berlin\x00"],
    "date": ["", "2026-02-30", "2026-1-01", "2026-01-01T00:00:00Z", "20260101", "2026-13-01", "0000-01-01", "10000-01-01",
             "2026-01-1 "],
    "birthday": ["", "2026-02-30", "1900-02-29", "2026-1-01", "2026-01-01T00:00:00Z", "20260101", "0000-01-01", "10000-01-01", "-001-01-01",
                 "--02-30", "--13-01", "--0214", "-02-14", "---02-14", "--02-14 ", "--2-14", "-- 2-14", "2026--02-14", "02-14", "--00-01", "--"],
    "uuid": ["", "x", "01890a5d-ac96-774b-bcce-b302099a805"],
}

# pattern: (what fits it, what does not)
WEB = "^https?://([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+\\])(:[0-9]{1,5})?([/?#][A-Za-z0-9._~:/?#@!$&'()*+,;=%-]*)?$"
PATTERNS = {
    WEB: (["http://a", "https://meet.example.org/j/1?pwd=x%20y#t=3", "https://[2001:db8::1]:8443/", "https://example.org#top",
           "https://example.org/" + "x" * 2028],
          ["", "example.org", "ftp://example.org", "javascript:alert(1)", "HTTPS://example.org", "https://", "https:///x", "https://a b.org/",
           "https://ada@example.org/", "https://ada:secret@example.org/", "https://exämple.org/", "https://example.org/ü",
           "https://example.org/\n", "https://example.org/<b>", "https://example.org:/", "https://example.org/" + "x" * 2029]),
    "^#[0-9A-Fa-f]{6}$": (["#AB12ef", "#000000", "#999999"],
                          ["", "red", "#fff", "#12345", "#1234567", "#gggggg", "123456", "1#23456", "#123456\n", "#12345\x00", "#12345\u0663"]),
}


def texts(schema):
    """(value, is it good) around the length limits of a text."""
    low, high = schema.get("minLength", 0), schema.get("maxLength")
    wide = "ü" if "format" not in schema else None
    if high is None or "pattern" in schema or wide is None:
        return
    for letter in ("x", wide, "\U0001f600"):
        if high * len(letter.encode()) <= 65536:  # what a row says of bytes is a matter of its own
            yield letter * high, True
            yield letter * (high + 1), False
    yield "x" * low, True
    if low:
        yield "x" * (low - 1), False


def values(schema):
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if "string" in kinds and "enum" in schema:
        yield from ((c, True) for c in schema["enum"])
        yield from ((c, False) for c in ("", "x", schema["enum"][0].upper(), schema["enum"][0] + " "))
    elif "string" in kinds:
        yield from texts(schema)
        form = schema.get("format")
        if form in GOOD:
            yield GOOD[form], True
        yield from ((b, False) for b in BAD.get(form, ()))
        if "pattern" in schema:
            fits, fits_not = PATTERNS[schema["pattern"]]
            yield from ((v, True) for v in fits)
            yield from ((v, False) for v in fits_not)
        yield "a\x00b", False
        yield from ((v, False) for v in (7, 1.5, True, [], {}, ["x"]))
    elif "array" in kinds and ({"format", "anyOf", "$ref"} & schema["items"].keys()):
        yield from ((v, False) for v in ([""], ["a"], [1], [None], [["a"]], "a", {}, 1))
    elif "array" in kinds:
        item = "t" * schema["items"].get("maxLength", 1)
        yield [f"{i}" for i in range(schema["maxItems"])], True
        yield [f"{i}" for i in range(schema["maxItems"] + 1)], False
        yield [], True
        yield [item], True
        yield from ((v, False) for v in ([item + "t"], [""], ["a", "a"], [1], ["a", None], [["a"]], "a", {}, 1))
    elif "boolean" in kinds:
        yield from ((v, False) for v in (0, 1, "true", "", [], {}))


def cases():
    doc = Contract()
    for kind in OBJECTS:
        for name, schema in doc.schemas[input_of(kind)]["properties"].items():
            if name not in TIED:
                yield pytest.param(kind, name, schema, id=f"{kind}.{name}")


@pytest.fixture(scope="module")
def things(stack, contract):
    from harness.people import Person
    ada = Person(stack.port, contract, "Ada")
    return {kind: Thing(kind, ada) for kind in OBJECTS}


@pytest.mark.parametrize("kind, name, schema", cases())
def test_a_field_takes_what_the_contract_allows_and_nothing_else(things, contract, kind, name, schema):
    thing = things[kind]
    optional = name not in thing.schema(contract).get("required", ())
    for value, good in [*values(schema), (None, optional)]:  # null clears what is optional
        body = thing.writable() | {name: value}
        reply = thing.person.put(thing.path, body)
        shown = repr(value)[:60]
        if good:
            assert reply.status == 200, f"{shown} is refused: {reply}"
            kept = reply.json()[name]
            assert kept == value or value is None, f"{shown} is kept as {kept!r}"
        else:
            assert reply.code == "validation_failed", f"{shown} is taken: {reply}"
            assert {f.split("[")[0] for f in reply.bad_fields} == {name}, f"{shown}: {reply.bad_fields}"


@pytest.mark.parametrize("kind", OBJECTS)
def test_the_largest_object_of_each_kind_passes_everywhere(things, contract, kind):
    """The longest legal value in every field at once fits the bus, the page and the reply."""
    thing = things[kind]
    body = thing.writable()
    for name, schema in thing.schema(contract)["properties"].items():
        if name in TIED:
            continue
        good = [v for v, ok in values(schema) if ok and isinstance(v, (str, list))]
        if good:
            body[name] = max(good, key=lambda v: len(str(v).encode()))
    if "tags" in body:
        body["tags"] = [f"{i:02}" + "\U0001f600" * 48 for i in range(20)]
    made = [thing.person.post(thing.list, body) for _ in range(8)]
    assert {r.status for r in made} == {201}, made[0]
    assert len(made[0].body) < 512 * 1024
    ids = [o["id"] for o in thing.person.walk(thing.list + "?limit=200")]
    assert {r.json()["id"] for r in made} <= set(ids)


@pytest.mark.parametrize("kind", OBJECTS)
def test_a_required_field_must_be_there(things, contract, kind):
    thing = things[kind]
    for name in thing.schema(contract).get("required", ()):
        body = thing.writable()
        del body[name]
        for reply in (thing.person.post(thing.list, body), thing.person.put(thing.path, body)):
            assert (reply.code, reply.bad_fields) == ("validation_failed", {name})


def test_a_text_is_kept_letter_by_letter(ada):
    for text in ("naïve", "e\u0301", "日本語", "\U0001f468\u200d\U0001f469", "a\u202eb", 'quote " backslash \\ slash /', "tab\tline\nend",
                 "\x7f\x01\x1f", "\ufffe\uffff", "' OR 1=1 --", "{}", "\\u0041", "%s%n", "\u2028\u2029"):
        contact = ada.contact(text)
        assert contact["first_name"] == text
        assert ada.get(f"/contacts/{contact['id']}").json()["first_name"] == text


@pytest.mark.parametrize("extra", ["no_such", "Title", "recurrence_rule", "attendees", "", "__proto__", "a" * 5000])
def test_unknown_fields_are_named(things, extra):
    thing = things["event"]
    reply = thing.person.post("/events", thing.writable() | {extra: "x"})
    assert reply.code == "validation_failed" and len(reply.bad_fields) == 1


@pytest.mark.parametrize("parameter", ["attends=true", "q=1", "tags=a"])
def test_unknown_filters_are_refused(ada, parameter):
    assert ada.get("/events?" + parameter).code == "validation_failed"

"""The words of JSON Schema that the contract may use, and where.

A word that stands here is enforced at run time by the generated tables (shared/codec/wire.h), or is documentation.
Any other is refused: the reference would promise what nobody checks.
"""

import pathlib
import re

import pattern
from grammar import anything, flag, list_of, map_of, matching, mapping, one_of, record, shown, text, whole
from marks import List

DOCUMENTATION = {"title": text, "description": text, "example": anything, "examples": anything, "deprecated": flag,
                 "$comment": text}
MEMBER = {"type": anything, "readOnly": flag, "writeOnly": flag, "x-omit-when-absent": flag}
PARSED = {"uuid": "a uuid", "date": "a date", "birthday": "a birthday", "date-time": "a date-time"}  # kinds of their own
FORMATS = ("email", "idn-email", "timezone", "password", "color")  # functions of shared/codec/format.h
ZONES = pathlib.Path("/usr/share/zoneinfo")
MEMBERS_MOST = 64  # wire_private.h
LEVELS_MOST = 16  # of a free-form object: what json.h reads has 32, and is to hold lists of such objects
UNIQUE_MOST = 1000  # wire_decode.c compares each item with each

NAME = matching("[A-Z][A-Za-z0-9]*", "a schema's name such as ContactList")
MEMBER_NAME = "[a-z][a-z0-9_]*"
C_WORDS = set("auto bool break case char const continue default do double else enum extern float for goto if inline int long "
              "register restrict return short signed sizeof static struct switch typedef union unsigned void volatile while".split())
REFERENCE = matching("#/(components/schemas|x-schemas)/[A-Z][A-Za-z0-9]*", "#/components/schemas/Name, or #/x-schemas/Name")
MESSAGE = matching("must .*[^.]", "the end of a sentence, such as `must be a time of day`")

TEXT = {"minLength": whole(0), "maxLength": whole(1), "x-max-bytes": whole(1), "format": text, "default": text,
        "pattern": text, "x-pattern-message": MESSAGE, "x-checked-by": text,
        "x-error-codes": one_of(True)}
BY_KIND = {
    "a reference": {"$ref": REFERENCE, "x-as-sent": one_of("input", "patch")},
    "a free-form object": {"additionalProperties": one_of(True), "x-max-bytes": whole(1), "x-max-depth": whole(1)},
    "an integer": {"minimum": whole(), "maximum": whole(), "format": one_of("int64"), "default": whole()},
    "a boolean": {"default": flag},
    "a choice": {"enum": list_of(matching(r'[^"\\\n]+', "text without quotes"), 1), "default": text},
    "a moment": {"x-moment": one_of(True)},
    "an array": {"items": mapping, "minItems": whole(0), "maxItems": whole(1), "uniqueItems": flag, "default": anything},
    "a text": TEXT,
    **{kind: {"format": text} for kind in PARSED.values()},
}
LIMITS = (("minimum", "maximum"), ("minLength", "maxLength"), ("minItems", "maxItems"))


def types_of(schema, place):
    """Its one type, None when it has none, and whether it may be null."""
    given = schema.get("type", List())
    names = [given] if isinstance(given, str) else given
    if not isinstance(names, list) or not all(isinstance(n, str) for n in names) or ("type" in schema and not names):
        place.of(schema, "type").fail("type must be a type, or a list of one and 'null'")
    rest = [n for n in names if n != "null"]
    if len(rest) > 1 or len(names) - len(rest) > 1 or (names and not rest):
        place.of(schema, "type").fail("type must be one type, with or without 'null'")
    return (rest[0] if rest else None), len(rest) < len(names)


def kind_of(schema, place):
    kind, _ = types_of(schema, place)
    if "$ref" in schema:
        return "a reference"
    if kind is None:
        place.fail("misses type")
    if kind == "object" and "additionalProperties" in schema:
        return "a free-form object"
    if kind == "object":
        place.fail("an object inside of another needs a schema of its own and a $ref to it")
    if kind not in ("string", "integer", "boolean", "array"):
        place.of(schema, "type").fail(f"type {kind} has no form in C: string, integer, boolean and array have")
    if kind != "string":
        return {"integer": "an integer", "boolean": "a boolean", "array": "an array"}[kind]
    if "x-moment" in schema:
        return "a moment"
    form = schema.get("format")
    return "a choice" if "enum" in schema else PARSED.get(form) if isinstance(form, str) and form in PARSED else "a text"


class Dialect:
    """The schemas of one file of the contract."""

    def __init__(self, root, service, edge=False, bus=False):
        self.root, self.service, self.edge, self.bus = root, service, edge, bus

    def on_the_bus(self):
        """Of our own messages: their limits are what the sender keeps to, and nobody checks them (WIRE_TRUSTED)."""
        return Dialect(self.root, self.service, self.edge, True)

    def member(self, schema, place):
        """A member of an object."""
        self._value(schema, place, {**DOCUMENTATION, **MEMBER})
        kind, nullable = types_of(schema, place)
        if nullable and (kind == "array" or "default" in schema):
            place.fail("an array is never null" if kind == "array" else "what may be null has no default but that")
        if schema.get("readOnly") and schema.get("writeOnly"):
            place.fail("is read-only and write-only, so nobody has it")

    def parameter(self, schema, place):
        """What a path or a query has: one value, or in a query an array of them."""
        self._value(schema, place, {**DOCUMENTATION, "type": anything})
        kind, nullable = types_of(schema, place)
        if kind is None or nullable:
            place.fail("a parameter has a type, and is never null")
        if kind == "object":
            place.fail("a parameter is no object")
        if self.edge and "pattern" in schema:
            place.fail("pattern: the gateway reads parameters of its own by hand, and no patterns")

    def item(self, schema, place):
        mapping(schema, place)
        if self.edge and schema.get("type") == "object":  # a document that the gateway passes on
            return record({**DOCUMENTATION, "type": text})(schema, place)
        self._value(schema, place, {**DOCUMENTATION, "type": anything})
        kind, nullable = types_of(schema, place)
        if kind == "array" or nullable or "default" in schema:
            place.fail("an item is neither an array nor null, and has no default")
        if kind == "object":
            place.fail("an item is no free-form object")
        if "x-as-sent" in schema:
            place.fail("an item is not kept as it was sent: a member of it may be")

    def _value(self, schema, place, general):
        mapping(schema, place)
        kind = kind_of(schema, place)
        known = {**general, **BY_KIND[kind]}
        for key, value in schema.items():
            here = place.of(schema, key)
            if key not in known:
                here.unknown(key, known, f"is nothing that {kind} has")
            known[key](value, here)
        for low, high in LIMITS:
            if low in schema and high in schema and schema[low] > schema[high]:
                place.of(schema, low).fail(f"{low} is above {high}")
        self._special(kind, schema, place)
        if "default" in schema:
            self._default(kind, schema, place.of(schema, "default"))

    def _special(self, kind, schema, place):
        if kind == "a text":
            for key in ("pattern", "format"):
                if self.bus and key in schema:
                    place.of(schema, key).fail(f"{key}: messages of our own are not held against patterns and formats")
            self._format(schema, place)
            self._pattern(schema, place)
        if kind == "a free-form object":
            for key in ("x-max-bytes", "x-max-depth"):
                if key not in schema:
                    place.fail(f"a free-form object needs {key}")
            if schema["x-max-depth"] > LEVELS_MOST:
                place.of(schema, "x-max-depth").fail(f"x-max-depth is above {LEVELS_MOST}")
        if kind == "a choice" and len(set(schema["enum"])) < len(schema["enum"]):
            place.of(schema, "enum").fail("enum has a choice twice")
        if kind == "an array":
            if "items" not in schema:
                place.fail("an array needs items")
            self.item(schema["items"], place.of(schema, "items"))
            if schema.get("uniqueItems") and not 0 < schema.get("maxItems", 0) <= UNIQUE_MOST:
                place.of(schema, "uniqueItems").fail(f"uniqueItems needs a maxItems of at most {UNIQUE_MOST}")

    def _format(self, schema, place):
        form, by = schema.get("format"), schema.get("x-checked-by")
        if form in FORMATS and by is None:
            return
        if by is None and form is not None:
            place.of(schema, "format").unknown(
                form, (*FORMATS, *PARSED), f"is checked by no table; x-checked-by must name the function of services/{self.service} "
                "that does", "format ")
        if by is not None and form in FORMATS:
            place.of(schema, "x-checked-by").fail("x-checked-by does not go with a format that a table checks")
        if by is not None and not self._has_function(by):
            place.of(schema, "x-checked-by").fail(f"services/{self.service} has no function {by}")

    def _has_function(self, name):
        begin = re.compile(rf"^{re.escape(name)}\(", re.M)
        return any(begin.search(path.read_text()) for path in sorted((self.root / "services" / self.service).glob("*.c")))

    def _pattern(self, schema, place):
        if "pattern" not in schema:
            if "x-pattern-message" in schema:
                place.of(schema, "x-pattern-message").fail("x-pattern-message needs a pattern")
            return
        if why := pattern.refusal(schema["pattern"]):
            place.of(schema, "pattern").fail(f"pattern: {why}")
        if "format" in schema:
            place.of(schema, "pattern").fail("pattern stands beside a format; one of them is enough")
        if "x-pattern-message" not in schema and not schema.get("readOnly"):
            place.of(schema, "pattern").fail("pattern needs an x-pattern-message, which says what is wrong with a text that does not fit")

    def _default(self, kind, schema, place):
        value = schema["default"]
        if kind == "an array" and value != []:
            place.fail("the default of an array can only be []")
        if "format" in schema and not (schema["format"] == "timezone" and (ZONES / value).is_file()) and kind != "an integer":
            place.fail(f"default {value} is no {schema['format']} that is known to the generator")
        if kind == "a choice" and value not in schema["enum"]:
            place.fail(f"default {value} is none of enum")
        if kind == "an integer" and not schema.get("minimum", value) <= value <= schema.get("maximum", value):
            place.fail(f"default {value} is not from minimum to maximum")
        if kind == "a text" and not (schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", len(value)) and
                                     pattern.fits(schema.get("pattern", ""), value)):
            place.fail(f"default {value} is not what the schema takes")

    def schema(self, schema, place):
        """A schema of the file's own: an object, a patch of one, a list of one, or whatever feeds carry."""
        mapping(schema, place)
        if "x-patch-of" in schema:
            return record({"x-patch-of": NAME, "description": text})(schema, place)
        if "x-list-of" in schema:
            return record({"x-list-of": NAME, "description": text})(schema, place)
        if "x-any-message" in schema and self.edge:
            return record({"x-any-message": one_of(True), "description": text})(schema, place)
        if schema.get("type") != "object":
            place.fail(f"a schema of its own is an object, not {shown(schema.get('type'))}")
        members = map_of(self.member, name=lambda outer, key: f"{outer}.{key}")
        record({**DOCUMENTATION, "type": text, "required": list_of(text), "properties": members,
                "additionalProperties": one_of(False)}, ("properties",))(schema, place)
        self._object(schema, place)

    def _object(self, schema, place):
        members, required = schema["properties"], schema.get("required", List())
        if not 0 < len(members) <= MEMBERS_MOST:
            place.fail(f"has {len(members)} properties, not 1 to {MEMBERS_MOST}")
        for name in members:
            if not re.fullmatch(MEMBER_NAME, name) or name in C_WORDS or name.removeprefix("has_") in members and name.startswith("has_"):
                place.of(members, name).fail(f"{name} cannot be the name of a member in C")
        for i, name in enumerate(required):
            if name not in members:
                place.of(required, i).unknown(name, members, "is required and is not there")
            if name in required[:i]:
                place.of(required, i).fail(f"{name} is required twice")

"""A struct of the contract and its members, as C sees them."""

import re

TEXT_MOST = 1 << 20  # a body has no longer one


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def type_of(schema):
    """Its one type, or None; see keywords.types_of."""
    given = schema.get("type", [])
    return next((t for t in ([given] if isinstance(given, str) else given) if t != "null"), None)


class Field:
    """One member of a struct and one row of its table."""

    def __init__(self, name, schema, required):
        self.name, self.required = name, required
        self.nullable = isinstance(schema.get("type"), list) and "null" in schema["type"]
        self.read_only = schema.get("readOnly", False)
        self.write_only = schema.get("writeOnly", False)
        self.omit = schema.get("x-omit-when-absent", False)
        self.as_sent = "x-as-sent" in schema  # the handler decodes it, by the shape that it refers to
        self.array = type_of(schema) == "array"
        self.items_min = schema.get("minItems", 0)
        self.items_max = schema.get("maxItems", 0)
        self.unique = schema.get("uniqueItems", False)
        self.default = schema.get("default")
        self.description = schema.get("description", "")
        if self.array and not self.items_max and not self.read_only:
            self.items_max = TEXT_MOST
        self._kind(schema["items"] if self.array else schema)

    def _kind(self, s):
        fmt = s.get("format")
        self.min, self.max = s.get("minLength", 0), s.get("maxLength", 0)
        self.bytes_max = s.get("x-max-bytes", 0)
        self.choices, self.pattern, self.message = s.get("enum"), s.get("pattern"), s.get("x-pattern-message")
        self.ref, self.format, self.yearless = None, None, False
        kind = type_of(s)
        if "$ref" in s:
            self.kind, self.ref = "OBJECT", s["$ref"].rsplit("/", 1)[1]
        elif s.get("x-moment"):
            self.kind = "MOMENT"
        elif kind == "object":
            self.kind, self.max, self.bytes_max = "JSON", s["x-max-depth"], s["x-max-bytes"]
        elif kind == "integer":
            self.kind = "INT"
            self.min, self.max = s.get("minimum", -(2**63) + 1), s.get("maximum", 2**63 - 1)
        elif kind == "string":
            self.kind = {"uuid": "UUID", "date-time": "INSTANT", "date": "DAY", "birthday": "DAY"}.get(fmt, "TEXT")
            self.yearless = fmt == "birthday"
            if fmt in ("email", "idn-email", "timezone", "password", "color"):
                self.format = "format_" + fmt.replace("-", "_")
            if self.kind == "TEXT" and not self.max and not self.choices and not self.read_only:
                self.max = TEXT_MOST
        else:
            self.kind = {"boolean": "BOOL"}[kind]

    @property
    def has(self):
        if self.array or self.as_sent or self.kind in ("TEXT", "JSON"):
            return False
        return self.nullable or (not self.required and self.default is None)

    def ctype(self):
        if self.as_sent:
            return f"struct patch {self.name};"
        scalar = {
            "TEXT": "const char *", "INT": "int64_t ", "BOOL": "bool ", "UUID": "struct uuid ",
            "INSTANT": "struct instant ", "DAY": "struct day ", "MOMENT": "struct moment ",
            "JSON": "struct bytes ",
        }.get(self.kind) or f"struct {snake(self.ref)} "
        if not self.array:
            return f"{scalar}{self.name};"
        if self.kind == "TEXT":
            return f"struct texts {self.name};"
        if self.kind == "UUID":
            return f"struct uuids {self.name};"
        return f"struct {{\n        const {scalar}*items;\n        size_t count;\n    }} {self.name};"


class Struct:
    def __init__(self, name, schema):
        self.name = snake(name)
        self.description = schema.get("description", "")
        required = set(schema.get("required", []))
        self.fields = [Field(n, p, n in required) for n, p in schema["properties"].items()]

    def has_field(self, name):
        return any(f.name == name and not f.array for f in self.fields)

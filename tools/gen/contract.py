"""The contract as Python sees it: schemas/openapi/*.yaml read, merged and resolved."""

import pathlib
import re

import yaml

from lists import Lists

METHODS = ("get", "post", "put", "patch", "delete")


def snake(name):
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def fail(where, what):
    raise SystemExit(f"contract: {where}: {what}")


def files(root):
    """Common first, then by name: services stand in this order everywhere, and after them what the gateway answers."""
    return sorted(root.glob("*.yaml"), key=lambda path: (path.stem != "common", path.stem))


class Field:
    """One member of a struct and one row of its table."""

    def __init__(self, name, schema, required, where):
        self.name, self.where = name, where
        self.required = required
        types = schema.get("type", [])
        types = [types] if isinstance(types, str) else list(types)
        self.nullable = "null" in types
        types = [t for t in types if t != "null"]
        self.read_only = schema.get("readOnly", False)
        self.write_only = schema.get("writeOnly", False)
        self.omit = schema.get("x-omit-when-absent", False)
        self.array = types == ["array"]
        self.items_min = schema.get("minItems", 0)
        self.items_max = schema.get("maxItems", 0)
        self.unique = schema.get("uniqueItems", False)
        self.default = schema.get("default")
        self.description = schema.get("description", "")
        item = schema.get("items", {}) if self.array else schema
        if self.array and not self.items_max and not self.read_only:
            self.items_max = 1 << 20
        self._kind(item)

    def _kind(self, s):
        types = s.get("type", [])
        types = [types] if isinstance(types, str) else [t for t in types if t != "null"]
        kind = types[0] if types else None
        fmt = s.get("format")
        self.min, self.max = s.get("minLength", 0), s.get("maxLength", 0)
        self.bytes_max = s.get("x-max-bytes", 0)
        self.choices = s.get("enum")
        self.ref, self.format = None, None
        if "$ref" in s:
            self.kind, self.ref = "OBJECT", s["$ref"].rsplit("/", 1)[1]
        elif s.get("x-moment"):
            self.kind = "MOMENT"
        elif kind == "integer":
            self.kind = "INT"
            self.min, self.max = s.get("minimum", -(2**63) + 1), s.get("maximum", 2**63 - 1)
        elif kind == "boolean":
            self.kind = "BOOL"
        elif kind == "string" and fmt == "uuid":
            self.kind = "UUID"
        elif kind == "string" and fmt == "date-time":
            self.kind = "INSTANT"
        elif kind == "string" and fmt == "date":
            self.kind = "DAY"
        elif kind == "string":
            self.kind = "TEXT"
            if fmt in ("email", "timezone", "color", "handle", "password"):
                self.format = f"format_{fmt}"
            if not self.max and not self.choices and not self.read_only:
                self.max = 1 << 20
        elif kind is None:
            self.kind = "ANY"
        else:
            fail(self.where, f"a property of type {kind} has no place in a struct; give it a schema of its own")

    @property
    def has(self):
        if self.array or self.kind in ("TEXT", "ANY"):
            return False
        return self.nullable or (not self.required and self.default is None)

    def ctype(self):
        scalar = {
            "TEXT": "const char *", "INT": "int64_t ", "BOOL": "bool ", "UUID": "struct uuid ",
            "INSTANT": "struct instant ", "DAY": "struct day ", "MOMENT": "struct moment ",
            "ANY": "struct any ",
        }.get(self.kind) or f"struct {snake(self.ref)} "
        if not self.array:
            return f"{scalar}{self.name};"
        if self.kind == "TEXT":
            return f"struct texts {self.name};"
        if self.kind == "UUID":
            return f"struct uuids {self.name};"
        return f"struct {{\n        const {scalar}*items;\n        size_t count;\n    }} {self.name};"


class Struct:
    def __init__(self, name, schema, where):
        self.name = snake(name)
        self.description = schema.get("description", "")
        required = set(schema.get("required", []))
        self.fields = [Field(n, p, n in required, f"{where}.{n}") for n, p in schema.get("properties", {}).items()]
        unknown = required - {f.name for f in self.fields}
        if unknown:
            fail(where, f"requires {unknown} that it does not have")

    def has_field(self, name):
        return any(f.name == name and not f.array for f in self.fields)


class Operation:
    """One operation: with a route over HTTP, or (callers) only on the bus."""

    def __init__(self, service, oid, doc, where, edge=False):
        self.edge = edge
        self.service, self.name, self.where = service, oid, where
        if not oid.startswith(service + "."):
            fail(where, f"operationId {oid} does not begin with {service}.")
        self.c = oid.replace(".", "_")
        self.timeout = doc.get("x-timeout-ms") or fail(where, "misses x-timeout-ms")
        self.scope = doc.get("x-scope")
        self.limit = doc.get("x-limit")
        self.callers = doc.get("x-callers", [])
        self.method = self.path = None
        self.path_params, self.query_params = [], []
        self.body = self.output = None
        self.patch = False
        self.body_required = False
        self.success = 200
        self.keeps_key = False

    @property
    def auth(self):
        return self._auth

    @auth.setter
    def auth(self, value):
        if value not in ("public", "user", "key", "service"):
            fail(self.where, f"x-auth is {value!r}, not public, user or key")
        if value == "key" and not self.scope and not self.edge:
            fail(self.where, "x-auth key without x-scope")
        self._auth = value


class Contract:
    def __init__(self, root):
        self.docs = {path.stem: yaml.safe_load(path.read_text()) for path in files(root)}
        self.changes = yaml.safe_load((root.parent / "asyncapi.yaml").read_text())["x-changes"]
        self.lists = Lists(self.docs, self.changes)
        self.lists.fill(list(self.docs.values()))
        self.schemas, self.private, self.schema_service = {}, {}, {}
        for name, doc in self.docs.items():
            for table, key in ((self.schemas, doc.get("components", {}).get("schemas", {})),
                               (self.private, doc.get("x-schemas", {}))):
                for schema, body in (key or {}).items():
                    if schema in self.schemas or schema in self.private:
                        fail(name, f"schema {schema} exists twice")
                    table[schema] = self._expand(schema, body, name)
                    self.schema_service[schema] = name
        self.parameters = {n: p for d in self.docs.values() for n, p in d.get("components", {}).get("parameters", {}).items()}
        named = [n for n in self.docs if n != "common"]
        self.services = [n for n in named if not self.docs[n].get("x-edge")]
        self.edges = [n for n in named if self.docs[n].get("x-edge")]  # the gateway answers these itself
        self.operations = {s: list(self._operations(s)) for s in named}
        self._add_callers()
        self._check_scopes()

    def _add_callers(self):
        """x-asks of a service: what it asks of others on the bus."""
        on_the_bus = {op.name: op for ops in self.operations.values() for op in ops if not op.method}
        for service in self.services:
            for name in self.docs[service].get("x-asks", []):
                op = on_the_bus.get(name) or fail(f"{service} x-asks", f"no service answers {name} on the bus")
                op.callers = op.callers + [service]

    def _check_scopes(self):
        """A scope that no key can be given would shut an operation to all keys."""
        nouns = self.schemas["ApiKeyScopes"]["properties"]
        for op in (op for ops in self.operations.values() for op in ops if op.scope):
            noun, _, right = op.scope.partition(":")
            if right not in nouns.get(noun, {}).get("items", {}).get("enum", ()):
                fail(op.where, f"x-scope {op.scope} is none of ApiKeyScopes")

    def _expand(self, name, body, where):
        if "x-list-of" in body:
            item = {"$ref": f"#/components/schemas/{body['x-list-of']}"}
            return {"type": "object", "required": ["data", "next_cursor"],
                    "description": body.get("description", "One page."),
                    "properties": {"data": {"type": "array", "items": item},
                                   "next_cursor": {"type": ["string", "null"],
                                                   "description": "The cursor of the next page; null on the last."}}}
        return body

    def schema(self, name):
        return self.schemas.get(name) or self.private.get(name) or fail(name, "no such schema")

    def structs(self, service):
        """The service's structs, each after those it holds."""
        done, order = set(), []

        def visit(name):
            body = self.schema(name)
            if name in done or "x-patch-of" in body:
                return
            done.add(name)
            struct = Struct(name, body, name)
            for f in struct.fields:
                if f.ref:
                    visit(f.ref)
            order.append(struct)

        for name, owner in self.schema_service.items():
            if owner == service:
                visit(name)
        return order

    def _operations(self, service):
        doc = self.docs[service]
        for path, item in (doc.get("paths") or {}).items():
            for method in METHODS:
                if method in item:
                    yield self._http(service, path, method, item)
        for body in doc.get("x-operations", []) or []:
            op = Operation(service, body["operationId"], body, f"{service} {body['operationId']}")
            op.auth = "service"
            op.body = body.get("input")
            op.body_required = op.body is not None
            op.output = body.get("output")
            yield op

    def _http(self, service, path, method, item):
        doc = item[method]
        where = f"{method.upper()} {path}"
        op = Operation(service, doc.get("operationId") or fail(where, "no operationId"), doc, where, service in self.edges)
        op.auth = doc.get("x-auth")
        op.method, op.path = method, path
        op.keeps_key = method == "post" and doc.get("x-keeps-key", True)
        for p in item.get("parameters", []) + doc.get("parameters", []):
            p = self.parameters[p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p
            field = Field(p["name"], p["schema"], p.get("required", False), f"{where} {p['name']}")
            {"path": op.path_params, "query": op.query_params}[p["in"]].append(field)
        self._body(op, doc, where)
        success = [s for s in doc["responses"] if s.startswith("2") or s == "101"]
        if len(success) != 1:
            fail(where, "needs exactly one 2xx response")
        op.success = int(success[0])
        content = doc["responses"][success[0]].get("content", {})
        if content:
            op.output = content["application/json"]["schema"]["$ref"].rsplit("/", 1)[1]
        return op

    def _body(self, op, doc, where):
        request = doc.get("requestBody")
        if not request:
            return
        (media, content), = request["content"].items()
        name = content["schema"]["$ref"].rsplit("/", 1)[1]
        op.body_required = request.get("required", False)
        op.patch = media == "application/merge-patch+json"
        op.body = self.schema(name).get("x-patch-of", name) if op.patch else name

    def version_of(self, op):
        return bool(op.output) and "version" in self.schema(op.output).get("properties", {})


def load(root):
    return Contract(pathlib.Path(root) / "schemas" / "openapi")

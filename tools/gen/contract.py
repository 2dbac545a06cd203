"""The contract as Python sees it: schemas/openapi/*.yaml read, merged and resolved.

What may stand in a file is openapi.py's; here is what must be true of the files together.
"""

import pathlib
import re

import asks
import marks
import openapi
import operations
from fields import Struct
from lists import Lists
from marks import Map, Place, fail
from openapi import METHODS

FOLDER = "schemas/openapi"
POLICIES = "gateway/limit/limit_policy.c"
CHANGES = "schemas/asyncapi.yaml"
PROGRAMS = ("gateway", "admin")  # that ask on the bus and are no services


def files(root):
    """Common first, then by name: services stand in this order everywhere, and after them what the gateway answers."""
    found = sorted((root / FOLDER).glob("*.yaml"), key=lambda path: (path.stem != "common", path.stem))
    if not found or found[0].stem != "common":
        fail(f"{FOLDER}/common.yaml", "is not there")
    return found


class Contract:
    def __init__(self, root):
        self.root = root
        self.docs = {path.stem: marks.load(root, f"{FOLDER}/{path.name}") for path in files(root)}
        self.announced = marks.load(root, CHANGES)
        self.lists = Lists(self.docs, self.announced)
        for name, doc in self.docs.items():
            openapi.check(root, name, doc, Place(doc.at))
        self.schemas, self.private, self.schema_service, self.places = {}, {}, {}, {}
        self.parameters = Map()
        self._read_components()
        named = [n for n in self.docs if n != "common"]
        self.services = [n for n in named if not self.docs[n].get("x-edge")]
        self.edges = [n for n in named if self.docs[n].get("x-edge")]  # the gateway answers these itself
        self._check_references()
        self.operations = {s: list(self._operations(s)) for s in named}
        self._add_callers()
        self.handlers_ask = asks.of_handlers(self)
        self._check_operations([op for ops in self.operations.values() for op in ops])
        self._check_scopes()

    # ------------------------------------------------------------------ schemas

    def _read_components(self):
        for name, doc in self.docs.items():
            parts = doc.get("components", Map())
            for table, key in ((self.schemas, parts.get("schemas", Map())), (self.private, doc.get("x-schemas", Map()))):
                for schema, body in key.items():
                    self._note(schema, Place(key.place(schema), schema))
                    table[schema] = self._expand(body)
                    self.schema_service[schema] = name
            parameters = parts.get("parameters", Map())
            for parameter, body in parameters.items():
                self._note(f"parameter {parameter}", Place(parameters.place(parameter), parameter))
                self.parameters[parameter] = body

    def _note(self, name, place):
        if name in self.places:
            place.fail(f"stands in {self.places[name].at} as well")
        self.places[name] = place

    def _expand(self, body):
        if "x-list-of" in body:
            item = {"$ref": f"#/components/schemas/{body['x-list-of']}"}
            return {"type": "object", "required": ["data", "next_cursor"],
                    "description": body.get("description", "One page."),
                    "properties": {"data": {"type": "array", "items": item},
                                   "next_cursor": {"type": ["string", "null"],
                                                   "description": "The cursor of the next page; null on the last."}}}
        return body

    def schema(self, name, place=None):
        if name not in self.schemas and name not in self.private:
            (place or Place(FOLDER)).unknown(name, {**self.schemas, **self.private}, "is no schema")
        return self.schemas.get(name) or self.private[name]

    def referred(self, ref, place):
        """The name of the schema that a $ref leads to."""
        where, _, name = ref.rpartition("/")
        self.schema(name, place)
        right = "#/x-schemas" if name in self.private else "#/components/schemas"
        if where != right:
            place.fail(f"{name} stands in {right}, not in {where}")
        return name

    def holds(self, name):
        """(schema, place) of each that this one refers to."""
        place, body = self.places[name], self.schema(name)
        if "x-patch-of" in body:
            self.schema(body["x-patch-of"], place)
            return [(body["x-patch-of"], place)]
        properties, found = body.get("properties", Map()), []
        for key, member in properties.items():
            ref = member.get("$ref") or member.get("items", {}).get("$ref")
            if ref:
                here = place.of(properties, key, f"{name}.{key}") if isinstance(properties, Map) else place
                found.append((self.referred(ref, here), here))
        return found

    def _check_references(self):
        for name, service in self.schema_service.items():
            for other, place in self.holds(name):
                if self.schema_service[other] != service and service in self.services:
                    place.fail(f"{other} belongs to {self.schema_service[other]}")
                if name in self.schemas and other in self.private:
                    place.fail(f"{other} is of x-schemas, which the reference does not have")
            self._check_circle(name, name, set())

    def _check_circle(self, name, begin, seen):
        for other, place in self.holds(name):
            if other == begin:
                place.fail(f"{begin} holds itself")
            if other not in seen:
                seen.add(other)
                self._check_circle(other, begin, seen)

    def structs(self, service):
        """The service's structs, each after those it holds."""
        done, order = set(), []

        def visit(name):
            body = self.schema(name)
            if name in done or "x-patch-of" in body:
                return
            done.add(name)
            struct = Struct(name, body)
            for f in struct.fields:
                if f.ref:
                    visit(f.ref)
            order.append(struct)

        for name, owner in self.schema_service.items():
            if owner == service:
                visit(name)
        return order

    # ------------------------------------------------------------------ operations

    def _operations(self, service):
        doc = self.docs[service]
        for path, item in doc.get("paths", Map()).items():
            for method in METHODS:
                if method in item:
                    yield operations.over_http(self, service, path, method, item)
        for i, body in enumerate(doc.get("x-operations", [])):
            yield operations.on_the_bus(self, service, body, Place(doc["x-operations"].place(i), body["operationId"]))

    def _add_callers(self):
        """What services ask of others on the bus: their operations' x-asks, their own, and what they rebuild from."""
        self.on_the_bus = {op.name: op for ops in self.operations.values() for op in ops if not op.method}
        for service in self.services:
            for name, place in [*asks.of_operations(self.operations[service]), *self._asked(service)]:
                if name not in self.on_the_bus:
                    place.unknown(name, self.on_the_bus, "is nothing that a service answers on the bus")
                asked = self.on_the_bus[name]
                if service not in asked.callers:
                    asked.callers = [*asked.callers, service]

    def _asked(self, service):
        """(operation, place), each operation once."""
        asks, hears = self.docs[service].get("x-asks", []), self.docs[service].get("x-hears", {})
        found = [(name, Place(asks.place(i), "x-asks")) for i, name in enumerate(asks)]
        found += [(body["rebuild"], Place(body.place("rebuild"), "x-hears")) for body in hears.values()]
        return dict(reversed(found)).items()

    def _check_operations(self, found):
        policies = re.findall(r'\[LIMIT_\w+\] = \{"(\w+)"', (self.root / POLICIES).read_text())
        seen = {}
        for op in found:
            keys = [(f"operationId {op.name}", op.of("operationId"))]
            if op.method:
                keys.append((f"{op.method.upper()} {re.sub(r'{.*?}', '{}', op.path)}", op.place))
            for key, place in keys:
                if key in seen:
                    place.fail(f"{key} stands in {seen[key].at} as well")
                seen[key] = place
            if op.limit and op.limit not in policies:
                op.of("x-limit").unknown(op.limit, policies, f"has no policy in {POLICIES}", "x-limit ")
            if not op.method and not op.callers:
                op.place.fail("nobody asks it: neither x-callers here nor x-asks of another service names a process")
            for i, caller in enumerate(op.doc.get("x-callers", ())):
                if caller not in (*self.services, *PROGRAMS):
                    op.place.of(op.doc["x-callers"], i).unknown(caller, (*self.services, *PROGRAMS), "is no process that asks on the bus")

    def is_scope(self, scope):
        """Whether a key can be given it."""
        noun, _, right = scope.partition(":")
        return right in self.schema("ApiKeyScopes")["properties"].get(noun, {}).get("items", {}).get("enum", ())

    def _check_scopes(self):
        """A scope that no key can be given would shut an operation to all keys."""
        for op in (op for ops in self.operations.values() for op in ops if op.scope):
            if not self.is_scope(op.scope):
                op.of("x-scope").fail(f"x-scope {op.scope} is none of ApiKeyScopes")

    def version_of(self, op):
        return bool(op.output) and "version" in self.schema(op.output).get("properties", {})


def load(root):
    return Contract(pathlib.Path(root))

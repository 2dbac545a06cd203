"""What may stand in a file of schemas/openapi, member by member; see keywords.py for schemas."""

import re

from grammar import anything, flag, list_of, map_of, mapping, matching, one_of, record, text, whole
from keywords import NAME, REFERENCE, Dialect

METHODS = ("get", "post", "put", "patch", "delete")
PARAMETER_REF = "#/components/parameters/"
JSON, MERGE_PATCH = "application/json", "application/merge-patch+json"
WORDS = {"summary": text, "description": text, "deprecated": flag, "externalDocs": anything}
EXAMPLES = {"example": anything, "examples": anything}
OPERATION_ID = matching(r"[a-z][a-z0-9_]*\.[a-z][a-z0-9_]*", "like contact.create")
SCOPE = matching("any|[a-z][a-z_]*:[a-z]+", "any, or like contacts:read")
NAMED = "[a-z][a-z0-9_]*"
ASKS = list_of(OPERATION_ID, 1)
SCOPES = list_of(matching(NAMED, "like contacts"))
PATH = r"(/([A-Za-z0-9._-]+|\{[a-z][a-z0-9_]*\}))+"
TAGS = list_of(record({"name": text, **WORDS}, ("name", "description")))
COMPONENTS = {"schemas": anything, "parameters": anything}


def reference(value, place):
    """{$ref: ...} and nothing beside it."""
    mapping(value, place)
    if "$ref" not in value:
        place.fail("a schema here must be a $ref to one of components/schemas")
    record({"$ref": REFERENCE})(value, place)


def example(value, place):
    mapping(value, place)
    record({"summary": text, "description": text, "value": anything}, ("value",))(value, place)


HEARS = record({"noun": text, "rebuild": OPERATION_ID}, ("noun", "rebuild"))
CONTENT = {"schema": reference, "example": anything, "examples": map_of(example)}


def some(value, place):
    mapping(value, place)
    if not value:
        place.fail(f"{place.key} must not be empty")


def media(kinds):
    def rule(value, place):
        some(value, place)
        for kind in value:
            if kind not in kinds:
                place.of(value, kind).fail(f"media type {kind} is none that the gateway reads and writes: {', '.join(kinds)}")
        map_of(record(CONTENT, ("schema",)))(value, place)
    return rule


def body(value, place):
    record({"required": flag, "description": text, "content": media((JSON, MERGE_PATCH))}, ("content",))(value, place)
    if len(value["content"]) != 1:
        place.fail("requestBody has one media type")


def response(edge):
    def stream(value, place):
        some(value, place)
        for kind, content in value.items():
            plain = record({"type": one_of("string"), "description": text}, ("type",))
            record({**CONTENT, "schema": reference if kind == JSON else plain}, ("schema",))(content, place.of(value, kind))
    return record({"description": text, "content": stream if edge else media((JSON,))}, ("description",))


def parameter(dialect):
    known = {"name": matching("[a-z][a-z0-9_]*", "a name such as calendar_id"), "in": one_of("path", "query"), "required": flag,
             "description": text, "deprecated": flag, **EXAMPLES, "schema": dialect.parameter}

    def rule(value, place):
        mapping(value, place)
        if "$ref" in value:
            return record({"$ref": matching(re.escape(PARAMETER_REF) + "[A-Z][A-Za-z0-9]*", PARAMETER_REF + "Name")})(value, place)
        here = place.named(f"{place.name} {value.get('name')}".strip())
        record(known, ("name", "in", "schema"))(value, here)
        if value["in"] == "path" and (value.get("required") is not True or value["schema"].get("type") == "array"):
            here.fail("a parameter of the path is one value, and required: true")
    return rule


def header(value, place):
    """Of the few that the gateway itself reads; bundle.py says which operations have them."""
    record({"name": text, "in": one_of("header"), "description": text, "schema": mapping}, ("name", "in", "schema"))(value, place)


def operation(dialect):
    responses = map_of(response(dialect.edge), "[1-5][0-9][0-9]", "status; put it into quotes")
    return record(
        {"operationId": OPERATION_ID, "tags": list_of(text, 1), **WORDS, "x-auth": one_of("public", "user", "key"), "x-scope": SCOPE,
         "x-limit": text, "x-timeout-ms": whole(1), "x-keeps-key": flag, "x-told-to-writers": one_of(True), "x-one-click": flag, **({"x-socket": one_of(True)} if dialect.edge else {"x-asks": ASKS}),
         "parameters": list_of(parameter(dialect)), "requestBody": body, "responses": responses},
        ("operationId", "summary", "x-auth", "x-timeout-ms", "responses"))


def paths(dialect):
    def rule(value, place):
        mapping(value, place)
        for path, item in value.items():
            here = place.of(value, path, path)
            if not re.fullmatch(PATH, path):
                here.fail(f"{path} is no path of letters, digits and {{parameters}}")
            mapping(item, here)
            record({"parameters": list_of(parameter(dialect)), **{m: mapping for m in METHODS}, **WORDS})(item, here)
            for method in (m for m in METHODS if m in item):
                operation(dialect)(item[method], here.of(item, method, f"{method.upper()} {path}"))
    return rule


def schemas(dialect):
    def rule(value, place):
        mapping(value, place)
        for name, schema in value.items():
            here = place.of(value, name, name)
            NAME(name, here)
            dialect.schema(schema, here)
    return rule


def named_parameters(rules):
    """`rules` for where each is: those of headers stand in common.yaml alone."""
    def rule(value, place):
        mapping(value, place)
        for name, one in value.items():
            here = place.of(value, name, name)
            mapping(one, here)
            rules.get(str(one.get("in")), rules[None])(one, here)
    return rule


def common(dialect):
    plain = parameter(dialect)
    components = {"securitySchemes": map_of(anything), "schemas": schemas(dialect),
                  "parameters": named_parameters({"header": header, None: plain})}
    return record({"openapi": text, "info": mapping, "x-scopes": SCOPES, "servers": anything, "security": anything, "tags": TAGS, "externalDocs": anything,
                   "components": record(components, ("schemas",))}, ("openapi", "info", "components"))


def bus_operation(value, place):
    mapping(value, place)
    here = place.named(str(value.get("operationId")))
    record({"operationId": OPERATION_ID, "description": text, "x-callers": list_of(text, 1), "x-asks": ASKS, "x-timeout-ms": whole(1),
            "input": NAME, "output": NAME}, ("operationId", "x-timeout-ms"))(value, here)


def service(dialect):
    """A service's file, or, with x-edge, what the gateway answers itself."""
    components = {"schemas": schemas(dialect), "parameters": named_parameters({None: parameter(dialect)})}
    known = {"tags": TAGS, "paths": paths(dialect), "components": record(components)}
    if dialect.edge:
        return record({"x-edge": one_of(True), **known}, ("x-edge",))
    return record({"x-service": one_of(dialect.service), "x-scopes": SCOPES, "x-hears": map_of(HEARS, NAMED, "consumer's name"),
                   "x-asks": list_of(OPERATION_ID), **known, "x-operations": list_of(bus_operation),
                   "x-schemas": schemas(dialect.on_the_bus())}, ("x-service",))


def check(root, name, doc, place):
    dialect = Dialect(root, name, "x-edge" in doc)
    (common if name == "common" else service)(dialect)(doc, place)

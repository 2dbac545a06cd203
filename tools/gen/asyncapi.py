"""What may stand in schemas/asyncapi.yaml, and what its names must agree with.

Its schemas describe what the gateway says and hears on a WebSocket and what is announced.  No table is made of
them: they are documentation, but a word that JSON Schema does not have is refused all the same.
"""

from grammar import anything, flag, list_of, map_of, mapping, one_of, record, text, whole
from marks import List, Map, Place

WORDS = {"title": text, "summary": text, "description": text, "externalDocs": anything, "tags": anything}
REF = {"$ref": text}
NAME = "[a-z][a-z0-9_]*"


TYPES = ("object", "array", "string", "integer", "number", "boolean", "null")


def types(value, place):
    one = one_of(*TYPES)
    (list_of(one, 1) if isinstance(value, List) else one)(value, place)


def schema(value, place):
    mapping(value, place)
    inner = map_of(schema)
    record({**WORDS, **REF, "type": types, "const": text, "enum": list_of(text, 1), "format": one_of("uuid", "date-time", "date"),
            "required": list_of(text), "properties": inner, "additionalProperties": flag, "items": schema, "allOf": list_of(schema),
            "minItems": whole(0), "maxItems": whole(1), "minimum": whole(), "maximum": whole(), "minLength": whole(0),
            "maxLength": whole(1), "example": anything, "examples": anything, "deprecated": flag})(value, place)
    for i, name in enumerate(value.get("required", ())):
        if name not in value.get("properties", {}):
            place.of(value["required"], i).unknown(name, value.get("properties", {}), "is required and is not there")


def ref(value, place):
    record(REF, ("$ref",))(value, place)


CHANNEL = record({**WORDS, "address": text, "servers": list_of(ref), "bindings": anything, "x-carries-changes": one_of(True, "scoped"),
                  "parameters": map_of(record({"description": text, "enum": list_of(text, 1), "examples": anything}, ("description",))),
                  "messages": map_of(ref)}, ("address",))
OPERATION = record({**WORDS, "action": one_of("send", "receive"), "channel": ref, "messages": list_of(ref), "bindings": anything,
                    "security": anything}, ("action", "channel"))
MESSAGE = record({**WORDS, "x-who": one_of("gateway", "client"), "name": text, "contentType": text, "payload": schema, "headers": schema,
                  "examples": anything}, ("payload",))
VERBS = map_of(text, NAME, "verb")
TOLD = record({"service": text, "data": text, "path": text, "without": list_of(text), "scope": text, "shared": flag, "verbs": VERBS},
              ("service", "data", "path", "verbs"))
UNTOLD = record({"audience": text, "service": text, "data": text, "verbs": VERBS}, ("service", "data", "verbs"))


def noun(value, place):
    """With `audience: services` it is heard by those that name it in x-hears, and no feed has it."""
    mapping(value, place)
    if "audience" not in value:
        return TOLD(value, place)
    one_of("services")(value["audience"], place.of(value, "audience"))
    UNTOLD(value, place)


def told(changes):
    """The nouns that users hear of."""
    return {name: body for name, body in changes.items() if "audience" not in body}


def each(rule, kind):
    """Named ones, which faults inside are called by."""
    return map_of(rule, name=lambda _, key: f"{kind} {key}")


DOCUMENT = record(
    {"asyncapi": text, "id": text, "info": mapping, "servers": map_of(anything), "defaultContentType": text, "channels": each(CHANNEL, "channel"),
     "operations": each(OPERATION, "operation"),
     "components": record({"messages": each(MESSAGE, "message"), "schemas": each(schema, "schema"), "securitySchemes": map_of(anything)}, ("schemas",)),
     "x-changes": map_of(noun, NAME, "noun", lambda _, key: f"x-changes {key}")},
    ("asyncapi", "info", "channels", "operations", "components", "x-changes"))


def changes(doc):
    """x-changes, which more than this document follows from."""
    if "x-changes" not in doc:
        Place(doc.at).fail("misses x-changes")
    map_of(noun, NAME, "noun", lambda outer, key: f"{outer} {key}")(doc["x-changes"], Place(doc.place("x-changes"), "x-changes"))
    return doc["x-changes"]


def check(contract, doc):
    place = Place(doc.at)
    DOCUMENT(doc, place)
    check_refs(contract, doc, doc, place)
    nouns = doc["x-changes"]
    for name, noun in nouns.items():
        check_noun(contract, noun, Place(nouns.place(name), f"x-changes {name}"))


def check_refs(contract, doc, value, place):
    """Every $ref leads to something in this document, or to a schema of the contract."""
    for key in value if isinstance(value, Map) else range(len(value)) if isinstance(value, list) else ():
        here = place.of(value, key)
        if key == "$ref":
            target = doc
            for part in value[key].removeprefix("#/").split("/"):
                target = target.get(part) if isinstance(target, Map) else None
            name = value[key].removeprefix("#/components/schemas/")
            if target is None and name not in contract.schemas:
                here.fail(f"$ref {value[key]} leads nowhere")
        check_refs(contract, doc, value[key], here)


def check_noun(contract, noun, place):
    service, data = noun["service"], noun["data"]
    if service not in contract.services:
        place.of(noun, "service").unknown(service, contract.services, "is no service")
    here = place.of(noun, "data")
    properties = contract.schema(data, here).get("properties")
    if contract.schema_service[data] != service:
        here.fail(f"{data} belongs to {contract.schema_service[data]}")
    if not noun["verbs"]:
        place.of(noun, "verbs").fail("verbs must not be empty")
    if "audience" in noun:
        if data not in contract.private or "id" not in (properties or ()):
            here.fail(f"{data} is no object with an id of x-schemas, and no user hears of it")
        return
    if properties is None or data in contract.private:
        here.fail(f"{data} is no object of the reference")
    check_told(contract, noun, properties, place)


def check_told(contract, noun, properties, place):
    service, data, scope = noun["service"], noun["data"], noun.get("scope")
    read = [op.path for op in contract.operations[service] if op.method == "get" and op.output == data]
    if noun["path"] not in read:
        place.of(noun, "path").unknown(noun["path"], read, f"is no path at which {data} is read")
    for i, name in enumerate(noun.get("without", ())):
        if name not in properties:
            place.of(noun["without"], i).unknown(name, properties, f"is nothing that {data} has")
    if scope is not None and not contract.is_scope(scope):
        place.of(noun, "scope").fail(f"scope {scope} is none of ApiKeyScopes")

"""gen/edge/openapi.json: one OpenAPI 3.1 document of all services."""

import copy
import re

import events
from contract import METHODS
from marks import fail
from views import REF, Views, moments

HEADERS = {
    "X-Request-Id": {"description": "The trace id of the request; name it when you report a fault.",
                     "schema": {"type": "string"}},
    "ETag": {"description": "The version.", "schema": {"type": "string"}},
    "Retry-After": {"description": "Seconds to wait before trying again.", "schema": {"type": "integer"}},
    "RateLimit-Policy": {"description": "The caller's limit: its name, how many requests it holds (q), in how many "
                                        "seconds it fills (w).", "schema": {"type": "string"}},
    "RateLimit": {"description": "How many requests are left (r), and in how many seconds all are (t).",
                  "schema": {"type": "string"}},
    "Allow": {"description": "The methods that the path has.", "schema": {"type": "string"}},
    "WWW-Authenticate": {"description": "The scheme.", "schema": {"type": "string"}},
}
ERRORS = {
    "400": ("BadRequest", "Malformed, or fields break the contract."), "401": ("Unauthorized", "No credentials, or none that hold."),
    "403": ("Forbidden", "Not allowed, or the key lacks the scope."), "404": ("NotFound", "Absent, deleted, or not yours to see."),
    "405": ("MethodNotAllowed", "The path has no such method."), "409": ("Conflict", "It contradicts what is stored."),
    "412": ("PreconditionFailed", "It changed since you read it."), "413": ("ContentTooLarge", "The body is larger than 1 MiB."),
    "414": ("UriTooLong", "The URL is longer than 8 KiB."), "415": ("UnsupportedMediaType", "The body has another media type."),
    "429": ("TooManyRequests", "Too many; try again later."), "431": ("HeadersTooLarge", "The headers are larger than 32 KiB."),
    "500": ("InternalError", "A fault of ours."), "501": ("NotImplemented", "This installation cannot do it."),
    "503": ("ServiceUnavailable", "A part is away or full; try again."), "504": ("GatewayTimeout", "No answer in time."),
}


IGNORED = "`Idempotency-Key` is ignored"


def error_codes(root):
    text = (root / "shared" / "base" / "err.h").read_text()
    return re.findall(r'X\([A-Z_]+,\s*"([a-z_]+)",\s*(\d+)', text)


def errors_of(op):
    found = ["400", "405", "413", "414", "429", "431", "500", "503", "504"]
    if op.auth != "public":
        found += ["401", "403"]
    if op.c in ("auth_login", "auth_refresh"):
        found.append("401")
    if op.c == "auth_agent_create":
        found.append("501")
    if op.path_params:
        found.append("404")
    if op.body:
        found.append("415")
    if op.method != "get":
        found += ["404", "409"]
    if op.if_match or op.c == "event_batch":
        found.append("412")
    return sorted(set(found))


def headers_of(status, versioned=False):
    names = ["X-Request-Id", "RateLimit-Policy", "RateLimit"]
    if status.startswith("2") and versioned:
        names.append("ETag")
    if status in ("429", "503", "504"):
        names.append("Retry-After")
    names += {"405": ["Allow"], "401": ["WWW-Authenticate"], "304": ["ETag"]}.get(status, [])
    return {n: {"$ref": f"#/components/headers/{n}"} for n in names}


def error_responses():
    """One answer for each status, which the operations refer to."""
    return {name: {"description": text, "headers": headers_of(status), "content": {"application/json": {"schema": {"$ref": REF + "Error"}}}}
            for status, (name, text) in ERRORS.items()}


def described(op, text):
    if not op.shown_to:
        return text
    return f"{text} A key without `{op.shown_to}` is told {'no more' if op.success == 204 else '`id` and `version` alone'}."


def responses_of(op, told, versioned):
    out = {status: {**response, "headers": headers_of(status, versioned)} for status, response in told.items()}
    out[str(op.success)]["description"] = described(op, told[str(op.success)]["description"])
    if op.method == "get" and versioned:
        out["304"] = {"description": "What you have is current.", "headers": headers_of("304")}
    out |= {status: {"$ref": f"#/components/responses/{ERRORS[status][0]}"} for status in errors_of(op)}
    return dict(sorted(out.items()))


def operation(contract, views, op, doc):
    doc = {k: v for k, v in doc.items() if not k.startswith("x-") or k == "x-scope"}
    params = doc.setdefault("parameters", [])
    versioned = contract.version_of(op)
    if op.method == "get" and versioned:
        params.append({"$ref": "#/components/parameters/IfNoneMatch"})
    if op.if_match:
        params.append({"$ref": "#/components/parameters/IfMatch"})
    if op.keeps_key:
        params.append({"$ref": "#/components/parameters/IdempotencyKey"})
    elif op.method == "post" and IGNORED not in doc.get("description", ""):
        doc["description"] = f"{doc.get('description', '').strip()} {IGNORED}.".strip()
    doc["security"] = {"public": [{}], "user": [{"bearer": []}], "key": [{"bearer": []}, {"key": []}]}[op.auth]
    doc["responses"] = responses_of(op, doc["responses"], versioned)
    if op.patch:
        media = doc["requestBody"]["content"]
        media["application/json"] = media["application/merge-patch+json"]
    elif op.body:
        for content in doc["requestBody"]["content"].values():
            content["schema"] = {"$ref": REF + views.name_sent(op.body)}
    return doc


def clean(value):
    """What is ours (x-...) stays out of the bundle, but for the scope and the limits in bytes."""
    if isinstance(value, dict):
        return {k: clean(v) for k, v in value.items() if not k.startswith("x-") or k in ("x-scope", "x-max-bytes")}
    return [clean(v) for v in value] if isinstance(value, list) else value


def paths(contract, views):
    out = {}
    for s in contract.services + contract.edges:
        by_route = {(op.path, op.method): op for op in contract.operations[s] if op.method}
        for path, item in (contract.docs[s].get("paths") or {}).items():
            if any(m.get("x-socket") for m in item.values() if isinstance(m, dict)):
                continue  # OpenAPI has no words for it: schemas/asyncapi.yaml has
            item = copy.deepcopy(item)
            for method in METHODS:
                if method in item:
                    item[method] = operation(contract, views, by_route[path, method], item[method])
            out.setdefault(path, {}).update(item)
    return out


def bundle(contract, root):
    out = copy.deepcopy(contract.docs["common"])
    views, components = Views(contract), out.pop("components")
    out["tags"] = [t for s in contract.services + contract.edges for t in contract.docs[s].get("tags", [])]
    out["paths"] = paths(contract, views)
    components["headers"] = HEADERS
    components["responses"] = error_responses()
    components["parameters"] = contract.parameters
    schemas = views.all(components["schemas"])
    if "code" not in schemas.get("Error", {}).get("properties", {}):
        fail("schemas/openapi/common.yaml", "the schema Error, or its code, is not there")
    schemas["Error"]["properties"]["code"]["enum"] = [c for c, _ in error_codes(root)]
    components["schemas"] = events.feed_messages(contract, schemas)
    out["components"] = components
    return clean(moments(out))

"""gen/openapi.json: one OpenAPI 3.1 document of all services, and the reference page of both documents."""

import copy
import json
import re

import jinja2

from contract import METHODS

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
    "400": "Malformed, or fields break the contract.", "401": "No credentials, or none that hold.",
    "403": "Not allowed, or the key lacks the scope.", "404": "Absent, deleted, or not yours to see.",
    "405": "The path has no such method.", "409": "It contradicts what is stored.",
    "412": "It changed since you read it.", "413": "The body is larger than 1 MiB.",
    "414": "The URL is longer than 8 KiB.", "415": "The body has another media type.",
    "429": "Too many; try again later.", "431": "The headers are larger than 32 KiB.",
    "500": "A fault of ours.", "501": "This installation cannot do it.", "503": "A part is away or full; try again.", "504": "No answer in time.",
}


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
    if op.method in ("put", "patch", "delete"):
        found.append("412")
    return sorted(set(found))


def headers_of(status, op, versioned):
    names = ["X-Request-Id", "RateLimit-Policy", "RateLimit"]
    if status.startswith("2") and versioned:
        names.append("ETag")
    if status in ("429", "503", "504"):
        names.append("Retry-After")
    names += {"405": ["Allow"], "401": ["WWW-Authenticate"], "304": ["ETag"]}.get(status, [])
    return {n: {"$ref": f"#/components/headers/{n}"} for n in names}


def patch_schema(contract, body):
    of = copy.deepcopy(contract.schemas[body["x-patch-of"]])
    required = of.pop("required", [])
    for name, prop in of["properties"].items():
        prop.pop("default", None)
        kinds = prop.get("type")
        if name not in required and isinstance(kinds, str) and not prop.get("readOnly"):
            prop["type"] = [kinds, "null"]
            if "enum" in prop:
                prop["enum"] = prop["enum"] + [None]
    of["description"] = f"A JSON Merge Patch (RFC 7396) of {body['x-patch-of']}: absent members stay, null clears."
    of["additionalProperties"] = False
    return of


def operation(contract, op, doc):
    doc = {k: v for k, v in doc.items() if not k.startswith("x-") or k == "x-scope"}
    params = doc.setdefault("parameters", [])
    versioned = contract.version_of(op)
    if op.method == "get" and versioned:
        params.append({"$ref": "#/components/parameters/IfNoneMatch"})
    if op.method in ("put", "patch", "delete"):
        params.append({"$ref": "#/components/parameters/IfMatch"})
    if op.keeps_key:
        params.append({"$ref": "#/components/parameters/IdempotencyKey"})
    doc["security"] = {"public": [{}], "user": [{"bearer": []}], "key": [{"bearer": []}, {"key": []}]}[op.auth]
    responses = doc["responses"]
    if op.method == "get" and versioned:
        responses["304"] = {"description": "What you have is current."}
    for status in errors_of(op):
        responses[status] = {"description": ERRORS[status],
                             "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Error"}}}}
    for status, response in responses.items():
        response["headers"] = headers_of(status, op, versioned)
    doc["responses"] = dict(sorted(responses.items()))
    if op.patch:
        media = doc["requestBody"]["content"]
        media["application/json"] = media["application/merge-patch+json"]
    return doc


def clean(value):
    """What is ours (x-...) stays out of the bundle, but for the scope and the limits in bytes."""
    if isinstance(value, dict):
        out = {k: clean(v) for k, v in value.items() if not k.startswith("x-") or k in ("x-scope", "x-max-bytes")}
        if value.get("x-moment"):
            out.pop("format", None)
            out["anyOf"] = [{"format": "date-time"}, {"format": "date"}]
        return out
    return [clean(v) for v in value] if isinstance(value, list) else value


def bundle(contract, root):
    common = copy.deepcopy(contract.docs["common"])
    out = {k: v for k, v in common.items() if k != "components"}
    documented = contract.services + contract.edges
    out["tags"] = [t for s in documented for t in contract.docs[s].get("tags", [])]
    out["paths"] = {}
    by_route = {(op.path, op.method): op for s in contract.services + contract.edges for op in contract.operations[s] if op.method}
    for s in documented:
        for path, item in (contract.docs[s].get("paths") or {}).items():
            item = copy.deepcopy(item)
            for method in METHODS:
                if method in item:
                    item[method] = operation(contract, by_route[path, method], item[method])
            if any(m.get("x-socket") for m in contract.docs[s]["paths"][path].values() if isinstance(m, dict)):
                continue  # OpenAPI has no words for it: schemas/asyncapi.yaml has
            if path in out["paths"]:
                out["paths"][path].update(item)
            else:
                out["paths"][path] = item
    components = common["components"]
    components["headers"] = HEADERS
    schemas = {}
    for name, body in {**components["schemas"], **contract.schemas}.items():
        if "x-patch-of" in body:
            schemas[name] = patch_schema(contract, body)
        else:
            schemas[name] = copy.deepcopy(body)
            if "properties" in body:
                schemas[name]["additionalProperties"] = False
    codes = error_codes(root)
    schemas["Error"]["properties"]["code"]["enum"] = [c for c, _ in codes]
    components["schemas"] = schemas
    components["parameters"] = contract.parameters
    out["components"] = components
    return clean(out)


def as_c(name, file):
    """A C file that takes the document's bytes in as they are; the build runs in the project's root."""
    header = (f"/* Made by tools/gen. Do not edit. */\n/* clang-format off */\n#ifndef GEN_{name.upper()}_H\n#define GEN_{name.upper()}_H\n\n"
              f"#include <stddef.h>\n\nextern const char {name}[]; /* gen/edge/{file}, not NUL-terminated */\n"
              f"extern const size_t {name}_len;\n\n#endif\n")
    source = (f'/* Made by tools/gen. Do not edit. */\n/* clang-format off */\n#include "gen/edge/{name}.h"\n\n'
              f'__asm__(".section .rodata\\n.global {name}\\n.global {name}_len\\n"\n'
              f'        "{name}: .incbin \\"gen/edge/{file}\\"\\n"\n'
              f'        "1: .balign 8\\n{name}_len: .quad 1b - {name}\\n.previous\\n");\n')
    return header, source


def marked(text):
    """The little Markdown that descriptions use: code, bold, and lines that are only wrapped."""
    text = str(jinja2.filters.escape((text or "").strip()))
    text = re.sub(r"\n(?!\n|\*\*|- )(?<!\n\n)", " ", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", re.sub(r"`([^`]+)`", r"<code>\1</code>", text))
    return jinja2.filters.Markup(text)


def page(document, changes, here):
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(here), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.filters["ref"] = lambda r: r.rsplit("/", 1)[1]
    env.filters["code"] = marked
    env.filters["json"] = lambda v: json.dumps(v, indent=2, ensure_ascii=False)

    def resolve(p):
        return document["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p

    def kind(s):
        if "$ref" in s:
            return s["$ref"].rsplit("/", 1)[1]
        if "anyOf" in s:
            return " or ".join(a.get("format", "") for a in s["anyOf"])
        types = s.get("type", "any")
        types = types if isinstance(types, list) else [types]
        names = [("list of " + kind(s["items"])) if t == "array" else s.get("format", t) if t != "null" else t for t in types]
        return " or ".join(names)

    def limits(s):
        s = {**s, **(s.get("items", {}) if s.get("type") == "array" else {}), **{k: s[k] for k in ("maxItems", "minItems") if k in s}}
        names = (("minLength", "at least {} characters"), ("maxLength", "at most {} characters"), ("minItems", "at least {} items"),
                 ("maxItems", "at most {} items"), ("minimum", "at least {}"), ("maximum", "at most {}"), ("default", "default {}"),
                 ("pattern", "matches {}"))
        out = [t.format(json.dumps(s[k]) if k == "default" else s[k]) for k, t in names if k in s and abs(s[k] if isinstance(s[k], int) else 0) < 2**62]
        if "enum" in s:
            out.append("one of " + ", ".join(str(e) for e in s["enum"]))
        return ", ".join(out)

    return env.get_template("docs.html").render(d=document, changes=changes, methods=METHODS, resolve=resolve, kind=kind, limits=limits)

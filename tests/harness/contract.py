"""The published contract as a judge of replies: every status, header and body must be described by it."""

import json
import re
import uuid
from datetime import date, datetime

import jsonschema

from harness.stack import ROOT

PAGES = ("/healthz", "/livez", "/readyz", "/openapi.json", "/asyncapi.json", "/docs", "/ws",  # not operations of a service
         *(f"/mail/{name}" for name in ("verify-email", "reset-password", "change-email", "stop", "page.css", "page.js")), "/mails/stop")
WRITTEN = ("id", "version")  # what a key that may write and not read is told of an object
METHODS = ("get", "post", "put", "patch", "delete")
INSTANT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{0,5}[1-9])?Z")
ERROR_ROW = re.compile(r'X\(\w+,\s*"(\w+)",\s*(\d+),\s*(true|false)')

formats = jsonschema.FormatChecker(formats=())
formats_sent = jsonschema.FormatChecker(formats=())  # what is taken: wider than what is answered


@formats.checks("uuid")
def _uuid(v):
    return not isinstance(v, str) or re.fullmatch(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", v) is not None


@formats.checks("date-time", raises=ValueError)
def _instant(v):
    """As we send them: RFC 3339 in UTC, the fraction only when it is not zero."""
    if isinstance(v, str):
        datetime.fromisoformat(v)
        return INSTANT.fullmatch(v) is not None
    return True


@formats_sent.checks("date-time", raises=ValueError)
def _instant_sent(v):
    """RFC 3339 with any offset."""
    return not isinstance(v, str) or datetime.fromisoformat(v.upper()).tzinfo is not None


@formats_sent.checks("date", raises=ValueError)
@formats.checks("date", raises=ValueError)
def _date(v):
    if isinstance(v, str):
        date.fromisoformat(v)
        return len(v) == 10
    return True


@formats.checks("email")
def _email(v):
    return not isinstance(v, str) or re.fullmatch(r"[^@\s]+@[^@\s]+", v) is not None


class Operation:
    def __init__(self, contract, method, path, item):
        doc = item[method]
        self.method, self.path, self.doc = method.upper(), path, doc
        self.name = doc["operationId"]
        self.public = {} in doc["security"]
        self.scope = None if doc.get("x-scope") == "any" else doc.get("x-scope")
        self.writes = bool(self.scope) and self.scope.endswith(":write")
        self.parameters = [contract.deref(p) for p in item.get("parameters", []) + doc.get("parameters", [])]
        self.responses = {int(s): contract.deref(r) for s, r in doc["responses"].items()}
        self.success = max(s for s in self.responses if 200 <= s < 300)  # 200 beside 204 is that of a dry run
        body = doc.get("requestBody")
        self.media = next(iter(body["content"])) if body else None
        self.body_required = bool(body and body.get("required"))
        self.input = contract.deref(body["content"][self.media]["schema"]) if body else None
        self.kept = self.public and 304 in self.responses  # by clients, who ask again each time
        self.pattern = re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + "$")

    def parameters_in(self, where):
        return [p for p in self.parameters if p["in"] == where]

    def __repr__(self):
        return f"{self.method} {self.path}"


class Contract:
    def __init__(self, text=None):
        self.doc = json.loads(text or (ROOT / "gen/edge/openapi.json").read_text())
        self.schemas = self.doc["components"]["schemas"]
        self.operations = [Operation(self, m, path, item)
                           for path, item in self.doc["paths"].items() for m in METHODS if m in item]
        self.by_name = {o.name: o for o in self.operations}
        rows = ERROR_ROW.findall((ROOT / "shared/base/err.h").read_text())
        self.codes = {code: (int(status), again == "true") for code, status, again in rows}
        self.validators = {}

    def deref(self, node):
        while "$ref" in node:
            target = self.doc
            for part in node["$ref"].removeprefix("#/").split("/"):
                target = target[part]
            node = target
        return node

    def at(self, path):
        """The operations of a concrete path, by method; a literal path goes before a pattern."""
        bare = path.split("?")[0]
        exact = {o.method: o for o in self.operations if o.path == bare}
        return exact or {o.method: o for o in self.operations if o.pattern.match(bare)}

    def read_only(self, op):
        """The members that only the answer has."""
        answer = self.deref(self._schema(op.responses[op.success]) or {})
        return sorted(set(answer.get("properties", ())) - set(op.input["properties"]))

    # ------------------------------------------------------------------ judging

    def check(self, reply, by_key=False):
        """Raises AssertionError when the contract does not describe this reply; by_key: to an API key."""
        assert re.fullmatch(r"[0-9a-f]{32}", reply.headers.get("X-Request-Id", "")), f"X-Request-Id of {reply!r}"
        assert reply.headers.get("X-Content-Type-Options") == "nosniff", f"nosniff of {reply!r}"
        here = self.at(reply.path)
        operation = here.get("GET" if reply.method == "HEAD" else reply.method)
        if reply.method == "OPTIONS" and (here or reply.path in (*PAGES, "*")):
            assert reply.status == 204 and reply.headers["Allow"], f"{reply!r}"
        elif (reply.path, reply.status) == ("/readyz", 503):
            assert reply.json()["status"] == "not ready" and reply.headers["Retry-After"], f"{reply!r}"
        elif reply.status >= 400:
            self._error(reply, operation, here)
        elif operation:
            self._success(reply, operation, by_key)
        elif reply.path.partition("?")[0] in PAGES and reply.method in ("GET", "HEAD"):
            assert reply.status in (200, 304), f"{reply!r}"
        else:
            raise AssertionError(f"a success that no operation describes: {reply!r}")

    def _success(self, reply, op, by_key):
        assert reply.status in op.responses, f"{op!r} does not describe {reply!r}"
        schema = self._schema(op.responses[reply.status if reply.status < 300 else op.success])
        if reply.status in (204, 304) or reply.method == "HEAD" or not schema:
            assert reply.body == b"" or reply.status not in (202, 204, 304), f"a body where none belongs: {reply!r}"
            return
        assert reply.headers["Content-Type"] == "application/json", f"Content-Type of {reply!r}"
        assert reply.headers.get("Cache-Control") == ("no-cache" if op.kept else "no-store"), f"Cache-Control of {reply!r}"
        body = reply.json()
        if by_key and op.writes and set(body) == set(WRITTEN):
            members = self.deref(schema)["properties"]
            schema = {"type": "object", "properties": {name: members[name] for name in WRITTEN}}
        self.validate(schema, body, reply)
        if "version" in self.deref(schema).get("properties", {}):
            part = "-part" if body.get("visibility", "public") != "public" and "created_by" not in body else ""
            tag = f'"{body["version"]}{part}"'
            shows_answers = reply.method == "GET" and body.get("attendees") and not part  # which have no part in the version
            assert (re.sub(r"-\d+", "", reply.etag or "") if shows_answers else reply.etag) == tag, f"ETag {reply.etag} of {reply!r}"

    def check_sent(self, reply, body):
        """Raises AssertionError when a body was taken that the contract does not describe."""
        op = self.at(reply.path).get(reply.method)
        if not op or not op.input or reply.status >= 300:
            return
        sent = json.loads(body)
        if op.method != "POST":  # what is read-only may come back as it was read
            sent = {name: value for name, value in sent.items() if name not in self.read_only(op)}
        if op.name == "event.batch":  # of its items those that were taken
            sent["items"] = [item for item, result in zip(sent["items"], reply.json()["results"]) if result["status"] < 300]
            if not sent["items"]:
                return
        for error in self._validator(op.input, formats_sent).iter_errors(sent):
            raise AssertionError(f"{reply!r} took what the contract does not: {error.message} at {error.json_path}")

    def _error(self, reply, op, here):
        if op:
            assert reply.status in op.responses, f"{op!r} does not describe {reply.status}: {reply!r}"
        if reply.method != "HEAD":
            assert reply.headers["Content-Type"] == "application/json", f"Content-Type of {reply!r}"
            body = reply.json()
            self.validate({"$ref": "#/components/schemas/Error"}, body, reply)
            status, again = self.codes[body["code"]]
            assert status == reply.status, f"code {body['code']} is not {reply.status}: {reply!r}"
            assert again == ("Retry-After" in reply.headers), f"Retry-After of {reply!r}"
        if reply.status in (429, 503, 504):
            assert int(reply.headers["Retry-After"]) >= 1, f"Retry-After of {reply!r}"
        if reply.status == 401:
            assert reply.headers.get("WWW-Authenticate", "").startswith("Bearer"), f"WWW-Authenticate of {reply!r}"
        if reply.status == 405:
            named = {m.strip() for m in reply.headers["Allow"].split(",")}
            assert named >= set(here), f"Allow of {reply!r} misses {set(here) - named}"
            assert reply.method not in named, f"Allow of {reply!r} names the refused method"

    def _schema(self, response):
        content = response.get("content") or {}
        return content["application/json"]["schema"] if "application/json" in content else None

    def _validator(self, schema, checker):
        key = (checker is formats, json.dumps(schema, sort_keys=True))
        if key not in self.validators:
            whole = {"components": self.doc["components"], "allOf": [schema]}
            self.validators[key] = jsonschema.Draft202012Validator(whole, format_checker=checker)
        return self.validators[key]

    def validate(self, schema, body, reply):
        for error in self._validator(schema, formats).iter_errors(body):
            raise AssertionError(f"{error.message} at {error.json_path} in {reply!r}")
        self.complete(schema, body, reply)

    def complete(self, schema, value, reply):
        """No member is there that is not described: what JSON Schema itself does not ask for."""
        schema = self.deref(schema)
        if isinstance(value, list) and "items" in schema:
            for item in value:
                self.complete(schema["items"], item, reply)
        if not isinstance(value, dict) or "properties" not in schema:
            return
        told = schema["properties"]
        assert set(value) <= set(told), f"{set(value) - set(told)} is not in the contract: {reply!r}"
        for name, item in value.items():
            self.complete(told[name], item, reply)


def new_id():
    return str(uuid.uuid4())

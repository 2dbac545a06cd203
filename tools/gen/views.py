"""The contract's schemas as clients read them: what is answered, what is sent, and merge patches, each under a name of its own.

A schema that is answered keeps its name. What is sent is another one, `<Name>Input`, where the two differ: there are no
read-only members in it, and only what must be sent is required. `x-patch-of` makes the merge patch of a schema.
"""

import copy
import json

from contract import fail

REF = "#/components/schemas/"
MARKS = ("readOnly", "writeOnly", "default", "x-as-sent")  # each view says this in its own way


def target(schema):
    """The name of the schema that a property, or each item of a list, refers to."""
    ref = schema.get("$ref") or schema.get("items", {}).get("$ref")
    return ref.rsplit("/", 1)[1] if ref else None


def retarget(schema, name):
    holder = schema if "$ref" in schema else schema["items"]
    holder["$ref"] = REF + name


def plain(prop):
    out = {k: copy.deepcopy(v) for k, v in prop.items() if k not in MARKS}
    return nullable(out) if "enum" in out and "null" in out.get("type", ()) else out


def nullable(prop):
    """The same, or null."""
    if "$ref" in prop:
        return {"anyOf": [prop, {"type": "null"}]}
    kinds = prop["type"] if isinstance(prop["type"], list) else [prop["type"]]
    if "null" not in kinds:
        prop["type"] = [*kinds, "null"]
    if "enum" in prop and None not in prop["enum"]:
        prop["enum"] = [*prop["enum"], None]
    return prop


def with_default(prop, default, suffix):
    """In words: generators take a member that has `default` for one that must be sent."""
    text = default if isinstance(default, str) else json.dumps(default)
    sentence = f"`null` sets `{text}`." if suffix == "Patch" else f"By default `{text}`."
    prop["description"] = " ".join(filter(None, [prop.get("description", "").strip(), sentence]))
    return prop


class Views:
    def __init__(self, contract):
        self.contract = contract
        ops = [op for s in contract.services + contract.edges for op in contract.operations[s] if op.method]
        self.answered = self._reach([op.output for op in ops if op.output], "writeOnly")
        self.sent = self._reach([op.body for op in ops if op.body and not op.patch], "readOnly")
        self.made = {}

    def _reach(self, names, hidden):
        """They and what they refer to, but in members with that mark."""
        found, ahead = set(), list(names)
        while ahead:
            name = ahead.pop()
            if name not in found:
                found.add(name)
                members = self.contract.schema(name).get("properties", {}).values()
                ahead += filter(None, (target(member) for member in members if not member.get(hidden)))
        return found

    # ------------------------------------------------------------------ one view of one schema

    def answer(self, name):
        """Everything that is answered is there, null where it has no value."""
        body = copy.deepcopy(self.contract.schema(name))
        if "properties" not in body:
            return body
        shown = {n: p for n, p in body["properties"].items() if not p.get("writeOnly")}
        body["properties"] = {n: plain(p) for n, p in shown.items()}
        body["required"] = [n for n, p in shown.items() if not p.get("x-omit-when-absent")]
        return body

    def input(self, name):
        return self._sent(name, "Input")

    def patch(self, name):
        body = self._sent(name, "Patch")
        body["description"] = f"A JSON Merge Patch (RFC 7396) of {name}: absent members stay, `null` clears."
        return body

    def _sent(self, name, suffix):
        body = copy.deepcopy(self.contract.schema(name))
        must = body.pop("required", [])
        body["properties"] = {n: self._member(p, n in must, suffix) for n, p in body["properties"].items() if not p.get("readOnly")}
        if suffix == "Input" and (needed := [n for n in must if n in body["properties"]]):
            body["required"] = needed
        body["additionalProperties"] = False
        return body

    def _member(self, prop, must, suffix):
        out = plain(prop)
        if to := target(prop):
            retarget(out, self.name_sent(to, prop.get("x-as-sent", suffix).capitalize() if "$ref" in prop else "Input"))
        if not must:
            out = nullable(out)
        if "default" in prop:
            out = with_default(out, prop["default"], suffix)
        return out

    # ------------------------------------------------------------------ names

    def name_sent(self, name, suffix="Input"):
        """The name of the schema for sending `name`; its own one if nothing else has that."""
        body = self._sent(name, suffix)
        if suffix == "Patch" and body == self._sent(name, "Input"):
            return self.name_sent(name)
        called = name if suffix == "Input" and name not in self.answered else name + suffix
        if self.made.setdefault(called, body) != body:
            fail(name, f"{called} would be two schemas")
        return called

    # ------------------------------------------------------------------ all of them

    def all(self, shared):
        """Every schema of the document by name; `shared` are those that no service has."""
        for name in sorted(self.sent):
            self.name_sent(name)
        out = {name: copy.deepcopy(body) for name, body in shared.items()}
        for name, body in self.contract.schemas.items():
            if name in out:
                continue
            if of := body.get("x-patch-of"):
                out[name] = self.patch(of)
            elif name in self.answered:
                out[name] = self.answer(name)
            for called in (name, f"{name}Input", f"{name}Patch"):
                if called in self.made and called not in out:
                    out[called] = self.made[called]
        return out


def moments(value):
    """`x-moment`: an instant or a date."""
    if isinstance(value, list):
        return [moments(v) for v in value]
    if not isinstance(value, dict):
        return value
    out = {k: moments(v) for k, v in value.items() if k != "x-moment"}
    if value.get("x-moment"):
        kinds = out.pop("type")
        out["anyOf"] = [{"type": "string", "format": "date-time"}, {"type": "string", "format": "date"}]
        out["anyOf"] += [{"type": "null"}] if "null" in kinds else []
    return out

"""gen/<service>/events.[ch] and gen/edge/asyncapi.json: what is announced, from schemas/asyncapi.yaml."""

import copy
import json
import re

import api
import asyncapi
import bus
from fields import Struct

SOURCE = "schemas/asyncapi.yaml"
LOCAL = "#/components/schemas/"

# Of a noun that is shared: what is told to feeds beside what services hear.
TO_FEEDS = {"gained": ("created", "To the feeds of those who may see it from now on, and to nobody else."),
            "shown": ("updated", "To the feeds of those who see it in another way, and to nobody else."),
            "lost": ("deleted", "To the feeds of those who may not see it any more, and to nobody else.")}


class Noun:
    """A kind of object, and what can happen to one."""

    def __init__(self, contract, name, doc):
        self.name, self.service, self.verbs = name, doc["service"], doc["verbs"]
        self.schema, self.scope, self.path = doc["data"], doc.get("scope"), doc.get("path")
        self.told = "audience" not in doc  # to users, and not to services alone
        self.without, self.shared = doc.get("without", []), doc.get("shared", False)
        self.struct = Struct(self.schema, contract.schema(self.schema))
        self.versioned = self.struct.has_field("version")

    def announcements(self):
        """(function, verb, what is said of one that goes to feeds alone)"""
        found = [(f"announce_{self.name}_{verb}", verb, None) for verb in self.verbs]
        return found + ([(f"announce_{self.name}_{name}", verb, says) for name, (verb, says) in TO_FEEDS.items()] if self.shared else [])


def load(contract):
    """The document, and every noun; what users read has those that are told to them."""
    doc = contract.announced
    asyncapi.check(contract, doc)
    return doc, [Noun(contract, name, body) for name, body in doc["x-changes"].items()]


def told(nouns):
    return [noun for noun in nouns if noun.told]


# ------------------------------------------------------------------ C


def previous(noun, verb, feeds=None):
    return noun.versioned and (verb != "created" or feeds is not None)


def prototype(noun, function, verb, feeds, end):
    version = ", int64_t previous_version" if previous(noun, verb, feeds) else ""
    audience = ", struct uuids audience" if noun.told else ""
    return f"enum err\n{function}(struct request *rq, const struct {noun.struct.name} *data{version}{audience}){end}"


def header(service, nouns):
    guard = f"GEN_{service.upper()}_EVENTS_H"
    out = api.BANNER.format(SOURCE) + f'#ifndef {guard}\n#define {guard}\n\n#include "gen/{service}/api.h"\n'
    for noun in nouns:
        for function, verb, feeds in noun.announcements():
            out += f"\n/* {noun.name}.{verb}: {feeds or noun.verbs[verb]} */\n"
            out += prototype(noun, function, verb, feeds, "\n    __attribute__((warn_unused_result));\n")
    return out + "\n#endif\n"


def reference(noun):
    """The path up to the object's own id; none where another id stands in it, or nobody reads it."""
    path = noun.path.removesuffix("{id}") if noun.told else "{"
    return "NULL" if "{" in path else f'"{path}"'


def source(service, nouns):
    out = (api.BANNER.format(SOURCE) + f'#include "gen/{service}/events.h"\n\n'
           '#include "shared/actor/outbox.h"\n#include "shared/codec/format.h"\n\n#include <stddef.h>\n')
    for noun in nouns:
        table = f"{noun.struct.name}_shape"
        if noun.without:
            fields = [f for f in noun.struct.fields if f.name not in noun.without]
            table = f"{noun.name}_told_shape"
            out += "\n" + api.shape(f"{noun.name}_told", f"struct {noun.struct.name}", fields, True).rstrip("\n") + "\n"
        for function, verb, feeds in noun.announcements():
            made = "data->version - 1" if noun.versioned else "0"  # what comes back goes on with its versions
            version = "previous_version" if previous(noun, verb, feeds) else made
            where = "NULL" if feeds else f'"evt.{service}.{noun.name}.{verb}"'
            path = "NULL" if verb == "deleted" else reference(noun)
            audience = "audience" if noun.told else "(struct uuids){NULL, 0}"
            calendar = f"offsetof(struct {noun.struct.name}, calendar_id)" if noun.struct.has_field("calendar_id") else "-1"
            out += (f"\n{prototype(noun, function, verb, feeds, '')}\n{{\n    static const struct announcement what = {{\n"
                    f'        "{noun.name}.{verb}", {where}, {path}, &{table}, {calendar},\n        {str(verb == "deleted").lower()}}};\n\n'
                    f"    return announce(rq, &what, data, {version}, {audience});\n}}\n")
    return out


# ------------------------------------------------------------------ the document


def data_schema(noun, schemas):
    if not noun.without:
        return {"$ref": LOCAL + noun.schema}
    body = copy.deepcopy(schemas[noun.schema])
    for name in noun.without:
        body["properties"].pop(name)
    body["required"] = [name for name in body["required"] if name not in noun.without]
    return body | {"description": f"As {noun.schema}, without {' and '.join(f'`{n}`' for n in noun.without)}."}


def feed_message(noun, change, schemas):
    """One schema for all that happens to a noun."""
    told = change["properties"]
    own = {"source": told["source"] | {"const": f"/almanac/{noun.service}"},
           "type": told["type"] | {"enum": [f"{noun.name}.{verb}" for verb in noun.verbs]},
           "data": data_schema(noun, schemas)}
    return change | {"description": f"A change of `{noun.name}`.", "properties": told | own}


def feed_messages(contract, schemas):
    """The schemas with the messages in place of `x-any-message`, one for each noun, told apart by `type`."""
    doc, nouns = load(contract)
    out = {f"{noun.schema}Message": feed_message(noun, doc["components"]["schemas"]["Change"], schemas) for noun in told(nouns)}
    for body in schemas.values():
        if body.get("x-any-message"):
            body["oneOf"] = [{"$ref": LOCAL + name} for name in out]
    return schemas | out


def message(noun, verb, schemas):
    name = f"{noun.name}.{verb}"
    own = {"type": "object", "properties": {
        "source": {"const": f"/almanac/{noun.service}"}, "type": {"const": name}, "data": data_schema(noun, schemas)}}
    if previous(noun, verb):
        own["required"] = ["previousversion"]
    out = {"name": name, "title": name, "summary": noun.verbs[verb], "contentType": "application/json",
           "payload": {"allOf": [{"$ref": LOCAL + "Change"}, own]}}
    return out | ({"x-scope": noun.scope} if noun.scope else {})


def referred(value):
    """The names of the schemas that a value leads to."""
    return set(re.findall(rf'"\$ref": "{LOCAL}([^"]+)"', json.dumps(value)))


def bundle(doc, nouns, schemas):
    """`schemas` are those of the OpenAPI bundle; what the messages need of them comes along."""
    out = {k: copy.deepcopy(v) for k, v in doc.items() if k != "x-changes"}
    parts = out["components"]
    own = parts.get("messages", {})
    changes = {f"{n.name}.{v}": message(n, v, schemas) for n in nouns for v in n.verbs}
    parts["messages"] = changes | own
    for channel in out["channels"].values():
        if carries := channel.pop("x-carries-changes", False):  # all, or those that a key's scope gives
            channel["messages"] = ({name: {"$ref": f"#/components/messages/{name}"} for name, change in changes.items()
                                    if carries != "scoped" or "x-scope" in change} | channel.get("messages", {}))
    while missing := referred(out) - set(parts["schemas"]):
        for name in sorted(missing):
            parts["schemas"][name] = schemas[name]
    return out


def write(write_file, contract, schemas):
    doc, nouns = load(contract)
    for service in sorted({n.service for n in nouns}):
        mine = [n for n in nouns if n.service == service]
        write_file(f"{service}/events.h", header(service, mine))
        write_file(f"{service}/events.c", source(service, mine))
    bus.write(write_file, contract, nouns)
    return bundle(doc, told(nouns), schemas)

"""The served contract beside its source: requests without what is read-only, answers with everything."""

import re

import pytest
import yaml

from harness.contract import Contract
from harness.stack import ROOT

CONTRACT = Contract()
SOURCE = {name: body for path in (ROOT / "schemas/openapi").glob("*.yaml")
          for name, body in yaml.safe_load(path.read_text())["components"].get("schemas", {}).items()}


def sources():
    """(operation, the schema in its source) of all that have a body."""
    for path in (ROOT / "schemas/openapi").glob("*.yaml"):
        for item in (yaml.safe_load(path.read_text()).get("paths") or {}).values():
            for doc in item.values():
                if isinstance(doc, dict) and "requestBody" in doc:
                    content, = doc["requestBody"]["content"].values()
                    yield CONTRACT.by_name[doc["operationId"]], SOURCE[content["schema"]["$ref"].rsplit("/", 1)[1]]


def nullable(schema):
    return "null" in schema.get("type", ()) or {"type": "null"} in schema.get("anyOf", ())


@pytest.mark.parametrize("op, source", sources(), ids=lambda value: getattr(value, "name", ""))
def test_a_request_has_what_may_be_sent(op, source):
    patch = "x-patch-of" in source
    source = SOURCE[source["x-patch-of"]] if patch else source
    writable = {name for name, prop in source["properties"].items() if not prop.get("readOnly")}
    required = writable & set(source.get("required", ()))
    assert set(op.input["properties"]) == writable
    assert set(op.input.get("required", ())) == (set() if patch else required)
    assert {name for name, prop in op.input["properties"].items() if nullable(prop)} >= writable - required
    assert op.input["additionalProperties"] is False


@pytest.mark.parametrize("op", [op for op in CONTRACT.operations if "content" in op.responses[op.success]], ids=lambda op: op.name)
def test_an_answer_has_everything(op):
    schema = op.responses[op.success]["content"]["application/json"]["schema"]
    source = SOURCE.get(schema.get("$ref", "").rsplit("/", 1)[-1], {})
    schema = CONTRACT.deref(schema)
    may_lack = {name for name, prop in source.get("properties", {}).items() if prop.get("x-omit-when-absent")}
    assert set(schema["required"]) == set(schema["properties"]) - may_lack


def test_members_have_no_marks_that_generators_differ_about():
    for name, schema in CONTRACT.schemas.items():
        for member, prop in schema.get("properties", {}).items():
            assert not {"readOnly", "writeOnly", "default"} & set(prop), f"{name}.{member}"


def test_a_time_is_a_text():
    for name in ("Event", "EventInput", "EventPatch"):
        start = CONTRACT.schemas[name]["properties"]["start_time"]
        assert {choice["type"] for choice in start["anyOf"]} == {"string"}


def test_a_default_is_told():
    told = CONTRACT.schemas["EventInput"]["properties"]
    for name, value in {"all_day": "false", "status": "confirmed", "tags": "[]"}.items():
        assert re.search(rf"By default `{re.escape(value)}`\.$", told[name]["description"])
        assert f"`null` sets `{value}`." in CONTRACT.schemas["EventPatch"]["properties"][name]["description"]

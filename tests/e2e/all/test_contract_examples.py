"""The examples that the contract shows for what is sent: each of them is taken."""

import pytest

from calls import call_of
from harness.contract import Contract

OWN = {"id", "calendar_id", "calendar_ids", "email", "password", "old_password", "refresh_token", "token", "user_id"}  # of the one who asks
CONTRACT = Contract()
ASKING = [op for op in CONTRACT.operations if op.input]


def own(example, mine):
    """The example, with what is of the one who asks."""
    if isinstance(example, list) and isinstance(mine, list) and len(example) == len(mine) and not isinstance(mine[0], str):
        return [own(*pair) for pair in zip(example, mine)]
    if isinstance(example, dict) and isinstance(mine, dict):
        return {name: mine[name] if name in OWN & set(mine) else own(value, mine.get(name)) for name, value in example.items()}
    return example


def examples(op):
    content = op.doc["requestBody"]["content"][op.media]
    return [content["example"]] if "example" in content else [e["value"] for e in content.get("examples", {}).values()]


@pytest.mark.parametrize("op", ASKING, ids=lambda op: op.name)
def test_what_is_sent_has_an_example(op):
    assert examples(op)


@pytest.mark.parametrize("op, example", [pytest.param(op, e, id=f"{op.name}-{i}") for op in ASKING for i, e in enumerate(examples(op))])
def test_an_example_succeeds(op, example, ada):
    call = call_of(op, ada)
    call.body = own(example, call.body)
    assert call.ask(ada, op).status == op.success

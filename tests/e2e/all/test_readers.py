"""The contract as other people's tools read it.  They need node and npm; without them these tests are skipped."""

import json
import shutil
import uuid

import pytest

from harness import node
from harness.stack import PATIENCE, ROOT

OPENAPI, ASYNCAPI = ROOT / "gen/edge/openapi.json", ROOT / "gen/edge/asyncapi.json"


@pytest.fixture(scope="module")
def tools():
    """Runs a program that is written for node."""
    try:
        place = node.install()
    except node.Missing as why:
        pytest.skip(str(why))
    return lambda name, *arguments, **more: node.run("node", place / "node_modules" / name, *arguments, **more)


@pytest.mark.parametrize("document", [OPENAPI, ASYNCAPI], ids=["openapi", "asyncapi"])
def test_redocly_finds_no_fault(tools, document):
    done = tools("@redocly/cli/bin/cli.js", "lint", "--extends=recommended-strict", "--format=json", document)
    assert json.loads(done.stdout)["problems"] == []
    assert done.returncode == 0, done.stderr


def test_the_parser_of_asyncapi_finds_no_fault(tools):
    shutil.copy(node.READERS / "asyncapi.mjs", node.PLACE)
    done = node.run("node", "asyncapi.mjs", ASYNCAPI)
    assert done.returncode == 0, done.stderr
    # It recommends AsyncAPI 3.1, which many tools refuse to read; 3.0 has all that is said.
    assert [d for d in json.loads(done.stdout) if d["code"] != "asyncapi-latest-version"] == []


@pytest.fixture(scope="module")
def client(tools):
    """tests/readers/client.ts, compiled with the types that openapi-typescript makes by default."""
    for name in ("client.ts", "refused.ts", "tsconfig.json"):
        shutil.copy(node.READERS / name, node.PLACE)
    made = tools("openapi-typescript/bin/cli.js", OPENAPI, "-o", "api.d.ts")
    assert made.returncode == 0, made.stderr
    compiled = tools("typescript/bin/tsc", "-p", ".")
    assert (compiled.returncode, compiled.stdout) == (0, "")
    return node.PLACE / "client.js"


def test_a_client_with_types_makes_the_calls_of_the_readme(client, stack):
    done = node.run("node", client, f"http://127.0.0.1:{stack.port}", f"{uuid.uuid4().hex}@example.org", timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    read = json.loads(done.stdout)
    assert sorted(read.pop("told")) == ["Corpus Christi", "Planning", *["Planning, moved"] * 3, "Standup", "Standup"]
    assert read == {
        "user": True, "once": True, "all_day": True, "moved": "Room 4", "stale": "precondition_failed", "cleared": None,
        "replaced": "tentative", "recurrence_id": "2026-06-08T07:00:00Z",
        "june": ["Standup", "Planning, moved", "Corpus Christi", *["Standup"] * 4],
        "busy": 3, "first_slot": "2026-06-01T07:15:00Z", "found": [True]}

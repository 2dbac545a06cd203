"""What the documents name is there: files by their path or the end of it, folders, make targets."""

import json
import re
import subprocess

import pytest

from harness.product import SERVICES
from harness.readme import commands
from harness.stack import PATIENCE, ROOT

FILES = subprocess.run(["git", "ls-files", "-co", "--exclude-standard"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
FILES = [name for name in FILES if (ROOT / name).exists()]
DOCUMENTS = [name for name in FILES if name.endswith(".md")]
NAMED = re.compile(r"(?<![\w/.<*-])((?:[\w.-]+/)*[\w-]+\.(?:c|h|py|sql|yaml|mjs))(?![\w*])")
FOLDER = re.compile(r"`((?:[a-z][\w-]*/)+)`")
LIBRARIES = {"nats.c"}  # called so
TARGET = re.compile(r"`make ([a-z][a-z0-9-]*)")


def text_of(document):
    return (ROOT / document).read_text()


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_files_a_document_names_are_there(document):
    ends = {"/" + name for name in FILES}
    missing = [name for name in set(NAMED.findall(text_of(document))) - LIBRARIES if not any(end.endswith("/" + name) for end in ends)]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_folders_a_document_names_are_there(document):
    missing = [name for name in FOLDER.findall(text_of(document)) if not any(("/" + f).find("/" + name) >= 0 for f in FILES) and not name.startswith(("var/", "build/"))]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
def test_the_make_targets_a_document_names_are_there(document):
    targets = set(re.findall(r"^([a-z0-9-]+(?: [a-z0-9-]+)*):", (ROOT / "Makefile").read_text(), re.M))
    known = {word for line in targets for word in line.split()}
    assert [t for t in TARGET.findall(text_of(document)) if t not in known] == []


def test_the_calls_of_the_five_minutes_succeed(stack, tmp_path):
    lines = [line for line in commands("Five minutes") if not line.startswith("A=")]
    assert sum("curl " in line for line in lines) > 9
    script = [f"A=http://127.0.0.1:{stack.port}", 'curl() { command curl --fail-with-body -w "\\n" "$@"; }', *lines]
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", "\n".join(script)], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stdout + done.stderr
    account, calendar, planning, holiday, june, series, moved, times, contact, *searches = map(json.loads, done.stdout.splitlines())
    assert {event["id"] for event in june["data"]} == {planning["id"], holiday["id"]}
    assert (moved["id"], moved["recurrence_id"]) == (series["id"], "2026-06-08T07:00:00Z")
    assert calendar["owner_id"] == account["user"]["id"] and times["busy"] and times["free"]
    assert [[found["id"] for found in search["data"]] for search in searches] == [[contact["id"]]] * 2


@pytest.mark.parametrize("service", SERVICES)
def test_every_service_says_what_it_keeps_and_for_how_long(service):
    text = text_of(f"services/{service}/README.md").split("\n## What is kept, and for how long\n")[1]
    assert re.search(r"\d+ days|a day|an hour", text), text

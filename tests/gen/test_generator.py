"""What is right is generated, only what changed is written, and nothing that may stand in the contract ends in a traceback."""

import copy
import json
import random
import re

import pytest
from project import ASYNC, CALENDAR, COMMON, CONTACT, EVENT, FEED, ROOT, SQL, copied

import contract
import gen
import marks
import page
from marks import List, Map

def test_what_stands_is_what_is_generated(tmp_path):
    gen.make(ROOT, tmp_path / "gen")
    made = {p.relative_to(tmp_path): p.read_text() for p in (tmp_path / "gen").rglob("*") if p.is_file()}
    assert made == {p.relative_to(ROOT): p.read_text() for p in (ROOT / "gen").rglob("*") if p.is_file()}


def test_what_stays_the_same_keeps_its_time_and_what_is_made_no_more_goes(tmp_path):
    copied(tmp_path, CONTACT, "summary: Read a contact\n", "summary: Read one contact\n")
    out = tmp_path / "gen"
    gen.make(ROOT, out, api_only=True)
    (out / "contact" / "old.h").write_text("")
    (out / "contact" / "sql.h").write_text("of the SQL")
    before = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    gen.make(tmp_path, out, api_only=True)
    after = {p: p.stat().st_mtime_ns for p in out.rglob("*") if p.is_file()}
    assert set(before) - set(after) == {out / "contact" / "old.h"} and not set(after) - set(before)
    assert {p.name for p in after if after[p] != before[p]} == {"openapi.json", "docs.html"}


def test_a_run_that_was_stopped_between_two_renames_is_made_good(tmp_path):
    copied(tmp_path)
    (tmp_path / "gen.old").mkdir()
    (tmp_path / "gen.old" / "kept").write_text("as it was")
    (tmp_path / SQL).write_text("")
    (tmp_path / CONTACT).write_text("")
    with pytest.raises(SystemExit):
        gen.make(tmp_path, tmp_path / "gen", api_only=True)
    assert (tmp_path / "gen" / "kept").read_text() == "as it was"


def test_a_choice_that_may_be_null_takes_null_wherever_it_is_shown_or_sent(tmp_path):
    old = "company: {type: [string, 'null'], minLength: 1, maxLength: 200}"
    copied(tmp_path, CONTACT, old, "company: {type: [string, 'null'], enum: [ours, theirs]}")
    gen.make(tmp_path, tmp_path / "gen", api_only=True)
    schemas = json.loads((tmp_path / "gen/edge/openapi.json").read_text())["components"]["schemas"]
    for name in ("Contact", "ContactInput", "ContactPatch"):
        assert schemas[name]["properties"]["company"]["enum"] == ["ours", "theirs", None], name


def test_an_operation_that_asks_has_a_step_before_it_and_the_right_to_ask(tmp_path):
    copied(tmp_path, CALENDAR, "operationId: calendar.create\n", "operationId: calendar.create\n      x-asks: [auth.keys, auth.departures]\n")
    out = tmp_path / "gen"
    gen.make(tmp_path, out, api_only=True)
    read = {name: (out / "calendar" / name).read_text() for name in ("api.h", "api.c", "calls.h", "asks.h")}
    assert "enum err calendar_create_before(struct request *rq, const struct calendar_create_in *in);" in read["api.h"]
    assert 'calendar_create_asks[] = {"auth.keys", "auth.departures", NULL};' in read["api.c"] and ".asks = calendar_create_asks," in read["api.c"]
    assert "    if (rq->asking)\n        return calendar_create_before(rq, in);\n    return calendar_create(rq, in, out);" in read["calls.h"]
    assert "ask_auth_departures(struct request *rq, const struct auth_departures_in *in)" in read["asks.h"]
    assert "asked_auth_departures(struct request *rq, struct departures *out)" in read["asks.h"]
    assert 'X("calendar", "svc.auth.keys")' in (out / "bus/bus_acl.h").read_text()
    assert "x-asks" not in (out / "edge/openapi.json").read_text()
    assert not list(out.glob("contact/asks.h"))


def test_a_job_may_ask_back(tmp_path):
    copied(tmp_path, EVENT, "x-service: event\n", "x-service: event\nx-asks: [calendar.access_changes]\n")
    gen.make(tmp_path, tmp_path / "gen", api_only=True)


def test_a_noun_that_only_services_hear_is_announced_to_them_alone(tmp_path):
    copied(tmp_path, CONTACT, "rebuild: auth.departures}}", "rebuild: auth.departures}, mails: {noun: account_mail, rebuild: auth.account_mails}}")
    out = tmp_path / "gen"
    gen.make(tmp_path, out, api_only=True)
    read = {name: (out / name).read_text() for name in ("bus/consumers.h", "bus/nouns.h", "bus/bus_acl.h", "auth/events.h", "auth/events.c",
                                                       "edge/asyncapi.json", "edge/openapi.json", "edge/docs.html")}
    assert 'X(contact, mails, "evt.auth.account_mail.>")' in read["bus/consumers.h"]
    assert "announce_account_mail_requested(struct request *rq, const struct account_mail *data)\n" in read["auth/events.h"]
    assert '"account_mail.requested", "evt.auth.account_mail.requested", NULL,' in read["auth/events.c"]
    assert read["bus/bus_acl.h"].count('X("contact", "svc.auth.account_mails")') == 1
    assert [name for name, text in read.items() if "account_mail" in text.replace("account_mails", "")] == [
        "bus/consumers.h", "auth/events.h", "auth/events.c"]


# ------------------------------------------------------------------ whatever else stands there


def nodes(value, path=()):
    yield path
    for key in value if isinstance(value, Map) else range(len(value)) if isinstance(value, List) else ():
        yield from nodes(value[key], (*path, key))


def changed(value, path, other):
    """A copy of the document with another value there, or without it."""
    value = copy.copy(value)
    if not path:
        return other
    key, *rest = path
    if rest:
        value[key] = changed(value[key], rest, other)
    elif other is GONE:
        del value[key]
    else:
        value[key] = other
    return value


GONE = object()
FREE = {"example", "examples", "info", "servers", "security", "securitySchemes"}  # of whatever form
OTHERS = (GONE, None, "word", "", 7, -1, True, List(), Map(), List([None]), Map(word=None))
for empty in OTHERS:
    if isinstance(empty, (List, Map)):
        empty.at, empty.lines = "here.yaml:1", dict.fromkeys(range(1), "here.yaml:1")


@pytest.mark.parametrize("file", [CONTACT, EVENT, COMMON, FEED, ASYNC])
def test_whatever_stands_anywhere_ends_in_a_sentence_or_in_something_that_generates(monkeypatch, file):
    loaded = {f: marks.load(ROOT, f) for f in (*(f"{contract.FOLDER}/{p.name}" for p in contract.files(ROOT)), ASYNC)}
    monkeypatch.setattr(page, "page", lambda *_: "")  # of a document that was good enough until there
    places = [path for path in nodes(loaded[file]) if path and not set(path) & FREE]
    some = random.Random(1).sample(places, min(100, len(places)))
    refused = 0
    for i, path in enumerate(some):
        other = OTHERS[i % len(OTHERS)]
        monkeypatch.setattr(marks, "load", lambda root, name: copy.deepcopy(changed(loaded[file], path, other) if name == file else loaded[name]))
        try:
            gen.api_files(ROOT, contract.load(ROOT))
        except SystemExit as end:
            refused += 1
            assert re.match(r"[a-z/]+\.yaml(:[0-9]+)?: \S.*", str(end)), f"{file} {path}: {end}"
        except Exception as fault:
            raise AssertionError(f"{file} {'/'.join(map(str, path))} as {other}: {fault!r}") from fault
    assert refused > len(some) / 2

"""If-Match and If-None-Match: every operation that the contract gives one of them honours it."""

import pytest

from calls import call_of
from harness.contract import Contract

OPERATIONS = Contract().operations


def that_take(header):
    ops = [op for op in OPERATIONS if header in {p["name"] for p in op.parameters_in("header")}]
    return pytest.mark.parametrize("op", ops, ids=[op.name for op in ops])


def tags(number, *more):
    return ", ".join([f'"{1000 + i}"' for i in range(number - len(more))] + list(more))


def test_whatever_changes_or_reads_one_object_takes_its_header():
    for op in OPERATIONS:
        named = {p["name"] for p in op.parameters_in("header")}
        versioned = "ETag" in op.responses[op.success].get("headers", {})
        assert ("If-Match" in named) == (op.method in ("PUT", "PATCH", "DELETE")) == (412 in op.responses and op.name != "event.batch"), op
        assert ("If-None-Match" in named) == (op.method == "GET" and versioned) == (304 in op.responses), op


@that_take("If-Match")
def test_a_change_of_a_version_that_is_not_current_is_412_and_changes_nothing(op, ada):
    call = call_of(op, ada)
    path = call.target(op)
    before = ada.get(path)
    for stale in ('"77"', f"W/{before.etag}", tags(64), "nonsense", ""):
        assert call.ask(ada, op, if_match=stale).code == "precondition_failed", stale
    assert ada.get(path).body == before.body
    assert call.ask(ada, op, if_match=tags(64, before.etag)).status == op.success


@that_take("If-Match")
def test_a_star_is_every_version(op, ada):
    assert call_of(op, ada).ask(ada, op, if_match="*").status == op.success


@that_take("If-Match")
def test_more_than_64_tags_are_refused_and_not_cut(op, ada):
    call = call_of(op, ada)
    path = call.target(op)
    before = ada.get(path)
    for lines in ([tags(65, before.etag)], [before.etag, tags(64)], ["W/" + ", W/".join([before.etag] * 65)]):
        reply = ada.ask(op.method, path, call.body, media=op.media, headers=[("If-Match", line) for line in lines])
        assert (reply.code, reply.bad_fields) == ("validation_failed", {"If-Match"}), lines
    assert ada.get(path).body == before.body


@that_take("If-None-Match")
def test_what_the_client_has_is_not_sent_again(op, ada):
    call = call_of(op, ada)
    etag = call.ask(ada, op).etag
    for known in (etag, f"W/{etag}", "*", tags(64, etag)):
        reply = call.ask(ada, op, if_none_match=known)
        assert (reply.status, reply.body, reply.etag) == (304, b"", etag), known
    for known in ('"77"', tags(64)):
        assert call.ask(ada, op, if_none_match=known).status == op.success
    reply = call.ask(ada, op, if_none_match=tags(65, etag))
    assert (reply.code, reply.bad_fields) == ("validation_failed", {"If-None-Match"})

"""What holds for every operation of the contract alike: methods, paths, parameters, bodies and their headers."""

import gzip

import pytest

from calls import Call, call_of
from harness.contract import PAGES, Contract, new_id
from harness.stack import wait_until

CONTRACT = Contract()
OPERATIONS = CONTRACT.operations
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def each(operations):
    return pytest.mark.parametrize("op", operations, ids=[op.name for op in operations])


def bare(call, op):
    return call.target(op).split("?")[0]


def with_query(call, op, query):
    target = call.target(op)
    return target + ("&" if "?" in target else "?") + query


def ask(person, op, call, path, **more):
    more.setdefault("media", op.media)
    return person.ask(op.method, path, more.pop("json", call.body), **more)


# ------------------------------------------------------------------ paths and methods


@each(OPERATIONS)
def test_another_path_is_404(op, ada):
    call = call_of(op, ada)
    path = bare(call, op)
    for other in (path + "/", "/" + path, path + "/x/y", path.upper() if path != path.upper() else path + "X", path + ".json", path + ";a=b", "/v9" + path):
        reply = ask(ada, op, call, other)
        assert (reply.status, reply.code) == (404, "not_found") or reply.code == "invalid_uuid" and "{" in op.path \
            or reply.code == "method_not_allowed" and other.startswith("/events/batch"), (other, reply)  # as /events/{id} has none


@each(OPERATIONS)
def test_another_method_is_405_and_names_those_that_are(op, api, ada):
    path = bare(call_of(op, ada), op)
    here = set(CONTRACT.at(op.path if "{" not in op.path else path)) | ({"GET"} if op.path in PAGES else set())
    allowed = here | {"OPTIONS"} | ({"HEAD"} if "GET" in here else set())
    for method in METHODS:
        if method not in allowed:
            reply = api.ask(method, path)
            assert reply.status == 405 and {m.strip() for m in reply.headers["Allow"].split(",")} == allowed, (method, reply)
    assert {m.strip() for m in api.ask("OPTIONS", path).headers["Allow"].split(",")} == allowed


@each([op for op in OPERATIONS if op.method == "GET"])
def test_head_is_a_get_without_its_body(op, ada):
    call = call_of(op, ada)
    path = call.target(op)
    if op.name == "feed.read":  # what was just made is told meanwhile
        wait_until("a message in the feed", lambda: len(ada.get(path).json()["data"]) > 0)
    get, head = ada.get(path), ada.head(path)
    assert head.status == get.status == op.success and head.body == b""
    for name in ("Content-Length", "Content-Type", "ETag", "Cache-Control"):
        assert head.headers[name] == get.headers[name], name
    if get.etag:
        assert ada.head(path, if_none_match=get.etag).status == 304
    assert ada.head(with_query(call, op, "no_such=1")).status == 400


# ------------------------------------------------------------------ parameters


@each(OPERATIONS)
def test_an_unknown_parameter_is_named(op, ada):
    call = call_of(op, ada)
    for query, name in (("no_such=1", "no_such"), ("no_such", "no_such"), ("Limit=1", "Limit"), ("access_token=x", "access_token"), ("id=1", "id"),
                        ("%6Eo_such=1", "no_such")):
        reply = ask(ada, op, call, with_query(call, op, query))
        assert reply.code == "validation_failed" and name in reply.bad_fields, (query, reply)
    if not call.streams:
        assert call.ask(ada, op).status == op.success


@each([op for op in OPERATIONS if op.parameters_in("query")])
def test_a_parameter_of_one_value_is_taken_once(op, ada):
    call = call_of(op, ada)
    for p in op.parameters_in("query"):
        if p["schema"].get("type") == "array":
            continue
        value = {"limit": "5", "scope": "all", "after": "0"}.get(p["name"], "x")
        rest = Call(call.path, {k: v for k, v in call.query.items() if k != p["name"]}, call.body)
        reply = ask(ada, op, rest, with_query(rest, op, f"{p['name']}={value}&{p['name']}={value}"))
        assert reply.code == "validation_failed" and p["name"] in reply.bad_fields, (p["name"], reply)


@each([op for op in OPERATIONS if "Idempotency-Key" in {p["name"] for p in op.parameters_in("header")}])
def test_an_idempotency_key_that_is_none_is_named(op, ada):
    call = call_of(op, ada)
    for lines in ([""], ["a b"], ["x" * 256], ["\x7f"], ["k", "k"], ["k", ""]):
        reply = ask(ada, op, call, call.target(op), headers=[("Idempotency-Key", line) for line in lines])
        assert reply.status == 400 and (reply.code == "malformed_request" or reply.bad_fields == {"Idempotency-Key"}), (lines, reply)
    assert call.ask(ada, op, key=new_id().ljust(255, "x")).status == op.success


@each([op for op in OPERATIONS if op.method == "POST"])
def test_every_post_keeps_its_first_answer_or_says_that_it_does_not(op):
    keeps = "Idempotency-Key" in {p["name"] for p in op.parameters_in("header")}
    assert keeps or "`Idempotency-Key` is ignored" in op.doc["description"], op


@each([op for op in OPERATIONS if "Idempotency-Key" in {p["name"] for p in op.parameters_in("header")}])
def test_a_post_sent_again_is_answered_again(op, ada):
    call = call_of(op, ada)
    first, again = (call.ask(ada, op, key="k-1") for _ in range(2))
    assert (first.status, again.status, again.body, again.etag) == (op.success, op.success, first.body, first.etag)


# ------------------------------------------------------------------ bodies


@each([op for op in OPERATIONS if op.input])
def test_a_body_of_another_media_type_is_415(op, ada):
    call = call_of(op, ada)
    media = [None, "", "text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded", "application/jsonp", "application/json, text/plain"]
    for other in media + (["application/merge-patch+json"] if op.method != "PATCH" else []):
        reply = ask(ada, op, call, call.target(op), media=other)
        assert (reply.status, reply.code) == (415, "unsupported_media_type"), (other, reply)
    packed = ada.ask(op.method, call.target(op), body=gzip.compress(b"{}"), media=op.media, headers={"Content-Encoding": "gzip"})
    assert packed.status == 415
    assert ask(ada, op, call, call.target(op), headers=[("Content-Type", "application/json")]).status == 415, "two of them"
    for same in ("application/json", "Application/JSON", "application/json; charset=UTF-8"):
        assert ask(ada, op, call, call.target(op), json={"no_such": 1}, media=same).code == "validation_failed", same


@each([op for op in OPERATIONS if op.input])
def test_a_body_that_is_no_object_is_refused(op, ada):
    call = call_of(op, ada)
    for body, code in ((b"", "invalid_json"), (b"{", "invalid_json"), (b"{}{}", "invalid_json"), (b"{'a': 1}", "invalid_json"), (b"\xef\xbb\xbf{}", "invalid_json"),
                       (b"{\"a\": \"\xff\"}", "invalid_json"), (b"[]", "validation_failed"), (b"null", "validation_failed"), (b"1", "validation_failed"),
                       (b'"x"', "validation_failed"), (b'{"no_such": 1}', "validation_failed"), (b'{"a": 1, "a": 1}', "validation_failed"),
                       (b'{"a\\u0000": 1}', "validation_failed"), (b'{"no_such": 1e999}', "validation_failed")):
        reply = ada.ask(op.method, call.target(op), body=body, media=op.media)
        assert (reply.status, reply.code) == (400, code), (body, reply)


@each([op for op in OPERATIONS if not op.input])
def test_an_operation_without_a_body_takes_none(op, ada):
    call = call_of(op, ada)
    for body in (b"{}", b" "):
        reply = ada.ask(op.method, call.target(op), body=body, headers=call.headers)
        assert (reply.status, reply.code) == (400, "malformed_request"), reply


# ------------------------------------------------------------------ answers


@each([op for op in OPERATIONS if not op.public])
def test_an_answer_to_somebody_is_for_nobody_s_cache(op, ada):
    call = call_of(op, ada)
    if call.streams:
        return
    reply = ada.patiently(lambda: call.ask(ada, op))
    assert (reply.status, reply.headers["Cache-Control"]) == (op.success, "no-store")

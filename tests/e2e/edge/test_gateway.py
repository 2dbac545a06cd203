"""What the gateway decides alone: framing, sizes, paths, methods, media types."""

import re

import pytest

from harness.people import Api
from harness.stack import free_port, wait_until

MIB = 1 << 20


def test_an_unknown_path_is_404(api):
    for path in ("/nothing", "/contacts/", "//contacts", "/contacts/a/b", "/CONTACTS", "/auth", "/"):
        assert api.get(path).status == 404, path


def test_an_unknown_path_is_404_before_anything_is_asked_of_the_caller(api):
    assert api.post("/nothing", body="{", media="text/plain").code == "not_found"


@pytest.mark.parametrize("method, path", [
    ("DELETE", "/contacts"), ("PATCH", "/events"), ("POST", "/contacts/not-an-id"), ("GET", "/auth/login"),
    ("PUT", "/auth/me"), ("TRACE", "/contacts"), ("BREW", "/calendars"), ("get", "/contacts")])
def test_a_method_that_the_path_does_not_have_is_405(api, method, path):
    assert api.ask(method, path).code == "method_not_allowed"


def test_options_name_the_methods(api):
    allow = {m.strip() for m in api.ask("OPTIONS", "/contacts").headers["Allow"].split(",")}
    assert {"GET", "HEAD", "POST", "OPTIONS"} == allow


def test_head_answers_as_get_without_a_body(ada):
    contact = ada.contact()
    get, head = ada.get(f"/contacts/{contact['id']}"), ada.head(f"/contacts/{contact['id']}")
    assert (head.status, head.body, head.etag) == (200, b"", get.etag)
    assert head.headers["Content-Length"] == get.headers["Content-Length"]


# ------------------------------------------------------------------ sizes


def test_a_body_of_one_mebibyte_is_read_and_one_byte_more_is_413(ada):
    fits = b'{"first_name": "x"}'.ljust(MIB)
    assert ada.post("/contacts", body=fits).status == 201
    assert ada.post("/contacts", body=fits + b" ").code == "payload_too_large"


def test_a_body_that_does_not_fit_the_bus_is_too_large_or_invalid(ada):
    for size in range(MIB - 4096, MIB - 17, 256):
        reply = ada.post("/contacts", body=b'{"first_name": "' + b"x" * size + b'"}')
        assert reply.code in ("payload_too_large", "validation_failed"), reply


def test_a_body_too_large_is_413_even_when_it_comes_in_chunks(api, stack):
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    reply = api.wire.raw(b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
                         b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 17 + b"0\r\n\r\n")
    assert reply.code == "payload_too_large"


def test_a_url_past_8_kib_is_414(ada):
    assert ada.get("/contacts?search=" + "x" * 200).code == "validation_failed"
    short = "/contacts?search="
    assert ada.get(short + "x" * (8192 - len(short))).code == "validation_failed"
    assert ada.get(short + "x" * (8192 - len(short) + 1)).code == "uri_too_long"


def test_headers_past_32_kib_are_431(ada):
    assert ada.get("/contacts", headers={"X-Filler": "x" * 20000}).status == 200
    reply = ada.get("/contacts", headers=[(f"X-Filler-{i}", "x" * 4000) for i in range(9)])
    assert reply.code == "headers_too_large"


# ------------------------------------------------------------------ framing

HEAD = b"POST /auth/login HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"


@pytest.mark.parametrize("request_bytes", [
    HEAD + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\n{} ",
    HEAD + b"Content-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n",
    HEAD + b"Content-Length: -1\r\n\r\n",
    HEAD + b"Content-Length: 2x\r\n\r\n{}",
    HEAD + b"Host: b\r\nContent-Length: 2\r\n\r\n{}",
    HEAD + b"Transfer-Encoding: gzip\r\n\r\n",
    b"POST /auth/login HTTP/1.1\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}",
    b"GET /healthz HTTP/1.1\r\nHost : a\r\n\r\n",
    b"GET /health z HTTP/1.1\r\nHost: a\r\n\r\n",
    b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
    b"GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n",
], ids=["two lengths", "length and chunks", "negative length", "length not a number", "two hosts",
        "unknown coding", "no host", "space before the colon", "space in the path", "TLS hello", "HTTP/9.9"])
def test_bad_framing_is_refused_and_the_connection_closed(api, request_bytes):
    reply = api.wire.raw(request_bytes + b"GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n")
    assert reply is None or reply.status == 400, reply
    assert reply is None or reply.headers["Content-Type"] == "application/json", reply
    assert api.get("/healthz").status == 200


@pytest.mark.parametrize("path", ["/contacts/%", "/contacts/%zz", "/contacts/%ff", "/contacts/%00", "/auth/%c3%28"])
def test_a_path_that_is_not_percent_encoded_utf_8_is_malformed(ada, path):
    assert ada.get(path).status in (400, 404)


def test_a_slash_in_a_parameter_stays_in_it(ada):
    assert ada.get("/contacts/a%2Fb").code == "invalid_uuid"


@pytest.mark.parametrize("query", ["search=%ff", "search=%00", "search=a%00b", "search=%zz"])
def test_a_query_that_is_not_utf_8_names_its_parameter(ada, query):
    reply = ada.get("/contacts?" + query)
    assert reply.status == 400
    if reply.code == "validation_failed":
        assert reply.bad_fields == {"search"}
    else:
        assert reply.code == "malformed_request"


# ------------------------------------------------------------------ media types


@pytest.mark.parametrize("media", ["text/plain", "application/xml", "application/jsonx", "application/json; charset=latin1",
                                   "multipart/form-data; boundary=x", "application/x-www-form-urlencoded", ""])
def test_a_body_of_another_media_type_is_415(ada, media):
    headers = {} if media else None
    assert ada.post("/contacts", body=b'{"first_name": "x"}', media=media, headers=headers).code == "unsupported_media_type"


@pytest.mark.parametrize("media", ["application/json", "application/json; charset=utf-8", "application/json;charset=UTF-8",
                                   "Application/JSON", 'application/json; charset="utf-8"'])
def test_json_in_utf_8_is_taken_however_it_is_written(ada, media):
    assert ada.post("/contacts", body=b'{"first_name": "x"}', media=media).status == 201


def test_a_merge_patch_is_taken_as_either_media_type_but_only_by_patch(ada):
    contact = ada.contact()
    path = f"/contacts/{contact['id']}"
    assert ada.patch(path, {"company": "A"}).status == 200
    assert ada.patch(path, {"company": "B"}, media="application/json").status == 200
    body = '{"first_name": "x"}'
    assert ada.post("/contacts", body=body, media="application/merge-patch+json").code == "unsupported_media_type"
    assert ada.put(path, body=body, media="application/merge-patch+json").code == "unsupported_media_type"


def test_a_missing_body_is_invalid_json(ada):
    assert ada.post("/contacts").code in ("invalid_json", "unsupported_media_type")
    assert ada.post("/contacts", body=b"", media="application/json").code == "invalid_json"


def test_a_body_where_none_belongs_is_malformed(ada):
    reply = ada.ask("GET", "/contacts", body=b"{}")
    assert reply.code == "malformed_request"
    assert ada.ask("DELETE", f"/contacts/{ada.contact()['id']}", body=b"{}").code == "malformed_request"


@pytest.mark.parametrize("body", [
    b"{", b"", b" ", b"nul", b"{'a': 1}", b'{"first_name": "x",}', b'{"first_name": NaN}', b'\xef\xbb\xbf{"first_name": "x"}',
    b'{"first_name": "\xff"}', b'{"first_name": "\xed\xa0\x80"}', b'{"first_name": "x"} {}', b'{"first_name": "\x01"}',
    b'{"a": ' * 40 + b"1" + b"}" * 40, b"[" * 100000])
def test_a_body_that_is_not_json_is_invalid_json(ada, body):
    assert ada.post("/contacts", body=body).code == "invalid_json"


@pytest.mark.parametrize("body", [b'{"first_name": "\\ud800"}', b'{"first_name": "\\udc00\\ud800"}'])
def test_lone_surrogates_are_refused(ada, body):
    assert ada.post("/contacts", body=body).code in ("invalid_json", "validation_failed")


@pytest.mark.parametrize("body", [
    b'{"first_name": "a", "first_name": "b"}', b'{"first_name": "a\\u0000b"}', b'{"a\\u0000": 1}',
    b'{"first_name": 123456789012345678901234567890}', b'{"first_name": 1e999}', b"[]", b"null", b'"x"', b"7"])
def test_json_that_loses_meaning_is_refused(ada, body):
    assert ada.post("/contacts", body=body).code == "validation_failed"


def contact_with(values, levels=2):
    """A body of so many values, most of them in `tags`, that nests so deep."""
    inner = "[" * (levels - 2) + "]" * (levels - 2)
    tags = ["1"] * (values - 2 - (levels - 2)) + ([inner] if inner else [])
    return ('{"tags":[' + ",".join(tags) + "]}").encode()


@pytest.mark.parametrize("values,problem", [(289, "tags"), (290, "tags"), (291, "body")])
def test_a_body_of_too_many_values_is_refused_as_a_whole(ada, values, problem):
    """A contact has 34 at most, and 256 more are looked at so that each mistake is told."""
    reply = ada.post("/contacts", body=contact_with(values))
    assert reply.code == "validation_failed" and any(f.startswith(problem) for f in reply.bad_fields), reply
    if problem == "body":
        (told,) = reply.json()["details"]
        assert told["problem"].startswith('has more than 290 values, at "tags" (line 1, column')


@pytest.mark.parametrize("levels,code", [(5, "validation_failed"), (6, "validation_failed"), (7, "invalid_json")])
def test_a_body_that_nests_too_deep_is_refused(ada, levels, code):
    """A contact has two levels, and four more are looked at."""
    assert ada.post("/contacts", body=contact_with(20, levels)).code == code


# ------------------------------------------------------------------ tracing


def test_the_trace_of_the_caller_comes_back(api):
    trace = "4bf92f3577b34da6a3ce929d0e0e4736"
    reply = api.get("/contacts", headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"})
    assert reply.headers["X-Request-Id"] == trace


@pytest.mark.parametrize("bad", ["", "x", "00-" + "0" * 32 + "-00f067aa0ba902b7-01", "ff-" + "a" * 32 + "-" + "b" * 16 + "-01",
                                 "00-" + "A" * 32 + "-" + "b" * 16 + "-01", "00-" + "a" * 32 + "-" + "0" * 16 + "-01"])
def test_a_bad_traceparent_is_replaced(api, bad):
    reply = api.get("/contacts", headers={"traceparent": bad})
    assert reply.headers["X-Request-Id"] not in bad.lower()


def test_every_request_has_a_trace_of_its_own(api):
    assert len({api.get("/contacts").headers["X-Request-Id"] for _ in range(50)}) == 50


def test_a_request_is_found_in_the_logs_of_every_process_it_passed(ada, stack):
    trace = "5c" * 16
    assert ada.post("/contacts", {}, headers={"traceparent": f"00-{trace}-00f067aa0ba902b7-01"}).status == 400
    for name in ("gateway", "contact"):
        wait_until(f"the trace in the log of {name}",
                   lambda name=name: trace in (stack.var / "log" / f"{name}.log").read_text(errors="replace"))


def test_at_info_what_clients_do_is_no_line_each_and_what_fails_is(stack, contract, ada):
    with stack.another_gateway(ALMANAC_LOG_LEVEL="info") as other:
        me = Api(other.port, contract, ada.token)
        asks = (lambda: me.get("/contacts"), lambda: me.get("/nothing"), lambda: me.get("/contacts", token="x"), lambda: me.post("/contacts", {}))
        assert [me.patiently(ask).status for ask in asks] == [200, 404, 401, 400]
    assert not re.search(r"event=http.answered .*status=[24]", other.log())
    with stack.another_gateway(ALMANAC_LOG_LEVEL="info", ALMANAC_NATS_URL=f"nats://127.0.0.1:{free_port()}") as cut_off:
        reply = Api(cut_off.port, contract, ada.token).get("/contacts")
        assert reply.status == 503
    assert re.search(f"event=http.answered .*status=503 .*rq={reply.headers['X-Request-Id']}", cut_off.log())

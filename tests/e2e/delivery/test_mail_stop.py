"""The link in every mail that stops all mails to the address: pressed, clicked once in a mail program, and misused."""

import pytest

from harness.mails import address_id, stop_token

ONE_CLICK = "List-Unsubscribe=One-Click"
FORMS = {"urlencoded": ("application/x-www-form-urlencoded", ONE_CLICK),
         "multipart": ("multipart/form-data; boundary=x",
                       "--x\r\nContent-Disposition: form-data; name=\"List-Unsubscribe\"\r\n\r\nOne-Click\r\n--x--\r\n")}


@pytest.fixture
def address(ada):
    return f"nobody.{ada.id}@example.org"


def stopped(stack, address):
    return stack.sql("delivery", f"SELECT stopped_at FROM addresses WHERE id = '{address_id(stack, address)}'")


def test_a_token_stops_mails_to_all_forms_of_the_address_once(stack, api, address):
    assert not stopped(stack, address)
    assert api.post("/mails/stop", {"token": stop_token(stack, address.upper())}).status == 204
    first = stopped(stack, address)
    assert first
    assert api.post("/mails/stop", {"token": stop_token(stack, address.replace("@", "+shop@"))}).status == 204
    assert stopped(stack, address) == first


@pytest.mark.parametrize("form", FORMS)
def test_a_mail_program_stops_them_with_one_click(stack, api, address, form):
    media, body = FORMS[form]
    reply = api.post(f"/mails/stop?token={stop_token(stack, address)}", body=body, media=media, check=False)
    assert reply.status == 204 and stopped(stack, address)


def test_a_form_that_says_something_else_is_refused(stack, api, address):
    token = stop_token(stack, address)
    for media, body in (("application/x-www-form-urlencoded", "token=" + token), ("text/plain", ONE_CLICK),
                        ("application/x-www-form-urlencoded", "")):
        reply = api.post(f"/mails/stop?token={token}", body=body, media=media, check=False)
        assert (reply.status, reply.code) == (415, "unsupported_media_type"), reply
    assert not stopped(stack, address)


def test_other_operations_take_no_form(api):
    reply = api.post("/auth/login", body=ONE_CLICK, media=FORMS["urlencoded"][0], check=False)
    assert (reply.status, reply.code) == (415, "unsupported_media_type")


def test_without_a_token_nothing_is_stopped(api):
    reply = api.post("/mails/stop", {})
    assert (reply.status, reply.bad_fields) == (400, {"token"}), reply
    for query in ("", "?token=", "?token=%22", "?other=1", "?x=1&token=AAAA", '?token=a","x":"'):
        reply = api.post(f"/mails/stop{query}", body=ONE_CLICK, media=FORMS["urlencoded"][0], check=False)
        assert (reply.status, reply.code) == (400, "invalid_token"), (query, reply)


def test_a_token_that_is_none_of_ours_is_400(stack, api, address):
    good = stop_token(stack, address)
    for token in ("", "x", good[:-4], good + "AAAA", ("B" if good[0] == "A" else "A") + good[1:], good[:-6] + "AAAAAA"):
        reply = api.post("/mails/stop", {"token": token})
        assert (reply.status, reply.code) == (400, "invalid_token"), (token, reply)
    assert not stopped(stack, address)


def test_looking_at_the_link_stops_nothing(stack, api, address):
    """RFC 8058 section 3.2: those who look through mails follow links."""
    for path in (f"/mails/stop?token={stop_token(stack, address)}", "/mail/stop"):
        reply = api.get(path, check=False)
        assert reply.status == 200 and b"Stop all mails" in reply.body
    assert not stopped(stack, address)

"""E-mail addresses in all scripts, as contacts have them."""

from urllib.parse import quote

import pytest


@pytest.mark.parametrize("sent, kept", [
    ("grüße@bücher.example", "grüße@bücher.example"), ("gru\u0308n@bu\u0308cher.example", "grün@bücher.example"), (" 用户@例え.テスト ", "用户@例え.テスト"),
    ("a@xn--bcher-kva.example", "a@xn--bcher-kva.example"), ("Ada@Example.ORG", "Ada@Example.ORG")])
def test_an_address_is_kept_as_it_is_sent(ada, sent, kept):
    contact = ada.contact("Of an address", email=sent)
    assert contact["email"] == kept
    path = f"/contacts/{contact['id']}"
    assert ada.get(path).json()["email"] == kept
    assert ada.patch(path, {"email": f"x{sent.strip()}"}).json()["email"] == f"x{kept}"


@pytest.mark.parametrize("email", ["grüße", "@bücher.example", "a@bücher", "a@b\u2ff0.example", "a b@bücher.example", "a@" + "ü" * 64 + ".example",
                                   "ü" * 33 + "@example.org", "a\u200bü@example.org", "a@-bücher.example"])
def test_what_is_none_is_refused(ada, email):
    assert ada.post("/contacts", {"email": email}).bad_fields == {"email"}
    contact = ada.contact("Of an address")
    assert ada.patch(f"/contacts/{contact['id']}", {"email": email}).bad_fields == {"email"}


def test_it_is_found_in_both_forms(ada):
    one = ada.contact("One", email="grüße@bücher.example")["id"]
    two = ada.contact("Two", email="info@xn--bcher-kva.example")["id"]
    for text in ("bücher.example", "BÜCHER", "xn--bcher-kva", "bu\u0308cher"):
        assert {c["id"] for c in ada.walk(f"/contacts?search={quote(text)}")} == {one, two}, text

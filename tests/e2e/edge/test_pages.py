"""What is not an operation: health, readiness, the contract, the reference page, the keys."""

import html
import json
import re

import pytest

from harness.product import SERVICES


@pytest.mark.parametrize("path", ["/healthz", "/livez"])
def test_it_is_alive(api, path):
    reply = api.get(path)
    assert (reply.status, reply.json()) == (200, {"status": "alive"})


def test_readyz_lists_every_part_as_up(api):
    reply = api.get("/readyz")
    parts = reply.json()["parts"]
    assert (reply.status, reply.json()["status"]) == (200, "ready")
    assert set(parts) == {"bus", "bus.events", "bus.feed", "cache", "disk",
                          *(f"{s}{part}" for s in SERVICES for part in ("", ".database", ".relay"))}
    assert set(parts.values()) == {"up"}


def test_the_contract_is_served_as_it_is_committed(api, contract):
    reply = api.get("/openapi.json")
    assert reply.headers["Content-Type"] == "application/json"
    assert reply.json() == contract.doc
    assert reply.json()["openapi"].startswith("3.1")
    assert api.get("/openapi.json", if_none_match=reply.etag).status == 304


def test_every_reference_in_the_contract_leads_somewhere(contract):
    for ref in set(re.findall(r'"\$ref": "(#[^"]+)"', json.dumps(contract.doc))):
        contract.deref({"$ref": ref})


def test_every_operation_says_who_may_and_what_is_answered(contract):
    for op in contract.operations:
        assert op.doc["summary"] and op.doc["security"], op
        assert {400, 405, 500, 503, 504} <= set(op.responses), op


def test_the_reference_page_shows_every_operation_without_the_internet(api, contract):
    reply = api.get("/docs")
    page = html.unescape(reply.body.decode())
    assert reply.headers["Content-Type"].startswith("text/html")
    assert not re.search(r"""(?:src|<link[^>]*href)\s*=\s*["']?(?:https?:)?//""", page)
    for op in contract.operations:
        assert op.path in page and op.doc["summary"] in page, op
    assert api.get("/docs", if_none_match=reply.etag).status == 304


def test_the_links_of_the_reference_page_lead_somewhere(api):
    page = api.get("/docs").body.decode()
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(ids)


def test_pages_take_only_get(api):
    for path in ("/healthz", "/livez", "/readyz", "/openapi.json", "/docs"):
        reply = api.ask("POST", path, {}, check=False)
        assert (reply.status, reply.code) == (405, "method_not_allowed")
        assert "GET" in reply.headers["Allow"]


def test_the_keys_verify_the_tokens(api, ada):
    import base64

    from cryptography.hazmat.primitives import hashes
    from cryptography.hazmat.primitives.asymmetric import ec, utils

    def decode(text):
        return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))

    head, claims, signature = ada.token.split(".")
    kid = json.loads(decode(head))["kid"]
    jwk, = [k for k in api.get("/.well-known/jwks.json").json()["keys"] if k["kid"] == kid]
    x, y = (int.from_bytes(decode(jwk[n]), "big") for n in "xy")
    raw = decode(signature)
    der = utils.encode_dss_signature(int.from_bytes(raw[:32], "big"), int.from_bytes(raw[32:], "big"))
    ec.EllipticCurvePublicNumbers(x, y, ec.SECP256R1()).public_key().verify(
        der, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    told = json.loads(decode(claims))
    assert told["user_id"] == ada.id and {"iat", "exp", "jti", "sid"} <= set(told)
    assert told["exp"] - told["iat"] == 900
    assert "d" not in jwk

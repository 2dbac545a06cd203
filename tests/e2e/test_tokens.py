"""Access tokens that are well signed and yet do not hold: only a thief of the key, or a bug, could make them."""

import base64
import json
import time
import uuid

import pytest
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, utils


def encode(raw):
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


@pytest.fixture
def sign(stack, ada):
    """A token with these claims over Ada's own, signed with the key that signs."""
    head = json.loads(base64.urlsafe_b64decode(ada.token.split(".")[0] + "=="))
    pem = (stack.var / "secrets/auth" / f"{head['kid']}.pem").read_bytes()
    key = serialization.load_pem_private_key(pem, None)

    def signed(head_more=None, without=(), **claims):
        body = ada.token.split(".")[1]
        own = json.loads(base64.urlsafe_b64decode(body + "=" * (-len(body) % 4)))
        own = {k: v for k, v in (own | claims).items() if k not in without}
        text = f"{encode(json.dumps(head | (head_more or {})).encode())}.{encode(json.dumps(own).encode())}"
        r, s = utils.decode_dss_signature(key.sign(text.encode(), ec.ECDSA(hashes.SHA256())))
        return f"{text}.{encode(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    return signed


def test_a_token_signed_here_with_right_claims_holds(api, sign):
    assert api.get("/auth/me", token=sign()).status == 200


@pytest.mark.parametrize("change", [
    {"exp": int(time.time()) - 1}, {"exp": 0}, {"exp": -1}, {"exp": "never"}, {"exp": None}, {"without": ["exp"]},
    {"without": ["sid"]}, {"without": ["user_id"]}, {"sid": "x"}, {"sid": None}, {"sid": 7}, {"user_id": "x"}, {"user_id": ["a"]},
    {"sid": "00000000-0000-0000-0000-000000000000"}, {"head_more": {"kid": "other"}}, {"head_more": {"alg": "none"}},
    {"head_more": {"alg": "HS256"}}, {"head_more": {"kid": "../../etc/passwd"}}, {"head_more": {"kid": None}}],
    ids=lambda c: json.dumps(c)[:40])
def test_a_token_with_a_wrong_claim_is_401(api, sign, change):
    assert api.get("/auth/me", token=sign(**change)).code == "unauthenticated"


def test_the_session_of_one_user_does_not_serve_another(api, sign, eve):
    assert api.get("/auth/me", token=sign(user_id=eve.id)).code == "unauthenticated"
    assert api.get("/auth/me", token=sign(sid=str(uuid.uuid4()))).code == "unauthenticated"
    assert eve.get("/auth/me").status == 200


def test_an_expired_token_that_was_used_before_is_401_in_time(api, sign):
    token = sign(exp=int(time.time()) + 2)
    assert api.get("/auth/me", token=token).status == 200
    from harness.stack import wait_until
    wait_until("the token to expire", lambda: api.get("/auth/me", token=token).status == 401, 5)


def test_the_zone_in_a_token_is_not_what_counts(api, sign, ada):
    """The caller's zone is what auth says it is."""
    calendar = ada.calendar()
    event = api.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                 "end_time": "2026-06-01T09:00:00Z"}, token=sign(zone="Mars/Base"))
    assert event.json()["timezone"] == "Europe/Berlin"

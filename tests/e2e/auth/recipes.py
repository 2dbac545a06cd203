"""How the operations of auth are called."""

import uuid

from calls import Call, by_id, nothing, patched, writable
from harness.people import Person
from mails import token_of

OTHER_PASSWORD = "zither-Walnut-88-kompass"


def _new_address():
    return f"{uuid.uuid4().hex[:12]}@example.org"


def _api_key(p):
    reply = p.post("/api-keys", {"name": "of a test", "scopes": {"contacts": ["read"]}})
    assert reply.status == 201, reply
    return reply.json()


def _another(p):
    """Who asks with a token need not be the one it is of, whose token serves once."""
    return Person(p.wire.port, p.contract, "Other")


def _verifying(p):
    return Call(body={"token": token_of(_another(p), "verify_email")})


def _resetting(p):
    other = _another(p)
    assert p.post("/auth/forgot-password", {"email": other.email}).status == 202
    return Call(body={"token": token_of(other, "reset_password"), "password": OTHER_PASSWORD})


def _changing(p):
    other = _another(p)
    assert other.patch("/users/me", {"email": _new_address()}).status == 200
    return Call(body={"token": token_of(other, "change_email_new")})


RECIPES = {
    "auth.register": lambda p: Call(body={"email": _new_address(), "password": p.password}),
    "auth.login": lambda p: Call(body={"email": p.email, "password": p.password}),
    "auth.refresh": lambda p: Call(body={"refresh_token": p.refresh_token}),
    "auth.logout": nothing,
    "auth.logout_all": nothing,
    "auth.password": lambda p: Call(body={"old_password": p.password, "new_password": OTHER_PASSWORD}),
    "auth.verify_email": _verifying,
    "auth.verify_email_resend": nothing,
    "auth.forgot_password": lambda p: Call(body={"email": p.email}),
    "auth.reset_password": _resetting,
    "auth.change_email_confirm": _changing,
    "auth.change_email_refuse": _changing,
    "auth.change_email_cancel": nothing,
    "auth.me": nothing,
    "auth.user_get": nothing,
    "auth.user_replace": lambda p: Call(body=writable(p.get("/users/me").json())),
    "auth.user_patch": lambda p: Call(body={"name": "Countess"}),
    "auth.user_delete": nothing,
    "auth.audit_list": nothing,
    "auth.api_key_list": nothing,
    "auth.api_key_create": lambda p: Call(body={"name": "of a test", "scopes": {}}),
    "auth.api_key_get": by_id(_api_key),
    "auth.api_key_patch": patched(_api_key, name="another"),
    "auth.api_key_revoke": by_id(_api_key),
    "auth.agent_create": by_id(_api_key),
    "auth.ticket_create": nothing,
    "auth.jwks": nothing,
}

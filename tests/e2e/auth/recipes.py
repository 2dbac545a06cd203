"""How the operations of auth are called."""

import uuid

from calls import Call, by_id, nothing, patched, writable

OTHER_PASSWORD = "zither-Walnut-88-kompass"


def _new_address():
    return f"{uuid.uuid4().hex[:12]}@example.org"


def _api_key(p):
    reply = p.post("/api-keys", {"name": "of a test", "scopes": {"contacts": ["read"]}})
    assert reply.status == 201, reply
    return reply.json()


RECIPES = {
    "auth.register": lambda p: Call(body={"email": _new_address(), "password": p.password}),
    "auth.login": lambda p: Call(body={"email": p.email, "password": p.password}),
    "auth.refresh": lambda p: Call(body={"refresh_token": p.refresh_token}),
    "auth.logout": nothing,
    "auth.logout_all": nothing,
    "auth.password": lambda p: Call(body={"old_password": p.password, "new_password": OTHER_PASSWORD}),
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

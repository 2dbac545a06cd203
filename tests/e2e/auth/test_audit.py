"""The trail of what was done to an account: complete, one's own, and never changed."""


import psycopg2
import pytest

from harness.people import PASSWORD


def actions(person):
    return [e["action"] for e in person.walk("/users/me/audit?limit=2")]


def test_everything_done_to_an_account_and_its_keys_is_listed_newest_first(ada, api, contract):
    key = ada.post("/api-keys", {"name": "x", "scopes": {}}).json()
    ada.delete(f"/api-keys/{key['id']}")
    ada.patch("/users/me", {"name": "Countess"})
    fresh = ada.patiently(lambda: ada.post("/auth/password", {"old_password": PASSWORD,
                                                              "new_password": "zither-Walnut-88-kompass"})).json()
    ada.signed_in(fresh)
    assert actions(ada) == ["session.opened", "password.changed", "user.updated", "api_key.revoked", "api_key.created",
                            "session.opened", "user.registered"]
    made = ada.get("/users/me/audit").json()["data"][4]
    assert made["object_id"] == key["id"] and made["address"] == "127.0.0.1" and made["session_id"] is not None
    assert [e["id"] for e in ada.walk("/users/me/audit?limit=3")] == [e["id"] for e in ada.walk("/users/me/audit")]


def test_a_reused_refresh_token_and_the_end_of_sessions_are_there(ada, api, stack):
    second = ada.patiently(lambda: ada.post("/auth/login", {"email": ada.email, "password": ada.password})).json()
    api.post("/auth/refresh", {"refresh_token": ada.refresh_token})
    stack.sql("auth", "UPDATE refresh_tokens SET replaced_at = replaced_at - interval '1 minute'")
    assert api.post("/auth/refresh", {"refresh_token": ada.refresh_token}).status == 401
    ada.signed_in(second)
    assert actions(ada)[:2] == ["session.reused", "session.opened"]


def test_refused_attempts_are_there_so_many_in_an_hour_and_none_of_an_unknown_address(ada, api, stack):
    def login(email, password):
        return api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))

    assert login(ada.email, "guess").code == "invalid_credentials"
    assert ada.patiently(lambda: ada.post("/auth/password", {
        "old_password": "guess", "new_password": "zither-Walnut-88-kompass"})).code == "invalid_credentials"
    assert actions(ada)[:2] == ["password.refused", "session.refused"]
    entry = ada.get("/users/me/audit").json()["data"][1]
    assert (entry["address"], entry["session_id"], entry["object_id"]) == ("127.0.0.1", None, None)
    before = stack.sql("auth", "SELECT count(*) FROM audit WHERE action = 'session.refused'")
    assert login("nobody-" + ada.email, "guess").code == "invalid_credentials"
    assert stack.sql("auth", "SELECT count(*) FROM audit WHERE action = 'session.refused'") == before
    for _ in range(12):  # as if it was long ago, so that no attempt has to wait
        stack.sql("auth", "UPDATE login_failures SET at = at - interval '1 day'")
        assert login(ada.email, "guess").code == "invalid_credentials"
    assert sum(a.endswith(".refused") for a in actions(ada)) == 10


def test_what_is_refused_leaves_no_entry_and_a_stranger_sees_nothing(ada, eve):
    before = actions(ada)
    assert ada.post("/api-keys", {"name": "", "scopes": {}}).status == 400
    assert eve.delete(f"/api-keys/{ada.id}").status == 404
    assert actions(ada) == before
    assert not {e["id"] for e in ada.walk("/users/me/audit")} & {e["id"] for e in eve.walk("/users/me/audit")}


@pytest.mark.parametrize("change", ["UPDATE audit SET action = 'x'", "DELETE FROM audit", "TRUNCATE audit"])
def test_entries_are_only_added(ada, stack, change):
    with pytest.raises(psycopg2.Error, match="only added"):
        stack.sql("auth", change)

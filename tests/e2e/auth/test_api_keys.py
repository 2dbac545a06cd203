"""API keys: made, shown once, listed, revoked; what they reach and what they never reach."""

import hashlib
import threading

import pytest

from api_keys import Key, in_seconds, moved
from harness.people import refused_at_last
from harness.product import EVERYTHING
from harness.stack import in_time, wait_until


def ended(key):
    return refused_at_last(lambda: key.get("/contacts"))


# ------------------------------------------------------------------ making, listing, revoking


def test_a_key_is_shown_once_and_only_its_hash_is_kept(ada, key_of, stack):
    made = key_of(ada, {"contacts": ["read"]}).made
    assert made["key"].startswith("cal_") and len(made["key"]) == 47 and made["key"].startswith(made["prefix"])
    assert made["scopes"] == {n: (["read"] if n == "contacts" else []) for n in EVERYTHING}
    listed, = ada.get("/api-keys").json()["data"]
    assert listed == {n: v for n, v in made.items() if n != "key"}
    stored = stack.sql("auth", f"SELECT encode(key_hash, 'hex') FROM api_keys WHERE id = '{made['id']}'")
    assert stored == hashlib.sha256(made["key"].encode()).hexdigest()
    row = stack.sql("auth", f"SELECT k::text FROM api_keys k WHERE id = '{made['id']}'")
    assert made["key"] not in row and made["key"][12:] not in row


def test_an_idempotent_post_shows_the_same_key_again_and_makes_one(ada):
    form = {"name": "phone", "scopes": {"events": ["read"]}}
    first, again = (ada.post("/api-keys", form, key="k-1") for _ in range(2))
    assert first.json() == again.json()
    assert len(ada.walk("/api-keys")) == 1


def test_the_list_is_paged_and_one_s_own(ada, eve, key_of):
    made = [key_of(ada, {}, name=f"key {i}").id for i in range(5)]
    key_of(eve, {})
    assert [k["id"] for k in ada.walk("/api-keys?limit=2")] == made


@pytest.mark.parametrize("fields, bad", [
    ({"scopes": {"contacts": ["read", "read"]}}, "scopes.contacts"), ({"scopes": {"contacts": ["all"]}}, "scopes.contacts[0]"),
    ({"scopes": {"users": ["read"]}}, "scopes.users"), ({"scopes": None}, "scopes"), ({"name": ""}, "name"),
    ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"), ({"key": "cal_x"}, "key"), ({"prefix": "cal_"}, "prefix")])
def test_a_wrong_form_is_refused(ada, fields, bad):
    reply = ada.post("/api-keys", {"name": "x", "scopes": {}} | fields)
    assert reply.code == "validation_failed" and any(f.startswith(bad.split("[")[0]) for f in reply.bad_fields), reply


def test_a_hundred_keys_stand_and_no_more_also_at_once(ada, key_of, stack):
    first = key_of(ada, {})
    stack.sql("auth", "INSERT INTO api_keys (id, user_id, name, key_hash, prefix, scopes) "
                      f"SELECT gen_random_uuid(), '{ada.id}', 'x', sha256(('{ada.id}' || n)::bytea), 'cal_', '{{}}' "
                      "FROM generate_series(1, 97) n")
    answers = []
    threads = [threading.Thread(target=lambda: answers.append(ada.post("/api-keys", {"name": "x", "scopes": {}}).status))
               for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(answers) == [201] * 2 + [409] * 4
    assert ada.delete(f"/api-keys/{first.id}").status == 204
    assert ada.post("/api-keys", {"name": "x", "scopes": {}}).status == 201, "a revoked key does not count"


def test_a_revoked_key_stops_within_a_second_and_others_go_on(ada, key_of):
    gone, kept = key_of(ada, {"contacts": ["read"]}), key_of(ada, {"contacts": ["read"]})
    assert gone.get("/contacts").status == kept.get("/contacts").status == 200
    assert ada.delete(f"/api-keys/{gone.id}").status == 204
    assert ended(gone)
    assert kept.get("/contacts").status == 200
    assert ada.delete(f"/api-keys/{gone.id}").code == "not_found"
    assert {k["id"]: k["revoked_at"] is not None for k in ada.walk("/api-keys")} == {gone.id: True, kept.id: False}


def test_a_key_ends_when_it_expires(ada, key_of):
    def used(seconds):
        key = key_of(ada, {"contacts": ["read"]}, expires_at=in_seconds(seconds))
        assert key.get("/contacts").status == 200
        return key
    assert ended(in_time(used))


def test_a_stranger_cannot_revoke_or_see_it(ada, eve, key_of):
    key = key_of(ada, {"contacts": ["read"]})
    assert eve.delete(f"/api-keys/{key.id}").code == "not_found"
    assert eve.walk("/api-keys") == []
    assert key.get("/contacts").status == 200


def test_a_change_of_scopes_is_felt_within_a_second(ada, key_of):
    key = key_of(ada, {"contacts": ["read"]})
    assert key.get("/contacts").status == 200 and key.get("/events").code == "insufficient_scope"
    changed = ada.patch(f"/api-keys/{key.id}", {"scopes": {"contacts": [], "events": ["read"]}})
    assert changed.status == 200 and changed.json()["scopes"]["events"] == ["read"], changed
    wait_until("the scopes to change", lambda: (key.get("/contacts").status, key.get("/events").status) == (403, 200))
    assert changed.json() == ada.get(f"/api-keys/{key.id}").json() | {"last_used_at": changed.json()["last_used_at"]}


@pytest.mark.parametrize("patch, after", [
    ({"contacts": ["read"]}, {"contacts": ["read"], "events": ["read", "write"]}), ({}, {"contacts": ["write"], "events": ["read", "write"]}),
    ({"events": []}, {"contacts": ["write"]}), ({"events": None}, {"contacts": ["write"]}), ({"contacts": ["read", "write"], "events": ["read"]},) * 2,
    ({"calendars": ["read"]}, {"contacts": ["write"], "events": ["read", "write"], "calendars": ["read"]})])
def test_a_patch_of_scopes_is_merged_as_rfc_7396_says(ada, key_of, patch, after):
    """Members are merged and lists replaced."""
    key = key_of(ada, {"contacts": ["write"], "events": ["read", "write"]})
    reply = ada.patch(f"/api-keys/{key.id}", {"scopes": patch})
    assert {noun: rights for noun, rights in reply.json()["scopes"].items() if rights} == after
    assert ada.get(f"/api-keys/{key.id}").json()["scopes"] == reply.json()["scopes"]


def test_scopes_cannot_be_taken_away_as_a_whole(ada, key_of):
    key = key_of(ada, {"contacts": ["write"]})
    for scopes in (None, [], "contacts"):
        assert ada.patch(f"/api-keys/{key.id}", {"scopes": scopes}).bad_fields == {"scopes"}
    assert ada.get(f"/api-keys/{key.id}").json()["scopes"]["contacts"] == ["write"]


def test_its_end_can_be_moved_and_taken_away(ada, key_of):
    key = key_of(ada, {"contacts": ["read"]}, expires_at=in_seconds(3600))
    in_time(lambda seconds: moved(ada, key.id, in_seconds(seconds)))
    assert ended(key)
    assert ada.patch(f"/api-keys/{key.id}", {"expires_at": None}).code == "conflict", "it has ended"
    other = key_of(ada, {"contacts": ["read"]}, expires_at=in_seconds(3600))
    assert ada.patch(f"/api-keys/{other.id}", {"expires_at": None}).json()["expires_at"] is None
    assert ada.patch(f"/api-keys/{other.id}", {"expires_at": in_seconds(-9)}).bad_fields == {"expires_at"}


def test_a_change_is_guarded_by_its_version(ada, eve, key_of):
    key = key_of(ada, {"contacts": ["read"]})
    path = f"/api-keys/{key.id}"
    first = ada.get(path)
    renamed = ada.patch(path, {"name": "kitchen"}, if_match=first.etag)
    assert renamed.status == 200 and renamed.json()["version"] == first.json()["version"] + 1
    assert renamed.json()["name"] == "kitchen" and renamed.json()["scopes"] == first.json()["scopes"]
    assert ada.patch(path, {"name": "hall"}, if_match=first.etag).code == "precondition_failed"
    assert ada.patch(path, {"prefix": "cal_x"}).code == "validation_failed"
    assert eve.patch(path, {"name": "x"}).code == eve.get(path).code == "not_found"
    assert ada.delete(path).status == 204
    assert ada.patch(path, {"name": "x"}).code == "conflict"


def test_the_last_use_is_shown_and_written_at_most_once_a_minute(ada, key_of, stack):
    key = key_of(ada, {"contacts": ["read"]})
    assert key.made["last_used_at"] is None
    for _ in range(20):
        assert key.get("/contacts").status == 200
    used = ada.get("/api-keys").json()["data"][0]["last_used_at"]
    assert used is not None
    ada.patch("/users/me", {"timezone": "Asia/Tokyo"})  # gateways ask about the user's keys anew
    for _ in range(20):
        assert key.get("/contacts").status == 200
    assert ada.get("/api-keys").json()["data"][0]["last_used_at"] == used


def test_with_its_account_a_key_ends(person, key_of, stack):
    ada, bob = person("Ada"), person("Bob")
    keys = [key_of(p, {"contacts": ["read"]}) for p in (ada, bob)]
    assert [k.get("/contacts").status for k in keys] == [200, 200]
    ada.delete("/users/me")
    stack.sql("auth", f"UPDATE users SET is_active = false WHERE id = '{bob.id}'")
    assert ended(keys[0]) and ended(keys[1])
    stack.sql("auth", f"UPDATE users SET is_active = true WHERE id = '{bob.id}'")
    wait_until("the key to serve again", lambda: keys[1].get("/contacts").status == 200)


# ------------------------------------------------------------------ what it reaches


def test_a_key_does_what_its_user_may(ada, eve, key_of):
    key = key_of(ada, EVERYTHING)
    mine = key.post("/contacts", {"first_name": "Grace"})
    assert mine.status == 201 and mine.json()["owner_id"] == ada.id
    assert key.patch(f"/contacts/{mine.json()['id']}", {"first_name": "G"}).status == 200
    assert key.get(f"/contacts/{eve.contact()['id']}").code == "not_found"
    calendar = ada.calendar()
    event = key.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                 "end_time": "2026-06-01T10:00:00Z"})
    assert event.status == 201 and event.json()["timezone"] == "Europe/Berlin", "the user's zone"


def test_every_operation_asks_for_its_own_scope_and_says_which(ada, key_of, contract):
    """One key for each scope, against every operation of the contract."""
    keys = {f"{noun}:{right}": key_of(ada, {noun: [right]}) for noun in EVERYTHING for right in ("read", "write")}
    absent = "01890a5d-ac96-774b-bcce-b302099a8057"
    seen = 0
    for op in contract.operations:
        if op.public or op.name == "feed.read":  # one of several scopes; test_heard.py has it
            continue
        scope = op.doc.get("x-scope")
        for had, key in keys.items():
            reply = key.ask(op.method, op.path.replace("{id}", absent))
            if scope is None:
                assert reply.code == "forbidden", (op, had, reply)
            elif had == scope or scope == "any":
                assert reply.status not in (401, 403), (op, had, reply)
            else:
                assert reply.code == "insufficient_scope" and scope in reply.json()["error"], (op, had, reply)
                assert scope in reply.json()["details"][0]["problem"]
                seen += 1
    assert seen > 50


def test_a_key_with_every_scope_never_reaches_accounts_and_keys(ada, key_of, contract):
    key = key_of(ada, EVERYTHING)
    for op in contract.operations:
        if op.path.startswith(("/users", "/api-keys")) or op.name in ("auth.me", "auth.logout"):
            assert key.ask(op.method, op.path.replace("{id}", key.id)).code == "forbidden", op
    assert ada.get("/auth/me").status == 200 and key.get("/contacts").status == 200


def test_both_credentials_at_once_are_401(ada, key_of):
    key = key_of(ada, EVERYTHING)
    assert key.get("/contacts", token=ada.token).code == "unauthenticated"


@pytest.mark.parametrize("change", [lambda k: "", lambda k: "cal_", lambda k: k[:-1], lambda k: k + "A", lambda k: k[4:],
                                    lambda k: "CAL_" + k[4:], lambda k: k[:-1] + "!", lambda k: k[:20] + "\t" + k[21:],
                                    lambda k: "cal_" + "A" * 43, lambda k: k * 200, lambda k: f"Bearer {k}"])
def test_what_is_not_the_key_is_401(ada, key_of, api, change):
    key = key_of(ada, EVERYTHING)
    assert api.get("/contacts", headers={"X-API-Key": change(key.key)}).code == "unauthenticated"
    assert api.get("/contacts", token=key.key).code == "unauthenticated", "a key is no bearer token"


def test_a_cursor_of_the_user_is_none_of_the_key(ada, key_of):
    for _ in range(2):
        ada.contact()
    cursor = ada.get("/contacts?limit=1").json()["next_cursor"]
    assert key_of(ada, EVERYTHING).get(f"/contacts?limit=1&cursor={cursor}").code == "invalid_cursor"


def test_a_key_not_seen_before_is_503_while_auth_is_away_and_never_passes(shaken, contract):
    from harness.people import Person
    ada = Person(shaken.port, contract)
    key = Key(shaken.port, contract, ada.post("/api-keys", {"name": "x", "scopes": {"contacts": ["read"]}}).json())
    old = shaken.kill("auth")
    statuses = {key.get("/contacts").status for _ in range(3)}
    assert statuses <= {200, 503}, "200 only when auth was already back"
    shaken.wait_restarted("auth", old)
    wait_until("the key to serve again", lambda: key.get("/contacts").status == 200)


def test_no_key_is_logged(ada, key_of, stack):
    key = key_of(ada, EVERYTHING)
    key.get("/contacts")
    key.get(f"/contacts?api_key={key.key}")
    text = "".join(p.read_text(errors="replace") for p in (stack.var / "log").glob("*") if p.is_file())
    assert key.key not in text and key.key[4:] not in text

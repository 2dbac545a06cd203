"""A webhook that was made with an API key: it is for what the key may read, and ends with it."""

import pytest

from api_keys import in_seconds, moved
from harness.stack import in_time, wait_until
from webhooks import URL, webhook


def is_gone(person, made):
    return person.get(f"/webhooks/{made['id']}").status == 404


def post(who, nouns):
    return who.post("/webhooks", {"url": URL, "nouns": nouns})


@pytest.mark.parametrize("scopes, nouns, code", [
    ({"contacts": ["read"]}, ["contact"], None), ({"contacts": ["read"], "events": ["read"]}, ["contact", "event"], None),
    ({"contacts": ["read"]}, ["contact", "event"], "insufficient_scope"), ({"contacts": ["write"]}, ["contact"], "insufficient_scope"),
    ({}, ["contact"], "insufficient_scope"), ({"contacts": ["read"]}, ["webhook"], "forbidden"), ({"contacts": ["read"]}, ["user"], "forbidden")])
def test_a_key_hears_what_it_may_read(ada, key_of, scopes, nouns, code):
    reply = post(key_of(ada, scopes), nouns)
    assert reply.code == code if code else reply.status == 201, reply


def test_a_key_sees_its_own_and_its_owner_all(ada, key_of):
    one, other = (key_of(ada, {"contacts": ["read"]}) for _ in range(2))
    mine, first, second = webhook(ada), webhook(one), webhook(other)
    assert [w["id"] for w in one.walk("/webhooks")] == [first["id"]]
    assert [w["id"] for w in ada.walk("/webhooks")] == [mine["id"], first["id"], second["id"]]
    assert (first["key_id"], mine["key_id"]) == (one.id, None)
    for hidden in (mine, second):
        path = f"/webhooks/{hidden['id']}"
        for reply in (one.get(path), one.patch(path, {"state": "disabled"}), one.delete(path), one.post(path + "/rotate-secret")):
            assert (reply.status, reply.code) == (404, "not_found"), reply
    assert ada.patch(f"/webhooks/{first['id']}", {"state": "disabled"}).status == 200


def test_also_its_owner_gives_it_no_more_than_the_key_may_read(ada, key_of):
    made = webhook(key_of(ada, {"contacts": ["read"]}))
    assert ada.patch(f"/webhooks/{made['id']}", {"nouns": ["contact", "event"]}).code == "insufficient_scope"
    assert ada.patch(f"/webhooks/{made['id']}", {"url": URL + "2"}).status == 200


def test_nor_does_the_key_give_it_more_than_was_heard_of_its_scopes(ada, key_of, stack):
    key = key_of(ada, {"contacts": ["read"], "events": ["read"]})
    made = webhook(key)
    # As when its scopes change, and the gateway has not heard of it yet.
    stack.sql("delivery", f"UPDATE webhooks SET key_scopes = '{{contacts:read}}', key_version = 1000 WHERE id = '{made['id']}'")
    reply = key.patch(f"/webhooks/{made['id']}", {"nouns": ["contact", "event"]})
    assert (reply.status, reply.code) == (403, "insufficient_scope"), reply
    assert ada.get(f"/webhooks/{made['id']}").json()["nouns"] == ["contact"]
    assert key.patch(f"/webhooks/{made['id']}", {"url": URL + "2"}).status == 200


def test_it_ends_with_its_key(ada, key_of, feeds):
    key = key_of(ada, {"contacts": ["read"]})
    made, other = webhook(key), webhook(ada)
    assert ada.delete(f"/api-keys/{key.id}").status == 204
    feeds.wait(ada, "webhook.deleted", made["id"], "webhook")
    assert is_gone(ada, made) and not is_gone(ada, other)


def test_it_ends_when_its_key_expires(ada, key_of):
    key = key_of(ada, {"contacts": ["read"]})

    def use(seconds):
        moved(ada, key.id, in_seconds(seconds))
        return webhook(key)

    made = in_time(use)
    wait_until("it to end", lambda: is_gone(ada, made))


def test_other_scopes_narrow_it_and_none_disable_it(ada, key_of, feeds):
    key = key_of(ada, {"contacts": ["read"], "events": ["read"]})
    made = webhook(key, nouns=["contact", "event"])

    def allow(**scopes):
        assert ada.patch(f"/api-keys/{key.id}", {"scopes": scopes}).status == 200

    allow(contacts=[])
    feeds.wait(ada, "webhook.updated", made["id"], "webhook")
    assert ada.get(f"/webhooks/{made['id']}").json()["nouns"] == ["event"]
    allow(events=["write"])
    told = feeds.wait(ada, "webhook.disabled", made["id"], "webhook")[-1]["data"]
    assert (told["state"], told["reason"], told["nouns"]) == ("disabled", "scopes", ["event"])
    assert ada.patch(f"/webhooks/{made['id']}", {"state": "active"}).code == "insufficient_scope"
    allow(events=["read"])
    wait_until("it to be let", lambda: ada.patch(f"/webhooks/{made['id']}", {"state": "active"}).status == 200)
    assert ada.get(f"/webhooks/{made['id']}").json()["reason"] is None

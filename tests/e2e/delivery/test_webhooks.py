"""Webhooks: a person's own, heard of by nobody else, at most twenty, and gone with their account."""

import threading

import pytest

from harness.stack import wait_until
from webhooks import URL, key_bytes, webhook, without_secret

# ------------------------------------------------------------------ life


def test_it_is_read_as_it_was_made_without_its_secret(ada):
    made = webhook(ada, nouns=["event", "calendar"], calendar_ids=[ada.calendar()["id"]])
    assert len(key_bytes(made["secret"])) == 32
    assert made["state"] == "active" and made["version"] == 1 and made["reason"] is None
    shown = ada.get(f"/webhooks/{made['id']}").json()
    assert shown == without_secret(made)
    assert ada.walk("/webhooks") == [shown]


def test_each_has_a_secret_of_its_own(ada):
    assert len({webhook(ada)["secret"] for _ in range(5)}) == 5


def test_a_secret_stands_nowhere(ada, stack, feeds):
    made = webhook(ada)
    ada.post(f"/webhooks/{made['id']}/rotate-secret")
    feed = feeds.wait(ada, "webhook.updated", made["id"], "webhook")
    assert all("secret" not in m["data"] for m in feed)
    stored = stack.sql("delivery", f"SELECT encode(secret, 'hex') || encode(former_secret, 'hex') FROM webhooks WHERE id = '{made['id']}'")
    assert key_bytes(made["secret"]).hex() not in stored and len(stored) == 2 * 2 * (32 + 28)


def test_its_owner_hears_of_it_and_nobody_else(ada, eve, feeds):
    theirs, mine = webhook(eve), webhook(ada)
    assert [m["data"] for m in feeds.wait(ada, "webhook.created", mine["id"], "webhook")] == [without_secret(mine)]
    assert [m["data"] for m in feeds.wait(eve, "webhook.created", theirs["id"], "webhook")] == [without_secret(theirs)]


def test_a_change_is_told_and_makes_a_version(ada, feeds):
    made = webhook(ada)
    reply = ada.patch(f"/webhooks/{made['id']}", {"nouns": ["event"], "state": "disabled"})
    assert reply.status == 200 and reply.json() == without_secret(made) | {
        "nouns": ["event"], "state": "disabled", "version": 2, "updated_at": reply.json()["updated_at"]}
    assert feeds.wait(ada, "webhook.updated", made["id"], "webhook")[-1]["data"] == reply.json()
    assert ada.delete(f"/webhooks/{made['id']}").status == 204
    assert ada.get(f"/webhooks/{made['id']}").status == 404
    feeds.wait(ada, "webhook.deleted", made["id"], "webhook")


def test_a_rotation_shows_another_secret_and_how_long_both_sign(ada):
    made = webhook(ada)
    turned = ada.post(f"/webhooks/{made['id']}/rotate-secret").json()
    assert turned["secret"] != made["secret"] and turned["version"] == 2
    assert turned["former_until"][:10] > turned["updated_at"][:10]
    assert ada.get(f"/webhooks/{made['id']}").json() == without_secret(turned)


def test_it_goes_with_its_account(person, stack, feeds):
    ada, eve = person("Ada"), person("Eve")
    mine, theirs = webhook(ada), webhook(eve)
    assert ada.delete("/users/me").status == 204
    feeds.wait(ada, "webhook.deleted", mine["id"], "webhook")
    assert stack.sql("delivery", f"SELECT count(*) FROM webhooks WHERE id = '{mine['id']}' AND deleted_at IS NULL") == "0"
    assert eve.get(f"/webhooks/{theirs['id']}").status == 200


def test_it_stops_and_goes_on_with_its_account(ada, stack):
    mine, off = webhook(ada), webhook(ada, state="disabled")

    def state(made):
        return stack.sql("delivery", f"SELECT state || ' ' || coalesce(reason, '-') FROM webhooks WHERE id = '{made['id']}'")

    stack.admin("deactivate", ada.email)
    wait_until("it to stop", lambda: state(mine) == "disabled account")
    stack.admin("activate", ada.email)
    wait_until("it to go on", lambda: state(mine) == "active -")
    assert state(off) == "disabled -"


# ------------------------------------------------------------------ limits


def test_a_user_has_twenty_also_when_they_are_made_at_once(ada, eve):
    for _ in range(18):
        webhook(ada)
    replies = []
    threads = [threading.Thread(target=lambda: replies.append(
        ada.patiently(lambda: ada.post("/webhooks", {"url": URL, "nouns": ["contact"]})))) for _ in range(6)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(r.status for r in replies) == [201] * 2 + [409] * 4
    assert len(ada.walk("/webhooks?limit=7")) == 20
    webhook(eve)
    ada.delete(f"/webhooks/{ada.walk('/webhooks')[0]['id']}")
    webhook(ada)


@pytest.mark.parametrize("url", [
    "http://example.org", "https://example.org:8/", "https://example.org:65535/x?y=z", "https://93.184.216.34/", "https://[2606:2800:220:1::1]:8443/in",
    "https://example.org?only=query", "https://example.org/" + "a" * (2048 - 20)])
def test_a_url_that_is_taken(ada, url):
    assert webhook(ada, url=url)["url"] == url


@pytest.mark.parametrize("url", [
    "", "example.org", "ftp://example.org/", "file:///etc/passwd", "https://", "https://user:secret@example.org/", "https://example.org/#part",
    "https://example.org/a b", "https://exämple.org/", "https://example.org:0/", "https://example.org:25/", "https://127.0.0.1/", "https://10.1.2.3/", "https://[::1]/",
    "https://[::ffff:127.0.0.1]/", "https://169.254.169.254/", "https://2130706433/", "https://example.org:65536/", "https://example.org:/",
    "https://example.org/\r\nHost: x", "javascript:alert(1)", "https://example.org/" + "a" * (2048 - 19)])
def test_a_url_that_is_refused(ada, url):
    reply = ada.post("/webhooks", {"url": url, "nouns": ["contact"]})
    assert reply.bad_fields == {"url"}, reply
    made = webhook(ada)
    assert ada.patch(f"/webhooks/{made['id']}", {"url": url}).bad_fields == {"url"}


@pytest.mark.parametrize("fields, bad", [
    ({"nouns": []}, "nouns"), ({"nouns": ["contact", "contact"]}, "nouns[1]"), ({"nouns": ["contacts"]}, "nouns[0]"), ({"state": "off"}, "state"),
    ({"calendar_ids": ["x"]}, "calendar_ids[0]"), ({"secret": "whsec_mine"}, "secret"), ({"reason": "gone"}, "reason")])
def test_what_does_not_fit_is_named(ada, fields, bad):
    assert ada.post("/webhooks", {"url": URL, "nouns": ["contact"]} | fields).bad_fields == {bad}


@pytest.mark.parametrize("count, status", [(99, 201), (100, 201), (101, 400)])
def test_the_calendars_have_a_limit(ada, count, status):
    ids = [f"01890a5d-ac96-774b-bcce-{n:012x}" for n in range(count)]
    assert ada.post("/webhooks", {"url": URL, "nouns": ["event"], "calendar_ids": ids}).status == status

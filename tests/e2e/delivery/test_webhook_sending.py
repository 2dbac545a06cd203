"""What reaches a receiver of webhooks, and what its answers mean for the webhook."""

import json
import re
import time
from datetime import datetime

import pytest

from harness import node
from harness.bus import Bus
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import wait_until
from webhooks import is_signed, key_bytes, signature, webhook

VERIFY = """
import { Webhook } from 'standardwebhooks';
let text = '';
for await (const part of process.stdin) text += part;
const { secret, headers, body } = JSON.parse(text);
console.log(JSON.stringify(new Webhook(secret).verify(body, headers)));
"""


@pytest.fixture
def ada(sending, contract):
    return Person(sending.port, contract, "Ada")


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


def came(receiver, count):
    """That many messages, as soon as they are there."""
    return wait_until(f"{count} messages", lambda: len(receiver.requests) >= count and receiver.requests)


def deliveries(person, made):
    return person.walk(f"/webhooks/{made['id']}/deliveries?limit=200")


def ended(person, made, *states):
    def found():
        all = deliveries(person, made)
        return all if sorted(d["state"] for d in all) == sorted(states) else None
    return wait_until(f"deliveries that are {states}", found)


def test_a_message_is_signed_and_is_the_feed_s(ada, receiver):
    made = webhook(ada, url=receiver.url("/in"))
    contact = ada.contact("Grace")
    message, = came(receiver, 1)
    assert (message.method, message.path) == ("POST", "/in") and message.headers["content-type"].startswith("application/")
    assert is_signed(made["secret"], message)
    assert not is_signed("whsec_" + "A" * 44, message)
    told = json.loads(message.body)
    assert (told["type"], told["data"]) == ("contact.created", contact)
    one, = ended(ada, made, "sent")
    assert (one["id"], one["response"], one["attempts"], one["why"]) == (message.headers["webhook-id"], 200, 1, None)
    assert one["took_ms"] is not None and one["ended_at"] is not None and one["due_at"] is None


def test_the_library_of_standard_webhooks_takes_it(ada, receiver):
    try:
        place = node.install()
    except node.Missing as why:
        pytest.skip(str(why))
    made = webhook(ada, url=receiver.url("/in"))
    ada.post(f"/webhooks/{made['id']}/test")
    message, = came(receiver, 1)
    asked = {"secret": made["secret"], "headers": message.headers, "body": message.body.decode()}
    (place / "verify.mjs").write_text(VERIFY)
    good = node.run("node", "verify.mjs", input=json.dumps(asked))
    assert good.returncode == 0 and json.loads(good.stdout)["type"] == "webhook.test", good.stderr
    bad = node.run("node", "verify.mjs", input=json.dumps(asked | {"body": asked["body"] + " "}))
    assert bad.returncode != 0 and "WebhookVerificationError" in bad.stderr


def test_both_secrets_sign_while_one_replaces_the_other(ada, receiver, sending):
    made = webhook(ada, url=receiver.url("/in"))
    turned = ada.post(f"/webhooks/{made['id']}/rotate-secret").json()
    ada.contact()
    first, = came(receiver, 1)
    assert is_signed(made["secret"], first) and is_signed(turned["secret"], first)
    sending.sql("delivery", f"UPDATE webhooks SET former_until = now() - interval '1 s' WHERE id = '{made['id']}'")
    ada.contact()
    second = came(receiver, 2)[1]
    assert second.headers["webhook-signature"] == signature(turned["secret"], second)
    assert key_bytes(made["secret"]) != key_bytes(turned["secret"])


def test_what_was_not_taken_comes_again_with_the_same_id(ada, receiver):
    receiver.says["/in"] = "status=500&fails=1"
    made = webhook(ada, url=receiver.url("/in"))
    ada.contact()
    first, second = came(receiver, 2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"] and first.body == second.body
    assert is_signed(made["secret"], second)
    one, = ended(ada, made, "sent")
    assert (one["attempts"], one["response"]) == (2, 200)
    wait_until("it to fail no more", lambda: ada.get(f"/webhooks/{made['id']}").json()["failing_since"] is None)


def test_it_is_tried_again_when_the_contract_says(ada, receiver, sending, contract):
    """opensend#37: the documented schedule was not the real one."""
    words = contract.doc["components"]["schemas"]["WebhookDelivery"]["properties"]["attempts"]["description"]
    waits = [int(number) * {"s": 1, "min": 60, "h": 3600}[unit] for number, unit in re.findall(r"(\d+) (s|min|h)\b", words)]
    receiver.says["/in"] = "status=500"
    made = webhook(ada, url=receiver.url("/in"))
    before, bus = time.time(), Bus(sending, "delivery")
    ada.contact()
    for attempts, wait in enumerate(waits, 1):
        one = wait_until(f"attempt {attempts}", lambda: (all := deliveries(ada, made)) and all[0]["attempts"] == attempts and all[0])
        assert before + wait <= datetime.fromisoformat(one["due_at"]).timestamp() <= time.time() + 1.2 * wait + 0.001, (attempts, one)
        before = time.time()
        sending.sql("delivery", f"UPDATE deliveries SET due_at = now() WHERE id = '{one['id']}'")
        bus.publish("wake.delivery")
    bus.close()


def test_a_replay_has_the_same_id(ada, receiver):
    made = webhook(ada, url=receiver.url("/in"))
    ada.contact()
    ended(ada, made, "sent")
    one, = deliveries(ada, made)
    assert ada.post(f"/webhooks/{made['id']}/replay", {"delivery_id": one["id"]}).json()["count"] == 1
    first, second = came(receiver, 2)
    assert first.headers["webhook-id"] == second.headers["webhook-id"] == one["id"]


def test_who_is_gone_is_disabled(ada, receiver):
    receiver.says["/in"] = "status=410"
    made, other = webhook(ada, url=receiver.url("/in")), webhook(ada, nouns=["webhook"], url=receiver.url("/other"))
    ada.contact()
    gone = wait_until("it to be disabled", lambda: (w := ada.get(f"/webhooks/{made['id']}").json())["state"] == "disabled" and w)
    assert gone["reason"] == "gone"
    ended(ada, made, "failed")
    wait_until("the other to be told", lambda: "webhook.disabled" in [json.loads(r.body)["type"] for r in receiver.requests if r.path == "/other"])


def test_no_redirect_is_followed(ada, receiver):
    receiver.says["/in"] = f"status=302&header=Location:{receiver.url('/elsewhere')}"
    made = webhook(ada, url=receiver.url("/in"))
    ada.contact()
    came(receiver, 1)
    one = wait_until("its answer", lambda: [d for d in deliveries(ada, made) if d["response"]])[0]
    assert (one["state"], one["response"]) == ("waiting", 302)
    assert {r.path for r in receiver.requests} == {"/in"}


def test_one_that_took_nothing_for_five_days_is_disabled(ada, receiver, sending):
    receiver.says["/in"] = "status=503"
    made = webhook(ada, url=receiver.url("/in"))
    ada.contact()
    failing = wait_until("it to fail", lambda: ada.get(f"/webhooks/{made['id']}").json()["failing_since"])
    assert failing and ada.get(f"/webhooks/{made['id']}").json()["state"] == "active"
    sending.sql("delivery", f"UPDATE webhooks SET failing_since = now() - interval '5 days' WHERE id = '{made['id']}'")
    ada.contact()
    told = wait_until("it to be disabled", lambda: (w := ada.get(f"/webhooks/{made['id']}").json())["state"] == "disabled" and w)
    assert told["reason"] == "failing"

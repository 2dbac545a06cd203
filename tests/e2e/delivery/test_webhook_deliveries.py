"""What was sent to a webhook: listed by state, and sent again, one or a range of them."""

import uuid

import pytest

from webhooks import webhook

RANGE = {"since": "2026-01-01T00:00:00Z", "until": "2026-02-01T00:00:00Z"}
UNACCEPTED = ("failed", "set_aside", "cancelled")
STATES = (*UNACCEPTED, "sent", "waiting")


@pytest.fixture
def ended(stack):
    """Puts deliveries into the past of a webhook, so many in each state, far from being due."""
    def make(person, made, count=1, states=STATES, day=2, body="'{}'"):
        stack.sql("delivery", f"""
            INSERT INTO deliveries (id, channel, kind, webhook_id, user_id, body, state, attempts, due_at, created_at, first_at, ended_at)
            SELECT gen_random_uuid(), 'webhook', 'contact.updated', '{made['id']}', '{person.id}', {body}, s, 3, '2100-01-01',
                   '2026-01-{day:02}'::timestamptz + n / 3 * interval '1 second', now(), CASE WHEN s <> 'waiting' THEN now() END
            FROM unnest(ARRAY{list(states)}) AS s, generate_series(1, {count}) AS n""")
    return make


def deliveries(person, made, query=""):
    return person.walk(f"/webhooks/{made['id']}/deliveries{query}")


def replay(person, made, **body):
    return person.post(f"/webhooks/{made['id']}/replay", body)


def waiting(stack, made):
    return int(stack.sql("delivery", f"SELECT count(*) FROM deliveries WHERE webhook_id = '{made['id']}' AND state = 'waiting' "
                                     "AND attempts = 0 AND first_at IS NULL AND ended_at IS NULL AND due_at <= now()"))


def test_a_page_goes_back_in_time_over_all_states(ada, ended):
    made = webhook(ada, state="disabled")
    ended(ada, made, 7)
    whole = deliveries(ada, made, "?limit=200")
    assert len(whole) == 35 and {d["state"] for d in whole} == set(STATES)
    keys = [(d["created_at"], d["id"]) for d in whole]
    assert sorted(keys, reverse=True) == keys
    assert deliveries(ada, made, "?limit=4") == whole
    for state in STATES:
        assert deliveries(ada, made, f"?limit=3&state={state}") == [d for d in whole if d["state"] == state]
    assert all((d["due_at"] is None) == (d["state"] != "waiting") for d in whole)


def test_another_webhook_has_its_own(ada, eve, ended):
    mine, other = webhook(ada, state="disabled"), webhook(ada, state="disabled")
    ended(ada, mine)
    assert deliveries(ada, other) == [] and len(deliveries(ada, mine)) == 5
    assert eve.get(f"/webhooks/{mine['id']}/deliveries").status == 404


@pytest.mark.parametrize("cursor", ["x", "", "AAAA"])
def test_a_damaged_cursor_is_refused(ada, cursor):
    assert ada.get(f"/webhooks/{webhook(ada)['id']}/deliveries?cursor={cursor}").code in ("invalid_cursor", "validation_failed")


def test_a_trial_is_a_delivery(ada):
    made = webhook(ada)
    reply = ada.post(f"/webhooks/{made['id']}/test")
    assert reply.status == 201 and reply.json()["type"] == "webhook.test"
    assert [d["id"] for d in deliveries(ada, made)] == [reply.json()["id"]]


def test_a_disabled_webhook_is_sent_nothing(ada, ended):
    made = webhook(ada, state="disabled")
    ended(ada, made)
    assert ada.post(f"/webhooks/{made['id']}/test").code == "conflict"
    assert replay(ada, made, **RANGE).code == "conflict"


@pytest.mark.parametrize("state", STATES)
def test_one_is_sent_again_in_whatever_state_it_is(ada, stack, ended, state):
    made = webhook(ada)
    ended(ada, made, states=[state])
    one = deliveries(ada, made)[0]
    assert replay(ada, made, delivery_id=one["id"]).json() == {"count": 1, "next_cursor": None}
    again = deliveries(ada, made)[0]
    assert (again["id"], again["created_at"]) == (one["id"], one["created_at"])
    assert again["due_at"] is None or again["due_at"] < "2100"


def test_what_cannot_be_sent_again_says_why(ada, stack, ended):
    made, other = webhook(ada), webhook(ada)
    ended(ada, made, states=["failed"], body="NULL")
    ended(ada, other, states=["waiting"])
    gone, held = deliveries(ada, made)[0], deliveries(ada, other)[0]
    assert replay(ada, made, delivery_id=gone["id"]).code == "conflict"
    for id in (held["id"], str(uuid.uuid4())):
        assert replay(ada, made, delivery_id=id).code == "not_found"


def test_a_range_is_sent_again_without_what_was_accepted(ada, stack, ended):
    made = webhook(ada, state="disabled")
    ended(ada, made, 5, day=2)
    ended(ada, made, 5, day=30)
    ada.patch(f"/webhooks/{made['id']}", {"state": "active"})
    assert replay(ada, made, **RANGE | {"until": "2026-01-30T00:00:00Z"}).json() == {"count": 15, "next_cursor": None}
    assert replay(ada, made, **RANGE, all=True).json()["count"] >= 5 + 20


@pytest.mark.parametrize("count", [999, 1000, 1001])
def test_a_thousand_go_at_once(ada, ended, count):
    made = webhook(ada, state="disabled")
    ended(ada, made, count, states=["failed"])
    ada.patch(f"/webhooks/{made['id']}", {"state": "active"})
    page = replay(ada, made, **RANGE).json()
    assert (page["count"], page["next_cursor"] is not None) == (min(count, 1000), count > 1000)


def test_a_range_goes_by_thousands(ada, stack, ended):
    made = webhook(ada, state="disabled")
    ended(ada, made, 834, states=UNACCEPTED)
    ended(ada, made, 1, states=["sent"])
    ada.patch(f"/webhooks/{made['id']}", {"state": "active"})
    counts, cursor = [], None
    while not counts or cursor:
        page = ada.post(f"/webhooks/{made['id']}/replay" + (f"?cursor={cursor}" if cursor else ""), RANGE).json()
        counts.append(page["count"])
        cursor = page["next_cursor"]
    assert counts == [1000, 1000, 502]


@pytest.mark.parametrize("body, bad", [
    ({}, "delivery_id"), (RANGE | {"delivery_id": "01890a5d-ac96-774b-bcce-b302099a8057"}, "delivery_id"),
    ({"since": RANGE["since"]}, "until"), ({"until": RANGE["until"]}, "since"),
    ({"since": RANGE["since"], "until": RANGE["since"]}, "until"), ({"since": "yesterday", "until": RANGE["until"]}, "since")])
def test_a_range_that_is_none_is_named(ada, body, bad):
    assert bad in replay(ada, webhook(ada), **body).bad_fields

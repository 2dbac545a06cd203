"""A POST with an Idempotency-Key happens once, however often and however fast it is sent."""

import threading
import uuid

import pytest

from harness.people import PASSWORD


def key():
    return str(uuid.uuid4())


def at_once(count, ask):
    answers, gate = [None] * count, threading.Barrier(count)

    def one(i):
        gate.wait()
        answers[i] = ask()

    threads = [threading.Thread(target=one, args=(i,)) for i in range(count)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


def test_a_repeated_post_gets_the_first_answer_byte_for_byte(ada, thing):
    k, body = key(), thing.writable()
    first = ada.post(thing.list, body, key=k)
    assert first.status == 201
    ada.patch(f"{thing.list}/{first.json()['id']}", {thing.text: "Changed since"})
    again = ada.post(thing.list, body, key=k)
    assert (again.status, again.body, again.etag) == (first.status, first.body, first.etag)
    assert len(ada.walk(thing.list)) == 2


def test_the_same_input_written_otherwise_is_the_same_input(ada):
    k = key()
    first = ada.post("/contacts", body=b'{"first_name": "Ad\\u0061", "company": "X"}', key=k)
    again = ada.post("/contacts", body=b'{"company":"X","first_name":"Ada"}', key=k)
    assert first.status == 201
    assert again.body == first.body or again.code == "idempotency_mismatch"


@pytest.mark.parametrize("count", [2, 16])
def test_sent_at_once_it_happens_once(ada, thing, count):
    k, body = key(), thing.writable()
    replies = at_once(count, lambda: ada.patiently(lambda: ada.post(thing.list, body, key=k)))
    assert {r.status for r in replies} == {201}, replies
    assert len({r.body for r in replies}) == 1
    assert len(ada.walk(thing.list)) == 2


def test_another_input_under_the_same_key_is_a_mismatch(ada):
    k = key()
    assert ada.post("/contacts", {"first_name": "A"}, key=k).status == 201
    assert ada.post("/contacts", {"first_name": "B"}, key=k).code == "idempotency_mismatch"
    assert ada.post("/contacts", {"first_name": "A", "company": None, "last_name": "x"}, key=k).code == "idempotency_mismatch"


def test_a_key_counts_for_one_operation_only(ada):
    k = key()
    assert ada.post("/contacts", {"first_name": "A"}, key=k).status == 201
    assert ada.post("/calendars", {"name": "A"}, key=k).status == 201


def test_a_refusal_is_decided_again(ada):
    k = key()
    assert ada.post("/contacts", {"first_name": 1}, key=k).code == "validation_failed"
    calendar_less = {"calendar_id": str(uuid.uuid4()), "title": "x", "start_time": "2026-06-01T09:00:00Z",
                     "end_time": "2026-06-01T09:00:00Z"}
    assert ada.post("/events", calendar_less, key=k).status in (400, 404)
    assert ada.post("/events", calendar_less | {"calendar_id": ada.calendar()["id"]}, key=k).status == 201
    assert ada.post("/contacts", {"first_name": "now good"}, key=k).status == 201


@pytest.mark.parametrize("bad", ["", " ", "a b", "x" * 256, "é", "tab\tbed"])
def test_a_bad_key_is_named(ada, bad):
    reply = ada.post("/contacts", {"first_name": "A"}, headers={"Idempotency-Key": bad.encode()})
    assert reply.code == "validation_failed" and reply.bad_fields == {"Idempotency-Key"}, reply


def test_two_keys_are_refused(ada):
    reply = ada.post("/contacts", {"first_name": "A"}, headers=[("Idempotency-Key", "a"), ("Idempotency-Key", "b")])
    assert reply.status == 400


def test_the_longest_key_works(ada):
    k = "!" + "~" * 254
    assert ada.post("/contacts", {"first_name": "A"}, key=k).body == ada.post("/contacts", {"first_name": "A"}, key=k).body


def test_a_registration_is_repeated_with_its_secrets(api, stack):
    """The kept answer holds tokens: the same again, and only for who has the key."""
    k, who = key(), {"email": f"{uuid.uuid4()}@example.org", "password": PASSWORD}
    first = api.patiently(lambda: api.post("/auth/register", who, key=k))
    again = api.patiently(lambda: api.post("/auth/register", who, key=k))
    assert (first.status, again.status) == (201, 201)
    assert first.body == again.body
    assert api.patiently(lambda: api.post("/auth/register", who, key=key())).code == "email_taken"
    other = api.patiently(lambda: api.post("/auth/register", who | {"password": PASSWORD + "x"}, key=k))
    assert other.code == "idempotency_mismatch"


def test_two_registrations_at_once_are_one(api):
    k, who = key(), {"email": f"{uuid.uuid4()}@example.org", "password": PASSWORD}
    replies = at_once(4, lambda: api.patiently(lambda: api.post("/auth/register", who, key=k)))
    assert {r.status for r in replies} == {201}, replies
    assert len({r.body for r in replies}) == 1


def test_login_ignores_the_key(api, ada):
    k, who = key(), {"email": ada.email, "password": ada.password}
    first = api.patiently(lambda: api.post("/auth/login", who, key=k)).json()
    again = api.patiently(lambda: api.post("/auth/login", who, key=k)).json()
    assert first["refresh_token"] != again["refresh_token"]


def test_a_key_survives_the_restart_of_its_service(shaken, contract):
    from harness.people import Person
    ada = Person(shaken.port, contract, "Ada")
    k = key()
    first = ada.post("/contacts", {"first_name": "Once"}, key=k)
    shaken.wait_restarted("contact", shaken.kill("contact"))
    again = ada.patiently(lambda: ada.post("/contacts", {"first_name": "Once"}, key=k))
    assert again.body == first.body
    assert len(ada.patiently(lambda: ada.get("/contacts")).json()["data"]) == 1

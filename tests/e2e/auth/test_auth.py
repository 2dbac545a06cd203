"""Accounts: registering, signing in and out, one's own account."""

import threading
import uuid

import pytest

from harness.people import PASSWORD, refused_at_last
from harness.stack import wait_until


def address():
    return f"{uuid.uuid4().hex[:12]}@example.org"


@pytest.fixture
def register(api):
    return lambda **fields: api.patiently(
        lambda: api.post("/auth/register", {"email": address(), "password": PASSWORD} | fields))


@pytest.fixture
def login(api):
    return lambda email, password: api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))


# ------------------------------------------------------------------ register


def test_a_new_account_is_signed_in(register, api):
    answer = register(name="Ada", timezone="Europe/London").json()
    assert answer["token_type"] == "Bearer" and answer["expires_in"] == 900
    assert answer["user"]["name"] == "Ada" and answer["user"]["timezone"] == "Europe/London"
    assert answer["user"]["email_verified_at"] is None
    assert api.get("/auth/me", token=answer["access_token"]).json() == answer["user"]
    assert api.get("/users/me", token=answer["access_token"]).json() == answer["user"]


def test_addresses_are_compared_trimmed_and_case_folded(register, login):
    email = address()
    assert register(email=f"  {email.upper()} ").json()["user"]["email"] == email
    assert register(email=email).code == "email_taken"
    assert login(f" {email.title()}\t", PASSWORD).status == 200


def test_of_eight_registrations_of_one_address_one_wins(register):
    email, answers = address(), []
    threads = [threading.Thread(target=lambda: answers.append(register(email=email).status)) for _ in range(8)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(answers) == [201] + [409] * 7


@pytest.mark.parametrize("password", ["short-9Wq", "", "x" * 73, "ü" * 37, "password123", "1234567890", "aaaaaaaaaaaaaa",
                                      "qwertyuiop", "a\x00bcdefghijklm"])
def test_a_weak_or_unfit_password_is_refused(register, password):
    assert register(password=password).bad_fields == {"password"}


def test_a_password_made_of_the_address_is_refused(register):
    assert register(email=f"wolfgang.amadeus.{uuid.uuid4().hex[:4]}@example.org",
                    password="wolfgang.amadeus").bad_fields == {"password"}


def test_a_password_of_72_bytes_counts_to_its_last_byte(register, login):
    email, password = address(), "Kz7-ümlaut: Fjord&Qualm wägt 93 krumme Zöpfe? Jux; Gnu, Ibis/Moor_Py!"
    assert len(password.encode()) == 72
    assert register(email=email, password=password).status == 201
    assert login(email, password).status == 200
    assert login(email, password[:-1] + "%").status == 401


def test_a_handle_is_taken_or_made_and_unique(register):
    handle = "ada-" + uuid.uuid4().hex[:8]
    assert register(handle=handle).json()["user"]["handle"] == handle
    assert register(handle=handle).code == "handle_taken"
    name = "zoë.o_hara+" + uuid.uuid4().hex[:6]
    made = [register(email=f"{name}@{i}.example.org") for i in range(3)]
    handles = [r.json()["user"]["handle"] for r in made if r.status == 201]
    assert len(set(handles)) == len(handles)


@pytest.mark.parametrize("length", [3, 52])
def test_a_handle_has_three_to_52_characters(register, length):
    handle = (uuid.uuid4().hex * 2)[:length]
    assert register(handle=handle).json()["user"]["handle"] == handle


@pytest.mark.parametrize("handle", ["ab", "A-b-c", "a_b", "x" * 53, "ü-ber", "a b c", "abc\n", ""])
def test_a_handle_that_does_not_fit_is_refused(register, handle):
    assert register(handle=handle).bad_fields == {"handle"}


# ------------------------------------------------------------------ login


@pytest.mark.parametrize("typed", ["x" * 511, "x" * 512, "x" * 1024, "\U0001f511" * 1024])
def test_a_long_password_is_only_wrong(ada, login, typed):
    assert login(address(), typed).code == login(ada.email, typed).code == "invalid_credentials"
    assert ada.post("/auth/password", {"old_password": typed, "new_password": PASSWORD + "!"}).code == "invalid_credentials"


def test_login_answers_the_same_for_a_wrong_password_and_an_unknown_address(ada, login):
    wrong, unknown = login(ada.email, PASSWORD + "?"), login(address(), PASSWORD)
    assert wrong.status == unknown.status == 401
    assert wrong.json() == unknown.json()
    assert wrong.code == "invalid_credentials"


def test_no_secret_is_shown_or_logged(ada, stack, login):
    secret = "Not-My-Password-8251"
    login(ada.email, secret)
    ada.post("/auth/register", {"email": ada.email, "password": secret, "nmae": "x"})
    text = "".join(p.read_text(errors="replace") for p in (stack.var / "log").glob("*") if p.is_file())
    for word in (secret, PASSWORD, ada.token, ada.refresh_token, ada.email):
        assert word not in text, f"{word[:8]}... is in the logs"


# ------------------------------------------------------------------ the end of a session


def refresh(api, token):
    return api.post("/auth/refresh", {"refresh_token": token})


def test_after_logout_the_access_token_stops_within_a_second(api, ada, login):
    other = login(ada.email, ada.password).json()
    assert ada.get("/contacts").status == 200
    assert ada.post("/auth/logout").status == 204
    assert refused_at_last(lambda: ada.get("/contacts"))
    assert refresh(api, ada.refresh_token).status == 401
    assert api.get("/contacts", token=other["access_token"]).status == 200


def test_a_session_once_refused_stays_refused_under_load(ada):
    """Sixteen connections that use the token while it is revoked: none gets through a second later."""
    stop, late = threading.Event(), []
    gone = threading.Event()

    def use():
        while not stop.is_set():
            was_gone = gone.is_set()
            if ada.get("/auth/me").status == 200 and was_gone:
                late.append(1)

    threads = [threading.Thread(target=use) for _ in range(16)]
    for t in threads:
        t.start()
    try:
        ada.post("/auth/logout")
        assert refused_at_last(lambda: ada.get("/auth/me"))
        gone.set()
        for _ in range(100):
            assert ada.patiently(lambda: ada.get("/auth/me")).status == 401
    finally:
        stop.set()
        for t in threads:
            t.join()
    assert not late


def test_a_deleted_account_is_gone_everywhere(person, api, login, register):
    ada = person("Ada")
    calendar = ada.calendar()
    event, contact = ada.event(calendar), ada.contact()
    assert ada.delete("/users/me").status == 204
    for path in ("/auth/me", "/users/me", f"/calendars/{calendar['id']}", f"/events/{event['id']}", f"/contacts/{contact['id']}"):
        assert refused_at_last(lambda path=path: ada.get(path)), path
    assert login(ada.email, ada.password).code == "invalid_credentials"
    assert refresh(api, ada.refresh_token).status == 401
    assert register(email=ada.email).status == 201, "the address is free again"
    assert register(handle=ada.user["handle"]).code == "handle_taken", "the handle is not"


def test_what_a_deleted_account_owned_is_deleted_in_every_service(person, stack):
    ada = person("Ada")
    calendar = ada.calendar()
    ada.event(calendar)
    ada.contact()
    ada.delete("/users/me")
    for database, sql in (
            ("calendar", f"SELECT count(*) FROM calendars WHERE owner_id = '{ada.id}' AND deleted_at IS NULL"),
            ("event", f"SELECT count(*) FROM events WHERE calendar_id = '{calendar['id']}' AND deleted_at IS NULL"),
            ("event", f"SELECT count(*) FROM calendar_access WHERE user_id = '{ada.id}'"),
            ("contact", f"SELECT count(*) FROM contacts WHERE owner_id = '{ada.id}' AND deleted_at IS NULL")):
        wait_until(f"{database}: {sql} to be 0", lambda database=database, sql=sql: stack.sql(database, sql) == "0")


# ------------------------------------------------------------------ one's own account


def test_the_account_is_edited_like_any_object(ada):
    me = ada.get("/users/me")
    assert me.etag == f'"{me.json()["version"]}"'
    after = ada.patch("/users/me", {"name": "Countess", "timezone": "Asia/Kathmandu"}, if_match=me.etag)
    assert (after.json()["name"], after.json()["timezone"]) == ("Countess", "Asia/Kathmandu")
    assert ada.patch("/users/me", {"name": "x"}, if_match=me.etag).code == "precondition_failed"
    assert ada.put("/users/me", ada.get("/users/me").json()).status == 200
    assert ada.patch("/users/me", {"handle": "other-handle"}).bad_fields == {"handle"}
    assert ada.get("/users/me", if_none_match=ada.get("/users/me").etag).status == 304


def test_a_new_zone_of_the_user_is_used_within_a_second(ada):
    """New events take the user's zone when they name none."""
    calendar = ada.calendar()
    assert ada.event(calendar)["timezone"] == "Europe/Berlin"
    ada.patch("/users/me", {"timezone": "Pacific/Apia"})
    wait_until("the new zone", lambda: ada.event(calendar)["timezone"] == "Pacific/Apia")

"""Accounts by mail: addresses that are verified, passwords that are forgotten, and what delivery is told to write."""

import contextlib
import datetime
import os
import re
import subprocess
import unicodedata
import uuid

import pytest

from harness.bus import Bus
from harness.people import PASSWORD, Api, Person, refused_at_last
from harness.product import SERVICES
from harness.stack import PATIENCE, ROOT, wait_until
from held import holding
from mails import ask_as_delivery, content, contents, mails_of, newest, requested, token_of

OTHER = "zither-Walnut-88-kompass"
KINDS = ("verify_email", "reset_password", "change_email_new", "change_email_old", "email_changed", "password_changed")
TOKEN = re.compile(r"[A-Za-z0-9_-]{43}")


@pytest.fixture
def login(api):
    return lambda email, password: api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))


@pytest.fixture
def verify(api):
    return lambda token: api.post("/auth/verify-email", {"token": token})


@pytest.fixture
def reset(api):
    return lambda token, password=OTHER: api.patiently(lambda: api.post("/auth/reset-password", {"token": token, "password": password}))


@pytest.fixture
def forgot(api, stack):
    """Asks, and waits until the job has looked at it."""
    def ask(email):
        reply = api.post("/auth/forgot-password", {"email": email})
        wait_until("the job", lambda: stack.sql("auth", f"SELECT count(*) FROM reset_asks WHERE typed = '{email}'") == "0")
        return reply
    return ask


def trail(person):
    return [e["action"] for e in person.walk("/users/me/audit")]


def me(person):
    return person.patiently(lambda: person.get("/users/me")).json()


def instant(text):
    return datetime.datetime.fromisoformat(text)


# ------------------------------------------------------------------ verifying


def test_registering_asks_for_a_mail_and_its_token_verifies_the_address(ada, stack, verify, feeds):
    assert me(ada)["email_verified_at"] is None and me(ada)["pending_email"] is None
    assert ada.post("/contacts", {"first_name": "Grace"}).status == 201, "the account is usable without it"
    mail, = mails_of(stack, ada.id)
    assert mail | {"id": "", "token": "", "expires_at": "", "requested_at": ""} == {
        "id": "", "wanted": True, "kind": "verify_email", "address": ada.email, "proved": False, "name": "Ada", "timezone": "Europe/Berlin",
        "token": "", "expires_at": "", "requested_at": "", "other_address": None}
    assert TOKEN.fullmatch(mail["token"])
    before = me(ada)
    assert verify(mail["token"]).status == 204
    after = me(ada)
    assert after["email_verified_at"] and after["version"] == before["version"] + 1
    assert trail(ada)[0] == "email.verified"
    heard = wait_until("the change in the feed", lambda: [m for m in feeds.of(ada) if m["type"] == "user.updated"])[-1]
    assert heard["data"] == after and heard["previousversion"] == before["version"]
    assert mails_of(stack, ada.id) == []


def test_a_token_serves_once_and_for_nothing_else(ada, verify, reset, api, forgot):
    token = token_of(ada, "verify_email")
    assert reset(token).code == "invalid_token"
    for what in ("confirm", "refuse"):
        assert api.post(f"/auth/change-email/{what}", {"token": token}).code == "invalid_token"
    assert verify(token).status == 204
    again = verify(token)
    assert (again.status, again.code) == (400, "invalid_token")
    forgot(ada.email)
    assert verify(token_of(ada, "reset_password")).code == "invalid_token"


@pytest.mark.parametrize("token", ["x", "A" * 43, "A" * 256, "\u00e9" * 43, " "])
def test_what_is_no_token_is_refused(verify, reset, api, token):
    for reply in (verify(token), reset(token), api.post("/auth/change-email/confirm", {"token": token})):
        assert (reply.status, reply.code) == (400, "invalid_token")


@pytest.mark.parametrize("token", ["", "A" * 257])
def test_a_token_of_another_length_is_named(verify, reset, token):
    assert verify(token).bad_fields == reset(token).bad_fields == {"token"}


def test_a_token_holds_for_thirty_minutes_from_when_its_mail_was_last_asked_for(ada, stack, verify):
    first = newest(stack, ada.id, "verify_email")
    mail_id, = requested(stack, ada.id)
    assert stack.sql("auth", "SELECT expires_at - now() BETWEEN '29 minutes' AND '30 minutes' FROM account_mails "
                             f"WHERE id = '{mail_id}'") == "t"
    stack.sql("auth", f"UPDATE account_mails SET expires_at = now() - interval '1 millisecond' WHERE id = '{mail_id}'")
    assert verify(first["token"]).code == "invalid_token"
    again = content(stack, mail_id)
    assert again["token"] == first["token"], "each attempt has the same"
    assert instant(again["expires_at"]) >= instant(first["expires_at"])
    assert verify(again["token"]).status == 204


def test_another_mail_takes_the_place_of_the_one_before(ada, stack, verify):
    old = newest(stack, ada.id, "verify_email")
    assert ada.post("/auth/verify-email/resend").status == 202
    mail, = mails_of(stack, ada.id)
    assert mail["token"] != old["token"]
    assert verify(old["token"]).status == 204, "one that was sent before still serves"
    assert verify(mail["token"]).code == "invalid_token", "the address is verified"
    assert trail(ada)[:2] == ["email.verified", "email.verification_requested"]


def test_who_is_verified_needs_no_mail(ada, verify, stack):
    verify(token_of(ada, "verify_email"))
    reply = ada.post("/auth/verify-email/resend")
    assert (reply.status, reply.code) == (409, "conflict")
    assert len(requested(stack, ada.id)) == 1


def test_of_each_kind_an_account_gets_five_mails_within_an_hour(ada, stack):
    for _ in range(4):
        assert ada.post("/auth/verify-email/resend").status == 202
    reply = ada.post("/auth/verify-email/resend")
    assert (reply.status, reply.code) == (429, "too_many_attempts") and 3000 < int(reply.headers["Retry-After"]) <= 3600
    assert len(requested(stack, ada.id)) == 5
    stack.sql("auth", "UPDATE account_mails SET created_at = now() - interval '1 hour' WHERE id = "
                      f"(SELECT min(id::text)::uuid FROM account_mails WHERE user_id = '{ada.id}')")
    assert ada.post("/auth/verify-email/resend").status == 202
    assert ada.post("/auth/verify-email/resend").status == 429
    assert ada.patch("/users/me", {"email": f"of.another.kind.{uuid.uuid4().hex[:8]}@example.org"}).status == 200


# ------------------------------------------------------------------ forgotten


def test_a_forgotten_password_is_set_with_the_token_of_a_mail(ada, api, login, forgot, reset, stack, feeds):
    key = {"X-API-Key": ada.post("/api-keys", {"name": "x", "scopes": {"contacts": ["read"]}}).json()["key"]}
    other = login(ada.email, PASSWORD).json()
    assert api.get("/contacts", headers=key).status == 200
    before = me(ada)
    assert forgot(f" {ada.email.upper()} ".strip()).status == 202
    mail = newest(stack, ada.id, "reset_password")
    assert (mail["address"], mail["proved"]) == (ada.email, False)
    assert reset(mail["token"]).status == 204
    for token in (ada.token, other["access_token"]):
        assert refused_at_last(lambda token=token: api.get("/auth/me", token=token))
    for token in (ada.refresh_token, other["refresh_token"]):
        assert api.post("/auth/refresh", {"refresh_token": token}).status == 401
    assert refused_at_last(lambda: api.get("/contacts", headers=key)), "whoever knew the password may have made it"
    assert login(ada.email, PASSWORD).code == "invalid_credentials"
    ada.signed_in(login(ada.email, OTHER).json())
    after = me(ada)
    assert after["email_verified_at"], "who read the mail has the address"
    assert after["version"] == before["version"] + 1
    assert {"password.reset", "password.reset_requested", "api_key.revoked"} <= set(trail(ada))
    told, = mails_of(stack, ada.id)
    assert (told["kind"], told["address"], told["proved"], told["token"]) == ("password_changed", ada.email, True, None)
    assert reset(mail["token"], "tuba-Nimbus-17-wacholder").code == "invalid_token"
    wait_until("the change in the feed", lambda: [m for m in feeds.of(ada) if m["type"] == "user.updated" and m["data"] == after])


def test_a_change_by_who_is_signed_in_is_told_by_mail_and_ends_tokens(ada, forgot, reset, stack):
    forgot(ada.email)
    token = token_of(ada, "reset_password")
    answer = ada.patiently(lambda: ada.post("/auth/password", {"old_password": PASSWORD, "new_password": OTHER}))
    assert answer.status == 200
    assert reset(token, "tuba-Nimbus-17-wacholder").code == "invalid_token"
    assert [m["kind"] for m in mails_of(stack, ada.id)] == ["verify_email", "password_changed"]


@pytest.mark.parametrize("password, problem", [("ninechars", "10 to 72"), ("x" * 73, "10 to 72"), ("password123", "")])
def test_a_password_that_is_refused_leaves_the_token_as_it_was(ada, forgot, reset, login, password, problem):
    forgot(ada.email)
    token = token_of(ada, "reset_password")
    reply = reset(token, password)
    assert reply.bad_fields == {"password"} and problem in str(reply.json()["details"])
    assert reset(token, ada.email + "1").bad_fields == {"password"}, "derived from the address"
    assert ada.get("/auth/me").status == 200 and login(ada.email, PASSWORD).status == 200
    assert reset(token).status == 204


def test_a_password_is_set_in_nfkc(ada, forgot, reset, login):
    text = "\u00e9tude-\uff2c\u00e9gato-\u00bd-moll"
    forgot(ada.email)
    assert reset(token_of(ada, "reset_password"), unicodedata.normalize("NFD", text)).status == 204
    for form in ("NFC", "NFD", "NFKC"):
        assert login(ada.email, unicodedata.normalize(form, text)).status == 200


def test_each_of_several_mails_serves_and_one_used_ends_the_others(ada, forgot, reset, stack):
    """Or somebody who asks again and again would keep the person from ever using one."""
    tokens = []
    for _ in range(2):
        forgot(ada.email)
        tokens.append(token_of(ada, "reset_password"))
    assert reset(tokens[0]).status == 204
    assert reset(tokens[1], "tuba-Nimbus-17-wacholder").code == "invalid_token"
    assert [m["kind"] for m in mails_of(stack, ada.id)] == ["password_changed"]


@pytest.fixture
def admin(stack):
    def run(word, email):
        return subprocess.run([ROOT / "tools/stack/admin", word, email], timeout=PATIENCE, check=True, capture_output=True,
                              env=os.environ | {"ALMANAC_VAR": str(stack.var), "ALMANAC_BIN": str(stack.binaries)})
    return run


def answer_of(reply):
    return reply.status, reply.body, {n: v for n, v in reply.headers.items() if n.lower() not in ("x-request-id", "date")}


def test_nobody_learns_from_the_answer_whether_an_address_has_an_account(person, ada, forgot, stack, admin):
    gone, stopped, often = person("Gone"), person("Stopped"), person("Often")
    assert gone.delete("/users/me").status == 204
    admin("deactivate", stopped.email)
    for _ in range(5):
        forgot(often.email)
    answers = [answer_of(forgot(email)) for email in (ada.email, f"nobody.{uuid.uuid4().hex}@example.org", gone.email, stopped.email, often.email)]
    assert answers == answers[:1] * 5 and answers[0][:2] == (202, b"")
    assert answers[0][2]["Content-Length"] == "0" and "Content-Type" not in answers[0][2]
    assert [len(requested(stack, p.id, "reset_password")) for p in (ada, gone, stopped, often)] == [1, 0, 0, 5]
    assert trail(often).count("password.reset_requested") == 5


def test_what_is_no_address_is_named(api):
    for email in ("nobody", "a@b@c", "", "x" * 250 + "@example.org"):
        assert api.post("/auth/forgot-password", {"email": email}).bad_fields == {"email"}


def test_the_trail_says_from_where_a_reset_was_asked(ada, forgot):
    forgot(ada.email)
    entry = next(e for e in ada.walk("/users/me/audit") if e["action"] == "password.reset_requested")
    assert entry["address"] == "127.0.0.1" and entry["session_id"] is None


def test_when_one_waits_for_a_minute_everybody_is_told_to_come_later(shaken, contract):
    ada, api = Person(shaken.port, contract), Api(shaken.port, contract)

    def waits(number, age):
        shaken.sql("auth", "INSERT INTO reset_asks (id, typed, created_at) "
                          f"VALUES ('{uuid.UUID(int=number)}', 'nobody@example.org', now() - interval '{age}')")

    def asked():
        return [api.post("/auth/forgot-password", {"email": e}) for e in (ada.email, "somebody@example.org")]

    with subprocess.Popen(["psql", "-X", "-q", "-A", "-t", shaken.conninfo("auth")], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        holder.stdin.write("BEGIN; LOCK TABLE users IN EXCLUSIVE MODE; SELECT 'held';\n")
        holder.stdin.flush()
        assert holder.stdout.readline() == "held\n"
        waits(2, "30 seconds")
        assert [r.status for r in asked()] == [202, 202]
        waits(1, "61 seconds")
        refused = asked()
        assert [(r.status, r.code) for r in refused] == [(503, "overloaded")] * 2 and refused[0].body == refused[1].body
        holder.stdin.close()
    wait_until("it to be worked off", lambda: [r.status for r in asked()] == [202, 202])
    wait_until("a mail", lambda: requested(shaken, ada.id, "reset_password"))


def test_after_a_reset_one_s_own_failed_attempts_are_forgiven(ada, api, forgot, reset, login):
    for _ in range(5):
        assert api.post("/auth/login", {"email": ada.email, "password": "wrong-" + PASSWORD}).status == 401
    assert api.post("/auth/login", {"email": ada.email, "password": PASSWORD}).code == "too_many_attempts"
    forgot(ada.email)
    assert reset(token_of(ada, "reset_password")).status == 204
    assert api.post("/auth/login", {"email": ada.email, "password": OTHER}).status == 200


# ------------------------------------------------------------------ what delivery is told


def test_a_mail_that_has_no_reason_any_more_is_not_wanted(person, stack, verify, admin, forgot):
    def asked(someone, kind="verify_email"):
        return content(stack, requested(stack, someone.id, kind)[-1])

    verified, gone, stopped, old, moved = (person(name) for name in ("Verified", "Gone", "Stopped", "Old", "Moved"))
    assert all(asked(p)["wanted"] for p in (verified, gone, stopped, old, moved))
    verify(token_of(verified, "verify_email"))
    gone.delete("/users/me")
    admin("deactivate", stopped.email)
    stack.sql("auth", f"UPDATE account_mails SET created_at = created_at - interval '2 days' WHERE user_id = '{old.id}'")
    forgot(moved.email)
    stack.sql("auth", f"UPDATE users SET email = 'x' || email WHERE id = '{moved.id}'")
    nothing = dict.fromkeys(("kind", "address", "name", "timezone", "requested_at", "token", "expires_at", "other_address"))
    for unwanted in (*(asked(p) for p in (verified, gone, stopped, old, moved)), asked(moved, "reset_password"), content(stack, str(uuid.uuid4()))):
        assert unwanted == nothing | {"id": unwanted["id"], "wanted": False, "proved": False}
    admin("activate", stopped.email)
    assert asked(stopped)["wanted"]


def test_what_many_mails_say_is_asked_together(person, stack, verify):
    first, done, last = (requested(stack, person(name).id)[0] for name in ("First", "Done", "Last"))
    verify(content(stack, done)["token"])
    asked = [last, str(uuid.uuid4()), done, first, last]
    mails = contents(stack, asked)
    assert [mail["id"] for mail in mails] == asked
    assert [mail["wanted"] for mail in mails] == [True, False, False, True, True]
    assert mails[0] == mails[-1] and mails[0]["name"] == "Last" and mails[3]["name"] == "First"
    tokens = [mail["token"] for mail in mails if mail["wanted"]]
    assert len(set(tokens)) == 2 and [verify(token).status for token in tokens] == [204, 204, 400]


def test_as_many_mails_are_asked_for_at_once_as_the_contract_says(ada, stack):
    mail_id, = requested(stack, ada.id)
    others = [str(uuid.uuid4()) for _ in range(127)]
    assert contents(stack, []) == []
    assert [mail["wanted"] for mail in contents(stack, [mail_id] + others[1:])] == [True] + [False] * 126
    assert [mail["wanted"] for mail in contents(stack, others + [mail_id])] == [False] * 127 + [True]


def test_a_mail_that_another_transaction_holds_is_left_out(person, stack):
    held, free = (requested(stack, person(name).id)[0] for name in ("Held", "Free"))
    with holding(stack, f"SELECT FROM account_mails WHERE id = '{held}' FOR UPDATE"):
        assert [mail["id"] for mail in contents(stack, [held, free])] == [free]
    assert [mail["wanted"] for mail in contents(stack, [held, free])] == [True, True]


def test_who_missed_requests_reads_them_page_by_page(person, stack):
    people = [person("Missed") for _ in range(5)]
    wanted = {requested(stack, p.id)[0] for p in people}

    def walk():
        at, found = (0, str(uuid.UUID(int=0))), []
        while True:
            page = ask_as_delivery(stack, "account_mails", {"after_xid": at[0], "after_id": at[1], "limit": 2})
            found += page["mails"]
            at = page["next_xid"], page["next_id"]
            if not page["more"]:
                return found, at

    found, at = wait_until("all of them", lambda: (f := walk()) and wanted <= {m["id"] for m in f[0]} and f)
    assert len({m["id"] for m in found}) == len(found), "each once"
    mine = [m for m in found if m["id"] in wanted]
    assert {m["kind"] for m in mine} == {"verify_email"} and {m["user_id"] for m in mine} == {p.id for p in people}
    assert all(set(m) == {"id", "user_id", "kind", "requested_at", "xid"} for m in found)
    late = person("Late")
    more = wait_until("what came later", lambda: ask_as_delivery(stack, "account_mails", {"after_xid": at[0], "after_id": at[1], "limit": 1000})["mails"])
    assert requested(stack, late.id)[0] in {m["id"] for m in more} and not wanted & {m["id"] for m in more}


def test_services_are_told_and_nobody_else(ada, stack, feeds):
    mail_id, = requested(stack, ada.id)
    with contextlib.closing(Bus(stack)) as bus:
        told = wait_until("the announcement", lambda: [m for m in bus.stored("EVENTS", "evt.auth.account_mail.>") if mail_id.encode() in m.data])
        assert len(told) == 1 and told[0].subject == "evt.auth.account_mail.requested"
        assert ada.email.encode() not in told[0].data
        assert bus.stored("FEED", "in.feed.*.account_mail.>") == []
    assert not [m for m in feeds.of(ada) if "account_mail" in m["type"]]
    for path in ("/openapi.json", "/asyncapi.json", "/docs"):
        assert b"account_mail" not in ada.get(path, check=False).body, path


def test_a_token_stands_in_no_table_and_no_stored_message(ada, stack, verify, reset, forgot):
    forgot(ada.email)
    ada.patch("/users/me", {"email": f"new.{uuid.uuid4().hex[:8]}@example.org"})
    tokens = [newest(stack, ada.id, kind)["token"] for kind in KINDS[:4]]
    assert len(set(tokens)) == 4
    verify(tokens[0])
    reset(tokens[1])
    for service in SERVICES:
        tables = stack.sql(service, "SELECT tablename FROM pg_tables WHERE schemaname = 'public'").split()
        rows = " UNION ALL ".join(f"SELECT t::text AS row FROM {table} t" for table in tables)
        for token in tokens:
            assert stack.sql(service, f"SELECT count(*) FROM ({rows}) AS all_of_them WHERE strpos(row, '{token}') > 0") == "0"
    with contextlib.closing(Bus(stack)) as bus:
        stored = b"".join(m.data for stream in ("EVENTS", "FEED") for m in bus.stored(stream))
    assert not [t for t in tokens if t.encode() in stored]


def test_mails_are_purged_three_days_after_they_were_requested(shaken, contract):
    old, young = (Person(shaken.port, contract, name) for name in ("Old", "Young"))
    for someone, age in ((old, "72 hours 1 second"), (young, "71 hours")):
        shaken.sql("auth", f"UPDATE account_mails SET created_at = now() - interval '{age}' WHERE user_id = '{someone.id}'")
    shaken.wait_restarted("auth", shaken.kill("auth"))
    wait_until("the purge", lambda: requested(shaken, old.id) == [])
    assert len(requested(shaken, young.id)) == 1


def test_replicas_and_restarts_have_the_same_key(shaken, contract):
    ada = Person(shaken.port, contract)
    before = newest(shaken, ada.id, "verify_email")["token"]
    shaken.wait_restarted("auth", shaken.kill("auth"))
    wait_until("auth to answer", lambda: ada.get("/users/me").status == 200)
    assert newest(shaken, ada.id, "verify_email")["token"] == before

"""Another address for an account: confirmed by the old one and the new one, or refused, or in time no more."""

import threading
import uuid

import pytest

from harness.people import PASSWORD, Person
from harness.stack import wait_until
from mails import content, mails_of, newest, requested, token_of

OTHER = "zither-Walnut-88-kompass"


def fresh():
    return f"new.{uuid.uuid4().hex[:12]}@example.org"


@pytest.fixture
def confirm(api):
    return lambda token: api.post("/auth/change-email/confirm", {"token": token})


@pytest.fixture
def refuse(api):
    return lambda token: api.post("/auth/change-email/refuse", {"token": token})


@pytest.fixture
def login(api):
    return lambda email, password=PASSWORD: api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))


@pytest.fixture
def verified(ada, api):
    """Ada, whose address is verified."""
    assert api.post("/auth/verify-email", {"token": token_of(ada, "verify_email")}).status == 204
    return ada


def me(person):
    return person.patiently(lambda: person.get("/users/me")).json()


def trail(person):
    return [e["action"] for e in person.walk("/users/me/audit")]


def begin(person, email=None):
    email = email or fresh()
    reply = person.patch("/users/me", {"email": email})
    assert reply.status == 200, reply
    return email


def both_tokens(person):
    return token_of(person, "change_email_old"), token_of(person, "change_email_new")


@pytest.mark.parametrize("order", ["old first", "new first"])
def test_an_address_is_changed_when_both_have_confirmed(verified, stack, api, confirm, login, feeds, order):
    ada, old = verified, verified.email
    before = me(ada)
    new = begin(ada, f" NEW.{uuid.uuid4().hex[:12]}@Example.org ").strip().lower()
    begun = me(ada)
    assert begun == before | {"pending_email": new, "version": before["version"] + 1, "updated_at": begun["updated_at"]}
    to_old, to_new = (newest(stack, ada.id, f"change_email_{which}") for which in ("old", "new"))
    assert (to_old["address"], to_old["other_address"], to_old["proved"]) == (old, new, True)
    assert (to_new["address"], to_new["other_address"], to_new["proved"]) == (new, old, False)
    first, second = (to_old, to_new) if order == "old first" else (to_new, to_old)
    reply = confirm(first["token"])
    assert (reply.status, reply.json()) == (200, {"done": False})
    assert me(ada) == begun
    assert [m["kind"] for m in mails_of(stack, ada.id)] == [second["kind"]]
    assert confirm(first["token"]).code == "invalid_token"
    assert confirm(second["token"]).json() == {"done": True}
    after = me(ada)
    assert (after["email"], after["pending_email"], after["version"]) == (new, None, begun["version"] + 1)
    assert after["email_verified_at"] > before["email_verified_at"]
    told, = mails_of(stack, ada.id)
    assert (told["kind"], told["address"], told["other_address"], told["proved"], told["token"]) == ("email_changed", old, new, True, None)
    assert login(new).status == 200 and login(old).code == "invalid_credentials"
    assert trail(ada)[1:6] == ["email.changed", "email.change_confirmed", "email.change_confirmed", "user.updated", "email.change_requested"]
    feed = feeds.wait(ada, "user.updated", ada.id)
    wait_until("the change in the feed", lambda: [m for m in feeds.of(ada) if m.get("data") == after])
    assert [m["previousversion"] for m in feed if m["type"] == "user.updated"][-1] <= begun["version"]
    person = Person(stack.port, ada.contract, "Next")
    assert person.patch("/users/me", {"email": old}).status == 200, "the old one is free"


def test_an_address_that_was_never_verified_need_not_confirm(ada, stack, confirm):
    old, new = ada.email, begin(ada)
    assert newest(stack, ada.id, "change_email_old")["proved"] is False
    assert confirm(token_of(ada, "change_email_new")).json() == {"done": True}
    assert me(ada)["email"] == new and me(ada)["email_verified_at"]
    told, = mails_of(stack, ada.id)
    assert (told["kind"], told["address"], told["proved"]) == ("email_changed", old, False)


def test_one_that_is_verified_meanwhile_has_to(ada, stack, confirm, api):
    begin(ada)
    assert api.post("/auth/verify-email", {"token": token_of(ada, "verify_email")}).status == 204
    old, new = both_tokens(ada)
    assert confirm(new).json() == {"done": False}
    assert confirm(old).json() == {"done": True}


@pytest.mark.parametrize("who", ["old", "new"])
@pytest.mark.parametrize("half", [False, True], ids=["at once", "after the other has confirmed"])
def test_either_can_refuse(verified, stack, confirm, refuse, feeds, who, half):
    ada, old = verified, verified.email
    begin(ada)
    tokens = dict(zip(("old", "new"), both_tokens(ada)))
    other = "new" if who == "old" else "old"
    if half:
        assert confirm(tokens[other]).json() == {"done": False}
    begun = me(ada)
    assert refuse(tokens[who]).status == 204
    after = me(ada)
    assert (after["email"], after["pending_email"], after["version"]) == (old, None, begun["version"] + 1)
    assert confirm(tokens[other]).code == refuse(tokens[who]).code == "invalid_token"
    assert trail(ada)[0] == "email.change_refused" and mails_of(stack, ada.id) == []
    wait_until("the refusal in the feed", lambda: [m for m in feeds.of(ada) if m.get("data") == after])


def test_the_person_can_cancel(verified, stack, confirm):
    begin(verified)
    tokens = both_tokens(verified)
    assert verified.post("/auth/change-email/cancel").status == 204
    now = me(verified)
    assert now["pending_email"] is None and trail(verified)[0] == "email.change_cancelled"
    assert [confirm(t).code for t in tokens] == ["invalid_token"] * 2 and mails_of(stack, verified.id) == []
    assert verified.post("/auth/change-email/cancel").status == 204 and me(verified) == now, "there is none any more"


def test_the_rest_of_the_account_is_changed_at_once(verified, stack):
    new = fresh()
    reply = verified.patch("/users/me", {"email": new, "name": "Countess", "timezone": "Asia/Tokyo"}).json()
    assert (reply["email"], reply["pending_email"], reply["name"], reply["timezone"]) == (verified.email, new, "Countess", "Asia/Tokyo")
    same = verified.put("/users/me", verified.get("/users/me").json())
    assert same.status == 200 and same.json()["pending_email"] == new, "what was read and is sent back changes nothing"
    assert verified.patch("/users/me", {"name": "Ada"}).json()["pending_email"] == new
    assert verified.patch("/users/me", {"pending_email": fresh()}).bad_fields == {"pending_email"}
    assert verified.post("/auth/register", {"email": fresh(), "password": OTHER, "pending_email": fresh()}).bad_fields == {"pending_email"}
    assert len(requested(stack, verified.id)) == 3


def test_the_same_again_has_the_missing_mails_sent_again(verified, stack, confirm):
    new = begin(verified)
    old_token, new_token = both_tokens(verified)
    assert confirm(new_token).json() == {"done": False}
    begin(verified, new)
    assert len(requested(stack, verified.id, "change_email_new")) == 1, "it has confirmed"
    assert len(requested(stack, verified.id, "change_email_old")) == 2
    assert confirm(old_token).json() == {"done": True}, "one that was sent before still serves"


def test_another_address_takes_the_place_of_the_one_before(verified, stack, confirm):
    begin(verified)
    old_token, new_token = both_tokens(verified)
    assert confirm(new_token).json() == {"done": False}
    second = begin(verified)
    assert confirm(old_token).code == "invalid_token", "it was asked about the first one"
    assert content(stack, requested(stack, verified.id, "change_email_old")[0])["wanted"] is False
    old_token, new_token = both_tokens(verified)
    assert [confirm(t).json()["done"] for t in (old_token, new_token)] == [False, True]
    assert me(verified)["email"] == second


def test_one_s_own_address_is_no_change(verified, stack):
    before = len(requested(stack, verified.id))
    reply = verified.patch("/users/me", {"email": f" {verified.email.upper()} "}).json()
    assert reply["pending_email"] is None and len(requested(stack, verified.id)) == before


def test_an_address_that_has_an_account_is_refused_when_asked_for_and_when_taken_meanwhile(verified, eve, stack, confirm, person):
    assert verified.patch("/users/me", {"email": eve.email.upper()}).code == "email_taken"
    assert me(verified)["pending_email"] is None
    new = begin(verified)
    old_token, new_token = both_tokens(verified)
    assert confirm(old_token).json() == {"done": False}
    taker = person("Taker")
    taker.post("/auth/register", {"email": new, "password": PASSWORD})
    reply = confirm(new_token)
    assert (reply.status, reply.code) == (409, "email_taken")
    assert me(verified)["email"] == verified.email
    assert "email.changed" not in trail(verified)


def test_five_changes_within_an_hour_are_enough(verified, stack):
    for _ in range(5):
        begin(verified)
    before = me(verified)
    reply = verified.patch("/users/me", {"email": fresh()})
    assert (reply.status, reply.code) == (429, "too_many_attempts") and int(reply.headers["Retry-After"]) > 3000
    assert me(verified) == before
    assert verified.patch("/users/me", {"name": "Countess"}).status == 200
    stack.sql("auth", f"UPDATE account_mails SET created_at = created_at - interval '1 hour' WHERE user_id = '{verified.id}'")
    begin(verified)


def test_a_reset_of_the_password_ends_a_change(verified, stack, api, confirm):
    """Somebody with a session may have begun it."""
    begin(verified)
    tokens = both_tokens(verified)
    api.post("/auth/forgot-password", {"email": verified.email})
    assert api.post("/auth/reset-password", {"token": token_of(verified, "reset_password"), "password": OTHER}).status == 204
    verified.signed_in(api.patiently(lambda: api.post("/auth/login", {"email": verified.email, "password": OTHER})).json())
    assert me(verified)["pending_email"] is None
    assert [confirm(t).code for t in tokens] == ["invalid_token"] * 2


def test_a_changed_address_ends_a_reset_that_went_to_the_old_one(verified, stack, api, confirm):
    begin(verified)
    api.post("/auth/forgot-password", {"email": verified.email})
    reset = token_of(verified, "reset_password")
    for token in both_tokens(verified):
        confirm(token)
    assert api.post("/auth/reset-password", {"token": reset, "password": OTHER}).code == "invalid_token"


def test_a_change_ends_after_a_day(shaken, contract):
    ada, bob = (Person(shaken.port, contract, name) for name in ("Ada", "Bob"))
    for someone, left in ((ada, "-1 second"), (bob, "1 hour")):
        new = begin(someone)
        assert shaken.sql("auth", f"SELECT pending_until - now() BETWEEN '23:59' AND '24:00' FROM users WHERE id = '{someone.id}'") == "t"
        shaken.sql("auth", f"UPDATE users SET pending_until = now() + interval '{left}' WHERE id = '{someone.id}'")
    stale = content(shaken, requested(shaken, ada.id, "change_email_new")[0])
    assert stale["wanted"] is False
    begun = me(ada)["version"]
    shaken.wait_restarted("auth", shaken.kill("auth"))  # its jobs run when it starts
    wait_until("the end of the change", lambda: me(ada)["pending_email"] is None)
    assert me(ada)["version"] == begun + 1 and trail(ada)[0] == "email.change_expired"
    assert me(bob)["pending_email"] == new


# ------------------------------------------------------------------ at once


def together(*asks):
    """What each answers, all begun at one moment."""
    answers, begin = [None] * len(asks), threading.Barrier(len(asks))

    def run(i):
        begin.wait()
        answers[i] = asks[i]()

    threads = [threading.Thread(target=run, args=(i,)) for i in range(len(asks))]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    return answers


ROUNDS = 5


def test_of_two_resets_with_one_token_one_is_done(person, api, login):
    for _ in range(ROUNDS):
        ada = person("Ada")
        api.post("/auth/forgot-password", {"email": ada.email})
        token = token_of(ada, "reset_password")
        words = [f"{OTHER}-{i}" for i in range(4)]
        replies = together(*(lambda w=w: api.patiently(lambda: api.post("/auth/reset-password", {"token": token, "password": w})) for w in words))
        assert sorted((r.status, r.code) for r in replies) == [(204, None)] + [(400, "invalid_token")] * 3
        for word, reply in zip(words, replies):
            assert (login(ada.email, word).status == 200) == (reply.status == 204)


def test_of_two_resets_with_a_token_each_one_is_done(person, api, login, stack):
    for _ in range(ROUNDS):
        ada, tokens = person("Ada"), []
        for _ in range(2):
            api.post("/auth/forgot-password", {"email": ada.email})
            wait_until("a mail", lambda: len(requested(stack, ada.id, "reset_password")) == len(tokens) + 1)
            tokens.append(token_of(ada, "reset_password"))
        replies = together(*(lambda i=i: api.patiently(lambda: api.post("/auth/reset-password", {"token": tokens[i], "password": f"{OTHER}-{i}"}))
                             for i in range(2)))
        assert sorted(r.status for r in replies) == [204, 400]
        assert [login(ada.email, f"{OTHER}-{i}").status == 200 for i in range(2)] == [r.status == 204 for r in replies]


def test_a_session_that_begins_beside_a_reset_does_not_outlive_it(person, api, login):
    for _ in range(ROUNDS):
        ada = person("Ada")
        api.post("/auth/forgot-password", {"email": ada.email})
        token = token_of(ada, "reset_password")
        replies = together(lambda: api.patiently(lambda: api.post("/auth/reset-password", {"token": token, "password": OTHER})),
                           *([lambda: login(ada.email)] * 3), lambda: api.post("/auth/refresh", {"refresh_token": ada.refresh_token}))
        assert replies[0].status == 204
        for begun in [r.json() for r in replies[1:] if r.status == 200]:
            assert api.post("/auth/refresh", {"refresh_token": begun["refresh_token"]}).status == 401
            wait_until("the session to end", lambda begun=begun: api.get("/auth/me", token=begun["access_token"]).status == 401)
        assert login(ada.email).code == "invalid_credentials" and login(ada.email, OTHER).status == 200


def test_of_an_address_that_is_taken_and_confirmed_at_once_one_has_it(person, api, login, confirm):
    for i in range(ROUNDS):
        ada = person("Ada")
        new = begin(ada)
        token = token_of(ada, "change_email_new")
        confirmed, made = together(lambda: confirm(token), lambda: api.patiently(lambda: api.post("/auth/register", {"email": new, "password": OTHER})))
        assert sorted((confirmed.status, made.status)) in ([200, 409], [201, 409]), (confirmed, made)
        assert login(new, OTHER if made.status == 201 else PASSWORD).status == 200
        assert (me(ada)["email"] == new) == (confirmed.status == 200)


def test_a_change_beside_the_account_s_deletion_leaves_no_account(person, api, confirm, stack):
    for _ in range(ROUNDS):
        ada = person("Ada")
        old, new = ada.email, begin(ada)
        token = token_of(ada, "change_email_new")
        confirmed, deleted = together(lambda: confirm(token), lambda: ada.delete("/users/me"))
        assert deleted.status == 204 and (confirmed.status, confirmed.code) in ((200, None), (400, "invalid_token"))
        for email in (old, new):
            assert api.patiently(lambda email=email: api.post("/auth/register", {"email": email, "password": OTHER})).status == 201
        assert mails_of(stack, ada.id) == []


def test_when_both_confirm_at_once_the_last_of_them_changes_it(person, api, confirm):
    for _ in range(ROUNDS):
        ada = person("Ada")
        assert api.post("/auth/verify-email", {"token": token_of(ada, "verify_email")}).status == 204
        new = begin(ada)
        old_token, new_token = both_tokens(ada)
        replies = together(lambda: confirm(old_token), lambda: confirm(new_token), lambda: confirm(new_token))
        assert sorted(str(r.json().get("done", r.code)) for r in replies) == ["False", "True", "invalid_token"]
        assert me(ada)["email"] == new


def test_one_confirms_while_the_other_refuses(person, api, confirm, refuse):
    for _ in range(ROUNDS):
        ada = person("Ada")
        new = begin(ada)
        old_token, new_token = both_tokens(ada)
        confirmed, refused = together(lambda: confirm(new_token), lambda: refuse(old_token))
        assert sorted((confirmed.status // 100, refused.status // 100)) == [2, 4]
        assert (me(ada)["email"] == new) == (confirmed.status == 200) and me(ada)["pending_email"] is None


def test_many_who_ask_at_once_get_five_mails(ada, stack):
    replies = together(*([lambda: ada.post("/auth/verify-email/resend")] * 8))
    assert sorted(r.status for r in replies) == [202] * 4 + [429] * 4
    assert len(requested(stack, ada.id, "verify_email")) == 5

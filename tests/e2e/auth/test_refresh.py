"""Refresh tokens: replaced when they are used, for ten seconds good for others, after that the end of their session."""

import hashlib
import json
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from harness.people import refused_at_last
from harness.stack import wait_until
from harness.tokens import decode
from held import holding


def row_of(token):
    return f"token_hash = '\\x{hashlib.sha256(token.encode()).hexdigest()}'"


@pytest.fixture
def refresh(api):
    return lambda token: api.post("/auth/refresh", {"refresh_token": token})


@pytest.fixture
def replaced(stack):
    """Moves the time at which a token was replaced."""
    return lambda token, ago: stack.sql(
        "auth", f"UPDATE refresh_tokens SET replaced_at = now() - interval '{ago}' WHERE replaced_at IS NOT NULL AND {row_of(token)}")


@pytest.fixture
def again(refresh, replaced):
    """Sends a replaced token as if no time had passed since."""
    def send(token):
        replaced(token, "0 s")
        return refresh(token)
    return send


def begun(ask):
    """Its answer is what the future has."""
    pool = ThreadPoolExecutor(1)
    try:
        return pool.submit(ask)
    finally:
        pool.shutdown(wait=False)


def at_once(asks):
    """Their answers, in their order."""
    begin = threading.Barrier(len(asks))

    def run(ask):
        begin.wait()
        return ask()

    with ThreadPoolExecutor(len(asks)) as pool:
        return list(pool.map(run, asks))


def session_of(answer):
    return json.loads(decode(answer["access_token"].split(".")[1]))["sid"]


def trail(person, *actions):
    """Of these actions, newest first."""
    return [e for e in person.walk("/users/me/audit") if e["action"] in actions]


def stands(api, refresh, answers):
    """The session of these answers goes on, with every pair of tokens that was given."""
    return all(api.get("/auth/me", token=a["access_token"]).status == refresh(a["refresh_token"]).status == 200 for a in answers)


def has_ended(api, refresh, answers):
    return all(refresh(a["refresh_token"]).status == 401 and refused_at_last(lambda a=a: api.get("/auth/me", token=a["access_token"]))
               for a in answers)


# ------------------------------------------------------------------ used once


def test_refresh_gives_new_tokens_of_the_same_session(api, ada, refresh):
    answer = refresh(ada.refresh_token).json()
    assert answer["refresh_token"] != ada.refresh_token and answer["access_token"] != ada.token
    assert answer["user"]["id"] == ada.id
    assert api.get("/auth/me", token=answer["access_token"]).status == 200
    assert api.get("/auth/me", token=ada.token).status == 200
    assert not trail(ada, "session.reissued", "session.reused")


@pytest.mark.parametrize("token", ["", "x", "a" * 43, "a" * 256, "a" * 257, "\x00", "é"])
def test_a_refresh_token_that_is_none_is_refused(refresh, token):
    assert refresh(token).status in (400, 401)


# ------------------------------------------------------------------ sent again a moment later


def test_a_token_whose_answer_was_lost_gives_others_of_its_session_and_that_is_noted(api, ada, refresh, again):
    lost = refresh(ada.refresh_token).json()
    found = again(ada.refresh_token).json()
    assert session_of(found) == session_of(lost) and found["refresh_token"] != lost["refresh_token"]
    assert stands(api, refresh, [found, lost])
    entry, = trail(ada, "session.reissued", "session.reused")
    assert entry["action"] == "session.reissued" and entry["object_id"] == session_of(found)
    assert entry["address"] == "127.0.0.1" and entry["session_id"] is None, "who sends a refresh token is not signed in"


def test_that_goes_three_times_and_a_fourth_is_refused_and_ends_nothing(api, ada, refresh, again):
    answers = [refresh(ada.refresh_token)] + [again(ada.refresh_token) for _ in range(3)]
    assert [r.status for r in answers] == [200] * 4
    for _ in range(3):
        refused = again(ada.refresh_token)
        assert refused.status == 401 and refused.code == "unauthenticated"
    assert stands(api, refresh, [r.json() for r in answers])
    assert [e["action"] for e in trail(ada, "session.reissued", "session.reused")] == ["session.reissued"] * 3


def test_each_token_of_a_family_has_its_own_three_times(ada, refresh, again):
    token = ada.refresh_token
    for _ in range(3):
        newer = refresh(token).json()["refresh_token"]
        assert [again(token).status for _ in range(4)] == [200, 200, 200, 401]
        token = newer
    assert len(trail(ada, "session.reissued")) == 9 and not trail(ada, "session.reused")


@pytest.mark.parametrize("after, holds", [("10 s", True), ("10.000001 s", False), ("9.999999 s", True), ("-10 s", True),
                                          ("-10.000001 s", False)])
def test_a_moment_is_ten_seconds_to_the_microsecond(stack, ada, api, refresh, after, holds):
    """Before the replacement: of a transaction that began earlier, or by a clock that was set back."""
    first, row = refresh(ada.refresh_token).json(), row_of(ada.refresh_token)
    with holding(stack, f"UPDATE refresh_tokens SET replaced_at = replaced_at WHERE {row}") as session:
        answer = begun(lambda: refresh(ada.refresh_token))
        began = wait_until("the refresh to wait for the row", session.held_up)
        session.sql(f"UPDATE refresh_tokens SET replaced_at = '{began}'::timestamptz - interval '{after}' WHERE {row}; COMMIT")
    assert answer.result().status == (200 if holds else 401)
    assert (stands if holds else has_ended)(api, refresh, [first])


# ------------------------------------------------------------------ sent again later


def test_a_replaced_token_that_is_sent_later_ends_the_whole_family(api, ada, refresh, replaced):
    second = refresh(ada.refresh_token).json()
    third = refresh(second["refresh_token"]).json()
    replaced(ada.refresh_token, "10.1 s")
    assert refresh(ada.refresh_token).status == 401
    assert has_ended(api, refresh, [third])
    assert refused_at_last(lambda: api.get("/auth/me", token=ada.token))


def test_so_does_one_that_was_answered_again_in_its_time(api, ada, login, refresh, again, replaced):
    """A thief who comes after the tabs, however often they had come."""
    for tabs in (1, 3):
        family = [refresh(ada.refresh_token).json()] + [again(ada.refresh_token).json() for _ in range(tabs)]
        replaced(ada.refresh_token, "11 s")
        assert refresh(ada.refresh_token).status == 401
        assert has_ended(api, refresh, family)
        ada.signed_in(login())
        assert [e["action"] for e in trail(ada, "session.reissued", "session.reused")][:tabs + 1] == \
            ["session.reused"] + ["session.reissued"] * tabs


@pytest.fixture
def login(ada):
    return lambda: ada.patiently(lambda: ada.post("/auth/login", {"email": ada.email, "password": ada.password})).json()


def test_a_family_that_has_ended_stays_so_and_is_told_of_once(ada, login, refresh, again, replaced):
    refresh(ada.refresh_token)
    replaced(ada.refresh_token, "1 minute")
    assert [refresh(ada.refresh_token).status for _ in range(3)] == [401] * 3
    assert again(ada.refresh_token).status == 401
    token = ada.refresh_token
    ada.signed_in(login())
    assert len(trail(ada, "session.reused")) == 1 and not trail(ada, "session.reissued")
    assert refresh(token).status == 401 and refresh(ada.refresh_token).status == 200


def test_another_session_of_the_same_user_outlives_that(api, ada, login, refresh, replaced):
    other = login()
    refresh(ada.refresh_token)
    replaced(ada.refresh_token, "11 s")
    assert refresh(ada.refresh_token).status == 401
    assert refused_at_last(lambda: api.get("/auth/me", token=ada.token))
    assert stands(api, refresh, [other])


@pytest.mark.parametrize("end", ["/auth/logout", "/auth/logout-all"])
def test_a_token_of_a_session_that_was_ended_gives_nothing_in_any_time(ada, refresh, again, end):
    refresh(ada.refresh_token)
    assert ada.post(end).status == 204
    assert again(ada.refresh_token).status == refresh(ada.refresh_token).status == 401


# ------------------------------------------------------------------ at once


def check_tabs(api, person, refresh, answers, given):
    good = [r.json() for r in answers if r.status == 200]
    assert len(good) == given and {r.status for r in answers} <= {200, 401}
    assert {session_of(a) for a in good} == {session_of(good[0])}
    assert stands(api, refresh, good), "nobody is signed out"
    assert len(trail(person, "session.reissued")) == given - 1 and not trail(person, "session.reused")


@pytest.mark.parametrize("tabs, given", [(2, 2), (4, 4), (20, 4)])
def test_tabs_that_refresh_at_once_sign_nobody_out(api, ada, refresh, tabs, given):
    answers = at_once([lambda: api.patiently(lambda: refresh(ada.refresh_token))] * tabs)
    check_tabs(api, ada, refresh, answers, given)


def test_neither_do_they_over_two_processes_of_which_either_dies(stack, api, person, refresh, again, replaced):
    """A tab whose answer is lost with the process asks again, as if no time had passed."""
    alone = threading.Lock()  # there are only so many connections to the database
    for victim in ("another", "auth"):
        ada = person("Ada")
        with stack.another("auth") as another:
            def ask(token=ada.refresh_token):
                reply = refresh(token)
                while "Retry-After" in reply.headers:
                    with alone:
                        replaced(token, "0 s")
                    reply = refresh(token)
                return reply

            def die(victim=victim, another=another):
                if victim == "another":
                    another.kill()
                else:
                    stack.wait_restarted("auth", stack.kill("auth"))

            *answers, _ = at_once([ask] * 20 + [die])
        good = [r.json() for r in answers if r.status == 200]
        assert 1 <= len(good) <= 4 and {r.status for r in answers} <= {200, 401}
        assert {session_of(a) for a in good} == {session_of(good[0])}
        assert all(api.patiently(lambda a=a: again(a["refresh_token"])).status == 200 for a in good)
        assert not trail(ada, "session.reused")


def test_a_process_that_dies_before_it_commits_has_replaced_nothing(stack, api, ada, refresh):
    with holding(stack, f"UPDATE sessions SET user_id = user_id WHERE user_id = '{ada.id}'") as session:
        lost = begun(lambda: refresh(ada.refresh_token))
        wait_until("the refresh to wait for its session", session.held_up)
        stack.wait_restarted("auth", stack.kill("auth"))
    assert "Retry-After" in lost.result().headers
    answer = api.patiently(lambda: refresh(ada.refresh_token))
    assert answer.status == 200
    assert stands(api, refresh, [answer.json()])
    assert not trail(ada, "session.reissued", "session.reused")


# ------------------------------------------------------------------ the order of locks, at the top of auth.sql


@pytest.fixture
def unlocked(stack):
    """How many of a table's rows nobody holds."""
    return lambda table, where: int(stack.sql(
        "auth", f"SELECT count(*) FROM (SELECT FROM {table} WHERE {where} FOR NO KEY UPDATE SKIP LOCKED) AS free"))


def test_a_refresh_holds_its_token_when_it_waits_for_its_session_and_never_waits_for_the_account(stack, ada, refresh, unlocked):
    with holding(stack, f"SELECT FROM users WHERE id = '{ada.id}' FOR NO KEY UPDATE"):
        second = refresh(ada.refresh_token).json()["refresh_token"]
    with holding(stack, f"SELECT FROM sessions WHERE user_id = '{ada.id}' FOR NO KEY UPDATE") as session:
        answer = begun(lambda: refresh(second))
        wait_until("the refresh to wait for its session", session.held_up)
        assert unlocked("refresh_tokens", row_of(second)) == 0
        assert unlocked("users", f"id = '{ada.id}'") == 1
    assert answer.result().status == 200


def test_the_end_of_a_family_holds_its_session_when_it_waits_to_be_counted(stack, ada, refresh, replaced, unlocked):
    newer = refresh(ada.refresh_token).json()["refresh_token"]
    replaced(ada.refresh_token, "1 minute")
    with holding(stack, "SELECT FROM revocation_counter FOR NO KEY UPDATE") as session:
        answer = begun(lambda: refresh(ada.refresh_token))
        wait_until("the end to wait for the counter", session.held_up)
        assert unlocked("refresh_tokens", row_of(ada.refresh_token)) == unlocked("sessions", f"user_id = '{ada.id}'") == 0
    assert answer.result().status == 401 and refresh(newer).status == 401

"""Passwords are compared in NFKC: however a keyboard or a system writes the same text, it is the same password."""

import unicodedata
import uuid
import warnings

import pytest

with warnings.catch_warnings():
    warnings.simplefilter("ignore", DeprecationWarning)
    import crypt

GOOD = "Kz7-ümlaut: Fjord&Qualm wägt 93 krumme Zöpfe? Jux; Gnu, Ibis/Moor_Py!"  # 72 bytes
SHORT = "Kz7-üq9!m"  # 10 bytes


def apart(text):
    """As a Mac may type it: accents on their own."""
    return unicodedata.normalize("NFD", text)


def wide(text):
    """As an East Asian keyboard may type it."""
    return "".join(chr(ord(c) + 0xfee0) if "!" <= c <= "~" else c for c in text)


@pytest.fixture
def register(api):
    return lambda password, email=None: api.patiently(lambda: api.post(
        "/auth/register", {"email": email or f"{uuid.uuid4().hex[:12]}@example.org", "password": password}))


@pytest.fixture
def login(api):
    return lambda email, password: api.patiently(lambda: api.post("/auth/login", {"email": email, "password": password}))


@pytest.fixture
def account(register):
    """Makes one; its address."""
    def make(password):
        reply = register(password)
        assert reply.status == 201, reply
        return reply.json()["user"]["email"]
    return make


@pytest.fixture
def stored(stack):
    return lambda email: stack.sql("auth", f"SELECT password_hash FROM users WHERE email = '{email}'")


@pytest.fixture
def of_before(stack, ada):
    """Gives Ada a hash of what was sent, as hashes were."""
    def store(password):
        hashed = crypt.crypt(password, "$2b$04$abcdefghijklmnopqrstuu")
        stack.sql("auth", f"UPDATE users SET password_hash = '{hashed}' WHERE id = '{ada.id}'")
        return ada.email
    return store


def same(text):
    return {"together": text, "apart": apart(text), "wide": wide(text), "wide and apart": wide(apart(text))}


@pytest.mark.parametrize("first", same(SHORT))
@pytest.mark.parametrize("later", same(SHORT))
def test_a_password_is_the_same_however_it_was_and_is_typed(account, login, first, later):
    email = account(same(SHORT)[first])
    assert login(email, same(SHORT)[later]).status == 200
    assert login(email, same(SHORT.swapcase())[later]).status == login(email, same(SHORT.replace("ü", "u"))[later]).status == 401


def test_the_old_one_of_a_change_too(ada, login):
    def change(old, new):
        reply = ada.patiently(lambda: ada.post("/auth/password", {"old_password": old, "new_password": new}))
        if reply.status == 200:
            ada.signed_in(reply.json())
        return reply.status

    assert change(ada.password, apart(GOOD)) == 200
    assert login(ada.email, GOOD).status == 200
    assert change(GOOD + "?", SHORT) == 401
    assert change(wide(GOOD), wide(SHORT)) == 200
    assert login(ada.email, SHORT).status == 200 and login(ada.email, GOOD).status == 401


# ------------------------------------------------------------------ lengths, which are those in NFKC


@pytest.mark.parametrize("typed", [lambda text: text, apart, wide], ids=["together", "apart", "wide"])
@pytest.mark.parametrize("text, fits", [(SHORT, True), (SHORT[:-1], False), (GOOD, True), (GOOD + "!", False)],
                         ids=["10 bytes", "9 bytes", "72 bytes", "73 bytes"])
def test_a_new_password_has_ten_to_72_bytes_in_nfkc(register, ada, typed, text, fits):
    reply = register(typed(text))
    assert reply.status == 201 if fits else reply.bad_fields == {"password"}
    reply = ada.patiently(lambda: ada.post("/auth/password", {"old_password": ada.password, "new_password": typed(text)}))
    assert reply.status == 200 if fits else reply.bad_fields == {"new_password"}


def test_every_byte_counts_to_the_72nd_however_many_were_sent(account, login):
    email = account(wide(GOOD))
    assert login(email, apart(GOOD)).status == 200
    for other in (GOOD[:-1] + "%", GOOD + "!", GOOD[:-1]):
        assert login(email, wide(other)).status == 401


@pytest.mark.parametrize("count, code", [(1024, "invalid_credentials"), (1025, "validation_failed")])
@pytest.mark.parametrize("letter", ["x", "ü", "\ufdfa", "\u0308\u0323"], ids=["x", "ü", "of eighteen letters", "marks"])
def test_a_password_of_1024_characters_is_only_wrong(ada, login, letter, count, code):
    text = (letter * count)[:count]
    assert login(ada.email, text).code == code
    assert ada.patiently(lambda: ada.post("/auth/password", {"old_password": text, "new_password": GOOD})).code == code
    assert ada.post("/auth/password", {"old_password": ada.password, "new_password": text}).bad_fields == {"new_password"}


# ------------------------------------------------------------------ what is too easy to guess is so in every form


@pytest.mark.parametrize("password", ["ｐａｓｓｗｏｒｄ１２３", "１２３４５６７８９０", "ｑｗｅｒｔｙｕｉｏｐ", "𝐮𝐧𝐢𝐯𝐞𝐫𝐬𝐢𝐭𝐲"])
def test_a_weak_password_is_refused_in_other_letters(register, ada, password):
    assert register(password).bad_fields == {"password"}
    assert ada.post("/auth/password", {"old_password": ada.password, "new_password": password}).bad_fields == {"new_password"}


def test_one_made_of_the_address_too(register):
    name = f"wolfgang.amadeus.{uuid.uuid4().hex[:4]}"
    assert register(wide("wolfgang.amadeus"), f"{name}@example.org").bad_fields == {"password"}


# ------------------------------------------------------------------ hashes of before


def test_a_hash_of_what_was_sent_lets_in_who_sends_that_and_is_made_anew(of_before, login, stored):
    email = of_before(apart(SHORT))
    before = stored(email)
    assert login(email, SHORT).status == 401, "it is another text, and nobody knows what the hash is of"
    assert login(email, apart(SHORT) + "!").status == 401 and stored(email) == before
    assert login(email, apart(SHORT)).status == 200
    after = stored(email)
    assert after != before
    for typed in same(SHORT).values():
        assert login(email, typed).status == 200
    assert stored(email) == after, "once"


@pytest.mark.parametrize("password", ["\ufdfa\ufdfa\ufdfa", wide("aX9!kQ7-")], ids=["99 bytes", "8 bytes"])
def test_one_that_would_be_no_password_in_nfkc_stays_as_it_is(of_before, login, stored, password):
    email = of_before(password)
    before = stored(email)
    assert [login(email, password).status for _ in range(2)] == [200, 200]
    assert stored(email) == before
    assert login(email, unicodedata.normalize("NFKC", password)).status == 401


def test_a_hash_of_before_in_nfkc_is_kept(of_before, login, stored):
    email = of_before(GOOD)
    before = stored(email)
    assert login(email, apart(GOOD)).status == login(email, GOOD).status == 200
    assert stored(email) == before


def test_a_change_takes_the_old_password_as_it_was_sent(of_before, ada, login):
    email = of_before(apart(SHORT))
    assert ada.post("/auth/password", {"old_password": SHORT, "new_password": GOOD}).code == "invalid_credentials"
    assert ada.post("/auth/password", {"old_password": apart(SHORT), "new_password": GOOD}).status == 200
    assert login(email, apart(GOOD)).status == 200

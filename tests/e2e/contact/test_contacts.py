"""Contacts: their rule of one name, their order, their search."""

import pytest


def found(ada, text):
    from urllib.parse import quote
    return [c["first_name"] or c["company"] or c["email"] or c["phone"] for c in ada.walk(f"/contacts?search={quote(text)}")]


@pytest.fixture(scope="module")
def book(stack, contract):
    from harness.people import Person
    ada = Person(stack.port, contract, "Ada")
    ada.contact("José", last_name="Núñez", company="Café Müller", phone="+34 (600) 123-456", email="pepe@correo.example")
    ada.contact("Zoë", last_name="Ångström", phone="0043-1-58801 0")
    ada.contact("Łukasz", last_name="Straße", company="Øresund AS")
    ada.contact("Бо́рис", last_name="Годуно́в")
    ada.contact("Anna", last_name="Josephson", email="anna.j@navy.example")
    ada.contact("100%", last_name="under_score", company="back\\slash")
    for i in range(60):
        ada.contact(f"Filler {i}", last_name="Nobody", phone=f"+1 555 {i:04}")
    return ada


@pytest.mark.parametrize("text, who", [
    ("jose", {"José", "Anna"}), ("JOSÉ", {"José", "Anna"}), ("nunez", {"José"}), ("Nuñez", {"José"}), ("úñe", {"José"}),
    ("muller", {"José"}), ("café mü", {"José"}), ("muller jose", {"José"}), ("angstrom", {"Zoë"}), ("zoe", {"Zoë"}), ("lukasz", {"Łukasz"}),
    ("strasse", {"Łukasz"}), ("oresund", {"Łukasz"}), ("годунов", {"Бо́рис"}), ("correo", {"José"}), ("seph", {"Anna"}),
    ("navy.exa", {"Anna"}), ("600123", {"José"}), ("600 123", {"José"}), ("+34600", {"José"}), ("(600) 123-456", {"José"}),
    ("588010", {"Zoë"}), ("58801-0", {"Zoë"}), ("100%", {"100%"}), ("under_s", {"100%"}), ("back\\s", {"100%"}),
    ("%%%", set()), ("___", set()), ("no such", set()), ("  zoe  ", {"Zoë"}), ("cafe\u0301", {"José"}), ("' or 1=1", set())])
def test_search_finds_any_part_whatever_the_accents(book, text, who):
    assert set(found(book, text)) == who


@pytest.mark.parametrize("text, who", [("jo", {"José", "Anna"}), ("Zo", {"Zoë"}), ("z", {"Zoë"}), ("nu", {"José"}), ("mü", {"José"}),
                                       ("go", set()), ("го", {"Бо́рис"})])
def test_below_three_letters_only_beginnings_of_words_are_found(book, text, who):
    assert set(found(book, text)) == who


def test_the_best_match_comes_first(book):
    assert found(book, "jose")[0] == "José"


def test_a_search_is_paged_like_any_list(book):
    assert len(found(book, "filler")) == 60
    assert len(set(found(book, "Nobody"))) == 60
    first = book.get("/contacts?search=filler&limit=7").json()
    assert len(first["data"]) == 7 and first["next_cursor"]


@pytest.mark.parametrize("text", ["%20", "%09", "%20%20%20", "%E2%80%8B", "%CC%81"])
def test_a_search_for_nothing_is_a_bad_parameter(book, text):
    assert book.get(f"/contacts?search={text}").bad_fields == {"search"}


@pytest.mark.parametrize("text", ["!!!", "()", "\\", "*", "a:*", "&|!", "🎉🎉🎉", "日本", "ß", "İ"])
def test_odd_letters_are_looked_for_as_they_are(book, text):
    assert found(book, text) == []


def test_a_ligature_is_its_letters(book):
    assert set(found(book, "ﬁ")) == {f"Filler {i}" for i in range(60)}


def test_a_deleted_or_changed_contact_is_found_as_it_is_now(ada):
    one, two = ada.contact("Heisenberg"), ada.contact("Heisenbug")
    assert set(found(ada, "heisen")) == {"Heisenberg", "Heisenbug"}
    ada.delete(f"/contacts/{one['id']}")
    ada.patch(f"/contacts/{two['id']}", {"first_name": "Schrödinger"})
    assert found(ada, "heisen") == []
    assert found(ada, "schrodinger") == ["Schrödinger"]


@pytest.mark.parametrize("body", [{}, {"notes": "x"}, {"birthday": "1815-12-10", "tags": ["a"]}, {"first_name": None, "phone": None}])
def test_a_contact_without_names_company_address_or_phone_is_refused(ada, body):
    assert ada.post("/contacts", body).code == "validation_failed"


@pytest.mark.parametrize("name", ["first_name", "last_name", "company", "email", "phone"])
def test_one_of_them_is_enough_and_the_last_cannot_be_cleared(ada, name):
    value = "a@example.org" if name == "email" else "x"
    contact = ada.post("/contacts", {name: value})
    assert contact.status == 201
    assert ada.patch(f"/contacts/{contact.json()['id']}", {name: None}).code == "validation_failed"


def test_contacts_come_in_the_order_of_their_names(ada):
    for first, last in (("Zora", "Adams"), ("adam", "Zorn"), ("Émile", "Brown"), ("Bob", "brown"), (None, "Only")):
        ada.post("/contacts", {"first_name": first, "last_name": last})
    ada.post("/contacts", {"company": "Acme"})
    order = [c["id"] for c in ada.walk("/contacts?limit=2")]
    assert order == [c["id"] for c in ada.walk("/contacts")] and len(order) == 6


def test_leap_days_are_days(ada):
    assert ada.contact(birthday="2000-02-29")["birthday"] == "2000-02-29"
    assert ada.post("/contacts", {"first_name": "x", "birthday": "1900-02-29"}).bad_fields == {"birthday"}


@pytest.mark.parametrize("birthday", ["0001-01-01", "1604-02-29", "1815-12-10", "1899-12-31", "2201-01-01", "9999-12-31",
                                      "--02-14", "--02-29", "--01-01", "--12-31"])
def test_birthdays_are_of_any_age_or_without_a_year(ada, birthday):
    contact = ada.contact("Born", birthday=birthday)
    path = f"/contacts/{contact['id']}"
    assert contact["birthday"] == ada.get(path).json()["birthday"] == birthday
    assert [c["birthday"] for c in ada.walk("/contacts") if c["id"] == contact["id"]] == [birthday]
    assert ada.patch(path, {"notes": "kept"}).json()["birthday"] == birthday
    other = "--06-30" if birthday[0] != "-" else "1906-12-09"
    assert ada.patch(path, {"birthday": other}).json()["birthday"] == other
    assert ada.patch(path, {"birthday": None}).json()["birthday"] is None


@pytest.mark.parametrize("birthday", ["0000-02-14", "0000-12-31", "10000-01-01", "--02-30", "--04-31", "--00-01", "--0214", "-02-14", "--2-14", "02-14"])
def test_what_is_no_day_is_no_birthday(ada, birthday):
    assert ada.post("/contacts", {"first_name": "x", "birthday": birthday}).bad_fields == {"birthday"}

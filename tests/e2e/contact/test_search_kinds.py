"""Contacts are found as people type them: numbers as they are written, every script, what nobody sees."""

import pytest
from urllib.parse import quote

BOOK = {
    "iris": {"first_name": "Iris", "phone": "+1 (888) 555-0100"},
    "odile": {"first_name": "Odile", "phone": "+43 660 1234567"},
    "berlin": {"first_name": "Berlin", "phone": "+49 30 23125 000"},
    "trunk": {"first_name": "Trunk", "phone": "+49 (0)30 99887-1"},
    "local": {"first_name": "Local", "phone": "030/771 22 33"},
    "abroad": {"first_name": "Abroad", "phone": "0033 1 42 68 53 00"},
    "rome": {"first_name": "Rome", "phone": "+39 06 6982"},
    "arabic": {"first_name": "ليلى", "phone": "+٢٠ ٢ ٢٥٧٩ ٦٠٠٠"},
    "wide": {"first_name": "Wide", "phone": "０３-１２３４-５６７８"},
    "care": {"company": "24/7 Pflege"},
    "shop": {"company": "7-11 Corner"},
    "pi": {"company": "3.141 Labs", "email": "pi31415@example.org"},
    "agent": {"company": "(06 Club", "first_name": "+43 Fan"},
    "giorgos": {"first_name": "Γιώργος", "last_name": "Νάξιος"},
    "gross": {"first_name": "Groß", "last_name": "Weiß"},
    "istanbul": {"first_name": "İpek", "last_name": "Işık"},
    "shy": {"first_name": "Soft\u00adhyphen", "last_name": "Zero\u200bwidth"},
    "arrow": {"first_name": "\u202bשָׁלוֹם\u202c"},
    "wang": {"first_name": "小明", "last_name": "王"},
    "hong": {"first_name": "길동", "last_name": "홍"},
    "yamada": {"first_name": "はなこ", "last_name": "山田"},
    "li": {"first_name": "李小龙"},
    "smith": {"first_name": "ジョン・スミス"},
    "bucher": {"first_name": "Writer", "email": "grüße@bücher.example"},
    "xn": {"first_name": "Coded", "email": "info@xn--mnchen-3ya.example"},
    "grace": {"first_name": "Grace", "last_name": "Hopper", "email": "grace@navy.example"},
    "obrien": {"first_name": "Conan", "last_name": "O’Brien"},
    "obryan": {"first_name": "Todd", "last_name": "OBryan"},
    "jean": {"first_name": "Jean-Luc", "company": "AT&T"},
    "maryann": {"first_name": "Mary Ann", "last_name": "J.R.R."},
    "moscow": {"first_name": "Moscow", "phone": "+7 495 123-45-67"},
    "petersburg": {"first_name": "Petersburg", "phone": "8 (812) 765-43-21"},
    "almaty": {"first_name": "Almaty", "phone": "727 250 11 22"},
    "budapest": {"first_name": "Budapest", "phone": "+36 1 483 1234"},
    "debrecen": {"first_name": "Debrecen", "phone": "06 52 511 400"},
    "vienna": {"first_name": "Vienna", "phone": "43 1 5880 1234"},
    "manhattan": {"first_name": "Manhattan", "phone": "(212) 555-0123"},
    "london": {"first_name": "London", "phone": "011 44 20 7946 0321"},
    "sydney": {"first_name": "Sydney", "phone": "0011 61 2 9374 4000"},
    "flowers": {"company": "Flowers", "phone": "1-800-FLOWERS"},
    "extension": {"first_name": "Extension", "phone": "+1 303 555 0142 ext. 12"},
    "joerg": {"first_name": "Jörg", "last_name": "Müller"},
    "schroeder": {"last_name": "Schroeder"},
    "chulsoo": {"first_name": "김철수", "company": "삼성 전자"},
    "persian": {"first_name": "علی", "last_name": "کریمی"},
    "fatima": {"first_name": "فاطمة", "last_name": "مصطفى"},
    "tanaka": {"first_name": "まさこ", "last_name": "タナカ"},
}


@pytest.fixture(scope="module")
def book(stack, contract):
    from harness.people import Person
    ada = Person(stack.port, contract, "Ada")
    ada.names = {}
    for name, contact in BOOK.items():
        reply = ada.post("/contacts", contact)
        assert reply.status == 201, reply
        ada.names[reply.json()["id"]] = name
    return ada


def found(book, text):
    return {book.names[c["id"]] for c in book.walk(f"/contacts?search={quote(text)}")}


@pytest.mark.parametrize("text, who", [
    # Signs in what is typed hide no number.
    ("+1", "iris"), ("555-0100", "iris"), ("(888", "iris"), ("(888) 555", "iris"), ("+1 888", "iris"), ("+1 (8", "iris"),
    ("+1.888.555.0100", "iris"), ("888 - 555", "iris"), ("888", "iris"), ("0100", "iris"), ("+888", "iris"), ("tel:+18885550100", "iris"),
    # A name and a number in one search, in any order.
    ("odile 660 123", "odile"), ("odile 660-123", "odile"), ("660 123 odile", "odile"), ("+43 660 odi", "odile"), ("od 43", "odile"),
    # Copied from elsewhere.
    ("\u202a+49 30 23125\u202c", "berlin"), ("+49\u00a030\u00a023125", "berlin"), ("+49\u201130\u201123125", "berlin"), ("\u200e+49 30 231\u200b25", "berlin"),
    # National and international forms.
    ("030 23125", "berlin"), ("(030) 23125", "berlin"), ("03023125", "berlin"), ("0049 30 23125", "berlin"), ("+49 (0)30 23125", "berlin"),
    ("030 99887", "trunk"), ("+49 30 99887", "trunk"), ("0049 30 99887-1", "trunk"), ("+49 (0)30 99887", "trunk"), ("30 99887", "trunk"),
    ("+49 30 77122", "local"), ("0049 (0)30 7712233", "local"), ("030 771", "local"), ("30 77122", "local"),
    ("+33 1 42 68", "abroad"), ("0033 142", "abroad"), ("01 42 68 53", "abroad"),
    ("+39 06 69", "rome"), ("06 6982", "rome"), ("0660 1234567", "odile"), ("0660123", "odile"), ("888 555 0100", "iris"), ("+1 888 555 0100", "iris"),
    # Other trunk prefixes than a zero.
    ("8 495 123-45-67", "moscow"), ("8 (495) 123", "moscow"), ("+7 812 765-43-21", "petersburg"), ("78127654321", "petersburg"), ("812 765", "petersburg"),
    ("8 727 250 11 22", "almaty"), ("+7 727 250", "almaty"), ("77272501122", "almaty"), ("06 1 483 1234", "budapest"), ("+36 52 511 400", "debrecen"),
    # International numbers without a plus, and behind the prefixes of other countries.
    ("493023125", "berlin"), ("49 30 7712233", "local"), ("01 5880 1234", "vienna"), ("+43 1 5880", "vienna"), ("436601234567", "odile"),
    ("1 212 555 0123", "manhattan"), ("+1 (212) 555-0123", "manhattan"), ("12125550123", "manhattan"),
    ("011 49 30 23125", "berlin"), ("01149307712233", "local"), ("0011 49 30 23125", "berlin"), ("8 10 49 30 23125", "berlin"), ("010 49 30 23125", "berlin"),
    ("+44 20 7946 0321", "london"), ("020 7946 0321", "london"), ("442079460321", "london"), ("+61 2 9374", "sydney"), ("02 9374 4000", "sydney"),
    # Letters for digits, extensions, links.
    ("1-800-356-9377", "flowers"), ("+1 800 356 9377", "flowers"), ("3569377", "flowers"), ("1800flowers", "flowers"), ("800 flowers", "flowers"),
    ("303-555-0142 x12", "extension"), ("+1 303 555 0142 12", "extension"), ("tel:+1-303-555-0142;ext=12", "extension"), ("tel:+1 303 555 0142", "extension"),
    ("mailto:grace@navy.example", "grace"),
    # Digits of every script.
    ("25796000", "arabic"), ("+20 2 2579", "arabic"), ("٢٥٧٩", "arabic"), ("02 2579", "arabic"), ("03-1234", "wide"), ("０３１２３４", "wide"), ("٦٦٠ ١٢٣", "odile"),
    # Both readings.
    ("24/7", "care"), ("24/7 pfl", "care"), ("24-7", "care"), ("247", "care"), ("24 7", "care"), ("7 11", "shop"), ("711", "shop"), ("3,141", "pi"), ("3141", "pi"), ("7-11", "shop"), ("3.141", "pi"), ("pi31415", "pi"), ("(06", "agent"), ("+43 fan", "agent"),
    # Case, in every script.
    ("γιωργος", "giorgos"), ("γιώργος", "giorgos"), ("ΓΙΏΡΓΟΣ", "giorgos"), ("ΝΑΞΙΟΣ", "giorgos"), ("γιωργοσ", "giorgos"), ("ναξι", "giorgos"),
    ("gross", "gross"), ("GROSS", "gross"), ("groß", "gross"), ("WEIẞ", "gross"), ("weiss", "gross"),
    ("ipek", "istanbul"), ("İPEK", "istanbul"), ("IŞIK", "istanbul"), ("işik", "istanbul"), ("ışık", "istanbul"), ("isik", "istanbul"),
    # What nobody sees.
    ("softhyphen", "shy"), ("soft\u00adhyphen", "shy"), ("zerowidth", "shy"), ("zero\u200dwidth", "shy"), ("\ufeffsoft", "shy"),
    ("שלום", "arrow"), ("\u2067שלום\u2069", "arrow"), ("ليلى", "arabic"), ("لَيْلَى", "arabic"),
    # Names that are written together.
    ("王小明", "wang"), ("小明", "wang"), ("王", "wang"), ("王 小明", "wang"), ("小明王", "wang"), ("明", "wang"),
    ("홍길동", "hong"), ("길동", "hong"), ("홍", "hong"), ("홍길", "hong"), ("홍길도", "hong"), ("동", "hong"),
    ("山田はなこ", "yamada"), ("山田 はなこ", "yamada"), ("田", "yamada"), ("なこ", "yamada"), ("小龙", "li"), ("李", "li"), ("龙", "li"),
    ("ジョン", "smith"), ("ジョンスミス", "smith"), ("ｼﾞｮﾝ ｽﾐｽ", "smith"), ("スミス", "smith"),
    # Consonants for syllables.
    ("ㅎㄱㄷ", "hong"), ("ㅎㄱ", "hong"), ("ㄱㄷ", "hong"), ("홍ㄱㄷ", "hong"), ("홍길ㄷ", "hong"), ("ㅎ길동", "hong"), ("ﾾﾡﾧ", "hong"),
    ("ㄱㅊㅅ", "chulsoo"), ("김ㅊㅅ", "chulsoo"), ("ㅅㅅ ㅈㅈ", "chulsoo"),
    # Umlauts as two letters.
    ("mueller", "joerg"), ("Müller", "joerg"), ("JOERG MÜLLER", "joerg"), ("jörg mueller", "joerg"), ("jorg", "joerg"), ("Schröder", "schroeder"),
    # Letters that are typed for each other.
    ("علي", "persian"), ("كريمي", "persian"), ("فاطمه", "fatima"), ("مصطفي", "fatima"), ("مصطفی", "fatima"),
    ("たなか", "tanaka"), ("マサコ", "tanaka"), ("ﾏｻｺ", "tanaka"), ("たなかまさこ", "tanaka"),
    # Addresses, in both forms.
    ("grüße@bücher.example", "bucher"), ("bücher", "bucher"), ("BÜCHER.example", "bucher"), ("xn--bcher-kva", "bucher"), ("xn--mnchen", "xn"), ("münchen.ex", "xn"),
    # As it stands in a letter.
    ("Hopper, Grace", "grace"), ('"Hopper, Grace" <grace@navy.example>', "grace"), ("grace;", "grace"), ("O'Brien", "obrien"), ("o’brien", "obrien"), ("brien", "obrien"),
    # Words with signs, without them and apart.
    ("obrien", "obrien"), ("o brien", "obrien"), ("O`Brien", "obrien"), ("O'Bryan", "obryan"), ("jeanluc", "jean"), ("jean luc", "jean"), ("jean–luc", "jean"), ("lu", "jean"),
    ("att", "jean"), ("at & t", "jean"), ("mary-ann", "maryann"), ("jrr", "maryann"), ("j r r", "maryann"), ("J.R.R", "maryann"),
])
def test_it_is_found_as_people_type_it(book, text, who):
    assert who in found(book, text)


@pytest.mark.parametrize("text, who", [
    ("+44 30 23125", "berlin"), ("040 23125", "berlin"), ("odile 999", "odile"),
    ("iris 660", "odile"), ("23 125 777", "berlin"), ("明小王", "wang"), ("동길", "hong"), ("24/8", "care"), ("1142", "abroad"),
    ("ㅎㄷ", "hong"), ("ㄷㄱ", "hong"), ("ㅎㄱㅂ", "hong"), ("011 49 30 23126", "berlin"), ("49 31 7712233", "local"), ("8 496 123", "moscow"), ("1-800-356-9378", "flowers"), ("1-800-FLOWERY", "flowers"), ("obrien", "obryan"), ("math-lab", "jean"),
])
def test_what_is_not_there_is_not_found(book, text, who):
    assert who not in found(book, text)


def test_a_name_comes_before_a_number_that_has_its_digits(book):
    other = book.post("/contacts", {"first_name": "Digits", "phone": "+43 1 2471 24 7"}).json()["id"]
    book.names[other] = "digits"
    order = [book.names[c["id"]] for c in book.walk(f"/contacts?search={quote('24/7')}")]
    assert order[0] == "care" and "digits" in order


@pytest.mark.parametrize("text", ["\u200b", "\u0301", "\u202a \u202c", "\u3000", "\u00ad"])
def test_a_search_for_what_nobody_sees_is_a_bad_parameter(book, text):
    assert book.get(f"/contacts?search={quote(text)}").bad_fields == {"search"}


@pytest.mark.parametrize("text", ["(", "+", "-", "!", "🎉", "/", "?", ".*", "[", "a|b", "(?=", "***:", "\\d", "{1,2}", "1|2", "(1", "1)", "^1", "$", "[1", "1+", "1*", "\\1", "%1%", "1_2",
    "1" * 100, "+1" * 50, "1 2 3 4 5 6 7 8 9 " * 5, "1/" * 50, "\ufdfa" * 100, "𝟏" * 100, "王" * 100, "1a " * 33, "\\" * 100, "(" * 100,
    " ".join(f"{i}" for i in range(10, 43)), " ".join(f"+{i}" for i in range(10, 35)), " ".join(f"a{i}" for i in range(100, 120))])
def test_signs_are_no_language(book, text):
    """Whatever of PostgreSQL's expressions and patterns is typed is text."""
    book.walk(f"/contacts?search={quote(text)}")


def test_signs_alone_are_found_where_they_stand(ada):
    band = ada.contact("!!!")
    ada.contact("Nobody")
    assert [c["id"] for c in ada.walk("/contacts?search=!!")] == [band["id"]]
    for i in range(3):
        ada.contact(f"! {i}")
    assert len(ada.walk("/contacts?search=!&limit=2")) == 4

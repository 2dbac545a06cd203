"""Mails of whatever people write, composed by services/delivery/letter and read by Python's email package.

usage: letter_check.py PATH-OF-letter_dump [LETTERS]

A mail that the composer makes has the headers that it is to have and no others, goes to the address and to nobody
else, says the same in both forms, and holds each text as text.  1,000 letters, the default, are the same ones every time.
"""

import email
import email.errors
import email.header
import email.policy
import html.parser
import re
import subprocess
import sys
import unicodedata

from hypothesis import HealthCheck, Phase, example, given, settings, strategies as st

KINDS = {"verify_email": True, "reset_password": True, "change_email_new": True, "change_email_old": True,
         "email_changed": False, "password_changed": False, "webhook_disabled": False, "reminder": False}
ABOUT = {"change_email_old", "email_changed", "webhook_disabled", "reminder"}
HEADERS = ["Date", "From", "To", "Subject", "Message-ID", "Auto-Submitted", "List-Unsubscribe", "List-Unsubscribe-Post",
           "MIME-Version", "Content-Type"]
TAGS = {"html", "head", "meta", "title", "body", "p", "a", "hr", "br"}
NASTY = ["\r\nBcc: eve@example.org", "\n\n<script>alert(1)</script>", "=?utf-8?q?a?=", "--=_", "\r\n.\r\n", "<img src=x>", '"', "'",
         "&amp;", "{why}", "{token}", "%s%n", "\u202e", "\u2028", "\u0085", "é" * 60, "李" * 50, "🎉" * 40, "a" * 1200, "From ", "\t"]
counts = {"written": 0, "refused": 0}


def unknown_once(text):
    """How many U+FFFD stand for a broken character is everybody's own choice."""
    return re.sub("\ufffd+", "\ufffd", text)


def unseen(char):
    return (unicodedata.category(char) in ("Cc", "Zl", "Zp") or char in "\u00a0\u3000\ufeff\u061c\u180e\u200e\u200f"
            or "\u202a" <= char <= "\u202e" or "\u2066" <= char <= "\u2069" or "\U000e0000" <= char <= "\U000e007f")


def clean(raw, most):
    """What mime_clean() makes of it: written anew, from what its header says."""
    text = raw.decode("utf-8", "replace")
    text = re.sub(" +", " ", "".join(" " if unseen(c) else c for c in text)).strip(" ")
    return text if len(text.encode()) <= most else None


texts = st.one_of(
    st.none(), st.binary(max_size=60), st.text(max_size=60).map(lambda t: t.encode("utf-8", "replace")),
    st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=10)), max_size=6).map(lambda t: "".join(t).encode("utf-8", "replace")),
).map(lambda t: None if t is None else t.replace(b"\0", b"\1"))
addresses = st.one_of(
    st.sampled_from(["ada@example.org", "Ada+x@Example.ORG", "ada@bücher.example", "zoë@example.org", "a'b{c}`|@example.org",
                     "x" * 64 + "@" + "y" * 60 + ".example", "ada@example.org\r\nBcc: eve@example.org", "ada@example.org>", ""]).map(str.encode),
    texts)
letters = st.fixed_dictionaries({
    "kind": st.sampled_from(sorted(KINDS)), "address": addresses, "proved": st.booleans(), "name": texts,
    "timezone": st.sampled_from([None, b"Europe/Berlin", b"Asia/Kolkata", b"UTC", b"Mars/Olympus", b"\r\nX: y"]),
    "token": st.one_of(st.sampled_from([b"abc-DEF_1.~", b"a" * 512]), texts), "about": texts, "why": texts, "place": texts,
    "when": st.integers(-2208988800, 7258118400), "until": st.integers(-2208988800, 7258118400)})


class Words(html.parser.HTMLParser):
    """The text of a page and its links; whatever else stands in it is refused."""

    def __init__(self, page):
        super().__init__()
        self.text, self.links = "", []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        assert tag in TAGS, tag
        names = {name for name, _ in attrs}
        assert names <= {"lang", "charset", "name", "content", "style", "href"}, names
        assert not any(word in (value or "") for _, value in attrs for word in ("url(", "expression", "javascript:"))
        self.links += [value for name, value in attrs if name == "href"]

    def handle_data(self, data):
        self.text += data

    def handle_decl(self, decl):
        assert decl == "DOCTYPE html", decl

    def unknown_decl(self, data):
        raise AssertionError(data)

    def handle_comment(self, data):
        raise AssertionError(data)


class Composer:
    def __init__(self, path):
        self.process = subprocess.Popen([path], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)

    def write(self, letter):
        def field(value):
            return "-" if value is None else value.hex()
        fields = [letter["kind"].encode().hex(), field(letter["address"]), str(int(letter["proved"])), field(letter["name"]),
                  field(letter["timezone"]), field(letter["token"]), field(letter["about"]), field(letter["why"]),
                  str(letter["when"]), str(letter["until"]), field(letter["place"])]
        self.process.stdin.write("\t".join(fields).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline().decode().strip()
        assert line, f"letter_dump has ended: {self.process.wait()}"
        return None if line.startswith("refused ") else bytes.fromhex(line)


def check_bytes(raw, utf8):
    assert raw.endswith(b"\r\n") and b"\0" not in raw
    assert raw.count(b"\r") == raw.count(b"\n") == raw.count(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998
    head, body = raw.split(b"\r\n\r\n", 1)
    assert (utf8 or head.isascii()) and body.isascii()


def check_defects(message):
    for part in message.walk():
        assert not part.defects, part.defects
        for name, value in part.items():
            found = [d for d in getattr(value, "defects", ()) if not isinstance(d, email.errors.NonASCIILocalPartDefect)]
            assert not found, (name, value, found)


def display_name(message):
    """By decode_header(): the newer parser leaves blanks between the encoded words of a name (RFC 2047 section 6.2)."""
    raw = dict(message.raw_items())["To"].rpartition("<")[0]
    return str(email.header.make_header(email.header.decode_header(raw.strip())))


def check_head(message, letter):
    assert [name for name, _ in message.items()] == HEADERS
    to = message["To"].addresses
    wanted = letter["address"].decode().strip(" \t").rpartition("@")
    assert len(to) == 1 and to[0].username == wanted[0], to
    assert to[0].domain == wanted[2] or to[0].domain.encode() == wanted[2].encode("idna"), to
    name = clean(letter["name"] or b"", 200) if letter["proved"] else ""
    assert name is None or unknown_once(display_name(message)) == unknown_once(name), (message["To"], name)
    assert [(a.display_name, a.addr_spec) for a in message["From"].addresses] == [("Zoë's Almanac", "mail@xn--bcher-kva.example")]
    assert message["Date"].datetime.timestamp() == letter["when"]


def check_texts(message, letter):
    plain, page = [part.get_content() for part in message.iter_parts()]
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
    words = Words(page)
    token = (letter["token"] or b"").decode("latin-1")
    links = [url for url in words.links if "/mail/stop#" not in url]
    assert len(links) == KINDS[letter["kind"]] and all(url.endswith("#" + token) for url in links), links
    for url in words.links:
        assert url.startswith("https://almanac.example/mail/") and url in plain, url
    for line in filter(None, (line.strip("- :") for line in plain.replace("\r", "").split("\n"))):
        assert line in words.text or line in words.links, (line, words.text)
    if letter["kind"] in ABOUT and letter["proved"]:
        about = clean(letter["about"], 1000)
        assert about is None or unknown_once(about) in unknown_once(plain), (about, plain)
    if letter["kind"] == "reminder":
        place = clean(letter["place"] or b"", 1000) if letter["proved"] else ""
        assert place is None or (f"Where: {unknown_once(place)}" in unknown_once(plain) if place else "Where:" not in plain), (place, plain)


def check(composer, letter):
    raw = composer.write(letter)
    counts["refused" if raw is None else "written"] += 1
    if raw is None:
        return
    utf8 = not letter["address"].rpartition(b"@")[0].isascii()
    check_bytes(raw, utf8)
    message = email.message_from_string(raw.decode(), policy=email.policy.SMTPUTF8)
    check_defects(message)
    check_head(message, letter)
    check_texts(message, letter)


def main():
    composer = Composer(sys.argv[1])
    most = int(sys.argv[2]) if len(sys.argv) > 2 else 1000
    plain = {"kind": "webhook_disabled", "address": b"ada@example.org", "proved": True, "name": b"Ada", "timezone": b"Europe/Berlin",
             "token": b"t", "about": b"https://example.org/", "why": b"it answered 410", "place": b"Room 4", "when": 1780297200, "until": 1780299000}

    @settings(max_examples=most, deadline=None, database=None, derandomize=most == 1000, suppress_health_check=list(HealthCheck),
              phases=[Phase.explicit, Phase.generate, Phase.shrink])
    @given(letters)
    @example(plain)
    def run(letter):
        check(composer, letter)

    run()
    for nasty in NASTY:
        for field in ("name", "about", "why", "place", "token"):
            for kind in KINDS:
                check(composer, plain | {"kind": kind, field: nasty.encode()} | ({} if field == "token" else {"token": b"t"}))
    assert counts["written"] > 500, counts
    print(f"{counts['written']} letters read as they were meant, {counts['refused']} refused")


main()

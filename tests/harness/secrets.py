"""What no log may hold: every secret and every personal word that the tests send or are given.

Wire notes them by itself; a stack that is removed has its logs looked through.
"""

import json
import re
import subprocess
from urllib.parse import parse_qs, urlsplit

# Members of requests and answers that are a person's or a secret, wherever they stand.
SHOWN = {"access_token", "refresh_token", "public_token", "manage_token", "token", "key", "ticket", "creds"}  # in an answer
FIELDS = SHOWN | {"email", "password", "old_password", "new_password", "title", "description", "location", "first_name",
                  "last_name", "phone", "company", "notes", "name", "tags", "text", "answers"}
ANSWERED = re.compile(rb'"(?:\w*token|key|ticket|creds)"')  # worth reading
HEADERS = {"authorization", "x-api-key", "idempotency-key", "cookie"}
# As a log writes it: no quote, no escape.  Shorter ones, plain words and repetitions would be found everywhere.
WORD = re.compile(r"[A-Za-z0-9@._+ -]{8,}", re.ASCII)
LONGEST = 48  # a log may cut what it writes

noted = set()


def note(value):
    words = [w.strip(" -.") for w in WORD.findall(value)]
    word = max(words, key=len, default="")[:LONGEST].strip()
    if len(word) >= 8 and len(set(word)) > 3 and re.search("[A-Za-z]", word) and not (word.isalpha() and len(word) < 12):
        noted.add(word)


def note_credential(value):
    """Of a token every part but the head, which all have in common; of a file of them each line."""
    for line in value.splitlines():
        parts = line.rpartition(" ")[2].split(".")
        for part in parts[1:] if len(parts) == 3 else parts:
            note(part)


def note_members(value, fields, name=None):
    if isinstance(value, dict):
        for inner, v in value.items():
            note_members(v, fields, inner)
    elif isinstance(value, list):
        for v in value:
            note_members(v, fields, name)
    elif isinstance(value, str) and name in fields:
        (note_credential if name in ("access_token", "creds") else note)(value)


def note_json(body, fields):
    try:
        note_members(json.loads(body), fields)
    except (ValueError, RecursionError):
        pass  # broken on purpose


def note_request(path, body, headers):
    for name, value in headers:
        if name.lower() in HEADERS:
            note_credential(value.decode("latin-1") if isinstance(value, bytes) else value)
    if body and len(body) < 1 << 17:
        note_json(body, FIELDS)
    if "search=" in path:
        for term in parse_qs(urlsplit(path).query, errors="replace").get("search", ()):
            note(term)


def note_answer(body):
    if ANSWERED.search(body):
        note_json(body, SHOWN)


def leaks(files):
    """The lines that hold any of them."""
    files = [str(f) for f in files if f.is_file()]
    if not files or not noted:
        return []
    done = subprocess.run(["grep", "-a", "-F", "-o", "-f", "/dev/stdin", "--", *files], input="\n".join(sorted(noted)) + "\n",
                          capture_output=True, text=True, errors="replace", env={"LC_ALL": "C", "PATH": "/usr/bin:/bin"})
    assert done.returncode in (0, 1), done.stderr
    return sorted(set(done.stdout.splitlines()))

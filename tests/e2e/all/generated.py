"""Requests made from the contract: right ones, wrong ones, and ones that are not HTTP for decent people.

A `Maker` has a seed of its own, so a run can be repeated.  Every request says how it was broken
(`Request.twist`), and whether it must be refused: a twist that certainly breaks the contract is never
answered 2xx.
"""

import json
import random
import uuid
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta, timezone
from urllib.parse import quote

from harness.people import PASSWORD

TEXTS = ("", "x", " ", "Ada", "naïve", "\U0001f600", "\u0301", "a\u202eb", "\ufeff", "\uffff", "'", '"', "\\", "%", "_", "\x01",
         "\x7f", "\u2028", "<b>", "' OR 1=1 --", "${x}", "../..", "NULL", "true", "-1", "1e999", "a" * 49, "ü" * 50)
RAW_TEXTS = (r'"\u0000"', r'"a\u0000b"', r'"\ud800"', r'"\udc00\ud800"', r'"\ud83d\ude00"', r'"\u0041"', '"\xff"', '"\x00"', r'"\x41"',
             '"unended', "'x'")
NUMBERS = ("0", "-0", "1", "-1", "0.1", "1e2", "1E400", "-1e400", "9007199254740993", "9223372036854775807",
           "9223372036854775808", "18446744073709551616", "-9223372036854775809", "123456789012345678901234567890",
           "00", "1.", ".5", "+1", "NaN", "Infinity", "0x10", "1_000")
OTHERS = ("null", "true", "false", "[]", "{}", "[[]]", "[null]", '[""]', "[" * 31 + "]" * 31, "[" * 33 + "]" * 33,
          '{"a": {"b": [1, 2]}}')
MOMENTS = ("9999-12-31T23:59:59Z", "0000-01-01T00:00:00Z", "2026-06-01T09:00:00.1234567Z", "2026-06-01T09:00:00.123456Z",
           "2026-02-30T00:00:00Z", "2026-06-01T24:00:00Z", "2026-06-01T23:59:60Z", "2026-06-01", "2026-06-01T09:00:00",
           "2026-06-01T09:00:00+14:00", "2200-01-01T00:00:00Z", "2200-01-01T00:00:01Z", "1900-01-01T00:00:00Z",
           "1899-12-31T23:59:59.999999Z", "9999-12-31", "2199-12-31", "now", "2026-W01-1", "20260601T090000Z")
IDS = ("x", "", "00000000-0000-0000-0000-000000000000", "01890A5D-AC96-774B-BCCE-B302099A8057", "01890a5d-ac96-774b-bcce-b302099a805g",
       "01890a5dac96774bbcceb302099a8057", "%00", "%ff", "%2e%2e%2f", "a%2fb", "%", "1", "-", "é", "*", "me", "a" * 300)
METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "BREW", "get", "PROPFIND", "M-SEARCH")
ZONES = ("UTC", "Europe/Berlin", "America/St_Johns", "Pacific/Apia", "Etc/GMT+12", "Australia/Lord_Howe")
MEDIAS = ("text/plain", "", "application/xml", "application/json; charset=utf-16", "json", "application/json,application/json",
          "*/*", "application/merge-patch+json", "application/json;", "a" * 300)
HEADERS = (("If-Match", ("*", '"1"', "1", '""', 'W/"1"', '"1", "2"', ",", '"' + "9" * 40 + '"', "x" * 1024)),
           ("If-None-Match", ("*", '"1"', 'W/"1"', '"', "é", ",,,", '"99999999999999999999"')),
           ("Idempotency-Key", ("k", "", "a b", "x" * 255, "x" * 256, "é", "\x01")),
           ("traceparent", ("00-" + "a" * 32 + "-" + "b" * 16 + "-01", "x", "", "00-" + "0" * 55)),
           ("Accept", ("*/*", "text/html", "")), ("Content-Encoding", ("gzip",)), ("Expect", ("100-continue", "x")),
           ("X-API-Key", ("cal_x", "")), ("Cookie", ("a=b" * 100,)), ("Range", ("bytes=0-1",)), ("X-HTTP-Method-Override", ("DELETE",)))


@dataclass
class Request:
    operation: object
    method: str
    path: str
    body: bytes = None
    headers: list = field(default_factory=list)
    twist: str = "none"
    refused: bool = False  # a success would be a fault
    signed: bool = True

    def __str__(self):
        return f"[{self.twist}] {self.method} {self.path[:300]} {self.headers} {(self.body or b'')[:400]!r}"


REMINDING = {  # bodies whose members go together
    "reminder.create": lambda rng: {"minutes_before": rng.randrange(40321), "channel": rng.choice(("feed", "email", "webhook"))},
    "reminder.patch": lambda rng: {"minutes_before": rng.randrange(40321)},
    "reminder.snooze": lambda rng: {"minutes": rng.randrange(1, 40321)},
    "reminder.dismiss": lambda rng: {},
    "reminder.default_replace": lambda rng: {kind: [{"minutes_before": n} for n in rng.sample(range(40321), rng.randrange(11))]
                                             for kind in rng.sample(("timed", "all_day"), rng.randrange(3))},
    "reminder.quiet_replace": lambda rng: {"from": "22:00", "until": "07:00"},
}


class Maker:
    def __init__(self, contract, seed):
        self.contract, self.rng = contract, random.Random(seed)
        self.known = {}  # kind of object -> ids that exist
        self.account = {}  # email, password, refresh_token of who asks
        self.friend = None  # the id of somebody else
        self.reminded = {}  # the events of reminders
        self.attendee = None  # event, id and email of the one that the request is about
        self.operations = [o for o in contract.operations if o.name not in (
            "auth.user_delete", "auth.logout", "auth.logout_all", "auth.password")]  # they end the session

    # ------------------------------------------------------------------ right values

    def value(self, name, schema):
        """A right value, often at its limits."""
        rng, schema = self.rng, self.contract.deref(schema)
        kinds = schema.get("type", "string")
        kinds = [kinds] if isinstance(kinds, str) else kinds
        if "null" in kinds and rng.random() < 0.15:
            return None
        if "enum" in schema:
            return rng.choice([c for c in schema["enum"] if c is not None])
        if "object" in kinds and "properties" not in schema:  # whatever clients note
            return {rng.choice("abcü"): rng.choice((None, 1, -1.5, "x", "日", [], [[1], {}], {"a": {"b": True}})) for _ in range(rng.randrange(4))}
        if "object" in kinds:
            return {n: self.value(n, p) for n, p in schema["properties"].items()
                    if n in schema.get("required", ()) or rng.random() < 0.5}
        if "array" in kinds:
            count = max(rng.choice((0, 1, 2, schema.get("maxItems", 3) if rng.random() < 0.1 else 1)), schema.get("minItems", 0))
            items = [self.value(name, schema["items"]) for _ in range(count)]
            return list(dict.fromkeys(items)) if schema.get("uniqueItems") else items
        if "boolean" in kinds:
            return rng.random() < 0.5
        if "integer" in kinds:
            return rng.choice((schema.get("minimum", 0), schema.get("maximum", 9), rng.randrange(1, 100)))
        return self.text(name, schema)

    def text(self, name, schema):
        rng, form = self.rng, schema.get("format", "")
        if name in ("calendar_id", "calendar_ids"):
            return self.id_of("calendar")
        if name == "color":
            return f"#{rng.getrandbits(24):06x}"
        made = {
            "uuid": lambda: str(uuid.UUID(int=rng.getrandbits(128), version=4)),
            "date": lambda: str(date(1, 1, 1) + timedelta(rng.randrange(3652059))),
            "birthday": self.birthday,
            "date-time": self.instant, "email": self.address, "idn-email": lambda: f"ü{self.address()}", "padded_email": lambda: f" {self.address().upper()}",
            "timezone": lambda: rng.choice(ZONES), "password": lambda: PASSWORD,
            "rrule": self.rule, "rdate": self.instant,
        }.get(form)
        if made:
            return made()
        if "anyOf" in schema:
            return self.instant()
        if "pattern" in schema:
            address = f"https://nowhere.invalid/{rng.getrandbits(60):x}"
            return {"start": "08:30", "end": "24:00", "from": "22:00", "until": "07:00", "handle": f"h-{rng.getrandbits(60):x}",
                    "url": address, "conference_url": address}[name]
        low, high = max(schema.get("minLength", 0), 1), schema.get("maxLength", 100)
        high = min(high, schema.get("x-max-bytes", high * 4) // 4)
        length = rng.choice((low, 5, 20, high)) if rng.random() < 0.2 else min(rng.randrange(low, 12), high)
        return "".join(rng.choice("abcé ü日") for _ in range(max(low, min(length, high)) - 1)) + "x"

    def rule(self):
        end = self.rng.choice(("", f";COUNT={self.rng.choice((1, 7, 10000))}", ";UNTIL=21991231T000000Z"))
        by = self.rng.choice(("", ";BYDAY=MO,FR", ";BYMONTH=1,6", ";BYHOUR=9", ";BYSETPOS=-1;BYDAY=SU"))
        # Every fourth month may never be one of BYMONTH.
        interval = 1 if "BYMONTH" in by else self.rng.randrange(1, 5)
        return f"FREQ={self.rng.choice(('DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'))};INTERVAL={interval}{by}{end}"

    def address(self):
        return f"g{self.rng.getrandbits(60):x}@example.org"

    def birthday(self):
        day = date(1, 1, 1) + timedelta(self.rng.randrange(3652059))
        return self.rng.choice((str(day), f"--{day:%m-%d}"))

    def instant(self):
        at = datetime(1950, 1, 1, tzinfo=timezone.utc) + timedelta(seconds=self.rng.randrange(7_000_000_000))
        at = at.astimezone(timezone(timedelta(minutes=self.rng.choice((0, 0, 60, -210, 345, 840)))))
        return at.isoformat()

    def id_of(self, kind):
        ids = self.known.get(kind)
        return self.rng.choice(ids) if ids and self.rng.random() < 0.9 else str(uuid.UUID(int=self.rng.getrandbits(128), version=4))

    def some_attendee(self, op):
        new = (self.id_of("event"), self.id_of("nobody"), self.address())
        return new if op.method == "POST" else self.rng.choice(self.known.get("attendee") or [new])

    def object(self, op):
        if op.name == "event.batch":
            return {"atomic": False, "items": [self.item() for _ in range(self.rng.randrange(1, 6))]}
        properties = op.input["properties"]
        required = set(op.input.get("required", ()))
        body = {}
        for name, schema in properties.items():
            if name in required or self.rng.random() < (0.25 if op.method == "PATCH" else 0.5):
                body[name] = self.value(name, schema)
        if op.name == "event.availability_find":
            body["start"], body["end"] = self.window((1, 24, 2000))
        elif op.name.startswith("event."):
            self.order_times(body)
        if op.name.startswith("contact."):
            body["first_name"] = self.text("first_name", properties["first_name"])
        if op.name in ("auth.api_key_create", "auth.api_key_patch") and body.get("expires_at"):
            body["expires_at"] = "2199-01-01T00:00:00Z"
        if op.method != "POST":
            body.pop("uid", None)  # it stays what it is
        if "attendees" in body:
            body["attendees"] = [{"email": self.address()} for _ in range(self.rng.randrange(3))]
        if op.name in REMINDING:
            return REMINDING[op.name](self.rng)
        if op.name.startswith("event.attendee_"):
            body |= {"status": self.rng.choice(("accepted", "declined"))} | ({} if op.method == "PATCH" else {"email": self.attendee[2]})
            for name in ("user_id", "email") if op.method == "PATCH" else ("user_id",):
                body.pop(name, None)
        if op.name in ("calendar.share", "calendar.transfer"):
            body["user_id"] = self.friend
            body.pop("email", None)
        if op.name == "delivery.webhook_replay":
            body = dict(zip(("since", "until"), self.window((1, 24, 2000))))
        if op.name in ("auth.login", "auth.refresh"):
            body = {name: self.account[name] for name in body}
        return body

    def item(self):
        """One of a batch, which may be refused."""
        name = self.rng.choice(("create", "replace", "patch", "delete"))
        body = self.object(self.contract.by_name[f"event.{name}"]) if name != "delete" else None
        return {"operation": name} | ({"id": self.id_of("event")} if name != "create" else {}) | (
            {} if body is None else {"patch" if name == "patch" else "event": body})

    def window(self, hours):
        start = datetime.fromisoformat(self.instant())
        return start.isoformat(), (start + timedelta(hours=self.rng.choice(hours))).isoformat()

    def order_times(self, body):
        """Makes the times fit each other, or leaves all of them out of a patch."""
        all_day = body.pop("all_day", False)
        timed = not all_day and {"start_time", "end_time"} <= set(body)  # else a patch may be of an all-day event
        if not timed and "BYHOUR" in (body.get("recurrence_rule") or ""):
            del body["recurrence_rule"]
        if all_day or not body.get("recurrence_rule") or not {"start_time", "end_time"} <= set(body):
            body.pop("recurrence_dates", None)
            body.pop("exception_dates", None)
        if not {"start_time", "end_time"} <= set(body):
            body.pop("start_time", None)
            body.pop("end_time", None)
        elif all_day:
            day = date(1900, 1, 1) + timedelta(self.rng.randrange(109000))
            body |= {"all_day": True, "start_time": str(day), "end_time": str(day + timedelta(self.rng.randrange(1, 9)))}
        else:
            start = datetime.fromisoformat(body["start_time"])
            body["all_day"] = False
            body["end_time"] = (start + timedelta(minutes=self.rng.choice((0, 30, 90)))).isoformat()

    # ------------------------------------------------------------------ requests

    def request(self):
        op = self.rng.choice(self.operations)
        if "{attendee_id}" in op.path and not self.known.get("attendee"):
            op = self.contract.by_name["event.attendee_create"]
        if ("{reminder_id}" in op.path or op.path.startswith("/reminders/{id}")) and not self.known.get("reminder"):
            op = self.contract.by_name["reminder.create"]
        kind = {"event.occurrences": "series", "event.restore": "gone"}.get(op.name) or op.path.split("/")[1].removesuffix("s")
        self.attendee = self.some_attendee(op)
        path = op.path
        if "{reminder_id}" in path:
            reminder = self.rng.choice(self.known["reminder"])
            path = path.replace("{id}", self.reminded[reminder]).replace("{reminder_id}", reminder)
        path = path.replace("{id}", self.attendee[0] if "{attendee_id}" in op.path else self.id_of(kind))
        path = path.replace("{attendee_id}", self.attendee[1]).replace("{user_id}", self.friend)
        path = path.replace("{token}", self.rng.choice(self.known.get("public_token", ["x" * 43])[-3:]))
        query = [(p["name"], self.value(p["name"], p["schema"])) for p in op.parameters_in("query")
                 if p["name"] not in ("cursor", "start", "end", "scope", "occurrence") and (p.get("required") or self.rng.random() < 0.4)]
        if ("attending", True) in query and op.name == "event.list":
            query = [q for q in query if q[0] not in ("calendar_id", "search", "tag")]
        if op.name in ("event.availability", "event.occurrences", "event.public_list", "reminder.due_list") or op.name == "event.list" and self.rng.random() < 0.5:
            query += zip(("start", "end"), self.window((1, 24, 8700)))
        request = Request(op, op.method, path, headers=[])
        if op.name == "feed.read":  # from one place or the other
            left_out = self.rng.choice(("since", "after"))
            query = [q for q in query if q[0] != left_out]
        request.query = query
        request.object = self.object(op) if op.input else None
        request.media = op.media
        twist = self.rng.choice(TWISTS) if self.rng.random() < 0.75 else None
        if twist:
            request.twist = twist.__name__
            twist(self, request)
        return self.written(request)

    def written(self, r):
        parts = []
        for name, value in r.query:
            for v in value if isinstance(value, list) else [value]:
                parts.append(f"{name}={quote(str(v).lower() if isinstance(v, bool) else str(v), safe='%&=+' if r.twist == 'raw_query' else '')}")
        if parts:
            r.path += ("&" if "?" in r.path else "?") + "&".join(parts)
        if r.body is None and r.object is not None:
            r.body = json.dumps(r.object, ensure_ascii=self.rng.random() < 0.5).encode()
        if r.body is not None and r.media:
            r.headers.append(("Content-Type", r.media))
        return r

    def learn(self, request, reply):
        """Keeps what was made and changed, so that later requests meet something."""
        if reply.status == 200 and request.operation.name == "auth.refresh":
            self.account["refresh_token"] = reply.json()["refresh_token"]
        if reply.status == 200 and request.operation.name in ("auth.user_patch", "auth.user_replace"):
            self.account["email"] = reply.json()["email"]
        if reply.status == 201 and request.operation.name == "reminder.create":
            self.known.setdefault("reminder", []).append(reply.json()["id"])
            self.reminded[reply.json()["id"]] = reply.json()["event_id"]
        if "/reminders" in request.operation.path:
            if reply.status == 404 or reply.status == 204 and request.method == "DELETE":
                self.known["reminder"] = [r for r in self.known.get("reminder", []) if r not in request.path]
            return
        if reply.status == 201 and request.operation.name == "event.attendee_create":
            made = reply.json()
            self.known.setdefault("attendee", []).append((made["event_id"], made["id"], made["email"]))
        elif reply.status == 201 and "id" in reply.json() and request.operation.path.count("/") == 1:
            kind = request.operation.path.split("/")[1].removesuffix("s")
            self.known.setdefault(kind, []).append(reply.json()["id"])
            self.known.setdefault("attendee", []).extend((reply.json()["id"], a["id"], a["email"]) for a in reply.json().get("attendees", ()))
            if kind == "event" and reply.json()["recurrence_rule"]:
                self.known.setdefault("series", []).append(reply.json()["id"])
        if "{attendee_id}" in request.operation.path and (reply.status == 404 or reply.status == 204 and request.method == "DELETE"):
            self.known["attendee"] = [a for a in self.known.get("attendee", []) if a[1] not in request.path]
            return
        if reply.status in (200, 201) and reply.body and request.operation.name.startswith("calendar.") and reply.json().get("public_token"):
            self.known.setdefault("public_token", []).append(reply.json()["public_token"])
        went_with_its_calendar = reply.status == 404 and request.method == "GET" and request.operation.name == "event.get" and request.path.startswith("/events/")
        if went_with_its_calendar or reply.status == 204 and request.method == "DELETE":
            kind, gone = request.operation.path.split("/")[1].removesuffix("s"), request.path.split("/")[2].split("?")[0]
            if request.operation.name == "event.delete":
                self.known.setdefault("gone", []).append(gone)
            for kind in {kind, "series"}:
                self.known[kind] = [i for i in self.known.get(kind, []) if i != gone]


# ---------------------------------------------------------------------- ways to be wrong


def a_writable_field(m, r):
    return m.rng.choice(sorted(r.operation.input["properties"]))


def odd_value(m, r):
    if r.object is not None:
        name = a_writable_field(m, r)
        r.object[name] = m.rng.choice((m.rng.choice(TEXTS), m.rng.choice(MOMENTS), 7, 1.5, True, [], {}, None, [None], ["a", "a"],
                                       2**63 - 1, {"a": 1}, m.rng.choice(IDS)))


def raw_value(m, r):
    """JSON that Python would not write: escapes, numbers, depth, broken text."""
    if r.object is not None:
        name, raw = a_writable_field(m, r), m.rng.choice(RAW_TEXTS + NUMBERS + OTHERS)
        rest = {k: v for k, v in r.object.items() if k != name}
        r.body = ("{" + f'"{name}": {raw}' + ("," + json.dumps(rest)[1:-1] if rest else "") + "}").encode("latin-1")


def too_long(m, r):
    if r.object is not None:
        long = {n: s for n, s in r.operation.input["properties"].items() if "maxLength" in s}
        if long:
            name = m.rng.choice(sorted(long))
            r.object[name] = m.rng.choice(("x", "ü", "\U0001f600")) * (long[name]["maxLength"] + 1)
            r.refused = True


def duplicate_key(m, r):
    if r.object:
        name = m.rng.choice(sorted(r.object))
        r.body = (json.dumps(r.object)[:-1] + f', "{name}": {json.dumps(r.object[name])}' + "}").encode()
        r.refused = True


def unknown_field(m, r):
    if r.object is not None:
        r.object[m.rng.choice(("no_such", "ID", "titel", "", "a.b", "$where", "é", "x" * 3000))] = m.rng.choice(TEXTS)
        r.refused = True


def read_only_field(m, r):
    names = m.contract.read_only(r.operation) if r.object is not None else []
    if names:
        r.object[m.rng.choice(names)] = m.rng.choice(("x", 7, None, "2001-01-01T00:00:00Z"))
        r.refused = r.method == "POST"


def missing_field(m, r):
    names = [n for n in r.operation.input.get("required", ()) if n in r.object] if r.object is not None else []
    if names and r.method != "PATCH":
        del r.object[m.rng.choice(names)]
        r.refused = True


def broken_json(m, r):
    if r.object is not None:
        text = json.dumps(r.object).encode()
        at = m.rng.randrange(len(text))
        r.body = m.rng.choice((text[:at], text[:at] + b"\xff" + text[at:], text[:at] + b"\x00" + text[at:], b"", b"\xef\xbb\xbf" + text,
                               text + text, text.decode().encode("utf-16"), b"{" * 1000, b"[" * 50000, m.rng.randbytes(40)))


def not_an_object(m, r):
    if r.object is not None:
        r.body = m.rng.choice(OTHERS + NUMBERS + ('"x"',)).encode()
        r.refused = r.body[:1] != b"{"


def unasked_body(m, r):
    if r.object is None:
        r.body, r.media = b'{"a": 1}', "application/json"


def other_media(m, r):
    r.media = m.rng.choice(MEDIAS)


def odd_header(m, r):
    for _ in range(m.rng.choice((1, 1, 2, 3))):
        name, values = m.rng.choice(HEADERS)
        r.headers.append((name, m.rng.choice(values).encode()))


def odd_id(m, r):
    if "{id}" in r.operation.path:
        r.path = r.operation.path.replace("{id}", quote(m.rng.choice(IDS), safe="%"))
        r.refused = True


def odd_path(m, r):
    r.path = m.rng.choice(("//", "/%", "/%2e%2e/", "/.", "*", "/a b", "/contacts//", r.path + "/", r.path + "/x", r.path.upper() + "Z",
                           "/;x", r.path + ";x=1", r.path + "%20", "/é", r.path + "#x")).replace(" ", "%20")
    r.path = quote(r.path, safe="/%;#?*=&")


def odd_method(m, r):
    """Not DELETE /users/me: the account is needed to go on."""
    r.method = m.rng.choice([x for x in METHODS if x != "DELETE" or r.path != "/users/me"])


def unknown_parameter(m, r):
    r.query.append((m.rng.choice(("tags", "search2", "offset", "page", "a[b]", "x" * 200)), "1"))
    r.refused = True


def odd_parameter(m, r):
    names = [p["name"] for p in r.operation.parameters_in("query")] or ["x"]
    r.query.append((m.rng.choice(names), m.rng.choice(TEXTS + MOMENTS + NUMBERS + IDS)))


def raw_query(m, r):
    names = [p["name"] for p in r.operation.parameters_in("query")] or ["x"]
    r.query.append((m.rng.choice(names), m.rng.choice(("%", "%zz", "%ff", "%00", "%ed%a0%80", "%c0%80", "", "a=b", "a+b", "&&", "&=&", "%F0%9F%98%80"))))


def many_parameters(m, r):
    r.query += [(m.rng.choice(("limit", "x", "calendar_id")), str(i)) for i in range(m.rng.choice((2, 99, 100, 101, 400)))]


def odd_credentials(m, r):
    r.signed = False
    if m.rng.random() < 0.7:
        r.headers.append(("Authorization", m.rng.choice(("Bearer x", "Basic x", "Bearer a.b.c", "Bearer " + "x" * 9000, ""))))
    r.refused = not r.operation.public


def huge(m, r):
    if r.object is not None:
        r.body = b'{"first_name": "' + b"x" * m.rng.choice((600_000, 1_048_558, 1_048_577)) + b'"}'
        r.refused = True
    else:
        r.path += ("&" if "?" in r.path else "?") + "x=" + "y" * m.rng.choice((4000, 8200, 20000))
        r.refused = True


def some_occurrence(m, r):
    """Of a series or not, there or not."""
    if r.path.startswith("/events/"):
        r.query += [("scope", m.rng.choice(("this", "following", "all"))), ("occurrence", m.instant())]


TWISTS = ([odd_value] * 5 + [raw_value] * 5 + [too_long, duplicate_key, unknown_field, read_only_field, missing_field, broken_json,
          broken_json, not_an_object, unasked_body, other_media, odd_header, odd_header, odd_id, odd_path, odd_method,
          unknown_parameter, odd_parameter, odd_parameter, odd_parameter, raw_query, many_parameters, odd_credentials] + [some_occurrence] * 3 + [huge])

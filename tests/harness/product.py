"""What the product has, read from the repository: a new service or noun is in every list by itself."""

import json
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]



def services_of(root):
    return tuple(sorted(p.parent.name for p in (root / "services").glob("*/main.c")))


SERVICES = services_of(ROOT)

# X("event", "event", EVENT, "events:read", true): who announces it, and the scope that a key needs to hear of it.
_ROW = re.compile(r'X\("(\w+)", "(\w+)", \w+, (?:"(\w+):read"|NULL), \w+\)')
_ROWS = _ROW.findall((ROOT / "gen/bus/nouns.h").read_text())

NOUNS = tuple(noun for _, noun, _ in _ROWS)
NOUNS_OF = {service: tuple(noun for s, noun, _ in _ROWS if s == service) for service in SERVICES}
SCOPE_OF = {noun: scope for _, noun, scope in _ROWS if scope}  # of nouns that keys may hear of: event, events

SCHEMAS = json.loads((ROOT / "gen/edge/openapi.json").read_text())["components"]["schemas"]

SCOPES = tuple(SCHEMAS["ApiKeyScopes"]["properties"])  # of keys: calendars, events, ...
EVERYTHING = {scope: ["read", "write"] for scope in SCOPES}

# X(contact, users, "evt.auth.user.>"): a service and its consumer of another's changes.
CONSUMERS = tuple((service, f"{service}_{name}") for service, name in
                  re.findall(r'X\((\w+), (\w+), "', (ROOT / "gen/bus/consumers.h").read_text()))

"""Rules that a document is held against.  A rule is a function of a value and its Place, and fails or returns.

`record` is the strict one: a member that it does not name is refused, so that nothing in the contract is ignored.
"""

import re

from marks import List, Map


def text(value, place):
    if not isinstance(value, str) or not value.strip():
        place.fail(f"{place.key} must be text")


def flag(value, place):
    if not isinstance(value, bool):
        place.fail(f"{place.key} must be true or false")


def anything(value, place):
    """Documentation, in whatever form."""


def whole(least=None):
    def rule(value, place):
        if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**63:
            place.fail(f"{place.key} must be a whole number")
        if least is not None and value < least:
            place.fail(f"{place.key} must be at least {least}")
    return rule


def one_of(*words):
    def rule(value, place):
        if not any(value == w and type(value) is type(w) for w in words):
            place.fail(f"{place.key} is {shown(value)}, not {' or '.join(shown(w) for w in words)}")
    return rule


def shown(value):
    return str(value).lower() if isinstance(value, bool) else "a mapping" if isinstance(value, Map) else \
        "a list" if isinstance(value, List) else "null" if value is None else str(value)


def matching(pattern, what):
    def rule(value, place):
        if not isinstance(value, str) or not re.fullmatch(pattern, value):
            place.fail(f"{place.key} must be {what}, not {shown(value)}")
    return rule


def list_of(rule, least=0):
    def check(value, place):
        if not isinstance(value, List):
            place.fail(f"{place.key} must be a list")
        if len(value) < least:
            place.fail(f"{place.key} must not be empty")
        for i, item in enumerate(value):
            inner = place.of(value, i)
            inner.key = f"{place.key}[{i}]"
            rule(item, inner)
    return check


def mapping(value, place):
    if not isinstance(value, Map):
        place.fail(f"{place.key or 'it'} must be a mapping")


def map_of(rule, key=None, what="", name=None):
    """Any names, or those that match; `name` makes what faults inside are called by, of the outer name and the key."""
    def check(value, place):
        mapping(value, place)
        for k, inner in value.items():
            here = place.of(value, k)
            if key and not re.fullmatch(key, k):
                here.fail(f"{k} is no {what}")
            rule(inner, here.named(name(place.name, k)) if name else here)
    return check


def record(known, required=()):
    def check(value, place):
        mapping(value, place)
        for k in value:
            if k not in known:
                place.of(value, k).unknown(k, known)
        for k in required:
            if k not in value:
                place.fail(f"misses {k}")
        for k, inner in value.items():
            known[k](inner, place.of(value, k))
    return check

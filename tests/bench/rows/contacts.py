"""An address book of 2,000, searched by names, by the beginnings that are typed first, and by numbers."""

import random
import types
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

from bench.load import paths
from bench.rows import Row
from harness.contract import Contract
from harness.people import Person

BOOK, ASKED = 2000, 200
FIRST = ("Grace", "Zoë", "Łukasz", "Anna", "José", "Gül", "Jürgen", "Odile", "Ming", "Aya")
LAST = ("Hopper", "Ångström", "Straße", "Josephson", "Núñez", "Öztürk", "Müller", "Dubois", "Wang", "Sato")


def book(target, options):
    ada, rng = Person(target.stack.port, Contract(), "Ada"), random.Random(options.seed)

    def one(n):
        ada.contact(FIRST[n % 10], last_name=f"{LAST[n // 10 % 10]}-{n:04}", phone=f"+43 660 {n:07}",
                    email=f"p{n}@example.org", company=f"Company {n % 53}")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(one, range(BOOK)))
    asked = [rng.randrange(BOOK) for _ in range(ASKED)]
    return types.SimpleNamespace(
        ada=ada,
        names=[f"{FIRST[n % 10]} {LAST[n // 10 % 10]}-{n:04}" for n in asked],
        beginnings=[name[:1 + n % 2] for n in asked for name in (FIRST[n % 10],)],
        numbers=[f"660 {n:07}" for n in asked])


def asked(kind):
    return lambda world: paths([f"/contacts?search={quote(text)}" for text in getattr(world, kind)], world.ada)


ROWS = tuple(Row(f"GET /contacts?search=, {kind}", book, request=asked(kind), connections=(1, 8)) for kind in ("names", "beginnings", "numbers"))

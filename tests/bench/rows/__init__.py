"""What is measured: a row is one small declaration in the module of its group.

    Row("GET /contacts/{id}", setup=one_contact, request=lambda world: get(world.path, world.ada))

`setup(target, options)` fills a stack and returns what the row's other functions take as `world`; rows with the same
setup share its stack.  `request(world)` says what wrk asks (load.py); `run(run)` measures what wrk cannot ask.
"""

import dataclasses
import importlib
from collections.abc import Callable

GROUPS = ("plain", "batch", "shared", "series", "search", "contacts", "flood", "limits", "feeds", "deliveries", "reminders")


@dataclasses.dataclass(frozen=True)
class Row:
    name: str
    setup: Callable
    request: Callable = None
    run: Callable = None  # takes a Run (measure.py), returns a Measured (load.py)
    connections: tuple = (1, 32, 128)
    pages: Callable = lambda world: 1  # so many requests count as one
    bare: bool = False  # nothing of the product is in it: measured once, whatever builds are compared
    beside: str = None  # another row of the group, of whose requests a second its own are a part
    long: bool = False  # it takes minutes: only when it is asked for
    group: str = ""


def rows_of(group):
    module = importlib.import_module(f"bench.rows.{group}")
    return [dataclasses.replace(row, group=group) for row in module.ROWS]


def select(words):
    """The rows of these groups, and those whose name has one of the words; without words all."""
    rows = [row for group in GROUPS for row in rows_of(group)]
    unknown = [w for w in words if w not in GROUPS and not any(w in row.name for row in rows)]
    if unknown:
        raise SystemExit(f"bench: neither a group ({', '.join(GROUPS)}) nor in the name of a row: {', '.join(unknown)}")
    return [row for row in rows if any(w in row.name for w in words) or not row.long and (not words or row.group in words)]

"""How each operation is called so that it succeeds: what the tests over all operations ask with.

The calls stand in the RECIPES of recipes.py beside the tests of their service; an operation that has none fails.
"""

import copy
import functools
import importlib.util
import pathlib
import re
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from things import read_only

ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
HERE = pathlib.Path(__file__).parent


@dataclass
class Call:
    path: dict = field(default_factory=dict)  # parameters
    query: dict = field(default_factory=dict)
    body: object = None
    headers: dict = field(default_factory=dict)
    streams: bool = False  # a success does not end: its own tests have it
    made_at: str = None  # the list that has what a POST makes, where that is not its own path

    def target(self, op):
        path = op.path
        for name, value in self.path.items():
            path = path.replace(f"{{{name}}}", quote(value, safe="%"))
        assert "{" not in path, f"the recipe of {op.name} does not fill {path}"
        return path + ("?" + urlencode(self.query, doseq=True) if self.query else "")

    def ask(self, api, op, **more):
        headers = self.headers | more.pop("headers", {})
        media = {"media": op.media} if op.media else {}
        return api.ask(op.method, self.target(op), self.body, headers=headers, **media, **more)

    # ------------------------------------------------------------------ the ids in it

    def ids(self):
        """Where an id of somebody's thing stands, in path, query and body; a UID is a text like others."""
        return [place for place, value in _leaves([self.path, self.query, self.body], ()) if ID.fullmatch(value) and place[-1] != "uid"]

    def with_ids_of(self, other, places):
        mixed = copy.deepcopy(self)
        for place in places:
            mine = theirs = None
            for holder, kind in ((mixed, "mine"), (other, "theirs")):
                node = [holder.path, holder.query, holder.body]
                for step in place[:-1]:
                    node = node[step]
                mine, theirs = (node, theirs) if kind == "mine" else (mine, node)
            mine[place[-1]] = theirs[place[-1]]
        return mixed


def _leaves(node, place):
    if isinstance(node, str):
        yield place, node
    elif isinstance(node, (dict, list)):
        for step, inner in node.items() if isinstance(node, dict) else enumerate(node):
            yield from _leaves(inner, (*place, step))


# ------------------------------------------------------------------ for recipes


def writable(stored):
    return {k: v for k, v in stored.items() if k not in read_only(stored)}


def nothing(_):
    return Call()


def by_id(make):
    return lambda p: Call({"id": make(p)["id"]})


def replaced(make):
    def call(p):
        stored = make(p)
        return Call({"id": stored["id"]}, body=writable(stored))
    return call


def patched(make, **change):
    return lambda p: Call({"id": make(p)["id"]}, body=change)


# ------------------------------------------------------------------ all of them


@functools.cache
def recipes(table="RECIPES"):
    """What the services' recipes.py say in that table."""
    found = {}
    for path in sorted(HERE.glob("*/recipes.py")):
        spec = importlib.util.spec_from_file_location(f"recipes_of_{path.parent.name}", path)
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        found |= getattr(module, table, {})
    return found


def call_of(op, person):
    service = op.name.split(".")[0]
    assert op.name in recipes(), f"tests/e2e/{service}/recipes.py does not say how to call {op.name}"
    return recipes()[op.name](person)

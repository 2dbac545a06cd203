"""Holds the rooms table of ARCHITECTURE.md against the code: who includes whom, and who calls whom.

    check_rooms.py [ROOT [OBJECTS]]    the project's root, and where its objects are (build/obj)

A room is a folder, or one file or .c/.h pair, named in the table's first column; a `*` there stands
for any name.  A room may use the rooms named in its row, all of which have earlier rows: `shared` names
all rooms of that folder, `*` any name, and `=` the name that the row's own `*` stands for.

What is refused, a line each:
  - a file that is in no room, or a room that has no file
  - an include or a symbol of a room that the row does not name, or of one with a later row
  - a library's header that the row does not name
  - a row that names a room or a library which the room does not use
  - files that need each other in a circle, unless they are one module: `wire`, `wire_rows`
  - a static function whose bare name stands in three files
  - a name that two files of one program define

Tests (`*_test.c`, `test_*.h`) may use what they like.
"""

import pathlib
import re
import subprocess
import sys
from collections import defaultdict

LIBRARIES = {  # by what an include begins with
    "h2o": "h2o", "nats/": "nats", "libpq": "libpq", "postgresql/": "libpq", "msgpack": "msgpack", "jansson": "jansson",
    "openssl/": "openssl", "hiredis/": "hiredis", "wslay/": "wslay", "crypt.h": "crypt",
    "pwquality": "pwquality", "uthash": "uthash", "utlist": "uthash", "uninorm": "unistring",
    "unicode/": "icu", "curl/": "curl",
}
ROW = re.compile(r"^\| `([^`]+)` \|([^|]*)\|([^|]*)\|[^|]*\|$", re.M)
INCLUDE = re.compile(r'^#include ([<"])([^>"]+)[>"]', re.M)
STATIC = re.compile(r"^static [^\n;=]*\n(\w+)\(", re.M)
LIBRARY = "library"  # shared/ and gen/ are linked into every program
TOPS = ("shared", "gen", "gateway", "services", "tools")


def fits(pattern, room):
    return re.fullmatch(re.escape(pattern).replace(r"\*", "([^/]+)"), room)


def program(file):
    top, name = file.split("/")[:2]
    return {"shared": LIBRARY, "gen": LIBRARY, "gateway": "gateway"}.get(top, f"{top}/{name}")


class Row:
    def __init__(self, name, uses, libraries):
        self.name, self.uses, self.libraries = name, uses, libraries
        self.used = set()
        self.files = []


class Rooms:
    def __init__(self, root, objects):
        self.root, self.objects, self.faults = root, objects, []
        self.rows = {}
        text = (root / "ARCHITECTURE.md").read_text()
        for name, uses, libraries in ROW.findall(text):
            self.rows[name] = Row(name, re.findall(r"`([^`]+)`", uses), re.findall(r"\w+", libraries))
        if not self.rows:
            raise SystemExit("ARCHITECTURE.md has no table of rooms")
        self.place = {name: i for i, name in enumerate(self.rows)}
        self.files = sorted(p.relative_to(root).as_posix() for top in TOPS for p in (root / top).rglob("*.[ch]")
                            if "/." not in p.as_posix() and not p.name.endswith("_test.c") and not p.name.startswith("test_"))
        self.room = {f: self._room_of(f) for f in self.files}
        self.arrows = defaultdict(dict)  # file -> {file: why}
        self.libraries = defaultdict(set)  # file -> libraries

    def fault(self, where, what):
        self.faults.append(f"rooms: {where}: {what}")

    # ------------------------------------------------------------------ the table

    def _row_of(self, room):
        """A row that names it as it is, else the last one whose stars fit."""
        return self.rows.get(room) or next((r for n, r in reversed(self.rows.items()) if fits(n, room)), None)

    def _room_of(self, file):
        """The file, its pair, or its folder: the first of them that has a row."""
        path = pathlib.PurePath(file)
        for room in (file, str(path.with_suffix("")), str(path.parent)):
            if row := self._row_of(room):
                row.files.append(file)
                return room
        self.fault(file, "is in no room")
        return None

    def _named(self, room):
        """The rooms that this one's row names, each with the word that names it."""
        row = self._row_of(room)
        star = fits(row.name, room).groups()
        for word in row.uses:
            pattern = word.replace("=", star[0]) if star else word
            for other in set(self.room.values()) - {None}:
                if fits(pattern, other) or other.startswith(pattern + "/"):
                    yield other, word

    # ------------------------------------------------------------------ what the code says

    def read_includes(self):
        for file in self.files:
            for kind, name in INCLUDE.findall((self.root / file).read_text()):
                if kind == "<":
                    self.libraries[file] |= {lib for start, lib in LIBRARIES.items() if name.startswith(start)}
                elif name in self.room:
                    self.arrows[file].setdefault(name, f"includes {name}")
                elif not (self.root / name).exists():
                    self.fault(file, f'includes "{name}": write the path from the root')

    def symbols(self):
        """The kind and the name of each symbol, by file; of those that are built."""
        objects = {str(self.objects / (file[:-2] + ".o")): file for file in self.files if file.endswith(".c")}
        found = {}
        for path, file in objects.items():
            if pathlib.Path(path).exists():
                found[file] = []
            else:
                self.fault(file, f"has no object in {self.objects}; build first")
        there = [path for path, file in objects.items() if file in found]
        for line in subprocess.run(["nm", "-A", *there], capture_output=True, text=True, check=True).stdout.splitlines():
            path, symbol = line.split(":", 1)
            found[objects[path]].append(symbol.split()[-2:])
        return found

    def read_symbols(self):
        defined, wanted = defaultdict(list), {}
        for file, symbols in self.symbols().items():
            for name in (name for kind, name in symbols if kind in "TDBRVWC" and name != "main"):
                for other in defined[name]:
                    if program(other) == program(file) or LIBRARY in (program(other), program(file)):
                        self.fault(file, f"defines {name}, as {other} does")
                defined[name].append(file)
            wanted[file] = [name for kind, name in symbols if kind == "U"]
        for file, names in wanted.items():
            for name in names:
                for other in self._linked(file, defined[name]):
                    self.arrows[file][other] = f"uses {name} of {other}"

    def _linked(self, file, others):
        """Of the files that define a name those whose definition this one meets: its own program's, before anybody's."""
        own = [o for o in others if self.room[o] == self.room[file]]
        return own or [o for o in others if program(o) == LIBRARY] or others

    # ------------------------------------------------------------------ what is refused

    def check_arrows(self):
        named = {room: dict(self._named(room)) for room in set(self.room.values()) - {None}}
        for file, others in sorted(self.arrows.items()):
            mine = self.room[file]
            for other, why in sorted(others.items()):
                theirs = self.room[other]
                if None in (mine, theirs) or mine == theirs:
                    continue
                row = self._row_of(mine)
                if theirs not in named[mine]:
                    self.fault(file, f"{mine} may not use {theirs}: it {why}")
                elif self.place[self._row_of(theirs).name] >= self.place[row.name]:
                    self.fault(row.name, f"names {theirs}, which has no earlier row")
                row.used.add(named[mine].get(theirs))

    def check_libraries(self):
        used = defaultdict(set)
        for file, libraries in sorted(self.libraries.items()):
            if self.room[file] is None:
                continue
            row = self._row_of(self.room[file])
            used[row.name] |= libraries
            for lib in sorted(libraries - set(row.libraries)):
                self.fault(file, f"{self.room[file]} may not use the library {lib}")
        for row in self.rows.values():
            for lib in row.libraries:
                if lib not in used[row.name]:
                    self.fault(row.name, f"names the library {lib}, which it does not use")

    def check_rows(self):
        for row in self.rows.values():
            if not row.files:
                self.fault(row.name, "has no file")
            for word in row.uses:
                if row.files and word not in row.used:
                    self.fault(row.name, f"names {word}, which it does not use")

    def check_circles(self):
        for circle in self.circles():
            modules = {pathlib.PurePath(f).stem.split("_")[0] for f in circle}
            if len(modules) > 1:
                self.fault(circle[0], f"needs itself by {', '.join(circle[1:])}: files of one module begin with one word")

    def check_statics(self):
        at = defaultdict(set)
        for file in (f for f in self.files if f.endswith(".c") and not f.startswith("gen/")):
            for name in STATIC.findall((self.root / file).read_text()):
                at[name].add(file)
        for name, files in sorted(at.items()):
            if len(files) > 2:
                self.fault(min(files), f"static {name}() also stands in {' and '.join(sorted(files)[1:])}; give it its module's prefix")

    def circles(self):
        """Strongly connected sources (Tarjan), a header counting as its source."""
        graph = defaultdict(set)
        for file, others in self.arrows.items():
            if file.endswith(".c"):
                graph[file] |= {o for o in others if o.endswith(".c")}
        index, low, stack, found = {}, {}, [], []

        def visit(node):
            index[node] = low[node] = len(index)
            stack.append(node)
            for other in graph[node]:
                if other not in index:
                    visit(other)
                    low[node] = min(low[node], low[other])
                elif other in stack:
                    low[node] = min(low[node], index[other])
            if low[node] == index[node]:
                circle = stack[stack.index(node):]
                del stack[stack.index(node):]
                if len(circle) > 1:
                    found.append(sorted(circle))

        sys.setrecursionlimit(10000)
        for node in sorted(graph):
            if node not in index:
                visit(node)
        return sorted(found)

    def check(self):
        self.read_includes()
        self.read_symbols()
        self.check_arrows()
        self.check_libraries()
        self.check_rows()
        self.check_circles()
        self.check_statics()


def main(root=".", objects=None):
    rooms = Rooms(pathlib.Path(root), pathlib.Path(objects or pathlib.Path(root) / "build" / "obj"))
    rooms.check()
    print("\n".join(sorted(set(rooms.faults))))
    between = {(rooms.room[a], rooms.room[b]) for a, others in rooms.arrows.items() for b in others if rooms.room[a] != rooms.room[b]}
    print(f"{len(set(rooms.room.values()))} rooms, {len(rooms.files)} files, {len(between)} arrows between rooms, "
          f"{len(rooms.circles())} circles of files inside rooms")
    sys.exit(bool(rooms.faults))


if __name__ == "__main__":
    main(*sys.argv[1:])

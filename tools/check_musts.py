"""Holds every must() of shared, gateway and services against tools/musts, which says why no input can reach it.

    check_musts.py [ROOT]

A must() whose condition is only that pointers are not NULL is about memory and needs no line.  Of any other, each function
that it calls has a line, or its whole condition when it calls none.
"""

import pathlib
import re
import sys
from fnmatch import fnmatchcase

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
COMMENT = re.compile(r"/\*.*?\*/", re.S)
CALL = re.compile(r"\b([A-Za-z_]\w*)\(")
MEMORY = re.compile(r"[\w>.\[\]-]+ != NULL( && [\w>.\[\]-]+ != NULL)*")
QUIET = {"sizeof", "ARRAY_LEN", "strlen"}


def conditions(text):
    for found in re.finditer(r"\bmust\(", text):
        depth, end = 1, found.end()
        while depth:
            depth += {"(": 1, ")": -1}.get(text[end], 0)
            end += 1
        yield re.sub(r"\s+", " ", text[found.end():end - 1])


def keys(condition):
    called = [name for name in CALL.findall(condition) if name not in QUIET]
    return [] if MEMORY.fullmatch(condition) else called or [condition]


def sources():
    for top in ("shared", "gateway", "services"):
        for path in sorted((ROOT / top).rglob("*.[ch]")):
            if not path.name.endswith("_test.c") and not path.name.startswith("test_") and path.name != "must.h":
                yield path


def reviewed():
    lines = (ROOT / "tools/musts").read_text().splitlines()
    return dict(line.split("  ", 1) for line in lines if line and not line.startswith("#"))


def main():
    known, used, faults = reviewed(), set(), []
    for path in sources():
        for key in (k for c in conditions(COMMENT.sub(" ", path.read_text())) for k in keys(c)):
            # A condition may have the pattern's own signs in it.
            line = key if key in known else next((k for k in known if fnmatchcase(key, k)), None)
            used.add(line)
            if line is None:
                faults.append(f"{path.relative_to(ROOT)}: tools/musts does not say why no input reaches must({key})")
    faults += [f"tools/musts: nothing is like {line}" for line in known if line not in used]
    faults += [f"tools/musts: {line} has no reason" for line, why in known.items() if not why.strip()]
    print("\n".join(faults))
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

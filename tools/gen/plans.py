"""What named queries promise of their plans, and what PostgreSQL makes of them.

    -- plan: calendar_access_pkey, events_timed     the indexes, in the order of the plan
    -- buffers: 40                                  the most blocks that it may touch

An index that a bitmap is made of is `bitmap contacts_by_search`; a table that is read from end to end is
`all of revocation_counter`; `none` is a statement that looks nothing up.  Arguments stand in
tests/sql/<service>/ask.ini: those of [every] by their names, and below the name of a query its own.
"""

import configparser
import json
import pathlib
import re
import subprocess

ROOT = pathlib.Path(__file__).resolve().parents[2]
BITMAPS = ("Bitmap Index Scan",)


def psql(database, text):
    done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", database], input=text.encode(),
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    if done.returncode:
        raise SystemExit(f"{database}: {done.stderr.decode()}")
    return done.stdout.decode()


def session():
    """The planner's settings of every connection of a service."""
    text = (ROOT / "shared/db/connection.c").read_text()
    return "".join(f"SET {name} = {value};\n" for name, value in re.findall(r"-c (\w+)=([\w.]+)[ \"]", text))


def arguments(service):
    """A function that gives a query's arguments, as SQL."""
    file = f"tests/sql/{service}/ask.ini"
    found = configparser.ConfigParser(delimiters=("=",), comment_prefixes=("--",), interpolation=None, default_section="every")
    found.optionxform = str
    found.read(ROOT / file)

    def of(query):
        section = found[query.name] if query.name in found else found["every"]
        missing = [p for p in query.params if p.rstrip("?") not in section]
        if missing:
            raise SystemExit(f"{file}: {query.name} has no {', '.join(missing)}")
        return [section[p.rstrip("?")] for p in query.params]

    return of


def call(query, values):
    return f"EXECUTE {query.name}{'(' + ', '.join(values) + ')' if values else ''}"


def explained(database, queries, values_of):
    """Each query's plan; with `values_of` it is run, and taken back, so that the plan has what it read."""
    text = session()
    for q in queries:
        values = values_of(q) if values_of else ["NULL"] * len(q.params)
        how = "ANALYZE, BUFFERS, " if values_of else ""
        text += (f"PREPARE {q.name} AS {q.text};\n\\echo ==={q.name}\nBEGIN;\n"
                 f"EXPLAIN ({how}FORMAT JSON) {call(q, values)};\nROLLBACK;\n")
    parts = re.split(r"^===(\w+)$", psql(database, text), flags=re.M)[1:]
    return [json.loads(part)[0]["Plan"] for part in parts[1::2]]


def paths(plan):
    """How the plan reads its tables, in its order."""
    kind = plan["Node Type"]
    if kind == "Seq Scan":
        yield f"all of {plan['Relation Name']}"
    elif "Index Name" in plan:
        yield ("bitmap " if kind in BITMAPS else "") + plan["Index Name"]
    for child in plan.get("Plans", []):
        yield from paths(child)


def finds(plan):
    """Whether it came upon a row: of a change without RETURNING, what it changed."""
    if plan["Node Type"] == "ModifyTable" and plan["Actual Rows"] == 0:
        return any(child["Actual Rows"] for child in plan["Plans"])
    return plan["Actual Rows"] > 0


def read(plan):
    return plan["Shared Hit Blocks"] + plan["Shared Read Blocks"]


def broken(query, plan, as_bitmap=False):
    """What the plan does not keep of the query's promises; with `as_bitmap` it may make one of each index."""
    taken = ", ".join(paths(plan)) or "none"
    kept, most = query.promises.get("plan"), query.promises.get("buffers")
    if kept is None:
        yield f"has no `-- plan: {taken}`"
    elif taken != kept and not (as_bitmap and taken.replace("bitmap ", "") == kept.replace("bitmap ", "")):
        yield f"takes {taken}, not {kept}"
    if "Actual Rows" not in plan:
        return
    if most is None:
        yield f"has no `-- buffers: {read(plan)}`"
    elif read(plan) > int(most):
        yield f"reads {read(plan)} buffers, not {most} at most"
    if not finds(plan):
        yield "finds nothing with these arguments"

"""Explains every named query on filled tables, by the generic plan that prepared statements end with,
and fails on a sequential scan of a large table."""

import json
import pathlib
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import sql

ROOT = pathlib.Path(__file__).resolve().parents[2]
LARGE = 5000  # rows


def psql(database, text):
    done = subprocess.run(["psql", "-qXAt", "-v", "ON_ERROR_STOP=1", "-d", database], input=text.encode(),
                          stdout=subprocess.PIPE)
    if done.returncode:
        raise SystemExit(done.returncode)
    return done.stdout.decode()


def scans(plan):
    """Every table that the plan reads from end to end."""
    if plan["Node Type"] == "Seq Scan":
        yield plan["Relation Name"]
    for child in plan.get("Plans", []):
        yield from scans(child)


def explained(database, queries):
    text = "SET plan_cache_mode = force_generic_plan;\nSET enable_seqscan = off;\n"  # as connection.c has it
    for q in queries:
        nulls = f"({', '.join(['NULL'] * len(q.params))})" if q.params else ""
        text += f"PREPARE {q.name} AS {q.text};\n\\echo ==={q.name}\nEXPLAIN (FORMAT JSON) EXECUTE {q.name}{nulls};\n"
    parts = re.split(r"^===(\w+)$", psql(database, text), flags=re.M)[1:]
    return zip(parts[::2], (json.loads(p)[0]["Plan"] for p in parts[1::2]))


def check(service, path):
    """How many queries, and what is wrong with them."""
    database = f"almanac_{service}"
    large = set(psql(database, f"SELECT relname FROM pg_class WHERE relkind = 'r' AND reltuples > {LARGE}").split())
    plans = list(explained(database, sql.parse(path)))
    return len(plans), [f"{path.relative_to(ROOT)}: {name} reads all of {table}"
                        for name, plan in plans for table in scans(plan) if table in large]


def filled(path):
    """The check of a service whose tables hold what a large installation's do."""
    service = path.stem
    for fill in (ROOT / "tests" / "sql" / "fill_runtime.sql", ROOT / "tests" / "sql" / f"fill_{service}.sql"):
        if fill.exists():
            psql(f"almanac_{service}", fill.read_text())
    psql(f"almanac_{service}", "ANALYZE")
    return check(service, path)


def main():
    with ThreadPoolExecutor() as pool:
        found = list(pool.map(filled, sorted(ROOT.glob("services/*/*.sql"))))
    found.append(check("contact", ROOT / "shared" / "actor" / "runtime.sql"))
    count, failures = sum(n for n, _ in found), [f for _, some in found for f in some]
    print("\n".join(failures))
    print(f"{count - len(failures)} passed, {len(failures)} failed")
    sys.exit(bool(failures))


main()

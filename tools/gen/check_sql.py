"""Holds every named query to its plan and its buffers (plans.py), whatever statistics the planner has:

    none yet, of the empty tables, of one user's rows alone, of all rows, of all rows when one user has most; and
    wrong ones, with which no query is run, and an index may be walked or made a bitmap of

Plans are generic, as prepared statements have them.  The tables are filled by fill.sql of tests/sql/<service>/; what
the one user has is skew.sql there.

`check_sql.py large` does the same when one calendar has a million events, and after 50,000 changes of the same rows
(large.sql and churn.sql).  Names of services behind it: only these.
"""

import pathlib
import sys
from concurrent.futures import ThreadPoolExecutor

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import plans
from sql_text import parse

ROOT = pathlib.Path(__file__).resolve().parents[2]

ANALYZE = "ANALYZE"
FORGET = """SET allow_system_table_mods = on;
DELETE FROM pg_statistic;
UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE relnamespace = 'public'::regnamespace"""

# How many rows a page has, and how many of them differ: another guess for each table, index and column.
GUESS = """SET allow_system_table_mods = on;
UPDATE pg_statistic SET stadistinct = (ARRAY[1, -1, 100, -0.1])[1 + abs(hashtext(starelid::regclass::text || staattnum || '{0}')) % 4]
WHERE starelid >= 16384;
UPDATE pg_class SET reltuples = relpages * (ARRAY[0.01, 1, 30, 10000])[1 + abs(hashtext(relname || '{0}')) % 4]
WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'i')"""
GUESSES = 12

# What autovacuum does when it comes by.
VACUUM = r"""SELECT format('VACUUM (ANALYZE) %I', c.relname)
FROM pg_stat_user_tables AS s JOIN pg_class AS c ON c.oid = s.relid CROSS JOIN LATERAL (
    SELECT coalesce(max(value) FILTER (WHERE option = 'autovacuum_vacuum_threshold'),
                    current_setting('autovacuum_vacuum_threshold'))::float AS threshold,
           coalesce(max(value) FILTER (WHERE option = 'autovacuum_vacuum_scale_factor'),
                    current_setting('autovacuum_vacuum_scale_factor'))::float AS share
    FROM pg_options_to_table(c.reloptions) AS o (option, value)) AS o
WHERE s.n_dead_tup > o.threshold + o.share * greatest(c.reltuples, 0) \gexec"""

EMPTY, WRONG = "no rows", "wrong statistics"  # the states in which nothing is run
# What is done to a new database in turn: SQL, or the name of files in tests/sql; and what state it is then in.
SMALL = (
    ((EMPTY, ()),
     ("rows, and statistics of the empty tables", (ANALYZE, "fill")),
     ("rows, and no statistics", (FORGET,)),
     ("rows and statistics", (ANALYZE,)),
     ("one user with most rows, and statistics", ("skew", ANALYZE)),
     *((f"{WRONG} {n}", (GUESS.format(n),)) for n in range(GUESSES))),
    (("rows, and statistics of one user's alone", ("skew", ANALYZE, "fill")),),
)
LARGE = (
    (("many rows, and no statistics", ("fill", "large")),
     ("many rows and statistics", (ANALYZE,)),
     ("rows that were changed 50,000 times", ("churn", VACUUM))),
)


def sources(service):
    """The files with the queries that the service prepares; the runtime's are the same everywhere."""
    if service == "contact":
        yield "runtime", ROOT / "shared/actor/runtime.sql"
    yield service, ROOT / "services" / service / f"{service}.sql"


def do(database, service, step):
    if " " in step or step == ANALYZE:
        return plans.psql(database, step)
    for part, _ in sources(service):
        file = ROOT / "tests/sql" / part / f"{step}.sql"
        if file.exists():
            plans.psql(database, file.read_text())


def failures(database, service, state):
    for name, path in sources(service):
        queries = parse(path)
        runs = not state.startswith((EMPTY, WRONG))
        for query, plan in zip(queries, plans.explained(database, queries, plans.arguments(name) if runs else None)):
            for what in plans.broken(query, plan, as_bitmap=state.startswith(WRONG)):
                yield f"{query.where} {what} ({state})"


def check(service, number, states):
    """What is wrong in any of the states, which are gone through in a database of their own."""
    database, found = f"plans_{service}_{number}", []
    plans.psql("postgres", f"CREATE DATABASE {database} TEMPLATE almanac_{service}")
    for state, steps in states:
        for step in steps:
            do(database, service, step)
        found += failures(database, service, state)
    plans.psql("postgres", f"DROP DATABASE {database}")
    return found


def main():
    large = "large" in sys.argv[1:]
    services = [a for a in sys.argv[1:] if a != "large"] or [p.stem for p in sorted(ROOT.glob("services/*/*.sql"))]
    plans.psql("postgres", "ALTER SYSTEM SET autovacuum = off; SELECT pg_reload_conf()")
    # The longest first.  Many rows one by one: a long transaction in one database keeps the dead rows of others.
    asked = [(s, n, states) for s in reversed(services) for n, states in enumerate(LARGE if large else SMALL)]
    with ThreadPoolExecutor(1 if large else 2) as pool:
        found = [f for some in pool.map(lambda a: check(*a), asked) for f in some]
    queries = sum(len(parse(path)) for s in services for _, path in sources(s))
    wrong = {f.split(" ")[1] for f in found}
    print("\n".join(found))
    print(f"{queries - len(wrong)} passed, {len(wrong)} failed")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()

"""Requests a second, latency and CPU for each request of the product, beside its bare parts in the same run.

A run has its own stacks, filled from a fixed seed.  Rows are warmed up, then measured in rounds; the table has the medians.
CPU is user and system time of every process that serves; the client's is not in it.
"""

import argparse
import pathlib
import sys
from datetime import datetime, timezone

from bench import report
from bench.measure import measure
from bench.rows import GROUPS, select
from bench.target import Variant, psql
from harness.product import SERVICES
from harness.stack import ROOT


def arguments():
    words = argparse.ArgumentParser(prog="tests/bench/run", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("rows", nargs="*", help=f"groups ({', '.join(GROUPS)}) or words in the names of rows; all without")
    words.add_argument("--list", action="store_true", help="say which rows there are")
    words.add_argument("--rounds", type=int, default=3)
    words.add_argument("--seconds", type=int, default=2, help="of each measurement")
    words.add_argument("--warm-up", type=int, default=1, help="seconds; 0: none")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--connections", type=int, nargs="+", help="in place of the rows' own")
    words.add_argument("--events", type=int, default=4000, help="of the user whose calendar is read")
    words.add_argument("--sockets", type=int, default=1000, help="that hear a feed")
    words.add_argument("--build", type=pathlib.Path, default=ROOT / "build", help="folder of the programs")
    words.add_argument("--base", type=pathlib.Path, help="folder of other programs, measured in turn with these")
    words.add_argument("--analyze", action="store_true", help="databases without statistics, and in turn the same after ANALYZE")
    words.add_argument("--json", type=pathlib.Path, help="file in place of build/bench/<time>.json")
    return words.parse_args()


def keep_unanalyzed(stack):
    for service in SERVICES:
        psql(stack, service, "DO $$ DECLARE t regclass; BEGIN FOR t IN SELECT oid FROM pg_class WHERE relkind = 'r' AND "
                             "pg_get_userbyid(relowner) = current_user LOOP EXECUTE format('ALTER TABLE %s SET (autovacuum_enabled = off)', t); "
                             "END LOOP; END $$")


def analyze(stack):
    for service in SERVICES:
        psql(stack, service, "SET client_min_messages = error; ANALYZE")


def variants_of(options):
    if options.base and options.analyze:
        raise SystemExit("bench: --base and --analyze exclude each other")
    if options.analyze:
        return [Variant("unanalyzed", options.build, keep_unanalyzed), Variant("analyzed", options.build, keep_unanalyzed, analyze)]
    here = Variant("here", options.build)
    return [Variant("base", options.base), here] if options.base else [here]


def rows_of(options):
    rows = select(options.rows)
    if options.connections:
        rows = [type(row)(**vars(row) | {"connections": tuple(options.connections)}) for row in rows]
    return rows


def say(row, connections, target, round_):
    """Which one is being measured, where somebody looks on."""
    if sys.stderr.isatty():
        now = "warm-up" if round_ < 0 else f"round {round_ + 1}"
        print(f"\r\033[K{now}: {row.name}, {connections}, {target.variant.name}\r", end="", file=sys.stderr, flush=True)


def main():
    options = arguments()
    rows, variants, began = rows_of(options), variants_of(options), datetime.now(timezone.utc)
    if options.list:
        for row in rows:
            print(f"{row.group:<8} {row.name}")
        return
    path = options.json or ROOT / "build/bench" / f"{began:%Y%m%dT%H%M%SZ}.json"
    told = {k: str(v) if isinstance(v, pathlib.Path) else v for k, v in vars(options).items() if k not in ("json", "list")}
    results = []
    report.head()
    for found in measure(rows, variants, options, say):
        lines = [report.as_json(r, found, variants[0].name) for r in found]
        for line in lines:
            report.show(line)
        results += lines
        report.write(path, began, variants, told, results)
    print(f"\n{path}")


if __name__ == "__main__":
    main()

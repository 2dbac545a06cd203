"""Random sequences of edits: what the engine makes of a series against what the model does.

usage: check.py PATH-OF-series_dump [SEQUENCES [FIRST]]

Sequence n is made from seed n, so the same ones are asked every time; FIRST (1) begins elsewhere.
Before them come the cases of kept.jsonl, which differed once.

The first that differs is made as small as it gets and printed with both answers; the line that is
printed goes to the engine as it is.  The examples of docs/series.md are checked as well.
"""

import collections
import itertools
import json
import multiprocessing
import pathlib
import subprocess
import sys
import time

import drawn
from cases import Maker
from edits import place_of, run
from shrink import shrink
from walls import on_a_date

HERE = pathlib.Path(__file__).parent
SHARE = 250  # sequences that a process takes at a time
SHOWN = 9  # differences that are made small and printed


class Engine:
    def __init__(self, program):
        self.program = program
        self.start()

    def start(self):
        self.process = subprocess.Popen([self.program], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def ask(self, case):
        """None: the engine has ended, and said why; another one is started."""
        self.process.stdin.write(json.dumps(case) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if answer:
            return json.loads(answer)
        self.process.communicate()
        self.start()
        return None

    def end(self):
        self.process.communicate()
        return self.process.returncode


def wanted(done):
    return {"series": done.listed(), "refused": done.refused, "dropped": done.dropped}


def occurrence(o, series):
    """As the model writes one.  Which of those that start a half without a rule is a further date says nothing."""
    zone = None if series["all_day"] else series["zone"]
    place = on_a_date(place_of(o["place"], o["fold"]), zone)
    state = "plain" if o["state"] == "further" else o["state"]
    return [place.wall.isoformat(), place.fold, o["start"].removesuffix("Z"), o.get("end", "").removesuffix("Z"), state]


def given(answer):
    if answer is None:
        return dict.fromkeys(["series", "refused", "dropped"])
    return {"series": [s and [occurrence(o, s) for o in s["occurrences"]] for s in answer["series"]],
            "refused": answer["refused"], "dropped": answer["dropped"]}


def differs(engine, case):
    """Of a case that was made smaller, so that it may be no case any more."""
    if not case["series"].get("rule") and not case["series"]["rdates"]:
        return False
    try:
        done = run(case)
    except Exception:
        return False
    return given(engine.ask(case)) != wanted(done)


def made(seed):
    try:
        return Maker(seed).case()
    except Exception as error:
        raise RuntimeError(f"sequence {seed} cannot be made") from error


def check_share(program, first, last):
    """(counts, cases that differ) of the sequences first to last - 1."""
    engine, counts, wrong = Engine(program), collections.Counter(), []
    for seed in range(first, last):
        case, done = made(seed)
        want = wanted(done)
        counts["sequences"] += 1
        counts["edits"] += len(case["edits"])
        counts["occurrences"] += sum(len(s or ()) for s in want["series"])
        counts["refused"] += len(done.refused)
        counts["dropped"] += sum(done.dropped)
        if given(engine.ask(case)) != want:
            wrong.append((seed, shrink(case, lambda less: differs(engine, less)) if len(wrong) < SHOWN else case))
    counts["crashes"] += engine.end() != 0
    return counts, wrong


def check_kept(program):
    engine = Engine(program)
    cases = [json.loads(line) for line in (HERE / "kept.jsonl").read_text().splitlines()]
    wrong = [("kept", case) for case in cases if given(engine.ask(case)) != wanted(run(case))]
    return len(cases) if engine.end() == 0 else 0, wrong


def tell(program, seed, case):
    print(f"seed {seed}: {json.dumps(case)}")
    engine = Engine(program)
    want, got = wanted(run(case)), given(engine.ask(case))
    for name in ("refused", "dropped"):
        if want[name] != got[name]:
            print(f"  {name} by the model {want[name]}, by the engine {got[name]}")
    for number, (mine, other) in enumerate(itertools.zip_longest(want["series"], got["series"] or [])):
        print(f"  series {number}: {len(mine or ())} by the model, {len(other or ())} by the engine")
        for whose, rows, others in (("model ", mine, other), ("engine", other, mine)):
            for row in [row for row in rows or () if row not in (others or ())][:4]:
                print(f"    only by the {whose}:", *row)


def main(program, number=20000, first=1):
    began = time.monotonic()
    counts = collections.Counter()
    kept, wrong = check_kept(program)
    shares = [(program, low, min(low + SHARE, first + number)) for low in range(first, first + number, SHARE)]
    with multiprocessing.Pool() as pool:
        for more, differences in pool.starmap(check_share, shares, chunksize=1):
            counts += more
            wrong += differences
    for seed, case in wrong[:SHOWN]:
        tell(program, seed, case)
    for name in (undrawn := drawn.missing()):
        print(f"docs/series.md does not show the model's drawing of {name!r}")
    print(f"series: {kept} kept cases, " + ", ".join(f"{counts[name]} {name}" for name in
                                 ("sequences", "edits", "occurrences", "refused", "dropped"))
          + f", {len(wrong)} differences, {time.monotonic() - began:.0f} s")
    return 1 if wrong or undrawn or not kept or counts["crashes"] or counts["sequences"] < number else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], *map(int, sys.argv[2:])))

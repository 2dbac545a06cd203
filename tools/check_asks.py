"""Holds the table of ARCHITECTURE.md that says what handlers ask of other services against the contract.

    check_asks.py [ROOT]
"""

import pathlib
import sys

ROOT = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
sys.path.insert(0, str(pathlib.Path(__file__).parent / "gen"))

import asks  # noqa: E402
import contract  # noqa: E402

HEAD = "| handlers of | ask |"


def written():
    lines = iter((ROOT / "ARCHITECTURE.md").read_text().splitlines())
    for line in lines:
        if line == HEAD:
            next(lines)
            return [row for row in iter(lambda: next(lines, ""), "")]
    raise SystemExit(f"asks: ARCHITECTURE.md has no table that begins with {HEAD}")


def main():
    known, found = asks.table(contract.load(ROOT)), written()
    faults = [f"asks: ARCHITECTURE.md lacks {row}" for row in known if row not in found]
    faults += [f"asks: the contract has nothing like {row}" for row in found if row not in known]
    print("\n".join(faults), end="\n" if faults else "")
    return bool(faults)


if __name__ == "__main__":
    sys.exit(main())

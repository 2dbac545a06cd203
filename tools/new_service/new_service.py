"""Lays the skeleton of another service: make new-service NAME=voucher [PLURAL=vouchers]

    new_service.py NAME [PLURAL]

The parts in template/ are those of a service that keeps widgets; here they get the name.  What they make:

    schemas/openapi/NAME.yaml       the contract: a resource, two operations, who it hears and asks
    schemas/asyncapi.yaml           at its end, the noun that the service announces
    schemas/sql/NAME/               its tables
    services/NAME/                  the actor
    tests/e2e/NAME/                 its tests, and how its operations are called
    tests/sql/NAME/                 rows and arguments with which its queries are held to their plans

Nothing else is edited: programs, lists, rights and documents follow from these.
"""

import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
TEMPLATE = pathlib.Path(__file__).parent / "template"
PLACES = {"openapi": "schemas/openapi", "sql": "schemas/sql/{name}", "service": "services/{name}", "tests": "tests/e2e/{name}",
          "plans": "tests/sql/{name}"}

PROCESSES = ("gateway", "postgres", "nats", "redis", "supervisor", "watcher", "admin", "setup")
KEYWORDS = """auto bool break case char const continue default double else enum extern false float for goto if inline int long
    register restrict return short signed sizeof static struct switch true typedef typeof union unsigned void volatile while
    create get references""".split()


def fail(sentence):
    raise SystemExit(f"new-service: {sentence}")


def words_of(contract):
    """Path segments, scopes and schemas that a file of the contract has."""
    text = contract.read_text()
    return (set(re.findall(r"^  /([a-z-]+)", text, re.M)) | set(re.findall(r"x-scope: (\w+):", text)) |
            set(re.findall(r"^ {2,4}([A-Z]\w*):", text, re.M)))


def check(name, plural):
    for word in (name, plural):
        if not re.fullmatch(r"[a-z]{3,20}", word):
            fail(f"a name is 3 to 20 small letters, as in NAME=voucher, and not {word!r}" if word else "which name? NAME=voucher")
        if word in KEYWORDS or word in PROCESSES:
            fail(f"{word} means something else already; choose another name")
    if name == plural:
        fail("the plural has to differ from the name")
    for place in PLACES.values():
        folder = ROOT / place.format(name=name)
        if "{name}" in place and folder.exists():
            fail(f"there is a {folder.relative_to(ROOT)} already")
    for header in ROOT.glob(f"*/*/{name}.h"):
        fail(f"{header.relative_to(ROOT)} has that name already")
    for contract in (ROOT / "schemas/openapi").glob("*.yaml"):
        taken = {name} & {contract.stem} or {plural, name.capitalize()} & words_of(contract)
        if taken:
            fail(f"{contract.relative_to(ROOT)} has {min(taken)} already")
    if re.search(rf"^  {name}:$", (ROOT / "schemas/asyncapi.yaml").read_text(), re.M):
        fail(f"schemas/asyncapi.yaml has {name} already")


def named(text, name, plural):
    for word, mine in (("widgets", plural), ("widget", name)):
        for form in (str, str.capitalize, str.upper):
            text = text.replace(form(word), form(mine))
    return text


def lay(name, plural):
    """Every file that was made."""
    made = []
    for part, place in PLACES.items():
        for source in sorted((TEMPLATE / part).iterdir()):
            target = ROOT / named(f"{place.format(name=name)}/{source.name.removesuffix('.in')}", name, plural)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(named(source.read_text(), name, plural))
            made.append(target)
    with open(ROOT / "schemas/asyncapi.yaml", "a") as changes:
        changes.write(named((TEMPLATE / "changes.yaml").read_text(), name, plural))
    return made


def main(name="", plural=""):
    plural = plural or name + "s"
    check(name, plural)
    for path in lay(name, plural):
        print(path.relative_to(ROOT))


if __name__ == "__main__":
    main(*sys.argv[1:])

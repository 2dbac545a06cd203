"""Makes gen/ from the contract and the named SQL.

    gen.py OUT          everything; the SQL needs PGHOST and the migrated databases almanac_<service>
    gen.py OUT --api    only what comes from the contract; files of the SQL stay as they are

OUT is replaced as a whole when all has gone well, so a fault leaves it as it was.
"""

import json
import pathlib
import shutil
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import api
import bundle
import contract
import events
import page
import routes
import sql

ROOT = pathlib.Path(__file__).resolve().parents[2]


def api_files(root, c):
    files = {}
    for s in c.services:
        files[f"{s}/api.h"] = api.header(c, s)
        files[f"{s}/api.c"] = api.source(c, s)
        files[f"{s}/calls.h"] = api.thunks(c, s)
        if made := api.asks(c, s):
            files[f"{s}/asks.h"] = made
    files["edge/routes.h"] = routes.HEADER
    files["edge/routes.c"] = routes.source(c)
    files["bus/bus_acl.h"] = routes.bus_acl(c)
    document = bundle.bundle(c, root)
    files["edge/openapi.json"] = json.dumps(document, ensure_ascii=False, indent=1) + "\n"
    changes = events.write(files.__setitem__, c, document["components"]["schemas"])
    files["edge/asyncapi.json"] = json.dumps(changes, ensure_ascii=False, indent=1) + "\n"
    files["edge/docs.html"] = page.page(document, changes, bundle.error_codes(root), (root / "docs" / "series.md").read_text())
    for name, file in (("openapi_json", "openapi.json"), ("asyncapi_json", "asyncapi.json"), ("docs_html", "docs.html")):
        files[f"edge/{name}.h"], files[f"edge/{name}.c"] = page.as_c(name, file)
    return files


def sql_files(root, c):
    files = {}
    sources = [("runtime", root / "shared" / "actor" / "runtime.sql", c.services[0])]
    sources += [(s, root / "services" / s / f"{s}.sql", s) for s in c.services]
    for name, path, database in sources:
        if path.exists():
            structs = {} if name == "runtime" else {s.name: s for s in c.structs(name)}
            files[f"{name}/sql.h"], files[f"{name}/sql.c"] = sql.generate(name, path, f"almanac_{database}", structs, root)
    return files


def beside(out):
    """The folders that are OUT before and after."""
    return out.with_name(out.name + ".new"), out.with_name(out.name + ".old")


def swap(out, files):
    """What stays the same keeps its time, so that nothing is built anew for it."""
    fresh, old = beside(out)
    for folder in (fresh, old):
        shutil.rmtree(folder, ignore_errors=True)
    for name, text in files.items():
        before, path = out / name, fresh / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if before.is_file() and before.read_text() == text:
            shutil.copy2(before, path)
        else:
            path.write_text(text)
    if out.exists():
        out.rename(old)
    fresh.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def make(root, out, api_only=False):
    _, old = beside(out)
    if old.exists() and not out.exists():  # a run was stopped between the two renames of swap()
        old.rename(out)
    c = contract.load(root)
    files = api_files(root, c)
    if api_only:
        files |= {str(p.relative_to(out)): p.read_text() for p in sorted(out.glob("*/sql.[ch]"))}
    else:
        files |= sql_files(root, c)
    swap(out, files)


if __name__ == "__main__":
    make(ROOT, pathlib.Path(sys.argv[1]), "--api" in sys.argv)

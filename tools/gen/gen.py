"""Makes gen/ from the contract and the named SQL.

    gen.py OUT          everything; the SQL needs PGHOST and the migrated databases almanac_<service>
    gen.py OUT --api    only what comes from the contract
"""

import json
import pathlib
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


def write(out, name, text):
    """What stays the same is left alone, so that nothing is built anew for it."""
    path = out / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_text() != text:
        path.write_text(text)


def write_api(out, c):
    for s in c.services:
        write(out, f"{s}/api.h", api.header(c, s))
        write(out, f"{s}/api.c", api.source(c, s))
        write(out, f"{s}/calls.h", api.thunks(c, s))
    write(out, "edge/routes.h", routes.HEADER)
    write(out, "edge/routes.c", routes.source(c))
    write(out, "bus/bus_acl.h", routes.bus_acl(c))
    document = bundle.bundle(c, ROOT)
    write(out, "edge/openapi.json", json.dumps(document, ensure_ascii=False, indent=1) + "\n")
    changes = events.write(lambda name, text: write(out, name, text), ROOT, c, document["components"]["schemas"])
    write(out, "edge/asyncapi.json", json.dumps(changes, ensure_ascii=False, indent=1) + "\n")
    write(out, "edge/docs.html", page.page(document, changes, bundle.error_codes(ROOT)))
    for name, file in (("openapi_json", "openapi.json"), ("asyncapi_json", "asyncapi.json"), ("docs_html", "docs.html")):
        header, source = page.as_c(name, file)
        write(out, f"edge/{name}.h", header)
        write(out, f"edge/{name}.c", source)


def write_sql(out, c):
    sources = [("runtime", ROOT / "shared" / "actor" / "runtime.sql", c.services[0])]
    sources += [(s, ROOT / "services" / s / f"{s}.sql", s) for s in c.services]
    for name, path, database in sources:
        if not path.exists():
            continue
        structs = {} if name == "runtime" else {s.name: s for s in c.structs(name)}
        header, source = sql.generate(name, path, f"almanac_{database}", structs, ROOT)
        write(out, f"{name}/sql.h", header)
        write(out, f"{name}/sql.c", source)


def main(args):
    out = pathlib.Path(args[0])
    out.mkdir(parents=True, exist_ok=True)
    c = contract.load(ROOT)
    write_api(out, c)
    if "--api" not in args:
        write_sql(out, c)


main(sys.argv[1:])

"""gen/<name>/sql.[ch] from named queries: types come from PostgreSQL, which prepares each of them."""

import difflib
import os
import subprocess

from api import BANNER, comment
from marks import fail
from sql_text import parse

KINDS = {
    "text": ("TEXT", "const char *"), "character varying": ("TEXT", "const char *"),
    "smallint": ("INT2", "int64_t "), "integer": ("INT4", "int64_t "), "bigint": ("INT8", "int64_t "),
    "boolean": ("BOOL", "bool "), "uuid": ("UUID", "struct uuid "),
    "timestamp with time zone": ("INSTANT", "struct instant "), "date": ("DAY", "struct day "),
    "timestamp without time zone": ("LOCAL", "struct local "), "timestamp without time zone[]": ("LOCALS", "struct locals "),
    "bytea": ("BYTES", "struct bytes "), "text[]": ("TEXTS", "struct texts "),
    "uuid[]": ("UUIDS", "struct uuids "), "bigint[]": ("INT8S", "struct int64s "), "xid8": ("XID8", "int64_t "), "jsonb": ("JSON", "const char *"),
}
POINTERS = ("TEXT", "JSON", "BYTES", "TEXTS", "UUIDS", "LOCALS", "INT8S")  # NULL stands in the value itself
FITS = {"TEXT": ("TEXT",), "INT": ("INT2", "INT4", "INT8", "XID8"), "BOOL": ("BOOL",), "UUID": ("UUID",),
        "INSTANT": ("INSTANT",), "DAY": ("DAY",), "MOMENT": ("INSTANT",), "JSON": ("BYTES",)}

def describe(queries, database, root):
    """Each query's types, as PostgreSQL has them once it has prepared it."""
    tool = os.environ.get("SQLDESC", str(root / "build" / "sqldesc"))
    if not os.access(tool, os.X_OK):
        fail(tool, "is not there; make build/sqldesc")
    done = subprocess.run([tool], input="".join(f"{q.name}\0{q.text}\0" for q in queries).encode(),
                          env={**os.environ, "PGDATABASE": database}, stdout=subprocess.PIPE)
    by_name = {q.name: q for q in queries}
    for line in done.stdout.decode().splitlines():
        tag, rest = line[0], line[2:]
        if tag == "S":
            q = by_name[rest]
            q.param_types, q.columns = [], []
        elif tag == "P":
            q.param_types.append(rest)
        elif tag == "C":
            q.columns.append(rest.split("\t"))
        else:
            name, position, message = rest.split("\t")
            fail(by_name[name].at(int(position)), f"{name}: {message}")
    if done.returncode:
        raise SystemExit(done.returncode)


def kind_of(type_name, where):
    if type_name not in KINDS:
        fail(where, f"type {type_name} has no form in C")
    return KINDS[type_name]


class Member:
    """A member of a generated struct: an argument or a column."""

    def __init__(self, name, kind, ctype, nullable):
        self.name, self.kind, self.ctype = name, kind, ctype
        self.has = nullable and kind not in POINTERS
        self.nullable = nullable

    def declare(self):
        return (f"    bool has_{self.name};\n" if self.has else "") + f"    {self.ctype}{self.name};\n"


def check_fit(q, field, kind, structname):
    if field.array:
        fits = {"TEXT": "TEXTS", "UUID": "UUIDS"}.get(field.kind) == kind
    else:
        fits = kind in FITS.get(field.kind, ())
    if not fits:
        fail(q.where, f"the contract has {structname}.{field.name} as {field.kind.lower()}, the query as {kind.lower()}")


def field_of(q, structs, structname, name):
    if structname not in structs:
        fail(q.where, f"no struct {structname} in this service's contract")
    for f in structs[structname].fields:
        if f.name == name:
            return f
    fail(q.where, f"struct {structname} has no field {name}")


def has_offset(tag, name, has):
    return f"offsetof({tag}, has_{name})" if has else "-1"


def arguments(q, structs):
    """The args struct's members and the rows of its parameter table."""
    tag = f"struct sql_{q.name}"
    members, vias, rows = [], [], []
    for name, type_name in zip(q.params, q.param_types):
        kind, ctype = kind_of(type_name, q.where)
        if "." in name:
            via, field = name.rstrip("?").split(".")
            f = field_of(q, structs, via, field)
            check_fit(q, f, kind, via)
            if via not in vias:
                vias.append(via)
            shown = "MOMENT" if f.kind == "MOMENT" else kind
            rows.append(f"{{SQL_{shown}, offsetof({tag}, {via}), offsetof(struct {via}, {field}), "
                        f"{has_offset(f'struct {via}', field, f.has)}}}")
        else:
            m = Member(name.rstrip("?"), kind, ctype, name.endswith("?"))
            members.append(m)
            rows.append(f"{{SQL_{kind}, -1, offsetof({tag}, {m.name}), {has_offset(tag, m.name, m.has)}}}")
    declared = "".join(f"    const struct {v} *{v};\n" for v in vias) + "".join(m.declare() for m in members)
    return declared, rows


def columns(q, structs, declared, shared):
    """The row struct's tag, its declaration when it is ours, and the rows of its column table.

    `:many contact` fills struct contact; `:many contact+found` a struct sql_found that holds one and the
    columns that struct contact does not have; no word a struct of the columns, and a word that several queries have
    (`shared`) one that is theirs together.
    """
    word, mixed, outer = (q.row or "").partition("+")
    api = structs.get(word)
    if mixed and not api:
        fail(q.where, f"no struct {word} in this service's contract")
    if word and not api and word not in shared:
        near = difflib.get_close_matches(word, structs, 1, 0.8)
        if near or word == q.name:
            fail(q.where, f"the contract has no struct {word}" + (f"; did you mean {near[0]}?" if near else ""))
    tag = f"struct {word}" if api and not mixed else f"struct sql_{outer or word or q.name + '_row'}"
    members, rows = [], []
    for type_name, notnull, name in q.columns:
        kind, ctype = kind_of(type_name, f"{q.where} {name}")
        nullable = name.endswith("?") or notnull == "0"
        name = name.rstrip("?")
        if api and (not mixed or any(f.name == name for f in api.fields)):
            f = field_of(q, structs, word, name)
            check_fit(q, f, kind, word)
            if nullable and not (f.has or f.kind in ("TEXT", "JSON")):
                fail(q.where, f"column {name} may be NULL, {word}.{name} may not")
            at = f"{word}." if mixed else ""
            shown, value, has = ("MOMENT" if f.kind == "MOMENT" else kind), at + name, f"{at}has_{name}" if f.has else None
        else:
            m = Member(name, kind, ctype, nullable)
            members.append(m)
            shown, value, has = kind, name, f"has_{name}" if m.has else None
        has = f"offsetof({tag}, {has})" if has else "-1"
        rows.append(f"{{SQL_{shown}, offsetof({tag}, {value}), {has}, {str(nullable).lower()}}}")
    if (api and not mixed) or not q.columns:
        return tag, "", rows
    held = f"    struct {word} {word};\n" if mixed else ""
    body = f"{tag} {{\n{held}{''.join(m.declare() for m in members)}}};\n"
    if declared.get(tag, body) != body:
        fail(q.where, f"{tag} has other columns in another query")
    new = "" if tag in declared else body
    declared[tag] = body
    return tag, new, rows


def prototype(q, tag):
    args = f", const struct sql_{q.name} *q" if q.params else ""
    out = {"one": f", {tag} *row", "many": f", {tag} **rows, size_t *count", "exec": ", int64_t *affected"}
    return f"sql_{q.name}(struct request *rq{args}{out[q.cardinality]})"


def c_text(text):
    lines = [line.strip().replace("\\", "\\\\").replace('"', '\\"') for line in text.split("\n")]
    return "\n        ".join(f'"{line}{" " if i < len(lines) - 1 else ""}"' for i, line in enumerate(lines))


def table(kind, name, rows, suffix):
    if not rows:
        return ""
    return f"static const struct {kind} {name}_{suffix}[] = {{\n" + "".join(f"    {r},\n" for r in rows) + "};\n"


def definition(q, tag, params, cols):
    out = table("sql_param", q.name, params, "params") + table("sql_column", q.name, cols, "columns")
    out += f"static const struct statement {q.name}_statement = {{\n    .name = \"{q.name}\",\n    .text = {c_text(q.text)},\n"
    if "locks" in q.promises:
        out += f"    .locks = LOCKS_{q.promises['locks'].upper()},\n"
    if params:
        out += f"    .params = {q.name}_params,\n    .param_count = {len(params)},\n"
    if cols:
        out += f"    .columns = {q.name}_columns,\n    .column_count = {len(cols)},\n    .row_size = sizeof({tag}),\n"
    out += "};\n\n"
    last = {"one": "row", "many": "rows, count", "exec": "affected"}[q.cardinality]
    out += f"enum err\n{prototype(q, tag)}\n{{\n    return db_{q.cardinality}(rq, &{q.name}_statement, {'q' if q.params else 'NULL'}, {last});\n}}\n\n"
    return out


def generate(name, path, database, structs, root):
    queries = parse(path, root)
    describe(queries, database, root)
    guard = f"GEN_{name.upper()}_SQL_H"
    where = path.relative_to(root)
    head = BANNER.format(where) + f"#ifndef {guard}\n#define {guard}\n\n"
    head += f'#include "gen/{name}/api.h"\n' if structs else ""
    head += '#include "shared/db/db.h"\n#include "shared/base/bytes.h"\n\n'
    body = BANNER.format(where) + f'#include "gen/{name}/sql.h"\n\n#include <stddef.h>\n\n'
    declared, rows = {}, [q.row for q in queries]
    shared = {row for row in rows if rows.count(row) > 1}
    for q in queries:
        if q.cardinality != "exec" and not q.columns:
            fail(q.where, f":{q.cardinality} without result columns")
        members, params = arguments(q, structs)
        tag, struct, cols = columns(q, structs, declared, shared)
        head += comment(" ".join(q.comment), "") if q.comment else ""
        head += struct
        if q.params:
            head += f"struct sql_{q.name} {{\n{members}}};\n"
        head += f"enum err {prototype(q, tag)} __attribute__((warn_unused_result));\n\n"
        body += definition(q, tag, params, cols)
    head += f"extern const struct statements {name}_sql;\n\n#endif\n"
    body += "static const struct statement *const all[] = {\n" + "".join(f"    &{q.name}_statement,\n" for q in queries) + "};\n\n"
    body += f"const struct statements {name}_sql = {{all, {len(queries)}}};\n"
    return head, body

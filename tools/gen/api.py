"""gen/<service>/api.[ch] and calls.h: structs, field tables, operations, prototypes and thunks."""

import textwrap

from fields import snake

BANNER = "/* Made by tools/gen from {0}. Do not edit. */\n/* clang-format off */\n"


def quoted(text):
    """A text as C has it."""
    text = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{text}"'


def comment(text, indent="    "):
    text = " ".join(text.split()).replace("*/", "* /")
    lines = textwrap.wrap(text, 100 - len(indent) - 6)
    return "".join(f"{indent}{'/* ' if i == 0 else ' * '}{line}{' */' if i == len(lines) - 1 else ''}\n"
                   for i, line in enumerate(lines))


def members(fields):
    out = ""
    for f in fields:
        out += comment(f.description) if f.description else ""
        if f.has:
            out += f"    bool has_{f.name};\n"
        out += f"    {f.ctype()}\n"
    return out


def row(struct_tag, f, table):
    flags = [n for n, on in (("REQUIRED", f.required and not f.read_only), ("READ_ONLY", f.read_only),
                             ("WRITE_ONLY", f.write_only), ("ARRAY", f.array), ("UNIQUE", f.unique),
                             ("ABSENT_OK", f.omit), ("YEARLESS", f.yearless), ("AS_SENT", f.as_sent)) if on]
    parts = [f'.name = "{f.name}"', f".kind = FIELD_{f.kind}",
             f".flags = {' | '.join('FIELD_' + n for n in flags) or 0}",
             f".offset = offsetof({struct_tag}, {f.name})",
             f".has_offset = {f'offsetof({struct_tag}, has_{f.name})' if f.has else -1}"]
    for key in ("min", "max", "bytes_max", "items_min", "items_max"):
        value = getattr(f, key)
        if value:
            parts.append(f".{key} = {value}")
    if f.format:
        parts.append(f".format = {f.format}")
    if f.pattern:
        parts.append(f".pattern = &{table}_{f.name}_pattern")
    if f.choices:
        parts.append(f".choices = {table}_{f.name}_choices")
    if f.default is not None and not f.array:
        value = str(f.default).lower() if isinstance(f.default, bool) else str(f.default)
        parts.append(f".fallback = {quoted(value)}")
    if f.ref:
        parts.append(f".shape = &{snake(f.ref)}_shape")
    return "    {" + ", ".join(parts) + "},\n"


def beside(fields, table):
    """What the rows of a table point to."""
    out = ""
    for f in fields:
        if f.choices:
            names = ", ".join(quoted(c) for c in f.choices)
            out += f"static const char *const {table}_{f.name}_choices[] = {{{names}, NULL}};\n"
        if f.pattern:
            problem = f", .problem = {quoted(f.message)}" if f.message else ""
            out += f"static struct pattern {table}_{f.name}_pattern = {{.text = {quoted(f.pattern)}{problem}}};\n"
    return out


def shape(name, tag, fields, static):
    if not fields:
        return ""
    out = beside(fields, name)
    out += f"static const struct field {name}_fields[] = {{\n" + "".join(row(tag, f, name) for f in fields) + "};\n"

    def offset(field):
        ok = any(f.name == field and not f.array and not f.has for f in fields)
        return f"offsetof({tag}, {field})" if ok else "-1"

    out += (f"{'static ' if static else ''}const struct shape {name}_shape = {{\n    .name = \"{name}\",\n"
            f"    .size = sizeof({tag}),\n    .fields = {name}_fields,\n    .field_count = {len(fields)},\n"
            f"    .id_offset = {offset('id')},\n    .version_offset = {offset('version')},\n}};\n\n")
    return out


def input_members(op):
    out = members(op.path_params) + members(op.query_params)
    if op.body:
        out += f"    struct {'patch' if op.patch else snake(op.body)} body;\n"
    return out or "    char unused; /* it takes nothing */\n"


def before(op, end):
    return f"enum err {op.c}_before(struct request *rq, const struct {op.c}_in *in){end}"


def prototype(op, end):
    out = f", struct {snake(op.output)} *out" if op.output else ""
    return f"enum err {op.c}(struct request *rq, const struct {op.c}_in *in{out}){end}"


def header(contract, service):
    ops, structs = contract.operations[service], contract.structs(service)
    guard = f"GEN_{service.upper()}_API_H"
    out = BANNER.format(f"schemas/openapi/{service}.yaml")
    out += f'#ifndef {guard}\n#define {guard}\n\n#include "shared/request/operation.h"\n\n'
    for s in structs:
        out += (comment(s.description, "") if s.description else "") + f"struct {s.name} {{\n{members(s.fields)}}};\n"
        out += f"extern const struct shape {s.name}_shape;\n\n"
    for op in ops:
        out += f"struct {op.c}_in {{\n{input_members(op)}}};\n"
        out += f"extern const struct operation {op.c}_operation;\n\n"
    out += f"enum {service}_message {{\n" + "".join(f"    {op.c.upper()},\n" for op in ops)
    out += f"    {service.upper()}_MESSAGES\n}};\n\nextern const struct service_api {service}_api;\n\n"
    for op in ops:
        out += f"/* {op.method.upper() + ' ' + op.path if op.method else 'on the bus, for ' + ', '.join(op.callers)} */\n"
        if op.asks:
            out += f"/* Runs first, and asks {', '.join(op.asks)} (before.h). */\n" + before(op, ";\n")
        out += prototype(op, ";\n")
    return out + "\n#endif\n"


def operation(op):
    tag = f"struct {op.c}_in"
    parts = [f'.name = "{op.name}"', f'.subject = "svc.{op.name}"', f".auth = AUTH_{op.auth.upper()}",
             f'.scope = {chr(34) + op.scope + chr(34) if op.scope else "NULL"}', f".timeout_ms = {op.timeout}",
             f".keeps_key = {str(op.keeps_key).lower()}",
             f".if_match = {str(op.if_match).lower()}",
             f".path = {f'&{op.c}_path_shape' if op.path_params else 'NULL'}",
             f".query = {f'&{op.c}_query_shape' if op.query_params else 'NULL'}"]
    if op.body:
        mode = ("TRUSTED" if op.auth == "service" else "PARTIAL" if op.patch else
                "REPLACE" if op.method == "put" else "CREATE")
        parts += [f".body = &{snake(op.body)}_shape", f".body_offset = offsetof({tag}, body)", f".body_mode = WIRE_{mode}"]
    parts += [f".input_size = sizeof({tag})", f".output = {f'&{snake(op.output)}_shape' if op.output else 'NULL'}"]
    names = ""
    if op.asks:
        names = f"static const char *const {op.c}_asks[] = {{{', '.join(map(quoted, op.asks))}, NULL}};\n"
        parts.append(f".asks = {op.c}_asks")
    return names + f"const struct operation {op.c}_operation = {{\n" + "".join(f"    {p},\n" for p in parts) + "};\n\n"


def source(contract, service):
    ops, structs = contract.operations[service], contract.structs(service)
    out = BANNER.format(f"schemas/openapi/{service}.yaml")
    out += f'#include "gen/{service}/api.h"\n#include "shared/codec/format.h"\n\n#include <stddef.h>\n\n'
    for s in structs:
        out += shape(s.name, f"struct {s.name}", s.fields, False)
    for op in ops:
        tag = f"struct {op.c}_in"
        out += shape(f"{op.c}_path", tag, op.path_params, True)
        out += shape(f"{op.c}_query", tag, op.query_params, True)
        out += operation(op)
    out += f"static const struct operation *const operations[] = {{\n"
    out += "".join(f"    &{op.c}_operation,\n" for op in ops) + "};\n\n"
    out += (f"const struct service_api {service}_api = {{\n    .name = \"{service}\",\n"
            f"    .operations = operations,\n    .operation_count = {len(ops)},\n}};\n")
    return out


def thunks(contract, service):
    """For the one file that has the mailbox table: static, so that a handler without a row is named by the compiler."""
    guard = f"GEN_{service.upper()}_CALLS_H"
    out = BANNER.format(f"schemas/openapi/{service}.yaml")
    out += f'#ifndef {guard}\n#define {guard}\n\n#include "gen/{service}/api.h"\n#include "shared/request/request.h"\n'
    for op in contract.operations[service]:
        arg = ", out" if op.output else ""
        unused = "" if op.output else "    (void)out;\n"
        first = f"    if (rq->asking)\n        return {op.c}_before(rq, in);\n" if op.asks else ""
        out += (f"\nstatic enum err\n{op.c}_call(struct request *rq, const void *in, void *out)\n{{\n{unused}{first}"
                f"    return {op.c}(rq, in{arg});\n}}\n")
    return out + "\n#endif\n"


def asks(contract, service):
    """What its operations ask first, each ask and its answer with their types; nothing when they ask nothing."""
    names = dict.fromkeys(name for op in contract.operations[service] for name in op.asks)
    found = [contract.on_the_bus[name] for name in names]
    if not found:
        return None
    guard = f"GEN_{service.upper()}_ASKS_H"
    out = BANNER.format("schemas/openapi") + f"#ifndef {guard}\n#define {guard}\n\n"
    out += "".join(f'#include "gen/{s}/api.h"\n' for s in sorted({op.service for op in found}))
    out += '#include "shared/actor/before.h"\n\n/* For <operation>_before and its handler; see before.h. */\n'
    for op in found:
        gives = f", struct {snake(op.output)} *out" if op.output else ""
        out += (f"\nstatic inline enum err\nask_{op.c}(struct request *rq, const struct {op.c}_in *in)\n{{\n"
                f"    return before_ask(rq, &{op.c}_operation, in);\n}}\n")
        out += (f"\nstatic inline enum err\nasked_{op.c}(struct request *rq{gives})\n{{\n"
                f"    return before_answer(rq, &{op.c}_operation, {'out' if op.output else 'NULL'});\n}}\n")
    return out + "\n#endif\n"

"""gen/edge/routes.[ch] for the gateway and gen/bus/bus_acl.h for the keys of every process."""

from api import BANNER
from bodies import bounds

SOURCE = "schemas/openapi"

HEADER = BANNER.format(SOURCE) + """#ifndef GEN_EDGE_ROUTES_H
#define GEN_EDGE_ROUTES_H

#include "shared/request/operation.h"

/* BODY_ONE_CLICK: JSON, or in its place a form that says nothing more (RFC 8058). */
enum route_body { BODY_NONE, BODY_JSON, BODY_MERGE_PATCH, BODY_ONE_CLICK };

struct route_segment {
    const char *literal; /* NULL: a parameter */
    const char *param;
    bool is_uuid;
};

struct route {
    const char *method, *path;
    const struct route_segment *segments;
    unsigned segment_count;
    const char *operation, *service;
    const char *subject; /* NULL: the gateway answers it itself */
    enum operation_auth auth;
    const char *scope;    /* NULL: none */
    bool tells_scopes;    /* the service is told those of a key, whichever they are */
    const char *shown_to; /* a key without this scope is answered id and version alone; or NULL */
    const char *limit; /* class of its rate limit; NULL: as its caller has */
    int64_t timeout_ms;
    int success; /* status of a good answer */
    enum route_body body;
    bool body_required;
    size_t body_values; /* the most that a valid body has (json_scan.h); 0: there is none */
    int body_levels;    /* likewise */
    bool keeps_key;   /* honours Idempotency-Key */
    bool if_match;    /* honours If-Match */
    bool has_version; /* answers an object with a version: ETag */
};

extern const struct route routes[];
extern const unsigned route_count;
extern const char *const route_services[];
extern const unsigned route_service_count;

#endif
"""


def quoted(text):
    return f'"{text}"' if text else "NULL"


def http_operations(contract):
    return [op for s in contract.services + contract.edges for op in contract.operations[s] if op.method]


def source(contract):
    ops = http_operations(contract)
    out = BANNER.format(SOURCE) + '#include "gen/edge/routes.h"\n\n#include <stddef.h>\n\n'
    for op in ops:
        out += f"static const struct route_segment {op.c}_segments[] = {{\n"
        for part in op.path.strip("/").split("/"):
            if part.startswith("{"):
                field = next(f for f in op.path_params if f.name == part[1:-1])
                out += f'    {{NULL, "{field.name}", {str(field.kind == "UUID").lower()}}},\n'
            else:
                out += f'    {{"{part}", NULL, false}},\n'
        out += "};\n"
    out += "\nconst struct route routes[] = {\n"
    for op in ops:
        values, levels = bounds(contract, op.body) if op.body else (0, 0)
        body = "NONE" if not op.body else "MERGE_PATCH" if op.patch else "ONE_CLICK" if op.one_click else "JSON"
        out += (f'    {{"{op.method.upper()}", "{op.path}", {op.c}_segments, {len(op.path.strip("/").split("/"))},\n'
                f'     "{op.name}", "{op.service}", {quoted(not op.edge and "svc." + op.name)}, AUTH_{op.auth.upper()}, {quoted(op.scope)}, {str(op.any_scope).lower()}, {quoted(op.shown_to)}, {quoted(op.limit)}, '
                f"{op.timeout},\n     {op.success}, BODY_{body}, {str(op.body_required).lower()}, {values}, {levels}, "
                f"{str(op.keeps_key).lower()}, {str(op.if_match).lower()}, {str(contract.version_of(op)).lower()}}},\n")
    out += f"}};\nconst unsigned route_count = {len(ops)};\n\n"
    out += "const char *const route_services[] = {\n" + "".join(f'    "{s}",\n' for s in contract.services)
    return out + f"}};\nconst unsigned route_service_count = {len(contract.services)};\n"


def bus_acl(contract):
    """Who may ask what, and who answers whom."""
    asks = [("gateway", f"svc.{op.name}") for op in http_operations(contract) if not op.edge]
    asks += [("gateway", f"svc.{s}.health") for s in contract.services]
    for s in contract.services:
        for op in contract.operations[s]:
            asks += [(caller, f"svc.{op.name}") for caller in op.callers]
    answers = sorted({(subject.split(".")[1], caller) for caller, subject in asks})
    out = BANNER.format(SOURCE) + "#ifndef GEN_BUS_BUS_ACL_H\n#define GEN_BUS_BUS_ACL_H\n\n"
    out += "/* X(process, subject): the process may ask on the subject. */\n#define BUS_MAY_ASK(X) \\\n"
    out += " \\\n".join(f'    X("{p}", "{s}")' for p, s in asks)
    out += "\n\n/* X(service, process): the service answers the process's asks, into its inbox. */\n"
    out += "#define BUS_ANSWERS(X) \\\n" + " \\\n".join(f'    X("{s}", "{p}")' for s, p in answers)
    out += "\n\n/* X(service): every service. */\n#define BUS_SERVICES(X) \\\n"
    out += " \\\n".join(f'    X("{s}")' for s in contract.services)
    return out + "\n\n#endif\n"

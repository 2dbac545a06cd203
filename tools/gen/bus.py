"""gen/bus/: what the processes on the bus know of each other's contracts: nouns, scopes, consumers."""

from api import BANNER
from marks import Place

NOUNS = """\
/*
 * X(service, noun, NOUN, scope, in_calendar): who tells users of what; the scope that a key needs to hear of it, NULL: no key
 * does; whether its objects have a calendar_id.
 */
#define NOUNS(X) \\
"""


def guarded(source, name, body):
    guard = f"GEN_BUS_{name.upper()}_H"
    return BANNER.format(source) + f"#ifndef {guard}\n#define {guard}\n\n{body}\n\n#endif\n"


def rows(lines):
    return " \\\n".join(f"    X({line})" for line in lines)


def spoken(words):
    return " or ".join(filter(None, (", ".join(words[:-1]), words[-1])))


def nouns(found):
    """Those that feeds have."""
    found = [n for n in found if n.told]
    scopes = list(dict.fromkeys(n.scope for n in found if n.scope))
    table = rows(f'"{n.service}", "{n.name}", {n.name.upper()}, ' + (f'"{n.scope}"' if n.scope else "NULL") +
                 f", {str(n.struct.has_field('calendar_id')).lower()}" for n in found)
    return guarded("schemas/asyncapi.yaml", "nouns",
                   f"{NOUNS}{table}\n\n/* The same for the client's eyes. */\n"
                   f'#define NOUNS_TEXT "{", ".join(n.name for n in found)}"\n#define NOUNS_SCOPES_TEXT "{spoken(scopes)}"')


def scopes(names):
    return guarded("schemas/openapi", "scopes",
                   "/* X(noun): what the scopes of API keys are about; each has `noun:read` and `noun:write`. */\n"
                   "#define SCOPES(X) \\\n" + rows(names))


def consumers(contract, found):
    """x-hears of each service: the name of a consumer, the noun whose changes it hears, and what it rebuilds from."""
    service_of = {n.name: n.service for n in found}
    lines = []
    for service in contract.services:
        hears = contract.docs[service].get("x-hears", {})
        for name, body in hears.items():
            noun = body["noun"]
            if noun not in service_of:
                Place(body.place("noun"), "x-hears").unknown(noun, service_of, "is no noun of x-changes")
            if body["rebuild"].partition(".")[0] != service_of[noun]:
                Place(body.place("rebuild"), "x-hears").fail(f"{body['rebuild']} is not of {service_of[noun]}, whose {noun} it hears")
            lines.append(f'{service}, {name}, "evt.{service_of[noun]}.{noun}.>"')
    return guarded("schemas/openapi", "consumers",
                   "/* X(service, name, hears): one durable push consumer each of the stream EVENTS. */\n"
                   "#define CONSUMERS(X) \\\n" + rows(lines))


def write(write_file, contract, found):
    write_file("bus/nouns.h", nouns(found))
    write_file("bus/scopes.h", scopes(contract.lists.scopes))
    write_file("bus/consumers.h", consumers(contract, found))

"""gen/edge/docs.html: the reference page of both documents; and the C files that hold a document."""

import json
import pathlib

import jinja2
from markdown_it import MarkdownIt

from contract import METHODS

HERE = pathlib.Path(__file__).parent
MARKDOWN = MarkdownIt("commonmark", {"html": False}).enable("table")
RANGES = (("minLength", "maxLength", "characters"), ("minItems", "maxItems", "items"), ("minimum", "maximum", ""))


def as_c(name, file):
    """A C file that takes the document's bytes in as they are; the build runs in the project's root."""
    header = (f"/* Made by tools/gen. Do not edit. */\n/* clang-format off */\n#ifndef GEN_{name.upper()}_H\n#define GEN_{name.upper()}_H\n\n"
              f"#include <stddef.h>\n\nextern const char {name}[]; /* gen/edge/{file}, not NUL-terminated */\n"
              f"extern const size_t {name}_len;\n\n#endif\n")
    source = (f'/* Made by tools/gen. Do not edit. */\n/* clang-format off */\n#include "gen/edge/{name}.h"\n\n'
              f'__asm__(".section .rodata\\n.global {name}\\n.global {name}_len\\n"\n'
              f'        "{name}: .incbin \\"gen/edge/{file}\\"\\n"\n'
              f'        "1: .balign 8\\n{name}_len: .quad 1b - {name}\\n.previous\\n");\n')
    return header, source


# ------------------------------------------------------------------ words for a schema


def name_of(ref):
    return ref.rsplit("/", 1)[1]


def kinds(schema):
    """(text, the schema to lead to or None) for each kind of value it takes."""
    if "$ref" in schema:
        return [(name_of(schema["$ref"]), name_of(schema["$ref"]))]
    if choices := schema.get("anyOf") or schema.get("oneOf"):
        return [kind for choice in choices for kind in kinds(choice)]
    if "const" in schema:
        return [(json.dumps(schema["const"]), None)]
    types = schema.get("type", "string")
    out = []
    for kind in types if isinstance(types, list) else [types]:
        if kind == "array":
            (text, to), *more = kinds(schema["items"])
            out += [(f"list of {text}", to), *more]
        else:
            out.append((schema.get("format", kind) if kind in ("string", "integer") else kind, None))
    return out


def bounds(schema, low, high, unit):
    least, most = schema.get(low), schema.get(high)
    if most is None or most >= 2**53:
        text = f"at least {least:,}" if least else ""
    elif least is None:
        text = f"at most {most:,}"
    else:
        text = f"{least:,} to {most:,}" if least < most else f"{most:,}"
    return f"{text} {unit}".strip() if text else ""


def limits(schema):
    out = [bounds(schema, *range) for range in RANGES]
    if "x-max-bytes" in schema:
        out.append(f"at most {schema['x-max-bytes']:,} bytes")
    if "x-max-depth" in schema:
        out.append(f"at most {schema['x-max-depth']} levels")
    if choices := [choice for choice in schema.get("enum", ()) if choice is not None]:
        out.append("one of " + ", ".join(choices))
    if "pattern" in schema:
        out.append(f"matches {schema['pattern']}")
    if schema.get("uniqueItems"):
        out.append("no two alike")
    if each := limits(schema["items"]) if "items" in schema else "":
        out.append(f"each {each}")
    if "default" in schema:
        out.append(f"by default {schema['default']}")
    return ", ".join(filter(None, out))


# ------------------------------------------------------------------ what the page shows


class Page:
    def __init__(self, document, codes):
        self.parts = document["components"]
        self.document = document
        self.statuses = [(status, meaning, [code for code, of in codes if of == status]) for status, meaning in self._errors()]
        self.operations = [self._operation(path, item, method) for path, item in document["paths"].items() for method in METHODS if method in item]

    def _errors(self):
        """Every status of an error, and what it means."""
        found = {}
        for op in (item[method] for item in self.document["paths"].values() for method in METHODS if method in item):
            for status, response in op["responses"].items():
                if "$ref" in response:
                    found[status] = self.parts["responses"][name_of(response["$ref"])]["description"]
                elif status >= "400":
                    found.setdefault(status, response["description"])
        return sorted(found.items())

    def _operation(self, path, item, method):
        op = item[method]
        parameters = [self.parts["parameters"][name_of(p["$ref"])] if "$ref" in p else p for p in item.get("parameters", []) + op["parameters"]]
        return {
            "id": op["operationId"], "method": method, "path": path, "doc": op, "tag": op["tags"][0],
            "parameters": [p for p in parameters if p["in"] != "header"],
            "headers": [p["name"] for p in parameters if p["in"] == "header"],
            "body": self._body(op.get("requestBody")),
            "answers": [(status, r, self._answer(r)) for status, r in op["responses"].items() if status < "400"],
            "errors": [status for status in op["responses"] if status >= "400"],
        }

    def _body(self, body):
        if not body:
            return None
        medias, content = list(body["content"]), next(iter(body["content"].values()))
        name = name_of(content["schema"]["$ref"])
        examples = [content["example"]] if "example" in content else []
        return {"medias": medias, "name": name, "schema": self.parts["schemas"][name], "partial": "merge-patch" in medias[0],
                "examples": [{"value": e} for e in examples] or list(content.get("examples", {}).values())}

    def _answer(self, response):
        content = response.get("content", {}).get("application/json")
        return content and {"name": name_of(content["schema"]["$ref"]), "examples": list(content.get("examples", {}).values())}

    def sent_by(self, name):
        return [o for o in self.operations if o["body"] and o["body"]["name"] == name]

    def answered_by(self, name):
        return [o for o in self.operations if any(a and a["name"] == name for _, _, a in o["answers"])]

    @property
    def request_headers(self):
        return [p for p in self.parts["parameters"].values() if p["in"] == "header"]


def guide(text):
    """A page of docs/, with its headings one step lower."""
    tokens = MARKDOWN.parse(text)
    for token in (t for t in tokens if t.type.startswith("heading")):
        token.tag = f"h{int(token.tag[1]) + 1}"
    return jinja2.filters.Markup(MARKDOWN.renderer.render(tokens, MARKDOWN.options, {}))


def page(document, changes, codes, series):
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(HERE), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.filters["text"] = lambda text: jinja2.filters.Markup(MARKDOWN.render(text or ""))
    env.filters["line"] = lambda text: jinja2.filters.Markup(MARKDOWN.renderInline(" ".join((text or "").split())))
    env.filters["json"] = lambda value: json.dumps(value, indent=2, ensure_ascii=False)
    env.filters["kinds"], env.filters["limits"] = kinds, limits
    return env.get_template("docs.html").render(d=document, changes=changes, page=Page(document, codes), series=guide(series))

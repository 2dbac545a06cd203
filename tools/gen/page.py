"""gen/edge/docs.html: the reference page of both documents; and the C files that hold a document."""

import json
import re

import jinja2

from contract import METHODS


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


def marked(text):
    """The little Markdown that descriptions use: code, bold, and lines that are only wrapped."""
    text = str(jinja2.filters.escape((text or "").strip()))
    text = re.sub(r"\n(?!\n|\*\*|- )(?<!\n\n)", " ", text)
    text = re.sub(r"\*\*([^*]+)\*\*", r"<b>\1</b>", re.sub(r"`([^`]+)`", r"<code>\1</code>", text))
    return jinja2.filters.Markup(text)


def page(document, changes, here):
    env = jinja2.Environment(loader=jinja2.FileSystemLoader(here), autoescape=True, trim_blocks=True, lstrip_blocks=True)
    env.filters["ref"] = lambda r: r.rsplit("/", 1)[1]
    env.filters["code"] = marked
    env.filters["json"] = lambda v: json.dumps(v, indent=2, ensure_ascii=False)

    def resolve(p):
        return document["components"]["parameters"][p["$ref"].rsplit("/", 1)[1]] if "$ref" in p else p

    def kind(s):
        if "$ref" in s:
            return s["$ref"].rsplit("/", 1)[1]
        if "anyOf" in s:
            return " or ".join(a.get("format", "") for a in s["anyOf"])
        types = s.get("type", "any")
        types = types if isinstance(types, list) else [types]
        names = [("list of " + kind(s["items"])) if t == "array" else s.get("format", t) if t != "null" else t for t in types]
        return " or ".join(names)

    def limits(s):
        s = {**s, **(s.get("items", {}) if s.get("type") == "array" else {}), **{k: s[k] for k in ("maxItems", "minItems") if k in s}}
        names = (("minLength", "at least {} characters"), ("maxLength", "at most {} characters"), ("minItems", "at least {} items"),
                 ("maxItems", "at most {} items"), ("minimum", "at least {}"), ("maximum", "at most {}"), ("default", "default {}"))
        out = [t.format(json.dumps(s[k]) if k == "default" else s[k]) for k, t in names if k in s and abs(s[k] if isinstance(s[k], int) else 0) < 2**62]
        if "enum" in s:
            out.append("one of " + ", ".join(str(e) for e in s["enum"]))
        return ", ".join(out)

    return env.get_template("docs.html").render(d=document, changes=changes, methods=METHODS, resolve=resolve, kind=kind, limits=limits)

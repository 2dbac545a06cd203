"""YAML whose values know where they stand, so that a fault can be named in one sentence with its file and line.

Scalars are those of YAML 1.2: `no` and 2026-03-01 and 09:00 are texts.  A key that stands twice, an anchor and
a tag of one's own are refused.
"""

import difflib
import re

import yaml

WORDS = {"": None, "~": None, "null": None, "true": True, "false": False}


def fail(at, what):
    raise SystemExit(f"{at}: {what}")


class Map(dict):
    """A mapping: where it stands, and each of its keys."""

    at, lines = "", {}

    def place(self, key):
        return self.lines.get(key, self.at)


class List(list):
    at, lines = "", ()

    def place(self, index):
        return self.lines[index]


class Place:
    """What is being looked at: its file and line, the name of what it is a part of, and its own key."""

    def __init__(self, at, name="", key=""):
        self.at, self.name, self.key = at, name, key

    def of(self, holder, key, name=None):
        return Place(holder.place(key), self.name if name is None else name, key)

    def named(self, name):
        return Place(self.at, name, self.key)

    def fail(self, what):
        fail(self.at, f"{self.name}: {what}" if self.name else what)

    def unknown(self, word, known, what="is unknown", kind=""):
        near = difflib.get_close_matches(str(word), [str(k) for k in known], 1)
        self.fail(f"{kind}{word} {what}" + (f"; did you mean {near[0]}?" if near else ""))


def scalar(node, at):
    text = node.value
    if node.style:  # quoted, or a block
        return text
    if text in WORDS:
        return WORDS[text]
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    return float(text) if re.fullmatch(r"[-+]?[0-9]+\.[0-9]*([eE][-+]?[0-9]+)?", text) else text


def mapping(node, file, seen):
    out = Map()
    out.lines = {}
    for key, value in node.value:
        at = f"{file}:{key.start_mark.line + 1}"
        name = scalar(key, at) if isinstance(key, yaml.ScalarNode) else None
        if not isinstance(name, str):
            fail(at, "a key must be text; put it into quotes")
        if name in out:
            fail(at, f"{name} stands twice")
        out.lines[name] = at
        out[name] = built(value, file, seen)
    return out


def sequence(node, file, seen):
    out = List(built(item, file, seen) for item in node.value)
    out.lines = [f"{file}:{item.start_mark.line + 1}" for item in node.value]
    return out


def built(node, file, seen):
    at = f"{file}:{node.start_mark.line + 1}"
    if id(node) in seen or not node.tag.startswith("tag:yaml.org,2002:"):
        fail(at, "anchors and tags are not read")
    seen[id(node)] = node
    if isinstance(node, yaml.ScalarNode):
        return scalar(node, at)
    out = (mapping if isinstance(node, yaml.MappingNode) else sequence)(node, file, seen)
    out.at = at
    return out


def placed(value, at):
    """A value that is derived from what stands there."""
    if isinstance(value, dict):
        out = Map((k, placed(v, at)) for k, v in value.items())
        out.at, out.lines = at, dict.fromkeys(value, at)
        return out
    if isinstance(value, list):
        out = List(placed(v, at) for v in value)
        out.at, out.lines = at, [at] * len(value)
        return out
    return value


def load(root, file):
    """The mapping that `file` (its path from `root`) holds."""
    try:
        node = yaml.compose((root / file).read_text(encoding="utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        fail(f"{file}:{mark.line + 1 if mark else 1}", getattr(fault, "problem", None) or getattr(fault, "reason", "is no YAML"))
    except UnicodeDecodeError as fault:
        fail(f"{file}:{fault.object[:fault.start].count(10) + 1}", "is not UTF-8")
    if not isinstance(node, yaml.MappingNode):
        fail(f"{file}:1", "must be a mapping")
    return built(node, file, {})

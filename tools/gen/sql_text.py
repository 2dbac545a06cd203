"""Files of named queries, as text: what stands where, without a look at what PostgreSQL says of it.

    -- fragment: columns
    id, name

    -- name: contact_find :one contact
    -- plan: contacts_pkey
    -- buffers: 15
    -- What the query is for.
    SELECT {columns} FROM contacts WHERE id = :id

check_sql.py holds a query to its plan and its buffers; their words are explained in plans.py.  A query that others
may wait for can say `-- locks: first` or `-- locks: then`; shared/db/db.h says what that means.
"""

import pathlib
import re

from marks import fail

ROOT = pathlib.Path(__file__).resolve().parents[2]
HEAD = re.compile(r"^-- name: (\w+) :(one|many|exec)(?: (\w+(?:\+\w+)?))?\s*$")
FRAGMENT = re.compile(r"^-- fragment: (\w+)\s*$")
PATH = r"(?:bitmap |all of )?\w+"
PROMISES = {
    "plan": (re.compile(rf"^-- plan: ({PATH}(?:, {PATH})*)\s*$"), "needs `-- plan: index, bitmap index, all of table`, or `-- plan: none`"),
    "locks": (re.compile(r"^-- locks: (first|then)\s*$"), "needs `-- locks: first` or `-- locks: then`"),
    "buffers": (re.compile(r"^-- buffers: ([1-9][0-9]*)\s*$"), "needs `-- buffers: number`"),
}
HOLE = re.compile(r"\{(\w+)\}")
PARAM = re.compile(r"(?<![:\w]):([a-z_][a-z_0-9]*(?:\.[a-z_][a-z_0-9]*)?\??)")


class Query:
    """A query, or a fragment of one; its lines with their numbers."""

    def __init__(self, file, line, name, cardinality=None, row=None):
        self.file, self.line = file, line
        self.name, self.cardinality, self.row = name, cardinality, row
        self.where = f"{file}:{line}: {name}"
        self.comment, self.lines = [], []
        self.promises = {}

    def promise(self, at, word, line):
        """What `-- plan:`, `-- buffers:` and `-- locks:` say."""
        form, need = PROMISES[word]
        said = form.match(line)
        if not said:
            fail(at, f"{self.name}: {need}")
        if not self.cardinality or self.lines:
            fail(at, f"{self.name}: `-- {word}:` stands above the text of a query")
        if word in self.promises:
            fail(at, f"{self.name}: `-- {word}:` stands twice")
        self.promises[word] = said.group(1)

    def finish(self, fragments):
        """{fragments} are filled in, and :names become $n, each name one number."""
        self.params, self.starts = [], []
        text = ""
        for number, line in self.lines:
            self.starts.append((len(text), number))
            text += self._numbered(HOLE.sub(lambda m: self._filled(m, number, fragments), line)) + "\n"
        self.text = text.rstrip().rstrip(";")

    def _filled(self, match, number, fragments):
        name = match.group(1)
        if name not in fragments:
            fail(f"{self.file}:{number}", f"{self.name}: there is no -- fragment: {name}")
        fragments[name].used = True
        return "\n".join(line for _, line in fragments[name].lines)

    def _numbered(self, text):
        def number(match):
            name = match.group(1)
            if name not in self.params:
                self.params.append(name)
            return f"${self.params.index(name) + 1}"

        parts = re.split(r"('(?:[^']|'')*')", text)
        return "".join(p if p.startswith("'") else PARAM.sub(number, p) for p in parts)

    def at(self, position):
        """The line of a character of the text, counted from 1; 0 is the query's first."""
        number = max((n for start, n in self.starts if start < position), default=self.line)
        return f"{self.file}:{number}"


def parse(path, root=ROOT):
    """The file's queries."""
    file = path.relative_to(root).as_posix()
    queries, fragments = read(file, path.read_text())
    for q in fragments.values():
        q.used = False
        if hole := next((n for n, line in q.lines if HOLE.search(line)), None):
            fail(f"{file}:{hole}", f"{q.name}: a fragment holds no other")
    for q in queries:
        if not q.lines:
            fail(q.where, "has no text")
        q.finish(fragments)
    for q in fragments.values():
        if not q.used:
            fail(q.where, "no query has this fragment")
    return queries


def read(file, text):
    queries, fragments, current = {}, {}, None
    for n, line in enumerate(text.splitlines(), 1):
        head, fragment = HEAD.match(line), FRAGMENT.match(line)
        if head or fragment:
            current = Query(file, n, *(head or fragment).groups())
            kind = queries if head else fragments
            if current.name in kind:
                fail(current.where, f"stands in line {kind[current.name].line} as well")
            kind[current.name] = current
        elif re.match(r"\s*--\s*(name|fragment)\b", line):
            fail(f"{file}:{n}", "needs `-- name: query :one|many|exec [row]` or `-- fragment: name`")
        elif current and (word := re.match(r"\s*--\s*(plan|buffers|locks)\b", line)):
            current.promise(f"{file}:{n}", word.group(1), line)
        elif line.lstrip().startswith("--"):
            if current and not current.lines:
                current.comment.append(line.strip()[2:].strip())
        elif line.strip():
            if not current:
                fail(f"{file}:{n}", "stands before the first `-- name:`")
            if line.count("'") % 2:
                fail(f"{file}:{n}", f"{current.name}: a text in quotes ends in its own line")
            current.lines.append((n, line))
    return list(queries.values()), fragments

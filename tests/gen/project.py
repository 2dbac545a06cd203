"""Projects with one change, for the generator to read."""

import os
import pathlib
import shutil
import sys

import pytest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tools" / "gen"))
os.environ.setdefault("SQLDESC", str(ROOT / "build" / "sqldesc"))

import gen  # noqa: E402

CONTACT, CALENDAR, EVENT, AUTH, DELIVERY = (f"schemas/openapi/{name}.yaml" for name in ("contact", "calendar", "event", "auth", "delivery"))
COMMON, FEED, ASYNC = "schemas/openapi/common.yaml", "schemas/openapi/feed.yaml", "schemas/asyncapi.yaml"
SQL = "services/contact/contact.sql"


def copied(folder, file=None, old=None, new=None):
    """A project of its own with this change: what the file holds now, and the line on which the change begins."""
    for name in ("shared", "gateway", "tools", "docs"):
        (folder / name).symlink_to(ROOT / name)
    for name in ("schemas", "services"):
        shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("*_test.c", "sql"))
    if file is None:
        return None
    text = (folder / file).read_text()
    old = text if old is None else old
    assert old in text, f"{file} has no {old!r}"
    after = text.replace(old, new, 1)
    (folder / file).write_text(after)
    return after, line_of(text, old)


def line_of(text, part):
    return text[:text.index(part)].count("\n") + 1


def said(folder, api_only=True):
    """What the generator says, and that it left gen/ as it was."""
    out = folder / "gen"
    out.mkdir()
    (out / "kept").write_text("as it was")
    with pytest.raises(SystemExit) as end:
        gen.make(folder, out, api_only)
    assert [p.name for p in folder.glob("gen*")] == ["gen"] and (out / "kept").read_text() == "as it was"
    return str(end.value)

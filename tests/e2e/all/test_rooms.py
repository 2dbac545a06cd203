"""The check of the rooms is red for each kind of violation, in a small house of its own."""

import shutil
import subprocess

import pytest

from harness.stack import ROOT

TABLE = """
| room | may use | libraries | what it holds |
| --- | --- | --- | --- |
| `shared/low` | | jansson | the ground |
| `shared/high` | `shared/low` | | what stands on it |
| `gen/*` | `shared/low` | | made for one service |
| `services/*` | `shared` `gen/=` | | a service |
"""
HOUSE = {
    "shared/low/low.h": "int low(void);\n",
    "shared/low/low.c": '#include "shared/low/low.h"\n#include <jansson.h>\n\nint\nlow(void)\n{\n    return 1;\n}\n',
    "shared/high/high.h": "int high(void);\nint high_part(void);\n",
    "shared/high/high.c": '#include "shared/high/high.h"\n#include "shared/low/low.h"\n\nint\nhigh(void)\n{\n    return low();\n}\n',
    "gen/post/sql.h": "int sql_post(void);\n",
    "gen/post/sql.c": '#include "gen/post/sql.h"\n#include "shared/low/low.h"\n\nint\nsql_post(void)\n{\n    return low();\n}\n',
    "gen/bank/sql.h": "int sql_bank(void);\n",
    "gen/bank/sql.c": "int sql_bank(void);\n\nint\nsql_bank(void)\n{\n    return 2;\n}\n",
    "services/post/main.c": '#include "gen/post/sql.h"\n#include "shared/high/high.h"\n\nint\nmain(void)\n{\n    return sql_post() + high();\n}\n',
}


def static(name, body="    return 3;\n"):
    return f"static int\n{name}(void)\n{{\n{body}}}\n"


def user_of(name):
    return f"int {name}_user(void);\n\nint\n{name}_user(void)\n{{\n    return {name}();\n}}\n"


def build(folder, files):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        if name.endswith(".c"):
            out = (folder / "build/obj" / name).with_suffix(".o")
            out.parent.mkdir(parents=True, exist_ok=True)
            subprocess.run(["gcc", "-I.", "-w", "-c", "-o", out, name], cwd=folder, check=True)


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    folder = tmp_path_factory.mktemp("house")
    build(folder, HOUSE)
    return folder


@pytest.fixture
def built(house, tmp_path):
    """The house with these files and this table, checked."""
    return lambda files, table: changed(shutil.copytree(house, tmp_path, dirs_exist_ok=True), files, table)


def changed(folder, files, table):
    (folder / "ARCHITECTURE.md").write_text(table)
    build(folder, files)
    return subprocess.run(["/usr/bin/python3", ROOT / "tools/check_rooms.py", folder], capture_output=True, text=True)


def test_a_house_in_order_passes(built):
    done = built({}, TABLE)
    assert done.returncode == 0, done.stdout
    assert done.stdout.strip() == "5 rooms, 9 files, 4 arrows between rooms, 0 circles of files inside rooms"


VIOLATIONS = {
    "an include of a later room": (
        {"shared/low/more.c": '#include "shared/high/high.h"\n'}, {},
        "shared/low/more.c: shared/low may not use shared/high: it includes shared/high/high.h"),
    "a call of a later room, without an include": (
        {"shared/low/more.c": "int high(void);\n" + user_of("high")}, {},
        "shared/low/more.c: shared/low may not use shared/high: it uses high of shared/high/high.c"),
    "another service's statements": (
        {"services/post/more.c": "int sql_bank(void);\n" + user_of("sql_bank")}, {},
        "services/post/more.c: services/post may not use gen/bank: it uses sql_bank of gen/bank/sql.c"),
    "a library that is another room's": (
        {"shared/high/more.c": "#include <jansson.h>\n"}, {}, "shared/high/more.c: shared/high may not use the library jansson"),
    "an include that depends on where it stands": (
        {"shared/low/more.c": '#include "low.h"\n'}, {}, 'shared/low/more.c: includes "low.h": write the path from the root'),
    "a file in no room": ({"shared/attic/more.c": ""}, {}, "shared/attic/more.c: is in no room"),
    "a room without a file": ({}, {"| `gen/*`": "| `shared/cellar` | | | empty |\n| `gen/*`"}, "shared/cellar: has no file"),
    "a row that names too much": (
        {}, {"| `gen/*` | `shared/low`": "| `gen/*` | `shared/low` `shared/high`"}, "gen/*: names shared/high, which it does not use"),
    "a row that names a library too much": (
        {}, {"| `gen/*` | `shared/low` |": "| `gen/*` | `shared/low` | nats"}, "gen/*: names the library nats, which it does not use"),
    "a row that names a later one": (
        {"shared/low/more.c": '#include "shared/high/high.h"\n'}, {"| `shared/low` | |": "| `shared/low` | `shared/high` |"},
        "shared/low: names shared/high, which has no earlier row"),
    "files of two modules that need each other": (
        {"shared/high/part.c": "int high(void);\n\nint\nhigh_part(void)\n{\n    return high();\n}\n",
         "shared/high/high.c": '#include "shared/high/high.h"\n#include "shared/low/low.h"\n\nint\nhigh(void)\n{\n    return low() + high_part();\n}\n'},
        {}, "shared/high/high.c: needs itself by shared/high/part.c"),
    "a function that stands twice": (
        {"shared/high/more.c": "int low(void);\n\nint\nlow(void)\n{\n    return 4;\n}\n"}, {},
        "shared/low/low.c: defines low, as shared/high/more.c does"),
    "a bare static in three files": (
        {f"shared/low/{name}.c": static("take") for name in ("a", "b", "c")}, {},
        "shared/low/a.c: static take() also stands in shared/low/b.c and shared/low/c.c"),
}


@pytest.mark.parametrize("kind", VIOLATIONS)
def test_what_breaks_the_table_is_named(built, kind):
    files, changes, sentence = VIOLATIONS[kind]
    table = TABLE
    for old, new in changes.items():
        assert old in table
        table = table.replace(old, new)
    done = built(files, table)
    assert done.returncode == 1, done.stdout + done.stderr
    assert f"rooms: {sentence}" in done.stdout, done.stdout


def test_files_of_one_module_may_need_each_other(built):
    pair = {"shared/high/high_part.c": "int high(void);\n\nint\nhigh_part(void)\n{\n    return high();\n}\n",
            "shared/high/high.c": '#include "shared/high/high.h"\n#include "shared/low/low.h"\n\nint\nhigh(void)\n{\n    return low() + high_part();\n}\n'}
    done = built(pair, TABLE)
    assert done.returncode == 0, done.stdout

"""The check of the plans is red for each kind of change that lets a query take another one."""

import re
import shutil
import subprocess

import pytest

from harness.stack import ROOT

PARTS = ("schemas/sql", "services/calendar/calendar.sql", "services/event/event.sql", "shared/actor/runtime.sql",
         "shared/db/connection.c", "tests/sql", "tools/gen", "tools/migrate", "tools/stack/scratch_pg.sh")


def copied(folder):
    for part in PARTS:
        (folder / part).parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
    return folder


CHANGES = {
    "an index that is dropped": (
        "calendar", "schemas/sql/calendar/0003_churn.sql", "-- Every change", "DROP INDEX calendar_members_by_user;\n-- Every change",
        r": calendar_page takes .*, not calendar_members_by_user, calendars_pkey \(no rows\)"),
    "a condition that fits another index": (
        "calendar", "services/calendar/calendar.sql", "= :id AND (left_at IS NULL) IS TRUE;", "= :id AND left_at IS NULL;",
        r": calendar_readers takes calendar_members_by_user, not calendar_members_pkey \(no rows\)"),
    "a fence that is taken away": (
        "event", "services/event/event.sql", """LEFT JOIN LATERAL (
        SELECT slot, mark FROM calendar_marks WHERE calendar_id = seen.calendar_id OFFSET 0
    ) AS m ON true""", "LEFT JOIN calendar_marks AS m USING (calendar_id)",
        r": range_stamp reads \d+ buffers, not \d+ at most \(rows, and statistics of one user's alone\)"),
}


@pytest.mark.parametrize("kind", CHANGES)
def test_what_lets_a_plan_flip_is_named(tmp_path, kind):
    service, name, old, new, sentence = CHANGES[kind]
    tmp_path.chmod(0o755)
    file = copied(tmp_path) / name
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))
    done = subprocess.run([tmp_path / "tools/stack/scratch_pg.sh", "/usr/bin/python3", tmp_path / "tools/gen/check_sql.py", service],
                          capture_output=True, text=True)
    assert done.returncode == 1, done.stdout + done.stderr
    assert re.search(sentence, done.stdout), done.stdout

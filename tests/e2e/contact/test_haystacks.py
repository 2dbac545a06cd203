"""What an earlier release wrote is found, at once as before and soon as it is now."""

import subprocess
from urllib.parse import quote

from harness.stack import ROOT, wait_until

OLD = """
CREATE DATABASE old;
\\c old
CREATE EXTENSION pg_trgm; CREATE EXTENSION unaccent; CREATE EXTENSION btree_gin;
\\i schemas/sql/contact/0001_contact.sql
\\i schemas/sql/contact/0002_departed.sql
\\i schemas/sql/contact/0003_plans.sql
INSERT INTO contacts (id, owner_id, first_name, phone, birthday, tags)
VALUES (gen_random_uuid(), gen_random_uuid(), 'José', '+34 (600) 123', '2000-02-29', '{}');
\\i schemas/sql/contact/0004_haystack.sql
\\i schemas/sql/contact/0005_birthday.sql
\\i schemas/sql/contact/0006_haystacks.sql
SELECT haystack, haystack_version, version, birthday FROM contacts
WHERE (haystack_version <> version AND deleted_at IS NULL) IS TRUE;
UPDATE contacts SET last_name = 'Núñez', version = version + 1;
SELECT haystack, sort_name FROM contacts;
"""


def found(person, text):
    return [c["id"] for c in person.walk(f"/contacts?search={quote(text)}")]


def made_anew(stack):
    return stack.sql("contact", "SELECT count(*) FROM contacts WHERE haystack_version <> version AND deleted_at IS NULL") == "0"


def test_a_migration_keeps_what_is_found():
    done = subprocess.run(["tools/stack/scratch_pg.sh", "psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", "-c", "SELECT 1", "-f", "-"],
                          input=OLD, cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[1:] == [" jose 34600123|0|1|2000-02-29", " jose 34600123|nunez jose +34 (600) 123"]


def test_a_haystack_of_an_earlier_release_is_found_and_made_anew(stack, ada):
    """Before the job has come to it by its words and digits, then in every form."""
    contact = ada.contact("José", last_name="Núñez", phone="+34 600 123456")
    stack.sql("contact", f"UPDATE contacts SET haystack = ' jose nunez 34600123456', haystack_version = 0 WHERE id = '{contact['id']}'")
    for text in ("jose", "núñez", "600 123", "+34600", "jose 34"):
        assert found(ada, text) == [contact["id"]], text
    wait_until("the haystack made anew", lambda: made_anew(stack))
    assert found(ada, "0600 123456") == found(ada, "jose 0034 600") == [contact["id"]]
    assert ada.get(f"/contacts/{contact['id']}").json() == contact


def test_a_change_by_an_earlier_release_is_found_by_its_new_words(stack, ada):
    contact = ada.contact("Heisenberg")
    stack.sql("contact", f"UPDATE contacts SET first_name = 'Schrödinger', version = version + 1 WHERE id = '{contact['id']}'")
    wait_until("the haystack made anew", lambda: made_anew(stack))
    assert found(ada, "schrodinger") == [contact["id"]] and found(ada, "heisenberg") == []


def test_more_than_one_batch_is_made_anew(stack, ada):
    with_number = [ada.contact(f"Batch {i}", phone=f"030 {i:06}")["id"] for i in range(3)]
    stack.sql("contact", f"""
        INSERT INTO contacts (id, owner_id, first_name, phone, tags)
        SELECT gen_random_uuid(), owner_id, 'Batch ' || n, '030 ' || n, '{{}}' FROM contacts, generate_series(1, 999) AS n
        WHERE id = '{with_number[0]}'""")
    wait_until("all haystacks made anew", lambda: made_anew(stack))
    assert len(found(ada, "batch")) == 1002
    assert len(found(ada, "030 999")) == 1

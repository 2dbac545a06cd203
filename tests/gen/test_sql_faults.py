"""As test_faults.py, for the named queries.  Types come from PostgreSQL, so it runs beside one that has the migrations."""

import re

import pytest
from project import ROOT, SQL, copied, line_of, said

import contract
import sql

PROMISES = "-- name: contact_find :one contact\n-- plan: contacts_pkey\n-- buffers: 15\n"
FIND = PROMISES + "SELECT {contact}\nFROM contacts\n"
PLAN = "needs `-- plan: index, bitmap index, all of table`, or `-- plan: none`"
BUFFERS = "needs `-- buffers: number`"
SQL_FAULTS = {
    "no cardinality": (FIND, FIND.replace(" :one contact", ""), 0, "needs `-- name: query :one|many|exec [row]` or `-- fragment: name`"),
    "a misspelt head": (FIND, FIND.replace("-- name:", "-- name "), 0, "needs `-- name: query :one|many|exec [row]` or `-- fragment: name`"),
    "a name twice": (FIND, FIND.replace("_find", "_page"), 0, "contact_page: stands in line {n} as well"),
    "a plan without its colon": (FIND, FIND.replace("plan:", "plan"), 1, "contact_find: " + PLAN),
    "a plan of nothing": (FIND, FIND.replace(" contacts_pkey", ""), 1, "contact_find: " + PLAN),
    "a plan without commas": (FIND, FIND.replace("contacts_pkey", "contacts_pkey contacts_by_name"), 1, "contact_find: " + PLAN),
    "a plan twice": (PROMISES, PROMISES + "-- plan: none\n", 3, "contact_find: `-- plan:` stands twice"),
    "a plan behind the text": (FIND, FIND + "-- plan: none\n", 5, "contact_find: `-- plan:` stands above the text of a query"),
    "a plan of a fragment": ("-- fragment: contact\n", "-- fragment: contact\n-- plan: none\n", 1,
                             "contact: `-- plan:` stands above the text of a query"),
    "buffers in words": (FIND, FIND.replace("15", "a few"), 2, "contact_find: " + BUFFERS),
    "no buffers": (FIND, FIND.replace("15", "0"), 2, "contact_find: " + BUFFERS),
    "buffers twice": (PROMISES, PROMISES + "-- buffers: 20\n", 3, "contact_find: `-- buffers:` stands twice"),
    "locks in words": (FIND, FIND.replace("SELECT", "-- locks: last\nSELECT"), 3, "contact_find: needs `-- locks: first` or `-- locks: then`"),
    "no such fragment": (FIND, FIND.replace("{contact}", "{cols}"), 3, "contact_find: there is no -- fragment: cols"),
    "a fragment in a fragment": ("id, owner_id, first_name", "{id}, owner_id, first_name", 0, "contact: a fragment holds no other"),
    "a fragment that nobody has": ("-- fragment: contact\n", "-- fragment: spare\nid\n\n-- fragment: contact\n", 0,
                                   "spare: no query has this fragment"),
    "a text across lines": (FIND, FIND + "WHERE first_name = 'a\nb' AND ", 5, "contact_find: a text in quotes ends in its own line"),
    "text before the first query": ("-- fragment: contact\n", "SELECT 1;\n-- fragment: contact\n", 0, "stands before the first `-- name:`"),
    "no text": (FIND, "-- name: contact_none :exec\n\n" + FIND, 0, "contact_none: has no text"),
    "what PostgreSQL does not parse": (FIND, FIND.replace("FROM contacts", "FORM contacts"), 4, 'contact_find: syntax error at or near "contacts"'),
    "no such table": (FIND, FIND.replace("FROM contacts", "FROM people"), 4, 'contact_find: relation "people" does not exist'),
    "no such column": (FIND, FIND.replace("{contact}", "{contact}, nickname"), 3, 'contact_find: column "nickname" does not exist'),
    "a parameter without a type": (FIND, FIND.replace("{contact}", "{contact}, :what AS what"), 0,
                                   "contact_find: struct contact has no field what"),
    "a column that the struct has not": (FIND, FIND.replace("{contact}", "{contact}, sort_name"), 0, "contact_find: struct contact has no field sort_name"),
    "a column of another type": (FIND, FIND.replace("{contact}", "{contact}, 1 AS phone"), 0, "contact_find: the contract has contact.phone as text, the query as int4"),
    "a column that may be NULL": (FIND, FIND.replace("{contact}", "{contact}, NULL::uuid AS \"id?\""), 0,
                                  "contact_find: column id may be NULL, contact.id may not"),
    "a type without a form in C": (FIND, "-- name: contact_odd :one\nSELECT 1.5 AS half\n\n" + FIND, 0, "contact_odd half: type numeric has no form in C"),
    "rows without columns": (FIND, "-- name: contact_odd :one\nDELETE FROM contacts\n\n" + FIND, 0, "contact_odd: :one without result columns"),
    "no such struct": (FIND, FIND.replace(":one contact", ":one person+found"), 0, "contact_find: no struct person in this service's contract"),
    "a misspelt row": (FIND, FIND.replace(":one contact", ":one contcat"), 0,
                       "contact_find: the contract has no struct contcat; did you mean contact?"),
    "a row of the query's own name": (FIND, "-- name: odd :one odd\nSELECT 1 AS one\n\n" + FIND, 0, "odd: the contract has no struct odd"),
    "a row of two forms": (FIND, "-- name: contact_odd :one contact_found\nSELECT 1 AS other\n\n" + FIND, 0,
                           "contact_odd: struct sql_contact_found has other columns in another query"),
    "no such member": ("phone = :contact.phone", "phone = :contact.fone", "-- name: contact_update", "contact_update: struct contact has no field fone"),
    "a member of another type": (FIND, "-- name: contact_odd :exec\nDELETE FROM contacts WHERE id = :contact.phone\n\n" + FIND, 0,
                                 "contact_odd: the contract has contact.phone as text, the query as uuid"),
}


@pytest.fixture(scope="module")
def structs():
    return {s.name: s for s in contract.load(ROOT).structs("contact")}


@pytest.mark.parametrize("fault", SQL_FAULTS)
def test_a_fault_in_a_query_is_one_sentence_with_its_line(tmp_path, structs, fault):
    old, new, more, sentence = SQL_FAULTS[fault]
    text, line = copied(tmp_path, SQL, old, new)
    line = line_of(text, more) if isinstance(more, str) else line + more
    with pytest.raises(SystemExit) as end:
        sql.generate("contact", tmp_path / SQL, "almanac_contact", structs, tmp_path)
    assert re.sub(r"(?<=stands in line )[0-9]+", "{n}", str(end.value)) == f"{SQL}:{line}: {sentence}"


def test_a_fault_in_the_last_query_leaves_everything_as_it_was(tmp_path):
    _, line = copied(tmp_path, "services/event/event.sql", None, "-- name: event_odd :exec\nDELETE FROM nothing\n")
    assert said(tmp_path, api_only=False) == f'services/event/event.sql:{line + 1}: event_odd: relation "nothing" does not exist'

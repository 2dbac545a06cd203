"""PUT, merge patch, read-only fields, versions and ETags, deletes: the same for every kind of object."""

import re
import threading

import pytest

from things import read_only


def test_get_then_put_then_get_changes_nothing_but_the_version(ada, thing):
    before = ada.get(thing.path).json()
    assert before == thing.object
    after = ada.put(thing.path, before)
    assert after.status == 200
    moving = {"version", "updated_at"}
    assert {k: v for k, v in after.json().items() if k not in moving} == {k: v for k, v in before.items() if k not in moving}
    assert ada.get(thing.path).json() == after.json()


def default_of(schema):
    """As its description says; null when it says nothing."""
    told = re.search(r"By default `([^`]*)`\.$", schema.get("description", ""))
    return {"false": False, "[]": []}.get(told[1], told[1]) if told else None


def test_put_gives_absent_optional_fields_their_default(ada, thing, contract):
    schema = thing.schema(contract)
    body = {k: v for k, v in thing.writable().items() if k in schema.get("required", ()) or k == thing.text}
    after = ada.put(thing.path, body).json()
    for name, prop in schema["properties"].items():
        if name not in body and name not in ("timezone", "uid"):  # which stay as they are
            assert after[name] == default_of(prop), name


def test_patch_changes_what_it_names_and_null_clears(ada, thing):
    optional = {"event": "description", "calendar": "description", "contact": "notes"}[thing.kind]
    after = ada.patch(thing.path, {thing.text: "Other"}).json()
    assert after[thing.text] == "Other" and after[optional] == thing.object[optional]
    after = ada.patch(thing.path, {optional: None}).json()
    assert after[thing.text] == "Other" and not after[optional]
    assert ada.get(thing.path).json() == after


def test_an_empty_patch_is_fine(ada, thing):
    after = ada.patch(thing.path, {})
    assert after.status == 200
    assert after.json()[thing.text] == thing.object[thing.text]


def test_a_patch_that_is_not_an_object_is_refused(ada, thing):
    for body in (b"[]", b"null", b'"x"', b"1"):
        assert ada.patch(thing.path, body=body).code == "validation_failed"


def test_a_patch_is_judged_as_the_whole_it_makes(ada, thing):
    for body in ({thing.text: 7}, {thing.text: "x" * 2000}, {"no_such": 1}):
        reply = ada.patch(thing.path, body)
        assert (reply.code, reply.bad_fields) == ("validation_failed", set(body))
    assert ada.get(thing.path).json() == thing.object


def test_read_only_fields_are_refused_on_post(ada, thing):
    for name in read_only(thing.object):
        reply = ada.post(thing.list, thing.writable() | {name: thing.object[name] or "x"})
        assert (reply.code, reply.bad_fields) == ("validation_failed", {name})


def test_read_only_fields_are_taken_when_equal_and_refused_when_not(ada, thing):
    other = {"version": 99, "role": "viewer", "public_token": "x"}
    for name in sorted(read_only(thing.object)):
        now = ada.get(thing.path).json()
        assert ada.patch(thing.path, {name: now[name]}).status == 200, name
        wrong = other.get(name) or ("2001-01-01T00:00:00Z" if name.endswith("_at") else "01890a5d-ac96-774b-bcce-b302099a8057")
        for reply in (ada.patch(thing.path, {name: wrong}), ada.put(thing.path, thing.writable() | {name: wrong})):
            assert (reply.code, reply.bad_fields) == ("validation_failed", {name}), name


def test_a_read_only_instant_may_be_written_in_another_zone(ada, thing):
    same = thing.object["created_at"].replace("Z", "+00:00")
    assert ada.patch(thing.path, {"created_at": same}).status == 200


# ------------------------------------------------------------------ versions


def test_the_version_grows_with_every_change_and_is_the_etag(ada, thing):
    first = ada.get(thing.path)
    second = ada.patch(thing.path, {thing.text: "Two"})
    third = ada.put(thing.path, thing.writable())
    versions = [r.json()["version"] for r in (first, second, third)]
    assert versions == sorted(set(versions))


@pytest.mark.parametrize("how", ["put", "patch", "delete"])
def test_a_stale_if_match_is_412_and_changes_nothing(ada, thing, how):
    stale = ada.get(thing.path).etag
    ada.patch(thing.path, {thing.text: "Newer"})
    ask = {"put": lambda m: ada.put(thing.path, thing.writable(), if_match=m),
           "patch": lambda m: ada.patch(thing.path, {thing.text: "Mine"}, if_match=m),
           "delete": lambda m: ada.delete(thing.path, if_match=m)}[how]
    for tag in (stale, "W/" + ada.get(thing.path).etag, "nonsense", '"x"', '"01"', '""', '"99999999999999999999"'):
        assert ask(tag).code == "precondition_failed", tag
    assert ada.get(thing.path).json()[thing.text] == "Newer"
    assert ask(f'"77", {ada.get(thing.path).etag}').status in (200, 204)


def test_any_version_matches_a_star(ada, thing):
    assert ada.patch(thing.path, {thing.text: "Star"}, if_match="*").status == 200


def test_if_none_match_answers_304_while_nothing_changed(ada, thing):
    tag = ada.get(thing.path).etag
    for names in (tag, f'"0", {tag}', "*", "W/" + tag):
        reply = ada.get(thing.path, if_none_match=names)
        assert (reply.status, reply.body, reply.etag) == (304, b"", tag), names
    ada.patch(thing.path, {thing.text: "Newer"})
    assert ada.get(thing.path, if_none_match=tag).status == 200


def test_of_sixteen_writers_with_one_version_one_wins(ada, thing):
    tag, answers = ada.get(thing.path).etag, []

    def write(i):
        answers.append(ada.patch(thing.path, {thing.text: f"Writer {i}"}, if_match=tag).status)

    threads = [threading.Thread(target=write, args=(i,)) for i in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(answers) == [200] + [412] * 15


def test_no_change_is_lost_among_sixteen_careful_writers(ada, thing):
    """Read, add one, write with If-Match, again when it was stale: the sum is right."""
    ada.patch(thing.path, {thing.text: "0"})

    def add():
        while True:
            now = ada.get(thing.path)
            more = str(int(now.json()[thing.text]) + 1)
            if ada.patch(thing.path, {thing.text: more}, if_match=now.etag).status == 200:
                return

    threads = [threading.Thread(target=add) for _ in range(16)]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert ada.get(thing.path).json()[thing.text] == "16"


# ------------------------------------------------------------------ deletes


def test_what_is_deleted_is_gone_for_every_method(ada, thing):
    assert ada.delete(thing.path).status == 204
    assert ada.get(thing.path).status == 404
    assert ada.put(thing.path, thing.writable()).status == 404
    assert ada.patch(thing.path, {thing.text: "x"}).status == 404
    assert ada.delete(thing.path).status == 404
    assert thing.object["id"] not in [o["id"] for o in ada.walk(thing.list)]


def test_ids_are_version_7_and_come_in_order(ada):
    ids = [ada.contact(f"n{i}")["id"] for i in range(20)]
    assert all(i[14] == "7" and i[19] in "89ab" for i in ids)
    assert len(set(ids)) == 20
    assert [i[:13] for i in ids] == sorted(i[:13] for i in ids)

"""The members of a calendar: who may share it, change them, leave, and what each then sees and may do."""

import threading

import pytest

from harness.stack import wait_until
from mails import verified
from things import SharedCalendar

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"
NEW = {"title": "x", "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}
MOST = 1000


@pytest.fixture
def calendar(ada):
    return SharedCalendar(ada)


@pytest.fixture
def bob(person):
    return person("Bob")


@pytest.fixture
def roles(calendar, ada, eve, person):
    """Somebody of each kind."""
    people = {"owner": ada, "editor": person("Editor"), "viewer": person("Viewer"), "former": person("Former"), "stranger": eve}
    for name, role in (("editor", "editor"), ("viewer", "viewer"), ("former", "editor")):
        calendar.let(people[name], role)
    calendar.shut_out(people["former"])
    return people


def share(calendar, person, role="viewer", **whom):
    return person.post(f"{calendar.path}/share", {"role": role} | whom)


def members(calendar, person):
    return {m["id"]: m["role"] for m in person.walk(f"{calendar.path}/members?limit=2")}


# ------------------------------------------------------------------ sharing


def test_who_is_shared_with_sees_the_calendar_in_the_own_role(ada, bob, calendar):
    member = calendar.let(bob, "viewer")
    assert (member["id"], member["calendar_id"], member["role"], member["version"]) == (bob.id, calendar.id, "viewer", 1)
    seen = bob.get(calendar.path).json()
    assert (seen["role"], seen["owner_id"], seen["version"]) == ("viewer", ada.id, 2)
    assert [c["id"] for c in bob.walk("/calendars")] == [calendar.id]
    assert ada.get(calendar.path).json()["role"] == "owner"
    assert ada.get(calendar.member(bob)).json() == bob.get(calendar.member(bob)).json() == member


def test_an_address_counts_when_it_is_verified_and_written_in_any_way(ada, bob, calendar):
    unverified = share(calendar, ada, email=bob.email)
    unknown = share(calendar, ada, email="nobody@example.org")
    assert (unverified.status, unverified.body) == (404, unknown.body)
    verified(bob)
    assert share(calendar, ada, email=f" {bob.email.upper()}").json()["id"] == bob.id


def test_an_account_that_is_not_there_is_no_member(ada, bob, calendar):
    assert share(calendar, ada, user_id=ABSENT).code == "not_found"
    bob.delete("/users/me")
    assert share(calendar, ada, user_id=bob.id).code == "not_found"
    assert members(calendar, ada) == {ada.id: "owner"}


@pytest.mark.parametrize("body, field", [
    ({"role": "viewer"}, "email"), ({"role": "viewer", "email": "a@example.org", "user_id": ABSENT}, "email"),
    ({"user_id": ABSENT}, "role"), ({"role": "owner", "user_id": ABSENT}, "role"), ({"role": "viewer", "email": "none"}, "email"),
    ({"role": "viewer", "user_id": "x"}, "user_id")])
def test_what_is_wrong_with_a_share_is_named(ada, calendar, body, field):
    reply = ada.post(f"{calendar.path}/share", body)
    assert (reply.code, reply.bad_fields) == ("validation_failed", {field})


def test_the_owner_is_shared_with_nothing(ada, calendar):
    assert share(calendar, ada, user_id=ada.id).code == "conflict"
    assert members(calendar, ada) == {ada.id: "owner"}


def test_sharing_again_changes_the_role_and_the_same_once_more_changes_nothing(ada, bob, calendar):
    first = calendar.let(bob, "viewer")
    assert calendar.let(bob, "viewer") == first
    second = calendar.let(bob, "editor")
    assert second == first | {"role": "editor", "version": 2}
    assert ada.get(calendar.path).json()["version"] == 3


def test_one_key_shares_once(ada, bob, calendar):
    body = {"user_id": bob.id, "role": "viewer"}
    first = ada.post(f"{calendar.path}/share", body, key="once")
    calendar.shut_out(bob)
    again = ada.post(f"{calendar.path}/share", body, key="once")
    assert (again.status, again.body) == (200, first.body)
    assert members(calendar, ada) == {ada.id: "owner"}, "the answer is given again, not the role"


# ------------------------------------------------------------------ who may


def test_the_matrix_of_roles(roles, calendar, bob):
    """What each may do with the calendar, its members and its events: status by role."""
    viewer, event = roles["viewer"], roles["owner"].event({"id": calendar.id})
    read = {"owner": 200, "editor": 200, "viewer": 200, "former": 404, "stranger": 404}
    write = read | {"viewer": 403}
    owns = read | {"editor": 403, "viewer": 403}
    cells = [
        ("read the calendar", read, lambda p: p.get(calendar.path)),
        ("change the calendar", owns, lambda p: p.patch(calendar.path, {"name": "N"})),
        ("list the members", read, lambda p: p.get(f"{calendar.path}/members")),
        ("read a member", read, lambda p: p.get(calendar.member(viewer))),
        ("share", owns, lambda p: share(calendar, p, user_id=bob.id)),
        ("change a role", owns, lambda p: p.patch(calendar.member(viewer), {"role": "viewer"})),
        ("remove another", owns | {"owner": 204}, lambda p: p.delete(calendar.member(bob))),
        ("read an event", read, lambda p: p.get(f"/events/{event['id']}")),
        ("list events", read, lambda p: p.get(f"/events?calendar_id={calendar.id}")),
        ("write an event", write, lambda p: p.patch(f"/events/{event['id']}", {"title": "T"})),
        ("make an event", write | {"owner": 201, "editor": 201}, lambda p: p.post("/events", NEW | {"calendar_id": calendar.id})),
        ("free and busy", read, lambda p: p.get(f"/availability?calendar_id={calendar.id}&start=2026-06-01T00:00:00Z&end=2026-06-02T00:00:00Z")),
        ("delete the calendar", owns | {"owner": 204}, lambda p: p.delete(calendar.path)),
    ]
    order = ("stranger", "former", "viewer", "editor", "owner")  # who may do least comes first, so that it is there for all
    for what, expected, ask in cells:
        assert {role: ask(roles[role]).status for role in order} == {role: expected[role] for role in order}, what


def test_the_keys_of_a_member_reach_what_their_scopes_say(roles, calendar, key_of):
    reads, writes = (key_of(roles["owner"], {"calendars": [right]}) for right in ("read", "write"))
    assert reads.get(f"{calendar.path}/members").status == 200
    assert reads.delete(calendar.member(roles["viewer"])).code == "insufficient_scope"
    assert writes.get(f"{calendar.path}/members").code == "insufficient_scope"
    assert writes.delete(calendar.member(roles["viewer"])).status == 204


# ------------------------------------------------------------------ roles and leaving


def test_a_changed_role_counts_from_the_answer_on(ada, bob, calendar):
    calendar.let(bob, "viewer")
    event = ada.event({"id": calendar.id})
    path = f"/events/{event['id']}"
    for role, status in (("editor", 200), ("viewer", 403), ("editor", 200)):
        assert ada.patch(calendar.member(bob), {"role": role}).json()["role"] == role
        assert bob.patch(path, {"title": role}).status == status


def test_a_role_is_part_of_what_the_member_sees(ada, bob, calendar):
    calendar.let(bob, "viewer")
    tag = bob.get(calendar.path).etag
    ada.patch(calendar.member(bob), {"role": "editor"})
    reply = bob.get(calendar.path, if_none_match=tag)
    assert reply.status == 200 and reply.json()["role"] == "editor"


def test_the_owner_s_role_stays(ada, bob, calendar):
    calendar.let(bob, "editor")
    for body in ({"role": "viewer"}, {"role": "owner"}, {}):
        assert ada.patch(calendar.member(ada), body).code == "conflict"
    reply = ada.patch(calendar.member(bob), {"role": "owner"})
    assert (reply.code, reply.bad_fields) == ("validation_failed", {"role"})
    assert ada.delete(calendar.member(ada)).code == "conflict"
    assert members(calendar, ada) == {ada.id: "owner", bob.id: "editor"}


def test_a_member_leaves_and_comes_back(ada, bob, calendar):
    first = calendar.let(bob, "editor")
    event = ada.event({"id": calendar.id})
    assert bob.delete(calendar.member(bob)).status == 204
    for path in (calendar.path, f"{calendar.path}/members", calendar.member(bob), f"/events/{event['id']}"):
        assert bob.get(path).code == "not_found", path
    assert ada.get(calendar.member(bob)).code == ada.delete(calendar.member(bob)).code == "not_found"
    again = calendar.let(bob, "viewer")
    assert (again["role"], again["version"]) == ("viewer", 3) and again["joined_at"] > first["joined_at"]
    assert bob.get(f"/events/{event['id']}").status == 200


def test_who_leaves_takes_no_stale_version(bob, calendar):
    calendar.let(bob, "viewer")
    assert bob.delete(calendar.member(bob), if_match='"2"').code == "precondition_failed"
    assert bob.delete(calendar.member(bob), if_match='"1"').status == 204


def test_lists_are_filtered_by_role(ada, bob, person):
    own = [bob.calendar(str(i))["id"] for i in range(3)]
    shared = {role: [SharedCalendar(ada) for _ in range(3)] for role in ("editor", "viewer")}
    for role, calendars in shared.items():
        for calendar in calendars:
            calendar.let(bob, role)
    for role, ids in {"owner": own, **{role: [c.id for c in calendars] for role, calendars in shared.items()}}.items():
        assert [(c["id"], c["role"]) for c in bob.walk(f"/calendars?role={role}&limit=2")] == [(i, role) for i in ids]
    assert len(bob.walk("/calendars?limit=4")) == 9
    assert bob.get("/calendars?role=former").bad_fields == {"role"}
    cursor = bob.get("/calendars?role=owner&limit=1").json()["next_cursor"]
    assert bob.get(f"/calendars?role=viewer&cursor={cursor}").code == bob.get(f"/calendars?cursor={cursor}").code == "invalid_cursor"


# ------------------------------------------------------------------ limits and crowds


def test_a_calendar_has_a_thousand_members_and_no_more(stack, ada, bob, person, calendar):
    last, above = bob, person("Above")
    stack.sql("calendar", f"INSERT INTO calendar_members (calendar_id, user_id, role) "
                          f"SELECT '{calendar.id}', gen_random_uuid(), 'viewer' FROM generate_series(1, {MOST - 2})")
    calendar.let(last, "viewer")
    assert len(ada.walk(f"{calendar.path}/members?limit=200")) == MOST
    assert share(calendar, ada, user_id=above.id).code == "conflict"
    calendar.let(last, "editor")
    event = last.event({"id": calendar.id})
    assert ada.get(f"/events/{event['id']}").status == 200
    calendar.shut_out(last)
    assert share(calendar, ada, user_id=above.id).status == 200


def test_changes_at_once_are_one_after_the_other(ada, person, calendar):
    people = [person(f"P{i}") for i in range(8)]
    answers = []

    def one(somebody):
        answers.append(share(calendar, ada, user_id=somebody.id).status)
        answers.append(somebody.delete(calendar.member(somebody)).status)
        answers.append(share(calendar, ada, user_id=somebody.id, role="editor").status)

    threads = [threading.Thread(target=one, args=(p,)) for p in people]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert sorted(answers) == [200] * 16 + [204] * 8
    assert members(calendar, ada) == {ada.id: "owner"} | {p.id: "editor" for p in people}
    assert ada.get(calendar.path).json()["version"] == 25
    for somebody in people:
        assert somebody.post("/events", NEW | {"calendar_id": calendar.id}).status == 201


# ------------------------------------------------------------------ what is told


def told(feeds, person, calendar, verb, version):
    """The person's messages of the calendar, as soon as there is the last of them."""
    def found():
        chain = [m for m in feeds.of(person, "calendar") if m["subject"] == calendar.id]
        return chain if chain and (chain[-1]["type"], chain[-1]["version"]) == (f"calendar.{verb}", version) else None
    return wait_until(f"{verb} {version}", found)


def spoken(chain):
    return [(m["type"].removeprefix("calendar."), m["version"], m["data"]["role"], m.get("members", False)) for m in chain]


def test_each_hears_of_the_calendar_in_the_own_role_and_from_when_to_when_it_is_seen(ada, bob, person, calendar, feeds):
    cleo = person("Cleo")
    calendar.let(bob, "viewer")  # version 2
    calendar.let(cleo, "editor")  # 3
    ada.patch(calendar.path, {"name": "Other", "is_public": True})  # 4
    ada.patch(calendar.member(bob), {"role": "editor"})  # 5
    cleo.delete(calendar.member(cleo))  # 6
    ada.patch(calendar.path, {"name": "Last"})  # 7
    calendar.shut_out(bob)  # 8
    ada.patch(calendar.path, {"name": "Unheard"})  # 9
    hers = told(feeds, ada, calendar, "updated", 9)
    assert spoken(hers) == [("created", 1, "owner", False), *(("updated", v, "owner", v in (2, 3, 5, 6, 8)) for v in range(2, 10))]
    bobs = told(feeds, bob, calendar, "deleted", 8)
    assert spoken(bobs) == [
        ("created", 2, "viewer", False), ("updated", 3, "viewer", True), ("updated", 4, "viewer", False), ("updated", 5, "editor", True),
        ("updated", 6, "editor", True), ("updated", 7, "editor", False), ("deleted", 8, "editor", False)]
    cleos = told(feeds, cleo, calendar, "deleted", 6)
    assert spoken(cleos) == [("created", 3, "editor", False), ("updated", 4, "editor", False), ("updated", 5, "editor", True),
                             ("deleted", 6, "editor", False)]
    assert not [m for m in hers + bobs + cleos if "public_token" in m["data"]]
    services = feeds.events("evt.calendar.calendar.*", calendar.id)
    assert [m["version"] for m in services] == list(range(1, 10))


def test_who_goes_with_the_account_is_a_member_no_longer(ada, bob, calendar, feeds, stack):
    calendar.let(bob, "editor")
    assert bob.delete("/users/me").status == 204
    wait_until("the membership to end", lambda: members(calendar, ada) == {ada.id: "owner"})
    last = told(feeds, ada, calendar, "updated", 3)[-1]
    assert last["members"] is True
    wait_until("the copy to know it", lambda: stack.sql(
        "event", f"SELECT count(*) FROM calendar_access WHERE calendar_id = '{calendar.id}'") == "1", 40)

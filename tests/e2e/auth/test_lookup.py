"""Who people are, which services ask on the bus: `auth.users_lookup`."""

import contextlib
import uuid

import pytest

from harness.bus import Bus
from harness.msgpack import pack, unpack
from mails import token_of


@pytest.fixture
def lookup(stack):
    """Asks as the calendar service does."""
    with contextlib.closing(Bus(stack, "calendar")) as bus:
        def lookup(**asked):
            message = pack({"v": 1, "caller": {"kind": "service"}, "input": {"body": asked}})
            return unpack(bus.answers("svc.auth.users_lookup", message)[0])
        yield lookup


@pytest.fixture
def verified(person, api):
    def verified(name):
        made = person(name)
        assert api.post("/auth/verify-email", {"token": token_of(made, "verify_email")}).status == 204
        return made
    return verified


def users(answer):
    return answer["body"]["users"]


def test_people_are_found_by_id_and_by_verified_address_in_the_order_of_the_question(lookup, verified, eve):
    ada = verified("Ada")
    found = users(lookup(ids=[eve.id, str(uuid.uuid4()), ada.id], emails=[eve.email, f" {ada.email.upper()} ", "nobody@example.org"]))
    assert found == [
        {"id": eve.id, "display_name": "Eve", "verified": False}, {"id": ada.id, "display_name": "Ada", "verified": True},
        {"id": ada.id, "display_name": "Ada", "verified": True, "email": f" {ada.email.upper()} "}]


def test_who_has_no_name_is_shown_by_the_handle(lookup, ada):
    assert ada.patch("/users/me", {"name": None}).status == 200
    assert users(lookup(ids=[ada.id])) == [{"id": ada.id, "display_name": ada.user["handle"], "verified": False}]


def test_accounts_that_are_gone_or_stand_still_are_not_found(stack, lookup, verified):
    gone, still = verified("Gone"), verified("Still")
    assert len(users(lookup(ids=[gone.id, still.id], emails=[gone.email, still.email]))) == 4
    stack.sql("auth", f"UPDATE users SET is_active = false WHERE id = '{still.id}'")
    assert gone.delete("/users/me").status == 204
    assert users(lookup(ids=[gone.id, still.id], emails=[gone.email, still.email])) == []


def test_500_of_each_may_be_asked_and_no_more(lookup, verified):
    ada = verified("Ada")
    most = {"ids": [ada.id] * 500, "emails": [ada.email] * 500}
    assert len(users(lookup(**most))) == 1000
    for name, one in (("ids", ada.id), ("emails", ada.email)):
        error = lookup(**most | {name: [one] * 501})["error"]
        assert error["code"] == "validation_failed" and [d["field"] for d in error["details"]] == [name]
    assert users(lookup()) == users(lookup(ids=[], emails=[])) == []


def test_it_is_for_services_alone(stack, api):
    for process, may in (("calendar", True), ("event", True), ("contact", False), ("gateway", False), ("delivery", False)):
        with contextlib.closing(Bus(stack, process)) as bus:
            assert bus.may_publish("svc.auth.users_lookup", f"_INBOX_{process}.x.1") == may, process

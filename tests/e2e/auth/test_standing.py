"""How accounts are, which services ask on the bus: `auth.users_standing`."""

import contextlib
import uuid

import pytest

from harness.bus import Bus
from harness.msgpack import pack, unpack


@pytest.fixture
def standing(stack):
    """Asks as the delivery service does; what was answered, by account."""
    with contextlib.closing(Bus(stack, "delivery")) as bus:
        def standing(*ids):
            message = pack({"v": 1, "caller": {"kind": "service"}, "input": {"body": {"user_ids": list(ids)}}})
            return {u.pop("user_id"): u for u in unpack(bus.answers("svc.auth.users_standing", message)[0])["body"]["users"]}
        yield standing


def test_an_account_has_the_zone_and_the_version_of_its_last_change(standing, ada, eve):
    before = ada.get("/users/me").json()
    assert standing(ada.id) == {ada.id: {"is_active": True, "timezone": before["timezone"], "version": before["version"]}}
    changed = ada.patch("/users/me", {"timezone": "Pacific/Chatham"}).json()
    assert changed["version"] > before["version"]
    assert standing(ada.id, eve.id, str(uuid.uuid4())) == {
        ada.id: {"is_active": True, "timezone": "Pacific/Chatham", "version": changed["version"]},
        eve.id: {"is_active": True, "timezone": eve.user["timezone"], "version": eve.get("/users/me").json()["version"]}}


def test_who_was_stopped_stands_and_who_is_deleted_does_not(standing, stack, person):
    still, gone = person("Still"), person("Gone")
    version = still.get("/users/me").json()["version"]
    stack.admin("deactivate", still.email)
    assert gone.delete("/users/me").status == 204
    assert standing(still.id, gone.id) == {still.id: {"is_active": False, "timezone": "UTC", "version": version + 1}}

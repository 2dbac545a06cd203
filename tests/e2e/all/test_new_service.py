"""Another service is its folder, its contract and its migrations: one is laid in a copy, built, asked and taken away."""

import pytest

from copies import copied, done, files, lay, run
from harness.contract import Contract
from harness.people import Person
from harness.product import SERVICES
from harness.stack import Stack, wait_until

NAME = "voucher"


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    return copied(tmp_path_factory.mktemp("copy"))


@pytest.mark.parametrize("words, sentence", [
    ({}, "which name? NAME=voucher"), ({"NAME": "Voucher"}, "a name is 3 to 20 small letters"), ({"NAME": "ab"}, "a name is 3 to 20"),
    ({"NAME": "../../x"}, "a name is 3 to 20 small letters"), ({"NAME": "x" * 21}, "a name is 3 to 20 small letters"),
    ({"NAME": "contact"}, "schemas/sql/contact already"), ({"NAME": "common"}, "schemas/openapi/common.yaml has common already"),
    ({"NAME": "gateway"}, "means something else already"), ({"NAME": "double"}, "means something else already"),
    ({"NAME": "user"}, "has User already"), ({"NAME": "bus"}, "shared/bus/bus.h has that name already"),
    ({"NAME": "address"}, "address.h has that name already"), ({"NAME": "runtime"}, "schemas/sql/runtime already"),
    ({"NAME": "person", "PLURAL": "contacts"}, "has contacts already"), ({"NAME": "sheep", "PLURAL": "sheep"}, "has to differ"),
    ({"NAME": "voucher", "PLURAL": "vou chers"}, "a name is 3 to 20 small letters")])
def test_a_name_that_is_none_or_is_taken_is_refused_with_a_sentence(copy, words, sentence):
    before = files(copy)
    refused = lay(copy, **{"NAME": "", "PLURAL": ""} | words)
    assert refused.returncode != 0 and refused.stderr.startswith("new-service: ") and sentence in refused.stderr, refused
    assert files(copy) == before


def test_a_service_is_laid_built_asked_and_taken_away(copy, contract):
    before = files()
    stack = Stack(root=copy).start()  # an installation of before
    ada = Person(stack.port, contract, "Ada")
    calendar = ada.calendar()
    stack.stop()

    untouched = files(copy)
    done(lay(copy, NAME=NAME))
    changed = {name for name, state in files(copy).items() if untouched.get(name) != state}
    assert {name for name in changed if not name.startswith(("gen/", f"services/{NAME}/", f"tests/e2e/{NAME}/", f"tests/sql/{NAME}/"))} == {
        f"schemas/openapi/{NAME}.yaml", f"schemas/sql/{NAME}/0001_{NAME}.sql", "schemas/asyncapi.yaml"}
    assert "already" in lay(copy, NAME=NAME).stderr
    done(run("make", "-s", "-j2", "build-asan", cwd=copy))
    done(run("tools/stack/scratch_pg.sh", "/usr/bin/python3", "tools/gen/check_sql.py", NAME, cwd=copy))

    # The installation takes it: database, role, key of the bus, and who may see what.
    stack.start()
    ada.wire.drop()
    ada.contract = Contract((copy / "gen/edge/openapi.json").read_text())
    ada.signed_in(ada.post("/auth/login", {"email": ada.email, "password": ada.password}).json())
    assert ada.get("/readyz").json()["parts"].keys() >= {*SERVICES, NAME, f"{NAME}.database"}
    reply = ada.patiently(lambda: ada.post("/vouchers", {"title": "Tea"}))
    assert reply.status == 201 and ada.get(f"/vouchers/{reply.json()['id']}").json() == reply.json()
    wait_until("it to know the calendars of before",
               lambda: ada.post("/vouchers", {"title": "Tea", "calendar_id": calendar["id"]}).status == 201)
    stack.stop()
    stack.remove()

    # Its own tests and those over all operations pass, and a deleted account leaves nothing in it.
    done(run("/usr/bin/python3", "-m", "pytest", "-q", "-p", "no:cacheprovider", "--rootdir=.", "tests/e2e", "--ignore=tests/e2e/faults", "-k",
             f"{NAME} or test_purge", cwd=copy, PYTHONPATH="tests"))
    assert files() == before, "the checkout is as it was"

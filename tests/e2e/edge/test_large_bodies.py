"""Bodies above 64 KiB, which a thread parses: they answer as small ones do, and each caller has so many of them."""

import json
import pathlib
import threading

import pytest

from harness.people import Api
from harness.stack import wait_until
from raw import connect

AT_ONCE = 64 * 1024  # BODY_AT_ONCE of gateway/ask/ask_body.h


def padded(value, size):
    """The value's JSON, with blanks before its end so that it has so many bytes."""
    text = json.dumps(value)
    return (text[:-1] + " " * (size - len(text)) + text[-1]).encode()


@pytest.mark.parametrize("size", [AT_ONCE - 1, AT_ONCE, AT_ONCE + 1, 1024 * 1024])
def test_a_body_of_any_size_is_the_same_to_its_operation(ada, size):
    made = ada.post("/contacts", body=padded({"first_name": "Grace"}, size))
    assert made.status == 201 and made.json()["first_name"] == "Grace"
    changed = ada.patch(f"/contacts/{made.json()['id']}", body=padded({"notes": "é"}, size), if_match=made.etag)
    assert changed.status == 200 and changed.json()["notes"] == "é"
    assert ada.post("/contacts", body=padded({"first_name": 7, "surname": "x"}, size)).bad_fields == {"first_name", "surname"}
    assert ada.post("/contacts", body=padded({"tags": [1] * 300}, size)).bad_fields == {"body"}
    assert ada.post("/contacts", body=padded({}, size)[:-1]).code == "invalid_json"
    first, again = (ada.post("/contacts", body=padded({"first_name": "Once"}, size), key=f"once-{size}") for _ in range(2))
    assert first.status == 201 and first.json() == again.json()


def cpu(pid):
    """Nanoseconds that the loop of a gateway has run, and that its other threads have."""
    of = {task.name: int((task / "schedstat").read_text().split()[0]) for task in pathlib.Path(f"/proc/{pid}/task").iterdir()}
    loop = of.pop(str(pid))
    return loop, sum(of.values())


@pytest.mark.parametrize("size, beside", [(AT_ONCE, False), (AT_ONCE + 1, True)])
def test_a_large_body_is_work_of_another_thread_than_the_loop(stack, ada, contract, size, beside):
    body = json.dumps({"notes": ""}).encode().replace(b'""', b'"' + b"\\u00e9" * ((size - 13) // 6) + b'"').ljust(size)
    with stack.another_gateway() as gateway:
        me = Api(gateway.port, contract, ada.token)
        wait_until("it to serve", lambda: me.get("/auth/me", check=False).status == 200)
        before = cpu(gateway.process.pid)
        assert {me.post("/contacts", body=body).code for _ in range(100)} == {"validation_failed"}
        loop, others = (after - then for after, then in zip(cpu(gateway.process.pid), before))
    print(f"the loop ran {loop // 1000} us, other threads {others // 1000} us")
    assert (others > loop / 4) == beside


def test_a_client_that_goes_while_its_body_is_parsed_harms_nobody(stack, ada):
    body = padded({"notes": "\u00e9" * 100000}, 1024 * 1024)
    head = (f"POST /contacts HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer {ada.token}\r\nContent-Type: application/json\r\n"
            f"Content-Length: {len(body)}\r\n\r\n").encode()
    for _ in range(20):
        with connect(stack.port) as s:
            s.sendall(head + body)
    assert ada.get("/auth/me").status == 200


def test_one_caller_has_so_many_large_bodies_and_others_have_theirs(stack, contract, ada, eve):
    """Forty at once: what is beyond the caller's share is 503, and somebody else's is taken meanwhile."""
    slow_machine = {"unavailable", "timeout"}
    body, got = padded({"notes": "é" * 80000}, 1024 * 1024), []
    with stack.another_gateway(ALMANAC_REQUEST_TIMEOUT="600000") as other:
        hers, others = (Api(other.port, contract, person.token) for person in (ada, eve))
        threads = [threading.Thread(target=lambda: got.append(hers.post("/contacts", body=body).code)) for _ in range(40)]
        for t in threads:
            t.start()
        answers = [others.post("/contacts", body=padded({"first_name": "Grace"}, 1024 * 1024)) for _ in range(5)]
        for t in threads:
            t.join()
        assert all(a.status == 201 or a.code in slow_machine for a in answers), answers
        assert {"overloaded", "validation_failed"} <= set(got) <= {"overloaded", "validation_failed"} | slow_machine
        wait_until("her share to be free", lambda: hers.post("/contacts", body=padded({"first_name": "Grace"}, AT_ONCE + 1)).status == 201)

"""Nobody sees, changes or can even tell the existence of what belongs to somebody else."""

from dataclasses import replace

from calls import call_of

ABSENT = "01890a5d-ac96-774b-bcce-b302099a8057"
REQUEST_ID = {"X-Request-Id", "Date"}


def visible(reply):
    headers = {k: v for k, v in reply.headers.items() if k not in REQUEST_ID}
    return reply.status, reply.body, headers


def test_every_operation_with_an_id_answers_a_stranger_as_if_it_were_absent(eve, thing, contract):
    seen = 0
    for op in contract.operations:
        if not op.path.startswith(thing.list + "/{id}"):
            continue
        seen += 1
        call = call_of(op, eve)
        theirs, absent = (replace(call, path=call.path | {"id": id}).ask(eve, op) for id in (thing.object["id"], ABSENT))
        assert theirs.status == 404, op
        assert visible(theirs)[0] == visible(absent)[0]
        assert theirs.json()["code"] == absent.json()["code"] == "not_found"
    assert seen >= 4


def test_a_stranger_s_lists_do_not_show_it(eve, thing):
    assert eve.walk(thing.list) == []


def test_a_stranger_s_if_match_gives_nothing_away(eve, thing):
    assert eve.delete(thing.path, if_match='"1"').code == "not_found"
    assert eve.get(thing.path, if_none_match='"1"').code == "not_found"
    assert eve.get(thing.path, if_none_match="*").code == "not_found"


def test_a_stranger_cannot_put_events_into_a_calendar(ada, eve):
    calendar = ada.calendar()
    new = {"title": "x", "start_time": "2026-06-01T09:00:00Z", "end_time": "2026-06-01T10:00:00Z"}
    for id in (calendar["id"], ABSENT):
        reply = eve.post("/events", new | {"calendar_id": id})
        assert (reply.status, reply.code) == (404, "not_found")
    event = eve.event(eve.calendar())
    for id in (calendar["id"], ABSENT):
        reply = eve.patch(f"/events/{event['id']}", {"calendar_id": id})
        assert (reply.status, reply.code) == (404, "not_found")
    assert ada.walk("/events") == []


def test_a_stranger_s_filter_by_calendar_is_answered_as_if_it_were_absent(ada, eve):
    event = ada.event(ada.calendar())
    for id in (event["calendar_id"], ABSENT):
        reply = eve.get(f"/events?calendar_id={id}")
        assert (reply.status, reply.code) == (404, "not_found")


def test_an_idempotency_key_of_somebody_else_replays_nothing(ada, eve):
    mine = ada.post("/contacts", {"first_name": "Mine"}, key="the-same-key").json()
    theirs = eve.post("/contacts", {"first_name": "Mine"}, key="the-same-key").json()
    assert (mine["id"] != theirs["id"]) and theirs["owner_id"] == eve.id


def test_an_idempotency_key_has_no_spaces(ada):
    reply = ada.post("/contacts", {"first_name": "Mine"}, key="the same key")
    assert reply.bad_fields == {"Idempotency-Key"}
    assert ada.walk("/contacts") == []

"""`visibility`: of what is not public, viewers see only the times."""

import pytest

from series import MONDAYS, change, listed, occurrence, weekly


@pytest.fixture
def calendar(ada):
    return ada.calendar()


# ------------------------------------------------------------------ the field


@pytest.mark.parametrize("visibility", ["public", "private", "confidential"])
def test_it_is_kept_as_it_was_sent(ada, calendar, visibility):
    event = ada.event(calendar, visibility=visibility)
    assert event["visibility"] == visibility
    assert ada.get(f"/events/{event['id']}").json() == event
    assert ada.get("/events").json()["data"] == [event]


def test_by_default_an_event_is_public(ada, calendar):
    event = ada.event(calendar)
    assert event["visibility"] == "public"
    path = f"/events/{event['id']}"
    assert ada.patch(path, {"visibility": "private"}).json()["visibility"] == "private"
    assert ada.patch(path, {"title": "Other"}).json()["visibility"] == "private"
    whole = {k: event[k] for k in ("calendar_id", "title", "start_time", "end_time")}
    assert ada.put(path, whole).json()["visibility"] == "public"


@pytest.mark.parametrize("bad", ["secret", "", 1])
def test_others_are_refused(ada, calendar, bad):
    reply = ada.post("/events", {"calendar_id": calendar["id"], "title": "x", "start_time": "2026-06-01T09:00:00Z",
                                 "end_time": "2026-06-01T10:00:00Z", "visibility": bad})
    assert (reply.status, reply.bad_fields) == (400, {"visibility"})

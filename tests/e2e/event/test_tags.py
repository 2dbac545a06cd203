"""GET /tags: the tags of the calendars that somebody sees, and how many events have each."""

from urllib.parse import urlencode

from harness.stack import wait_until
from series import MONDAYS, cancel, change, moved, weekly


def tags(person, limit=200, **query):
    return {t["tag"]: t["count"] for t in person.walk("/tags?" + urlencode(query | {"limit": limit}, doseq=True))}


def test_tags_count_the_events_that_have_them(ada, eve):
    here, there = ada.calendar(), ada.calendar()
    first = ada.event(here, tags=["work", "Zoë"])
    ada.event(here, tags=["work"])
    ada.event(there, tags=["work", "home"])
    assert tags(ada) == {"Zoë": 1, "home": 1, "work": 3} == tags(ada, limit=1)
    assert list(tags(ada)) == ["Zoë", "home", "work"]
    assert tags(ada, calendar_id=there["id"]) == {"home": 1, "work": 1}
    assert tags(ada, calendar_id=[here["id"], there["id"]]) == tags(ada)
    assert tags(eve) == {} and eve.get(f"/tags?calendar_id={here['id']}").status == 404
    path = f"/events/{first['id']}"
    ada.patch(path, {"tags": ["home"]})
    assert tags(ada) == {"home": 2, "work": 2}
    ada.patch(path, {"calendar_id": there["id"]})
    assert tags(ada, calendar_id=here["id"]) == {"work": 1} and tags(ada, calendar_id=there["id"]) == {"home": 2, "work": 1}
    ada.delete(path)
    assert tags(ada) == {"home": 1, "work": 2}


def test_a_series_counts_once_and_what_was_changed_by_itself_too(ada):
    series = weekly(ada, tags=["team"])
    assert tags(ada) == {"team": 1}
    change(ada, series, "this", MONDAYS[1], {"tags": ["own"]} | moved(9))
    change(ada, series, "this", MONDAYS[2], {"title": "Own"})
    assert tags(ada) == {"own": 1, "team": 2}
    change(ada, series, "following", MONDAYS[3], {"tags": ["rest"]})
    assert tags(ada) == {"own": 1, "rest": 1, "team": 2}
    cancel(ada, series, "this", MONDAYS[1])
    assert tags(ada) == {"rest": 1, "team": 2}
    ada.delete(f"/events/{series['id']}")
    assert tags(ada) == {"rest": 1}


def test_cursors_carry_their_calendars(ada):
    calendar = ada.calendar()
    ada.event(calendar, tags=["a", "b"])
    cursor = ada.get("/tags?limit=1").json()["next_cursor"]
    assert ada.get(f"/tags?limit=1&cursor={cursor}&calendar_id={calendar['id']}").code == "invalid_cursor"


def test_what_came_to_nothing_leaves_no_row(stack, ada):
    calendar = ada.calendar()
    for n in range(3):
        ada.delete(f"/events/{ada.event(calendar, tags=[f't{n}'])['id']}")
    ada.event(calendar, tags=["left"])
    # As writers on several connections leave it, before the job comes by.
    stack.sql("event", f"""INSERT INTO calendar_tags VALUES ('{calendar['id']}', 'left', 9, -1), ('{calendar['id']}', 'left', 10, 1),
                           ('{calendar['id']}', 'gone', 9, -1), ('{calendar['id']}', 'gone', 10, 1)""")
    wait_until("the counts settled", lambda: stack.sql(
        "event", f"SELECT string_agg(tag || count, ' ') FROM calendar_tags WHERE calendar_id = '{calendar['id']}'") == "left1", seconds=120)
    assert tags(ada) == {"left": 1}

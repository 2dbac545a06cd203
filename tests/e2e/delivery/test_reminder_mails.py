"""What a reminder that comes due sends: a mail, or the feed's message to webhooks, as its channel says."""

import contextlib
import datetime
import json
import time

import pytest

from harness.bus import Bus
from harness.contract import new_id
from harness.mails import written
from harness.people import Person
from harness.receiver import Receiver
from harness.stack import wait_until
from reminders import DAY, message, now, tell, text
from webhooks import is_signed, webhook

CHANNELS = ("feed", "email", "webhook")
NOT_VERIFIED = "the address has not proved itself"


@pytest.fixture
def receiver():
    with Receiver() as receiver:
        yield receiver


@pytest.fixture
def people(sending, contract):
    """Makes users who have proved their addresses."""
    def make(name="Ada", **fields):
        person = Person(sending.port, contract, name, **{"timezone": "Asia/Kathmandu"} | fields)
        sending.sql("auth", f"UPDATE users SET email_verified_at = now() WHERE id = '{person.id}'")
        return person
    return make


@pytest.fixture
def ada(people):
    return people()


def meeting(person, title="Meeting", begins=3, **fields):
    """It begins in so many seconds."""
    start = now() + datetime.timedelta(seconds=begins)
    return person.event(person.calendar(), title, text(start), text(start + datetime.timedelta(hours=1)), **fields)


def remind(person, event, channel, **fields):
    reply = person.post(f"/events/{event['id']}/reminders", {"minutes_before": 0, "channel": channel} | fields)
    assert reply.status == 201, reply
    return reply.json()


def read_so_far(stack):
    """All feeds, by those who deliver."""
    def all_read():
        with contextlib.closing(Bus(stack)) as bus:
            reader = bus.ask("$JS.API.CONSUMER.INFO.FEED.delivery_feed")
        return reader["num_pending"] == reader["num_ack_pending"] == 0
    wait_until("all to be read", all_read)


def rows(stack, person):
    """Of the mails about reminders: id, state, why."""
    all = stack.sql("delivery", f"SELECT id, state, coalesce(why, '') FROM deliveries WHERE user_id = '{person.id}' AND kind = 'reminder' "
                                "ORDER BY created_at, id")
    return [line.split("|") for line in all.splitlines()]


def ended(stack, person, count=1):
    return wait_until(f"{count} mails to end", lambda: (r := rows(stack, person)) and len(r) == count and "waiting" not in [s for _, s, _ in r] and r)


def mails(stack, person, count=1):
    all = ended(stack, person, count)
    assert {state for _, state, _ in all} == {"sent"}, all
    return [written(stack, id) for id, _, _ in all]


def texts(mail):
    """The plain text, and the HTML as it is written, with their lines joined."""
    return [" ".join(mail.get_body([kind]).get_content().split()) for kind in ("plain", "html")]


# ------------------------------------------------------------------ from the event to the mail


def test_a_reminder_by_mail_is_one_mail_when_it_comes_due(ada, sending):
    event = meeting(ada, "Zoë's lunch", location="Room <4>")
    reminder = remind(ada, event, "email")
    mail, = mails(sending, ada)
    assert ada.email in mail["To"] and mail["Subject"] == "Reminder: Zoë's lunch" and mail["Auto-Submitted"] == "auto-generated"
    assert "/mails/stop?token=" in mail["List-Unsubscribe"]
    start = datetime.datetime.fromisoformat(event["start_time"]) + datetime.timedelta(hours=5, minutes=45)
    for words, (name, place) in zip(texts(mail), (("Zoë's lunch", "Room <4>"), ("Zoë&#39;s lunch", "Room &lt;4&gt;"))):
        assert f"Your reminder: {name}" in words and f"Where: {place}" in words and "Hello Ada," in words
        assert f"{start:%-d %B %Y, %H:%M}" in words and "(Asia/Kathmandu, UTC+5:45)" in words
    assert ada.get(f"/events/{event['id']}/reminders/{reminder['id']}").status == 200


def test_each_occurrence_of_a_series_has_a_mail(ada, sending):
    event = meeting(ada, "Standup", recurrence_rule="FREQ=DAILY;COUNT=3")
    remind(ada, event, "email")
    mail, = mails(sending, ada)
    assert mail["Subject"] == "Reminder: Standup"
    time.sleep(1)
    assert len(rows(sending, ada)) == 1  # tomorrow's comes tomorrow
    body = json.loads(sending.sql("delivery", f"SELECT convert_from(body, 'UTF8') FROM deliveries WHERE id = '{rows(sending, ada)[0][0]}'"))
    assert body["data"]["recurrence_id"] is not None


def test_a_reminder_at_a_time_by_itself_names_the_event_alone(ada, sending):
    event = ada.event(ada.calendar(), "Fair", "2126-06-01T09:00:00Z", "2126-06-01T10:00:00Z")
    reply = ada.post(f"/events/{event['id']}/reminders", {"at": text(now() + datetime.timedelta(seconds=3)), "channel": "email"})
    assert reply.status == 201, reply
    for words in texts(mails(sending, ada)[0]):
        assert "Your reminder: Fair" in words and "When:" not in words


def test_each_channel_has_its_own(ada, sending, receiver):
    """And the feed has all."""
    made = webhook(ada, url=receiver.url("/in"), nouns=["reminder"])
    event = meeting(ada, begins=4)
    of = {remind(ada, event, channel)["id"]: channel for channel in CHANNELS}
    mails(sending, ada)
    due = wait_until("the firing", lambda: [r for r in receiver.requests if json.loads(r.body)["type"] == "reminder.due"])
    read_so_far(sending)
    assert len(rows(sending, ada)) == 1
    types = sorted(d["type"] for d in ada.walk(f"/webhooks/{made['id']}/deliveries"))
    assert types == ["reminder.created"] * 3 + ["reminder.due"]
    told = json.loads(due[0].body)
    assert of[told["data"]["id"]] == "webhook" and told["data"]["title"] == "Meeting" and is_signed(made["secret"], due[0])
    with contextlib.closing(Bus(sending)) as bus:
        feed = [json.loads(m.data)["data"] for m in bus.stored("FEED", f"in.feed.{ada.id}.reminder.due")]
    assert sorted(of[r["id"]] for r in feed) == sorted(CHANNELS)


# ------------------------------------------------------------------ what is in the mail

TITLES = {
    "Lunch\r\nBcc: eve@example.org\r\n\r\nDear": "Lunch Bcc: eve@example.org Dear",
    "\"quoted\" 'and' <script>alert(1)</script> & more": "\"quoted\" 'and' <script>alert(1)</script> & more",
    "\u202etxt.exe\u202c \u2067\u2028next": "txt.exe next",
    "=?utf-8?q?Subject?= {site} {why} %s": "=?utf-8?q?Subject?= {site} {why} %s",
    "é" * 500: "é" * 500,
    "🎉" * 500: "🎉" * 250 + "…",
}


@pytest.mark.parametrize("title", TITLES, ids=range(len(TITLES)))
def test_a_title_is_text_and_nothing_else(ada, sending, title):
    tell(sending, ada, message("email", title=title))
    mail, = mails(sending, ada)
    plain, page = texts(mail)
    assert mail["Subject"] == f"Reminder: {TITLES[title]}" and mail["Bcc"] is None and not mail.defects
    assert f"Your reminder: {TITLES[title]} " in plain
    assert "<script" not in page and "&lt;script&gt;" in page or "script" not in title
    assert all(len(line) <= 998 for line in mail.as_bytes().split(b"\n"))


def test_a_title_that_is_hidden_is_not_told(ada, sending):
    tell(sending, ada, message("email", title=None))
    mail, = mails(sending, ada)
    assert mail["Subject"] == "Reminder: an event" and all("Your reminder: an event" in words for words in texts(mail))


def test_all_day_events_have_dates(ada, sending):
    day = (now() + DAY).date()
    tell(sending, ada, message("email", start_time=str(day), end_time=str(day + DAY)),
         message("email", start_time=str(day), end_time=str(day + 3 * DAY)))
    one, three = sorted((texts(mail)[0] for mail in mails(sending, ada, 2)), key=len)
    assert f"When: {day:%A, %-d %B %Y}, all day (Asia/Kathmandu)" in one
    assert f"When: {day:%A, %-d %B %Y} - {day + 2 * DAY:%A, %-d %B %Y}, all day (Asia/Kathmandu)" in three


# ------------------------------------------------------------------ once, or not at all


def test_a_message_that_comes_again_is_one_mail(people, emptied):
    """The process that delivers dies before it has acknowledged them, and they are published twice as well."""
    ada, messages = people(), [message("email", title=f"Meeting {n}") for n in range(20)]
    tell(emptied, ada, *messages[:10])
    with emptied.unattended():
        pid = emptied.kill("delivery")
        tell(emptied, ada, *messages)
    emptied.wait_restarted("delivery", pid)
    tell(emptied, ada, *messages)
    read_so_far(emptied)
    assert sorted(mail["Subject"] for mail in mails(emptied, ada, 20)) == sorted(f"Reminder: Meeting {n}" for n in range(20))


def test_nothing_else_is_mailed(ada, sending):
    tell(sending, ada, message("feed"), message("webhook"), message("email", "missed"), message("email", "updated"), message("email", "created"),
         {"id": new_id()} | {"type": "reminder.due"})
    read_so_far(sending)
    assert rows(sending, ada) == []


def test_an_address_that_is_not_verified_gets_no_reminders(sending, contract):
    eve = Person(sending.port, contract, "Eve")
    tell(sending, eve, message("email", title="Buy at evil.example"))
    assert [row[1:] for row in ended(sending, eve)] == [["cancelled", NOT_VERIFIED]]


def test_who_has_no_account_any_more_gets_none(ada, sending):
    assert ada.delete("/users/me").status == 204
    tell(sending, ada, message("email"))
    assert [row[1] for row in ended(sending, ada)] == ["cancelled"]


def test_what_is_over_is_not_mailed(ada, sending):
    past = {"start_time": text(now() - DAY), "end_time": text(now() - DAY / 2)}
    tell(sending, ada, message("email", due_at=text(now() - DAY), **past))
    assert [row[1:] for row in ended(sending, ada)] == [["cancelled", "the event is over"]]


def test_reminders_leave_some_of_the_mails_of_a_day_to_others(ada, sending):
    tell(sending, ada, *(message("email") for _ in range(90)))
    states = [row[1:] for row in ended(sending, ada, 90)]
    assert states.count(["cancelled", "the address has had its reminders for today"]) >= 10
    assert states.count(["sent", ""]) >= 75  # what the account was sent counts as well
    assert ada.post("/auth/forgot-password", {"email": ada.email}).status == 202
    wait_until("the other mail", lambda: sending.sql(
        "delivery", f"SELECT state FROM deliveries WHERE user_id = '{ada.id}' AND kind = 'reset_password'") == "sent")


# ------------------------------------------------------------------ webhooks


def test_a_webhook_hears_the_firings_of_its_channel_and_all_other_changes(ada, sending):
    made = webhook(ada, nouns=["reminder"], state="active")
    tell(sending, ada, *(message(channel, verb) for channel in CHANNELS for verb in ("due", "missed", "created", "updated", "deleted")))
    read_so_far(sending)
    types = [d["type"] for d in ada.walk(f"/webhooks/{made['id']}/deliveries?limit=200")]
    assert sorted(types) == sorted(["reminder.due", "reminder.missed"] + 3 * ["reminder.created", "reminder.updated", "reminder.deleted"])


def test_a_webhook_is_not_dead_after_three_failures(ada, sending, receiver):
    """Field report cal#13494: they were, and nobody was told."""
    receiver.says["/in"] = "status=500&fails=4"
    made = webhook(ada, url=receiver.url("/in"), nouns=["reminder"])
    tell(sending, ada, message("webhook"))

    def only():
        return ada.get(f"/webhooks/{made['id']}/deliveries").json()["data"]

    for attempt in range(1, 5):
        wait_until(f"attempt {attempt}", lambda: (d := only()) and d[0]["attempts"] >= attempt)
        assert (only()[0]["state"], only()[0]["response"]) == ("waiting", 500)
        shown = ada.get(f"/webhooks/{made['id']}").json()
        assert (shown["state"], shown["failing_since"] is not None) == ("active", True)
        sending.sql("delivery", f"UPDATE deliveries SET due_at = now() WHERE webhook_id = '{made['id']}' AND worker IS NULL")
        ada.post(f"/webhooks/{webhook(ada, state='active', nouns=['contact'])['id']}/test")  # which wakes those who send
    wait_until("it to be sent", lambda: only()[0]["state"] == "sent")
    assert (only()[0]["attempts"], ada.get(f"/webhooks/{made['id']}").json()["failing_since"]) == (5, None)
    assert len({r.headers["webhook-id"] for r in receiver.requests if r.path == "/in"}) == 1
    assert all(is_signed(made["secret"], r) for r in receiver.requests if r.path == "/in")

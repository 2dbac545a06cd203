"""What the statements about addresses count, as time goes by: run as the service runs them, with a clock of the test's."""

import re
import uuid

import pytest

from harness.stack import ROOT, wait_until

SQL = (ROOT / "services/delivery/delivery.sql").read_text()
DAY = "2126-06-01"  # far ahead, where no purge of the service comes


def statement(name, **values):
    text = re.search(rf"^-- name: {name} .*\n((?:--.*\n)*)((?:.+\n)+)", SQL, re.M)[2]
    return re.sub(r"(?<!:):(\w+)", lambda m: values[m[1]], text)


class Address:
    def __init__(self, stack):
        self.stack, self.id = stack, uuid.uuid4()

    def run(self, name, at, **values):
        ids = f"ARRAY['{self.id}']::uuid[]"
        return self.stack.sql("delivery", statement(name, **{"now": f"'{at}Z'::timestamptz", "ids": ids, "id": f"'{self.id}'"} | values))

    def hold(self, at, proved="'{}'"):
        """(proved, stopped, bounced, sent, free_at)"""
        return self.run("addresses_hold", at, proved=proved).split("|")[1:]

    def mail(self, at):
        self.run("addresses_count", at)


@pytest.fixture
def address(stack):
    return Address(stack)


def test_a_mail_counts_for_24_hours(address):
    assert address.hold(f"{DAY} 10:00")[:4] == ["f", "f", "f", "0"]
    for hour in (10, 12, 14):
        address.mail(f"{DAY} {hour}:00")
    assert address.hold(f"{DAY} 23:00")[3:] == ["3", "2126-06-02 10:00:00+00"]
    assert address.hold("2126-06-02 09:59:59")[3] == "3"
    assert address.hold("2126-06-02 10:00:01")[3:] == ["2", "2126-06-02 12:00:00+00"]
    address.mail("2126-06-02 13:00")
    assert address.hold("2126-06-02 13:00")[3:] == ["2", "2126-06-02 14:00:00+00"]
    assert address.hold("2126-06-05 10:00")[3:] == ["0", "2126-06-06 10:00:00+00"]


def test_what_is_older_than_a_day_is_not_kept(stack, address):
    address.hold(f"{DAY} 10:00")
    for day in range(1, 20):
        address.mail(f"2126-06-{day:02} 10:00")
    assert stack.sql("delivery", f"SELECT cardinality(recent) FROM addresses WHERE id = '{address.id}'") == "1"


def test_who_has_proved_the_address_stays_so(address):
    assert address.hold(f"{DAY} 10:00", proved=f"ARRAY['{address.id}']::uuid[]")[0] == "t"
    assert address.hold(f"{DAY} 11:00")[0] == "t"


def test_a_bounce_is_forgotten_after_30_days(address):
    address.run("address_bounce", f"{DAY} 10:00", bounce="'550 5.1.1'")
    assert address.hold("2126-07-01 09:59")[2] == "t"
    assert address.hold("2126-07-01 10:01")[2] == "f"


def test_an_address_is_forgotten_after_31_days_but_not_that_it_wants_no_mail(stack, address):
    other = Address(stack)
    address.hold(f"{DAY} 10:00")
    other.hold(f"{DAY} 10:00")
    other.run("address_stop", f"{DAY} 11:00")

    def known():
        return stack.sql("delivery", f"SELECT count(*) FROM addresses WHERE id IN ('{address.id}', '{other.id}')")

    address.run("addresses_purge", "2126-07-02 10:00")
    assert known() == "2"
    wait_until("all that are old to be gone", lambda: address.run("addresses_purge", "2126-07-03 10:00") or known() == "1")
    assert other.hold("2136-01-01 00:00")[1] == "t"


def test_an_hour_is_counted_over_all(stack):
    at = f"'{uuid.uuid4().int % 8000 + 1000}-01-01 10:00Z'::timestamptz"
    assert [stack.sql("delivery", statement("mail_hour_count", hour=at, mails=str(n))) for n in (3, 4)] == ["3", "7"]

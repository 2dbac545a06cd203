"""Reminders that come due, as the reminder service tells feeds of them."""

import contextlib
import datetime
import json

from harness.bus import Bus
from harness.contract import new_id

DAY = datetime.timedelta(days=1)


def now():
    return datetime.datetime.now(datetime.UTC).replace(microsecond=0)


def text(at):
    return at.strftime("%Y-%m-%dT%H:%M:%SZ")


def message(channel, verb="due", **data):
    """As the reminder service writes it."""
    data = {"id": new_id(), "event_id": new_id(), "minutes_before": 10, "related": "start", "channel": channel, "version": 1,
            "created_at": text(now()), "updated_at": text(now()), "due_at": text(now()), "start_time": text(now() + DAY),
            "end_time": text(now() + 2 * DAY), "title": "Meeting"} | data
    return {"specversion": "1.0", "id": new_id(), "source": "/almanac/reminder", "type": f"reminder.{verb}", "time": text(now()),
            "subject": data["id"], "datacontenttype": "application/json", "data": data}


def tell(stack, person, *messages):
    with contextlib.closing(Bus(stack, "reminder")) as bus:
        for one in messages:
            bus.publish(f"in.feed.{person.id}.{one['type']}", json.dumps(one).encode())
        bus.may_publish("wake.reminder")  # which is answered behind them

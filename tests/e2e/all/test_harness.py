"""The harness itself: what it looks for in the logs is what the product writes there."""

import re

import pytest

from harness.product import ROOT, SERVICES
from harness.stack import Stack

# As must() logs; the name of the event is read where it is written.
BROKEN, = re.findall(r'log_event\(LOG_ERROR, "([\w.]+)", "cond=', (ROOT / "shared/base/must.c").read_text())


class Running:
    """A supervisor that has not ended."""

    def poll(self):
        return None


@pytest.fixture
def logs(tmp_path):
    """A stack that runs nothing and has these logs."""
    def write(line, **pids):
        stack = Stack()
        stack.var.rmdir()
        stack.var, stack.supervisor = tmp_path, Running()
        (tmp_path / "log/event").mkdir(parents=True)
        (tmp_path / "supervisor.out").touch()
        (tmp_path / "log/event/current").write_text(f"at=2026-01-01T00:00:00Z event=service.start.done\n{line}\n")
        stack.pid, stack.pids = pids.get, dict.fromkeys(pids, 1)
        return stack
    return write


@pytest.mark.parametrize("line", [
    f"at=2026-01-01T00:00:01Z level=error actor=event event={BROKEN} cond=\"zone != NULL\" file=zone.c line=14",
    "==17==ERROR: AddressSanitizer: heap-use-after-free on address 0x7f",
    "shared/time/tz.c:10:5: runtime error: signed integer overflow",
    "WARNING: ThreadSanitizer: data race (pid=17)",
    "==17==ERROR: LeakSanitizer: detected memory leaks",
])
def test_a_broken_assumption_or_a_report_is_trouble_even_of_a_process_that_was_killed(logs, line):
    stack = logs(line)
    stack.killed.add("event")
    assert stack.troubles() == [f"event: {line}"]


def test_a_process_that_died_by_itself_is_trouble_and_one_that_was_killed_is_none(logs):
    stack = logs("at=2026-01-01T00:00:01Z level=info event=job.done", event=2, auth=1)
    assert stack.troubles() == ["event died by itself (pid 1 became 2)"]
    stack.killed.add("event")
    assert stack.troubles() == []


def test_every_service_of_the_product_is_known():
    assert {"auth", "calendar", "contact", "event"} <= set(SERVICES)

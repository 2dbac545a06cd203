"""Everything killed while more than a thousand reminders come due; `make chaos-reminders` does the same with a million."""

from chaos.reminders import Day, faults

STRUCK = ("second reminder", "reminder", "still", "event", "postgres", "second reminder", "nats", "reminder")


def test_each_reminder_is_told_once_whatever_dies():
    day = Day(1500, 15)
    try:
        day.run(STRUCK)
        numbers = day.account()
        print(day.struck, numbers, f"at most {day.lateness()[-1]:.3f} s late")
        assert not faults(numbers), numbers
        assert "deadlock" not in (day.stack.var / "log/postgres.log").read_text(errors="replace")
    finally:
        day.close()

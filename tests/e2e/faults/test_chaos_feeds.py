"""Everything killed a few times under a mixed load; `make chaos` does the same for longer."""

from chaos.feeds import VICTIMS, Storm, faults
from harness.stack import wait_until


def test_every_committed_change_is_told_once_whatever_dies():
    storm = Storm(writers=4)
    try:
        for _ in VICTIMS:
            storm.strike()
        wait_until("enough to be written", lambda: sum(w.count["ok"] for w in storm.writers) > 100)
        storm.calm()
        numbers = storm.account()
        print(storm.killed, numbers)
        assert not faults(numbers), numbers
        assert numbers["times resumed over WebSocket"] and numbers["times resumed over server-sent events"]
        assert not [sentence for w in storm.writers for sentence in w.wrong]
    finally:
        storm.close()

"""Everything killed a few times under a mixed load; `make chaos` does the same for longer."""

from chaos.feeds import Storm, faults


def test_every_committed_change_is_told_once_whatever_dies():
    storm = Storm(writers=4)
    try:
        for _ in range(8):
            storm.strike()
        storm.calm()
        numbers = storm.account()
        print(storm.killed, numbers)
        assert numbers["changes committed"] > 100
        assert not faults(numbers), numbers
        assert not [sentence for w in storm.writers for sentence in w.wrong]
    finally:
        storm.close()

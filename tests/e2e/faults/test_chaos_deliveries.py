"""Two replicas of delivery killed and stopped under a few hundred deliveries; `make chaos-deliveries` does the same with 10,000."""

from chaos.deliveries import Deliveries, faults


def test_killed_and_stopped_replicas_lose_and_double_nothing():
    deliveries = Deliveries(400, senders=4)
    try:
        deliveries.run(["kill", "stop", "stop and kill"])
        numbers = deliveries.account()
        assert not faults(numbers), (dict(deliveries.struck), numbers)
        assert numbers["mails requested"] == 200 + 4 and numbers["messages of webhooks"] == 200
    finally:
        deliveries.close()

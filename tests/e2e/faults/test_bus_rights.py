"""Each process may do on the bus what its job needs, and nothing else."""

import contextlib

import pytest

from harness.bus import Bus
from harness.product import NOUNS_OF, SERVICES

EVERYBODY = ("gateway", *SERVICES, "admin", "setup", "nats")

FORBIDDEN_TO_ALL = (
    "$JS.API.INFO", "$JS.API.STREAM.PURGE.EVENTS", "$JS.API.STREAM.DELETE.EVENTS",
    "$JS.API.STREAM.MSG.GET.EVENTS", "$JS.API.CONSUMER.DELETE.EVENTS.contact_users",
    "$JS.API.CONSUMER.MSG.NEXT.EVENTS.contact_users", "$SYS.REQ.CLAIMS.UPDATE", "$SYS.REQ.SERVER.PING",
    "$JS.API.STREAM.PURGE.FEED", "$JS.API.STREAM.DELETE.FEED", "$JS.API.STREAM.MSG.DELETE.FEED",
    "$JS.API.CONSUMER.CREATE.EVENTS", "$JS.API.CONSUMER.DURABLE.CREATE.EVENTS.mine",
    "feed.anybody.event.created", "in.feed.anybody.post.created", "in.feed.anybody", "_INBOX.anybody", "_R_.anybody",
)


@pytest.fixture
def bus(stack):
    with contextlib.ExitStack() as opened:
        def connect(process):
            client = Bus(stack, process)
            opened.callback(client.close)
            return client
        yield connect


@pytest.mark.parametrize("process", EVERYBODY)
def test_nobody_commands_the_stream_or_the_server(bus, process):
    client = bus(process)

    assert [s for s in FORBIDDEN_TO_ALL if client.may_publish(s)] == []
    assert client.may_publish("$JS.API.CONSUMER.DURABLE.CREATE.FEED.mine") == (process == "auth")


@pytest.mark.parametrize("process", EVERYBODY)
def test_nobody_listens_to_everything(bus, process):
    client = bus(process)
    heard = [s for s in (">", "*.>", "svc.>", "_INBOX.>", "_INBOX_gateway.*.*.*.>", "$SYS.>", "$JS.>", "deliver.>")
             if client.may_subscribe(s)]

    assert heard == (["_INBOX_gateway.*.*.*.>"] if process == "gateway" else [])


def test_the_gateway_asks_and_does_not_answer(bus):
    gateway = bus("gateway")

    assert gateway.may_publish("svc.contact.get", "_INBOX_gateway.x.1")
    assert not gateway.may_publish("svc.event.access_apply", "_INBOX_gateway.x.1")
    assert not gateway.may_publish("svc.contact.no_such_operation", "_INBOX_gateway.x.1")
    assert not gateway.may_publish("_INBOX_contact.x.1")
    assert not gateway.may_publish("evt.contact.contact.created")
    assert not gateway.may_publish("auth.heartbeat")
    assert not gateway.may_subscribe("svc.contact.get")
    assert not gateway.may_subscribe("evt.>")


@pytest.mark.parametrize("service", SERVICES)
def test_a_service_speaks_for_itself_only(bus, service):
    client = bus(service)
    others = [s for s in SERVICES if s != service]

    assert client.may_subscribe(f"svc.{service}.>")
    assert client.may_publish("_INBOX_gateway.x.1")
    assert client.may_publish(f"wake.{service}")
    for other in others:
        assert not client.may_subscribe(f"svc.{other}.>")
        assert not client.may_subscribe(f"_INBOX_{other}.>")
        assert not client.may_subscribe(f"deliver.{other}.users")
        assert not client.may_publish(f"evt.{other}.thing.created")
        assert not client.may_publish(f"wake.{other}")
        assert not client.may_publish(f"$JS.ACK.EVENTS.{other}_users.1.1.1.1.0")
    assert client.may_publish("auth.heartbeat") == (service == "auth")


@pytest.mark.parametrize("process", EVERYBODY)
def test_only_who_keeps_the_objects_writes_of_them_to_feeds(bus, process):
    client = bus(process)

    for service, nouns in NOUNS_OF.items():
        for noun in nouns:
            assert client.may_publish(f"in.feed.anybody.{noun}.updated") == (process == service), noun
    assert not client.may_subscribe("in.feed.>") and not client.may_subscribe("feed.>")


def test_the_gateway_reads_feeds_and_nothing_else_of_jetstream(bus):
    gateway = bus("gateway")

    for subject in ("CONSUMER.CREATE.FEED.name.in.feed.>", "CONSUMER.MSG.NEXT.FEED.name", "CONSUMER.DELETE.FEED.name",
                    "STREAM.MSG.GET.FEED"):
        assert gateway.may_publish(f"$JS.API.{subject}", "_INBOX_gateway.x.1"), subject
        assert not gateway.may_publish(f"$JS.API.{subject.replace('FEED', 'EVENTS', 1)}", "_INBOX_gateway.x.1"), subject
    for stream in ("FEED", "EVENTS"):
        assert gateway.may_publish(f"$JS.API.STREAM.INFO.{stream}", "_INBOX_gateway.x.1")
    assert not gateway.may_publish("$JS.API.STREAM.UPDATE.FEED", "_INBOX_gateway.x.1")


@pytest.mark.parametrize("process", EVERYBODY)
def test_delivery_alone_reads_everybody_s_feed_from_its_durable(bus, process):
    client = bus(process)

    assert client.may_publish("$JS.API.CONSUMER.MSG.NEXT.FEED.delivery_feed", f"_INBOX_{process}.x.1") == (process in ("delivery", "gateway"))
    assert client.may_publish("$JS.ACK.FEED.delivery_feed.1.1.1.1.0") == (process == "delivery")
    assert client.may_publish("$JS.API.CONSUMER.DURABLE.CREATE.FEED.delivery_feed") == (process in ("auth", "setup"))
    assert client.may_publish("$JS.API.STREAM.MSG.GET.FEED", f"_INBOX_{process}.x.1") == (process in ("delivery", "gateway"))
    if process == "delivery":
        assert not client.may_publish("$JS.API.CONSUMER.DELETE.FEED.delivery_feed", "_INBOX_delivery.x.1")


def test_services_ask_each_other_only_what_the_contract_says(bus):
    calendar, event, contact = bus("calendar"), bus("event"), bus("contact")

    assert calendar.may_publish("svc.event.access_apply", "_INBOX_calendar.x.1")
    assert event.may_publish("svc.calendar.access_changes", "_INBOX_event.x.1")
    assert not calendar.may_publish("svc.event.get", "_INBOX_calendar.x.1")
    assert not contact.may_publish("svc.event.access_apply", "_INBOX_contact.x.1")
    assert not contact.may_publish("_INBOX_event.x.1")


def test_people_look_and_do_not_touch(bus):
    nats = bus("nats")

    assert nats.may_publish("$SRV.PING", "_INBOX_nats.1")
    assert nats.may_subscribe("_INBOX_nats.>")
    assert nats.may_subscribe("evt.>")
    assert not nats.may_publish("evt.contact.contact.created")
    assert not nats.may_publish("svc.contact.get", "_INBOX_nats.1")


def test_the_operator_may_ask_auth_for_one_thing(bus):
    admin = bus("admin")
    assert admin.may_publish("svc.auth.user_activate", "_INBOX_admin.x.1")
    for subject in ("svc.auth.login", "svc.auth.session", "svc.auth.user_delete", "svc.contact.list", "auth.heartbeat", "$SRV.PING"):
        assert not admin.may_publish(subject, "_INBOX_admin.x.1"), subject
    assert not bus("gateway").may_publish("svc.auth.user_activate", "_INBOX_gateway.x.1")


def test_auth_s_second_user_tells_the_server_of_accounts_and_nothing_else(bus):
    sys = bus("agents/sys")
    assert sys.may_publish("$SYS.REQ.CLAIMS.UPDATE", "_INBOX_sys.x.1") and sys.may_publish("$SYS.REQ.CLAIMS.DELETE", "_INBOX_sys.x.1")
    assert sys.may_subscribe("_INBOX_sys.x.*")
    for subject in ("$SYS.REQ.CLAIMS.LIST", "$SYS.REQ.CLAIMS.PACK", "$SYS.REQ.SERVER.PING", "$SYS.REQ.SERVER.PING.CONNZ",
                    "$SYS.REQ.ACCOUNT.PING.CONNZ", "$JS.API.INFO", "svc.auth.login", "feed.x.event.created", "x"):
        assert not sys.may_publish(subject, "_INBOX_sys.x.1"), subject
    for subject in (">", "$SYS.>", "$SYS.ACCOUNT.>", "$SYS.REQ.CLAIMS.UPDATE", "$SYS.REQ.ACCOUNT.*.CLAIMS.LOOKUP", "_INBOX.>"):
        assert not sys.may_subscribe(subject), subject

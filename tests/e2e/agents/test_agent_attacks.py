"""A program with credentials of its own tries everything: to hear others, to speak, to reach the server."""

import base64
import contextlib
import json

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from agents import agent_of
from harness.bus import Bus, Closed
from harness.product import SCOPE_OF
from harness.stack import wait_until

FORGED = b'{"forged": true}'


class Scene:
    """An attacker, two victims who listen, and somebody who sees everything."""

    def __init__(self, stack, ada, bob, opened):
        self.stack, self.ada, self.bob = stack, ada, bob
        self.nats = stack.pid("nats")
        self.attacker = agent_of(stack, opened, ada, "event")  # ada's contacts are not for it
        self.sister, self.stranger = agent_of(stack, opened, ada, "contact"), agent_of(stack, opened, bob, "event")
        self.spy = opened.enter_context(contextlib.closing(Bus(stack)))
        for victim, noun in ((self.sister, "contact"), (self.stranger, "event")):
            victim.live(noun), victim.push(noun)
        contact, event = ada.contact("Grace"), bob.event(bob.calendar())
        for victim, first in ((self.sister, contact), (self.stranger, event)):
            wait_until("both copies", lambda v=victim, f=first: v.heard().count(f["id"]) == 2)
        for subject in ("svc.>", "evt.>", "in.>", "feed.>", "push.>", "deliver.>", "wake.>", "_INBOX_gateway.>"):
            self.spy.subscribe(subject)
        self.victims = [(self.sister, len(self.sister.heard())), (self.stranger, len(self.stranger.heard()))]
        self.before = self.streams()
        assert self.before[f"in.feed.{ada.id}.contact.>"] == {f"in.feed.{ada.id}.contact.created": 1}

    def streams(self):
        """What may not change: how things are stored, what these people's feeds hold, and who reads them."""
        seen, spy, keys = {}, self.spy, [a.key["id"] for a in (self.attacker, self.sister, self.stranger)]
        for name in ("EVENTS", "FEED"):
            info = spy.ask(f"$JS.API.STREAM.INFO.{name}")
            seen[name] = (info["config"], info["state"]["first_seq"])
            names = spy.ask(f"$JS.API.CONSUMER.NAMES.{name}")["consumers"] or []
            seen[f"{name} consumers"] = sorted(n for n in names if n[:36] in keys or "forged" in n)
        for subject in (f"in.feed.{self.ada.id}.event.>", f"in.feed.{self.ada.id}.contact.>", f"in.feed.{self.bob.id}.event.>", "in.feed.x.>"):
            seen[subject] = spy.ask("$JS.API.STREAM.INFO.FEED", {"subjects_filter": subject})["state"].get("subjects")
        seen["streams"] = spy.ask("$JS.API.STREAM.NAMES")["streams"]
        for victim, noun in ((self.sister, "contact"), (self.stranger, "event")):
            info = spy.ask(f"$JS.API.CONSUMER.INFO.FEED.{victim.key['id']}_{noun}")
            seen[victim.key["id"]] = (info["config"], info["delivered"]["consumer_seq"], info["num_pending"])
        return seen

    def again(self):
        """The attacker with a fresh connection, when the server has closed the last one."""
        if self.attacker.is_closed():
            self.attacker.close()
            self.attacker.__init__(self.stack, self.attacker.key, self.attacker.made)
        return self.attacker

    def assert_untouched(self, what):
        assert self.streams() == self.before, what
        for victim, heard in self.victims:
            assert len(victim.heard()) == heard, f"{what}: {victim.messages[heard:]}"
        forged = [m for m in self.spy.heard() if b"forged" in m.data or "forged" in str(m.headers)]
        assert forged == [], f"{what}: {forged}"
        assert self.stack.pid("nats") == self.nats, f"{what} ended the server"


@pytest.fixture
def scene(stack, ada, person):
    with contextlib.ExitStack() as opened:
        yield Scene(stack, ada, person("Bob"), opened)


def refused(attempt):
    """Whether the server complained, or closed the connection."""
    try:
        return attempt() != []
    except (Closed, ConnectionError):
        return True


def others_subjects(s):
    """Where an agent has nothing to listen to."""
    ada, bob, sister = s.ada.id, s.bob.id, s.sister.key["id"]
    return [
        ">", "*", "*.>", "*.*", "*.*.*", "*.*.*.*", "feed.>", "feed.*.>", "feed.*.event.>", "feed.*.*.*", f"feed.{bob}.>",
        f"feed.{bob}.event.>", f"feed.{bob}.event.created", f"*.{ada}.>", "in.>", "in.feed.>", f"in.feed.{ada}.>",
        f"in.feed.{ada}.event.>", f"in.feed.{bob}.event.created", "push.>", "push.*.*", "push.*.event", f"push.{sister}.*",
        f"push.{sister}.contact", f"push.{sister}.>", f"push.{s.stranger.key['id']}.event", "evt.>", "evt.event.event.created",
        "svc.>", "svc.auth.>", "svc.auth.login", "wake.>", "wake.auth", "deliver.>", "deliver.contact.users", "auth.heartbeat",
        "_INBOX.>", "_INBOX_gateway.>", "_INBOX_auth.>", "_INBOX_sys.>", "_INBOX_nats.>", "_R_.>", "_GR_.>", "$SYS.>", "$SYS.ACCOUNT.>",
        "$SYS.REQ.>", "$SYS.SERVER.>", "$SYS._INBOX.>", "$JS.>", "$JS.API.>", "$JS.ACK.>", "$JS.FC.>", "$JS.EVENT.>", "$JS.*.>",
        f"$JS.ACK.FEED.{sister}_contact.>", "$SRV.>", "$SRV.PING", "$NRG.>", "$KV.>", "$O.>", "$MQTT.>", "$G.>", "$LDS.>",
    ]


def test_it_listens_to_nobody_else(scene):
    subjects = others_subjects(scene)
    for subject in subjects:
        for queue in ("", "victims"):
            agent = scene.again()
            assert not agent.may_subscribe(subject, queue), (subject, queue)
        scene.assert_untouched(f"SUB {subject}")
    print(f"{2 * len(subjects)} subscriptions, all refused")


@pytest.mark.parametrize("queue", ["", " victims"])
def test_within_its_own_space_it_hears_only_what_its_key_may_read(scene, queue):
    """These the server lets pass, and nothing comes: an account has only what it imports."""
    agent, ada = scene.attacker, scene.ada
    for subject in (f"feed.{ada.id}.>", f"feed.{ada.id}.contact.>", f"feed.{ada.id}.*.*", f"push.{agent.key['id']}.contact",
                    f"push.{agent.key['id']}.*"):
        agent.subscribe(f"{subject}{queue}")
    unheard = ada.contact("Alan")
    wait_until("the sister to hear it", lambda: scene.sister.heard().count(unheard["id"]) == 2)
    calendar = ada.calendar()
    heard = ada.event(calendar)
    assert set(agent.waits_for(heard)) == {heard["id"]}


def places(s):
    """What to publish to, and a body that would do harm there."""
    ada, bob, me, sister = s.ada.id, s.bob.id, s.attacker.key["id"], s.sister.key["id"]
    app = json.loads(base64.urlsafe_b64decode((s.stack.var / "secrets/nats/APP.jwt").read_text().split(".")[1] + "=="))["sub"]
    own = s.stack.sql("auth", f"SELECT account FROM agents WHERE key_id = '{me}'")
    consumer = {"stream_name": "FEED", "config": {"deliver_subject": f"push.{sister}.contact", "ack_policy": "none",
                                                  "filter_subject": f"in.feed.{bob}.>", "durable_name": "forged"}}
    forging = [consumer | {"config": consumer["config"] | {"deliver_subject": d}}
               for d in ("svc.auth.login", f"feed.{bob}.event.created", f"in.feed.{bob}.event.created", f"feed.{ada}.event.x",
                         "_INBOX_gateway.a.b", "$JS.API.STREAM.PURGE.FEED", ">")]
    durable = f"{sister}_contact"
    api = "$JS.API"
    return [(subject, body if isinstance(body, bytes) else json.dumps(body).encode()) for subject, body in [
        *((p, FORGED) for p in (
            f"in.feed.{ada}.event.created", f"in.feed.{bob}.event.created", f"feed.{ada}.event.created",
            f"feed.{bob}.event.created", f"feed.{ada}.contact.created", f"push.{me}.event", f"push.{sister}.contact",
            f"push.{s.stranger.key['id']}.event", "evt.event.event.created", "evt.auth.user.deleted", "svc.auth.login",
            "svc.auth.user_activate", "svc.contact.list", "wake.auth", "auth.heartbeat", "deliver.contact.users",
            "_INBOX_gateway.a.b", "_INBOX_auth.a.b", "_INBOX.x", "_R_.x", "_GR_.x", "$SRV.PING", "$SRV.STATS.auth", "x", ">", "*", "in.feed.>", f"feed.{bob}.>",
            "$KV.x.y", "$O.x", "$MQTT.msgs.x", "$NRG.x", "$LDS.x", "$GR.x")),
        *((f"{api}.{p}", b"") for p in (
            "INFO", "ACCOUNT.INFO", f"ACCOUNT.PURGE.{app}", f"ACCOUNT.PURGE.{own}", "STREAM.NAMES", "STREAM.LIST", "STREAM.INFO.FEED",
            "STREAM.INFO.EVENTS", "STREAM.PURGE.FEED", "STREAM.PURGE.EVENTS", "STREAM.DELETE.FEED", "STREAM.DELETE.EVENTS",
            "STREAM.LEADER.STEPDOWN.FEED", "STREAM.PEER.REMOVE.FEED", "STREAM.TEMPLATE.NAMES", "META.LEADER.STEPDOWN", "SERVER.REMOVE",
            "CONSUMER.NAMES.FEED", "CONSUMER.LIST.FEED", f"CONSUMER.INFO.FEED.{durable}", f"CONSUMER.DELETE.FEED.{durable}",
            f"CONSUMER.LEADER.STEPDOWN.FEED.{durable}", f"CONSUMER.MSG.NEXT.FEED.{durable}", f"DIRECT.GET.FEED.in.feed.{bob}.event.created")),
        (f"{api}.STREAM.MSG.GET.FEED", {"last_by_subj": f"in.feed.{bob}.event.created"}), (f"{api}.DIRECT.GET.FEED", {"seq": 1}),
        (f"{api}.STREAM.MSG.DELETE.FEED", {"seq": 1}),
        (f"{api}.STREAM.CREATE.FORGED", {"name": "FORGED", "mirror": {"name": "FEED"}}),
        (f"{api}.STREAM.CREATE.FORGED", {"name": "FORGED", "subjects": [">"], "storage": "memory"}),
        (f"{api}.STREAM.UPDATE.FEED", {"name": "FEED", "subjects": ["in.feed.>"], "republish": {"src": ">", "dest": "forged.>"}}),
        (f"{api}.STREAM.SNAPSHOT.FEED", {"deliver_subject": f"feed.{ada}.event.x"}),
        (f"{api}.STREAM.RESTORE.FEED", {"config": {"name": "FEED"}}),
        *((f"{api}.{p}", body) for body in forging for p in ("CONSUMER.CREATE.FEED", "CONSUMER.DURABLE.CREATE.FEED.forged")),
        (f"{api}.CONSUMER.CREATE.FEED.forged.in.feed.{bob}.>", consumer), (f"{api}.CONSUMER.CREATE.FEED.forged", consumer),
        (f"{api}.CONSUMER.DURABLE.CREATE.FEED.{durable}", consumer), (f"{api}.CONSUMER.DURABLE.CREATE.FEED.{me}_event", consumer),
        *((f"$JS.{domain}.API.{p}", b"") for domain in ("feed", "APP", "hub") for p in ("INFO", "STREAM.PURGE.FEED")),
        *((f"$JS.ACK.FEED.{d}.1.1.1.1.0", body) for d in (durable, f"{me}_event") for body in (b"+ACK", b"", b"-NAK", b"+TERM", b"+WPI", b"+NXT")),
        ("$JS.ACK.>", b"+NXT"), (f"$JS.FC.FEED.{durable}.x", b""), (f"$JS.FC.FEED.{me}_event.x", b""),
        *((f"$SYS.REQ.{p}", FORGED) for p in (
            "SERVER.PING", "SERVER.PING.CONNZ", "SERVER.PING.JSZ", "SERVER.PING.VARZ", "ACCOUNT.PING.CONNZ", f"ACCOUNT.{app}.CONNZ",
            f"ACCOUNT.{app}.INFO", f"ACCOUNT.{app}.CLAIMS.LOOKUP", f"ACCOUNT.{app}.CLAIMS.UPDATE", f"ACCOUNT.{own}.CONNZ",
            f"ACCOUNT.{own}.CLAIMS.UPDATE", "CLAIMS.LIST", "CLAIMS.PACK", "CLAIMS.DELETE", "USER.INFO")),
        ("$SYS.REQ.CLAIMS.UPDATE", s.attacker.made["creds"].splitlines()[1].encode()),
        *((f"$SYS.{p}", FORGED) for p in (f"ACCOUNT.{app}.DISCONNECT", f"ACCOUNT.{own}.SERVER.CONNS", "DEBUG.SUBSCRIBERS",
                                          "_INBOX.x", "SERVER.x.SHUTDOWN", "LATENCY.M2.x")),
    ]]


def replies(s):
    """Where an answer would do harm; a wildcard among them stops this nats-server when it answers."""
    bob, sister = s.bob.id, s.sister.key["id"]
    return ["", ">", "*", "x.*.y", f"feed.{s.ada.id}.>", f"push.{s.attacker.key['id']}.*", "_INBOX.>", "_INBOX_gateway.*",
            f"feed.{bob}.event.created", f"in.feed.{bob}.event.created", f"push.{sister}.contact", f"feed.{s.ada.id}.contact.created",
            "evt.event.event.created", "svc.auth.login", "_INBOX_gateway.a.b", "_R_.x", "$JS.API.STREAM.PURGE.FEED",
            f"$JS.ACK.FEED.{sister}_contact.1.1.1.1.0", "$JS.API.>", "$SYS.REQ.CLAIMS.DELETE", "$SYS.>"]


def test_it_speaks_to_nobody(scene):
    targets, forged = places(scene), replies(scene)
    count = 0
    for subject, body in targets:
        for reply in forged:
            agent = scene.again()
            agent.publish(subject, body[:1000], reply)
            assert refused(agent._errors), (subject, reply)
            count += 1
        scene.assert_untouched(f"PUB {subject} with whatever reply")
    print(f"{count} publications, all refused")


def test_a_subject_with_an_empty_word_goes_nowhere(scene):
    """The server refuses none of these, because none matches what is denied; nor do they match anything else."""
    ada, bob, sister = scene.ada.id, scene.bob.id, scene.sister.key["id"]
    for subject in ("a..b", ".", "..", ".a", f"in.feed.{bob}.event.created.", f".in.feed.{bob}.event.created", f"in..feed.{bob}.event.created",
                    f"in.feed.{bob}..created", f"feed.{bob}.event.created.", f"feed.{ada}..created", f"push.{sister}.contact.", "svc.auth.login.",
                    "svc..auth.login", "evt.event.event..created", "$JS.API..INFO", "$JS.API.INFO.", "$JS.API.STREAM.PURGE.FEED.",
                    "$JS.API.STREAM.PURGE..FEED", ".$JS.API.STREAM.PURGE.FEED", "$JS.API.CONSUMER.MSG.NEXT.FEED..x", "$SYS.REQ.CLAIMS.DELETE.",
                    "$SYS..REQ.SERVER.PING", f"$JS.ACK.FEED.{sister}_contact.1.1.1.1.0."):
        for reply in replies(scene):
            agent = scene.again()
            agent.publish(subject, FORGED, reply)
            with contextlib.suppress(Closed, ConnectionError):
                agent._errors()
        scene.assert_untouched(f"PUB {subject}")


HEADERS = b"NATS/1.0\r\nNats-Msg-Id: forged\r\nNats-Rollup: all\r\nNats-Expected-Stream: FEED\r\n\r\n"


def test_with_headers_it_speaks_to_nobody_either(scene):
    for subject, body in places(scene):
        agent = scene.again()
        size = len(HEADERS)
        agent._say(f"HPUB {subject} {size} {size + len(body[:500])}")
        agent.stream.write(HEADERS + body[:500] + b"\r\n")
        assert refused(agent._errors), subject
    scene.assert_untouched("HPUB")


LINES = [
    "A+ APP", "A- APP", "RS+ APP in.feed.> 1", "LS+ >", "LS+ feed.>", "RMSG APP in.feed.x.event.created 16\r\n{\"forged\": true}",
    "LMSG feed.x.event.created 16\r\n{\"forged\": true}", "INFO {\"server_id\": \"forged\", \"cluster\": \"forged\"}", "+OK", "-ERR 'forged'",
    "MSG feed.x 1 16\r\n{\"forged\": true}", "CONNECT {}", "CONNECT {\"account\": \"APP\", \"user\": \"app\"}",
    "CONNECT {\"import\": \">\", \"export\": \">\"}", "PUB", "PUB  ", "PUB in.feed.x.event.created -1", "PUB x 99999999999999999999",
    "PUB x 2147483648", "HPUB x 5 2", "HPUB x -1 -1", "SUB", "SUB  1", "SUB feed..x 1", "SUB > q q 1", "UNSUB 99 -1", "x" * 5000,
    "PUB " + "x." * 2000 + "x 0", "SUB " + "*." * 2000 + "* 1", "\x00", "GET / HTTP/1.1",
]


def test_what_is_no_client_s_word_gains_nothing(scene):
    for line in LINES:
        agent = scene.again()
        with contextlib.suppress(Closed, ConnectionError):
            agent._say(line)
            agent._say("PUB in.feed.x.event.created 16")
            agent._say(FORGED.decode())
            agent._errors()
        with contextlib.suppress(Closed, ConnectionError):
            agent.may_subscribe("feed.>")
        assert not scene.again().may_subscribe("feed.>"), line
        scene.assert_untouched(line)


def test_it_is_nobody_else(scene, stack):
    """Tokens that are not its own, or that it has made itself."""
    def knocks(token, key):
        bus = Bus.__new__(Bus)
        try:
            with contextlib.closing(bus):
                bus.connect(stack, token, key)
        except AssertionError as no:
            return "Authorization" in str(no)
        return False

    from harness.bus import _b64url, _own, _public
    token, key = _own(scene.attacker.made["creds"])
    stolen, _ = _own(scene.sister.made["creds"])
    head, claims, signature = token.split(".")
    claims = json.loads(base64.urlsafe_b64decode(claims + "=="))
    wider = claims | {"nats": claims["nats"] | {"pub": {}, "sub": {}}}

    def signed(claims, by):
        text = f"{head}.{_b64url(json.dumps(claims).encode())}"
        return f"{text}.{_b64url(by.sign(text.encode()))}"

    account = Ed25519PrivateKey.generate()
    app = json.loads(base64.urlsafe_b64decode((stack.var / "secrets/nats/APP.jwt").read_text().split(".")[1] + "=="))["sub"]
    assert knocks(stolen, key), "another's token without its seed"
    assert knocks(f"{head}.{_b64url(json.dumps(wider).encode())}.{signature}", key), "changed after it was signed"
    assert knocks(signed(wider, key), key), "signed by itself"
    assert knocks(signed(wider | {"iss": _public(account, 0)}, account), key), "of an account of its own making"
    assert knocks(signed(wider | {"iss": app}, key), key), "said to be of our processes"
    assert knocks(signed(wider | {"iss": _public(account, 0), "nats": wider["nats"] | {"issuer_account": app}}, account), key)
    assert knocks("", key) and knocks("x.y.z", key)
    scene.assert_untouched("other tokens")


def test_it_has_so_many_connections_and_subscriptions_and_no_large_message(scene, stack):
    with contextlib.ExitStack() as opened:
        for _ in range(1):
            opened.enter_context(contextlib.closing(Bus(stack, creds=scene.attacker.made["creds"])))
        with pytest.raises(AssertionError, match="maximum account active connections"):
            Bus(stack, creds=scene.attacker.made["creds"])
    agent = scene.attacker
    allowed = 0
    with contextlib.suppress(AssertionError):
        for allowed in range(100):
            agent.subscribe(f"feed.{scene.ada.id}.event.x{allowed}")
    assert allowed == 2 * len(SCOPE_OF)
    agent = scene.again()
    agent.publish("x", b"forged" * 1000)
    assert refused(agent._errors) and agent.is_closed()
    scene.assert_untouched("limits")

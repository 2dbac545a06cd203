"""Requests a second, latency and CPU per request of the product, beside its bare parts in the same run.

CPU is user and system time of every process that serves (from /proc), divided by the requests; the
client (wrk) is not in it.  The bare parts run one after the other on the same machine.

`run series` measures only a month of series, `run flood` reads beside a flood of logins, `run limits` what
the rate limits cost, `run feeds` a thousand WebSockets beside those of nats-server itself, `run statistics`
reads and writes before PostgreSQL has any statistics and after, `run plain` everything else.
"""

import json
import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta, timezone
from urllib.parse import urlencode

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1]))

from harness.bus import Bus  # noqa: E402
from harness.contract import Contract  # noqa: E402
from harness.people import Api, Person  # noqa: E402
from harness.stack import ROOT, Stack, free_port, listens, wait_until  # noqa: E402

EVENTS = int(os.environ.get("ALMANAC_BENCH_EVENTS", "4000"))
SECONDS = os.environ.get("ALMANAC_BENCH_SECONDS", "3")
CONNECTIONS = (1, 32, 128)
PARTS = ("gateway", "nats", "event", "postgres")
TICK = os.sysconf("SC_CLK_TCK")
LINE = "{:<28} {:>5} {:>9} {:>9} {:>9}   {}"


def stat(pid):
    """Parent and CPU seconds of a process, or None when it is gone."""
    try:
        fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
    except OSError:
        return None
    return int(fields[1]), (int(fields[11]) + int(fields[12])) / TICK


def cpu(stack):
    """CPU seconds so far of each part; PostgreSQL's with all its children."""
    now = {part: stat(stack.pid(part))[1] for part in PARTS}
    postmaster = stack.pid("postgres")
    for entry in pathlib.Path("/proc").iterdir():
        found = stat(entry.name) if entry.name.isdigit() else None
        if found and found[0] == postmaster:
            now["postgres"] += found[1]
    return now


def result(command, **environment):
    """What a RESULT line says: requests, seconds, p50 and p99 in µs."""
    done = subprocess.run(command, cwd=ROOT, env=os.environ | environment, capture_output=True, text=True, timeout=60)
    line = next((x for x in done.stdout.splitlines() if x.startswith("RESULT ")), None)
    assert line, f"{command}: {done.stdout}{done.stderr}"
    requests, seconds, p50, p99, failures = map(float, line.split()[1:])
    assert failures == 0, f"{failures:.0f} of {requests:.0f} failed: {command}"
    return requests, seconds, p50, p99


def show(name, connections, measured, used=None, pages=1):
    """With `pages`, what so many requests cost together: one walk."""
    requests, seconds, p50, p99 = measured
    requests, p50, p99 = requests / pages, p50 * pages, p99 * pages
    parts = ""
    if used:
        each = {part: 1e6 * spent / requests for part, spent in used.items()}
        parts = "  ".join(f"{part} {each[part]:.0f}" for part in PARTS) + f"  = {sum(each.values()):.0f} µs"
    print(LINE.format(name, connections, f"{requests / seconds:,.0f}", f"{p50 / 1000:.2f} ms", f"{p99 / 1000:.2f} ms", parts),
          flush=True)


def wrk(stack, connections, **environment):
    before = cpu(stack)
    measured = result(["wrk", "-t", "1", "-c", str(connections), "-d", SECONDS + "s", "--timeout", "10s", "-s",
                       "tests/bench/load.lua", f"http://127.0.0.1:{stack.port}/"], **environment)
    return measured, {part: spent - before[part] for part, spent in cpu(stack).items()}


def fill(stack):
    """A year of events of one user; returns the user, the calendar and the ids."""
    ada = Person(stack.port, Contract(), "Ada")
    calendar = ada.calendar()

    def one(i):
        day, hour = 1 + i % 28, i // 28 % 23
        at = f"2026-{1 + i % 12:02}-{day:02}T{hour:02}"
        reply = ada.ask("POST", "/events", {"calendar_id": calendar["id"], "title": f"Event {i}", "start_time": f"{at}:00:00Z",
                                            "end_time": f"{at}:45:00Z"}, check=False)
        assert reply.status == 201, reply
        return reply.json()["id"]

    with ThreadPoolExecutor(8) as pool:
        return ada, calendar, list(pool.map(one, range(EVENTS)))


def bare_nats():
    port = free_port()
    with tempfile.TemporaryFile() as out:
        server = subprocess.Popen(["nats-server", "-a", "127.0.0.1", "-p", str(port)], stdout=out, stderr=out)
        try:
            wait_until("the bare nats-server", lambda: subprocess.run(
                ["build/bare_nats", f"nats://127.0.0.1:{port}", "1", "0"], cwd=ROOT, capture_output=True).returncode == 0)
            for n in CONNECTIONS:
                show("a NATS round trip", n, result(["build/bare_nats", f"nats://127.0.0.1:{port}", str(n), SECONDS]))
        finally:
            server.terminate()
            server.wait()


# ---------------------------------------------------------------------- a month of series

JUNE = {"start": "2026-06-01T00:00:00Z", "end": "2026-07-01T00:00:00Z"}
# How many, the rule, and how a bounded one ends: about 940 occurrences in June.
KINDS = ((60, "FREQ=WEEKLY", ";COUNT=400"), (22, "FREQ=DAILY", ";UNTIL=20281231"), (18, "FREQ=MONTHLY;BYDAY=2TU", ";COUNT=60"))


def made(ada, path, fields):
    reply = ada.ask("POST", path, fields, check=False)
    assert reply.status == 201, reply
    return reply.json()


def hour_of(calendar, title, day, hour, **more):
    """Most of an hour, in Berlin."""
    return {"calendar_id": calendar["id"], "title": title, "start_time": f"{day}T{hour:02}:00:00Z", "end_time": f"{day}T{hour:02}:45:00Z",
            "timezone": "Europe/Berlin"} | more


def add_singles(ada, calendar, days):
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda n: made(ada, "/events", hour_of(calendar, f"Event {n[0]}", n[1], n[0] % 23)), enumerate(days)))


def add_series(ada, calendar):
    """Every second one is endless; every fourth has exceptions, and another fourth a moved occurrence, in June."""
    rules = [(rule, end) for count, rule, end in KINDS for _ in range(count)]
    for i, (rule, end) in enumerate(rules):
        first, clock = date(2025, 1, 6) + timedelta(i % 28), f"{i % 20:02}:15:00"
        series = made(ada, "/events", hour_of(calendar, f"Series {i}", first, i % 20) | {"recurrence_rule": rule + (end if i % 2 else "")})
        found = ada.get(f"/events?{urlencode(JUNE | {'limit': 200, 'timezone': 'UTC'})}", check=False) if i % 4 < 2 else None
        while found:
            page = found.json()
            ours = [e["recurrence_id"] for e in page["data"] if e["id"] == series["id"]]
            if not ours and page["next_cursor"]:
                found = ada.get(f"/events?{urlencode(JUNE | {'limit': 200, 'timezone': 'UTC', 'cursor': page['next_cursor']})}", check=False)
                continue
            found = None
            path = f"/events/{series['id']}?scope=this&occurrence={ours[0]}"
            day = ours[0][:10]
            reply = (ada.delete(path, check=False) if i % 4 else
                     ada.patch(path, {"start_time": f"{day}T{clock}Z", "end_time": f"{day}T{clock[:2]}:55:00Z"}, check=False))
            assert reply.status in (200, 204), reply


def page_paths(ada, calendar):
    """The paths of one walk through June."""
    paths, cursor, shown = [], None, 0
    while True:
        query = JUNE | {"limit": 200, "calendar_id": calendar["id"]} | ({"cursor": cursor} if cursor else {})
        paths.append("/events?" + urlencode(query))
        page = ada.get(paths[-1], check=False).json()
        shown, cursor = shown + len(page["data"]), page["next_cursor"]
        if not cursor:
            return paths, shown


def measure_series(stack):
    ada = Person(stack.port, Contract(), "Ada", timezone="Europe/Berlin")
    calendar = ada.calendar()
    add_singles(ada, calendar, [date(2026, 1, 1) + timedelta(n % 365) for n in range(1000)])
    add_series(ada, calendar)
    free_busy = "/availability?" + urlencode(JUNE | {"calendar_id": calendar["id"]})
    for count in (1000, 10000):
        if count > 1000:
            # Around June, so that the answer stays the same.
            days = [date(2025, 7, 1) + timedelta(n % 330) for n in range(4500)] + [date(2026, 7, 2) + timedelta(n % 330) for n in range(4500)]
            add_singles(ada, calendar, days)
        subprocess.run(["psql", "-qX", "-c", "ANALYZE events", stack.conninfo("event")], check=True)
        paths, shown = page_paths(ada, calendar)
        print(f"\n{count:,} single events and 100 series in one calendar; June holds {shown}, on {len(paths)} pages of 200")
        for name, asked, pages in (("June, all its pages", paths, len(paths)), ("June, free and busy", [free_busy], 1)):
            (stack.var / "paths").write_text("\n".join(asked) + "\n")
            wrk(stack, 1, BENCH_MODE="paths", BENCH_TOKEN=ada.token, BENCH_IDS=str(stack.var / "paths"))
            for n in CONNECTIONS[:2]:
                show(name, n, *wrk(stack, n, BENCH_MODE="paths", BENCH_TOKEN=ada.token, BENCH_IDS=str(stack.var / "paths")), pages=pages)
        for n in CONNECTIONS[:2]:
            show("June's first page, not kept", n, *wrk(stack, n, BENCH_MODE="anew", BENCH_TOKEN=ada.token, BENCH_CALENDAR=calendar["id"]))


# ---------------------------------------------------------------------- reads beside a flood of logins


def paced_reads(ada, path, seconds):
    """Fifty a second from one client; p50 and p99 in ms."""
    began, taken = time.monotonic(), []
    for n in range(int(50 * seconds)):
        time.sleep(max(0, began + n / 50 - time.monotonic()))
        reply = ada.get(path, check=False)
        assert reply.status == 200, reply
        taken.append(reply.seconds * 1000)
    taken.sort()
    return taken[len(taken) // 2], taken[int(len(taken) * 0.99)]


def measure_flood(stack):
    ada = Person(stack.port, Contract(), "Ada")
    path = f"/contacts/{ada.contact()['id']}"
    seconds = max(10, float(SECONDS))
    body = json.dumps({"email": ada.email, "password": ada.password})
    print("\n50 reads a second, GET /contacts/{id}, beside 200 connections that sign in once a second (bcrypt cost 12)")
    ada.get(path, check=False)
    for name in ("alone", "beside the flood"):
        flood = name != "alone" and subprocess.Popen(
            ["wrk", "-t", "1", "-c", "200", "-d", f"{seconds + 2:.0f}s", "-s", "tests/bench/load.lua", f"http://127.0.0.1:{stack.port}/"],
            cwd=ROOT, env=os.environ | {"BENCH_MODE": "login", "BENCH_BODY": body}, stdout=subprocess.DEVNULL)
        p50, p99 = paced_reads(ada, path, seconds)
        print(f"  {name:<20} p50 {p50:.2f} ms   p99 {p99:.2f} ms", flush=True)
        if flood:
            flood.wait()


# ---------------------------------------------------------------------- what the limits cost


def measure_limits(stack):
    """In turn on a gateway that counts and on one that does not, beside each other on one stack."""
    ada = Person(stack.port, Contract(), "Ada")
    paths = stack.var / "paths"
    paths.write_text(f"/contacts/{ada.contact()['id']}\n")
    print("\nGET /contacts/{id}, 32 connections, with rate limits and without, in turn")
    figures = {"on": [], "off": []}
    with stack.another_gateway(ALMANAC_LIMITS="user=30000/1/30000") as on, stack.another_gateway(ALMANAC_LIMITS="off") as off:
        for port in (on.port, off.port):
            wait_until("the gateway", lambda port=port: Api(port, token=ada.token).get("/auth/me", check=False).status == 200)
        for _ in range(4):
            for name, port in (("on", on.port), ("off", off.port)):
                figures[name].append(result_of(port, ada, paths, SECONDS + "s"))
    for name, rates in figures.items():
        print(f"  limits {name:<4} {'  '.join(f'{r:,.0f}' for r in rates)} per s")
    ratios = sorted(a / b for a, b in zip(figures["on"], figures["off"]))
    print(f"  on / off, pair by pair: median {(ratios[1] + ratios[2]) / 2:.3f}")


def result_of(port, ada, paths, seconds):
    requests, spent, _, _ = result(["wrk", "-t", "1", "-c", "32", "-d", seconds, "-s", "tests/bench/load.lua", f"http://127.0.0.1:{port}/"],
                                   BENCH_MODE="paths", BENCH_TOKEN=ada.token, BENCH_IDS=str(paths))
    return requests / spent


# ---------------------------------------------------------------------- feeds


SOCKETS = int(os.environ.get("ALMANAC_BENCH_SOCKETS", "1000"))
FEED_LINE = "{:<44} {:>10} {:>9} {:>9} {:>10} {:>10}"


def memory(pid):
    return int(pathlib.Path(f"/proc/{pid}/statm").read_text().split()[1]) * 4


def change(n):
    """A message such as the relay publishes."""
    now = datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")
    return json.dumps({"specversion": "1.0", "id": str(uuid.uuid4()), "source": "/almanac/contact", "type": "contact.updated",
                       "time": now, "subject": str(uuid.UUID(int=n)), "datacontenttype": "application/json",
                       "data": {"first_name": "Grace", "notes": "x" * 100}}, separators=(",", ":")).encode()


def publish(bus, subject, messages, pause):
    """All at once, or one after the other."""
    for n in range(messages):
        data = change(n)
        bus._say(f"PUB {subject} {len(data)}")
        bus.stream.write(data + b"\r\n")
        if pause:
            bus.stream.flush()
            time.sleep(pause)
    bus.stream.flush()


def hear(name, pid, sockets, messages, command, tell):
    """What one run of bare_feeds finds, with the memory and CPU of the process that serves it."""
    before = memory(pid)
    client = subprocess.Popen(["build/bare_feeds", command[0], str(sockets), str(messages), *command[1:]], cwd=ROOT,
                              stdout=subprocess.PIPE, text=True)
    assert client.stdout.readline() == "READY\n"
    time.sleep(1)
    each = (memory(pid) - before) / sockets
    spent = stat(pid)[1]
    tell()
    line = client.stdout.readline().split()
    client.wait()
    assert line and line[0] == "RESULT", line
    count, seconds, p50, p99, lost = map(float, line[1:])
    assert lost == 0, f"{lost:.0f} deliveries are missing"
    spent = 1e6 * (stat(pid)[1] - spent) / count
    print(FEED_LINE.format(name, f"{count / seconds:,.0f}", f"{p50 / 1000:.1f} ms", f"{p99 / 1000:.1f} ms", f"{spent:.2f} µs",
                           f"{each:.1f} kB"), flush=True)


def at_pace(person, seconds, rate):
    began = time.monotonic()
    for n in range(int(seconds * rate)):
        time.sleep(max(0, began + n / rate - time.monotonic()))
        person.contact(f"n{n}")


def measure_feeds(stack):
    """The stream's messages are published as the relay does; the mark is a nats-server with WebSockets of its own."""
    ada = Person(stack.port, Contract(), "Ada")
    print(f"\n{SOCKETS} WebSockets of one user; a message has {len(change(0))} bytes")
    print(FEED_LINE.format("", "deliver./s", "p50", "p99", "CPU each", "memory"))
    with stack.another_gateway(ALMANAC_FEEDS_PER_USER="100000", ALMANAC_FEEDS_PER_ADDRESS="100000", ALMANAC_CONNECTIONS_PER_ADDRESS="100000",
                               ALMANAC_FEED_QUEUE=str(16 << 20)) as gateway:
        wait_until("the gateway", lambda: Api(gateway.port, token=ada.token).get("/auth/me", check=False).status == 200)
        bus = Bus(stack, "contact")
        command = [str(gateway.port), "/ws?nouns=contact", f"Authorization: Bearer {ada.token}"]
        subject = f"in.feed.{ada.id}.contact.updated"
        pid = gateway.process.pid
        hear("gateway, 500 messages at once", pid, SOCKETS, 500, command, lambda: publish(bus, subject, 500, 0))
        hear("gateway, one each 20 ms", pid, SOCKETS, 100, command, lambda: publish(bus, subject, 100, 0.02))
        hear("gateway, 10 sockets, 100 API changes a second", pid, 10, 500, command, lambda: at_pace(ada, 5, 100))
        bus.close()
    with tempfile.TemporaryDirectory() as folder:
        port, web = free_port(), free_port()
        conf = pathlib.Path(folder) / "nats.conf"
        conf.write_text(f"listen: 127.0.0.1:{port}\nwebsocket {{ listen: \"127.0.0.1:{web}\", no_tls: true }}\n")
        server = subprocess.Popen(["nats-server", "-c", conf], stderr=subprocess.DEVNULL)
        try:
            wait_until("nats-server", lambda: listens(port) and listens(web))
            plain = socket.create_connection(("127.0.0.1", port))
            mark = Plain(plain)
            command = [str(web), "/", '=CONNECT {"verbose":false,"protocol":1}\r\nSUB feed.x 1\r\n']
            hear("nats-server, 500 messages at once", server.pid, SOCKETS, 500, command, lambda: publish(mark, "feed.x", 500, 0))
            hear("nats-server, one each 20 ms", server.pid, SOCKETS, 100, command, lambda: publish(mark, "feed.x", 100, 0.02))
            plain.close()
        finally:
            server.terminate()
            server.wait()


class Plain:
    """Somebody who only publishes on a server that asks nobody who he is."""

    def __init__(self, connection):
        self.stream = connection.makefile("rwb")
        self._say('CONNECT {"verbose":false}')

    def _say(self, line):
        self.stream.write(line.encode() + b"\r\n")


# ---------------------------------------------------------------------- all of it


def measure_plain(stack):
    ada, calendar, ids = fill(stack)
    (stack.var / "ids").write_text("\n".join(ids) + "\n")
    print(f"{os.cpu_count()} cores, {len(ids)} events, {SECONDS} s each; CPU per request of the servers alone\n")
    print(LINE.format("", "conns", "per s", "p50", "p99", "CPU per request"))
    for n in CONNECTIONS:
        show("a static answer (/healthz)", n, *wrk(stack, n, BENCH_MODE="static"))
    bare_nats()
    for n in CONNECTIONS:
        show("a prepared SELECT", n, result(["build/bare_pg", stack.conninfo("event"), str(n), SECONDS]))
    for name, mode in (("GET /events/{id}", "get"), ("GET /events?start=&end=", "range"), ("POST /events", "post")):
        for n in CONNECTIONS:
            show(name, n, *wrk(stack, n, BENCH_MODE=mode, BENCH_TOKEN=ada.token, BENCH_CALENDAR=calendar["id"],
                               BENCH_IDS=str(stack.var / "ids")))


FORGET = """SET allow_system_table_mods = on; DELETE FROM pg_statistic;
UPDATE pg_class SET reltuples = -1, relpages = 0, relallvisible = 0 WHERE relnamespace = 'public'::regnamespace"""


def measure_statistics(stack):
    """In turn on a database that has no statistics, and when it is analyzed."""
    superuser = re.sub("//[^@]*@", "//postgres@", stack.conninfo("event"))
    password = (stack.var / "secrets/postgres.pg").read_text().strip()

    def sql(*texts):
        for text in texts:
            subprocess.run(["psql", "-qX", "-c", text, superuser], env=os.environ | {"PGPASSWORD": password}, check=True, stdout=subprocess.DEVNULL)

    sql("ALTER SYSTEM SET autovacuum = off", "SELECT pg_reload_conf()")
    ada, calendar, ids = fill(stack)
    (stack.var / "ids").write_text("\n".join(ids) + "\n")
    print(f"\n{len(ids)} events, 32 connections, requests a second without statistics and with, in turn")
    modes = (("GET /events/{id}", "get"), ("GET /events?start=&end=", "range"), ("a range not asked for before", "anew"), ("POST /events", "post"))
    for name, mode in modes:
        rates = {"none": [], "some": []}
        for _ in range(4):
            for state, prepare in (("none", FORGET), ("some", "ANALYZE")):
                sql(prepare)
                (requests, seconds, _, _), _ = wrk(stack, 32, BENCH_MODE=mode, BENCH_TOKEN=ada.token, BENCH_CALENDAR=calendar["id"],
                                                   BENCH_IDS=str(stack.var / "ids"))
                rates[state].append(requests / seconds)
        none, some = (statistics.median(r) for r in rates.values())
        print(f"  {name:<30} {none:>8,.0f} {some:>8,.0f}   pair by pair "
              f"{statistics.median(b / a for a, b in zip(*rates.values())):.2f} times", flush=True)
    sql("ALTER SYSTEM RESET autovacuum", "SELECT pg_reload_conf()")


def main():
    known = {"statistics": measure_statistics, "plain": measure_plain, "series": measure_series, "flood": measure_flood, "limits": measure_limits, "feeds": measure_feeds}
    parts = [known[name] for name in sys.argv[1:] or known]
    stack = Stack(binaries=ROOT / "build", ALMANAC_LOG_LEVEL="warn", ALMANAC_BCRYPT_COST="12")
    try:
        stack.start()
        for measure in parts:
            measure(stack)
    finally:
        stack.stop()
    stack.remove()
    if measure_series in parts:
        subprocess.run(["build/bare_recur"], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()

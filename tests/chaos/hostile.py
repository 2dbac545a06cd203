"""What a client may do to the others: each function is one client at 127.0.0.2, and returns what it did as counts.

It has its own process, somebody of its own (`token`, `api`, and the `stack`), and goes on until `end()`.
"""

import collections
import contextlib
import json
import select
import socket
import time

from harness.bus import Bus

ADDRESS = "127.0.0.2"  # the ordinary users are at 127.0.0.1
PAGE = 65536


def connected(port, **options):
    s = socket.socket()
    if "receive_buffer" in options:
        s.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, options["receive_buffer"])
    s.settimeout(10)
    s.bind((ADDRESS, 0))
    s.connect(("127.0.0.1", port))
    s.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return s


def head(method, path, token, **fields):
    lines = [f"{method} {path} HTTP/1.1", "Host: almanac", f"Authorization: Bearer {token}"]
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in fields.items()]
    return ("\r\n".join(lines) + "\r\n\r\n").encode()


def statuses(data):
    """How often each status stands in what was received; a body never has a status line in it."""
    counts = collections.Counter()
    for line in data.split(b"HTTP/1.1 ")[1:]:
        counts[line[:3].decode()] += 1
    return counts


def pipelined(port, end, requests, sockets=4):
    """Sends the requests over and over on some connections and reads what comes, on a busy machine one answer at least."""
    counts, open_ones = collections.Counter(), []
    while not end() or not counts:
        while len(open_ones) < sockets:
            try:
                s = connected(port)
            except OSError:
                counts["not connected"] += 1
                time.sleep(0.1)
                break
            s.setblocking(False)
            open_ones.append([s, b""])
        readable, writable, _ = select.select([o[0] for o in open_ones], [o[0] for o in open_ones], [], 0.1)
        for one in list(open_ones):
            try:
                if one[0] in readable:
                    data = one[0].recv(1 << 20)
                    counts += statuses(data)
                    if not data:
                        raise ConnectionResetError
                if one[0] in writable:
                    one[1] = one[1] or requests
                    one[1] = one[1][one[0].send(one[1]):]
            except BlockingIOError:
                continue
            except OSError:
                counts["closed"] += 1
                one[0].close()
                open_ones.remove(one)
    return counts


# ---------------------------------------------------------------------- each kind


def refused_tokens(port, person, end):
    """Tokens whose signature is wrong, each of them another one."""
    name, claims, signature = person["token"].split(".")
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    bad = [f"{name}.{claims}.{a}{b}{signature[2:]}" for a in letters for b in letters]
    return pipelined(port, end, b"".join(head("GET", "/auth/me", token) for token in bad))


def many_values(port, person, end):
    """Bodies of nearly 1 MiB with a third of a million values."""
    body = b'{"tags":[' + b",".join([b"{}"] * 349_000) + b"]}"
    return pipelined(port, end, head("POST", "/contacts", person["token"], Content_Type="application/json",
                                     Content_Length=len(body)) + body, 8)


def large_bodies(port, person, end):
    """Valid bodies as large as the contract lets them be."""
    body = json.dumps({"first_name": "Ada", "notes": "n" * 16384, "tags": [f"{i:02}" + "t" * 48 for i in range(20)]}).encode()
    return pipelined(port, end, head("POST", "/contacts", person["token"], Content_Type="application/json",
                                     Content_Length=len(body)) + body, 8)


def floods_of_lists(port, person, end):
    return pipelined(port, end, head("GET", "/contacts?limit=200", person["token"]) + head("GET", "/events?limit=200", person["token"]), 16)


def slow_heads(port, person, end):
    """As many connections as are let in, each of which says a byte of its head in a while."""
    counts, open_ones = collections.Counter(), []
    line = head("GET", "/auth/me", person["token"])
    while not end():
        with contextlib.suppress(OSError):
            for _ in range(20):
                if len(open_ones) < 500:
                    open_ones.append([connected(port), 0])
        for one in list(open_ones):
            try:
                one[0].send(line[one[1] % len(line):][:1])
                one[1] += 1
            except OSError:
                counts["closed"] += 1
                open_ones.remove(one)
        counts["most open"] = max(counts["most open"], len(open_ones))
        time.sleep(0.2)
    return counts


def many_sockets(port, person, end):
    """Connections that are made, ask for a socket or nothing, and are left."""
    counts = collections.Counter()
    ask = head("GET", "/ws", person["token"], Upgrade="websocket", Connection="Upgrade", Sec_WebSocket_Version="13",
               Sec_WebSocket_Key="AAAAAAAAAAAAAAAAAAAAAA==")
    while not end():
        try:
            with connected(port) as s:
                counts["connected"] += 1
                if counts["connected"] % 2:
                    s.sendall(ask)
                    counts += statuses(s.recv(PAGE))
        except OSError:
            counts["closed"] += 1
            time.sleep(0.01)
    return counts


def slow_readers(port, person, end):
    """Clients that ask on and on and read nothing."""
    counts, open_ones = collections.Counter(), []
    asks = head("GET", "/openapi.json", person["token"]) * 200
    while not end():
        with contextlib.suppress(OSError):
            while len(open_ones) < 100:
                s = connected(port, receive_buffer=4096)
                s.setblocking(False)
                open_ones.append(s)
        for s in list(open_ones):
            try:
                counts["asked"] += s.send(asks) // (len(asks) // 200)
            except BlockingIOError:
                pass
            except OSError:
                counts["closed"] += 1
                s.close()
                open_ones.remove(s)
        time.sleep(0.2)
    counts["open at the end"] = len(open_ones)
    return counts


def agents_that_do_not_read(port, person, end):
    """Programs on NATS with as many keys, connections and subscriptions as they get, and changes that all of them would hear."""
    counts, open_ones, me = collections.Counter(), [], person["api"]
    for number in range(10):
        key = me.post("/api-keys", {"name": f"agent {number}", "scopes": {"contacts": ["read"]}}).json()
        given = me.post(f"/api-keys/{key['id']}/nats-credentials", check=False)
        if given.status != 201:
            counts["keys refused"] += 1
            continue
        counts["keys"] += 1
        open_ones += agents_of(person["stack"], given.json(), counts)
    while not end():
        reply = me.post("/contacts", {"first_name": "Ada", "notes": "n" * 7000}, check=False)
        counts[f"changes answered {reply.status}"] += 1
    return counts


def agents_of(stack, credentials, counts):
    """Ten connections of a key, with twenty equal subscriptions each, from which nothing is read."""
    for _ in range(10):
        try:
            bus = Bus(stack, creds=credentials["creds"])
            bus.stream.write(b"".join(f"SUB {credentials['subjects'][0]['push']} {n + 100}\r\n".encode() for n in range(20)))
            bus.stream.flush()
        except (AssertionError, OSError):
            counts["connections refused"] += 1
            continue
        counts["connections"] += 1
        yield bus


KINDS = (refused_tokens, many_values, large_bodies, floods_of_lists, slow_heads, many_sockets, slow_readers, agents_that_do_not_read)

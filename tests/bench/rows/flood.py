"""Reads beside a flood of logins: 200 connections that sign in once a second each, at the cost of real passwords."""

import json
import os
import subprocess
import time
import types

from bench.load import Measured
from bench.rows import Row
from harness.contract import Contract
from harness.people import Person
from harness.stack import ROOT

RATE = 50  # reads a second
LONGER = 5  # than other rows, for a hundredth of the reads to be some


def one_contact(target, options):
    ada = Person(target.stack.port, Contract(), "Ada")
    return types.SimpleNamespace(ada=ada, path=f"/contacts/{ada.contact()['id']}")


def paced_reads(run):
    """From one client, however long each takes."""
    began, taken = time.monotonic(), []
    for n in range(RATE * run.seconds * LONGER):
        time.sleep(max(0, began + n / RATE - time.monotonic()))
        reply = run.world.ada.get(run.world.path, check=False)
        assert reply.status == 200, reply
        taken.append(1e6 * reply.seconds)
    taken.sort()
    return Measured(len(taken), time.monotonic() - began, taken[len(taken) // 2], taken[int(len(taken) * 0.99)])


def beside_logins(run):
    ada = run.world.ada
    told = {"BENCH_MODE": "login", "BENCH_BODY": json.dumps({"email": ada.email, "password": ada.password})}
    flood = subprocess.Popen(["wrk", "-t", "1", "-c", "200", "-d", f"{run.seconds * LONGER + 2}s", "-s", "tests/bench/load.lua",
                              f"http://127.0.0.1:{run.target.stack.port}/"], cwd=ROOT, env=os.environ | told, stdout=subprocess.DEVNULL)
    try:
        return paced_reads(run)
    finally:
        flood.wait()


ROWS = (
    Row(f"{RATE} reads a second, alone", one_contact, run=paced_reads, connections=(1,)),
    Row(f"{RATE} reads a second, beside logins", one_contact, run=beside_logins, connections=(1,), beside=f"{RATE} reads a second, alone"),
)

"""The programs in examples/agents do what they say.  They need node and npm, which nothing else here does."""

import contextlib
import json
import os
import shutil
import subprocess
import threading

import pytest

from agents import credentials, key_of
from harness import node
from harness.bus import Bus
from harness.readme import commands
from harness.stack import PATIENCE, ROOT, wait_until


def test_the_readme_s_commands_give_credentials_and_read_the_feed(ada, stack, tmp_path):
    contact = ada.contact("Grace")
    wait_until("the feed to have it", lambda: contact["id"] in str(ada.get("/feed?after=0").json()))
    script = [f"A=http://127.0.0.1:{stack.port}", f"T='Authorization: Bearer {ada.token}'", *commands("Programs that listen")]
    script[-1] = script[-1].replace("curl ", "timeout 2 curl ") + " || true"  # it would go on for ever
    done = subprocess.run(["bash", "-euc", "\n".join(script)], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE)
    assert done.returncode == 0, done.stderr
    made = json.loads((tmp_path / "credentials.json").read_text())
    assert {s["noun"] for s in made["subjects"]} == {"event", "attendee", "contact"}
    Bus(stack, creds=made["creds"]).close()
    assert contact["id"] in done.stdout


LIBRARIES = ("@nats-io/transport-node", "nats")


@pytest.fixture(scope="module")
def folder():
    """The examples beside their libraries."""
    try:
        place = node.install()
    except node.Missing as why:
        pytest.skip(str(why))
    for path in (ROOT / "examples/agents").glob("*.mjs"):
        shutil.copy(path, place)
    return place


class Listener:
    """A running example and what it has printed."""

    def __init__(self, folder, place, library, stack, key):
        self.lines = []
        environment = os.environ | {"NATS_LIBRARY": library, "ALMANAC_API": f"http://127.0.0.1:{stack.port}", "ALMANAC_API_KEY": key["key"]}
        self.process = subprocess.Popen(["node", "listen.mjs", place / "credentials.json", place / "state.json"], cwd=folder, text=True,
                                        env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        self.reader = threading.Thread(target=self._read)
        self.reader.start()

    def _read(self):
        for line in self.process.stdout:
            self.lines.append(line.strip())

    def waits_for(self, thing, type):
        wait_until(f"the example to tell of {type}", lambda: any(line.startswith(f"{type} {thing['id']} ") for line in self.lines)
                   or self.process.poll() is not None)
        return [line.split()[1] for line in self.lines if line.startswith(type)]

    def close(self):
        self.process.kill()
        self.process.wait()
        self.reader.join()
        self.process.stdout.close()


@pytest.mark.parametrize("library", LIBRARIES)
def test_a_program_hears_what_it_missed_and_what_happens_and_fills_gaps(folder, library, ada, stack, tmp_path):
    key = key_of(ada, ["contact", "calendar"])
    (tmp_path / "credentials.json").write_text(json.dumps(credentials(ada, key)))
    first = ada.contact("one")
    with contextlib.closing(Listener(folder, tmp_path, library, stack, key)) as listener:
        listener.waits_for(first, "contact.created")
        second = ada.contact("two")
        assert listener.waits_for(second, "contact.created") == [first["id"], second["id"]]
    state = (tmp_path / "state.json").read_text()
    missed = [ada.contact("three") for _ in range(2)]
    with contextlib.closing(Listener(folder, tmp_path, library, stack, key)) as listener:
        assert listener.waits_for(missed[-1], "contact.created") == [c["id"] for c in missed]

    # As if the connection had ended while these were on their way.
    (tmp_path / "state.json").write_text(state)
    last = ada.contact("four")
    with contextlib.closing(Listener(folder, tmp_path, library, stack, key)) as listener:
        assert listener.waits_for(last, "contact.created") == [*(c["id"] for c in missed), last["id"]]

        # It ends by itself when the key does.
        assert ada.delete(f"/api-keys/{key['id']}").status == 204
        wait_until("the example to end", lambda: listener.process.poll() is not None)
    assert any(line.startswith("closed") for line in listener.lines), listener.lines

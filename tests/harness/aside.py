"""A server of the tests that runs in a thread (start, stop) or in a program of its own (serve)."""

import asyncio
import json
import sys
import threading


class Aside:
    """A subclass listens in listen(), which sets `server` and `port`, and says in seen() what came so far."""

    def start(self):
        ready = threading.Event()
        self.loop = asyncio.new_event_loop()
        self.thread = threading.Thread(target=self._run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait()
        return self

    def stop(self):
        self.loop.call_soon_threadsafe(self.leave)
        self.loop.call_soon_threadsafe(self.loop.stop)
        self.thread.join()

    def leave(self):
        """Its port is free when this thread has ended."""
        self.server.close()

    def __enter__(self):
        return self.start()

    def __exit__(self, *_):
        self.stop()

    def _run(self, ready):
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self.listen())
        ready.set()
        self.loop.run_forever()
        tasks = asyncio.all_tasks(self.loop)
        for task in tasks:
            task.cancel()
        self.loop.run_until_complete(asyncio.gather(*tasks, return_exceptions=True))
        self.loop.close()

    async def serve(self):
        """Prints the port, then for each line of standard input what came so far; ends with its standard input."""
        await self.listen()
        print(self.port, flush=True)
        loop = asyncio.get_running_loop()
        while await loop.run_in_executor(None, sys.stdin.readline):
            print(json.dumps(self.seen()), flush=True)

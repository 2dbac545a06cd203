"""What a transaction of a test's own holds in the database of auth, while others want it."""

import contextlib
import subprocess

WAITS = "SELECT xact_start FROM pg_stat_activity WHERE pg_backend_pid() = ANY (pg_blocking_pids(pid))"


class Session:
    """A connection to the database of auth with a transaction of its own."""

    def __init__(self, stack):
        self.psql = subprocess.Popen(["psql", "-X", "-A", "-t", "-q", "-v", "ON_ERROR_STOP=1", stack.conninfo("auth")],
                                     stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    def sql(self, statement):
        """Its rows, each a line."""
        self.psql.stdin.write(f"{statement};\nSELECT 'done';\n")
        self.psql.stdin.flush()
        lines = []
        while (line := self.psql.stdout.readline().strip()) != "done":
            assert self.psql.poll() is None, statement
            lines.append(line)
        return lines

    def held_up(self):
        """Since when the transaction runs that waits for this one; None when there is none."""
        self.sql("SELECT pg_stat_clear_snapshot()")
        return next(iter(self.sql(WAITS)), None)

    def end(self):
        self.psql.stdin.close()
        self.psql.stdout.read()
        self.psql.wait()


@contextlib.contextmanager
def holding(stack, statement):
    """What this statement locks is held by the transaction that it begins."""
    session = Session(stack)
    session.sql("BEGIN")
    session.sql(statement)
    try:
        yield session
    finally:
        session.end()

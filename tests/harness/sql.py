"""Statements to databases, over connections that stay open: a process for each takes ten times as long."""

import threading

import psycopg2
from psycopg2 import extensions

_own = threading.local()


def _connect(conninfo):
    connection = psycopg2.connect(conninfo, application_name="test")
    connection.autocommit = True
    text = extensions.new_type(tuple(extensions.string_types), "TEXT", lambda value, cursor: value)
    extensions.register_type(text, connection)  # every value as the server writes it
    return connection


def _ask(connection, query):
    with connection.cursor() as cursor:
        cursor.execute(query)
        rows = cursor.fetchall() if cursor.description else []
    if connection.info.transaction_status != extensions.TRANSACTION_STATUS_IDLE:
        connection.close()
    return "\n".join("|".join("" if value is None else value for value in row) for row in rows)


def _connections():
    return _own.__dict__.setdefault("connections", {})


def leave(var):
    """Ends this thread's connections to the databases of one stack, `place` beginning with that."""
    for place in [place for place in _connections() if place[0] == var]:
        _connections().pop(place).close()


def ask(place, conninfo, query):
    """Its rows, each a line, with `|` between the values.  `place` names the database, `conninfo()` says how to reach it."""
    connections = _connections()
    if place in connections:
        try:
            return _ask(connections[place], query)
        except (psycopg2.OperationalError, psycopg2.InterfaceError):
            if not connections[place].closed:
                raise
            del connections[place]  # its server has ended since
    connections[place] = _connect(conninfo())
    return _ask(connections[place], query)

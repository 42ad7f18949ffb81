"""The statements that every request runs, prepared once a connection: planning them anew costs more than running them.

Through Django's own connection, so that they stand in its transactions and its errors are Django's. A pooler that hands
out connections a transaction at a time must know prepared statements (PgBouncer does from 1.21 on).
"""

import datetime as dt
import re
import select
from collections.abc import Iterable, Mapping
from functools import lru_cache
from threading import local
from typing import Any
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper
from psycopg import RawCursor
from psycopg.adapt import Dumper

Values = Mapping[str, Any]
_thread = local()
MOST_WRITTEN = 500


class _Untyped(Dumper):
    """Sends a value as its words, and leaves its type to the statement.

    Else 5 and 50,000 would be of two types, and a statement be prepared, and planned, once for each mixture of them.
    """

    def dump(self, obj: object) -> bytes:
        return str(obj).encode()


def listed(values: Iterable[str]) -> str:
    """Return constants of the program's own as they stand in an `IN (...)`; nothing that anybody typed.

    >>> listed(["moved", "died"])
    "'moved', 'died'"
    """
    return ", ".join(repr(str(value)) for value in values)


def first(statement: str, values: Values) -> tuple[Any, ...] | None:
    """Run a statement and return its first row, or None where it gives none."""
    here = _here()
    with here.wrap_database_errors:
        return _run(here, statement, values).fetchone()


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """Run a statement and return all its rows."""
    here = _here()
    with here.wrap_database_errors:
        return _run(here, statement, values).fetchall()


def run(statement: str, values: Values) -> int:
    """Run a statement and return how many rows it wrote."""
    here = _here()
    with here.wrap_database_errors:
        return _run(here, statement, values).rowcount


def firsts(*asked: tuple[str, Values]) -> list[tuple[Any, ...] | None]:
    """Run statements one after the other, sent together, and return the first row of each.

    Each sees what those before it have done, and waited for.
    """
    here = _here()
    with here.wrap_database_errors:
        with here.connection.pipeline():
            cursors = [_run(here, statement, values, number) for number, (statement, values) in enumerate(asked)]
        return [cursor.fetchone() for cursor in cursors]


def _here() -> BaseDatabaseWrapper:
    """Return the thread's own connection, looked up once a statement."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.connection is not None and not here.health_check_done:
        _check(here)
    here.ensure_connection()
    return here


def _check(here: BaseDatabaseWrapper) -> None:
    """Let go of a connection that the server has ended, once a request.

    Django asks the server each time. A connection at rest has nothing to say but that it ends, so that it is enough to
    ask where there is something to read.
    """
    rest = select.poll()
    rest.register(here.connection.fileno(), select.POLLIN)
    if rest.poll(0):
        here.close_if_health_check_failed()
    here.health_check_done = True


def _run(here: BaseDatabaseWrapper, statement: str, values: Values, number: int = 0) -> RawCursor[tuple[Any, ...]]:
    text, names = _written(statement)
    return _cursor(here, number).execute(text, [values[name] for name in names], prepare=True)


@lru_cache(MOST_WRITTEN)
def _written(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with numbers in place of its values' names, and the names in that order.

    The driver would do so as well, each time anew where a statement is long.
    """
    names = tuple(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    numbers = {name: f"${number}" for number, name in enumerate(names, start=1)}
    return re.sub(r"%\((\w+)\)s", lambda named: numbers[named[1]], statement).encode(), names


def _cursor(here: BaseDatabaseWrapper, number: int) -> RawCursor[tuple[Any, ...]]:
    """Return the thread's cursor, whose values travel beside the statement; Django's own writes them into its text."""
    kept: dict[int, RawCursor[tuple[Any, ...]]] = _thread.__dict__.setdefault("cursors", {})
    cursor = kept.get(number)
    if cursor is None or cursor.connection is not here.connection:
        cursor = kept[number] = RawCursor(here.connection)
        for kind in (int, bool, UUID, dt.datetime):
            cursor.adapters.register_dumper(kind, _Untyped)
    return cursor

"""The statements that every request runs, prepared once a connection: planning them anew costs more than running them.

Through Django's own connection, so that they stand in its transactions and its errors are Django's. A pooler that hands
out connections a transaction at a time must know prepared statements (PgBouncer does from 1.21 on).
"""

import re
import select
from collections.abc import Iterable, Mapping
from functools import lru_cache
from threading import local
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.base.base import BaseDatabaseWrapper

from groundgame.campaign.accounts.line import Asked, Line

Values = Mapping[str, Any]
_thread = local()
MOST_WRITTEN = 500


def listed(values: Iterable[str]) -> str:
    """Return constants of the program's own as they stand in an `IN (...)`; nothing that anybody typed.

    >>> listed(["moved", "died"])
    "'moved', 'died'"
    """
    return ", ".join(repr(str(value)) for value in values)


def first(statement: str, values: Values) -> tuple[Any, ...] | None:
    """Run a statement and return its first row, or None where it gives none."""
    return firsts((statement, values))[0]


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """Run a statement and return all its rows."""
    here = _here()
    with here.wrap_database_errors:
        line = _line(here)
        return line.rows(line.ask(_written(statement, values))[0])


def run(statement: str, values: Values) -> int:
    """Run a statement and return how many rows it wrote."""
    here = _here()
    with here.wrap_database_errors:
        return _line(here).ask(_written(statement, values))[0].command_tuples or 0


def firsts(*asked: tuple[str, Values], ends: bool = False) -> list[tuple[Any, ...] | None]:
    """Run statements one after the other, sent together, and return the first row of each.

    Each sees what those before it have done, and waited for. With `ends` the transaction is committed with them, where
    nothing of the caller's comes after it: what is raised then has undone all of them.
    """
    here = _here()
    with here.wrap_database_errors:
        line = _line(here)
        is_outermost = here.in_atomic_block and not here.savepoint_ids
        results = line.ask(*[_written(*one) for one in asked], ends=ends and is_outermost)
        return [next(iter(line.rows(result)), None) for result in results]


def _here() -> BaseDatabaseWrapper:
    """Return the thread's own connection, looked up once a statement."""
    here = connections[DEFAULT_DB_ALIAS]
    if here.connection is not None and not here.health_check_done:  # type: ignore[attr-defined] # the stubs lack it
        _check(here)
    here.ensure_connection()
    return here


def _check(here: BaseDatabaseWrapper) -> None:
    """Let go of a connection that the server has ended, once a request.

    Django asks the server each time. A connection at rest has nothing to say but that it ends, so that it is enough to
    ask where there is something to read.
    """
    if here.connection.closed:
        here.close()
        return
    rest = select.poll()
    rest.register(here.connection.fileno(), select.POLLIN)
    if rest.poll(0):
        here.close_if_health_check_failed()
    here.health_check_done = True  # type: ignore[attr-defined] # likewise


def _line(here: BaseDatabaseWrapper) -> Line:
    """Return what the thread has prepared on its connection."""
    line: Line | None = getattr(_thread, "line", None)
    if line is None or line.connection is not here.connection:
        line = _thread.line = Line(here.connection)
    return line


def _written(statement: str, values: Values) -> Asked:
    text, names = _numbered(statement)
    return text, [values[name] for name in names]


@lru_cache(MOST_WRITTEN)
def _numbered(statement: str) -> tuple[bytes, tuple[str, ...]]:
    """Return a statement with numbers in place of its values' names, and the names in that order."""
    names = tuple(dict.fromkeys(re.findall(r"%\((\w+)\)s", statement)))
    numbers = {name: f"${number}" for number, name in enumerate(names, start=1)}
    return re.sub(r"%\((\w+)\)s", lambda named: numbers[named[1]], statement).encode(), names

"""The statements that every call runs, prepared once a connection: planning them anew costs more than running them.

Through Django's own connection, so that they stand in its transactions and its errors are Django's. A pooler that hands
out connections a transaction at a time must know prepared statements (PgBouncer does from 1.21 on).
"""

from collections.abc import Mapping
from typing import Any

from django.db import connection
from psycopg import Cursor

Values = Mapping[str, Any]


def first(statement: str, values: Values) -> tuple[Any, ...] | None:
    """Run a statement and return its first row, or None where it gives none."""
    with _cursor() as cursor, connection.wrap_database_errors:
        return cursor.execute(_text(statement), values, prepare=True).fetchone()


def rows(statement: str, values: Values) -> list[tuple[Any, ...]]:
    """Run a statement and return all its rows."""
    with _cursor() as cursor, connection.wrap_database_errors:
        return cursor.execute(_text(statement), values, prepare=True).fetchall()


def run(statement: str, values: Values) -> int:
    """Run a statement and return how many rows it wrote."""
    with _cursor() as cursor, connection.wrap_database_errors:
        return cursor.execute(_text(statement), values, prepare=True).rowcount


def _cursor() -> Cursor[tuple[Any, ...]]:
    """Return a cursor whose values travel beside the statement; Django's own writes them into its text."""
    connection.ensure_connection()
    return Cursor(connection.connection)


def _text(statement: str) -> bytes:
    return statement.encode()

"""Frames into tables and tables into frames, by COPY."""

import io
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

import numpy as np
import polars as pl
from django.db import connection
from psycopg import Cursor, sql

from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.twice import standing_twice

SLICE_ROWS = 50_000
_TURNS: defaultdict[str, Lock] = defaultdict(Lock)
_RESERVE_SQL = """
SELECT pg_advisory_lock(hashtextextended('ids:' || %(table)s, 0)),
       setval(s.name, nextval(s.name) + %(count)s - 1),
       pg_advisory_unlock(hashtextextended('ids:' || %(table)s, 0))
FROM (SELECT pg_get_serial_sequence(%(table)s, 'id')::regclass AS name) s
"""


def raw_cursor() -> "Cursor[Any]":
    """Return psycopg's cursor below Django's, in the transaction that Django holds."""
    connection.ensure_connection()
    cursor: Cursor[Any] = connection.connection.cursor()
    return cursor


def identifiers(names: Sequence[str], alias: str | None = None) -> sql.Composed:
    """Return names of columns as SQL, each of the table `alias` where one is given."""
    parts = [sql.Identifier(alias, name) if alias else sql.Identifier(name) for name in names]
    return sql.SQL(", ").join(parts)


def copy_in(table: str, frame: pl.DataFrame, columns: Sequence[str] | None = None, once: Sequence[str] = ()) -> None:
    """Write a frame's rows into a table's columns of the same names.

    Raises:
        RegisterFileError: if two rows have the same values, none of them null, in the columns `once`. It is asked of
            what is written, not of what was read: the unique index that asks it too may be aside.
    """
    names = list(columns or frame.columns)
    if frame.is_empty():
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), identifiers(names))
    if once:
        _check_once(_escaped(frame.select(once)))
    with raw_cursor() as cursor, cursor.copy(statement) as copy:
        for part in frame.select(names).iter_slices(SLICE_ROWS):
            lines = _lines(part)
            copy.write(lines if _is_plain(lines, part) else _lines(_escaped(part)))


@contextmanager
def in_turn(table: str) -> Iterator[None]:
    """Let one thread of this process at a time take ids of a table and write its rows: each borough's lie together.

    What stands in order is sorted by looking at it once when an index is built, and new ids come last in their index.
    """
    with _TURNS[table]:
        yield


def _lines(part: pl.DataFrame) -> bytes:
    written = io.BytesIO()
    part.write_csv(written, include_header=False, separator="\t", quote_style="never", null_value="\\N")
    return written.getvalue()


def _is_plain(lines: bytes, part: pl.DataFrame) -> bool:
    """Tell whether no cell holds a sign of COPY's own: to count them all is sooner done than to look at each cell."""
    between, nulls = part.height * (part.width - 1), sum(part.null_count().row(0))
    if b"\r" in lines:
        return False
    each = np.frombuffer(lines, dtype=np.uint8)  # bytes.count stops at every sign that it finds, and tabs are many
    signs = ((b"\t", between), (b"\n", part.height), (b"\\", nulls))
    return all(np.count_nonzero(each == sign[0]) == count for sign, count in signs)


def _escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with what COPY's text format gives a meaning of its own made harmless: nearly never there."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    held = frame.select(pl.col(texts).str.contains(r"[\\\t\r\n]").any()).row(0) if texts else ()
    return frame.with_columns(
        pl.col(name).str.replace_all("\\", "\\\\", literal=True).str.replace_all(r"[\t\r\n]", " ")
        for name, is_held in zip(texts, held, strict=True)
        if is_held
    )


def _check_once(keys: pl.DataFrame) -> None:
    twice = standing_twice(keys.drop_nulls(), keys.columns)
    if not twice.is_empty():
        first = twice.row(0)
        raise RegisterFileError(f"Two rows of the file come to the same {' and '.join(keys.columns)}: {first!r}.")


def read_columns(
    query: sql.Composable, parameters: Sequence[Any], schema: Mapping[str, "pl.DataType | type[pl.DataType]"]
) -> pl.DataFrame:
    """Return a query's rows; its columns are the schema's, by the same names.

    The server sends each column as one text: a client that takes a row at a time spends seconds on a borough.
    """
    joined = sql.SQL(", ").join(_as_one_text(name, kind) for name, kind in schema.items())
    with raw_cursor() as cursor:
        texts = cursor.execute(sql.SQL("SELECT {} FROM ({}) q").format(joined, query), parameters).fetchone()
    if texts is None or texts[0] is None:
        return pl.DataFrame(schema=schema)
    columns = [pl.Series(name, [text]).str.split("\n").explode() for name, text in zip(schema, texts, strict=True)]
    frame = pl.DataFrame(columns).with_columns(
        pl.when(pl.col(name) != "\\N").then(pl.col(name)).alias(name) for name in schema
    )
    return frame.with_columns(
        pl.col(name).str.to_date("%Y-%m-%d") if kind == pl.Date else pl.col(name).cast(kind)
        for name, kind in schema.items()
    )


def _as_one_text(name: str, kind: "pl.DataType | type[pl.DataType]") -> sql.Composed:
    """Return the expression that joins a column's values by line feeds, with COPY's sign for none."""
    text = "to_char({0}, 'YYYY-MM-DD')" if kind == pl.Date else r"replace({0}::text, E'\n', ' ')"
    return sql.SQL(rf"string_agg(coalesce({text}, E'\\N'), E'\n')").format(sql.Identifier(name))


def reserve_ids(table: str, count: int) -> pl.Series:
    """Return that many fresh ids of a table, in order; no other import gets the same.

    They are taken at one leap, under a lock for as long as that takes: to ask for each takes a microsecond and a half.
    """
    if not count:
        return pl.Series("id", [], dtype=pl.Int64)
    with raw_cursor() as cursor:
        cursor.execute(_RESERVE_SQL, {"table": table, "count": count})
        last = cursor.fetchall()[0][1]
    return pl.int_range(last - count + 1, last + 1, dtype=pl.Int64, eager=True).alias("id")

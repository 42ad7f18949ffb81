"""Frames into tables and tables into frames, by COPY."""

from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection
from psycopg import Cursor, sql

SLICE_ROWS = 50_000


def raw_cursor() -> "Cursor[Any]":
    """Return psycopg's cursor below Django's, in the transaction that Django holds."""
    connection.ensure_connection()
    cursor: Cursor[Any] = connection.connection.cursor()
    return cursor


def copy_in(table: str, frame: pl.DataFrame, columns: Sequence[str] | None = None) -> None:
    """Write a frame's rows into a table's columns of the same names."""
    names = list(columns or frame.columns)
    if frame.is_empty():
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(table), sql.SQL(", ").join(sql.Identifier(name) for name in names)
    )
    escaped = _escaped(frame.select(names))
    with raw_cursor() as cursor, cursor.copy(statement) as copy:
        for part in escaped.iter_slices(SLICE_ROWS):
            copy.write(
                part.write_csv(include_header=False, separator="\t", quote_style="never", null_value="\\N").encode()
            )


def _escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with what COPY's text format gives a meaning of its own made harmless."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    return frame.with_columns(
        pl.col(name).str.replace_all("\\", "\\\\", literal=True).str.replace_all(r"[\t\r\n]", " ") for name in texts
    )


def copy_out(query: sql.Composable, parameters: Sequence[Any], schema: dict[str, Any]) -> pl.DataFrame:
    """Return a query's rows; an empty text and no value are told apart."""
    statement = sql.SQL("COPY ({}) TO STDOUT (FORMAT csv, NULL '\\N', FORCE_QUOTE *)").format(query)
    with raw_cursor() as cursor, cursor.copy(statement, parameters) as copy:
        content = b"".join(copy)
    if not content:
        return pl.DataFrame(schema=schema)
    return pl.read_csv(content, has_header=False, schema=schema, null_values="\\N", try_parse_dates=False)


def reserve_ids(table: str, count: int) -> pl.Series:
    """Return that many fresh ids of a table, in order; other connections never get the same."""
    query = sql.SQL("SELECT nextval(pg_get_serial_sequence({}, 'id')) FROM generate_series(1, {})").format(
        sql.Literal(table), sql.Literal(count)
    )
    if count == 0:
        return pl.Series("id", [], dtype=pl.Int64)
    return copy_out(query, [], {"id": pl.Int64})["id"]

"""Frames into tables and tables into frames, by COPY."""

from collections.abc import Mapping, Sequence
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


def identifiers(names: Sequence[str], alias: str | None = None) -> sql.Composed:
    """Return names of columns as SQL, each of the table `alias` where one is given."""
    parts = [sql.Identifier(alias, name) if alias else sql.Identifier(name) for name in names]
    return sql.SQL(", ").join(parts)


def copy_in(table: str, frame: pl.DataFrame, columns: Sequence[str] | None = None) -> None:
    """Write a frame's rows into a table's columns of the same names."""
    names = list(columns or frame.columns)
    if frame.is_empty():
        return
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(sql.Identifier(table), identifiers(names))
    escaped = _escaped(frame.select(names))
    with raw_cursor() as cursor, cursor.copy(statement) as copy:
        for part in escaped.iter_slices(SLICE_ROWS):
            copy.write(
                part.write_csv(include_header=False, separator="\t", quote_style="never", null_value="\\N").encode()
            )


def _escaped(frame: pl.DataFrame) -> pl.DataFrame:
    """Return the frame with what COPY's text format gives a meaning of its own made harmless: nearly never there."""
    texts = [name for name, kind in frame.schema.items() if kind == pl.String]
    held = frame.select(pl.col(texts).str.contains(r"[\\\t\r\n]").any()).row(0) if texts else ()
    return frame.with_columns(
        pl.col(name).str.replace_all("\\", "\\\\", literal=True).str.replace_all(r"[\t\r\n]", " ")
        for name, is_held in zip(texts, held, strict=True)
        if is_held
    )


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
    """Return that many fresh ids of a table, in order; other connections never get the same."""
    with raw_cursor() as cursor:
        named = cursor.execute("SELECT pg_get_serial_sequence(%s, 'id')", [table]).fetchone()
    ids = sql.SQL("SELECT nextval({}::regclass) AS id FROM generate_series(1, {})").format(
        sql.Literal(named[0] if named else None), sql.Literal(count)
    )
    return read_columns(ids, [], {"id": pl.Int64})["id"]

"""Rows into a table that may hold some of them already."""

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.copying import copy_in, raw_cursor


def merge(table: str, frame: pl.DataFrame, on_conflict: str) -> None:
    """Insert rows, or do with those that are there (`t`) what `on_conflict` says."""
    names = sql.SQL(", ").join(sql.Identifier(name) for name in frame.columns)
    into = sql.Identifier(table)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE merging ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(names, into)
        )
    copy_in("merging", frame)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("INSERT INTO {0} AS t ({1}) SELECT {1} FROM merging ON CONFLICT ").format(into, names)
            + sql.SQL(on_conflict)
        )
        cursor.execute("DROP TABLE merging")

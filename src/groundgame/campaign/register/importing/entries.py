"""Elector numbers: a full register's written whole, an update's added to those of the register it amends."""

import datetime as dt

import polars as pl
from psycopg import sql

from groundgame.campaign.register.importing.copying import copy_in, in_turn, raw_cursor, read_columns
from groundgame.campaign.register.importing.journal import Journal
from groundgame.campaign.register.importing.numbers import NUMBER
from groundgame.campaign.register.models import Register

ENTRY = {
    "register_id": pl.Int64,
    "polling_district": pl.String,
    "number": pl.Int64,
    "suffix": pl.Int64,
    "borough": pl.String,
    "elector_id": pl.Int64,
    "markers": pl.String,
    "since": pl.Date,
    "until": pl.Date,
}
_AMENDING_SQL = """
CREATE TEMP TABLE amending (polling_district text, number int, suffix int, markers text, borough text,
                            register_id bigint, elector_id bigint, ended boolean) ON COMMIT DROP
"""
_SAME_SQL = (
    "r.register_id = a.register_id AND r.polling_district = a.polling_district AND r.number = a.number "
    "AND r.suffix = a.suffix"
)
_AMENDED_SQL = sql.SQL(
    "SELECT r.register_id, r.polling_district, r.number, r.suffix, r.borough, r.elector_id, r.markers, r.since, "  # noqa: S608 (constants alone)
    f"r.until FROM amending a JOIN register_registerentry r ON {_SAME_SQL}"
)
_END_SQL = (
    f"UPDATE register_registerentry r SET until = %(day)s FROM amending a WHERE {_SAME_SQL} AND a.ended "  # noqa: S608 (constants alone)
    "AND r.until IS NULL"
)
_AMEND_SQL = """
INSERT INTO register_registerentry AS r
    (register_id, polling_district, number, suffix, borough, elector_id, markers, since)
SELECT register_id, polling_district, number, suffix, borough, elector_id, markers, %(day)s
FROM amending WHERE NOT ended
ON CONFLICT (register_id, polling_district, number, suffix) DO UPDATE SET
    elector_id = excluded.elector_id,
    markers = excluded.markers,
    since = CASE WHEN r.elector_id = excluded.elector_id AND r.until IS NULL THEN r.since ELSE excluded.since END,
    until = NULL
"""


def store_entries(borough: str, register_id: int, rows: pl.DataFrame) -> None:
    """Write a full register's lines."""
    with in_turn("register_registerentry"):
        copy_in("register_registerentry", _entries(borough, register_id, rows), once=NUMBER)


def _entries(borough: str, register_id: int, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort(NUMBER).select(
        *NUMBER, "markers", borough=pl.lit(borough), register_id=pl.lit(register_id), elector_id="id"
    )


def amend_entries(
    borough: str, register: Register, published_on: dt.date, rows: pl.DataFrame, ended: pl.DataFrame, journal: Journal
) -> None:
    """Add an update's lines to the register it amends, and end those that it deletes."""
    named = _entries(borough, register.pk, rows).with_columns(ended=pl.lit(False))  # noqa: FBT003 (a column's value)
    gone = ended.join(named, on=NUMBER, how="anti").with_columns(
        markers=pl.lit(""),
        borough=pl.lit(borough),
        register_id=pl.lit(register.pk),
        elector_id=pl.lit(0, dtype=pl.Int64),
        ended=pl.lit(True),  # noqa: FBT003 (a column's value)
    )
    with raw_cursor() as cursor:
        cursor.execute(_AMENDING_SQL)
    copy_in("amending", pl.concat([named, gone.select(named.columns)]).unique(NUMBER, keep="first"))
    before = read_columns(_AMENDED_SQL, [], ENTRY)
    with raw_cursor() as cursor:
        cursor.execute(_END_SQL, {"day": published_on})
        cursor.execute(_AMEND_SQL, {"day": published_on})
    after = read_columns(_AMENDED_SQL, [], ENTRY)
    keys = ["register_id", *NUMBER]
    journal.made("entry", after.join(before, on=keys, how="anti").select(keys))
    journal.replaced("entry", before.sort(keys), after.join(before, on=keys, how="semi").sort(keys))
    with raw_cursor() as cursor:
        cursor.execute("DROP TABLE amending")

"""Each ward's number of electors, kept with the electors themselves."""

import polars as pl
from django.db import connection
from psycopg import sql

from groundgame.campaign.register.importing.changes import Known, PeopleChanges
from groundgame.campaign.register.importing.copying import copy_in, read_columns
from groundgame.campaign.register.importing.journal import BEFORE, Journal


def store_ward_counts(borough: str, rows: pl.DataFrame, journal: Journal) -> None:
    """Keep how many electors each ward has: whoever the register names lives there, and nobody else does."""
    keep_ward_counts(borough, rows.group_by("ward").len("electors"), journal)


def amend_ward_counts(borough: str, people: PeopleChanges, known: Known, journal: Journal) -> None:
    """Take those who left a ward, or moved out of it, from its number of electors, and add those who came."""
    touched = pl.concat([people.changed["id"], people.leaving])
    out = known.people.filter(pl.col("left_at").is_null(), pl.col("id").is_in(touched.implode()))
    new = people.rows.filter(pl.col("id").is_null())
    come = pl.concat([people.changed.select("ward"), new.select("ward")])
    held = read_ward_counts(borough).select("ward", pl.col("electors").cast(pl.Int64))
    parts = [
        held,
        come.group_by("ward").len("electors").cast({"electors": pl.Int64}),
        out.group_by("ward").agg(electors=-pl.len().cast(pl.Int64)),
    ]
    keep_ward_counts(borough, pl.concat(parts).group_by("ward").agg(pl.sum("electors")), journal)


def read_ward_counts(borough: str) -> pl.DataFrame:
    """Return how many electors each ward has."""
    query = sql.SQL("SELECT ward, electors FROM register_wardcount WHERE borough = %s ORDER BY ward")
    return read_columns(query, [borough], {"ward": pl.String, "electors": pl.Int64})


def keep_ward_counts(borough: str, counts: pl.DataFrame, journal: Journal | None = None) -> None:
    """Write a borough's numbers of electors in the place of those it had."""
    if journal is not None:
        journal.parts["ward", BEFORE] = read_ward_counts(borough)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_wardcount WHERE borough = %s", [borough])
    copy_in("register_wardcount", counts.sort("ward").select("ward", "electors", borough=pl.lit(borough)))

"""A borough's changes into the database, in the caller's transaction."""

import datetime as dt
from collections.abc import Sequence

import polars as pl
from django.db import connection
from psycopg import errors, sql

from groundgame.campaign.register.importing.changes import DOOR, PERSON, DoorChanges, Known, PeopleChanges
from groundgame.campaign.register.importing.copying import copy_in, raw_cursor, read_columns, reserve_ids

TYPES = {"number": pl.Int32, "date_of_attainment": pl.Date, "left_at": pl.Date, "id": pl.Int64, "address_id": pl.Int64}


def lock_borough(borough: str) -> None:
    """Let one import of a borough run at a time; the lock falls with the transaction."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"register:{borough}"])


def trust_references() -> None:
    """Spare PostgreSQL the look-up of every foreign key, where we may.

    Each id that an import writes was read or made under the borough's lock in the same transaction, so that checking
    them row by row proves nothing and takes half of the time. A server that does not let us checks them all.
    """
    with raw_cursor() as cursor:
        cursor.execute("SAVEPOINT trust")
        try:
            cursor.execute("SET LOCAL session_replication_role = replica")
        except errors.InsufficientPrivilege:
            cursor.execute("ROLLBACK TO SAVEPOINT trust")
        cursor.execute("RELEASE SAVEPOINT trust")


def check_references_again() -> None:
    """End what `trust_references` began."""
    with raw_cursor() as cursor:
        cursor.execute("SELECT current_setting('session_replication_role')")
        if cursor.fetchone() == ("replica",):
            cursor.execute("SET LOCAL session_replication_role = origin")


def read_known(borough: str) -> Known:
    """Return what the database holds of the borough."""
    doors = sql.SQL("SELECT id, {} FROM register_address WHERE borough = %s").format(_columns(DOOR))
    people = sql.SQL(
        "SELECT e.id, e.address_id, coalesce(a.key, '') AS key, e.name_key, {} FROM register_elector e "
        "LEFT JOIN register_address a ON a.id = e.address_id WHERE e.borough = %s"
    ).format(_columns(PERSON, "e"))
    return Known(
        read_columns(doors, [borough], _schema(("id", *DOOR))),
        read_columns(people, [borough], _schema(("id", "address_id", "key", "name_key", *PERSON))),
    )


def _schema(names: Sequence[str]) -> dict[str, pl.DataType | type[pl.DataType]]:
    return {name: TYPES.get(name, pl.String) for name in names}


def _columns(names: Sequence[str], alias: str | None = None) -> sql.Composed:
    parts = [sql.Identifier(alias, name) if alias else sql.Identifier(name) for name in names]
    return sql.SQL(", ").join(parts)


def store_doors(borough: str, doors: DoorChanges) -> pl.DataFrame:
    """Write the doors and return every one's id by its key."""
    new = doors.new.with_columns(reserve_ids("register_address", doors.new.height).alias("id"), borough=pl.lit(borough))
    copy_in("register_address", new, ("id", "borough", *DOOR))
    _update("register_address", doors.changed, [name for name in DOOR if name != "key"])
    return pl.concat([doors.known_ids, new.select("id", "key")])


def store_people(borough: str, published_on: dt.date, people: PeopleChanges, door_ids: pl.DataFrame) -> pl.DataFrame:
    """Write the people and return every row of the register with its elector's id."""
    new = people.rows.filter(pl.col("id").is_null()).drop("id")
    doors = door_ids.rename({"id": "address_id", "key": "address_key"})
    placed = new.join(doors, on="address_key", how="left", maintain_order="left").with_columns(
        reserve_ids("register_elector", new.height).alias("id"),
        borough=pl.lit(borough),
        joined_at=pl.lit(published_on),
    )
    copy_in("register_elector", placed, ("id", "borough", "address_id", "name_key", "joined_at", *PERSON))
    _update("register_elector", people.changed, PERSON)
    leaving = pl.DataFrame({"id": people.leaving}).with_columns(left_at=pl.lit(published_on))
    _update("register_elector", leaving, ["left_at"])
    known = people.rows.filter(pl.col("id").is_not_null())
    return pl.concat([known, placed.select(known.columns)])


def store_entries(borough: str, register_id: int, rows: pl.DataFrame) -> None:
    """Write the register's lines."""
    entries = rows.sort("polling_district", "number", "suffix").select(
        "polling_district",
        "number",
        "suffix",
        "markers",
        borough=pl.lit(borough),
        register_id=pl.lit(register_id),
        elector_id="id",
    )
    copy_in("register_registerentry", entries)


def store_ward_counts(borough: str, rows: pl.DataFrame) -> None:
    """Keep how many electors each ward has: whoever the register names lives there, and nobody else does."""
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM register_wardcount WHERE borough = %s", [borough])
    counts = rows.group_by("ward").len("electors").sort("ward").with_columns(borough=pl.lit(borough))
    copy_in("register_wardcount", counts)


def _update(table: str, frame: pl.DataFrame, columns: Sequence[str]) -> None:
    """Set columns of the rows whose ids the frame names."""
    if frame.is_empty():
        return
    names = list(columns)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE changing ON COMMIT DROP AS SELECT id, {} FROM {} WITH NO DATA").format(
                _columns(names), sql.Identifier(table)
            )
        )
    copy_in("changing", frame, ["id", *names])
    sets = sql.SQL(", ").join(sql.SQL("{0} = c.{0}").format(sql.Identifier(name)) for name in names)
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("UPDATE {} t SET {} FROM changing c WHERE c.id = t.id").format(sql.Identifier(table), sets)
        )
        cursor.execute("DROP TABLE changing")

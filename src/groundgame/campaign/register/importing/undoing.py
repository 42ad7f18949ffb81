"""Take an import back: what it replaced is put back, what it made is removed.

Since then people have worked with the register. What somebody else changed or hangs on is not touched: a row that is no
longer as the import left it stays as it is, and an elector to whom anything was added stays, marked as having left.
"""

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import polars as pl
from django.db.models import ForeignObjectRel, Model
from psycopg import Cursor, sql

from groundgame.campaign.register.importing.copying import copy_in, identifiers, raw_cursor
from groundgame.campaign.register.importing.counts import keep_ward_counts
from groundgame.campaign.register.importing.journal import AFTER, BEFORE, MADE, Journal
from groundgame.campaign.register.importing.objections import CARRIED
from groundgame.campaign.register.importing.trusting import check_references_again, trust_references
from groundgame.campaign.register.models import Address, Elector

TABLES = {"address": "register_address", "elector": "register_elector", "entry": "register_registerentry"}
ENTRY_KEYS = ["register_id", "polling_district", "number", "suffix"]


@dataclass(frozen=True, slots=True)
class Undone:
    """How many electors were put back and removed; how many stay since something was added to them, or was changed."""

    restored: int
    removed: int
    kept: int
    changed_since: int


def take_back(journal: Journal, borough: str, register_id: int, published_on: dt.date) -> Undone:
    """Undo what a journal holds, in the caller's transaction. `register_id` is that of the import's own register."""
    trust_references()
    _remove_additions(journal)
    with raw_cursor() as cursor:
        cursor.execute("DELETE FROM register_registerentry WHERE register_id = %s", [register_id])
    _remove_entries(journal.part("entry", MADE))
    _restore(journal, "entry", ENTRY_KEYS)
    removed, kept = _remove_electors(journal.part("elector", MADE), published_on)
    restored = _restore(journal, "elector", ["id"])
    _restore(journal, "address", ["id"])
    _remove_unused(Address, journal.part("address", MADE))
    if (before := journal.part("ward", BEFORE)).width:
        keep_ward_counts(borough, before)
    check_references_again()
    return Undone(restored, removed, kept, journal.part("elector", BEFORE).height - restored)


def _remove_additions(journal: Journal) -> None:
    """Remove objections that were carried over, and telephone numbers of which nothing has been learnt since.

    An objection that somebody has made their own since stays.
    """
    parts = {name: journal.part(name, MADE) for name in ("suppression", "line", "telephone")}
    ids = {name: frame["id"].to_list() if frame.width else [] for name, frame in parts.items()}
    with raw_cursor() as cursor:
        cursor.execute(
            "SELECT id FROM register_suppression WHERE id = ANY(%s) AND starts_with(source, %s)",
            [ids["suppression"], CARRIED],
        )
        ids["suppression"] = [pk for (pk,) in cursor.fetchall()]
        cursor.execute(
            "DELETE FROM register_barredline WHERE suppression_id = ANY(%s) OR id = ANY(%s)",
            [ids["suppression"], ids["line"]],
        )
        cursor.execute("DELETE FROM register_suppression WHERE id = ANY(%s)", [ids["suppression"]])
        cursor.execute(
            "DELETE FROM register_telephonenumber WHERE id = ANY(%s) AND consented_at IS NULL AND wrong_at IS NULL",
            [ids["telephone"]],
        )


def _remove_entries(made: pl.DataFrame) -> None:
    if made.is_empty():
        return
    with _temporary("removing", TABLES["entry"], made, ENTRY_KEYS), raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("DELETE FROM register_registerentry t USING removing r WHERE {}").format(_same(ENTRY_KEYS))
        )


def _remove_electors(made: pl.DataFrame, published_on: dt.date) -> tuple[int, int]:
    """Remove electors; those to whom anything has been added stay, as having left on the register's day."""
    if made.is_empty():
        return 0, 0
    with raw_cursor() as cursor:
        cursor.execute("DELETE FROM register_matchdecision WHERE elector_id = ANY(%s)", [made["id"].to_list()])
    removed = _remove_unused(Elector, made)
    with raw_cursor() as cursor:
        cursor.execute(
            "UPDATE register_elector SET left_at = %s WHERE id = ANY(%s)", [published_on, made["id"].to_list()]
        )
    return removed, made.height - removed


def _remove_unused(model: type[Model], made: pl.DataFrame) -> int:
    """Remove rows to which nothing refers, and return how many.

    They are locked first, as a reference being written locks them: whoever writes one is either seen here, or waits and
    then finds nothing to refer to.
    """
    if made.is_empty():
        return 0
    table = model._meta.db_table  # noqa: SLF001 (Django's public _meta)
    target = sql.Identifier(table)
    with _temporary("removing", table, made, ["id"]), raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*) FROM (SELECT t.id FROM {} t JOIN removing r USING (id) FOR UPDATE OF t) q").format(
                target
            )
        )
        for other, column in _references(model):
            cursor.execute(sql.SQL("DELETE FROM removing r USING {} o WHERE o.{} = r.id").format(other, column))
        if model is Elector:
            _keep_who_lives_at_doors_given_out(cursor)
        cursor.execute(sql.SQL("DELETE FROM {} t USING removing r WHERE t.id = r.id").format(target))
        return int(cursor.rowcount)


def _references(model: type[Model]) -> list[tuple[sql.Identifier, sql.Identifier]]:
    """Return the table and column of everything that refers to a model, whether or not the model may ask for it."""
    relations = model._meta.get_fields(include_hidden=True)  # noqa: SLF001 (Django's public _meta)
    return [
        (sql.Identifier(each.related_model._meta.db_table), sql.Identifier(str(each.field.column)))  # noqa: SLF001 (likewise)
        for each in relations
        if isinstance(each, ForeignObjectRel) and not each.many_to_many
    ]


def _keep_who_lives_at_doors_given_out(cursor: "Cursor[Any]") -> None:
    """Leave those out whose door stands on a walk: a sheet or a telephone without signal may bring what they said."""
    for other, column in _references(Address):
        if other != sql.Identifier(Elector._meta.db_table):  # noqa: SLF001 (Django's public _meta)
            cursor.execute(
                sql.SQL(
                    "DELETE FROM removing r USING register_elector e, {} o WHERE e.id = r.id AND o.{} = e.address_id"
                ).format(other, column)
            )


def _restore(journal: Journal, name: str, keys: list[str]) -> int:
    """Put rows back as they were, where they are still as the import left them; return how many."""
    before, after = journal.part(name, BEFORE), journal.part(name, AFTER)
    if before.is_empty():
        return 0
    columns = [column for column in before.columns if column not in keys]
    both = before.join(after, on=keys, suffix="_after")
    target = sql.Identifier(TABLES[name])
    with _temporary("restoring", TABLES[name], both, keys, columns, "_after"), raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("SELECT count(*) FROM (SELECT 1 FROM {} t JOIN restoring r ON {} FOR NO KEY UPDATE OF t) q").format(
                target, _same(keys)
            )
        )
        differs = sql.SQL(" OR ").join(
            sql.SQL("t.{} IS DISTINCT FROM r.{}").format(sql.Identifier(each), sql.Identifier(f"{each}_after"))
            for each in columns
        )
        cursor.execute(
            sql.SQL("DELETE FROM restoring r USING {} t WHERE {} AND ({})").format(target, _same(keys), differs)
        )
        if name == "elector":
            cursor.execute(_ASIDE_SQL)
        sets = sql.SQL(", ").join(sql.SQL("{0} = r.{0}").format(sql.Identifier(each)) for each in columns)
        cursor.execute(sql.SQL("UPDATE {} t SET {} FROM restoring r WHERE {}").format(target, sets, _same(keys)))
        return int(cursor.rowcount)


# Two who changed places must not meet at one door on the way back.
_ASIDE_SQL = """
UPDATE register_elector t SET left_at = t.joined_at FROM restoring r
WHERE t.id = r.id AND (r.address_id IS DISTINCT FROM r.address_id_after OR r.name_key <> r.name_key_after)
"""


def _same(keys: list[str]) -> sql.Composed:
    return sql.SQL(" AND ").join(sql.SQL("t.{0} = r.{0}").format(sql.Identifier(key)) for key in keys)


@contextmanager
def _temporary(
    name: str, like: str, frame: pl.DataFrame, keys: list[str], columns: Sequence[str] = (), suffix: str = ""
) -> Iterator[None]:
    """Hold a frame in a temporary table whose columns have the types of another's; `columns` stand there twice."""
    again = [sql.SQL("{} AS {}").format(sql.Identifier(each), sql.Identifier(each + suffix)) for each in columns]
    selected = sql.SQL(", ").join([identifiers([*keys, *columns]), *again])
    with raw_cursor() as cursor:
        cursor.execute(
            sql.SQL("CREATE TEMP TABLE {} ON COMMIT DROP AS SELECT {} FROM {} WITH NO DATA").format(
                sql.Identifier(name), selected, sql.Identifier(like)
            )
        )
    copy_in(name, frame, [*keys, *columns, *(each + suffix for each in columns)])
    with raw_cursor() as cursor:
        cursor.execute(sql.SQL("ANALYZE {}").format(sql.Identifier(name)))
    yield
    with raw_cursor() as cursor:
        cursor.execute(sql.SQL("DROP TABLE {}").format(sql.Identifier(name)))

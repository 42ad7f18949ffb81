"""What a plan would do, row by row, in words for the person who decides.

The names of those below sixteen are left out: whoever loads a register need not see them.
"""

import datetime as dt
from enum import StrEnum

import polars as pl

from groundgame.campaign.register.ages import latest_attainment_shown
from groundgame.campaign.register.importing.plans import Plan

YOUNG = "(below sixteen)"


class What(StrEnum):
    """What would become of a row or an elector."""

    NEW = "new"
    MOVED = "moved"
    CHANGED = "changed"
    BACK = "back"
    GONE = "gone"
    REFUSED = "refused"


COLUMNS = ("what", "number", "name", "address", "was", "because")
ELECTOR = "elector"
"""Whom a row shows, where it is somebody known: for the record of who looked at whom, and in no table."""


def of_plan(plan: Plan) -> pl.DataFrame:
    """Return what becomes of every row and elector, those left out of whom nothing but the number is another."""
    rows = plan.people.rows
    new = _rows(plan, What.NEW, rows.filter(pl.col("id").is_null()))
    moved = _compared(plan, What.MOVED, plan.moved)
    changed = _compared(plan, What.CHANGED, plan.changed)
    back = _rows(plan, What.BACK, rows.filter(pl.col("id").is_in(plan.people.returned.implode())))
    gone = _gone(plan)
    refused = plan.read.refused.select(
        what=pl.lit(str(What.REFUSED)),
        number=pl.format("line {}", "line"),
        name=pl.lit(""),
        address=pl.lit(""),
        was=pl.coalesce("value", pl.lit("")),
        because=pl.col("reason"),
        elector=pl.lit(None, pl.Int64),
    )
    return pl.concat([new, moved, changed, back, gone, refused])


def _rows(plan: Plan, what: What, rows: pl.DataFrame) -> pl.DataFrame:
    return rows.select(
        what=pl.lit(str(what)),
        number=_number(),
        name=_name(plan.published_on),
        address=_address("address"),
        was=pl.lit(""),
        because=pl.col("because"),
        elector=pl.col("id"),
    )


def _compared(plan: Plan, what: What, compared: pl.DataFrame) -> pl.DataFrame:
    doors = plan.known.doors.select("key", was_lines="lines", was_postcode="postcode")
    both = compared.join(doors, on="key", how="left", maintain_order="left")
    if what is What.MOVED:
        was = pl.concat_str(
            pl.col("was_lines").fill_null("no address"), pl.col("was_postcode"), separator=", ", ignore_nulls=True
        )
    else:
        was = _with_markers(pl.format("{} {}", "forename_known", "surname_known"), "franchise_markers_known")
    hidden = pl.when(_young(plan.published_on)).then(pl.lit(YOUNG)).otherwise(was.str.strip_chars())
    name = _name(plan.published_on)
    return both.select(
        what=pl.lit(str(what)),
        number=_number(),
        name=_with_markers(name, "franchise_markers") if what is What.CHANGED else name,
        address=_address("address"),
        was=hidden,
        because=pl.col("because"),
        elector=pl.col("id"),
    )


def _gone(plan: Plan) -> pl.DataFrame:
    leaving = plan.known.people.filter(pl.col("id").is_in(plan.people.leaving.implode()))
    doors = plan.known.doors.select("key", "lines", "postcode")
    return leaving.join(doors, on="key", how="left", maintain_order="left").select(
        what=pl.lit(str(What.GONE)),
        number=_number(),
        name=_name(plan.published_on),
        address=_address("lines"),
        was=pl.lit(""),
        because=pl.lit(""),
        elector=pl.col("id"),
    )


def of_doubts(plan: Plan) -> pl.DataFrame:
    """Return each doubtful pair: the row (`address_key`, `name_key`) and the elector `id`, with both in words."""
    now = plan.people.rows.select(
        "record",
        "address_key",
        "name_key",
        number=_number(),
        name=_name(plan.published_on),
        address=_address("address"),
    )
    doors = plan.known.doors.select("key", "lines", "postcode")
    was = plan.known.people.join(doors, on="key", how="left", maintain_order="left").select(
        "id",
        was_number=_number(),
        was_name=_name(plan.published_on),
        was_address=_address("lines"),
    )
    pairs = plan.people.doubts.join(now, on="record", maintain_order="left").join(was, on="id", maintain_order="left")
    return pairs.filter(pl.col("name") != YOUNG, pl.col("was_name") != YOUNG)


def _number() -> pl.Expr:
    return pl.format("{}-{}", "polling_district", "elector_number")


def _young(published_on: dt.date) -> pl.Expr:
    return pl.col("date_of_attainment") > latest_attainment_shown(published_on)


def _name(published_on: dt.date) -> pl.Expr:
    written = pl.format("{} {}", "forename", "surname").str.strip_chars()
    named = pl.when(written == "").then(pl.lit("(anonymous)")).otherwise(written)
    return pl.when(_young(published_on)).then(pl.lit(YOUNG)).otherwise(named)


def _with_markers(name: pl.Expr, column: str) -> pl.Expr:
    marked = pl.concat_str(name, pl.format("({})", column), separator=" ")
    return pl.when((pl.col(column) != "") & (name != YOUNG)).then(marked).otherwise(name)


def _address(lines: str) -> pl.Expr:
    parts = [pl.when(pl.col(name) != "").then(name) for name in (lines, "postcode")]
    return pl.concat_str(parts, separator=", ", ignore_nulls=True).fill_null("")

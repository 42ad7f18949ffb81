"""What a register changes: which doors and people are new, which are known and differ, and who has left."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

DOOR = ("ward", "polling_district", "key", "lines", "street", "number", "number_suffix", "flat", "postcode")
PERSON = (
    "ward",
    "polling_district",
    "elector_number",
    "franchise_markers",
    "date_of_attainment",
    "forename",
    "surname",
    "left_at",
)


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds of the borough: doors (id, DOOR) and people (id, address_id, key, name_key, PERSON)."""

    doors: pl.DataFrame
    people: pl.DataFrame


@dataclass(frozen=True, slots=True)
class DoorChanges:
    """New doors (without ids), known doors that differ (with), and every door's id by its key."""

    new: pl.DataFrame
    changed: pl.DataFrame
    known_ids: pl.DataFrame


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """Every row of the register with `id` (null for a new person), those known that differ, who left and came back."""

    rows: pl.DataFrame
    changed: pl.DataFrame
    leaving: pl.Series
    returned: pl.Series

    @property
    def added(self) -> int:
        """How many people are new."""
        return self.rows["id"].null_count()


def door_changes(rows: pl.DataFrame, known: Known) -> DoorChanges:
    """Compare the register's doors with those known; a door stands in the ward and district of its first elector."""
    first = rows.filter(pl.col("address_key") != "").unique("address_key", keep="first", maintain_order=True)
    as_kept = {"key": "address_key", "lines": "address", "number": "house", "number_suffix": "house_suffix"}
    doors = first.select(pl.col(as_kept.get(name, name)).alias(name) for name in DOOR).sort("key")
    ids = known.doors.select("id", "key")
    if known.doors.is_empty():
        return DoorChanges(doors, doors.clear(), ids)
    joined = doors.join(known.doors, on="key", how="left", suffix="_known")
    changed = _differing(joined, [name for name in DOOR if name != "key"])
    return DoorChanges(joined.filter(pl.col("id").is_null()).select(DOOR), changed.select("id", *DOOR), ids)


def people_changes(rows: pl.DataFrame, known: Known) -> PeopleChanges:
    """Match the register's people with those known at the same door by the same name."""
    people = _as_kept(rows)
    if known.people.is_empty():
        unknown = people.with_columns(id=pl.lit(None, dtype=pl.Int64))
        return PeopleChanges(unknown, unknown.clear(), known.people["id"], known.people["id"])
    joined = people.join(
        _matchable(known), on=["address_key", "name_key"], how="left", suffix="_known", maintain_order="left"
    )
    stayed = known.people.filter(pl.col("left_at").is_null())["id"]
    leaving = stayed.filter(~stayed.is_in(joined["id"].drop_nulls().implode()))
    returned = joined.filter(pl.col("left_at_known").is_not_null())["id"]
    names = [*people.columns, "id"]
    return PeopleChanges(joined.select(names), _differing(joined, PERSON).select(names), leaving, returned)


def _as_kept(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the columns of a person as the database keeps them."""
    number = pl.col("number").cast(pl.String)
    with_suffix = pl.concat_str(number, pl.lit("/"), "suffix")
    return rows.with_columns(
        elector_number=pl.when(pl.col("suffix") == 0).then(number).otherwise(with_suffix),
        franchise_markers="markers",
        date_of_attainment="attainment",
        left_at=pl.lit(None, dtype=pl.Date),
    )


def _matchable(known: Known) -> pl.DataFrame:
    """Return each known person once: one who still lives there before one who left; no anonymous entry."""
    named = known.people.filter(pl.col("name_key") != "").rename({"key": "address_key"})
    living_first = named.sort("left_at", "id", descending=[False, True], nulls_last=False)
    return living_first.unique(["address_key", "name_key"], keep="first")


def _differing(joined: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the known rows of which a column differs from what was known."""
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in columns)
    return joined.filter(pl.col("id").is_not_null() & differs)

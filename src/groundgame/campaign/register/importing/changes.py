"""What a register changes: which doors and people are new, which are known and differ, and who has left."""

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
    """Every row of the register with `id` (null for a new person), those known that differ, and the ids that left."""

    rows: pl.DataFrame
    changed: pl.DataFrame
    leaving: pl.Series

    @property
    def added(self) -> int:
        """How many people are new."""
        return self.rows["id"].null_count()


def door_changes(rows: pl.DataFrame, known: Known) -> DoorChanges:
    """Compare the register's doors with those known; a door stands in the ward and district of its first elector."""
    doors = (
        rows.filter(pl.col("address_key") != "")
        .unique("address_key", keep="first", maintain_order=True)
        .rename({"number": "elector_number", "address_key": "key"})
        .select(
            "ward",
            "polling_district",
            "key",
            "street",
            "flat",
            "postcode",
            lines="address",
            number="house",
            number_suffix="house_suffix",
        )
        .sort("key")
    )
    if known.doors.is_empty():
        return DoorChanges(doors, doors.clear(), known.doors.select("id", "key"))
    joined = doors.join(known.doors, on="key", how="left", suffix="_known")
    new = joined.filter(pl.col("id").is_null()).select(doors.columns)
    changed = _differing(joined.filter(pl.col("id").is_not_null()), [name for name in DOOR if name != "key"])
    return DoorChanges(new, changed.select("id", *doors.columns), known.doors.select("id", "key"))


def people_changes(rows: pl.DataFrame, known: Known) -> PeopleChanges:
    """Match the register's people with those known at the same door by the same name.

    Among people known twice, one who still lives there comes before one who left. An anonymous entry matches nobody.
    """
    written = (
        pl.when(pl.col("suffix") == 0)
        .then(pl.col("number").cast(pl.String))
        .otherwise(pl.concat_str("number", pl.lit("/"), "suffix"))
    )
    people = rows.with_columns(
        elector_number=written,
        franchise_markers="markers",
        date_of_attainment="attainment",
        left_at=pl.lit(None, dtype=pl.Date),
    )
    if known.people.is_empty():
        nobody = pl.lit(None, dtype=pl.Int64)
        return PeopleChanges(people.with_columns(id=nobody), people.clear().with_columns(id=nobody), known.people["id"])
    here = known.people.filter(pl.col("name_key") != "").rename({"key": "address_key"})
    best = here.sort("left_at", "id", descending=[False, True], nulls_last=False).unique(
        ["address_key", "name_key"], keep="first"
    )
    joined = people.join(best, on=["address_key", "name_key"], how="left", suffix="_known", maintain_order="left")
    stayed = known.people.filter(pl.col("left_at").is_null())["id"]
    leaving = stayed.filter(~stayed.is_in(joined["id"].drop_nulls().implode()))
    changed = _differing(joined.filter(pl.col("id").is_not_null()), list(PERSON))
    return PeopleChanges(joined.select(*people.columns, "id"), changed.select(*people.columns, "id"), leaving)


def _differing(joined: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
    return joined.filter(pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in columns))

"""What a register changes: which doors and people are new, which are known and differ, and who has left."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from groundgame.campaign.register.importing.matching import recognise_people
from groundgame.campaign.register.importing.namesakes import untied

DOOR = (
    "ward",
    "polling_district",
    "key",
    "lines",
    "street",
    "number",
    "number_suffix",
    "flat",
    "postcode",
    "uprn",
)
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
# What makes a known person "changed" to a reader; a number that was issued afresh does not.
SHOWN = ("franchise_markers", "date_of_attainment", "forename", "surname")


@dataclass(frozen=True, slots=True)
class Known:
    """What the database holds: doors (id, DOOR), people (id, address_id, key, name_key, PERSON) and decisions.

    Of the whole borough for a full register; for a monthly update of what it names, `among` so many electors.
    """

    doors: pl.DataFrame
    people: pl.DataFrame
    decided: pl.DataFrame
    among: int | None = None


@dataclass(frozen=True, slots=True)
class DoorChanges:
    """New doors (without ids), known doors that differ (with), and every door's id by its key."""

    new: pl.DataFrame
    changed: pl.DataFrame
    known_ids: pl.DataFrame


@dataclass(frozen=True, slots=True)
class PeopleChanges:
    """Every row with `id` (null for a new person) and `because`; those known that differ; who left and came back.

    `because` says how somebody was recognised whose name or door is another, "" for all others; `doubts` (record, id,
    because) are those of whom a person must say.
    """

    rows: pl.DataFrame
    changed: pl.DataFrame
    leaving: pl.Series
    returned: pl.Series
    doubts: pl.DataFrame

    @property
    def added(self) -> int:
        """How many people are new."""
        return self.rows["id"].null_count()


def door_changes(rows: pl.DataFrame, known: Known) -> DoorChanges:
    """Compare the register's doors with those known; a door stands in the ward and district of its first elector.

    A UPRN that we have is kept where the file names none.
    """
    first = rows.filter(pl.col("address_key") != "", pl.col("address_key").is_first_distinct())
    as_kept = {"key": "address_key", "lines": "address", "number": "house", "number_suffix": "house_suffix"}
    doors = first.select(pl.col(as_kept.get(name, name)).alias(name) for name in DOOR).sort("key")
    ids = known.doors.select("id", "key")
    if known.doors.is_empty():
        return DoorChanges(doors, known.doors.select("id", *DOOR), ids)
    joined = doors.join(known.doors, on="key", how="left", suffix="_known", maintain_order="left")
    joined = joined.with_columns(pl.coalesce("uprn", "uprn_known"))
    changed = _differing(joined, [name for name in DOOR if name != "key"])
    return DoorChanges(joined.filter(pl.col("id").is_null()).select(DOOR), changed.select("id", *DOOR), ids)


def people_changes(rows: pl.DataFrame, known: Known, published_on: dt.date) -> PeopleChanges:
    """Match a full register's people with those known: by door and name, then by what tells that they are the same."""
    people = as_kept(rows)
    if known.people.is_empty():
        unknown = people.with_columns(id=pl.lit(None, dtype=pl.Int64), because=pl.lit(""))
        nobody = known.people["id"]
        return PeopleChanges(unknown, unknown.clear(), nobody, nobody, recognised_none())
    matchable = _matchable(known.people).select("address_key", "name_key", "id", attained="date_of_attainment")
    joined = people.join(matchable, on=["address_key", "name_key"], how="left", maintain_order="left")
    # Whoever is about to come of age is not the grown-up of that name, whose turn among namesakes may be another now.
    young = pl.col("date_of_attainment").is_not_null() & pl.col("date_of_attainment").ne_missing(pl.col("attained"))
    joined = joined.with_columns(id=pl.when(~young).then("id")).drop("attained")
    stayed = known.people.filter(pl.col("left_at").is_null())
    joined = untied(joined, stayed, published_on)
    gone = stayed.join(joined.select("id"), on="id", how="anti")
    return recognised(joined.with_columns(because=pl.lit("")), gone, known, joined)


def recognised(joined: pl.DataFrame, gone: pl.DataFrame, known: Known, everybody: pl.DataFrame) -> PeopleChanges:
    """Recognise those of the rows who have no id yet among those gone, and say what has changed of all."""
    names = ("address_key", "name_key")
    old = gone.select("id", "name_key", address_key="key", attainment="date_of_attainment")
    found = recognise_people(
        new=joined.filter(pl.col("id").is_null()).select("record", *names, attainment="date_of_attainment"),
        gone=old,
        staying=joined.filter(pl.col("id").is_not_null()).select(names),
        decided=known.decided,
        everybody=pl.concat([everybody.select("name_key"), old.select("name_key")]),
        among=known.among,
    )
    told = joined.join(found.same, on="record", how="left", suffix="_found", maintain_order="left").select(
        pl.exclude("id", "id_found", "because", "because_found"),
        id=pl.coalesce("id", "id_found"),
        because=pl.coalesce("because_found", "because"),
    )
    compared = told.join(known.people, on="id", how="left", suffix="_known", maintain_order="left")
    here = compared.with_columns(key_known=pl.col("key"), key=pl.col("address_key"))
    leaving = gone.join(found.same, on="id", how="anti")["id"]
    returned = compared.filter(pl.col("left_at_known").is_not_null())["id"]
    changed = _differing(here, [*PERSON, "key", "name_key"])
    return PeopleChanges(told, changed.select(told.columns), leaving, returned, found.ask)


def recognised_none() -> pl.DataFrame:
    """Return no doubts."""
    return pl.DataFrame(schema={"record": pl.UInt32, "id": pl.Int64, "because": pl.String})


def as_kept(rows: pl.DataFrame) -> pl.DataFrame:
    """Return the rows with the columns of a person as the database keeps them."""
    number = pl.col("number").cast(pl.String)
    with_suffix = pl.concat_str(number, pl.lit("/"), "suffix")
    return rows.with_columns(
        elector_number=pl.when(pl.col("suffix") == 0).then(number).otherwise(with_suffix),
        franchise_markers="markers",
        date_of_attainment="attainment",
        left_at=pl.lit(None, dtype=pl.Date),
    )


def _matchable(people: pl.DataFrame) -> pl.DataFrame:
    """Return each known person once: one who still lives there before one who left; no anonymous entry."""
    named = people.filter(pl.col("name_key") != "").rename({"key": "address_key"})
    living_first = named.sort("left_at", "id", descending=[False, True], nulls_last=False)
    return living_first.unique(["address_key", "name_key"], keep="first")


def _differing(joined: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    """Return the known rows of which a column differs from what was known."""
    differs = pl.any_horizontal(pl.col(name).ne_missing(pl.col(f"{name}_known")) for name in columns)
    return joined.filter(pl.col("id").is_not_null() & differs)

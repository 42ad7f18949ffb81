"""What a monthly update changes. It names entries by their numbers on the register in force.

An addition may be somebody we know who was deleted from another door; a change of a number that we do not have is an
addition; a deletion of a number that is not there has been done.
"""

import polars as pl

from groundgame.campaign.register.importing.changes import Known, PeopleChanges, as_kept, recognised
from groundgame.campaign.register.importing.matching.pairs import parted
from groundgame.campaign.register.importing.matching.spelling import Alike, forenames_alike, surnames_alike
from groundgame.campaign.register.importing.monthly import DELETE

NUMBER = ["polling_district", "elector_number"]


def update_changes(rows: pl.DataFrame, known: Known, bearers: pl.DataFrame) -> PeopleChanges:
    """Match an update's rows with those known: by number, by door and name, then by what tells that they are the same.

    `rows` of the answer are those that the register names afterwards; deletions are among `leaving`. `bearers`
    (name_key) are all of the borough who bear the surnames of those added.
    """
    people = as_kept(rows)
    living = known.people.filter(pl.col("left_at").is_null())
    deleted = living.join(people.filter(pl.col("change") == DELETE), on=NUMBER, how="semi")
    named = people.filter(pl.col("change") != DELETE)
    staying = living.join(deleted, on="id", how="anti")
    by_number = _by_number(named, staying)
    # A number that now names somebody else was taken from whoever had it.
    displaced = staying.join(named, on=NUMBER, how="semi").join(by_number, on="id", how="anti")
    gone = pl.concat([deleted, displaced])
    joined = _by_door(named.join(by_number, on="record", how="left", maintain_order="left"), gone, known)
    joined = _told_apart(joined, living.join(gone, on="id", how="anti"))
    gone = gone.join(joined.select("id"), on="id", how="anti")
    return recognised(
        joined.with_columns(because=pl.lit("")), gone, known, pl.concat([bearers, joined.select("name_key")])
    )


def _by_number(named: pl.DataFrame, staying: pl.DataFrame) -> pl.DataFrame:
    """Return (`record`, `id`) of the rows whose number is held by somebody of a like name."""
    held = staying.select("id", *NUMBER, "name_key")
    pairs = named.filter(pl.col("name_key") != "").join(held, on=NUMBER, suffix="_known")
    both = pairs.filter(pl.col("name_key_known") != "").with_columns(parted())
    known = both.select("record", "id", "surname_key", "forename_key", *_renamed(both))
    same = [
        (row["record"], row["id"])
        for row in known.iter_rows(named=True)
        if surnames_alike(row["surname_key"], row["surname_known"]) is not Alike.NOT
        or forenames_alike(row["forename_key"], row["forename_known"]) is not Alike.NOT
    ]
    return pl.DataFrame(same, schema={"record": named.schema["record"], "id": pl.Int64}, orient="row")


def _renamed(both: pl.DataFrame) -> list[pl.Series]:
    parts = both.select(parted("name_key_known"))
    return [parts["surname_key"].alias("surname_known"), parts["forename_key"].alias("forename_known")]


def _by_door(joined: pl.DataFrame, gone: pl.DataFrame, known: Known) -> pl.DataFrame:
    """Give the rows without an id that of whoever had the name at the door and goes, or has left before."""
    left = known.people.filter(pl.col("left_at").is_not_null()).sort("left_at", "id", descending=True)
    free = pl.concat([gone, left]).filter(pl.col("name_key") != "")
    free = free.unique(["key", "name_key"], keep="first", maintain_order=True)
    there = free.select("name_key", address_key="key", found="id")
    told = joined.join(there, on=["address_key", "name_key"], how="left", maintain_order="left")
    taken = told["id"].drop_nulls()
    free_one = pl.when(~pl.col("found").is_in(taken.implode())).then("found")
    return told.with_columns(id=pl.coalesce("id", free_one)).drop("found")


def _told_apart(joined: pl.DataFrame, staying: pl.DataFrame) -> pl.DataFrame:
    """Give whoever bears the name of somebody who stays at the door a key of their own ("SMITH|ANN#2")."""
    bare = pl.col("name_key").str.replace(r"#\d+$", "").alias("bare")
    taken: dict[tuple[str, str], dict[int, int]] = {}
    door_names = joined.select("address_key", bare).unique()
    for pk, key, name in (
        staying.with_columns(bare)
        .join(door_names, left_on=["key", "bare"], right_on=["address_key", "bare"], how="semi")
        .select("id", "key", "name_key")
        .iter_rows()
    ):
        base, _, turn = name.partition("#")
        taken.setdefault((key, base), {})[int(turn or 1)] = pk
    keys = [
        _free_key(taken, row["address_key"], row["name_key"], row["id"])
        for row in joined.select("address_key", "name_key", "id").iter_rows(named=True)
    ]
    return joined.with_columns(name_key=pl.Series(keys, dtype=pl.String))


def _free_key(taken: dict[tuple[str, str], dict[int, int]], door: str, key: str, pk: int | None) -> str:
    """Return the key a person bears at a door: the one they have there, or the first that nobody has."""
    base = key.partition("#")[0]
    turns = taken.get((door, base))
    if not base or turns is None:
        return key
    own = next((turn for turn, holder in turns.items() if holder == pk), None)
    turn = own or next(turn for turn in range(1, len(turns) + 2) if turn not in turns)
    turns[turn] = pk or 0
    return base if turn == 1 else f"{base}#{turn}"

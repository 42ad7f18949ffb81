"""Who on a new register is somebody we know, where name and door are not both the same.

First at the same door under another name, then under the same name at another door. What is not sure is put to a
person, and what a person decided holds.
"""

import polars as pl

from groundgame.campaign.register.importing.matching.doors import at_the_same_door
from groundgame.campaign.register.importing.matching.moves import Names, to_another_door
from groundgame.campaign.register.importing.matching.pairs import PAIR, Found, parted

__all__ = ["DECISION", "Found", "recognise_people"]

DECISION = {"id": pl.Int64, "address_key": pl.String, "name_key": pl.String, "same": pl.Boolean}


def recognise_people(
    new: pl.DataFrame,
    gone: pl.DataFrame,
    staying: pl.DataFrame,
    decided: pl.DataFrame,
    everybody: pl.DataFrame,
    among: int | None = None,
) -> Found:
    """Return who of those new is one of those gone, surely or perhaps.

    `new` has record, address_key, name_key, attainment; `gone` id, address_key, name_key, attainment; `staying` has
    address_key and name_key; `decided` is DECISION. `everybody` (name_key) are those over whom names are counted: all,
    or all who bear these surnames `among` so many.
    """
    nobody = pl.DataFrame(schema=PAIR)
    here, there = _named(new), _named(gone)
    if here.is_empty() or there.is_empty():
        return Found(nobody, nobody)
    said = here.join(decided.filter("same"), on=["address_key", "name_key"]).join(there.select("id"), on="id")
    same = said.unique("record").unique("id").select("record", "id", because=pl.lit("somebody looked, and said so"))
    names = Names.of(everybody.select(parted()), everybody.height if among is None else among)
    stay = _named(staying).select("address_key", "surname_key")
    asks: list[pl.DataFrame] = []
    for find in (_at_the_door, _at_the_door, _elsewhere):  # whom the first look finds tells the second who stays
        found = find(_without(here, same, "record"), _without(there, same, "id"), stay, names)
        found = _not_refused(found, here, decided)
        known_again = here.join(found.same, on="record").select("address_key", "surname_key")
        same, stay, asks = pl.concat([same, found.same]), pl.concat([stay, known_again]), [*asks, found.ask]
    ask = pl.concat(asks).join(same, on="record", how="anti").join(same, on="id", how="anti")
    return Found(same, ask.unique(["record", "id"], keep="first", maintain_order=True))


def _at_the_door(new: pl.DataFrame, gone: pl.DataFrame, stay: pl.DataFrame, names: Names) -> Found:
    return at_the_same_door(new, gone, stay, names.first_names())


def _elsewhere(new: pl.DataFrame, gone: pl.DataFrame, _stay: pl.DataFrame, names: Names) -> Found:
    return to_another_door(new, gone, names)


def _named(people: pl.DataFrame) -> pl.DataFrame:
    return people.filter(pl.col("name_key") != "").with_columns(parted())


def _without(people: pl.DataFrame, same: pl.DataFrame, column: str) -> pl.DataFrame:
    return people.join(same, on=column, how="anti", maintain_order="left")


def _not_refused(found: Found, here: pl.DataFrame, decided: pl.DataFrame) -> Found:
    """Return the pairs without those of which somebody said that they are two people."""
    keys = here.select("record", "address_key", "name_key")
    refused = decided.filter(~pl.col("same")).join(keys, on=["address_key", "name_key"]).select("record", "id")
    kept = (pairs.join(refused, on=["record", "id"], how="anti") for pairs in (found.same, found.ask))
    return Found(*kept)

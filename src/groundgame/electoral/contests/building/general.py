"""General elections 1974-2024 in Great Britain: one row a party and seat, from the two published tables.

Northern Ireland is left out: the tables sum its parties into one column until 2005, and drop them since 2010.
"""

from pathlib import Path

import polars as pl

from groundgame.electoral.contests.building.winners import with_first_two
from groundgame.electoral.contests.parties import party_id, party_names
from groundgame.electoral.places.building.sources import read_source
from groundgame.electoral.places.codes import pcon05_code

BEFORE_2010 = "results/ge_constituency_1974_2019_hoc.csv"
SINCE_2010 = "results/ge_constituency_2010_2024_hoc.csv"
NORTHERN_IRELAND = "Northern Ireland"
SEATS_UNTIL = {1979: "pcon74", 1992: "pcon83", 2005: "pcon05", 2019: "pcon10", 2024: "pcon24"}
SCOTTISH_REVIEW = 2005
SINCE_2010_NAMES = {"year": "election", "ons_id": "seat", "constituency": "name", "invalid_votes": "rejected"}
SEAT = ["election", "seat", "name", "boundary_set", "region", "electorate", "valid_votes", "rejected"]


def general_rows(folder: Path) -> pl.DataFrame:
    """Return election, seat, name, boundary_set, region, electorate, valid_votes, rejected, party, votes, elected.

    A seat of before 2010 has no official code: its name stands in, behind the boundary set's. A party that did not
    stand has no row.
    """
    rows = pl.concat([_until_2005(folder), _since_2010(folder)])
    return rows.sort("election", "seat", maintain_order=True)


def first_two(folder: Path) -> pl.DataFrame:
    """Return election, seat, name, the first and the second party, and the majority in votes, of each since 2010."""
    raw = _read(folder, SINCE_2010).rename(SINCE_2010_NAMES)
    known = {
        place: [_known(*key) for key in raw.select(f"{place}_party", "election").iter_rows()]
        for place in ("first", "second")
    }
    seats = raw.select("election", "seat", "name", pl.col("majority").cast(pl.Int32))
    return seats.with_columns(pl.Series(place, ids) for place, ids in known.items())


def _until_2005(folder: Path) -> pl.DataFrame:
    raw = _read(folder, BEFORE_2010).filter(~pl.col("boundary_set").str.starts_with("2010"))
    sets = [_boundary_set(*key) for key in raw.select("election", "region").iter_rows()]
    codes = [pcon05_code(name).replace("pcon05", kind) for name, kind in zip(raw["constituency"], sets, strict=True)]
    seats = raw.rename({"constituency": "name"}).with_columns(
        pl.Series("boundary_set", sets), pl.Series("seat", codes), rejected=pl.lit(None)
    )
    parties = raw.columns[raw.columns.index("electorate") + 1 : raw.columns.index("valid_votes")]
    votes = pl.col("votes")
    # The published sums of three seats are not those of their rows (docs/data.md); the rows are right.
    valid = votes.sum().over("election", "seat").cast(pl.Int32)
    return _long(seats, parties).with_columns(elected=votes == votes.max().over("election", "seat"), valid_votes=valid)


def _since_2010(folder: Path) -> pl.DataFrame:
    raw = _read(folder, SINCE_2010).rename(SINCE_2010_NAMES)
    parties = raw.columns[raw.columns.index("majority") + 1 :]
    sets = [_boundary_set(*key) for key in raw.select("election", "region").iter_rows()]
    long = _long(raw.with_columns(pl.Series("boundary_set", sets)), parties)
    return with_first_two(long, first_two(folder).drop("name"))


def _read(folder: Path, name: str) -> pl.DataFrame:
    return read_source(folder, name).filter(pl.col("region") != NORTHERN_IRELAND)


def _long(seats: pl.DataFrame, parties: list[str]) -> pl.DataFrame:
    counts = pl.col("electorate", "valid_votes", "rejected", "votes").cast(pl.Int32)
    long = seats.unpivot(parties, index=SEAT, variable_name="raw", value_name="votes").with_columns(counts)
    long = long.filter(pl.col("votes") > 0)
    ids = [_known(*key) for key in long.select("raw", "election", "region").iter_rows()]
    return long.with_columns(pl.Series("party", ids)).drop("raw")


def _known(raw: str, *contexts: str) -> str:
    """Return the party of a column; one that holds different parties by election or region is named with either."""
    names = [name for context in contexts if (name := f"{raw} {context}") in party_names()]
    return party_id(names[0] if names else raw)


def _boundary_set(election: str, region: str) -> str:
    year = int(election[:4])
    found = next(name for last, name in SEATS_UNTIL.items() if year <= last)
    return "pcon97" if found == "pcon05" and region == "Scotland" and year < SCOTTISH_REVIEW else found

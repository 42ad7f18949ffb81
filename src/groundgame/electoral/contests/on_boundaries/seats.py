"""The general election of 2019 carried onto the seats of 2024, plainly and by every clue there is."""

from functools import cache
from itertools import combinations_with_replacement

import polars as pl

from groundgame.electoral.contests.on_boundaries.london import london_results
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.contests.record import record
from groundgame.electoral.places import atlas, carry, crosswalk, shape_by_clues

OLD, NEW = 2019, 2024
MEASURES = {"area": "area", "addresses": "addresses", "residents": "people"}
CLUES = "residents and clues"
WARDS = "residents and clues, wards in London"
METHODS = (*MEASURES, CLUES, WARDS)
# A piece of open country may have no measurable area in common, and the densest no open country at all.
MOST_DENSITY = 3.0
NO_PEOPLE = 1e-5


@cache
def general_2019_on_2024(method: str = WARDS) -> pl.DataFrame:
    """Return the general election of 2019 in the seats of 2024 of Great Britain: area, party and votes (fractions).

    `method` is one of `METHODS`: `area`, `addresses` and `residents` give every piece of an old seat the old seat's
    shares and weigh it by that measure; the others shape the pieces by `clues_2024`, and in London by ward results no
    later than the election. The parties are those of the notional results; the rest are one sum.

    The clues are later than 2019, the general election of 2024 among them: for a replay of 2024 take the official
    notional results (`general_2019_notional`), which were published before it.
    """
    if method in MEASURES:
        return carry(votes_of(OLD), pieces_2024(MEASURES[method]))
    if method == CLUES:
        pieces = pieces_2024("people")
        return carry(votes_of(OLD), pieces, shape=shape_by_clues(votes_of(OLD), pieces, clues_2024()))
    wards = london_results().filter((pl.col("kind") == "parliament") & (pl.col("date").dt.year() == OLD))
    london = carry(wards.select("area", "party", "votes"), crosswalk("ward22", "pcon24"))
    seats = [area.code for area in atlas().areas("pcon24")]
    elsewhere = general_2019_on_2024(CLUES).filter(~pl.col("area").is_in(seats))
    return pl.concat([elsewhere, london]).sort("area", "party")


def pieces_2024(measure: str) -> pl.DataFrame:
    """Return the pieces that seats of 2010 were cut into by those of 2024, weighed by a measure, with their density."""
    overlaps = record().frame("seat_overlaps_2010_2024")
    voted = overlaps.join(votes_of(OLD).select(old="area").unique(), on="old", how="semi")
    people, land = (pl.col(name).clip(NO_PEOPLE) for name in ("people_of_old", "area_of_old"))
    density = (people / land).log().clip(-MOST_DENSITY, MOST_DENSITY)
    columns = {"from": "old", "to": "new", "share_of_from": f"{measure}_of_old"}
    return voted.select(**columns, density=density).filter(pl.col("share_of_from") > 0)


def clues_2024() -> pl.DataFrame:
    """Return what is known of the seats of 2024 beside 2019: how they voted in 2024, the leave estimate, the region.

    The shares and the estimate are there with their squares and products too, as one party's vote means another thing
    where another party is strong.
    """
    votes = votes_of(NEW).with_columns(share=pl.col("votes") / pl.col("votes").sum().over("area"))
    shares = votes.pivot("party", index="area", values="share").fill_null(0.0)
    leave = record().frame("referendum_2016_by_seat").select("area", "leave")
    known = shares.join(leave, on="area")
    pairs = combinations_with_replacement(sorted(name for name in known.columns if name != "area"), 2)
    products = [(pl.col(one) * pl.col(other)).alias(f"{one} x {other}") for one, other in pairs]
    regions = _contests(NEW).select("area", "within").to_dummies("within")
    return known.with_columns(products).join(regions, on="area").sort("area")


@cache
def votes_of(year: int) -> pl.DataFrame:
    """Return a general election's votes by seat and party as area, party, votes; parties of few seats are one sum."""
    named = record().frame("general_2019_notional")["party"].unique().to_list()
    rows = record().votes("parliament").join(_contests(year).select("id"), on="id", how="semi")
    party = pl.when(pl.col("party").is_in(named)).then("party").otherwise(pl.lit(OTHER))
    return rows.group_by("area", party.alias("party")).agg(pl.col("votes").cast(pl.Int64).sum()).sort("area", "party")


def _contests(year: int) -> pl.DataFrame:
    return record().index.filter((pl.col("tier") == "parliament") & (pl.col("date").dt.year() == year))

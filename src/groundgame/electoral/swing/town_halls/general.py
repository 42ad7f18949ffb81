"""Whether a party that runs the town hall does better there at a general election: London's boroughs since 1974."""

from functools import cache, partial

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing.comparing.naming import Election, elections_of
from groundgame.electoral.swing.comparing.pairing import votes_on
from groundgame.electoral.swing.town_halls.clustered import estimates
from groundgame.electoral.swing.town_halls.councils import party_columns
from groundgame.electoral.swing.town_halls.effects import POOLED, row_of

BOROUGHS_VOTE_IN = 5
"""The month, May: a general election later in such a year than that follows the boroughs' own."""


@cache
def panel() -> pl.DataFrame:
    """Return one row a borough, general election and party: what it polled there, and who ran the town hall.

    Columns: area, party, election, share (0-1 of the votes), before (at the general election before; null at the
    first), seats (0-1 of the council when the election was called) and majority. Votes of seats that cross a borough's
    boundary, which they do since 1997, are carried by where residents live.
    """
    frames = [_of(election) for election in elections_of("parliament")]
    rows = pl.concat(frame for frame in frames if frame is not None).filter(pl.col("party").is_in(party_columns()))
    before = pl.col("share").shift(1).over("area", "party", order_by="date")
    return rows.with_columns(before=before).sort("area", "party", "date")


def general_effect(party: str, rng: np.random.Generator, resamples: int) -> list[dict[str, object]]:
    """Return what running the town hall goes with at a general election there, in two ways (shares 0-1).

    `levels`: the party's share, each borough's mean for the party and each election's taken out. `changes`: its change
    since the general election before, each election's mean taken out and the share before held still. Both hold still
    a cubic in the party's share of the council's seats, so that what is left is the majority and not the support that
    won it.
    """
    rows = panel().filter(pl.col("before").is_not_null())
    rows = rows if party == POOLED else rows.filter(party=party)
    majority, seats = (rows[name].to_numpy().astype(np.float64) for name in ("majority", "seats"))
    share, before = rows["share"].to_numpy(), rows["before"].to_numpy()
    elections = rows.select(pl.format("{} {}", "party", "election")).to_series().to_list()
    places = rows.select(pl.format("{} {}", "party", "area")).to_series().to_list()
    ones, areas = np.ones(rows.height), rows["area"].to_list()
    compared = partial(estimates, weights=ones, clusters=areas, rng=rng, resamples=resamples)
    council = np.column_stack([majority, seats, seats**2, seats**3])
    levels, *_ = compared(share, council, groups=[elections, places])
    changes, *_ = compared(share - before, np.column_stack([council, before]), groups=[elections])
    return [
        row_of("general-levels", "majority", party, None, levels),
        row_of("general-changes", "majority", party, None, changes),
    ]


def _of(election: Election) -> pl.DataFrame | None:
    votes, day = votes_on(election, "borough", "votes"), election.date
    if votes is None or day is None:
        return None
    called = _councils().filter(year=day.year if _after_boroughs(election) else day.year - 1)
    shares = votes.select("area", "party", "share")
    joined = shares.join(called.select("area").unique(), on="area").join(called, on=["area", "party"], how="left")
    known = joined.with_columns(pl.col("seats").fill_null(0.0), date=pl.lit(day), election=pl.lit(election.name))
    return known.with_columns(majority=pl.col("seats") > 1 / 2).drop("year")


def _after_boroughs(election: Election) -> bool:
    """Tell whether the boroughs had elected their councils earlier in the year of a general election."""
    years = [one.year for one in elections_of("borough")]
    return election.date is not None and election.year in years and election.date.month > BOROUGHS_VOTE_IN


@cache
def _councils() -> pl.DataFrame:
    """Return year, area, party and seats (0-1 of the council) of London's boroughs, after each year's elections."""
    table = record().frame("borough_control")
    long = table.unpivot(list(party_columns()), index=["year", "area", "total"], variable_name="party")
    return long.select("year", "area", "party", seats=pl.col("value").fill_null(0) / pl.col("total"))

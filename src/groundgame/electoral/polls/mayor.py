"""Polls of a mayor's election, averaged: first choices by party, with an error that such polls have earned."""

from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.polls.averages import PollAverage
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.expected import FREEDOM, covariance, expected, lead_of
from groundgame.electoral.polls.houses import house_effects
from groundgame.electoral.polls.recency import averaged, recent, weights_on
from groundgame.electoral.polls.table import PollTable, table_of

HALF_LIFE_DAYS = 10.0
NEWEST_DAYS = 120
# Before anything is learned, polls of a mayor's election are as good as national ones, as two elections would tell it.
PRIOR_ELECTIONS = 2.0


def mayor_average(as_of: date, election: date) -> PollAverage:
    """Average the polls of a mayor's election on a day whose fieldwork ended before `as_of`, by party.

    The error is that of national polls, by the factor that polls of earlier mayors' elections were worse by.

    Raises:
        PollsError: if the record has no such poll before, none that is recent enough, or the election was held.
    """
    _check_to_come(as_of, election.year)
    table = mayor_polls(election.year)
    polls = recent(table, as_of, HALF_LIFE_DAYS) if len(table) else table
    if not len(polls) or as_of.toordinal() - int(polls.end[-1]) > NEWEST_DAYS:
        years = ", ".join(str(year) for year in sorted(record().frame("mayor_polls")["election"].unique()))
        raise PollsError(
            f"The record has no poll of the mayor's election of {election.year} shortly before {as_of}: "
            f"it has those of {years}. Name a day in the months before one of these, and the election's day."
        )
    error = expected(as_of, max((election - as_of).days, 0), "other")
    weights, houses = weights_on(polls, as_of, HALF_LIFE_DAYS), house_effects(polls)
    parties, shares = averaged(polls, weights, houses)
    worse = worse_than_national(as_of) ** 0.5
    wider = replace(error, scale=error.scale * worse, lead=error.lead * worse, half_life_days=HALF_LIFE_DAYS)
    return PollAverage(
        area="mayor",
        date=as_of,
        days=max((election - as_of).days, 0),
        parties=parties,
        shares=shares,
        mean=shares,
        covariance=covariance(shares, wider),
        freedom=FREEDOM,
        error=wider,
        houses=houses,
        polls=polls,
        weights=weights,
    )


def _check_to_come(as_of: date, year: int) -> None:
    held = [day for day in record().index.filter(pl.col("tier") == "mayor")["date"] if day.year == year]
    if held and held[0] < as_of:
        raise PollsError(
            f"The mayor's election of {year} was on {held[0]}, before {as_of}: its polls are settled. "
            "Name a day before it."
        )


def mayor_polls(year: int) -> PollTable:
    """Return the polls of first choices in a mayor's election of the record; empty where there are none."""
    table = record().frame("mayor_polls").filter((pl.col("election") == year) & (pl.col("round") == "first"))
    named = table.with_columns(
        pollster=pl.col("pollster_client").str.split("/").list.first().str.split("(").list.first()
    )
    keys = ["fieldwork_end", "pollster_client", "pollster"]
    wide = named.pivot(on="party", index=keys, values="share", aggregate_function="first")
    parties = tuple(sorted(name for name in wide.columns if name not in keys))
    dated = wide.with_columns(start="fieldwork_end", end="fieldwork_end", sample=pl.lit(None, dtype=pl.Float64))
    return table_of(dated, parties)


@cache
def worse_than_national(as_of: date) -> float:
    """Return by what factor the squared error of the lead was larger than that of national polls, before a day."""
    ratios = [ratio for day, ratio in _ratios() if day < as_of]
    return max((PRIOR_ELECTIONS + sum(ratios)) / (PRIOR_ELECTIONS + len(ratios)), 1.0)


@cache
def _ratios() -> list[tuple[date, float]]:
    """Return for each election with polls the squared error of the final lead over what national polls would have."""
    votes = record().votes("mayor")
    found = []
    for (day,), rows in votes.group_by("date", maintain_order=True):
        table = mayor_polls(day.year)
        polls = recent(table, day, HALF_LIFE_DAYS) if len(table) else table
        if not len(polls):
            continue
        parties, shares = averaged(polls, weights_on(polls, day, HALF_LIFE_DAYS), house_effects(polls))
        whole = rows["votes"].sum()
        cast = dict(rows.group_by("party").agg(pl.col("votes").sum() / whole).iter_rows())
        truth = np.array([cast.get(party, 0.0) for party in parties])
        lead = lead_of(shares) * np.array([party != OTHER for party in parties])
        found.append((day, float(lead @ (shares - truth)) ** 2 / expected(day, 0, "other").lead ** 2))
    return found

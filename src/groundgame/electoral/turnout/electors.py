"""How many electors each ward has, as far as was known on a day."""

from datetime import date
from functools import cache

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON
from groundgame.electoral.turnout.grid import Floats, wards

COUNTED_DAY = date(2022, 5, 5)
"""The one day of which the electors of every ward were published."""


@cache
def electors(as_of: date) -> Floats:
    """Return electors by ward, as known before a day.

    Those of May 2022 once they were counted, and before it London's electorate of the day spread by the adults of the
    census. The City's electors are not in the borough elections' count: those of the referendum of 2016 stand in.
    """
    adults: Floats = wards()["adults"].to_numpy()
    if as_of <= COUNTED_DAY:
        spread: Floats = adults * electorate(as_of, as_of) / adults.sum()
        return spread
    counted = record().frame("ward_turnout_2022").select("ward", "electorate")
    rows = wards().join(counted, on="ward", how="left", maintain_order="left")
    known = rows["electorate"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    city = np.isnan(known)
    whole = record().frame("referendum_2016").filter(pl.col("area").is_in(list(rows["borough"].filter(city).unique())))
    return np.where(city, adults * float(whole["electorate"].sum()) / adults[city].sum(), known)


def electorate(day: date, as_of: date) -> float:
    """Return London's electors of a day: between the mayor's elections before `as_of`, in a straight line.

    Where only the valid votes and the turnout were published, they are the one over the other. Before there was a
    mayor, it is the register of the last general election.
    """
    known = _mayors_electorates(as_of) or _seats_electorates(as_of)
    days = [each.toordinal() for each, _ in known]
    return float(np.interp(day.toordinal(), days, [count for _, count in known]))


@cache
def _mayors_electorates(as_of: date) -> list[tuple[date, float]]:
    days = record().index.filter(pl.col("tier") == "mayor").select("date", year=pl.col("date").dt.year().cast(pl.Int16))
    count = pl.coalesce("electorate", pl.col("valid_votes") / pl.col("turnout_share"))
    rows = record().frame("mayor_turnout").join(days, on="year").filter(pl.col("date") < as_of)
    return list(rows.sort("date").select("date", count=count).iter_rows())


@cache
def _seats_electorates(as_of: date) -> list[tuple[date, float]]:
    here = (pl.col("tier") == "parliament") & (pl.col("within") == LONDON) & (pl.col("date") < as_of)
    elections = record().index.filter(here).group_by("date").agg(pl.col("electorate").sum().cast(pl.Float64))
    return list(elections.sort("date").iter_rows())[-1:]

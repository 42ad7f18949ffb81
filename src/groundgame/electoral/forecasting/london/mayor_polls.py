"""Published polls of the mayor's election, as of a day."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.groups import GROUPS, Floats, group
from groundgame.electoral.forecasting.london.known import Known


@dataclass(frozen=True, eq=False)
class MayorPolls:
    """The average of the mayor's polls: `shares` (0-1) by group, NaN where none asked; days since the newest."""

    shares: Floats
    days: int
    polls: int


def mayor_polls(known: Known, day: date) -> MayorPolls | None:
    """Return the average of the polls of a day's election that ended before the day we stand on, or None.

    A poll counts half as much every so many days (`POLL_HALF_LIFE_DAYS`); those who did not know are left out by the
    pollsters. Small groups are summed within a poll.
    """
    rows = _rows(known, day)
    if rows.is_empty():
        return None
    newest = rows["fieldwork_end"].to_list()[-1]
    table: list[Floats] = []
    weights: list[float] = []
    for (end, _), poll in rows.group_by("fieldwork_end", "pollster_client", maintain_order=True):
        shares = np.full(len(GROUPS), np.nan)
        for party, share in poll.select("party", "share").iter_rows():
            shares[group(party)] = np.nan_to_num(shares[group(party)]) + share
        table.append(shares)
        weights.append(0.5 ** ((newest - end).days / settings.POLL_HALF_LIFE_DAYS))
    return MayorPolls(_mean(np.array(table), np.array(weights)), (known.as_of - newest).days, len(table))


def named_in_polls(known: Known, day: date) -> dict[str, int]:
    """Return the group of each candidate whom the polls have asked about, by name."""
    rows = _rows(known, day).filter(pl.col("name").is_not_null())
    return {name: group(party) for name, party in rows.select("name", "party").iter_rows()}


def _rows(known: Known, day: date) -> pl.DataFrame:
    rows = known.record.frame("mayor_polls").filter(
        (pl.col("election") == day.year) & (pl.col("round") == "first") & (pl.col("fieldwork_end") < known.as_of)
    )
    return rows.sort("fieldwork_end", "pollster_client")


def _mean(table: Floats, weights: Floats) -> Floats:
    asked = ~np.isnan(table)
    total = (weights[:, None] * asked).sum(axis=0)
    sums = (weights[:, None] * np.nan_to_num(table)).sum(axis=0)
    mean: Floats = np.where(total > 0, sums / np.where(total > 0, total, 1.0), np.nan)
    return mean

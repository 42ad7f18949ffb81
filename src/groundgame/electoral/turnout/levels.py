"""London's turnout in a kind of contest: what earlier ones were, and how far the next has been from that."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON
from groundgame.electoral.turnout.counted import elections
from groundgame.electoral.turnout.electors import electorate
from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.observed import boroughs_papers
from groundgame.electoral.turnout.odds import log_odds

# The last contest's turnout, and for a quarter the mean of all: best of the weights on the contests before 2010.
WEIGHT_OF_LAST = 0.75
# Where few contests have been, their errors are mixed with a usual one on the logit scale, as if it were so many.
USUAL_ERROR = 0.25
USUAL_COUNT = 4


@dataclass(frozen=True)
class Level:
    """A turnout of the whole city on the logit scale, and the standard deviation of its error."""

    logit: float
    sd: float


def level(kind: str, as_of: date) -> Level:
    """Return what to expect of London's turnout in a kind of contest, from those before a day.

    Raises:
        TurnoutError: if the record has no contest of the kind before the day.
    """
    past = city_turnouts(kind, as_of)
    if not past:
        raise TurnoutError(f"The record has no {kind} contest in London before {as_of}; name a later day.")
    logits = log_odds(np.array([turnout for _, turnout in past]))
    misses = [logits[at] - _expected(logits[:at]) for at in range(1, len(logits))]
    squares = float(np.sum(np.square(misses))) + USUAL_COUNT * USUAL_ERROR**2
    return Level(_expected(logits), float(np.sqrt(squares / (len(misses) + USUAL_COUNT))))


def _expected(logits: np.typing.NDArray[np.float64]) -> float:
    return float(WEIGHT_OF_LAST * logits[-1] + (1 - WEIGHT_OF_LAST) * logits.mean())


def city_turnouts(kind: str, as_of: date) -> list[tuple[date, float]]:
    """Return day and London's turnout (0-1) of every contest of a kind before a day, oldest first."""
    readers = {"mayor": _mayors, "parliament": _parliament, "borough": _boroughs}
    return [(day, turnout) for day, turnout in readers[kind](as_of) if day < as_of]


def _mayors(as_of: date) -> list[tuple[date, float]]:
    days = record().index.filter(pl.col("tier") == "mayor").select("date", year=pl.col("date").dt.year().cast(pl.Int16))
    rows = record().frame("mayor_turnout").join(days, on="year").sort("date")
    return list(rows.select("date", "turnout_share").iter_rows())


def _parliament(as_of: date) -> list[tuple[date, float]]:
    seats = elections((pl.col("tier") == "parliament") & (pl.col("within") == LONDON)).drop_nulls("electorate")
    votes = record().votes("parliament").group_by("id").agg(pl.col("votes").sum())
    sums = seats.join(votes, on="id").group_by("day").agg(pl.col("votes", "electorate").sum()).sort("day")
    return list(sums.select("day", pl.col("votes") / pl.col("electorate")).iter_rows())


def _boroughs(as_of: date) -> list[tuple[date, float]]:
    return [(day, papers / (electors or electorate(day, as_of))) for day, papers, electors in boroughs_papers()]

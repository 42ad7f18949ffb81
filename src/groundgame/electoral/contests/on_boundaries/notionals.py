"""How far results carried onto other boundaries are from the official notional ones."""

from dataclasses import dataclass
from functools import cache

import polars as pl

from groundgame.electoral.contests.on_boundaries.seats import METHODS, general_2019_on_2024
from groundgame.electoral.contests.record import record

# Chorley: the large parties do not stand against the chair of the House.
CHORLEY = "E14001170"
# The three parties that stood almost everywhere; the same three measure the replays of general elections.
MEASURED = ("conservative", "labour", "liberal-democrat")
KEY = ["area", "party"]


@dataclass(frozen=True, slots=True)
class CrosswalkError:
    """How far a method of carrying is from the official figures, in percentage points of the vote in a seat.

    `share_error_points` is the mean absolute error of the shares of the parties of `MEASURED` over all seats but
    Chorley; `largest_error_points` the mean of each seat's largest error of any party;
    `wrong_winners` names the seats whose first party differs.
    """

    method: str
    seats: int
    share_error_points: float
    largest_error_points: float
    wrong_winners: tuple[str, ...]


@cache
def crosswalk_errors() -> tuple[CrosswalkError, ...]:
    """Return the error of each method on 2019 carried to the seats of 2024, against Rallings and Thrasher's notionals.

    Nothing in any method was fitted to those figures.
    """
    return tuple(_error(method) for method in METHODS)


def _error(method: str) -> CrosswalkError:
    carried = _shares(general_2019_on_2024(method))
    both = _shares(_official()).join(carried, on=KEY, how="full", coalesce=True, suffix="_carried").fill_null(0.0)
    error = (pl.col("share") - pl.col("share_carried")).abs() * 100
    compared = both.filter(pl.col("area") != CHORLEY).with_columns(error=error)
    seats = compared["area"].n_unique()
    named = compared.filter(pl.col("party").is_in(MEASURED))
    return CrosswalkError(
        method=method,
        seats=seats,
        share_error_points=float(named["error"].sum()) / (seats * len(MEASURED)),
        largest_error_points=float(compared.group_by("area").agg(pl.col("error").max())["error"].sum()) / seats,
        wrong_winners=_wrong(compared),
    )


def _official() -> pl.DataFrame:
    return record().frame("general_2019_notional")


def _shares(votes: pl.DataFrame) -> pl.DataFrame:
    return votes.select(*KEY, share=pl.col("votes") / pl.col("votes").sum().over("area"))


def _wrong(compared: pl.DataFrame) -> tuple[str, ...]:
    """Return the names of the seats whose largest shares are of different parties."""
    firsts = compared.sort("party").group_by("area", maintain_order=True)
    winners = firsts.agg(
        official=pl.col("party").get(pl.col("share").arg_max()),
        carried=pl.col("party").get(pl.col("share_carried").arg_max()),
    )
    wrong = winners.filter(pl.col("official") != pl.col("carried"))
    return tuple(wrong.join(_official().select("area", "name").unique(), on="area")["name"].sort())

"""What earlier contests say of turnout: by ward where that is known or can be worked out, else by larger areas."""

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON
from groundgame.electoral.turnout.counted import elections
from groundgame.electoral.turnout.electors import electors
from groundgame.electoral.turnout.grid import Floats, lying_in
from groundgame.electoral.turnout.odds import log_odds
from groundgame.electoral.turnout.station_votes import papers_2016, turnout_2012

REFERENDUM_DAY = date(2016, 6, 23)
CITY = "E09000001"
# Older seats have no crosswalk to the wards of today.
SEAT_SETS = ["pcon05", "pcon10", "pcon24"]
# A ward where nobody or everybody seems to have voted is an error of its figures.
LEAST = 0.02

# How far, on the logit scale, a figure may be from the turnout it stands for.
COUNTED = 0.03
WORKED_OUT = 0.09
BY_AREA = 0.04


@dataclass(frozen=True)
class Observed:
    """Logits of the turnout of one contest's areas; `shares` is areas by wards, each row adding up to 1.

    `by_ward` says that the areas are the wards of 2022 themselves, in order; a turnout that is not known is NaN.
    `noise` is the standard deviation of a figure's own error.
    """

    kind: str
    day: date
    logit: Floats
    noise: float
    shares: Floats | None = None

    @property
    def by_ward(self) -> bool:
        """Whether each figure is that of one ward of 2022."""
        return self.shares is None


@cache
def observed(as_of: date) -> tuple[Observed, ...]:
    """Return what the contests before a day say, oldest first.

    What is of one day is one observation: the mayor's, the list's and the constituencies' papers are the same voters.
    """
    every = [*_by_boroughs(as_of), *_mayors(as_of), *_seats(as_of), *_referendum(as_of)]
    return tuple(sorted((each for each in every if each.day < as_of), key=lambda each: (each.day, each.kind)))


def _by_boroughs(as_of: date) -> list[Observed]:
    """Borough elections: papers over electors where both were published, else votes over the votes of a paper."""
    found = []
    for (boundary_set, day), wards in elections(pl.col("tier") == "borough").group_by("boundary_set", "day"):
        if counted := _counted(wards):
            turnout = wards.select("area", turnout=pl.col("ballots") / pl.col("electorate"))
        else:
            turnout = per_elector(_papers_from_votes(wards), str(boundary_set), as_of)
        logit = log_odds(on_wards(turnout, str(boundary_set)), LEAST)
        found.append(Observed("borough", day, logit, COUNTED if counted else WORKED_OUT))
    return found


def _counted(wards: pl.DataFrame) -> bool:
    return not (wards["ballots"].null_count() or wards["electorate"].null_count())


@cache
def boroughs_papers() -> list[tuple[date, float, int | None]]:
    """Return day, papers and electors (None where not published) of every London borough election, oldest first."""
    found: list[tuple[date, float, int | None]] = []
    for (day,), wards in elections(pl.col("tier") == "borough").group_by("day"):
        if _counted(wards):
            found.append((day, float(wards["ballots"].sum()), int(wards["electorate"].sum())))
        else:
            found.append((day, float(_papers_from_votes(wards)["papers"].sum()), None))
    return sorted(found)


def _papers_from_votes(wards: pl.DataFrame) -> pl.DataFrame:
    """Return area and papers: all the votes over the seats and over the part of their votes that voters use.

    That part is measured in 2014, when the same voters had one vote for the European Parliament at the same table.
    """
    votes = record().votes("borough").join(wards.select("id"), on="id", how="semi")
    sums = votes.group_by("area").agg(papers=pl.col("votes").sum() / pl.col("seats").first())
    return sums.filter(pl.col("papers") > 0).with_columns(pl.col("papers") / used_part()).sort("area")


@cache
def used_part() -> float:
    """Return the part (0-1) of a borough voter's votes that are used, from the two elections of 22 May 2014."""
    european = record().frame("european_2014_by_borough").filter(pl.col("area") != CITY)
    votes = record().votes("borough").filter(pl.col("date").dt.year() == 2014)
    boroughs = votes.filter(pl.col("votes").is_not_null()).group_by("area", "seats").agg(pl.col("votes").sum())
    each = boroughs.select(pl.col("votes") / pl.col("seats"))["votes"].sum()
    return float(each) / int(european["votes"].sum())


def per_elector(papers: pl.DataFrame, boundary_set: str, as_of: date) -> pl.DataFrame:
    """Return area and turnout, given area and papers: papers over the electors that the wards of 2022 give an area."""
    areas, shares = lying_in(boundary_set)
    of_area = pl.DataFrame({"area": areas, "electors": shares @ electors(as_of)})
    return papers.join(of_area, on="area").select("area", turnout=pl.col("papers") / pl.col("electors"))


def on_wards(turnout: pl.DataFrame, boundary_set: str) -> Floats:
    """Carry area and turnout to the wards of 2022: the mean of the areas that a ward's people live in; NaN if none."""
    areas, shares = lying_in(boundary_set)
    by_area = pl.DataFrame({"area": areas}).join(turnout, on="area", how="left", maintain_order="left")
    values = by_area["turnout"].cast(pl.Float64).fill_null(np.nan).to_numpy()
    known = np.isfinite(values)
    held = shares[known].sum(axis=0)
    with np.errstate(invalid="ignore"):
        carried: Floats = np.where(held > 0.5, shares[known].T @ values[known] / held, np.nan)
    return carried


def _mayors(as_of: date) -> list[Observed]:
    days = dict(
        record().index.filter(pl.col("tier") == "mayor").select(year=pl.col("date").dt.year(), day="date").iter_rows()
    )
    turnout_2016 = per_elector(papers_2016(), "ward14", as_of)
    found = [
        Observed("mayor", days[2012], log_odds(on_wards(turnout_2012(), "ward02"), LEAST), WORKED_OUT),
        Observed("mayor", days[2016], log_odds(on_wards(turnout_2016, "ward14"), LEAST), WORKED_OUT),
    ]
    table = record().frame("london_turnout_by_constituency").filter(ballot="mayor").rename({"constituency": "area"})
    return found + [_by_area("mayor", days[year], rows, "lac", as_of) for (year,), rows in table.group_by("year")]


def _seats(as_of: date) -> list[Observed]:
    here = (pl.col("tier") == "parliament") & (pl.col("within") == LONDON)
    seats = elections(here & pl.col("boundary_set").is_in(SEAT_SETS))
    valid = record().votes("parliament").group_by("id").agg(valid=pl.col("votes").sum())
    rows = seats.join(valid, on="id", how="left").with_columns(ballots=pl.coalesce("ballots", "valid"))
    known = rows.drop_nulls(["ballots", "electorate"])
    return [
        _by_area("parliament", day, each, str(boundary_set), as_of)
        for (day, boundary_set), each in known.group_by("day", "boundary_set")
    ]


def _referendum(as_of: date) -> list[Observed]:
    rows = record().frame("referendum_2016")
    return [_by_area("referendum", REFERENDUM_DAY, rows, "borough", as_of)]


def _by_area(kind: str, day: date, rows: pl.DataFrame, boundary_set: str, as_of: date) -> Observed:
    """Make an observation of area, electorate and ballots."""
    areas, shares = lying_in(boundary_set)
    table = pl.DataFrame({"area": areas}).join(rows, on="area", maintain_order="left")
    position = {code: at for at, code in enumerate(areas)}
    weights = shares[[position[code] for code in table["area"]]] * electors(as_of)
    turnout = (table["ballots"] / table["electorate"]).to_numpy()
    return Observed(kind, day, log_odds(turnout, LEAST), BY_AREA, weights / weights.sum(axis=1, keepdims=True))

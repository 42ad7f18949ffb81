"""The polling days of contests that wards add up to: mayor with Assembly, and Westminster, as rounds of a plan."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.allocation.across.assembly import assembly_of
from groundgame.electoral.allocation.across.rounds import Round
from groundgame.electoral.allocation.across.tiers import assembly_stakes, mayor_stake, westminster_stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.contests.ids import assembly_id, assembly_list_id, mayor_id, parliament_id
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import MayorDraws
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults
from groundgame.electoral.places import atlas


@dataclass(frozen=True)
class Side:
    """Whose plan it is: a party's position in `GROUPS`, over what wards, and what is known."""

    known: Known
    wards: Wards
    own: int


def city_round(
    side: Side, day: date, mayor: MayorDraws, assembly: AssemblyDraws, rule: str, rng: np.random.Generator
) -> Round:
    """Return the day of the mayor, elected by a rule (`sv` or `fptp`), and the Assembly."""
    last = side.known.votes("mayor")
    cast = float(last.filter(last["date"] == last["date"].max())["votes"].sum())
    names = [atlas().area(code, "lac").name for code in assembly.last.codes]
    ids = (assembly_list_id(day), *(assembly_id(day, name) for name in names))
    first = mayor_stake(mayor_id(day), mayor, rule, cast, side.wards, side.own, side.known, rng)
    votes = _assembly_votes(side.known, assembly)
    whole = assembly_of(assembly, side.own, votes[1])
    seats = whole.valued(tuple(assembly_stakes(ids, assembly, votes, side.wards, side.own)))
    return Round("mayor", day, "local", stakes=(first, *seats), assembly=whole)


def _assembly_votes(known: Known, drawn: AssemblyDraws) -> tuple[Floats, float]:
    """Return how many voted last time in each constituency, and for the list."""
    rows, lists = known.votes("assembly"), known.votes("assembly-list")
    sums = dict(rows.filter(rows["date"] == drawn.last.day).group_by("area").agg(pl.col("votes").sum()).iter_rows())
    cast = float(lists.filter(lists["date"] == drawn.last.day)["votes"].sum())
    return np.array([float(sums[code]) for code in drawn.last.codes]), cast


def westminster_round(side: Side, day: date, last: SeatResults, drawn: Iterable[npt.NDArray[np.float32]]) -> Round:
    """Return the day of the general election, given each seat's shares (draws, groups) in the order of `last`."""
    names = [atlas().area(code, last.boundary_set).name for code in last.seats]
    stakes = [
        westminster_stake(parliament_id(day, name), last, at, shares.astype(float), side.wards, side.own)
        for at, (name, shares) in enumerate(zip(names, drawn, strict=True))
    ]
    return Round("westminster", day, "general", stakes=tuple(stakes))

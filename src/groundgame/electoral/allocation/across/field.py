"""All that a party may win in London, on the same joint draws: every round's wards and contests."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import polars as pl

from groundgame.electoral.allocation.across.homes import Homes, homes_of
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.tiers import assembly_stakes, mayor_stake, westminster_stake
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.needs import WardNeed, mixed, unchanged, ward_needs
from groundgame.electoral.contests.ids import assembly_id, assembly_list_id, mayor_id, parliament_id
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.general.days import latest_day
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws, assembly_draws
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import MayorDraws, mayor_draws
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.seat_draws import seat_votes
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, last_general
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.rules import rule_of
from groundgame.electoral.places import atlas

LEAST = 0.004
Number = TypeVar("Number", np.float32, np.float64)


@dataclass(frozen=True, eq=False)
class Round:
    """A polling day: the kind of its election (`local` or `general`), and what the party may win on it.

    `needs` are the seats of its wards, of the borough elections alone; `stakes` the contests that wards add up to.
    """

    name: str
    day: date
    election: str
    needs: tuple[WardNeed, ...] = ()
    stakes: tuple[Stake, ...] = ()


@dataclass(frozen=True, eq=False)
class Field:
    """The rounds that are ahead of a party, over the same wards; `law` says by which rule the mayor is elected.

    `strength` is the party's share of London on the draws of the forecast, (draws,). Where draws of no change follow
    those of the forecast, they are as many, in the same order.
    """

    party: str
    as_of: date
    wards: Wards
    homes: Homes
    rounds: tuple[Round, ...]
    law: str
    strength: Floats

    def forecast(self) -> "Field":
        """Return the field on the forecast's own draws: what chances are told by."""
        return self.on(np.arange(len(self.strength)), again=False)

    def on(self, draws: npt.NDArray[np.intp], *, again: bool = True) -> "Field":
        """Return the field on some of the draws, and `again` on those of no change that go with them."""
        return replace(self, rounds=tuple(_on(each, draws, len(self.strength), again=again) for each in self.rounds))


def _on(each: Round, draws: npt.NDArray[np.intp], number: int, *, again: bool) -> Round:
    def some(lacking: npt.NDArray[Number]) -> npt.NDArray[Number]:
        both = again and lacking.shape[1] > number
        return lacking[:, np.concatenate([draws, number + draws]) if both else draws]

    return replace(
        each,
        needs=tuple(replace(need, lacking=some(need.lacking)) for need in each.needs),
        stakes=tuple(replace(stake, lacking=some(stake.lacking)) for stake in each.stakes),
    )


def field(known: Known, party: str, *, rng: np.random.Generator, draws: int, cautious: bool = True) -> Field:
    """Draw everything that a party (a name of `GROUPS`) may win, each on its next day; Westminster on the last by law.

    `cautious` takes half of the draws from the forecast and half from no change, so that a plan is good under either.

    Raises:
        AllocationError: if forecasts do not follow the party by itself.
        ForecastError: if the record is too short on that day, or there were no recent polls.
    """
    if party not in GROUPS[:OTHERS]:
        followed = ", ".join(GROUPS[:OTHERS])
        raise AllocationError(f"Plans follow {followed}; {party!r} is not among them.")
    own, same = GROUPS.index(party), int(rng.integers(2**63))
    days = next_day("borough", known.as_of), next_day("mayor", known.as_of)
    near, far = (
        national_draws(polls_of(known.as_of, (day - known.as_of).days), np.random.default_rng(same), draws)
        for day in days
    )
    common = student(rng, near.shape)
    model = borough_model(known, days[0], rng=rng, draws=draws, country=near, common=common)
    wards, seed = model.base.wards, int(rng.integers(2**63))
    needs = ward_needs(model, party, rng=np.random.default_rng(seed))
    if cautious:
        needs = mixed(needs, ward_needs(unchanged(model), party, rng=np.random.default_rng(seed)))
    rule = rule_of("mayor", days[1], as_of=known.as_of, home=known.record.home).rule
    mayor = mayor_draws(known, days[1], far, rng, common)
    mayor = replace(mayor, first=_with_no_change(mayor.first, mayor.last, cautious=cautious))
    assembly = assembly_draws(known, far, rng, common)
    return Field(
        party,
        known.as_of,
        wards,
        homes_of(wards, model.means[:, own]),
        (
            Round("boroughs", days[0], "local", needs=needs),
            Round("mayor", days[1], "local", stakes=_city(known, days[1], mayor, assembly, rule, wards, own, rng)),
            _westminster(known, near, common, wards, own, rng, cautious=cautious),
        ),
        rule,
        model.target.draws[:, own],
    )


def _with_no_change(shares: Floats, last: Floats, *, cautious: bool) -> Floats:
    """Return draws of shares, (draws, groups), and where asked as many of somebody who expects the last ones again."""
    if not cautious:
        return shares
    still = np.maximum(shares - shares.mean(axis=0) + last, LEAST)
    return np.concatenate([shares, still / still.sum(axis=1, keepdims=True)])


def _city(
    known: Known,
    day: date,
    mayor: MayorDraws,
    assembly: AssemblyDraws,
    rule: str,
    wards: Wards,
    own: int,
    rng: np.random.Generator,
) -> tuple[Stake, ...]:
    last = known.votes("mayor")
    cast = float(last.filter(last["date"] == last["date"].max())["votes"].sum())
    names = [atlas().area(code, "lac").name for code in assembly.last.codes]
    ids = (assembly_list_id(day), *(assembly_id(day, name) for name in names))
    first = mayor_stake(mayor_id(day), mayor, rule, cast, wards, own, known, rng)
    return (first, *assembly_stakes(ids, assembly, _assembly_votes(known, assembly), wards, own))


def _assembly_votes(known: Known, drawn: AssemblyDraws) -> tuple[Floats, float]:
    """Return how many voted last time in each constituency, and for the list."""
    rows, lists = known.votes("assembly"), known.votes("assembly-list")
    sums = dict(rows.filter(rows["date"] == drawn.last.day).group_by("area").agg(pl.col("votes").sum()).iter_rows())
    cast = float(lists.filter(lists["date"] == drawn.last.day)["votes"].sum())
    return np.array([float(sums[code]) for code in drawn.last.codes]), cast


def _westminster(
    known: Known, country: Floats, common: Floats, wards: Wards, own: int, rng: np.random.Generator, *, cautious: bool
) -> Round:
    last = last_general(known)
    day = _general_day(last, known)
    names = [atlas().area(code, last.boundary_set).name for code in last.seats]
    drawn = seat_votes(last, country, rng, common)
    stakes = [
        westminster_stake(
            parliament_id(day, name),
            last,
            at,
            _with_no_change(shares.astype(float), last.shares[at], cautious=cautious),
            wards,
            own,
        )
        for at, (name, shares) in enumerate(zip(names, drawn, strict=True))
    ]
    return Round("westminster", day, "general", stakes=tuple(stakes))


def _general_day(last: SeatResults, known: Known) -> date:
    found = latest_day(last.day)
    if found is None or found[0] < known.as_of:
        raise AllocationError(f"The last day for the general election after {last.day:%-d %B %Y} is not in the record.")
    return found[0]

"""The paths to winning: the contests that a plan moves, what is lacking in each, and the wards they lead through."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from django.urls import reverse

from groundgame.campaign.strategy.winning.told import named
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.outcome import Chance
from groundgame.electoral.allocation.across.rounds import Round
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.contests.ids import council_id
from groundgame.electoral.places import atlas

MOST_WARDS = 3


@dataclass(frozen=True, slots=True)
class Through:
    """A ward that a path leads through: its page, and the hours of the plan there."""

    name: str
    address: str
    hours: float


@dataclass(frozen=True, slots=True)
class Path:
    """A contest that the plan moves, what it takes there, and the wards with most of the plan's hours for it."""

    name: str
    chance: Chance
    lacking: str
    through: tuple[Through, ...]


def paths(plan: Plan, contests: Iterable[Chance]) -> list[Path]:
    """Return the path to each of some contests that are larger than a ward."""
    spent = {
        key: sum(by_channel.values())
        for key, by_channel in hours_by(plan.allocations, lambda one: (one.before, one.ward)).items()
    }
    return [found for one in contests if (found := _path(plan, one, spent)) is not None]


def _path(plan: Plan, one: Chance, spent: Mapping[tuple[str, str], float]) -> Path | None:
    for at, each in enumerate(plan.field.rounds):
        stake = next((stake for stake in each.stakes if stake.id == one.id), None)
        if stake is not None:
            wards = [code for code, part in zip(plan.field.wards.codes, stake.wards, strict=True) if part > 0]
            return Path(one.name, one, _behind(plan, stake, plan.votes[at]), _through(plan, each, wards, spent))
        needs = [need for need in each.needs if council_id(each.day, _borough(need.borough)) == one.id]
        if needs:
            seats = sum(need.seats for need in needs)
            return Path(
                named(one),
                one,
                _majority(one, seats),
                _through(plan, each, [need.code for need in needs], spent),
            )
    return None


def _through(plan: Plan, each: Round, wards: list[str], spent: Mapping[tuple[str, str], float]) -> tuple[Through, ...]:
    ranked = sorted(((spent.get((each.name, code), 0.0), code) for code in wards), key=lambda pair: (-pair[0], pair[1]))
    return tuple(
        Through(atlas().area(code, plan.field.wards.boundary_set).name, reverse("strategy:place", args=[code]), hours)
        for hours, code in ranked[:MOST_WARDS]
        if hours
    )


def _majority(one: Chance, seats: int) -> str:
    before, after = one.seats or (0.0, 0.0)
    return f"{seats // 2 + 1} of {seats} seats make the majority; {before:.1f} expected, {after:.1f} with the plan"


def _behind(plan: Plan, stake: Stake, votes: Floats) -> str:
    lacking = float(np.median(stake.lacking[0, : len(plan.field.strength)]))
    where = f"{lacking:,.0f} votes behind" if lacking > 0 else f"{-lacking:,.0f} votes ahead"
    return f"{where} on the middle draw; the plan brings about {float(stake.wards @ votes):,.0f}"


def _borough(code: str) -> str:
    return atlas().area(code, "borough").name

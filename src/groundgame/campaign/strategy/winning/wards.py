"""A plan ward by ward: hours by channel, why a ward has them or none, and what its leaflets cost."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from groundgame.campaign.strategy.coming.sentences import written
from groundgame.campaign.strategy.winning.asked import PENCE
from groundgame.electoral.allocation.across.answer import Plan
from groundgame.electoral.allocation.across.effects import CHANNELS
from groundgame.electoral.allocation.across.leaflets import LEAFLET, cost_pence
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.why import Why
from groundgame.electoral.places import atlas


@dataclass(frozen=True, slots=True)
class WardRow:
    """A ward's hours by channel, and for each polling day that counts why it has them."""

    code: str
    name: str
    borough: str
    hours: float
    by_channel: tuple[float, ...]
    why: tuple[str, ...]

    @property
    def spent(self) -> str:
        """Its hours by channel, in words."""
        return ", ".join(f"{name} {hours:,.0f}" for name, hours in zip(CHANNELS, self.by_channel, strict=True) if hours)


def ward_rows(plan: Plan, why: Mapping[str, tuple[str, ...]]) -> list[WardRow]:
    """Return every ward with hours, the most first, each with its reasons (`whys`)."""
    ranked = sorted(hours_by_ward(plan).items(), key=lambda item: (-sum(item[1].values()), item[0]))
    return [_ward(plan, code, spent, why[code]) for code, spent in ranked]


def whys(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return why each ward has its hours, or none: a sentence for each polling day that counts, by the ward's code."""
    days = {each.name: each.day for each in plan.field.rounds}
    several = len(plan.ask.rounds) > 1
    found: dict[str, list[str]] = {code: [] for code in plan.field.wards.codes}
    for one in sorted(plan.reasons, key=lambda one: days[one.before]):
        before = f"Before {written(days[one.before])}: " if several else ""
        found[one.ward].append(before + _but_name(one))
    return {code: tuple(sentences) for code, sentences in found.items()}


def _but_name(one: Why) -> str:
    """Return a reason without the name of its ward, which stands beside it."""
    said = one.sentence.partition(": ")[2]
    return said[:1].upper() + said[1:]


def hours_by_ward(plan: Plan) -> dict[str, dict[str, float]]:
    """Return each ward's hours by channel, before all polling days together."""
    return hours_by(plan.allocations, lambda one: one.ward)


def leaflets_cost(plan: Plan) -> float:
    """Return what the leaflets of a plan cost, in pounds."""
    by_ward = hours_by_ward(plan)
    leaflets = np.array([by_ward.get(code, {}).get(LEAFLET, 0.0) for code in plan.field.wards.codes])
    return cost_pence(plan.field, leaflets) / PENCE


def _ward(plan: Plan, code: str, spent: dict[str, float], why: tuple[str, ...]) -> WardRow:
    area = atlas().area(code, plan.field.wards.boundary_set)
    borough = atlas().area(area.borough or "", "borough").name
    return WardRow(code, area.name, borough, sum(spent.values()), tuple(spent.values()), why)

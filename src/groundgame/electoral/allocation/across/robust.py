"""Which choices stay the same when the polls or the effects are not what we take them for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import CHANNELS, Effects, scaled
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError

KEPT = 0.5
"""A ward keeps its hours in a case that gives it at least this part of the plan's."""
STEADY = 0.9


@dataclass(frozen=True)
class Steadiness:
    """How many of the cases leave a plan where it is.

    `hours_kept` (0-1) is the part of the hours that stay in their wards, in the mean of the cases and in the worst of
    them; `steady` are the wards, with their polling day, that keep their hours in nine cases of ten.
    """

    cases: int
    hours_kept: float
    hours_kept_least: float
    steady: tuple[tuple[str, str], ...]


def steadiness(planner: Planner, ask: Ask, hours: Floats, *, rng: np.random.Generator, cases: int) -> Steadiness:
    """Plan again in half of the cases with the polls out one way or the other, and in half with other effects.

    The polls' cases are the draws in which the party's share of London is in one band of all that it may be, from the
    lowest to the highest; those of effects are drawn within their errors, every channel's by itself. Volunteers may go
    anywhere in all of them, and so the plan that they are held beside is then one without travel too.

    Raises:
        AllocationError: if there is one case alone: it takes one of each half.
    """
    check_cases(cases)
    if not hours.sum() or not cases:
        return Steadiness(0, 1.0, 1.0, ())
    field, found, free = planner.field, [], replace(ask, volunteers=())
    beside = planner.plan(free) if ask.volunteers else hours
    for case, theirs in _cases(field, planner.effects, cases, rng):
        found.append(
            Planner(case, theirs, kept=planner.kept, leaflets=planner.leaflets, paces=planner.paces).plan(free)
        )
    stay = np.array([np.minimum(one, beside).sum() / beside.sum() for one in found])
    keeps = np.mean([one >= KEPT * beside for one in found], axis=0)
    steady = [
        (field.wards.codes[ward], field.rounds[at].name)
        for at, ward in zip(*np.nonzero((hours > 0) & (beside > 0) & (keeps >= STEADY)), strict=True)
    ]
    return Steadiness(len(found), float(stay.mean()), float(stay.min()), tuple(steady))


def check_cases(cases: int) -> None:
    """Refuse a number of cases that cannot be halved.

    Raises:
        AllocationError: if it is 1, or below 0.
    """
    if cases == 1 or cases < 0:
        raise AllocationError(
            f"A plan is tried in 2 cases or more, of other polls and of other effects; not in {cases}."
        )


def _cases(field: Field, effects: Effects, cases: int, rng: np.random.Generator) -> Sequence[tuple[Field, Effects]]:
    bands = np.array_split(np.argsort(field.strength, kind="stable"), cases // 2)
    thin = field.on(np.sort(rng.choice(len(field.strength), len(field.strength) // (cases // 2), replace=False)))
    errors = rng.standard_normal((cases - len(bands), len(CHANNELS))).tolist()
    return [(field.on(np.sort(band)), effects) for band in bands] + [
        (thin, scaled(effects, dict(zip(CHANNELS, one, strict=True)))) for one in errors
    ]

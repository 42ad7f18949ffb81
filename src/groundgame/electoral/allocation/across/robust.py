"""Which choices stay the same when the polls or the effects are not what we take them for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import CHANNELS, Effects, scaled
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.shares import shares_told
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError

KEPT = 0.5
"""A ward keeps its hours in a case that gives it at least this part of the plan's."""
STEADY = 0.9


@dataclass(frozen=True)
class Choice:
    """A ward before one polling day, and in what part (0-1) of the cases it keeps its hours.

    Of the cases of other polls it keeps them where the party has `share_low` to `share_high` of London (0-1), the least
    and the most that it has there in the mean; None where it keeps them in none of those. It may lose them in some of
    those between: `shares` says in words in which it keeps them (`shares.shares_told`).
    """

    ward: str
    before: str
    kept: float
    share_low: float | None
    share_high: float | None
    shares: str


@dataclass(frozen=True)
class Steadiness:
    """How many of the cases leave a plan where it is.

    `hours_kept` (0-1) is the part of the hours that stay in their wards, in the mean of the cases and in the worst of
    them; `choices` are the wards with hours. In the cases of other polls the party has `share_low` to `share_high` of
    London.
    """

    cases: int
    hours_kept: float
    hours_kept_least: float
    choices: tuple[Choice, ...] = ()
    share_low: float | None = None
    share_high: float | None = None

    @property
    def with_polls(self) -> int:
        """How many of the cases are of other polls; the rest, one more where they are odd, are of other effects."""
        return polls_in(self.cases)

    @property
    def steady(self) -> tuple[tuple[str, str], ...]:
        """The wards, with their polling day, that keep their hours in nine cases of ten."""
        return tuple((one.ward, one.before) for one in self.choices if one.kept >= STEADY)


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
        return Steadiness(0, 1.0, 1.0)
    field, free, bands = planner.field, replace(ask, volunteers=()), _bands(planner.field, cases)
    beside = planner.plan(free) if ask.volunteers else hours
    found = [
        Planner(case, theirs, kept=planner.kept, leaflets=planner.leaflets, paces=planner.paces).plan(free)
        for case, theirs in _cases(field, planner.effects, bands, cases, rng)
    ]
    stay = np.array([np.minimum(one, beside).sum() / beside.sum() for one in found])
    keeps = np.array([one >= KEPT * beside for one in found])
    shares = np.array([field.strength[band].mean() for band in bands])
    choices = tuple(
        _choice(field.wards.codes[ward], field.rounds[at].name, keeps[:, at, ward], shares)
        for at, ward in zip(*np.nonzero((hours > 0) & (beside > 0)), strict=True)
    )
    worst = float(stay.min())
    return Steadiness(len(found), float(stay.mean()), worst, choices, float(shares.min()), float(shares.max()))


def _choice(ward: str, before: str, keeps: npt.NDArray[np.bool_], shares: Floats) -> Choice:
    here = keeps[: len(shares)]
    there = shares[here]
    low, high = (float(there.min()), float(there.max())) if len(there) else (None, None)
    return Choice(ward, before, float(keeps.mean()), low, high, shares_told(shares.tolist(), here.tolist()))


def _bands(field: Field, cases: int) -> list[npt.NDArray[np.intp]]:
    """Return the draws of each case of other polls, from the party's lowest share of London to its highest."""
    return np.array_split(np.argsort(field.strength, kind="stable"), polls_in(cases))


def polls_in(cases: int) -> int:
    """Return how many of so many cases are of other polls.

    >>> polls_in(10), polls_in(5)
    (5, 2)
    """
    return cases // 2


def check_cases(cases: int) -> None:
    """Refuse a number of cases that cannot be halved.

    Raises:
        AllocationError: if it is 1, or below 0.
    """
    if cases == 1 or cases < 0:
        raise AllocationError(
            f"A plan is tried in 2 cases or more, of other polls and of other effects; not in {cases}."
        )


def _cases(
    field: Field, effects: Effects, bands: Sequence[npt.NDArray[np.intp]], cases: int, rng: np.random.Generator
) -> Sequence[tuple[Field, Effects]]:
    thin = field.on(np.sort(rng.choice(len(field.strength), len(field.strength) // len(bands), replace=False)))
    errors = rng.standard_normal((cases - len(bands), len(CHANNELS))).tolist()
    return [(field.on(np.sort(band)), effects) for band in bands] + [
        (thin, scaled(effects, dict(zip(CHANNELS, one, strict=True)))) for one in errors
    ]

"""How often the intervals contain the truth, and how often nothing is taken for something."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from groundgame.electoral.trials.beliefs import Prior, believe
from groundgame.electoral.trials.estimating import estimate
from groundgame.electoral.trials.intervals import Estimate
from groundgame.electoral.trials.pooling import pool
from groundgame.electoral.trials.worlds import World, session


@dataclass(frozen=True)
class Coverage:
    """Parts (0-1) of invented trials whose 90% interval contains the truth, and of those that "find" an effect at 5%.

    `unbounded` are those per contact that have no end; `told` is of the `drawn` trials whose chance was worked out.
    """

    world: str
    trials: int
    as_called: float
    per_contact: float
    pooled: float
    believed: float
    sessions_believed: float
    unbounded: float
    told: float
    drawn: int


@dataclass(frozen=True)
class _Campaign:
    as_called: list[bool]
    per_contact: list[bool]
    unbounded: list[bool]
    shrunk: list[bool]
    pooled: bool
    believed: bool
    chance: float


def coverage(world: World, campaigns: int, *, rng: np.random.Generator, draws: int = 399) -> Coverage:
    """Return what so many invented campaigns of a world told, held against what was true.

    Beliefs begin from nothing at all known of the mean, so that none of the truth is given away; where a world has a
    default, from that.
    """
    ran = [_campaign(world.drawn(rng), f"{world.name} {number}", rng, draws) for number in range(campaigns)]
    return Coverage(
        world=world.name,
        trials=campaigns * world.sessions,
        as_called=_part([one for each in ran for one in each.as_called]),
        per_contact=_part([one for each in ran for one in each.per_contact]),
        pooled=_part([each.pooled for each in ran]),
        believed=_part([each.believed for each in ran]),
        sessions_believed=_part([one for each in ran for one in each.shrunk]),
        unbounded=_part([one for each in ran for one in each.unbounded]),
        told=_part([each.chance <= 0.05 for each in ran]),
        drawn=campaigns,
    )


def pooled_coverage(
    truth: float, spread: float, errors: Sequence[float], campaigns: int, *, rng: np.random.Generator
) -> float:
    """Return how often the pooled interval holds the mean effect, sessions' estimates drawn as the model has them."""
    scale = np.sqrt(np.square(errors) + spread**2)
    drawn = truth + scale * rng.standard_normal((campaigns, len(errors)))
    found = ([Estimate(v, e, v - e, v + e) for v, e in zip(one, errors, strict=True)] for one in drawn)
    return _part([pool(many).mean.holds(truth) for many in found])


def sampling_error(part: float, trials: int) -> float:
    """Return the standard error of a part of so many trials.

    >>> round(sampling_error(0.9, 900), 3)
    0.01
    """
    return sqrt(part * (1 - part) / trials)


def _campaign(world: World, name: str, rng: np.random.Generator, draws: int) -> _Campaign:
    made = [session(world, f"{name} {number}", rng) for number in range(world.sessions)]
    found = [
        estimate(one.measured, rng=rng if number == 0 and draws else None, draws=draws)
        for number, one in enumerate(made)
    ]
    each = [one.per_contact for one in found]
    belief = believe(each, Prior(*world.default) if world.default else Prior(spread=0.03))
    bounded = [one.per_contact for one, result in zip(made, found, strict=True) if result.per_contact.is_bounded]
    return _Campaign(
        as_called=[one.as_called.holds(true.as_called) for one, true in zip(found, made, strict=True)],
        per_contact=[one.holds(true.per_contact) for one, true in zip(each, made, strict=True)],
        unbounded=[not one.is_bounded for one in each],
        shrunk=[one.holds(true) for one, true in zip(belief.sessions, bounded, strict=True)],
        pooled=len(bounded) < 2 or pool(each).mean.holds(world.effect),
        believed=belief.mean.holds(world.effect),
        chance=found[0].chance if found[0].chance is not None else 1.0,
    )


def _part(held: Sequence[bool]) -> float:
    return float(np.mean(held)) if held else float("nan")

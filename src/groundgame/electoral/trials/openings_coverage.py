"""How often what sessions tell together of two openings holds the truth, and how often they find what is not there."""

from dataclasses import dataclass

import numpy as np

from groundgame.electoral.trials.combining import Combined, Tried, combine
from groundgame.electoral.trials.estimating import estimate
from groundgame.electoral.trials.openings_worlds import OpeningsWorld, openings_session


@dataclass(frozen=True)
class OpeningsCoverage:
    """Parts (0-1) of 90% intervals that hold the truth, over so many invented `campaigns` of a world.

    `alone`: each session's own; `drawn`: the same drawn to the mean; `pooled`: the mean over sessions. `told` is the
    part of campaigns in which all redraws together "find" a difference at 5%. `reach` is how far the pooled interval
    goes each way, in the middle of campaigns.
    """

    world: str
    campaigns: int
    sessions: int
    alone: float
    drawn: float
    pooled: float
    told: float
    reach: float


def openings_coverage(
    world: OpeningsWorld, campaigns: int, *, rng: np.random.Generator, draws: int = 199
) -> OpeningsCoverage:
    """Return what so many invented campaigns of a world told of their two openings, held against what was true."""
    ran = [_campaign(world, f"{world.name} {number}", rng, draws) for number in range(campaigns)]
    means = [found.belief.mean for found, _ in ran]
    return OpeningsCoverage(
        world=world.name,
        campaigns=campaigns,
        sessions=sum(len(found.tried) for found, _ in ran),
        alone=_part(
            [one.difference.holds(own) for found, owns in ran for one, own in zip(found.tried, owns, strict=True)]
        ),
        drawn=_part(
            [one.holds(own) for found, owns in ran for one, own in zip(found.belief.sessions, owns, strict=True)]
        ),
        pooled=_part([mean.holds(world.effect) for mean in means]),
        told=_part([found.chance is not None and found.chance <= 0.05 for found, _ in ran]),
        reach=float(np.median([(mean.high - mean.low) / 2 for mean in means])),
    )


def _campaign(world: OpeningsWorld, name: str, rng: np.random.Generator, draws: int) -> tuple[Combined, list[float]]:
    """Return what a campaign's sessions told together, and of those that tell anything what is true."""
    made = [openings_session(world, f"{name} {number}", rng) for number in range(world.sessions)]
    each = [(Tried.of(estimate(measured, rng=rng, draws=draws)), own) for measured, own in made]
    return combine([one for one, _ in each]), [own for one, own in each if one.is_usable]


def _part(held: list[bool]) -> float:
    return float(np.mean(held))

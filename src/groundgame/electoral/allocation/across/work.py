"""What hours of every channel and audience yield in a ward: the best mix of them, and its curve.

Every job has one price of a vote in the best mix, so that a ward's whole curve follows from a grid of prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.allocation.across.jobs import Job
from groundgame.electoral.allocation.effort import Floats

STEPS = 40
LAST = 1 / 20
"""No plan gives a ward hours that yield less than this part of what its first hour does."""
APART = 1e-9


@dataclass(frozen=True, eq=False)
class Work:
    """Every ward's best mix of jobs by its hours: `hours` and `votes` rise from 0, both (wards, steps).

    `prices` (wards, steps) are what the last hour yields there in votes, if it were worked on polling day.
    """

    jobs: tuple[Job, ...]
    hours: Floats
    votes: Floats
    prices: Floats

    def mix(self, hours: Floats) -> Floats:
        """Return the hours of each job, (jobs, wards), when wards get so many hours (wards,)."""
        found = np.zeros((len(self.jobs), len(hours)))
        for place, job in enumerate(self.jobs):
            grid = job.hours_at(self.prices)
            found[place] = [
                np.interp(spent, own, line) for spent, own, line in zip(hours, self.hours, grid, strict=True)
            ]
        return found


def best_work(all_jobs: Sequence[Job], steps: int = STEPS) -> Work:
    """Return the best mixes of the jobs that help at all; with none of those, curves that stay at 0."""
    helpful = tuple(job for job in all_jobs if job.effect > 0)
    wards = len(all_jobs[0].pace)
    if not helpful:
        return Work((), np.tile([0.0, 1.0], (wards, 1)), np.zeros((wards, 2)), np.zeros((wards, 2)))
    prices = _prices(helpful, steps)
    hours, votes = np.zeros_like(prices), np.zeros_like(prices)
    for job in helpful:
        spent = job.hours_at(prices)
        hours += spent
        votes += job.votes(spent)
    return Work(helpful, hours, votes, prices)


def _prices(helpful: Sequence[Job], steps: int) -> Floats:
    """Return falling prices, (wards, steps): even jobs are all or nothing, so their price stands twice."""
    first = np.array([job.first for job in helpful])
    top = first.max(axis=0)
    grid = top[:, None] * np.geomspace(1, LAST, steps)
    even = [job.first[:, None] * np.array([1 + APART, 1 - APART]) for job in helpful if job.even]
    return -np.sort(-np.concatenate([grid, *even], axis=1), axis=1)

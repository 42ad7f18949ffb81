"""What hours of every channel and audience yield in a ward, and the best mix of them.

Those who can be reached run out: of a pool of P contacts, h hours at p contacts an hour make P(1 - exp(-hp/P)). With
such curves the best mix has one price of a vote for all, so that a ward's whole curve follows from a grid of prices.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.allocation.across.effects import Effects, channels
from groundgame.electoral.allocation.across.homes import Homes
from groundgame.electoral.allocation.effort import Floats

STEPS = 40
LAST = 1 / 20
"""No plan gives a ward hours that yield less than this part of what its first hour does."""
APART = 1e-9


@dataclass(frozen=True, eq=False)
class Job:
    """One channel for one audience before one kind of election, ward by ward.

    `pace` are contacts an hour (wards,), `pool` the contacts that can be made (wards,), `effect` votes a contact.
    """

    channel: str
    audience: str
    pace: Floats
    pool: Floats
    effect: float

    @property
    def even(self) -> bool:
        """Whether every hour does as much as the first, until all is done: a letter box is always at home."""
        return not channels()[self.channel].sessions

    @property
    def first(self) -> Floats:
        """Votes that the first hour yields, (wards,)."""
        return self.effect * self.pace

    @property
    def scale(self) -> Floats:
        """Hours in which the first hour's pace would have made all contacts, (wards,)."""
        return self.pool / self.pace

    def contacts(self, hours: Floats) -> Floats:
        """Return the contacts that hours make, both (wards,)."""
        if self.even:
            return np.minimum(hours * self.pace, self.pool)
        made: Floats = -self.pool * np.expm1(-hours / self.scale)
        return made

    def hours_at(self, price: Floats) -> Floats:
        """Return the hours of which each yields more votes than a price, (wards, ...)."""
        first, scale = _beside(self.first, price), _beside(self.scale, price)
        if self.even:
            return np.where(first > price, scale, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            found: Floats = np.where(first > price, scale * np.log(first / price), 0.0)
        return found


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


def jobs(homes: Homes, effects: Effects, election: str, leaflets: Floats | None = None) -> tuple[Job, ...]:
    """Return what can be done before an election of a kind (`local` or `general`), useful or not.

    `leaflets` (wards,) says in which part (0-1) of each ward's homes there may be leaflets; unless told, in all.
    """
    found = tuple(
        _job(homes, channel, audience, effect.votes_per_contact)
        for (channel, audience, kind), effect in effects.items()
        if kind == election
    )
    if leaflets is None:
        return found
    return tuple(replace(job, pool=job.pool * leaflets) if job.even else job for job in found)


def _job(homes: Homes, name: str, audience: str, effect: float) -> Job:
    channel = channels()[name]
    base = homes.households if not channel.sessions else homes.reachable
    pool = base * channel.homes * channel.reached * homes.kinds[audience]
    pace = channel.contacts_per_hour * (1 - homes.flats * (1 - channel.in_flats))
    # A leaflet goes through every door; what it does, it does to a party's own.
    pace = pace * homes.kinds[audience] if not channel.sessions else pace
    return Job(name, audience, pace, pool, effect)


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
        votes += _votes(job, spent)
    return Work(helpful, hours, votes, prices)


def _prices(helpful: Sequence[Job], steps: int) -> Floats:
    """Return falling prices, (wards, steps): even jobs are all or nothing, so their price stands twice."""
    first = np.array([job.first for job in helpful])
    top = first.max(axis=0)
    grid = top[:, None] * np.geomspace(1, LAST, steps)
    even = [job.first[:, None] * np.array([1 + APART, 1 - APART]) for job in helpful if job.even]
    return -np.sort(-np.concatenate([grid, *even], axis=1), axis=1)


def _votes(job: Job, hours: Floats) -> Floats:
    pace, pool, scale = (_beside(each, hours) for each in (job.pace, job.pool, job.scale))
    made: Floats = np.minimum(hours * pace, pool) if job.even else -pool * np.expm1(-hours / scale)
    return job.effect * made


def _beside(values: Floats, like: Floats) -> Floats:
    return values.reshape(values.shape + (1,) * (like.ndim - 1))

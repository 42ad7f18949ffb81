"""A plan's hours as whole evenings in weeks: what an organiser can put into a calendar."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

import numpy as np

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import CHANNELS, channels
from groundgame.electoral.allocation.across.grounds import Ground
from groundgame.electoral.allocation.across.jobs import Job
from groundgame.electoral.allocation.effort import Floats

FEWEST_HOURS = 0.05
Key = TypeVar("Key", bound=Hashable)


@dataclass(frozen=True)
class Allocation:
    """Hours of one channel for one audience in a ward, in the week that begins on a Monday, before a polling day.

    `branch` is whose volunteers they are; None where no hours by branch were given. `time` is the kind of time in the
    week, of `effects.TIMES`; leaflets may go at any, and have none.
    """

    ward: str
    channel: str
    audience: str
    week: date
    hours: float
    before: str
    branch: str | None = None
    time: str | None = None

    @property
    def evening_hours(self) -> float:
        """The hours of weekday evenings that do as much, where a session is for another kind of time."""
        return self.hours if self.time is None else self.hours * channels()[self.channel].at[self.time]


@dataclass(frozen=True, eq=False)
class Piece:
    """Hours of a job in a ward before one polling day, not yet in weeks; `branch` is whose volunteers, where known.

    `worth` is what an hour of them adds, in the mean, if its effect is all there on polling day; `left` the part (0-1)
    of the hours with which volunteers set out that is work there.
    """

    job: Job
    ward: int
    hours: float
    branch: str | None = None
    worth: float = 0.0
    left: float = 1.0


def hours_by(allocations: Iterable[Allocation], key: Callable[[Allocation], Key]) -> dict[Key, dict[str, float]]:
    """Return the hours of every key, as a ward or a week, by channel: all of `CHANNELS`, in their order."""
    found: dict[Key, dict[str, float]] = defaultdict(lambda: dict.fromkeys(CHANNELS, 0.0))
    for one in allocations:
        found[key(one)][one.channel] += one.hours
    return dict(found)


def whole_sessions(
    grounds: Sequence[Ground], hours: Floats, ask: Ask, who: Mapping[str | None, Floats] | None = None
) -> list[list[Piece]]:
    """Return each round's work, in whole sessions where the channel is worked in those.

    `who` is the part (0-1) of each ward's hours, (rounds, wards), that is each branch's (`travel.who_works`); unless
    told, all are nobody's in particular. The sessions that a branch's hours pay for go to the largest parts first, and
    then to the largest remainders.
    """
    who = who or {None: np.ones(hours.shape)}
    each = [_whole(grounds, hours, ask, branch, part) for branch, part in who.items()]
    return [[piece for branch in each for piece in branch[at]] for at in range(len(grounds))]


def _whole(grounds: Sequence[Ground], hours: Floats, ask: Ask, branch: str | None, part: Floats) -> list[list[Piece]]:
    """Return a branch's work in each round."""
    found: list[list[Piece]] = [[] for _ in grounds]
    sessions = []
    for at, ground in enumerate(grounds):
        whole = ground.work.mix(hours[at])
        mix, worth = whole * part[at], _worth(ground, hours[at], whole, ask)
        for job, ward in zip(*np.nonzero(mix > FEWEST_HOURS), strict=True):
            piece = Piece(ground.work.jobs[job], int(ward), float(mix[job, ward]), branch, float(worth[job, ward]))
            if piece.job.even:
                found[at].append(piece)
            else:
                sessions.append((at, piece))
    numbers = _rounded(np.array([piece.hours for _, piece in sessions]) / ask.session_hours)
    for (at, piece), number in zip(sessions, numbers, strict=True):
        if number:
            found[at].append(replace(piece, hours=float(number * ask.session_hours)))
    return found


def _worth(ground: Ground, hours: Floats, mix: Floats, ask: Ask) -> Floats:
    """Return what an hour of each job adds in each ward, in the mean of its hours, (jobs, wards), in this plan."""
    votes = np.array([job.votes(spent) for job, spent in zip(ground.work.jobs, mix, strict=True)])
    found: Floats = ground.a_vote_here(hours, ask.weights) * votes.reshape(mix.shape) / np.maximum(mix, FEWEST_HOURS)
    return found


def _rounded(parts: Floats) -> Floats:
    """Return whole numbers near the parts that add up to no more than they do, by the largest remainders."""
    whole: Floats = np.floor(parts + 1e-9)
    left = int(np.floor(parts.sum() + 1e-6) - whole.sum())
    whole[np.argsort(-(parts - whole), kind="stable")[:left]] += 1
    return whole

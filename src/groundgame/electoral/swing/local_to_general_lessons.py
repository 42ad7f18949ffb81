"""What earlier general elections teach about the local elections before them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

import numpy as np

from groundgame.electoral.contests.national import general_elections, seats_won
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.swing.local_to_general_equivalents import NoLocalsError, latest_before, published

# Before anything is learned: an error of 10 points, known as four elections would tell it, and a recovery of nothing,
# give or take 10 points a year; a party's over-read is nothing, give or take 5 points. Assumed, not fitted.
PRIOR_ERROR = 0.10
PRIOR_ELECTIONS = 4.0
PRIOR_RECOVERY = 0.10
PRIOR_OVER_READ = 0.05
DAYS_A_YEAR = 365.25
# What a government recovers is all in the last year; further off only the error grows.
LAST_YEAR = 1.0


@dataclass(frozen=True)
class Lesson:
    """One general election and the local elections before it; leads and shares are 0-1.

    `short` is how much larger the government's lead was than at the local elections, `years` before; `over_read` by
    how much these gave each other party more than it then had.
    """

    election: date
    locals_day: date
    short: float
    years: float
    over_read: Mapping[str, float]


@dataclass(frozen=True)
class Guess:
    """A figure that is not known: its mean, its scale (0-1) and the freedom of the Student's t around it."""

    mean: float
    scale: float
    freedom: float

    def draw(self, rng: np.random.Generator, n: int) -> np.typing.NDArray[np.float64]:
        """Return n draws of the figure."""
        drawn: np.typing.NDArray[np.float64] = self.mean + self.scale * rng.standard_t(self.freedom, n)
        return drawn


def rivals(day: date) -> tuple[str, str]:
    """Return the largest party and the second largest in seats at the last general election before a day.

    Raises:
        NoLocalsError: if the record has no election before.
    """
    before = [election for election in seats_won() if election < day]
    if not before:
        raise NoLocalsError(f"Who governed before {day} is not known: the record of seats begins in 1974.")
    seats = seats_won()[before[-1]]
    first, second = sorted(seats, key=lambda party: (-seats[party], party))[:2]
    return first, second


@cache
def lessons(before: date) -> tuple[Lesson, ...]:
    """Return what each general election before a day taught, oldest first."""
    first = published()[0].date
    return tuple(_lesson(day) for day in general_elections() if first < day < before and _had_locals(day))


def recovery(taught: Sequence[Lesson], years: float) -> Guess:
    """Return how much larger than at local elections a government's lead is so many years later.

    A government is punished between general elections and recovers, the more the further off the vote was, up to a
    year. The recovery a year is a mean over earlier elections, drawn to nothing (Bayesian regression through the
    origin). Beyond a year the error is taken to grow as that of a random walk.
    """
    apart = np.array([min(lesson.years, LAST_YEAR) for lesson in taught])
    short = np.array([lesson.short for lesson in taught])
    guess = _regression(apart, short, min(years, LAST_YEAR))
    return replace(guess, scale=guess.scale * max(years, LAST_YEAR) ** 0.5)


def over_read(taught: Sequence[Lesson], party: str) -> Guess:
    """Return by how much local elections give a party more than it has in a general one."""
    seen = np.array([lesson.over_read[party] for lesson in taught if party in lesson.over_read])
    known = PRIOR_ELECTIONS + len(seen)
    weight = len(seen) / (len(seen) + 1)
    mean = weight * float(seen.mean()) if len(seen) else 0.0
    square = PRIOR_ELECTIONS * PRIOR_OVER_READ**2 + float(((seen - mean) ** 2).sum()) + mean**2
    return Guess(mean, float(np.sqrt(square / known * (1 + 1 / (len(seen) + 1)))), known)


def _regression(apart: np.typing.NDArray[np.float64], short: np.typing.NDArray[np.float64], years: float) -> Guess:
    prior = (PRIOR_ERROR / PRIOR_RECOVERY) ** 2
    known = float((apart**2).sum()) + prior
    a_year = float((apart * short).sum()) / known
    freedom = PRIOR_ELECTIONS + len(short)
    square = PRIOR_ELECTIONS * PRIOR_ERROR**2 + float(((short - a_year * apart) ** 2).sum()) + prior * a_year**2
    return Guess(a_year * years, float(np.sqrt(square / freedom * (1 + years**2 / known))), freedom)


def _had_locals(day: date) -> bool:
    return any(one.date < day for one in published())


def _lesson(day: date) -> Lesson:
    found = latest_before(day)
    government, opposition = rivals(day)
    now = general_elections()[day]
    short = (now[government] - now[opposition]) - (found.shares[government] - found.shares[opposition])
    # Our own estimates name more parties than the published ones; those have no history, and are in the rest.
    named = [party for party in published()[0].shares if party in now]
    others = {party: found.shares[party] - now[party] for party in named if party not in {government, opposition}}
    rest = sum(now[party] for party in named) - sum(found.shares[party] for party in named)
    return Lesson(day, found.date, short, (day - found.date).days / DAYS_A_YEAR, others | {OTHER: rest})

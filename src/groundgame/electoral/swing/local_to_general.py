"""A general election read from local ones: weak evidence, and said with an interval that has held."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import special

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.swing.local_to_general_equivalents import Equivalent, NoLocalsError, latest_before
from groundgame.electoral.swing.local_to_general_lessons import (
    DAYS_A_YEAR,
    Guess,
    Lesson,
    lessons,
    over_read,
    recovery,
    rivals,
)

Floats = npt.NDArray[np.float64]
LONGEST_YEARS = 5.1
LEAST_OWN_LINE = 0.15
WARNING = (
    "Local results are weak evidence of a general election: other places vote, fewer people, and about other things."
)


@dataclass(frozen=True, eq=False)
class LocalReading:
    """What local elections say of a general election on `vote`; shares and leads are 0-1.

    `lead` is the government's over the opposition (the two largest parties in seats); `over_read` what the local
    elections are expected to give each other party too much. `taught` are the elections that this is learned from.
    """

    equivalent: Equivalent
    vote: date
    government: str
    opposition: str
    lead: Guess
    over_read: Mapping[str, Guess]
    taught: tuple[Lesson, ...]

    @cached_property
    def parties(self) -> tuple[str, ...]:
        """Government, opposition, the other parties by name, and `other`."""
        return self.government, self.opposition, *sorted(set(self.over_read) - {OTHER}), OTHER

    @property
    def recovery(self) -> float:
        """How much larger than at the local elections the government's lead is expected to be (0-1)."""
        return self.lead.mean - (self.equivalent.shares[self.government] - self.equivalent.shares[self.opposition])

    def lead_interval(self, share: float = 0.9) -> tuple[float, float]:
        """Return the interval (0-1) that holds the lead with this probability."""
        reach = float(special.stdtrit(self.lead.freedom, 0.5 + share / 2)) * self.lead.scale
        return self.lead.mean - reach, self.lead.mean + reach

    def mean(self) -> Mapping[str, float]:
        """Return the expected share (0-1) of each party."""
        rest = {party: max(self._given(party) - guess.mean, 0.0) for party, guess in self.over_read.items()}
        two = 1 - sum(rest.values())
        return {self.government: (two + self.lead.mean) / 2, self.opposition: (two - self.lead.mean) / 2} | rest

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """Return n draws of the shares (0-1), shape (n, parties), each summing to 1."""
        lead = self.lead.draw(rng, n)
        rest = [np.maximum(self._given(party) - self.over_read[party].draw(rng, n), 0.0) for party in self.parties[2:]]
        two = np.maximum(1 - sum(rest), 0.0)
        drawn = np.maximum(np.column_stack([(two + lead) / 2, (two - lead) / 2, *rest]), 0.0)
        shares: Floats = drawn / drawn.sum(axis=1, keepdims=True)
        return shares

    def _given(self, party: str) -> float:
        return self.equivalent.shares.get(party, 0.0)


def read_locals(as_of: date, vote: date) -> LocalReading:
    """Read a general election on the day `vote` from the last local elections before `as_of`.

    The government's lead is that of the national equivalent vote, and a recovery that grows with the time between,
    learned from the general elections before `as_of` alone; so is what each other party is over-read by.

    Raises:
        NoLocalsError: if there are none before, the vote is before them or more than five years after, or another
            general election stands between: its result would be of the future.
    """
    _check_next(as_of, vote)
    taught = lessons(as_of)
    government, opposition = rivals(as_of)
    found = _folded(latest_before(as_of), {government, opposition}.union(*(lesson.over_read for lesson in taught)))
    years = (vote - found.date).days / DAYS_A_YEAR
    if not 0 < years <= LONGEST_YEARS:
        raise NoLocalsError(
            f"The local elections of {found.date} say nothing of a vote on {vote}: name a day in the five years after."
        )
    more = recovery(taught, years)
    now = found.shares[government] - found.shares[opposition]
    lead = Guess(now + more.mean, more.scale, more.freedom)
    others = {party: over_read(taught, party) for party in found.shares if party not in {government, opposition}}
    return LocalReading(found, vote, government, opposition, lead, others, taught)


def _check_next(as_of: date, vote: date) -> None:
    between = next((day for day in general_elections() if as_of <= day < vote), None)
    if between is not None:
        raise NoLocalsError(
            f"Local elections are read as the next general election, which was on {between} and not on {vote}: "
            "name that day or an earlier one."
        )


def _folded(found: Equivalent, known: set[str]) -> Equivalent:
    """Put parties together as `other` that are small and of which earlier elections taught nothing."""
    kept = {party for party, share in found.shares.items() if party in known or share >= LEAST_OWN_LINE}
    shares = {party: share for party, share in found.shares.items() if party in kept and party != OTHER}
    return replace(found, shares=shares | {OTHER: 1 - sum(shares.values())})

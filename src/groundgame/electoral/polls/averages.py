"""The average of polls on a day, with the error to expect of it at a vote."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from groundgame.electoral.contests.national import general_elections
from groundgame.electoral.polls.drawing import draw_shares
from groundgame.electoral.polls.errors import NoRecentPollsError, PollsError
from groundgame.electoral.polls.expected import FREEDOM, Expected, Vote, covariance, expected
from groundgame.electoral.polls.houses import Houses
from groundgame.electoral.polls.london import (
    DAYS_A_YEAR,
    carried,
    departure,
    drift_a_year,
    error_in_london,
    last_election,
)
from groundgame.electoral.polls.misses import previous_result, pulled
from groundgame.electoral.polls.own import known_polls
from groundgame.electoral.polls.recency import NEWEST_DAYS, averaged, houses_before, recent, weights_on
from groundgame.electoral.polls.table import Floats, PollTable, joined

AREAS = ("gb", "london")
LONGEST_DAYS = 1826
# The rest counts as one.
FEWEST_PARTIES = 2


@dataclass(frozen=True, eq=False)
class PollAverage:
    """Voting intention on a day, and what to expect of a vote `days` later; all shares 0-1, in the order of `parties`.

    `shares` is what the polls say; `mean` what they have come to at such a distance; both sum to 1, with `other` last.
    `covariance` (parties x parties) is that of the error of `mean`, whose tails are a Student's t of `freedom`.
    """

    area: str
    date: date
    days: int
    parties: tuple[str, ...]
    shares: Floats
    mean: Floats
    covariance: Floats
    freedom: float
    error: Expected
    houses: Houses
    polls: PollTable
    weights: Floats

    def share(self, party: str) -> float:
        """Return what the polls say of a party (0-1); nought if they do not name it."""
        return float(self.shares[self.parties.index(party)]) if party in self.parties else 0.0

    def draw(self, rng: np.random.Generator, n: int) -> Floats:
        """Return n draws of the vote, shape (n, parties): shares (0-1) that sum to 1."""
        return draw_shares(self.mean, self.covariance, self.freedom, rng, n)


def average(
    as_of: date, area: str = "gb", *, days: int = 0, vote: Vote = "general", extra: PollTable | None = None
) -> PollAverage:
    """Average the polls whose fieldwork ended before `as_of`, for a vote `days` later.

    `area` is `gb` or `london`. For a general election (`vote="general"`) the mean is drawn towards the last one, as far
    as it would have been right to before; for any other vote it is what the polls say. `extra` are polls beside the
    record's and the user's own; one that these have too is left out. Nothing after `as_of` is used,
    neither polls nor results.

    Raises:
        PollsError: if there is no such area, the distance is no distance, no poll is recent enough, or the polls name
            fewer than two parties alike.
    """
    _check(area, days)
    table = known_polls() if extra is None else joined(known_polls(), extra)
    last = max((day for day in general_elections() if day < as_of), default=date.min)
    # What was polled before the last general election is settled by it.
    since = table.between(last, as_of)
    _check_recent(table, since, as_of)
    error = expected(as_of, days, vote)
    polls = recent(since, as_of, error.half_life_days)
    houses, weights = houses_before(table, as_of), weights_on(polls, as_of, error.half_life_days)
    parties, shares = averaged(polls, weights, houses)
    _check_parties(parties, as_of)
    mean = pulled(shares, previous_result(parties, last), error.pull)
    national = PollAverage(
        area="gb",
        date=as_of,
        days=days,
        parties=parties,
        shares=shares,
        mean=mean,
        covariance=covariance(mean, error),
        freedom=FREEDOM,
        error=error,
        houses=houses,
        polls=polls,
        weights=weights,
    )
    return national if area == "gb" else _in_london(national)


def _in_london(national: PollAverage) -> PollAverage:
    """Carry an average to London by its departure at the last general election."""
    last = last_election(national.date)
    away = departure(national.parties, last)
    years = ((national.date - last).days + national.days) / DAYS_A_YEAR
    mean = carried(national.mean, away)
    drift = drift_a_year(national.date) * years
    return replace(
        national,
        area="london",
        shares=carried(national.shares, away),
        mean=mean,
        covariance=error_in_london(national.mean, national.covariance, mean, drift),
    )


def _check(area: str, days: int) -> None:
    if area not in AREAS:
        raise PollsError(f"There is no average of {area!r}; there are {' and '.join(AREAS)}.")
    if not 0 <= days <= LONGEST_DAYS:
        raise PollsError(f"A vote {days} days later is out of reach: name one from 0 to {LONGEST_DAYS} days away.")


def _check_recent(table: PollTable, since: PollTable, as_of: date) -> None:
    first = date.fromordinal(int(table.end[0]))
    if as_of <= first:
        raise PollsError(f"The record has no poll before {as_of}: its first ended on {first}.")
    if not len(since):
        raise NoRecentPollsError(f"There is no poll between the last general election and {as_of}: name a later day.")
    newest = date.fromordinal(int(since.end[-1]))
    if (as_of - newest).days > NEWEST_DAYS:
        raise NoRecentPollsError(
            f"The last poll before {as_of} ended on {newest}, more than {NEWEST_DAYS} days earlier: too old. "
            "Name an earlier day, or put newer polls into polls.csv of your data folder (docs/polls.md)."
        )


def _check_parties(parties: tuple[str, ...], as_of: date) -> None:
    if len(parties) <= FEWEST_PARTIES:
        named = ", ".join(parties[:-1]) or "no party"
        raise PollsError(
            f"Most of the polls before {as_of} give figures of {named} alone: an average needs two parties or more. "
            "Add a column for each party that was asked for."
        )

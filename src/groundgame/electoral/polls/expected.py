"""The error to expect of an average of polls, learned from how earlier averages missed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal

import numpy as np

from groundgame.electoral.polls.drift import drift_square
from groundgame.electoral.polls.errors import PollsError
from groundgame.electoral.polls.misses import BIG, HALF_LIVES_DAYS, HORIZONS_DAYS, LEAST_SHARE, Miss, misses
from groundgame.electoral.polls.table import Floats

Vote = Literal["general", "other"]
FREEDOM = 5.0
ELECTIONS_OF_ERROR = 9
FEWEST_ELECTIONS = 3
PRIOR_PULL = 0.004
# Of what averages move, the lead of two parties with 75% of the vote between them moves by so much.
SHARE_OF_TWO = 0.75
FEW_AT_MOST = 4.0


@dataclass(frozen=True)
class Expected:
    """What to do with an average of polls, and what error to expect.

    `half_life_days` is how fast polls age; `pull` (0-1) how far to move to the last general election; `scale` says
    that the error of a share p is about scale x sqrt(p (1 - p)), `lead` the error (0-1) of the lead of the two largest
    parties; `elections` is how many earlier ones this is learned from.
    """

    half_life_days: float
    pull: float
    scale: float
    lead: float
    elections: int


@cache
def expected(as_of: date, days: int, vote: Vote = "general") -> Expected:
    """Learn from the general elections before `as_of` what to expect of a vote `days` later.

    A general election's error is that of the last nine before, as polling has changed: of the final polls of 1992-2024
    the lead was wrong by 5.6 points (root mean square), of 1959-1987 by 3.4. No horizon is taken to be better known
    than the final polls, as they stood, have been. Of any other vote the mean is what the polls say, and the error that
    of final polls with what averages have moved in so many days.

    Raises:
        PollsError: if there were fewer than three elections with polls before.
    """
    past = [miss for miss in misses() if miss.election < as_of]
    elections = sorted({miss.election for miss in past})
    if len(elections) < FEWEST_ELECTIONS:
        enough = sorted({miss.election for miss in misses()})[FEWEST_ELECTIONS - 1]
        raise PollsError(
            f"No error can be learned for {as_of}: the record of polls and results begins in 1959. "
            f"Name a day after {enough}, when {FEWEST_ELECTIONS} elections with polls had been held."
        )
    half_life, recent = _half_life(past, days), set(elections[-ELECTIONS_OF_ERROR:])
    at = [[miss for miss in past if _is(miss, horizon, half_life)] for horizon in HORIZONS_DAYS]
    squares, leads = _record(at, recent)
    if vote == "other":
        moved = drift_square(as_of, days)
        scale, lead = np.sqrt([squares[0] + moved, leads[0] + moved * SHARE_OF_TWO])
        return Expected(half_life, 0.0, float(scale), float(lead), len(recent))
    return Expected(
        half_life,
        pull=_at(days, [_pull(found) for found in at]),
        scale=_at(days, squares) ** 0.5,
        lead=_at(days, leads) ** 0.5,
        elections=len(recent),
    )


def _record(at: Sequence[Sequence[Miss]], recent: set[date]) -> tuple[list[float], list[float]]:
    """Return the squared error, and that of the lead, at each horizon: never less than at the one nearer to the vote.

    The final polls as they stood; further off what was left when they were pulled, raised as so few elections ask.
    """
    squares, leads = [], []
    for nearest, found in zip([True] + [False] * len(at), at, strict=False):
        errors = [_Error.of(miss, [] if nearest else found) for miss in found if miss.election in recent]
        wider = 1.0 if nearest else few(len(errors))
        squares.append(wider * _square(errors))
        leads.append(wider * _of_leads(errors))
    return np.maximum.accumulate(squares).tolist(), np.maximum.accumulate(leads).tolist()


def covariance(shares: Floats, error: Expected) -> Floats:
    """Return the covariance of the errors of shares (0-1): like a small sample's, with the record's error of the lead.

    It is scale² (diag(p) - pp'), in which what one party gains the others lose by their size. Where the lead of the two
    largest has been worse than that, as it is when they are small, all of it is raised. Where it has been better, as
    months before a vote, both have moved together against the others: what the lead loses, that movement gains.
    """
    size = np.maximum(shares, LEAST_SHARE)
    size = size / size.sum()
    like_sample: Floats = error.scale**2 * (np.diag(size) - np.outer(size, size))
    lead = lead_of(shares)
    given = float(lead @ like_sample @ lead)
    ratio = error.lead**2 / given
    if ratio > 1:
        return ratio * like_sample
    both = np.abs(lead) - 2 * np.where(lead == 0, size, 0.0) / size[lead == 0].sum()
    moved = (1 - ratio) * given / 4
    together: Floats = like_sample + moved * (np.outer(both, both) - np.outer(lead, lead))
    return together


def lead_of(shares: Floats) -> Floats:
    """Return +1 for the largest party, -1 for the second, 0 for the others; `other` is no party."""
    first, second = np.argsort(-shares[:-1], kind="stable")[:2]
    lead = np.zeros(len(shares))
    lead[[first, second]] = 1, -1
    return lead


def _half_life(past: Sequence[Miss], days: int) -> float:
    """Return the half-life with the least error at the horizon nearest to this one."""
    horizon = min(HORIZONS_DAYS, key=lambda one: abs(one - days))

    def tried(half_life: float) -> float:
        return _square([_Error.of(miss, []) for miss in past if _is(miss, horizon, half_life)])

    return min(HALF_LIVES_DAYS, key=tried)


def _is(miss: Miss, horizon: int, half_life: float) -> bool:
    return miss.horizon_days == horizon and miss.half_life_days == half_life


def _pull(found: Sequence[Miss]) -> float:
    """Return the share of the way back to the last result that would have been best, a little damped.

    A regression through the origin, over parties that are pulled, of what the polls had too much on what they had more
    than the last result.
    """
    big = [(miss.polled - miss.previous, miss.polled - miss.truth, miss.previous >= BIG) for miss in found]
    ahead = sum(float((away * wrong)[is_big].sum()) for away, wrong, is_big in big)
    whole = sum(float((away**2)[is_big].sum()) for away, _, is_big in big)
    return min(max(ahead / (whole + PRIOR_PULL), 0.0), 1.0)


@dataclass(frozen=True, eq=False)
class _Error:
    """An average's shares and its error (0-1), pulled as far as the elections before it would have said."""

    polled: Floats
    error: Floats

    @classmethod
    def of(cls, miss: Miss, others: Sequence[Miss]) -> "_Error":
        earlier = [other for other in others if other.election < miss.election]
        return cls(miss.polled, miss.error(_pull(earlier)))


def _square(errors: Sequence[_Error]) -> float:
    """Return the mean over elections of the squared error in units of p, as a sample of 1 / this would have."""
    each = [(one.error**2 / np.maximum(one.polled, LEAST_SHARE)).sum() / (len(one.polled) - 1) for one in errors]
    return float(np.mean(each)) if each else 0.0


def few(elections: int) -> float:
    """Return by how much a variance learned from few elections is to be raised, as Student's t says of a next one."""
    return (1 + 1 / elections) * elections / (elections - 2) if elections > FEWEST_ELECTIONS else FEW_AT_MOST


def _of_leads(errors: Sequence[_Error]) -> float:
    """Return the mean squared error of the lead of the two largest parties."""
    return float(np.mean([float(lead_of(one.polled) @ one.error) ** 2 for one in errors])) if errors else 0.0


def _at(days: int, values: Sequence[float]) -> float:
    """Interpolate between the horizons, by the root of days as a random walk spreads."""
    return float(np.interp(np.sqrt(days), np.sqrt(HORIZONS_DAYS), values))

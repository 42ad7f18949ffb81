"""London's shares at the next borough election: what the last one, the polls and general elections since say."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.errors import ForecastError, UnpolledError
from groundgame.electoral.forecasting.london.groups import OTHERS, Floats, in_groups
from groundgame.electoral.forecasting.london.noise import shared, student
from groundgame.electoral.forecasting.london.past import WardResults
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, between
from groundgame.electoral.polls import NoRecentPollsError, PollAverage, PollsError, average

Mask = npt.NDArray[np.bool_]
LEAST = 0.003
"""No group's share of London is taken below this: a share of nothing could not move."""


@dataclass(frozen=True, eq=False)
class Target:
    """London's shares (0-1) by group: the mean, and joint draws (draws, groups) whose rows sum to 1."""

    mean: Floats
    draws: Floats

    def fixed(self, shares: Floats) -> "Target":
        """Return as many draws of shares that are known."""
        return Target(shares, np.tile(shares, (len(self.draws), 1)))


def polls_of(day: date, days: int = 0) -> PollAverage:
    """Return the average of polls on a day for a local vote `days` later.

    Raises:
        UnpolledError: if there were no recent polls.
        ForecastError: if there were none at all, or too few before to know how they err.
    """
    try:
        return average(day, days=days, vote="other")
    except NoRecentPollsError as error:
        raise UnpolledError(str(error)) from None
    except PollsError as error:
        raise ForecastError(str(error)) from None


def national(polls: PollAverage) -> Floats:
    """Return what polls say of Great Britain, by group (0-1)."""
    return in_groups(dict(zip(polls.parties, polls.mean.tolist(), strict=True)))


def national_draws(polls: PollAverage, rng: np.random.Generator, draws: int) -> Floats:
    """Return joint draws of Great Britain's vote, shape (draws, groups)."""
    drawn = polls.draw(rng, draws)
    into = np.array([in_groups({party: 1.0}) for party in polls.parties])
    found: Floats = drawn @ into
    return found


def risen(past: WardResults, polled: Floats) -> Mask:
    """Tell which groups are in the polls and stood in under half of the wards last time."""
    seldom = (past.standing > 0).mean(axis=0) < 0.5
    found: Mask = seldom & (polled > settings.RISEN_POLLS)
    found[OTHERS] = False
    return found


def london_target(
    base: Floats,
    past: WardResults,
    elections: list[SeatResults],
    drawn: Floats,
    rng: np.random.Generator,
    common: Floats | None = None,
) -> Target:
    """Return London's shares at the next borough election.

    A party's share is its last (`base`, by group) and the damped change since: of its share in the country (`drawn`,
    joint draws) and of London's distance from the country, which general elections tell and days between them are
    between. Of a party that has risen since, the share is that of the polls, at London's odds against the country's.
    `common` are errors of London that other contests share.
    """
    then = national(polls_of(past.day))
    days, away = [one.day for one in elections], [one.away for one in elections]
    change = drawn - then + away[-1] - between(days, away, past.day)
    damping = np.clip(settings.DAMPING + settings.DAMPING_SD * student(rng, (len(drawn), 1)), 0.0, 1.2)
    size = np.sqrt(4 * base * (1 - base))
    draws = base + damping * change + settings.LONDON_SD * size * shared(rng, common, drawn.shape)
    up = risen(past, drawn.mean(axis=0))
    draws[:, up] = _from_polls(elections[-1], drawn, rng)[:, up]
    draws = np.maximum(draws, LEAST)
    draws /= draws.sum(axis=1, keepdims=True)
    return Target(draws.mean(axis=0), draws)


def _from_polls(last: SeatResults, drawn: Floats, rng: np.random.Generator) -> Floats:
    shift = log_odds(last.london) - log_odds(last.country) + settings.RISEN_SD * student(rng, drawn.shape)
    return share_of(log_odds(drawn) + shift)


def share_of(odds: Floats) -> Floats:
    """Return the share (0-1) of log odds."""
    found: Floats = 1 / (1 + np.exp(-odds))
    return found


def log_odds(share: Floats) -> Floats:
    """Return log odds of shares (0-1), the smallest as though they were 0.3%."""
    within = np.clip(share, LEAST, 1 - LEAST)
    found: Floats = np.log(within / (1 - within))
    return found

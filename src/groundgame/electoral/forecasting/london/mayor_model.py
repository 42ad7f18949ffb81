"""Joint draws of the mayor's first choices: the last election, London's parties now, and the mayor's own polls."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import polars as pl

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_polls import MayorPolls, mayor_polls, named_in_polls
from groundgame.electoral.forecasting.london.noise import shared, student, unit
from groundgame.electoral.forecasting.london.seats_moved import last_general
from groundgame.electoral.forecasting.london.strength import strength
from groundgame.electoral.forecasting.london.target import Mask
from groundgame.electoral.forecasting.london.wards import NOMINATED_BEFORE

LEAST = 0.004
UNASKED = 0.01


@dataclass(frozen=True, eq=False)
class MayorDraws:
    """The mayor's first choices on joint draws, (draws, groups), and what they were made of.

    `last` are the shares of the last election, `again` tells whose candidate of then stands again.
    """

    first: Floats
    last: Floats
    last_day: date
    again: tuple[bool, ...]
    polls: MayorPolls | None


def mayor_draws(
    known: Known, day: date, country: Floats, rng: np.random.Generator, common: Floats | None = None
) -> MayorDraws:
    """Draw first choices, given joint draws of Great Britain's vote and of errors of London (draws, groups).

    Before its own polls a party is taken to be between its last candidate's share and its strength in London now,
    nearer to the first where that candidate stands again. Polls then pull as their record and ours weigh.

    Raises:
        ForecastError: if the record has no election of the mayor before the day.
    """
    last_day, last, names = _last(known)
    last, again = _again(known, day, last, names)
    kept = np.where(again, settings.SAME_CANDIDATE, settings.NEW_CANDIDATE)
    # Those whom the polls of the country leave out, and the many small ones, have nothing but their last share.
    kept = np.where(country.mean(axis=0) < UNASKED, 1.0, kept)
    kept[OTHERS] = settings.OTHERS_KEPT
    expected = kept * last + (1 - kept) * strength(country, last_general(known))
    draws = expected + settings.CANDIDATE_SD * unit(expected.mean(axis=0)) * shared(rng, common, expected.shape)
    polls = mayor_polls(known, day)
    if polls is not None:
        draws = _pulled(draws, polls, (day - known.as_of).days, rng)
    draws = np.maximum(draws, LEAST)
    return MayorDraws(draws / draws.sum(axis=1, keepdims=True), last, last_day, tuple(again.tolist()), polls)


def _pulled(draws: Floats, polls: MayorPolls, days_left: int, rng: np.random.Generator) -> Floats:
    """Pull draws towards the polls, each draw towards polls with an error of its own."""
    asked = ~np.isnan(polls.shares)
    polled = np.where(asked, polls.shares, draws.mean(axis=0))
    days = polls.days + days_left
    error = np.sqrt(settings.MAYOR_POLL_SD**2 + settings.MAYOR_DRIFT_SD**2 * days) * unit(polled)
    weight = draws.var(axis=0) / (draws.var(axis=0) + error**2)
    pulled: Floats = draws + weight * asked * (polled + error * student(rng, draws.shape) - draws)
    return pulled


@dataclass(frozen=True)
class _Candidate:
    at: int
    share: float


def _last(known: Known) -> tuple[date, Floats, dict[str, _Candidate]]:
    """Return the day of the last election, its shares by group, and its candidates by name."""
    votes = known.votes("mayor")
    if votes.is_empty():
        raise ForecastError(f"The record has no election of the mayor before {known.as_of}; its first is of May 2000.")
    day = max(votes["date"].to_list())
    rows = votes.filter(pl.col("date") == day).select("name", "party", share=pl.col("votes") / pl.col("votes").sum())
    candidates = {name: _Candidate(group(party), share) for name, party, share in rows.iter_rows()}
    shares = np.zeros(len(GROUPS))
    for one in candidates.values():
        shares[one.at] += one.share
    return day, shares, candidates


def _again(known: Known, day: date, last: Floats, candidates: dict[str, _Candidate]) -> tuple[Floats, Mask]:
    """Return the last shares as those who stand again take them along, and whose candidate of then stands again.

    Who stands is known from nominations, or from the names in polls. One who now stands for another party brings it
    what they had alone.
    """
    shares, again = last.copy(), np.zeros(len(GROUPS), np.bool_)
    for name, at in sorted((named_in_polls(known, day) | _nominated(known, day)).items()):
        before = candidates.get(name)
        if before is None or at == OTHERS:
            continue
        again[at] = True
        if before.at != at:
            shares[before.at] -= before.share
            shares[at] = before.share
    return shares / shares.sum(), again


def _nominated(known: Known, day: date) -> dict[str, int]:
    if known.as_of < day - NOMINATED_BEFORE:
        return {}
    index = known.record.index.filter((pl.col("tier") == "mayor") & (pl.col("date") == day))
    rows = known.record.votes("mayor").join(index.select("id"), on="id")
    return {name: group(party) for name, party in rows.select("name", "party").iter_rows()}

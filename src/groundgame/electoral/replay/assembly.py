"""The Assembly's elections replayed: forecast as of the day itself, from what was known before it."""

from datetime import date

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.answers import ContestForecast
from groundgame.electoral.forecasting.assembly import contests
from groundgame.electoral.forecasting.london.assembly_model import (
    LIST_SEATS,
    AssemblyResults,
    assembly_draws,
    assembly_results,
    last_assembly,
)
from groundgame.electoral.forecasting.london.dhondt_draws import list_seats
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.replay.scoring import Baseline, Replay, Truth, scored

DAYS = {2021: date(2021, 5, 6), 2024: date(2024, 5, 2)}
YEARS = tuple(DAYS)
GIVEN = ("day-before",)
DRAWS = 4000


def replay(year: int, given: str, *, rng: np.random.Generator) -> Replay:
    """Forecast a year's Assembly from what was known before the day, and score its list and constituencies."""
    day = DAYS[year]
    known = Known(record(None), day)
    drawn = assembly_draws(known, national_draws(polls_of(day), rng, DRAWS), rng)
    forecasts = contests(drawn, day)
    true = _true(day)
    expected, seats = drawn.seats.mean(axis=0), _true_seats(day)
    return scored(
        "assembly",
        year,
        given,
        forecasts=forecasts,
        truths=_truths(forecasts, true),
        seat_error_by_party=dict(zip(GROUPS, np.abs(expected - seats).tolist(), strict=True)),
        seats_right=_right(_firsts(drawn.shares.mean(axis=1)), true),
        parties=GROUPS,
    )


def baselines(year: int, given: str) -> tuple[Baseline, ...]:
    """Score no change since the last Assembly."""
    day = DAYS[year]
    last, true = last_assembly(Known(record(None), day)), _true(day)
    firsts = _firsts(last.shares)
    won = np.bincount(firsts, minlength=len(GROUPS))[None]
    seats = (won + list_seats(last.list_shares[None], won, LIST_SEATS))[0]
    errors = np.abs(np.vstack([last.list_shares, last.shares]) - np.vstack([true.list_shares, true.shares]))
    wrong = float(np.abs(seats - _true_seats(day)).sum())
    return (Baseline("no change", "worked out here", 100 * float(errors.mean()), _right(firsts, true), wrong),)


def _true(day: date) -> AssemblyResults:
    return assembly_results(Known(record(None), date.max), day)


def _true_seats(day: date) -> Floats:
    known = record(None)
    seats = np.zeros(len(GROUPS))
    for party in known.votes("assembly").filter((pl.col("date") == day) & pl.col("elected"))["party"]:
        seats[group(party)] += 1
    [lists] = [one for one in known.contests(tier="assembly-list") if one.date == day]
    for each in known.result(lists.id).candidates:
        seats[group(each.party)] += each.seats_won or 0
    return seats


def _firsts(shares: Floats) -> Ints:
    first: Ints = shares[:, :OTHERS].argmax(axis=1).astype(np.int64)
    return first


def _right(firsts: Ints, true: AssemblyResults) -> float:
    return float((firsts == _firsts(true.shares)).mean())


def _truths(forecasts: tuple[ContestForecast, ...], true: AssemblyResults) -> dict[str, Truth]:
    rows = [true.list_shares, *true.shares]
    return {
        one.id: Truth(GROUPS[int(row[:OTHERS].argmax())], dict(zip(GROUPS, row.tolist(), strict=True)))
        for one, row in zip(forecasts, rows, strict=True)
    }

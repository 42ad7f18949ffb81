"""The mayor's elections replayed: forecast as of the day itself, from what was known before it."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.contests.ids import mayor_id
from groundgame.electoral.forecasting.answers import ContestForecast, Spread
from groundgame.electoral.forecasting.london.elected import elected
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import mayor_draws
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.mayor import chances_of
from groundgame.electoral.forecasting.rules import rule_of
from groundgame.electoral.forecasting.spreads import spreads
from groundgame.electoral.replay.scoring import Baseline, Replay, Truth, scored

DAYS = {2012: date(2012, 5, 3), 2016: date(2016, 5, 5), 2021: date(2021, 5, 6), 2024: date(2024, 5, 2)}
YEARS = tuple(DAYS)
GIVEN = ("day-before",)
DRAWS = 20_000
LEAD = "lead"
"""The lead of the first over the second, scored beside the candidates' shares."""


def replay(year: int, given: str, *, rng: np.random.Generator) -> Replay:
    """Forecast a year's election of the mayor from what was known before the day, and score it.

    Shares are of first choices. The lead of the winner over the runner-up is scored by itself; the intervals that held
    are counted over the shares and the lead.
    """
    forecast, truth = replayed(year, rng=rng)
    wrong = {
        name: float(name != truth.winner)
        for name in [max(forecast.chance_to_win, key=forecast.chance_to_win.__getitem__)]
    }
    found = scored(
        "mayor",
        year,
        given,
        forecasts=[forecast],
        truths={forecast.id: truth},
        seat_error_by_party=wrong,
        seats_right=1 - sum(wrong.values()),
        parties=[*GROUPS[:OTHERS], LEAD],
    )
    misses = {name: forecast.share[name].mean - truth.share[name] for name in (*GROUPS[:OTHERS], LEAD)}
    lead = 100 * misses.pop(LEAD)
    return replace(found, share_error_points=100 * float(np.abs([*misses.values()]).mean()), lead_error_points=lead)


def replayed(year: int, *, rng: np.random.Generator) -> tuple[ContestForecast, Truth]:
    """Return the forecast as it stood, and what happened; both with the lead among the shares."""
    day = DAYS[year]
    known = Known(record(None), day)
    drawn = mayor_draws(known, day, national_draws(polls_of(day), rng, DRAWS), rng)
    winners = elected(drawn.first, rule_of("mayor", day).rule, known, rng)
    true, first, second = _true(day)
    lead = spreads((drawn.first[:, first] - drawn.first[:, second])[None])[0]
    shares: dict[str, Spread] = dict(zip(GROUPS, spreads(drawn.first.T), strict=True)) | {LEAD: lead}
    forecast = ContestForecast(mayor_id(day), chances_of(winners), shares)
    named = dict(zip(GROUPS, true.tolist(), strict=True)) | {LEAD: float(true[first] - true[second])}
    return forecast, Truth(GROUPS[first], named)


def baselines(year: int, given: str) -> tuple[Baseline, ...]:
    """Score no change of party since the last election, and the change in national polls since."""
    day = DAYS[year]
    true, first, second = _true(day)
    before = max(one for one in _days() if one < day)
    last = _true(before)[0]
    rng = np.random.default_rng(year)
    moved = last + (national_draws(polls_of(day), rng, 1000) - national_draws(polls_of(before), rng, 1000)).mean(axis=0)
    methods = {"no change": last, "the change in national polls": moved}
    return tuple(_baseline(method, shares - true, shares, first, second) for method, shares in methods.items())


def _baseline(method: str, missed: Floats, shares: Floats, first: int, second: int) -> Baseline:
    right = float(shares[:OTHERS].argmax() == first)
    return Baseline(
        method,
        "worked out here",
        share_error_points=100 * float(np.abs(missed[:OTHERS]).mean()),
        seats_right=right,
        seat_error=1 - right,
        lead_error_points=100 * float(missed[first] - missed[second]),
    )


def _days() -> list[date]:
    return list(record(None).votes("mayor")["date"].unique().sort())


def _true(day: date) -> tuple[Floats, int, int]:
    """Return first choices by group, and the groups of the elected and of the runner-up."""
    rows = record(None).votes("mayor").filter(pl.col("date") == day)
    total = rows["votes"].sum()
    shares = np.zeros(len(GROUPS))
    for party, votes in rows.select("party", "votes").iter_rows():
        shares[group(party)] += votes / total
    elected_party = rows.filter(pl.col("elected"))["party"].to_list()[0]
    first = group(elected_party)
    rest = [at for at in np.argsort(-shares).tolist() if at not in (first, OTHERS)]
    return shares, first, rest[0]

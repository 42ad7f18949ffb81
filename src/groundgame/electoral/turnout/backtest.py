"""How far the turnouts expected have been from those counted, beside taking the last contest of the kind again."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from groundgame.electoral.turnout.by_ward import KINDS, expected
from groundgame.electoral.turnout.grid import Floats
from groundgame.electoral.turnout.habits import by_wards, departures
from groundgame.electoral.turnout.levels import city_turnouts
from groundgame.electoral.turnout.observed import Observed, observed
from groundgame.electoral.turnout.odds import log_odds, raised_to, share

INTERVAL_90 = 1.645


@dataclass(frozen=True)
class Backtest:
    """The mean absolute errors of one contest's areas, in points; "same" is the last contest of the kind again.

    `error` and `same` are as of the day, London's turnout not known; the `pattern` ones are told London's turnout, and
    the `left_out` one besides learns from every other contest, later ones too. `covered` is the share (0-1) of areas
    inside their 90% interval as of the day, `areas` how many there are. None where there was no contest before.
    """

    kind: str
    day: date
    areas: int
    error_points: float
    same_points: float | None
    pattern_points: float
    same_pattern_points: float | None
    left_out_points: float
    covered: float
    level_points: float


def backtests(until: date, kinds: tuple[str, ...] = ("mayor", "borough", "parliament")) -> tuple[Backtest, ...]:
    """Return how every contest before `until` that another of its kind comes before would have been expected."""
    seen = [each for each in observed(until) if each.kind in kinds]
    return tuple(_backtest(each, until) for each in seen if city_turnouts(each.kind, each.day))


def _backtest(contest: Observed, until: date) -> Backtest:
    counted = share(contest.logit)
    weights = _weights(contest)
    known = np.isfinite(counted)
    forecast = expected(KINDS[contest.kind], contest.day, contest.day)
    wards = share(forecast.logit)
    others = tuple(each for each in observed(until) if each is not contest)
    left_out = share(departures(contest.kind, others, contest.day).mean)
    before = [each for each in observed(contest.day) if each.kind == contest.kind]
    same = _same(before[-1], contest.day) if before else None
    sd = forecast.sd_of(weights)
    inside = np.abs(weights @ wards - counted)[known] <= INTERVAL_90 * sd[known]
    return Backtest(
        kind=contest.kind,
        day=contest.day,
        areas=int(known.sum()),
        covered=float(inside.mean()),
        level_points=100 * float((weights @ wards - counted)[known].mean()),
        error_points=_error(weights @ wards, counted, known),
        same_points=None if same is None else _error(weights @ same, counted, known),
        pattern_points=_error(_told(wards, weights, counted, known), counted, known),
        same_pattern_points=None if same is None else _error(_told(same, weights, counted, known), counted, known),
        left_out_points=_error(_told(left_out, weights, counted, known), counted, known),
    )


def _told(wards: Floats, weights: Floats, counted: Floats, known: npt.NDArray[np.bool_]) -> Floats:
    """Return the areas' turnouts with the wards' all moved alike, so that the mean is what was counted."""
    mean = weights[known].mean(axis=0)
    told: Floats = weights @ share(raised_to(log_odds(wards), mean, float(counted[known].mean())))
    return told


def _weights(contest: Observed) -> Floats:
    return np.eye(len(contest.logit)) if contest.shares is None else contest.shares


def _same(contest: Observed, as_of: date) -> Floats:
    """Give each ward a contest's turnout; a ward of which it is not known gets the mean of the others."""
    turnout = share(by_wards(contest, as_of))
    return np.where(np.isnan(turnout), np.nanmean(turnout), turnout)


def _error(found: Floats, counted: Floats, known: npt.NDArray[np.bool_]) -> float:
    return 100 * float(np.abs(found - counted)[known].mean())

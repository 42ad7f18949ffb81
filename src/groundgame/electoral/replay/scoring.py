"""Scores of a forecast against what happened."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from groundgame.electoral.forecasting.answers import ContestForecast, Spread

LEAST_CHANCE = 0.0001
"""A winner given no chance at all would make the log score infinite; 40,000 draws cannot tell less than this."""


@dataclass(frozen=True)
class Truth:
    """What happened in one contest: the winner, the shares (0-1) and, where it fills several, the seats by party."""

    winner: str
    share: Mapping[str, float]
    seats: Mapping[str, int] | None = None


@dataclass(frozen=True)
class Replay:
    """A forecast scored: see `docs/accuracy.md` for each figure.

    `share_error_points` is the mean absolute error of a party's share, in points; `seats_right` the share (0-1) of
    seats given to those who won them; `brier` and `log_score` are means over contests (lower is better), `coverage_50`
    and `coverage_90` the shares of true figures inside those intervals.
    """

    kind: str
    year: int
    given: str
    share_error_points: float
    seats_right: float
    seat_error_by_party: Mapping[str, float]
    brier: float
    log_score: float
    coverage_50: float
    coverage_90: float
    lead_error_points: float | None = None
    """How much too large the lead of the largest party over the second was forecast, where a kind is about leads."""
    chances: tuple[tuple[float, bool], ...] = ()
    """Every chance that was given and whether it came true, for a picture of the calibration; not printed."""


@dataclass(frozen=True)
class Baseline:
    """What another method, or a published forecast, scored on the same election; None where it is not known.

    `seats_over` are the parties that its seat error is summed over: none named means every one.
    """

    method: str
    source: str
    share_error_points: float | None = None
    seats_right: float | None = None
    seat_error: float | None = None
    seats_over: tuple[str, ...] = ()
    lead_error_points: float | None = None


def brier(forecast: ContestForecast, truth: Truth) -> float:
    """Return the sum over those who may win of (chance - what happened) squared: 0 is perfect, 2 the worst.

    Source: G. W. Brier, Verification of forecasts expressed in terms of probability (1950).

    >>> brier(ContestForecast("x", {"a": 0.8, "b": 0.2}, {}), Truth("a", {}))
    0.08
    """
    names = set(forecast.chance_to_win) | {truth.winner}
    total = sum((forecast.chance_to_win.get(name, 0.0) - (name == truth.winner)) ** 2 for name in sorted(names))
    return round(total, 12)


def log_score(forecast: ContestForecast, truth: Truth) -> float:
    """Return minus the natural logarithm of the chance that was given to the winner: 0 is perfect."""
    return -float(np.log(max(forecast.chance_to_win.get(truth.winner, 0.0), LEAST_CHANCE)))


def covered(spread: Spread, truth: float) -> tuple[bool, bool]:
    """Tell whether the truth is inside the 50% and the 90% interval."""
    return spread.p25 <= truth <= spread.p75, spread.p05 <= truth <= spread.p95


def scored(
    kind: str,
    year: int,
    given: str,
    *,
    forecasts: Sequence[ContestForecast],
    truths: Mapping[str, Truth],
    seat_error_by_party: Mapping[str, float],
    seats_right: float,
    parties: Sequence[str],
) -> Replay:
    """Score forecasts of contests against their truths, by contest id, over the shares of `parties`.

    Raises:
        KeyError: if a forecast contest has no truth.
    """
    pairs = [(forecast, truths[forecast.id]) for forecast in forecasts]
    spreads = [(f.share[p], t.share.get(p, 0.0)) for f, t in pairs for p in parties if p in f.share]
    inside = [covered(spread, true) for spread, true in spreads]
    return Replay(
        kind=kind,
        year=year,
        given=given,
        share_error_points=100 * float(np.mean([abs(spread.mean - true) for spread, true in spreads])),
        seats_right=seats_right,
        seat_error_by_party=seat_error_by_party,
        brier=float(np.mean([brier(*pair) for pair in pairs])),
        log_score=float(np.mean([log_score(*pair) for pair in pairs])),
        coverage_50=float(np.mean([half for half, _ in inside])),
        coverage_90=float(np.mean([most for _, most in inside])),
        chances=tuple((chance, name == t.winner) for f, t in pairs for name, chance in sorted(f.chance_to_win.items())),
    )

"""A forecast as a plain dictionary, ready to be written as JSON."""

from collections.abc import Mapping
from typing import Any

from groundgame.electoral.forecasting.answers import ContestForecast, Forecast, Spread

PLACES = 6
"""Decimal places: a millionth of a share is below what any number of draws can tell."""


def as_json(forecast: Forecast) -> dict[str, Any]:
    """Return a forecast's answers; shares and chances are 0-1, seats are counts.

    Each spread has its mean and the values that 5, 25, 75 and 95% of the draws lie below. The outer two are drawn out
    to the mean where it lies beyond them, as of a party that wins a seat on a draw in fifty. `seats` stands only
    at contests that fill several.
    """
    return {
        "kind": forecast.kind,
        "as_of": forecast.as_of.isoformat(),
        "contests": [_contest(one) for one in forecast.contests],
        "summary": {party: _figures(figures) for party, figures in forecast.summary.items()},
        "assumptions": [{"sentence": one.sentence, "source": one.source} for one in forecast.assumptions],
    }


def _contest(contest: ContestForecast) -> dict[str, Any]:
    answer: dict[str, Any] = {
        "id": contest.id,
        "chance_to_win": {name: round(chance, PLACES) for name, chance in contest.chance_to_win.items()},
        "share": _figures(contest.share),
    }
    if contest.seats is not None:
        answer["seats"] = _figures(contest.seats)
    return answer


def _figures(figures: Mapping[str, Spread | float]) -> dict[str, Any]:
    return {name: _figure(figure) for name, figure in figures.items()}


def _figure(figure: Spread | float) -> dict[str, float] | float:
    if not isinstance(figure, Spread):
        return round(float(figure), PLACES)
    low, high = min(figure.p05, figure.mean), max(figure.p95, figure.mean)
    named = {"mean": figure.mean, "p05": low, "p25": figure.p25, "p75": figure.p75, "p95": high}
    return {name: round(value, PLACES) for name, value in named.items()}

"""A forecast as JSON and back, every figure exactly as it was."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from groundgame.electoral.forecasting import Assumption, ContestForecast, Forecast, Spread


def written(found: Forecast) -> dict[str, Any]:
    """Return a forecast as JSON can hold it."""
    return {**asdict(found), "as_of": found.as_of.isoformat()}


def read(held: dict[str, Any]) -> Forecast:
    """Return the forecast that was written.

    >>> summary = {"labour": {"chance": 0.5, "share": Spread(1, 2, 3, 4, 5)}}
    >>> found = Forecast("mayor", dt.date(2026, 1, 9), (), summary, ())
    >>> read(written(found)) == found
    True
    """
    return Forecast(
        kind=held["kind"],
        as_of=dt.date.fromisoformat(held["as_of"]),
        contests=tuple(map(_contest, held["contests"])),
        summary={party: {name: _figure(one) for name, one in each.items()} for party, each in held["summary"].items()},
        assumptions=tuple(Assumption(**one) for one in held["assumptions"]),
    )


def _contest(held: dict[str, Any]) -> ContestForecast:
    seats = held["seats"]
    return ContestForecast(
        id=held["id"],
        chance_to_win=held["chance_to_win"],
        share={party: Spread(**one) for party, one in held["share"].items()},
        seats=None if seats is None else {party: Spread(**one) for party, one in seats.items()},
    )


def _figure(held: dict[str, float] | float) -> Spread | float:
    return Spread(**held) if isinstance(held, dict) else held

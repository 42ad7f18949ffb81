"""Westminster as if it voted now, or on the last day that the law allows; and London's seats of it, draw by draw."""

import datetime as dt
from dataclasses import replace
from typing import Any

import numpy as np

from groundgame.campaign.strategy.coming.named import london_seats, place_of
from groundgame.electoral.forecasting import Forecast, Spread, forecast
from groundgame.electoral.forecasting.general import coming, draw, elections

NOW, BY_LAW = "now", "law"
WHEN = {NOW: "As if held now", BY_LAW: "On the last legal day"}
IN_LONDON = "seats_in_london"
"""The measure of a forecast's summary that is added here."""
DRAWS = 2_000
"""Of London's seats: as many as the shares of a seat are kept for, and enough for a range of whole seats."""


def westminster(as_of: dt.date, when: str, seed: int) -> Forecast:
    """Forecast a general election, with each party's seats in London added to the summary.

    These are counted on joint draws, as seats rise and fall together: chances that are summed give no range.

    Raises:
        ForecastError: as `forecast`.
    """
    held_on = as_of if when == NOW else None
    options: dict[str, Any] = {} if held_on is None else {"held_on": held_on}
    found = forecast("general", as_of, rng=np.random.default_rng(seed), **options)
    london = seats_in_london(as_of, held_on, seed)
    summary = {
        party: {**figures, **({IN_LONDON: london[party]} if party in london else {})}
        for party, figures in found.summary.items()
    }
    return replace(found, summary=summary)


def seats_in_london(as_of: dt.date, held_on: dt.date | None, seed: int) -> dict[str, Spread]:
    """Return the spread of each party's seats in London over joint draws of the country.

    Raises:
        ForecastError: as `forecast`.
    """
    what = coming(elections(), as_of, held_on)
    drawn = draw(what, as_of, rng=np.random.default_rng(seed), draws=DRAWS)
    inside = [row for row, name in enumerate(what.setting.ids) if _in_london(name)]
    winners = drawn.shares[:, inside].argmax(axis=2)
    nation = int(what.setting.nation[inside[0]])
    blocs = {bloc: what.party[nation, bloc] for bloc in range(drawn.shares.shape[2]) if (nation, bloc) in what.party}
    return {party: Spread.of((winners == bloc).sum(axis=1)) for bloc, party in blocs.items()}


def _in_london(contest: str) -> bool:
    place = place_of(contest)
    return place is not None and place.code in london_seats()

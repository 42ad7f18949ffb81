"""A forecast of the next general election: from polls to seats, or from shares that are given."""

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

import numpy as np

from groundgame.electoral.forecasting.answers import Forecast
from groundgame.electoral.forecasting.general.answering import contests, summary
from groundgame.electoral.forecasting.general.assumptions import assumptions
from groundgame.electoral.forecasting.general.breaking import Breaks, expected_breaks
from groundgame.electoral.forecasting.general.britain import britain, polled
from groundgame.electoral.forecasting.general.coming import Coming, coming, elections
from groundgame.electoral.forecasting.general.common import Draws, given
from groundgame.electoral.forecasting.general.drawing import drawn
from groundgame.electoral.forecasting.general.elections import Floats
from groundgame.electoral.forecasting.general.misses import Miss, miss, scale
from groundgame.electoral.forecasting.general.model import SeatModel
from groundgame.electoral.forecasting.general.nations import common, errors_of_nations, nations_of
from groundgame.electoral.forecasting.general.settings import History


@dataclass(frozen=True, eq=False)
class Learned:
    """What a history teaches of seats: the model, and how it missed."""

    model: SeatModel
    misses: tuple[Miss, ...]


@lru_cache(maxsize=16)
def learned_from(history: History) -> Learned:
    """Fit the model before each election of a history and see how it missed that one."""
    model = SeatModel(history)
    pairs = list(zip(history.settings, history.voted, strict=True))[1:]
    return Learned(model, tuple(miss(model, *pair) for pair in pairs))


def forecast(
    as_of: date, *, rng: np.random.Generator, draws: int, home: Path | None = None, held_on: date | None = None
) -> Forecast:
    """Forecast the first general election on or after a day, from what was published before it; see `coming`.

    With `held_on` it is as if one were held on that day: `held_on=as_of` is how it stands now.

    Raises:
        ForecastError: if the record is too short, no polls are recent enough, or no election can be held on that day.
    """
    return forecast_of(coming(elections(home), as_of, held_on), as_of, rng=rng, draws=draws)


def forecast_of(
    what: Coming, as_of: date, *, rng: np.random.Generator, draws: int, national: Floats | None = None
) -> Forecast:
    """Forecast an election; `national` are shares (0-1) of each nation (nations, blocs) that are given, if any.

    Raises:
        ForecastError: if no shares are given and no polls are recent enough.
    """
    found = draw(what, as_of, rng=rng, draws=draws, national=national)
    return Forecast(
        kind="general",
        as_of=as_of,
        contests=contests(what.setting, found, what.party),
        summary=summary(found, what.party, what.setting.day),
        assumptions=assumptions(what, None if national is not None else polled(what.setting, as_of)),
    )


def draw(what: Coming, as_of: date, *, rng: np.random.Generator, draws: int, national: Floats | None = None) -> Draws:
    """Draw every seat of an election: see `forecast_of`."""
    learned = learned_from(what.history)
    effects = learned.model.effects(what.setting.day)
    pairs = list(zip(what.history.settings, what.history.voted, strict=True))
    if national is None:
        shares = britain(what.setting, as_of, rng, draws)
        apart = errors_of_nations(pairs, what.setting.day)
        shared = common(what.setting, effects, shares.expected, shares.drawn, apart, rng)
    else:
        shared = given(what.setting, effects, national, draws)
    breaks = Breaks(rng, what.setting, shared.centre, expected_breaks(pairs, what.setting.day), draws)
    return drawn(what.setting, shared, scale(learned.misses, what.setting), breaks, rng)


def expected_shares(what: Coming, as_of: date) -> Floats:
    """Return the shares (0-1) of each nation that the polls lead to expect, shape (nations, blocs)."""
    shares = britain(what.setting, as_of, np.random.default_rng(0), 1)
    return nations_of(what.setting, shares.expected)

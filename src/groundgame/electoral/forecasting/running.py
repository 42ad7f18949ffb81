"""The one door to every kind of forecast."""

from collections.abc import Mapping
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, cast

import numpy as np

from groundgame.electoral.forecasting.answers import Forecast
from groundgame.electoral.forecasting.errors import ForecastError

if TYPE_CHECKING:
    from groundgame.electoral.forecasting.london.joint import LondonDraws

DRAWS = 10_000
"""Enough for a chance to be right within a point, and a forecast of London within a few seconds."""

KINDS: Mapping[str, str] = {
    "mayor": "groundgame.electoral.forecasting.mayor",
    "assembly": "groundgame.electoral.forecasting.assembly",
    "boroughs": "groundgame.electoral.forecasting.boroughs",
    "general": "groundgame.electoral.forecasting.general",
}


OPTIONS: Mapping[str, frozenset[str]] = {
    "mayor": frozenset({"rule", "law_as_of"}),
    "general": frozenset({"held_on"}),
}
"""What else a kind can be told: see the `forecast` of its module."""


class Forecasting(Protocol):
    """What each kind's module offers."""

    def forecast(
        self, as_of: date, *, rng: np.random.Generator, draws: int, home: Path | None, **options: date | str
    ) -> Forecast:
        """Forecast the next election of the kind after a day, from what was known before that day."""
        ...


def forecast(
    kind: str,
    as_of: date,
    *,
    rng: np.random.Generator,
    draws: int = DRAWS,
    home: Path | None = None,
    **options: date | str,
) -> Forecast:
    """Forecast the next election of a kind after `as_of`, from what was published before that day.

    `home` is the folder of a user's own results, which join the record; None reads where `home_folder` says. The mayor
    takes a `rule`, or `law_as_of`, the day as of which the law is known where that is later; a general election takes
    `held_on`, as if it were held on that day.

    Raises:
        ForecastError: if there is no such kind, `draws` is below 1, the kind does not take an option, the record is too
            short on that day, or no election of the kind is known to come after it.
    """
    if kind not in KINDS:
        raise ForecastError(f"There is no kind of election {kind!r} to forecast; there are {', '.join(KINDS)}.")
    if draws < 1:
        raise ForecastError(f"A forecast needs at least 1 draw; {draws} were asked for.")
    strange = sorted(set(options) - OPTIONS.get(kind, frozenset()))
    if strange:
        takers = ", ".join(each for each, taken in OPTIONS.items() if strange[0] in taken) or "none"
        raise ForecastError(f"A forecast of {kind} takes no {strange[0]!r}: of the kinds, {takers} does.")
    module = cast("Forecasting", import_module(KINDS[kind]))
    return module.forecast(as_of, rng=rng, draws=draws, home=home, **options)


def london_draws(
    as_of: date, *, rng: np.random.Generator, draws: int = DRAWS, home: Path | None = None
) -> "LondonDraws":
    """Draw every contest of London together, so that what depends on several has one chance.

    Raises:
        ForecastError: as `forecast`.
    """
    from groundgame.electoral.contests import record  # as a kind's module: read when first asked for
    from groundgame.electoral.forecasting.london import joint
    from groundgame.electoral.forecasting.london.known import Known

    return joint.london_draws(Known(record(home), as_of), rng=rng, draws=draws)

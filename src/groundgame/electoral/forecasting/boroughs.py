"""The borough elections: every council and every ward, as of a day."""

from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.answers import ContestForecast, Forecast, Spread
from groundgame.electoral.forecasting.borough_assumptions import assumptions
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.borough_summary import Council, council
from groundgame.electoral.forecasting.london.council_draws import BoroughModel, CouncilErrors
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.spreads import spreads

THREADS = 2


@dataclass(frozen=True, eq=False)
class Boroughs:
    """The borough elections drawn and counted: councils in the order of their codes."""

    day: date
    model: BoroughModel
    councils: tuple[Council, ...]

    def contests(self) -> tuple[ContestForecast, ...]:
        """Return every council and, after each, its wards."""
        return tuple(contest for one in self.councils for contest in (one.forecast, *one.wards))

    def summary(self) -> Mapping[str, Mapping[str, Spread | float]]:
        """Return each group's seats, councils and share of London."""
        seats = np.array([one.seats for one in self.councils]).sum(axis=0)
        held = np.array([one.majority for one in self.councils]).sum(axis=0)
        figures = zip(spreads(seats), spreads(held), spreads(self.model.target.draws.T), strict=True)
        named = zip(GROUPS, figures, strict=True)
        return {
            name: {"seats": seats, "councils": councils, "share": share} for name, (seats, councils, share) in named
        }


def forecast(as_of: date, *, rng: np.random.Generator, draws: int, home: Path | None = None) -> Forecast:
    """Forecast the next borough elections after a day (on it, if they are held then) from what was known before it.

    Raises:
        ForecastError: if the record holds no earlier borough election, or no recent polls.
    """
    known = Known(record(home), as_of)
    day = next_day("borough", as_of)
    model = borough_model(known, day, rng=rng, draws=draws)
    found = count(model, day, rng=rng)
    return Forecast("boroughs", as_of, found.contests(), found.summary(), assumptions(known, day))


def count(model: BoroughModel, day: date, *, rng: np.random.Generator) -> Boroughs:
    """Draw every ward and fill its seats, a council at a time on each of two threads."""
    errors = CouncilErrors(model, rng)
    with ThreadPoolExecutor(THREADS) as threads:
        councils = tuple(threads.map(lambda code: council(model, errors, code, day), model.boroughs))
    return Boroughs(day, model, councils)

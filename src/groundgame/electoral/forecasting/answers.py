"""What a forecast answers: chances, shares and seats with their spread, and what was assumed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

QUANTILES = (0.05, 0.25, 0.75, 0.95)


@dataclass(frozen=True)
class Spread:
    """The mean of a figure over the draws, and the values that 5, 25, 75 and 95% of the draws lie below."""

    mean: float
    p05: float
    p25: float
    p75: float
    p95: float

    @classmethod
    def of(cls, draws: npt.ArrayLike) -> "Spread":
        """Summarise one figure's draws, shape (draws,)."""
        values = np.asarray(draws, dtype=float)
        return cls(float(values.mean()), *(float(q) for q in np.quantile(values, QUANTILES)))


@dataclass(frozen=True)
class Assumption:
    """What a forecast takes for true, in a sentence, and where that comes from."""

    sentence: str
    source: str


@dataclass(frozen=True)
class ContestForecast:
    """One contest: who may win it, the shares (0-1), and the seats by party where it fills several.

    `chance_to_win` (0-1) is by party, or by candidate; of a council, the chance of a majority of its seats, with
    "no-overall-control" for the rest.
    """

    id: str
    chance_to_win: Mapping[str, float]
    share: Mapping[str, Spread]
    seats: Mapping[str, Spread] | None = None


@dataclass(frozen=True)
class Forecast:
    """A kind of election as of a day: its contests, the summary by party, and what was assumed.

    `summary` gives, by party, figures over all the contests: `seats`, `councils` or `share`, each a spread, and
    `chance` of the first place (0-1) where there is one.
    """

    kind: str
    as_of: date
    contests: tuple[ContestForecast, ...]
    summary: Mapping[str, Mapping[str, Spread | float]]
    assumptions: tuple[Assumption, ...]

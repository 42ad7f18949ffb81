"""What a party needs to win each council: the least swing in its wards, from what the forecast expects of them."""

from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import seats_lead
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import BoroughModel
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, group
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.needed import Case, swing_needed

DRAWS = 1000


@dataclass(frozen=True)
class CouncilNeeded:
    """A council: its borough's code, the seats of a majority, and what it takes.

    `lead` is ours in the ward that would make the majority (0-1, below 0 if we do not have it); `swing` the least share
    that would have to go from `rival` to us in every ward, None if not even all would do.
    """

    borough: str
    majority_seats: int
    rival: str
    lead: float
    swing: float | None


def councils_needed(
    ours: str, as_of: date, *, rng: np.random.Generator, draws: int = DRAWS, home: Path | None = None
) -> tuple[CouncilNeeded, ...]:
    """Return what a party needs for most seats of each council, the nearest first, from what was known before a day.

    Wards are taken as they are expected, each electing the party that leads in it: turnout does not come into it, since
    a ward's voters are all within one place. A council that may be won in half of the draws needs about nothing.

    Raises:
        ForecastError: if the forecast does not follow the party by itself, or too little was known on the day.
    """
    at = group(ours)
    if at == OTHERS:
        followed = ", ".join(name for name in GROUPS[:OTHERS])
        raise ForecastError(f"The boroughs' forecast does not follow {ours!r} by itself; it follows {followed}.")
    day = next_day("borough", as_of)
    model = borough_model(Known(record(home), as_of), day, rng=rng, draws=draws)
    found = [_council(model, borough, at) for borough in model.boroughs]
    return tuple(sorted(found, key=lambda each: (each.swing is None, each.swing or 0.0, -each.lead, each.borough)))


def _council(model: BoroughModel, borough: str, ours: int) -> CouncilNeeded:
    wards = list(model.wards_of(borough))
    seats = model.base.wards.seats[wards]
    majority = int(seats.sum()) // 2 + 1
    votes = np.where(model.standing[wards] > 0, model.means[wards], 0.0) * model.base.votes[wards][:, None]
    everywhere = np.zeros(len(wards), dtype=bool)
    lead = seats_lead(ours, majority, each=seats)
    rival, now, swing = swing_needed(Case(GROUPS, votes, votes.sum(axis=1), everywhere, GROUPS[ours], lead))
    return CouncilNeeded(borough, majority, rival, now, swing)

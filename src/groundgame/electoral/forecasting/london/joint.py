"""All of London's contests on the same draws, so that what depends on several has one chance."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws, assembly_draws
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.council_draws import BoroughModel, CouncilErrors, ward_draws
from groundgame.electoral.forecasting.london.elected import elected
from groundgame.electoral.forecasting.london.groups import GROUPS, Floats
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import mayor_draws
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.seat_draws import SeatDraws, seat_draws
from groundgame.electoral.forecasting.london.seats_moved import last_general
from groundgame.electoral.forecasting.london.target import national_draws, polls_of
from groundgame.electoral.forecasting.rules import rule_of

THREADS = 2
Draws = npt.NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class LondonDraws:
    """Joint draws of London: who is mayor (draws,), the Assembly, councils' seats and Westminster's.

    `councils` are the seats (groups, draws) of each borough, by code. Groups are positions in `GROUPS`.
    """

    mayor: Ints
    assembly: AssemblyDraws
    councils: dict[str, npt.NDArray[np.uint8]]
    westminster: SeatDraws

    def chance(self, happens: Callable[["LondonDraws"], Draws]) -> float:
        """Return the chance (0-1) of what is true of a draw: `happens` tells it of every draw, (draws,).

        "We win the mayor and hold Barnet": `joint.chance(lambda all: all.wins_mayor(us) & all.holds(barnet, us))`.
        """
        return float(happens(self).mean())

    def wins_mayor(self, group: str) -> Draws:
        """Tell on which draws a group's candidate is mayor."""
        won: Draws = self.mayor == GROUPS.index(group)
        return won

    def holds(self, borough: str, group: str) -> Draws:
        """Tell on which draws a group has more than half of a council's seats."""
        seats = self.councils[borough].astype(np.int16)
        held: Draws = 2 * seats[GROUPS.index(group)] > seats.sum(axis=0)
        return held

    def wins_seat(self, code: str, group: str) -> Draws:
        """Tell on which draws a group wins a Westminster seat."""
        won: Draws = self.westminster.winners[self.westminster.codes.index(code)] == GROUPS.index(group)
        return won


def london_draws(known: Known, *, rng: np.random.Generator, draws: int) -> LondonDraws:
    """Draw every contest of London as of a day, each on its next day, Westminster's with the boroughs.

    One draw has one error of the polls, larger for what is further off, and one of London, half of every contest's own.

    Raises:
        ForecastError: if the record is too short on that day, or there were no recent polls.
    """
    borough_day, mayor_day = next_day("borough", known.as_of), next_day("mayor", known.as_of)
    same = int(rng.integers(2**63))
    near, far = (country_draws(known.as_of, day, same, draws) for day in (borough_day, mayor_day))
    common = student(rng, near.shape)
    model = borough_model(known, borough_day, rng=rng, draws=draws, country=near, common=common)
    mayor = mayor_draws(known, mayor_day, far, rng, common)
    rule = rule_of("mayor", mayor_day, as_of=known.as_of, home=known.record.home).rule
    errors = CouncilErrors(model, rng)
    with ThreadPoolExecutor(THREADS) as threads:
        councils = threads.map(lambda borough: _seats(model, errors, borough), model.boroughs)
        return LondonDraws(
            mayor=elected(mayor.first, rule, known, rng),
            assembly=assembly_draws(known, far, rng, common),
            westminster=seat_draws(last_general(known), near, rng, common),
            councils=dict(zip(model.boroughs, councils, strict=True)),
        )


def country_draws(as_of: date, day: date, seed: int, draws: int) -> Floats:
    """Draw Great Britain's vote on a day, (draws, groups), from the polls known before another.

    With one seed one draw errs the same way at every distance.

    Raises:
        ForecastError: if there were no recent polls.
    """
    return national_draws(polls_of(as_of, (day - as_of).days), np.random.default_rng(seed), draws)


def _seats(model: BoroughModel, errors: CouncilErrors, borough: str) -> npt.NDArray[np.uint8]:
    total = np.zeros((len(GROUPS), model.draws), np.uint8)
    for ward in model.wards_of(borough):
        total += ward_draws(model, errors, ward)
    return total

"""A council's draws summed up: its chances, shares and seats, and those of its wards."""

from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from groundgame.electoral.contests.ids import council_id, ward_id
from groundgame.electoral.forecasting.answers import ContestForecast
from groundgame.electoral.forecasting.london.block_draws import Draws
from groundgame.electoral.forecasting.london.council_draws import BoroughModel, CouncilErrors, ward_draws
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.spreads import spreads
from groundgame.electoral.places import atlas

NO_CONTROL = "no-overall-control"


@dataclass(frozen=True, eq=False)
class Council:
    """A council's forecast and its wards', with the joint draws of its seats and majorities (groups, draws)."""

    borough: str
    forecast: ContestForecast
    wards: tuple[ContestForecast, ...]
    seats: npt.NDArray[np.int16]
    majority: npt.NDArray[np.bool_]


def council(model: BoroughModel, errors: CouncilErrors, borough: str, day: date) -> Council:
    """Draw a council's wards, fill their seats and sum them up."""
    seats = np.zeros((len(GROUPS), model.draws), np.int16)
    votes = np.zeros((len(GROUPS), model.draws), np.float32)
    wards = []
    for at in model.wards_of(borough):
        shares = np.empty((len(GROUPS), model.draws), np.float32)
        won = ward_draws(model, errors, at, shares)
        wards.append(_ward(model, at, shares, won, day))
        seats += won
        votes += shares * np.float32(model.base.votes[at])
    majority = 2 * seats > seats.sum(axis=0)
    return Council(
        borough,
        _council(model, borough, votes / votes.sum(axis=0), seats, majority, day),
        tuple(wards),
        seats,
        majority,
    )


def ward_contest_id(wards: Wards, at: int, day: date) -> str:
    """Return the id of the contest of a ward, by its position in the set."""
    ward = atlas().area(wards.codes[at], wards.boundary_set)
    return ward_id(day, atlas().area(wards.boroughs[at], "borough").name, ward.name)


def _ward(model: BoroughModel, at: int, shares: Draws, won: npt.NDArray[np.uint8], day: date) -> ContestForecast:
    wards = model.base.wards
    names = _names(model.base.others[at])
    standing = [group for group in range(len(GROUPS)) if model.standing[at, group] > 0]
    # Of two with as many seats, the one with the higher share has topped the poll.
    first = (won + shares).argmax(axis=0)
    chances = np.bincount(first, minlength=len(GROUPS)) / model.draws
    return ContestForecast(
        id=ward_contest_id(wards, at, day),
        chance_to_win={names[group]: float(chances[group]) for group in standing},
        share=dict(zip([names[group] for group in standing], spreads(shares[standing]), strict=True)),
        seats=dict(zip([names[group] for group in standing], spreads(won[standing]), strict=True)),
    )


def _council(
    model: BoroughModel,
    borough: str,
    shares: Draws,
    seats: npt.NDArray[np.int16],
    majority: npt.NDArray[np.bool_],
    day: date,
) -> ContestForecast:
    names = _names(_others_of(model, borough))
    chances = {name: float(chance) for name, chance in zip(names, majority.mean(axis=1), strict=True)}
    chances[NO_CONTROL] = max(0.0, 1 - sum(chances.values()))
    return ContestForecast(
        id=council_id(day, atlas().area(borough, "borough").name),
        chance_to_win=chances,
        share=dict(zip(names, spreads(shares), strict=True)),
        seats=dict(zip(names, spreads(seats), strict=True)),
    )


def _names(others: str | None) -> list[str]:
    return [*GROUPS[:OTHERS], others or GROUPS[OTHERS]]


def _others_of(model: BoroughModel, borough: str) -> str | None:
    """Return the party outside the groups that is the strongest in most of a council's wards, if one party is."""
    wards = model.wards_of(borough)
    strongest = [model.base.others[at] for at in wards]
    named = {party: strongest.count(party) for party in strongest if party is not None}
    best = max(sorted(named), key=lambda party: named[party], default=None)
    return best if best is not None and 2 * named[best] > len(wards) else None

"""London's Westminster seats on joint draws of the country, for chances that join them with other contests."""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats
from groundgame.electoral.forecasting.london.noise import shared, student, unit
from groundgame.electoral.forecasting.london.seats_moved import SeatResults
from groundgame.electoral.forecasting.london.strength import strength


@dataclass(frozen=True, eq=False)
class SeatDraws:
    """Who wins each of London's seats: `codes`, and positions in `GROUPS`, (seats, draws)."""

    codes: tuple[str, ...]
    winners: npt.NDArray[np.uint8]


def seat_draws(last: SeatResults, country: Floats, rng: np.random.Generator, common: Floats | None = None) -> SeatDraws:
    """Draw London's seats as though a general election were held then.

    A seat starts from the last general election and moves as London does, half of that by the party's strength there,
    with an error of its own. The others win only where they won.
    """
    winners = np.empty((len(last.seats), len(country)), np.uint8)
    for at, drawn in enumerate(seat_votes(last, country, rng, common)):
        if last.shares[at].argmax() != OTHERS:
            drawn[:, OTHERS] = -1.0
        winners[at] = drawn.argmax(axis=1)
    return SeatDraws(last.seats, winners)


def seat_votes(
    last: SeatResults, country: Floats, rng: np.random.Generator, common: Floats | None = None
) -> Iterator[npt.NDArray[np.float32]]:
    """Draw each seat's shares (draws, groups), seat by seat in the order of `last`; they need not sum to 1."""
    now = strength(country, last)
    london = now + settings.LONDON_SD * unit(last.london) * shared(rng, common, now.shape)
    change = (london - last.london).astype(np.float32)
    pool = student(rng, (len(country) + len(last.seats), len(GROUPS))).astype(np.float32)
    for at, share in enumerate(last.shares):
        elastic = 0.5 + 0.5 * share / np.maximum(last.london, 0.01)
        own = pool[at : at + len(country)] * (settings.SEAT_SD * unit(share)).astype(np.float32)
        yield share.astype(np.float32) + elastic.astype(np.float32) * change + own

"""Joint draws of the borough elections: every ward's shares and seats, with errors that London and its parts share."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.block_draws import Draws, SeatDraws, block_seats
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS, Floats
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.past import Ints
from groundgame.electoral.forecasting.london.target import Target
from groundgame.electoral.forecasting.london.wards import WardBase
from groundgame.electoral.places import atlas

POOL = 1 << 16
"""Wards read their errors from one pool, each from a place of its own: as good as apart, and far faster."""
AT_ONCE = 8192
"""Draws worked on together, so that a ward's arrays stay in the processor's cache."""


@dataclass(frozen=True, eq=False)
class BoroughModel:
    """What the borough elections are drawn from.

    `means` (wards, groups) are the wards' expected shares, `target` London's, `elastic` (groups) how far a change of
    London's falls on wards by strength, `standing` (wards, groups) the candidates.
    """

    base: WardBase
    means: Floats
    target: Target
    elastic: Floats
    standing: Ints

    @property
    def draws(self) -> int:
        """How many joint draws there are."""
        return len(self.target.draws)

    @property
    def boroughs(self) -> tuple[str, ...]:
        """The codes of the boroughs that vote, sorted."""
        return tuple(sorted(set(self.base.wards.boroughs)))

    def wards_of(self, borough: str) -> tuple[int, ...]:
        """Return the positions of a borough's wards."""
        return tuple(at for at, code in enumerate(self.base.wards.boroughs) if code == borough)


class CouncilErrors:
    """The errors that a joint draw shares: of London, its inner and outer parts, its boroughs; and those of wards."""

    def __init__(self, model: BoroughModel, rng: np.random.Generator) -> None:
        """Draw them all, so that councils can then be counted in any order."""
        self._pool = _pool(model.draws, rng)
        # No two from one place: they would err alike on every draw.
        starts = rng.choice(POOL, size=len(model.means) + 1 + len(model.boroughs), replace=False)
        self._starts, common = starts[: len(model.means)], starts[len(model.means) :]
        self._wider = np.ones((len(GROUPS), 1), np.float32)
        self._wider[OTHERS] = settings.OTHERS_WIDER
        self.london = np.ascontiguousarray((model.target.draws - model.target.mean).T, dtype=np.float32)
        starts_of = dict(zip(("", *model.boroughs), common.tolist(), strict=True))
        whole = slice(0, model.draws)
        ring = np.float32(settings.RING_SD) * self._read(starts_of[""], whole)
        self.places = {
            code: _sign(code) * ring + np.float32(settings.BOROUGH_SD) * self._read(starts_of[code], whole)
            for code in model.boroughs
        }

    def ward(self, ward: int, part: slice) -> tuple[Draws, Draws]:
        """Return a ward's own errors on a part of the draws, (groups, draws), and their size by group, (groups, 1)."""
        return self._read(int(self._starts[ward]), part), np.float32(settings.WARD_SD) * self._wider

    def _read(self, start: int, part: slice) -> Draws:
        return self._pool[:, start + part.start : start + part.stop]


def _pool(draws: int, rng: np.random.Generator) -> Draws:
    once = student(rng, (len(GROUPS), POOL)).astype(np.float32)
    return np.tile(once, (1, 1 + -(-draws // POOL)))


def _sign(borough: str) -> np.float32:
    return np.float32(1 if atlas().area(borough, "borough").inner else -1)


def ward_draws(model: BoroughModel, errors: CouncilErrors, ward: int, into: Draws | None = None) -> SeatDraws:
    """Return a ward's seats on every draw, (groups, draws); `into` takes its shares (0-1) if they are wanted."""
    seats = np.empty((len(GROUPS), model.draws), np.uint8)
    for start in range(0, model.draws, AT_ONCE):
        part = slice(start, min(start + AT_ONCE, model.draws))
        strength = _strength(model, errors, ward, part)
        seats[:, part] = block_seats(strength, model.standing[ward], int(model.base.wards.seats[ward]))
        if into is not None:
            np.divide(strength, np.maximum(strength.sum(axis=0), np.float32(1e-6)), out=into[:, part])
    return seats


def _strength(model: BoroughModel, errors: CouncilErrors, ward: int, part: slice) -> Draws:
    """Return a ward's votes by group on a part of the draws, as shares that need not sum to 1."""
    mean = model.means[ward]
    stands = model.standing[ward] > 0
    moved = 1 - model.elastic + model.elastic * mean / np.maximum(model.target.mean, 1e-6)
    own, size = errors.ward(ward, part)
    drawn = own * size
    drawn += errors.places[model.base.wards.boroughs[ward]][:, part]
    drawn *= _column(np.sqrt(4 * mean * (1 - mean)) * stands)
    drawn += _column(moved * stands) * errors.london[:, part]
    drawn += _column(mean * stands)
    np.maximum(drawn, 0.0, out=drawn)
    return drawn


def _column(values: npt.ArrayLike) -> Draws:
    return np.asarray(values, dtype=np.float32)[:, None]

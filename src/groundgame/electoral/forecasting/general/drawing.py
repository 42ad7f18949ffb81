"""Joint draws of every seat, counted first past the post: common errors move all together, and each has its own."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from scipy import special

from groundgame.electoral.forecasting.general.blocs import NATIONS
from groundgame.electoral.forecasting.general.breaking import Breaks
from groundgame.electoral.forecasting.general.common import Common, Draws, Regions, Singles, surprise
from groundgame.electoral.forecasting.general.elections import Floats, Ints
from groundgame.electoral.forecasting.general.misses import Scale
from groundgame.electoral.forecasting.general.patterns import standing
from groundgame.electoral.forecasting.general.settings import Setting

# So few that what is worked on stays in the processor's cache, which is also what bounds the memory.
CHUNK = 2_000
# Shares are summarised from the first draws: 2,000 tell the 5% of a seat within a third of a point.
KEPT = 2_000
SEAT_FREEDOM = 6
LEVELS = 1 << 16
# Far from every share: who does not stand, and the Speaker, whom the larger parties do not stand against.
NEVER, ALWAYS = -9.0, 9.0
# Assumed of a candidate's personal vote at a second try: those of 2001 to 2019 ended 20 points up to 35 down.
PERSONAL_ERROR = 0.15
TINY = np.float32(1e-6)


@dataclass(frozen=True, eq=False)
class _Group:
    """A region's seats: everything by bloc first, then seat."""

    rows: Ints
    nation: int
    centre: Singles
    moves: Singles
    noise: Singles

    def values(self, steps: Singles, regional: Singles, rng: np.random.Generator) -> Singles:
        """Return the draws of each bloc, shape (blocs, draws, seats): shares that need not sum to 1."""
        blocs, seats = self.centre.shape
        found = np.empty((blocs, len(steps), seats), dtype=np.float32)
        table = _errors()
        for bloc in range(blocs):
            np.take(table, rng.integers(0, LEVELS, (len(steps), seats), dtype=np.uint16), out=found[bloc])
            found[bloc] *= self.noise[bloc]
            found[bloc] += steps[:, bloc] @ self.moves[bloc]
            found[bloc] += self.centre[bloc]
            found[bloc] += regional[:, bloc, None]
        return found


@cache
def _errors() -> Singles:
    """Return evenly likely values of a Student's t of variance 1, faster to look up than a normal is to draw."""
    levels = (np.arange(LEVELS) + 0.5) / LEVELS
    spread = np.sqrt(SEAT_FREEDOM / (SEAT_FREEDOM - 2))
    return np.asarray(special.stdtrit(SEAT_FREEDOM, levels) / spread, dtype=np.float32)


def drawn(setting: Setting, common: Common, scale: Scale, breaks: Breaks, rng: np.random.Generator) -> Draws:
    """Draw the shares of every seat and count it, region by region and some draws at a time.

    The errors that seats share are drawn with tails: a surprising election surprises everywhere. Each seat's own error
    has tails too.
    """
    count, (seats, blocs) = len(common.steps), common.centre.shape
    regions = Regions(setting)
    groups = [_group(setting, common, scale, rows) for rows in regions.rows]
    found = Draws(
        seats=np.zeros((count, len(NATIONS), blocs), dtype=np.int64),
        chance=np.zeros((seats, blocs)),
        shares=np.zeros((min(count, KEPT), seats, blocs), dtype=np.float32),
        central=common.centre,
        national=common.national,
    )
    for start in range(0, count, CHUNK):
        part = slice(start, min(start + CHUNK, count))
        surprising = surprise(rng, part.stop - start)[:, None]
        steps = _steps(common.steps[part], scale, surprising, rng)
        regional = regions.draw(rng, surprising * scale.region) + common.nations[part][:, regions.nation]
        for place, group in enumerate(groups):
            values = group.values(steps, regional[:, place].astype(np.float32), rng)
            *where, gain = breaks.within(part, group.rows)
            values[tuple(where)] += gain
            _count(found, group, part, values)
    found.chance[:] /= count
    return found


def _group(setting: Setting, common: Common, scale: Scale, rows: Ints) -> _Group:
    stood = standing(setting)[rows].T
    centre = np.where(stood > 0, common.centre[rows].T, NEVER)
    centre[-1, setting.speaker[rows]] = ALWAYS
    share = np.clip(common.centre[rows].T, 0.0, 1.0)
    noise = scale.seat[rows].T * np.sqrt(share * (1 - share)) * stood
    noise[-1, np.array(setting.returning)[rows]] = PERSONAL_ERROR
    own = np.moveaxis(common.patterns[rows], 0, 2)
    moves = np.concatenate([np.moveaxis(common.moves[:, rows], 2, 0), own], axis=1) * stood[:, None, :]
    return _Group(
        rows=rows,
        nation=int(setting.nation[rows[0]]),
        centre=centre.astype(np.float32),
        moves=np.ascontiguousarray(moves, dtype=np.float32),
        noise=noise.astype(np.float32),
    )


def _steps(common: Floats, scale: Scale, surprising: Floats, rng: np.random.Generator) -> Singles:
    """Return how far each draw goes along every move, shape (draws, blocs, moves): the nations', then the patterns'."""
    draws, (blocs, count) = len(common), scale.pattern.shape
    own = rng.standard_normal((draws, blocs, count)) * scale.pattern * surprising[:, :, None]
    shared = np.broadcast_to(common[:, None, :], (draws, blocs, common.shape[1]))
    return np.concatenate([shared, own], axis=2).astype(np.float32)


def _count(found: Draws, group: _Group, part: slice, values: Singles) -> None:
    """Add the winners of some draws of a region's seats, and keep their shares if they are among the first."""
    best = values[0].copy()
    winner = np.zeros(best.shape, dtype=np.uint8)
    for bloc in range(1, len(values)):
        np.putmask(winner, values[bloc] > best, bloc)
        np.maximum(best, values[bloc], out=best)
    for bloc in range(len(values)):
        mine = winner == bloc
        found.seats[part, group.nation, bloc] += np.count_nonzero(mine, axis=1)
        found.chance[group.rows, bloc] += np.count_nonzero(mine, axis=0)
    if part.start < len(found.shares):
        some = np.maximum(np.moveaxis(values[:, : len(found.shares) - part.start], 0, 2), 0.0)
        found.shares[part.start : part.start + len(some), group.rows] = some / np.maximum(
            some.sum(axis=2, keepdims=True), TINY
        )

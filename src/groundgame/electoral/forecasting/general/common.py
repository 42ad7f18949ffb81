"""What moves many seats of a draw at once, and what a set of draws came to."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.general.blocs import NATIONS
from groundgame.electoral.forecasting.general.elections import Floats, Ints
from groundgame.electoral.forecasting.general.model import predicted
from groundgame.electoral.forecasting.general.patterns import patterns
from groundgame.electoral.forecasting.general.ridge import Fitted
from groundgame.electoral.forecasting.general.settings import Setting

Singles = npt.NDArray[np.float32]
COMMON_FREEDOM = 5


@dataclass(frozen=True, eq=False)
class Draws:
    """What the draws came to.

    `seats` are counts of seats won, shape (draws, nations, blocs); `chance` (0-1) to win, shape (seats, blocs);
    `shares` (0-1) of the first draws, shape (kept, seats, blocs). They lie around the prediction `central` (seats,
    blocs), which is that of the shares `national` (nations, blocs).
    """

    seats: Ints
    chance: Floats
    shares: Singles
    central: Floats
    national: Floats


@dataclass(frozen=True, eq=False)
class Common:
    """What the shares of the nations do to every seat.

    A draw's shares are `centre` (seats, blocs) plus `steps` (draws, moves) times `moves` (moves, seats, blocs), plus
    `nations` (draws, nations, blocs) in each nation's seats. `patterns` are those that errors can have, at the centre,
    which is the prediction for the shares `national` (nations, blocs).
    """

    national: Floats
    centre: Floats
    patterns: Floats
    steps: Floats
    moves: Floats
    nations: Floats


def given(setting: Setting, effects: Fitted, national: Floats, draws: int) -> Common:
    """Return what the given shares of each nation (nations, blocs) do to every seat: the same in every draw."""
    centre = predicted(effects, setting, national)
    nothing = np.zeros((draws, *national.shape))
    moves = np.zeros((0, *centre.shape))
    return Common(national, centre, patterns(setting, national), np.zeros((draws, 0)), moves, nothing)


def surprise(rng: np.random.Generator, draws: int) -> Floats:
    """Return how surprising each draw's election is: a Student's t over a normal, mean square one, (draws,)."""
    return np.sqrt((COMMON_FREEDOM - 2) / rng.chisquare(COMMON_FREEDOM, size=draws))


class Regions:
    """The regions of a setting, with what each weighs in its nation."""

    def __init__(self, setting: Setting) -> None:
        """Sort the seats by region."""
        self.names = tuple(sorted(set(setting.regions)))
        place = np.array([self.names.index(one) for one in setting.regions])
        self.rows = [np.flatnonzero(place == each) for each in range(len(self.names))]
        self.nation = np.array([setting.nation[rows[0]] for rows in self.rows])
        self.weights = np.array([setting.before.weights[rows].sum() for rows in self.rows])

    def draw(self, rng: np.random.Generator, size: Floats) -> Floats:
        """Return each region's error (draws, regions, blocs), nought over a nation, for a `size` (draws, blocs)."""
        found = rng.standard_normal((len(size), len(self.names), size.shape[1])) * size[:, None, :]
        for nation in range(len(NATIONS)):
            own = self.nation == nation
            if own.any():
                mean = np.average(found[:, own], axis=1, weights=self.weights[own])
                found[:, own] -= mean[:, None, :]
        return found

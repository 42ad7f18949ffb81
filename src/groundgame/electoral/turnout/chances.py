"""The chance that each elector votes, so that a ward's electors add up to the turnout its ward is to have."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from groundgame.electoral.turnout.effects import ElectorEffects
from groundgame.electoral.turnout.errors import TurnoutError

Chances = npt.NDArray[np.float32]

VOTED, NOT_VOTED, UNKNOWN = 1, 0, -1
STEPS = 60
CLOSE = 1e-6
LARGEST_STEP = 4.0


@dataclass(frozen=True, eq=False)
class Electors:
    """What is known of electors, one row each, in whole arrays.

    `ward` is the position of each one's ward among the wards asked about; `age` is in years, -1 where it is not known;
    `postal` is 1, 0, or -1 where it is not known; `voted` has a column a past contest: 1 voted, 0 did not though on its
    register, -1 was not on it or nobody knows.
    """

    ward: npt.NDArray[np.intp]
    age: npt.NDArray[np.integer] | None = None
    postal: npt.NDArray[np.integer] | None = None
    voted: npt.NDArray[np.integer] | None = None

    def __len__(self) -> int:
        return len(self.ward)


def elector_chance(electors: Electors, turnout: npt.ArrayLike, effects: ElectorEffects) -> Chances:
    """Return each elector's chance of voting (0-1).

    `turnout` is each ward's (0-1): the chances of its electors have it as their mean, to a millionth. What is not known
    of an elector moves the chance neither up nor down.

    Raises:
        TurnoutError: if a turnout is not between 0 and 1, a ward has no turnout, or the past votes have not one column
            for each past contest of the effects.
    """
    wanted = _checked(electors, np.asarray(turnout, dtype=float), effects)
    return calibrated(score(electors, effects), electors.ward, wanted)


def score(electors: Electors, effects: ElectorEffects) -> Chances:
    """Return the log-odds of each elector beside those of the ward: 0 for one of whom nothing is known."""
    total = np.zeros(len(electors), dtype=np.float32)
    if electors.age is not None:
        by_band = np.concatenate([effects.age, [0.0]]).astype(np.float32)
        total += by_band[bands(electors.age, effects.bands)]
    if electors.postal is not None:
        total += _two_sided(effects.postal, electors.postal)
    if electors.voted is None or not effects.past:
        return total
    total *= np.where((electors.voted != UNKNOWN).any(axis=1), np.float32(effects.beside_history), np.float32(1))
    for column, value in enumerate(effects.voted):
        total += _two_sided(value, electors.voted[:, column])
    return total


def bands(age: npt.NDArray[np.integer], youngest: tuple[int, ...]) -> npt.NDArray[np.intp]:
    """Return the band of each age; younger ones are in the first, and an unknown age (-1) in one after the last."""
    found = np.clip(np.searchsorted(np.asarray(youngest), age, side="right") - 1, 0, None)
    return np.where(age < 0, len(youngest), found)


def _two_sided(effect: float, known: npt.NDArray[np.integer]) -> Chances:
    """Return half the effect up where the answer is yes, half down where it is no, nothing where nobody knows."""
    steps = np.array([-effect / 2, effect / 2, 0], dtype=np.float32)
    moved: Chances = steps[known]
    return moved


def calibrated(scores: Chances, ward: npt.NDArray[np.intp], turnout: npt.NDArray[np.float64]) -> Chances:
    """Return chances whose mean in each ward is the ward's turnout: one offset a ward, by Newton's method."""
    count = np.bincount(ward, minlength=len(turnout)).astype(float)
    inside = np.clip(turnout, 1e-6, 1 - 1e-6)
    offset = np.log(inside / (1 - inside))
    chance = scores
    for _ in range(STEPS):
        chance = _chance(scores + offset.astype(np.float32)[ward])
        mean = np.bincount(ward, chance, len(turnout)) / np.maximum(count, 1)
        slope = np.bincount(ward, chance * (1 - chance), len(turnout)) / np.maximum(count, 1)
        miss = np.where(count > 0, inside - mean, 0)
        if np.abs(miss).max(initial=0) < CLOSE:
            break
        offset += np.clip(miss / np.maximum(slope, 1e-9), -LARGEST_STEP, LARGEST_STEP)
    return chance


def _chance(log_odds: Chances) -> Chances:
    np.negative(log_odds, out=log_odds)
    np.exp(log_odds, out=log_odds)
    log_odds += 1
    return np.reciprocal(log_odds, out=log_odds)


def _checked(electors: Electors, turnout: npt.NDArray[np.float64], effects: ElectorEffects) -> npt.NDArray[np.float64]:
    if not ((turnout >= 0) & (turnout <= 1)).all():
        raise TurnoutError(f"A turnout is between 0 and 1; {turnout[~((turnout >= 0) & (turnout <= 1))][0]} is not.")
    if len(electors) and electors.ward.max() >= len(turnout):
        raise TurnoutError(
            f"There are turnouts for {len(turnout)} wards, but an elector is in ward {electors.ward.max()}."
        )
    columns = 0 if electors.voted is None else electors.voted.shape[1]
    if columns and columns != len(effects.past):
        raise TurnoutError(f"Past votes have {columns} columns, the effects {len(effects.past)} past contests.")
    return turnout

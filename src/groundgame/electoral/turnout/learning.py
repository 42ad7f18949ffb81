"""Effects learnt from a party's own marked registers: logistic regression held to the published effects.

A ridge towards the prior's figures, each as firm as its standard deviation; wards have levels of their own, loosely
held, so that what is learnt is about electors and not about where they live. The spread is Laplace's (the curvature at
the best figures).
"""

import numpy as np
import numpy.typing as npt
from scipy.linalg import cho_factor, cho_solve

from groundgame.electoral.turnout.chances import UNKNOWN, Electors, bands
from groundgame.electoral.turnout.effects import ElectorEffects
from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.grid import Floats

LEVEL_SD = 1.5
"""How far a ward's level may be from that of all the records, as a standard deviation of log-odds."""
STEPS = 50
CLOSE = 1e-8


def learn(electors: Electors, voted: npt.NDArray[np.integer], prior: ElectorEffects) -> ElectorEffects:
    """Return effects learnt from who voted (1) and who did not (0) in one contest, with their standard deviations.

    Electors whose vote is not known (-1) are left out. With few records the prior stands; with many it is forgotten.

    Raises:
        TurnoutError: if nobody's vote is known, or the past votes have not a column for each past contest of the prior.
    """
    known = voted != UNKNOWN
    if not known.any():
        raise TurnoutError("There is nothing to learn from: no elector's vote is known.")
    rows, votes = design(electors, prior)[known], voted[known].astype(float)
    _, ward = np.unique(electors.ward[known], return_inverse=True)
    values, spread = _fitted(rows, votes, ward, prior)
    return prior.with_values(values, spread)


def design(electors: Electors, effects: ElectorEffects) -> Floats:
    """Return electors by effects: what `score` multiplies each effect with."""
    if electors.voted is not None and electors.voted.shape[1] != len(effects.past):
        columns = electors.voted.shape[1]
        raise TurnoutError(f"Past votes have {columns} columns, the effects {len(effects.past)} past contests.")
    count, width = len(electors), len(effects.values)
    rows = np.zeros((count, width))
    first = len(effects.bands)
    if electors.age is not None:
        band = bands(electors.age, effects.bands)
        known = np.flatnonzero(band < first)
        rows[known, band[known]] = 1
    if electors.postal is not None:
        rows[:, first] = _two_sided(electors.postal)
    if electors.voted is not None:
        history = (electors.voted != UNKNOWN).any(axis=1)
        rows[history, : first + 1] *= effects.beside_history
        rows[:, first + 1 :] = _two_sided(electors.voted)
    return rows


def _two_sided(known: npt.NDArray[np.integer]) -> Floats:
    sides: Floats = np.array([-0.5, 0.5, 0.0])[known]
    return sides


def _fitted(rows: Floats, votes: Floats, ward: npt.NDArray[np.intp], prior: ElectorEffects) -> tuple[Floats, Floats]:
    """Find the most probable effects by Newton's method, the wards' levels solved out of each step."""
    firm = np.diag(1 / prior.sd**2)
    values, usual = prior.values.copy(), _log_odds(votes)
    levels = np.full(ward.max() + 1, usual)
    for _ in range(STEPS):
        chance = 1 / (1 + np.exp(-(rows @ values + levels[ward])))
        weight = chance * (1 - chance)
        # The curvature of the effects, of the levels, and between the two.
        ours = (rows * weight[:, None]).T @ rows + firm
        theirs = np.bincount(ward, weight, len(levels)) + 1 / LEVEL_SD**2
        between = np.array([np.bincount(ward, weight * column, len(levels)) for column in rows.T])
        pull = rows.T @ (votes - chance) - firm @ (values - prior.values)
        lift = np.bincount(ward, votes - chance, len(levels)) - (levels - usual) / LEVEL_SD**2
        inner = cho_factor(ours - (between / theirs) @ between.T)
        step = cho_solve(inner, pull - between @ (lift / theirs))
        values = values + step
        levels = levels + (lift - step @ between) / theirs
        usual = float(levels.mean())
        if np.abs(step).max() < CLOSE:
            break
    spread: Floats = np.sqrt(np.diag(cho_solve(inner, np.eye(len(values)))))
    return values, spread


def _log_odds(votes: Floats) -> float:
    # One vote and one abstention more, so that records of voters alone have log-odds too.
    return float(np.log((votes.sum() + 1) / (len(votes) - votes.sum() + 1)))

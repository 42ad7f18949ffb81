"""How a prediction misses many seats at once: patterns that a whole election can depart by, the same everywhere."""

import numpy as np

from groundgame.electoral.forecasting.general.elections import Floats, by_nation
from groundgame.electoral.forecasting.general.ridge import centred, centred_signals
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.forecasting.general.signals import SHARED

# Plain patterns: where a bloc was strong, where it holds the seat, where it was second. A prior's weight in units of
# seats' squares keeps a bloc that holds one seat from showing a pattern of its own; the signals' sizes are swings.
PENALTIES = np.array([1.0, 10.0, 10.0, *[0.01] * len(SHARED)])


def patterns(setting: Setting, national: Floats) -> Floats:
    """Return each pattern's size by seat and bloc, shape (seats, blocs, patterns), nought over a nation as a whole.

    After three plain ones they are the model's own signals: an effect differs from election to election, and does more
    the more the country moves.
    """
    shares = setting.before.shares
    order = np.argsort(-shares, axis=1, kind="stable")
    mine = np.eye(shares.shape[1])
    strong = shares - by_nation(setting.before.votes, setting.nation)[setting.nation]
    plain = np.stack([strong, mine[order[:, 0]], mine[order[:, 1]]], axis=2) * standing(setting)[:, :, None]
    own = centred_signals(setting, national)[:, :, : len(SHARED)]
    return np.concatenate([centred(plain, setting.nation, setting.before.weights), own], axis=2)


def standing(setting: Setting) -> Floats:
    """Return 1 where a bloc stands and the Speaker does not, else 0, shape (seats, blocs)."""
    found: Floats = (setting.stood & ~setting.speaker[:, None]).astype(float)
    return found


def explained(table: Floats, stood: Floats, missed: Floats) -> Floats:
    """Return how much of each pattern of a table is in what a prediction missed, shape (blocs, patterns)."""
    kept = table * stood[:, :, None]
    squares = np.einsum("sbj,sbk->bjk", kept, kept, optimize=True) + np.diag(PENALTIES)
    found: Floats = np.linalg.solve(squares, np.einsum("sbk,sb->bk", kept, missed)[:, :, None])[:, :, 0]
    return found

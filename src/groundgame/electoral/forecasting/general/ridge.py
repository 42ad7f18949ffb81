"""Departures from uniform swing, fitted on earlier elections by ridge regression."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.general.blocs import NATIONS
from groundgame.electoral.forecasting.general.elections import Election, Floats, Ints
from groundgame.electoral.forecasting.general.settings import Setting
from groundgame.electoral.forecasting.general.signals import OWN, SHARED, signals
from groundgame.electoral.forecasting.general.uniform import uniform

# How strongly effects are drawn to nought: which of these is best is learned from earlier elections, as all else is.
PENALTIES = (0.01, 0.03, 0.1, 0.3, 1.0)
MIDDLE = 0.1
# The three that stand in nearly every seat: those that a penalty is judged by.
LARGEST = 3
A_YEAR = 0.85 ** (1 / 4)
NEVER = 1e9
DAYS_A_YEAR = 365.25


@dataclass(frozen=True, eq=False)
class Fitted:
    """An effect of each signal for each bloc, shape (signals, blocs)."""

    effects: Floats

    def departures(self, setting: Setting, national: Floats) -> Floats:
        """Return by how much (0-1) each bloc is to depart from uniform swing in each seat."""
        found: Floats = np.einsum("sbk,kb->sb", centred_signals(setting, national), self.effects)
        return found


@dataclass(frozen=True, eq=False)
class Lesson:
    """What one election teaches: the signals, the departures (0-1, seats by blocs), and the sums of their products."""

    day: date
    table: Floats
    away: Floats
    squares: Floats
    products: Floats

    def error(self, effects: Floats) -> float:
        """Return the mean absolute error (0-1) that effects leave in the departures of the largest blocs."""
        left = self.away - np.einsum("sbk,kb->sb", self.table, effects)
        return float(np.abs(left[:, :LARGEST]).mean())


def lesson(setting: Setting, election: Election) -> Lesson:
    """Return what an election teaches of how seats departed from uniform swing."""
    table = centred_signals(setting, election.national)
    standing = setting.stood & ~setting.speaker[:, None]
    away = np.where(standing, election.shares - uniform(setting, election.national), 0.0)
    away = centred(away, setting.nation, setting.before.weights)
    kept = table * standing[:, :, None]
    return Lesson(
        day=election.day,
        table=kept,
        away=away * standing,
        squares=np.einsum("sbj,sbk->bjk", kept, kept, optimize=True),
        products=np.einsum("sbk,sb->bk", kept, away),
    )


def weight(since: date, day: date) -> float:
    """Return what an election weighs on a later day: .85 for every four years that have passed."""
    return float(A_YEAR ** ((day - since).days / DAYS_A_YEAR))


def fitted(lessons: Sequence[Lesson], day: date, penalty: float) -> Fitted:
    """Fit the effects for an election on a day, the recent elections weighing more.

    An effect is one for all blocs and a difference for each, both drawn to nought; a signal of `OWN` has a difference
    alone.
    """
    squares = np.sum([weight(one.day, day) * one.squares for one in lessons], axis=0)
    products = np.sum([weight(one.day, day) * one.products for one in lessons], axis=0)
    return Fitted(_solved(squares, products, penalty))


def tried(lessons: Sequence[Lesson]) -> Floats:
    """Return each penalty's error (0-1) at every lesson but the first, fitted on those before it."""
    return np.array(
        [
            [one.error(fitted(lessons[: place + 1], one.day, each).effects) for each in PENALTIES]
            for place, one in enumerate(lessons[1:])
        ]
    )


def best_penalty(lessons: Sequence[Lesson], errors: Floats, day: date) -> float:
    """Return the penalty that was best at the elections before a day, the recent weighing more."""
    weights = np.array([weight(one.day, day) for one in lessons[1:] if one.day < day])
    if not len(weights):
        return MIDDLE
    return PENALTIES[int(np.argmin(weights @ errors[: len(weights)]))]


def _solved(squares: Floats, products: Floats, penalty: float) -> Floats:
    """Solve for the shared effects and each bloc's difference at once; return their sum, (signals, blocs)."""
    count, size, _ = squares.shape
    whole = np.zeros(((count + 1) * size, (count + 1) * size))
    right = np.concatenate([products.sum(axis=0), products.ravel()])
    whole[:size, :size] = squares.sum(axis=0) + np.diag([penalty] * len(SHARED) + [NEVER] * len(OWN))
    for bloc in range(count):
        part = slice((bloc + 1) * size, (bloc + 2) * size)
        whole[:size, part] = whole[part, :size] = squares[bloc]
        whole[part, part] = squares[bloc] + penalty * np.eye(size)
    found = np.linalg.solve(whole, right).reshape(count + 1, size)
    effects: Floats = (found[0] + found[1:]).T
    return effects


def centred_signals(setting: Setting, national: Floats) -> Floats:
    """Return the signals less their nation's mean: a nation's own level is given, not learned."""
    return centred(signals(setting, national), setting.nation, setting.before.weights)


def centred(table: Floats, nation: Ints, weights: Floats) -> Floats:
    """Return a table by seat less its weighted mean in each nation."""
    found = table.copy()
    for each in range(len(NATIONS)):
        rows = nation == each
        if rows.any():
            found[rows] -= np.average(table[rows], axis=0, weights=weights[rows])
    return found

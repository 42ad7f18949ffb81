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

# One setting for every year, chosen on the elections of 1987 to 2005 (docs/seats.md): nothing later was tried on.
PENALTY = 0.1
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
    """What one election teaches: sums of squares of the signals by bloc, and of signals by departures."""

    day: date
    squares: Floats
    products: Floats


def lesson(setting: Setting, election: Election) -> Lesson:
    """Return what an election teaches of how seats departed from uniform swing."""
    table = centred_signals(setting, election.national)
    standing = setting.stood & ~setting.speaker[:, None]
    away = np.where(standing, election.shares - uniform(setting, election.national), 0.0)
    away = centred(away, setting.nation, setting.before.weights)
    kept = table * standing[:, :, None]
    return Lesson(
        day=election.day,
        squares=np.einsum("sbj,sbk->bjk", kept, kept, optimize=True),
        products=np.einsum("sbk,sb->bk", kept, away),
    )


def fitted(lessons: Sequence[Lesson], day: date) -> Fitted:
    """Fit the effects for an election on a day; each earlier one weighs .85 for every four years that have passed.

    An effect is one for all blocs and a difference for each, both drawn to nought; a signal of `OWN` has a difference
    alone.
    """
    ages = [(day - one.day).days / DAYS_A_YEAR for one in lessons]
    squares = np.sum([A_YEAR**age * one.squares for age, one in zip(ages, lessons, strict=True)], axis=0)
    products = np.sum([A_YEAR**age * one.products for age, one in zip(ages, lessons, strict=True)], axis=0)
    return Fitted(_solved(squares, products))


def _solved(squares: Floats, products: Floats) -> Floats:
    """Solve for the shared effects and each bloc's difference at once; return their sum, (signals, blocs)."""
    count, size, _ = squares.shape
    whole = np.zeros(((count + 1) * size, (count + 1) * size))
    right = np.concatenate([products.sum(axis=0), products.ravel()])
    whole[:size, :size] = squares.sum(axis=0) + np.diag([PENALTY] * len(SHARED) + [NEVER] * len(OWN))
    for bloc in range(count):
        part = slice((bloc + 1) * size, (bloc + 2) * size)
        whole[:size, part] = whole[part, :size] = squares[bloc]
        whole[part, part] = squares[bloc] + PENALTY * np.eye(size)
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

"""From a share of Great Britain to the shares of its nations, and how the seats answer to each."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.general.blocs import NATIONAL, NATIONS, column
from groundgame.electoral.forecasting.general.common import Common
from groundgame.electoral.forecasting.general.elections import Election, Floats, by_nation
from groundgame.electoral.forecasting.general.model import predicted
from groundgame.electoral.forecasting.general.patterns import patterns
from groundgame.electoral.forecasting.general.ridge import Fitted, weight
from groundgame.electoral.forecasting.general.settings import Setting

ENGLAND = NATIONS.index("England")
# A step of this many standard deviations shows how seats answer; between and beyond it is taken to be straight.
STEP = 1.5
LEAST = 1e-4


def votes_by_nation(setting: Setting) -> Floats:
    """Return each nation's part (0-1) of the valid votes of last time, shape (nations,)."""
    weights = setting.before.weights
    parts = np.array([weights[setting.nation == each].sum() for each in range(len(NATIONS))])
    found: Floats = parts / parts.sum()
    return found


def nations_of(setting: Setting, britain: Floats) -> Floats:
    """Return the shares of each nation (nations, blocs) for shares (0-1) of Great Britain (blocs,).

    Every nation moves by the same points; the national parties, who stand in two, by the same ratio.
    """
    last = by_nation(setting.before.votes, setting.nation)
    whole = votes_by_nation(setting) @ last
    found = np.where(last > 0, last + britain - whole, 0.0)
    bloc = column(NATIONAL)
    found[:, bloc] = last[:, bloc] * britain[bloc] / max(whole[bloc], LEAST)
    new = (last.sum(axis=0) == 0) & (britain > 0)
    found[:, new] = britain[new]
    kept = np.maximum(found, 0.0)
    shares: Floats = kept / kept.sum(axis=1, keepdims=True)
    return shares


def errors_of_nations(pairs: Sequence[tuple[Setting, Election]], day: date) -> Floats:
    """Return how far (0-1, root mean square) Scotland and Wales have moved apart from the rest, (nations, blocs)."""
    total, count = np.zeros((len(NATIONS), pairs[0][1].votes.shape[1])), 0.0
    for setting, election in pairs:
        if election.day < day:
            size = weight(election.day, day)
            britain = _as_polled(setting, election.votes.sum(axis=0) / election.votes.sum())
            total += size * (election.national - nations_of(setting, britain)) ** 2
            count += size
    found: Floats = np.sqrt(total / count)
    found[ENGLAND] = 0.0
    return found


def _as_polled(setting: Setting, britain: Floats) -> Floats:
    """Return shares (blocs,) with the national parties' as they would be guessed: no poll of Britain names them."""
    unnamed = [column(NATIONAL), len(britain) - 1]
    last = votes_by_nation(setting) @ by_nation(setting.before.votes, setting.nation)
    found = britain.copy()
    found[unnamed] = britain[unnamed].sum() * last[unnamed] / max(last[unnamed].sum(), LEAST)
    return found


def common(
    setting: Setting, effects: Fitted, expected: Floats, britain: Floats, apart: Floats, rng: np.random.Generator
) -> Common:
    """Return what draws of Great Britain's shares (draws, blocs) do to every seat.

    `expected` are the shares (blocs,) of the central prediction; `apart` is the error of the nations beside (nations,
    blocs). Where Great Britain's shares go is followed along their principal directions, each way by itself, as a
    falling holder is not a rising one turned round.
    """
    middle = nations_of(setting, expected)
    centre = predicted(effects, setting, middle)
    values, vectors = np.linalg.eigh(np.cov(britain.T) if len(britain) > 1 else np.zeros((len(expected),) * 2))
    steps, moves = [np.zeros(len(britain))], [np.zeros_like(centre)]
    for place in np.flatnonzero(values > LEAST**2):
        way, size = vectors[:, place], float(np.sqrt(values[place]))
        along = (britain - expected) @ way / size
        for sign in (1.0, -1.0):
            there = _within(expected + sign * STEP * size * way)
            steps.append(np.maximum(sign * along, 0.0))
            moves.append((predicted(effects, setting, nations_of(setting, there)) - centre) / STEP)
    return Common(
        middle,
        centre,
        patterns(setting, middle),
        np.stack(steps, axis=1),
        np.stack(moves),
        _apart(setting, apart, rng, britain),
    )


def _within(shares: Floats) -> Floats:
    kept = np.maximum(shares, 0.0)
    found: Floats = kept / kept.sum()
    return found


def _apart(setting: Setting, apart: Floats, rng: np.random.Generator, britain: Floats) -> Floats:
    """Draw the nations' own errors, (draws, nations, blocs): nought in sum over blocs, and over Great Britain."""
    found = rng.standard_normal((len(britain), *apart.shape)) * apart
    size = np.maximum(apart, LEAST)
    found -= found.sum(axis=2, keepdims=True) * size**2 / (size**2).sum(axis=1, keepdims=True)
    parts = votes_by_nation(setting)
    found[:, ENGLAND] = -np.einsum("n,dnb->db", np.delete(parts, ENGLAND), np.delete(found, ENGLAND, axis=1))
    found[:, ENGLAND] /= parts[ENGLAND]
    return found

"""How large the errors of the seat model are, learned from how it missed earlier elections, each fitted before it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from groundgame.electoral.forecasting.general.elections import Election, Floats
from groundgame.electoral.forecasting.general.model import SeatModel
from groundgame.electoral.forecasting.general.patterns import explained, patterns, standing
from groundgame.electoral.forecasting.general.ridge import weight
from groundgame.electoral.forecasting.general.settings import Setting

# A bloc that has stood in few elections is taken to be as uncertain as the others, as if seen at so many.
PRIOR_ELECTIONS = 2.0
FEWEST_SEATS = 50
FEWEST_IN_REGION = 3
FEWEST_ELECTIONS, MOST_RAISED = 3.0, 2.0
# Without an official estimate of the last votes in the new seats they are known half as well: assumed, as the first
# such election of the record (1983) has none before it to learn from.
MATCHED_BY_NAME = 2.0


@dataclass(frozen=True, eq=False)
class Miss:
    """Mean squares of an election's errors by bloc, not a number where too few stood: by pattern, region, and seat.

    `seat` is in units of p (1 - p), p the share that was predicted.
    """

    day: date
    pattern: Floats
    region: Floats
    seat: Floats


@dataclass(frozen=True, eq=False)
class Scale:
    """Standard deviations of errors: of patterns (blocs, patterns), of regions (blocs), of seats (seats, blocs).

    `seat` times sqrt(p (1 - p)) is in shares (0-1), as are the others.
    """

    pattern: Floats
    region: Floats
    seat: Floats


def miss(model: SeatModel, setting: Setting, election: Election) -> Miss:
    """Return how the model, fitted before an election, missed its seats, given the true shares of each nation."""
    predicted = model.predict(setting, election.national)
    stood = standing(setting)
    missed = (election.shares - predicted) * stood
    table = patterns(setting, election.national)
    found = explained(table, stood, missed)
    left = (missed - np.einsum("sbk,bk->sb", table, found)) * stood
    region, left = _regional(setting, left, stood)
    many = stood.sum(axis=0) >= FEWEST_SEATS
    known = stood * ~setting.before.matched[:, None]
    size = (predicted * (1 - predicted) * known).sum(axis=0)
    seat = (left**2 * known).sum(axis=0) / np.maximum(size, 1e-9)
    unknown = np.where(many, 1.0, np.nan)
    few = np.where(known.sum(axis=0) >= FEWEST_SEATS, 1.0, np.nan)
    return Miss(election.day, found**2 * unknown[:, None], region * unknown, seat * few)


def _regional(setting: Setting, left: Floats, stood: Floats) -> tuple[Floats, Floats]:
    """Return the variance of regions' own errors by bloc, and what is left without them."""
    squares, rest = [], left.copy()
    for region in sorted(set(setting.regions)):
        rows = np.array([one == region for one in setting.regions])
        count = stood[rows].sum(axis=0)
        mean = left[rows].sum(axis=0) / np.maximum(count, 1)
        rest[rows] -= mean * stood[rows]
        noise = (rest[rows] ** 2).sum(axis=0) / np.maximum(count - 1, 1) / np.maximum(count, 1)
        squares.append(np.where(count > FEWEST_IN_REGION, mean**2 - noise, np.nan))
    table = np.array(squares)
    seen = np.maximum((~np.isnan(table)).sum(axis=0), 1)
    return np.maximum(np.nansum(table, axis=0) / seen, 0.0), rest


def scale(misses: Sequence[Miss], setting: Setting) -> Scale:
    """Return the errors to expect of a setting, from the misses of elections before it."""
    past = [one for one in misses if one.day < setting.day]
    weights = np.array([weight(one.day, setting.day) for one in past])
    pattern = _shrunk(np.array([one.pattern for one in past]), weights)
    region = _shrunk(np.array([one.region for one in past]), weights)
    seat = _shrunk(np.array([one.seat for one in past]), weights)
    unsure = np.where(setting.before.matched, MATCHED_BY_NAME, 1.0)
    return Scale(pattern * _few(weights), region * _few(weights), unsure[:, None] * seat)


def _few(weights: Floats) -> float:
    """Return by how much to raise an error learned from few elections, as Student's t says of a next one."""
    count = float(weights.sum() ** 2 / (weights**2).sum())
    return float(np.sqrt((1 + 1 / count) * count / (count - 2))) if count > FEWEST_ELECTIONS else MOST_RAISED


def _shrunk(squares: Floats, weights: Floats) -> Floats:
    """Return root mean squares over elections by bloc, drawn to those of all blocs where elections are few."""
    shaped = weights.reshape(-1, *[1] * (squares.ndim - 1)) * ~np.isnan(squares)
    total = np.nansum(shaped * np.nan_to_num(squares), axis=0)
    count = shaped.sum(axis=0)
    pooled = total.sum(axis=0) / np.maximum(count.sum(axis=0), 1e-9)
    found: Floats = np.sqrt((total + PRIOR_ELECTIONS * pooled) / (count + PRIOR_ELECTIONS))
    return found

"""The model of the borough elections as of a day."""

from datetime import date

import numpy as np

from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.council_draws import BoroughModel
from groundgame.electoral.forecasting.london.groups import Floats
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import WardResults, last_results, weighted
from groundgame.electoral.forecasting.london.pattern import risen_pattern
from groundgame.electoral.forecasting.london.seats import wards_on
from groundgame.electoral.forecasting.london.seats_moved import SeatResults, general_elections
from groundgame.electoral.forecasting.london.target import Mask, london_target, national_draws, polls_of, risen
from groundgame.electoral.forecasting.london.wards import WardBase, moved_by_place, nominated, projected, ward_base


def borough_model(
    known: Known,
    day: date,
    *,
    rng: np.random.Generator,
    draws: int,
    country: Floats | None = None,
    common: Floats | None = None,
) -> BoroughModel:
    """Return the model of the borough elections of a day, from what was known before `known.as_of`.

    `country` are joint draws of Great Britain's vote (draws, groups), `common` of errors of London, to share with other
    contests; without them they are drawn here.

    Raises:
        ForecastError: if the record has no borough election, or there were no polls.
    """
    past, elections = last_results(known), general_elections(known)
    base = ward_base(past, wards_on(day))
    if country is None:
        country = national_draws(polls_of(known.as_of, (day - known.as_of).days), rng, draws)
    target = london_target(weighted(base.shares, base.votes), past, elections, country, rng, common)
    up = risen(past, country.mean(axis=0))
    placed = _placed(base, past, elections, up, known)
    elastic = np.where(up, settings.ELASTIC_RISEN, _elastic(weighted(placed, base.votes), target.mean))
    means = projected(placed, base.votes, target.mean, elastic)
    base = nominated(base, known, day)
    return BoroughModel(base, means, target, elastic, base.standing)


def given_shares(model: BoroughModel, shares: Floats) -> BoroughModel:
    """Return the model as it is when London's shares (by group) are known: only places err."""
    target = model.target.fixed(shares)
    means = projected(model.means, model.base.votes, shares, model.elastic)
    return BoroughModel(model.base, means, target, model.elastic, model.standing)


def _elastic(before: Floats, after: Floats) -> Floats:
    """Return how far a change falls on wards by strength (0-1): what is not there cannot be taken."""
    part: Floats = np.clip(np.abs(after / before - 1), settings.LEAST_ELASTIC, settings.MOST_ELASTIC)
    return part


def _placed(
    base: WardBase,
    past: WardResults,
    elections: list[SeatResults],
    up: Mask,
    known: Known,
) -> Floats:
    shares = moved_by_place(base.shares, elections, past.day, base.wards)
    for at in np.flatnonzero(up):
        shares[:, at] = risen_pattern(int(at), known, elections[-1], base.wards)
    placed: Floats = shares / shares.sum(axis=1, keepdims=True)
    return placed

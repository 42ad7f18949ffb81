"""The borough elections replayed: forecast as of the day itself, from what was known before it."""

from datetime import date
from functools import cache

import numpy as np

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.boroughs import Boroughs, count
from groundgame.electoral.forecasting.london.borough_model import borough_model, given_shares
from groundgame.electoral.forecasting.london.council_draws import BoroughModel
from groundgame.electoral.forecasting.london.groups import GROUPS, Floats
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.past import Ints, WardResults, last_results
from groundgame.electoral.forecasting.london.target import national, polls_of
from groundgame.electoral.replay.borough_truth import position, truths
from groundgame.electoral.replay.scoring import Baseline, Replay, scored

DAYS = {2018: date(2018, 5, 3), 2022: date(2022, 5, 5)}
YEARS = tuple(DAYS)
TRUE_SHARES = "true-shares"
GIVEN = ("day-before", TRUE_SHARES)
DRAWS = 4000
SEED = 2018
PUBLISHED_DAMPING = 0.7
PUBLISHED = {
    "the change that London's last general election implies, damped 0.75": {2018: 130.0, 2022: 152.0},
    "the mean of that and of the polls' change, damped 0.8": {2018: 226.0, 2022: 140.0},
}
EARLIER = "an earlier study of the same elections (docs/forecasting.md)"
OURS = "worked out by the same counting, without errors of London's shares"


def replay(year: int, given: str, *, rng: np.random.Generator) -> Replay:
    """Forecast a year's borough elections from what was known before the day, and score councils and wards.

    With the true shares given, London's shares by party are known and only places err.
    """
    day = DAYS[year]
    model = borough_model(_known(day), day, rng=rng, draws=DRAWS)
    true = truth(year)
    if given == TRUE_SHARES:
        model = given_shares(model, true.mean)
    found = count(model, day, rng=rng)
    contests = found.contests()
    expected = _expected(found)
    return scored(
        "boroughs",
        year,
        given,
        forecasts=contests,
        truths=truths(contests, true),
        seat_error_by_party=dict(zip(GROUPS, _seat_errors(expected, true), strict=True)),
        seats_right=_right(expected, true),
        parties=sorted({name for one in contests for name in one.share}),
    )


def baselines(year: int, given: str) -> tuple[Baseline, ...]:
    """Score no change, and the change in national polls, damped; for the true shares, the same change in all wards."""
    day, true = DAYS[year], truth(year)
    known = _known(day)
    model = borough_model(known, day, rng=np.random.default_rng(SEED), draws=DRAWS)
    last = last_results(known)
    start = model.base.votes @ model.base.shares / model.base.votes.sum()
    if given == TRUE_SHARES:
        return (_baseline("uniform swing to the true shares", model, true.mean - last.mean, true),)
    change = national(polls_of(day)) - national(polls_of(last.day))
    return (
        _baseline("no change", model, np.zeros_like(start), true),
        _baseline(f"the change in national polls, damped {PUBLISHED_DAMPING}", model, PUBLISHED_DAMPING * change, true),
        *(Baseline(method, EARLIER, seat_error=errors[year]) for method, errors in PUBLISHED.items()),
    )


@cache
def truth(year: int) -> WardResults:
    """Return what happened."""
    return last_results(Known(record(None), date(year, 12, 31)))


def _known(day: date) -> Known:
    return Known(record(None), day)


def _baseline(method: str, model: BoroughModel, change: Floats, true: WardResults) -> Baseline:
    """Score a change that is the same in every ward."""
    means = np.where(model.standing > 0, np.maximum(model.base.shares + change, 0.0), 0.0)
    means = means / means.sum(axis=1, keepdims=True)
    london = model.base.votes @ means / model.base.votes.sum()
    plain = BoroughModel(model.base, means, model.target.fixed(london), model.elastic, model.standing)
    found = count(plain, true.day, rng=np.random.default_rng(SEED))
    expected = _expected(found)
    return Baseline(
        method,
        OURS,
        share_error_points=_share_error(found, true),
        seats_right=_right(expected, true),
        seat_error=float(_seat_errors(expected, true).sum()),
    )


def _share_error(found: Boroughs, true: WardResults) -> float:
    """Return the mean absolute error of shares in points, over the same figures as a replay's."""
    contests = found.contests()
    happened = truths(contests, true)
    errors = [
        abs(one.share[name].mean - happened[one.id].share.get(name, 0.0)) for one in contests for name in one.share
    ]
    return 100 * float(np.mean(errors))


def _expected(found: Boroughs) -> Floats:
    """Return the expected seats of each ward, (wards, groups)."""
    table = np.zeros(found.model.means.shape)
    for council in found.councils:
        for at, ward in zip(found.model.wards_of(council.borough), council.wards, strict=True):
            for name, spread in (ward.seats or {}).items():
                table[at, position(name)] += spread.mean
    return table


def _seat_errors(expected: Floats, true: WardResults) -> Floats:
    errors: Floats = np.abs(expected.sum(axis=0) - true.seats.sum(axis=0))
    return errors


def _right(expected: Floats, true: WardResults) -> float:
    """Return the share of seats (0-1) given to the group that won them, each ward's seats as they are likeliest."""
    most = np.array([_whole(row, int(seats)) for row, seats in zip(expected, true.seats.sum(axis=1), strict=True)])
    return float(np.minimum(most, true.seats).sum() / true.seats.sum())


def _whole(expected: Floats, seats: int) -> Ints:
    """Return whole seats nearest to the expected ones: the largest remainders take what is left."""
    whole = np.floor(expected + 1e-9).astype(np.int64)
    order = np.argsort(whole - expected, kind="stable")
    whole[order[: max(0, seats - int(whole.sum()))]] += 1
    return whole

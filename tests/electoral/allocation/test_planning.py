"""A plan against brute force on councils of a few wards, and what it refuses."""

from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation.control import Councils
from groundgame.electoral.allocation.effort import Effort
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.needs import WardNeed
from groundgame.electoral.allocation.planning import Prospects, Worth
from groundgame.electoral.allocation.scoring import councils_gained, seats_gained

DRAWS = 4000


def _wards(rng, centres, boroughs, seats=1):
    """Return wards of 3,000 votes in which the party is so many votes behind in the mean."""
    lacking = [centre + 150 * rng.standard_normal((1, DRAWS)) for centre in centres]
    return [
        WardNeed(f"W{at}", borough, seats, 3000.0, draws.astype(np.float32))
        for at, (draws, borough) in enumerate(zip(lacking, boroughs, strict=True))
    ]


@pytest.mark.parametrize("seed", range(6))
def test_seats_are_within_a_hundredth_of_the_best_of_all_plans_in_tens_of_hours(seed):
    rng = np.random.default_rng(seed)
    wards = _wards(rng, rng.uniform(-250, 250, 4), "AABB")
    prospects = Prospects(wards, np.full(4, 1500.0), Effort(votes_per_conversation=0.1))
    smoothed = [curve.gains() for curve in prospects.curves]

    def gained(hours):
        pairs = zip(hours, prospects.curves, smoothed, strict=True)
        return sum(np.interp(spent, curve.hours, gains) for spent, curve, gains in pairs)

    tens = (np.array(plan) * 10.0 for plan in product(range(31), repeat=4) if sum(plan) == 30)
    assert gained(prospects.plan(300)) >= 0.99 * max(map(gained, tens))


def test_control_draws_hours_to_the_council_that_hangs_on_a_seat():
    rng = np.random.default_rng(3)
    # Of A's wards two are certain and one is close: a majority either way. Of B's two are lost and one is as close.
    wards = _wards(rng, (-900, 40, 40, 900, 900, 40), "AAABBB")
    prospects = Prospects(wards, np.full(6, 1500.0), Effort(votes_per_conversation=0.05))
    seats, control = prospects.plan(200), prospects.plan(200, Worth(seat=0.05, control=1))
    assert control[:3].sum() > 0.95 * 200 > seats[:3].sum() + 50
    votes = [prospects.votes(hours) for hours in (seats, control)]
    assert councils_gained(wards, votes[1]) > 1.15 * councils_gained(wards, votes[0])
    assert seats_gained(wards, votes[1]) < 1.001 * seats_gained(wards, votes[0])


def test_a_seat_is_worth_a_council_just_where_it_makes_the_majority():
    lacking = np.array([[-1, -1, 5, 5], [1, 3, 9, 9]], np.float32)
    other = np.array([[-1, 2, -1, 2]], np.float32)
    wards = [WardNeed("W0", "A", 2, 100.0, lacking), WardNeed("W1", "A", 1, 100.0, other)]
    councils = Councils(wards, np.zeros(2))
    assert councils.needed == {"A": 2}
    assert councils.held["A"].tolist() == [2, 1, 1, 0]
    assert [worth.tolist() for worth in councils.worth(0)] == [[1, 0, 1, 0], [0, 1, 0, 1]]
    assert [worth.tolist() for worth in councils.worth(1)] == [[1, 1, 0, 0]]
    assert councils.chances() == {"A": 0.25}


def test_no_plan_spends_more_than_there_is_or_more_than_a_ward_can_use():
    wards = _wards(np.random.default_rng(1), (0.0, 50.0, 100.0), "ABC")
    prospects = Prospects(wards, np.array([500.0, 1000.0, 2000.0]), Effort())
    for budget in (0.0, 100.0, 1e6):
        hours = prospects.plan(budget, Worth(seat=1, control=1))
        assert hours.sum() <= budget + 1e-6
        assert (hours <= Effort().most_hours(prospects.homes) + 1e-6).all()
        assert (hours >= 0).all()


@pytest.mark.parametrize("asked", [(-1.0, Worth()), (10.0, Worth(seat=-1)), (10.0, Worth(control=-0.5))])
def test_hours_and_weights_below_nothing_are_refused(asked):
    prospects = Prospects(_wards(np.random.default_rng(1), (0.0,), "A"), np.array([500.0]), Effort())
    with pytest.raises(AllocationError, match="cannot be below 0"):
        prospects.plan(*asked)


def test_no_wards_and_wards_without_homes_are_refused():
    with pytest.raises(AllocationError, match="at least one ward"):
        Prospects([], np.array([]), Effort())
    with pytest.raises(AllocationError, match="number of homes"):
        Prospects(_wards(np.random.default_rng(1), (0.0,), "A"), np.array([0.0]), Effort())

"""The bound is above every plan, and near ours."""

from datetime import date
from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation.bound import seats_bound
from groundgame.electoral.allocation.effort import Effort
from groundgame.electoral.allocation.homes import reachable_homes
from groundgame.electoral.allocation.needs import WardNeed, ward_needs
from groundgame.electoral.allocation.planning import Prospects
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.borough_model import borough_model
from groundgame.electoral.forecasting.london.known import Known

DAY = date(2022, 5, 5)


@pytest.mark.parametrize("seed", range(5))
def test_no_plan_of_tens_of_hours_is_above_it(seed):
    rng = np.random.default_rng(seed)
    wards = [
        WardNeed(f"W{at}", "A", 1, 3000.0, (centre + 120 * rng.standard_normal((1, 2000))).astype(np.float32))
        for at, centre in enumerate(rng.uniform(-250, 250, 3))
    ]
    prospects = Prospects(wards, np.full(3, 1500.0), Effort(votes_per_conversation=0.1))
    bound = seats_bound(prospects, 200)
    best = max(prospects.gained(np.array(plan) * 10.0) for plan in product(range(21), repeat=3) if sum(plan) <= 20)
    assert best <= bound <= 1.02 * max(best, prospects.gained(prospects.plan(200)))


@pytest.mark.slow
def test_the_plan_of_a_city_is_within_half_a_per_cent_of_it():
    model = borough_model(Known(record(None), DAY), DAY, rng=np.random.default_rng(1), draws=2000)
    needs = ward_needs(model, "labour", rng=np.random.default_rng(2))
    prospects = Prospects(needs, reachable_homes(model.base.wards), Effort())
    for budget in (2_000, 10_000, 50_000):
        gained = prospects.gained(prospects.plan(budget))
        assert gained <= seats_bound(prospects, budget) <= 1.005 * gained

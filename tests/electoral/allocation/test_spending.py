"""Plans that are small enough are held against every other plan there is."""

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.allocation.spending import envelope, spend


def _concave(rng, steps):
    slopes = -np.sort(-rng.uniform(0, 1, steps))
    return np.concatenate([[0.0], np.cumsum(slopes)])


@pytest.mark.parametrize("seed", range(20))
def test_no_other_plan_of_whole_hours_gains_more(seed):
    rng = np.random.default_rng(seed)
    hours = np.arange(5.0)
    curves = [_concave(rng, 4) for _ in range(4)]
    budget = int(rng.integers(1, 12))
    ours = spend([hours] * 4, curves, budget)
    assert ours.sum() == pytest.approx(budget)
    gain = sum(np.interp(spent, hours, curve) for spent, curve in zip(ours, curves, strict=True))
    others = (plan for plan in product(range(5), repeat=4) if sum(plan) <= budget)
    best = max(sum(curve[spent] for spent, curve in zip(plan, curves, strict=True)) for plan in others)
    assert gain == pytest.approx(best)


@given(st.lists(st.floats(0, 1, width=16), min_size=2, max_size=30))
@settings(deadline=None)
def test_an_envelope_lies_on_or_above_its_points_and_bends_down_alone(steps):
    gains = np.concatenate([[0.0], np.cumsum(steps)])
    hours = np.arange(float(len(gains)))
    pieces = envelope(hours, gains)
    slopes = [one.slope for one in pieces]
    assert slopes == sorted(slopes, reverse=True)
    at = np.concatenate([[0.0], np.cumsum([one.hours for one in pieces])])
    height = np.concatenate([[0.0], np.cumsum([one.hours * one.slope for one in pieces])])
    assert (np.interp(hours, at, height) >= gains - 1e-9).all()
    assert height[-1] == pytest.approx(gains[-1])


def test_hours_that_add_nothing_are_not_spent():
    flat, rising = np.zeros(3), np.array([0.0, 0.1, 0.1])
    assert spend([np.arange(3.0)] * 2, [flat, rising], 5.0).tolist() == [0.0, 1.0]

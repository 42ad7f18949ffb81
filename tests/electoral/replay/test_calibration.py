"""How often what was given a chance came true; on simulated chances whose truth is known."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.replay.calibration import EDGES, calibration

PAIRS = st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=60)


@given(PAIRS)
def test_every_chance_that_says_something_is_in_one_bin(pairs):
    found = calibration(pairs)
    assert sum(each.count for each in found) == sum(chance > 0 or true for chance, true in pairs)
    assert all(each.low <= each.mean_chance + 1e-6 and each.mean_chance <= each.high + 1e-6 for each in found)


def test_chances_that_mean_what_they_say_lie_on_the_line():
    rng = np.random.default_rng(1)
    chances = rng.random(40_000)
    found = calibration(zip(chances.tolist(), (rng.random(40_000) < chances).tolist(), strict=True))
    assert len(found) == len(EDGES) - 1
    assert max(abs(each.mean_chance - each.came_true) for each in found) < 0.02


def test_chances_that_are_too_sure_lie_off_it():
    rng = np.random.default_rng(2)
    found = calibration((0.95, bool(true)) for true in rng.random(10_000) < 0.7)
    assert abs(found[0].came_true - 0.7) < 0.02

"""How fast an effect fades: recovered where it is known, and not told where it cannot be."""

from math import inf

import numpy as np
import pytest

from groundgame.electoral.trials import Look, TrialError, half_life


def _looks(half_life_weeks, *, error, trials, rng, weeks=(1.0, 3.0, 6.0)):
    return [
        Look(f"trial {trial}", week, 0.05 * 0.5 ** (week / half_life_weeks) + error * rng.standard_normal(), error)
        for trial in range(trials)
        for week in weeks
    ]


def test_without_error_the_half_life_is_found():
    found = half_life(_looks(2.5, error=1e-6, trials=2, rng=np.random.default_rng(1)))
    assert found.weeks == pytest.approx(2.5, rel=0.02)


def test_its_interval_holds_the_truth_nine_times_in_ten():
    rng = np.random.default_rng(13)
    found = [half_life(_looks(3.0, error=0.008, trials=6, rng=rng)) for _ in range(400)]
    assert 0.86 <= np.mean([one.low <= 3.0 <= one.high for one in found]) <= 0.94


def test_where_nothing_fades_the_interval_has_no_upper_end():
    lasting = [Look("one", 1, 0.05, 0.01), Look("one", 50, 0.05, 0.01)]
    assert half_life(lasting).weeks == half_life(lasting).high == inf


def test_a_single_contest_tells_no_fading():
    with pytest.raises(TrialError, match="two times"):
        half_life([Look("one", 1, 0.05, 0.01), Look("two", 5, 0.02, 0.01)])

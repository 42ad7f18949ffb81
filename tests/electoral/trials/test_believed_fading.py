"""How fast an effect fades, begun from the plan's default: kept where nothing is known, given up where much is."""

import numpy as np
import pytest

from groundgame.electoral.trials import FadingPrior, Look, TrialError, believe_fading

DEFAULT = FadingPrior(2.5)


def _looks(half_life, *, trials, error, rng):
    """Return looks at a first effect of five points on the polling day and nine weeks later."""
    return [
        Look(f"trial {trial}", week, 0.05 * 0.5 ** (week / half_life) + error * rng.standard_normal(), error)
        for trial in range(trials)
        for week in (0.0, 9.0)
    ]


def test_without_any_trial_it_is_the_default_of_two_to_three_weeks():
    found = believe_fading([Look("seen once", 0.0, 0.05, 0.01)], DEFAULT)
    assert (found.trials, found.from_default) == (0, 1.0)
    assert found.weeks == pytest.approx(2.5, abs=0.01)
    assert (found.low, found.high) == (pytest.approx(2.0, abs=0.1), pytest.approx(3.0, abs=0.1))


def test_one_small_trial_leaves_nearly_all_to_the_default():
    found = believe_fading(_looks(8.0, trials=1, error=0.03, rng=np.random.default_rng(3)), DEFAULT)
    assert found.weeks == pytest.approx(2.5, abs=0.15)
    assert found.from_default > 0.9


@pytest.mark.parametrize("truth", [1.5, 8.0])
def test_many_trials_that_say_otherwise_are_believed(truth):
    found = believe_fading(_looks(truth, trials=60, error=0.002, rng=np.random.default_rng(4)), DEFAULT)
    assert found.weeks == pytest.approx(truth, rel=0.15)
    assert found.from_default < 0.2


def test_its_interval_holds_truths_drawn_from_the_default_nine_times_in_ten():
    rng, held = np.random.default_rng(5), []
    for _ in range(400):
        truth = 2.5 * np.exp(DEFAULT.spread * rng.standard_normal())
        found = believe_fading(_looks(truth, trials=8, error=0.005, rng=rng), DEFAULT)
        held.append(found.low <= truth <= found.high)
    assert 0.86 <= np.mean(held) <= 0.95


def test_a_default_without_a_width_is_refused():
    with pytest.raises(TrialError, match="above 0"):
        believe_fading([], FadingPrior(2.5, 0.0))

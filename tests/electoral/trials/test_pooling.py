"""Sessions together: against published arithmetic, and against what is true of drawn sessions."""

import csv
from importlib.resources import files

import numpy as np
import pytest

from groundgame.electoral.trials import Estimate, Prior, TrialError, believe, pool
from groundgame.electoral.trials.coverage import pooled_coverage
from groundgame.electoral.trials.words import pooled_words


def _found(value, error):
    return Estimate(value, error, value - 1.645 * error, value + 1.645 * error)


def test_two_sessions_by_hand():
    """Equal errors: the mean is the plain mean, and its error half the difference (Hartung and Knapp, one degree)."""
    found = pool([_found(0.00, 0.01), _found(0.06, 0.01)])
    assert found.mean.value == pytest.approx(0.03)
    assert found.mean.error == pytest.approx(0.03)
    assert found.mean.high == pytest.approx(0.03 + 6.3138 * 0.03, rel=1e-3)
    assert found.spread.value == pytest.approx((0.06**2 / 2 - 0.01**2) ** 0.5)


def test_sessions_that_agree_have_no_spread_and_count_by_their_precision():
    found = pool([_found(0.02, 0.01), _found(0.02, 0.02), _found(0.023, 0.01)])
    assert found.spread.value == 0
    assert found.mean.value == pytest.approx((0.02 * 4 + 0.02 + 0.023 * 4) / 9)
    assert "Over 3 sessions a conversation was worth +2.1 points" in pooled_words(found, 3)


@pytest.mark.parametrize(
    ("spread", "errors"), [(0.0, [0.03] * 3), (0.03, [0.02, 0.03, 0.06]), (0.04, [0.01, 0.05] * 4)]
)
def test_the_pooled_interval_holds_the_mean_nine_times_in_ten(spread, errors):
    held = pooled_coverage(0.03, spread, errors, 1_500, rng=np.random.default_rng(11))
    assert 0.87 <= held <= 0.97  # above nine in ten where luck would have made it too narrow


def test_without_a_session_the_default_stands():
    belief = believe([], Prior(0.015, 0.01))
    assert belief.mean.value == pytest.approx(0.015)
    assert belief.mean.error == pytest.approx(0.01, rel=1e-3)
    assert (belief.sessions, belief.from_default) == ((), pytest.approx(1))


def test_one_session_and_the_default_meet_about_by_their_precisions():
    belief = believe([_found(0.02, 0.01)], Prior(0.01, 0.01, spread=1e-6))
    assert belief.mean.value == pytest.approx(0.015, abs=1.5e-3)
    assert belief.mean.error == pytest.approx(0.01 / 2**0.5, rel=0.1)
    assert belief.from_default == pytest.approx(0.5, abs=0.15)


def test_the_plainer_sessions_contradict_the_default_the_less_it_counts():
    parts = [believe([_found(value, 0.01)] * 6, Prior(0.01, 0.01)).from_default for value in (0.01, 0.04, 0.08)]
    assert parts[0] > parts[1] > parts[2]
    assert believe([_found(0.08, 0.01)] * 6, Prior(0.01, 0.01)).mean.holds(0.08)


def test_more_sessions_leave_less_to_the_default_and_draw_each_to_the_mean():
    sessions = [_found(value, 0.02) for value in (0.00, 0.02, 0.04, 0.06)]
    belief = believe(sessions, Prior(0.015, 0.01))
    assert belief.from_default < believe(sessions[:1], Prior(0.015, 0.01)).from_default
    for drawn, own in zip(belief.sessions, sessions, strict=True):
        assert abs(drawn.value - belief.mean.value) < abs(own.value - belief.mean.value)
        assert drawn.error < own.error


def test_every_default_of_the_plan_can_be_a_prior():
    text = files("groundgame.electoral.allocation").joinpath("effects.csv").read_text(encoding="utf-8")
    for row in csv.DictReader(text.splitlines()):
        prior = Prior(float(row["votes_per_contact"]), float(row["sd"]))
        near = [_found(prior.votes_per_contact + off, 0.015) for off in (-0.002, 0.002)]
        assert 0 < believe(near, prior).mean.error < prior.sd


@pytest.mark.slow
def test_beliefs_from_a_default_that_is_right_hold_the_truth_nine_times_in_ten():
    rng, prior, errors, held = (
        np.random.default_rng(12),
        Prior(0.015, 0.01, spread=0.01),
        np.array([0.02, 0.03, 0.015]),
        [],
    )
    for _ in range(1_500):
        truth, spread = rng.normal(0.015, 0.01), abs(rng.normal(0, 0.01))
        values = truth + np.sqrt(errors**2 + spread**2) * rng.standard_normal(3)
        held.append(believe([_found(*one) for one in zip(values, errors, strict=True)], prior).mean.holds(truth))
    assert 0.88 <= np.mean(held) <= 0.92


def test_too_few_sessions_and_impossible_defaults_are_refused():
    endless = Estimate(0.02, 0.5, -float("inf"), float("inf"))
    with pytest.raises(TrialError, match="1 sessions"):
        pool([_found(0.02, 0.01), endless])
    with pytest.raises(TrialError, match="sd 0"):
        believe([], Prior(0.0, 0))

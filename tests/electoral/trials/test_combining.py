"""Two alternatives over several sessions: by hand, turned round, and against the truth of invented campaigns."""

import numpy as np
import pytest

from groundgame.electoral.trials import Estimate, TrialError, Tried, combine
from groundgame.electoral.trials.combining import chance_together
from groundgame.electoral.trials.coverage import sampling_error
from groundgame.electoral.trials.openings_coverage import openings_coverage
from groundgame.electoral.trials.openings_worlds import OPENINGS_WORLDS, openings_session
from groundgame.electoral.trials.words import openings_together_words

CAMPAIGNS = 300


def _tried(value, error, chance=None, households=100):
    return Tried(households, Estimate(value, error, value - 1.645 * error, value + 1.645 * error), chance)


def test_one_found_the_other_way_round_counts_as_the_same_and_not_against():
    turned = _tried(-0.04, 0.02, 0.04).other_way_round()
    assert (turned.difference.value, turned.difference.low) == pytest.approx((0.04, 0.04 - 1.645 * 0.02))
    assert turned.difference.high > turned.difference.low
    same = combine([_tried(0.04, 0.02, 0.04), turned])
    against = combine([_tried(0.04, 0.02, 0.04), _tried(-0.04, 0.02, 0.04)])
    assert same.belief.mean.value == pytest.approx(0.04, abs=1e-3)
    assert against.belief.mean.value == pytest.approx(0, abs=1e-6)
    assert same.chance < 0.04 < against.chance == pytest.approx(1)


def test_chances_of_equal_sessions_add_as_normal_deviates_do():
    """Two of one deviate each, p = 0.3173, make one of the root of two: p = 0.1573 by the normal's own table."""
    assert chance_together([_tried(0.02, 0.01, 0.3173), _tried(0.01, 0.01, 0.3173)]) == pytest.approx(0.1573, abs=1e-4)


def test_a_surer_session_counts_for_more():
    sure, vague = _tried(0.02, 0.01, 0.05), _tried(-0.05, 0.05, 0.3)
    found = combine([sure, vague])
    assert found.belief.mean.value > 0
    assert found.chance < chance_together([_tried(0.02, 0.01, 0.05), _tried(-0.05, 0.01, 0.3)])
    assert abs(found.belief.sessions[1].value - found.belief.mean.value) < abs(-0.05 - found.belief.mean.value)


def test_where_one_was_not_redrawn_no_chance_is_told():
    found = combine([_tried(0.02, 0.01, 0.05), _tried(0.02, 0.01)])
    assert found.chance is None
    assert "Chance alone" not in openings_together_words(found, "voted")


def test_it_takes_two_that_have_an_error():
    with pytest.raises(TrialError, match="1 sessions tell a difference"):
        combine([_tried(0.02, 0.01), _tried(0.0, 0.0)])


def test_the_words_have_interval_sessions_and_chance():
    words = openings_together_words(combine([_tried(0.05, 0.01, 0.01), _tried(0.05, 0.01, 0.01)]), "spoke with us")
    assert words.startswith("Over 2 sessions and 200 households that were tried, the part of electors who spoke with")
    assert "differs with the second by +5.0 points (nine times in ten between +" in words
    assert "Chance alone shows as much in 0.0% of all draws." in words
    vague = openings_together_words(combine([_tried(0.01, 0.03, 0.7), _tried(-0.01, 0.03, 0.7)]), "voted")
    assert "That is not told from no difference at all." in vague


def test_an_invented_session_has_the_difference_that_is_said_of_it():
    world = next(one for one in OPENINGS_WORLDS if one.name == "more speak")
    rng, found = np.random.default_rng(4), []
    for number in range(60):
        trial, own = openings_session(world, f"told {number}", rng)
        found.append(trial.outcome[trial.called].mean() - trial.outcome[~trial.called].mean() - own)
    assert own == world.effect
    assert abs(np.mean(found)) < 4 * np.std(found) / 60**0.5
    assert np.std(found) < 0.1


@pytest.mark.slow
@pytest.mark.parametrize("name", [one.name for one in OPENINGS_WORLDS])
def test_the_interval_over_all_sessions_holds_the_truth_as_often_as_it_says(name):
    world = next(one for one in OPENINGS_WORLDS if one.name == name)
    draws = 9 if world.effect else 99  # chance is asked of one world alone
    found = openings_coverage(world, CAMPAIGNS, rng=np.random.default_rng(2026), draws=draws)
    assert found.pooled >= 0.9 - 3 * sampling_error(0.9, CAMPAIGNS)
    assert found.alone == pytest.approx(0.9, abs=3 * sampling_error(0.9, found.sessions))
    if world.effect == 0:
        assert found.told <= 0.05 + 3 * sampling_error(0.05, CAMPAIGNS)

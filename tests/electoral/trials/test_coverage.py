"""The intervals hold what is true of invented campaigns as often as they say."""

import numpy as np
import pytest

from groundgame.electoral.trials.coverage import coverage, sampling_error
from groundgame.electoral.trials.worlds import WORLDS

CAMPAIGNS = 50
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def found():
    return {world.name: coverage(world, CAMPAIGNS, rng=np.random.default_rng(2026), draws=199) for world in WORLDS}


@pytest.mark.parametrize("name", [world.name for world in WORLDS])
def test_in_every_world_as_many_as_so_many_trials_can_tell(found, name):
    slack = 3 * sampling_error(0.9, found[name].trials)
    assert found[name].as_called == pytest.approx(0.9, abs=slack)
    assert 0.9 - slack <= found[name].per_contact
    assert found[name].pooled >= 0.9 - 3 * sampling_error(0.9, CAMPAIGNS)


@pytest.mark.parametrize("figure", ["as_called", "per_contact"])
def test_over_all_worlds_nine_intervals_in_ten_hold_the_truth(found, figure):
    trials = sum(one.trials for one in found.values())
    held = sum(getattr(one, figure) * one.trials for one in found.values()) / trials
    assert trials > 1_500
    assert 0.87 <= held <= 0.93


def test_pooled_over_all_worlds(found):
    assert 0.85 <= np.mean([one.pooled for one in found.values()]) <= 0.95


def test_no_effect_is_found_no_oftener_than_said(found):
    nothing = found["no effect"]
    assert nothing.told <= 0.05 + 3 * sampling_error(0.05, nothing.drawn)
    assert found["an effect"].as_called < 1  # the truth is there to be missed


def test_few_contacts_leave_intervals_without_an_end_rather_than_too_short(found):
    assert found["few are spoken to"].per_contact >= 0.87
    assert found["an effect"].unbounded == 0

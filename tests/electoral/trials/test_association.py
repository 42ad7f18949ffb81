"""Effort beside departure: a slope with an interval, and never the word effect."""

import numpy as np
import pytest

from groundgame.electoral.trials import BranchEffort, Estimate, TrialError, association
from groundgame.electoral.trials.association import for_a_household


def _branches(slope, rng, *, count=30, own=0.01, election="boroughs 2026"):
    found = []
    for number in range(count):
        contacts = tuple(int(one) for one in rng.integers(0, 300, 6))
        effort = sum(contacts) / 1_000
        departure = -0.01 + slope * effort + rng.normal(0, (0.01**2 + own**2) ** 0.5)
        found.append(BranchEffort(election, f"branch {number}", 1_000, contacts, departure, 0.01))
    return found


def test_its_interval_holds_the_slope_nine_times_in_ten():
    rng = np.random.default_rng(14)
    found = [association(_branches(0.02, rng))[0].per_contact_a_household for _ in range(300)]
    assert 0.85 <= np.mean([one.holds(0.02) for one in found]) <= 0.95
    assert np.mean([one.value for one in found]) == pytest.approx(0.02, abs=0.002)


def test_each_election_has_its_own_and_says_what_it_is():
    rng = np.random.default_rng(15)
    both = association([*_branches(0.02, rng), *_branches(0.0, rng, election="boroughs 2022")])
    assert [one.election for one in both] == ["boroughs 2022", "boroughs 2026"]
    assert all("An association" in one.sentence() and "effect" not in one.sentence() for one in both)
    assert "No trial has told" in both[0].sentence()


def test_trials_stand_beside_it_spread_over_a_household():
    trials = for_a_household(Estimate(0.01, 0.004, 0.003, 0.017), voters_a_household=0.8)
    told = association(_branches(0.02, np.random.default_rng(16)), trials)[0]
    assert "Trials put the work's own part at +0.1 points" in told.sentence()


def test_the_order_of_branches_does_not_matter():
    made = _branches(0.02, np.random.default_rng(17))
    assert association(made) == association(made[::-1])


def test_too_few_branches_or_all_alike_are_refused():
    made = _branches(0.02, np.random.default_rng(18), count=4)
    with pytest.raises(TrialError, match="4 branches"):
        association(made)
    alike = [BranchEffort("one", f"{number}", 100, (5,), 0.01, 0.01) for number in range(9)]
    with pytest.raises(TrialError, match="differ"):
        association(alike)

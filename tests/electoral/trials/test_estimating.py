"""What a trial tells, against sums by hand and other ways to the same figure."""

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.trials import TrialError, estimate, from_frame
from groundgame.electoral.trials.contrast import Contrast, contrast
from groundgame.electoral.trials.intervals import ratio
from groundgame.electoral.trials.redrawing import chance_of_as_much
from groundgame.electoral.trials.words import result_words
from groundgame.electoral.trials.worlds import World, session, without_before

WORLD = World("tests", effect=0.1, households=800, held_back=0.25)


def _frame(voted, *, held_back, wards=None, contacted=None):
    count = len(voted)
    return pl.DataFrame(
        {
            "household": [f"h{number}" for number in range(count)],
            "ward": wards or ["one"] * count,
            "held_back": held_back,
            "contacted": contacted or [not one for one in held_back],
            "outcome": voted,
        }
    )


def test_one_ward_of_people_who_live_alone_is_the_plain_difference():
    found = estimate(from_frame(_frame([1, 1, 0, 1, 0, 1], held_back=[False] * 4 + [True] * 2)))
    assert found.as_called.value == pytest.approx(0.75 - 0.5)
    by_hand = 0.25 / 4 + 0.5 / 2  # sample variances by households
    assert found.as_called.error == pytest.approx(by_hand**0.5)
    assert found.per_contact.value == pytest.approx(0.25)
    assert (found.households, found.households_held_back, found.held_back_mean) == (6, 2, 0.5)


def test_wards_count_by_their_electors():
    wards = ["one"] * 10 + ["two"] * 20
    away = [True] * 5 + [False] * 5 + [True] * 5 + [False] * 15
    found = estimate(from_frame(_frame([0] * 5 + [1] * 5 + [1] * 5 + [0] * 15, held_back=away, wards=wards)))
    assert found.as_called.value == pytest.approx((10 * 1 + 20 * -1) / 30)


def test_clusters_as_the_sandwich_of_a_regression_has_them():
    """One ward, households of all sizes: least squares with a constant and the arm, and residuals by household."""
    trial = without_before(
        session(World("one", effect=0.1, wards=1, households=300), "one", np.random.default_rng(3)).measured
    )
    found = contrast(trial, trial.outcome[:, None])
    design = np.stack([np.ones(len(trial.outcome)), trial.called], axis=1)
    bread = np.linalg.inv(design.T @ design)
    slopes = bread @ design.T @ trial.outcome
    scores = design * (trial.outcome - design @ slopes)[:, None]
    by_home = np.stack([np.bincount(trial.household, one) for one in scores.T], axis=1)
    sandwich = bread @ by_home.T @ by_home @ bread
    assert found.difference[0] == pytest.approx(slopes[1])
    assert found.covariance[0, 0] == pytest.approx(
        sandwich[1, 1], rel=0.03
    )  # but for households by households less one


def test_what_was_known_before_narrows_the_interval():
    trials = [session(WORLD, f"narrow {number}", np.random.default_rng(number)).measured for number in range(20)]
    ratios = [estimate(one).as_called.error / estimate(without_before(one)).as_called.error for one in trials]
    assert np.mean(ratios) < 0.97
    assert max(ratios) < 1.02


def test_adjusting_is_lins_regression_in_one_ward():
    trial = session(World("lin", effect=0.1, wards=1, households=300), "lin", np.random.default_rng(4)).measured
    before = trial.before[:, 0] - trial.before[:, 0].mean()
    design = np.stack([np.ones(len(before)), trial.called, before, before * trial.called], axis=1)
    slopes = np.linalg.lstsq(design, trial.outcome, rcond=None)[0]
    assert contrast(trial, trial.outcome[:, None]).difference[0] == pytest.approx(slopes[1])


def test_fiellers_interval_holds_just_those_ratios_that_are_not_rejected():
    trial = session(WORLD, "fieller", np.random.default_rng(5)).measured
    found = contrast(trial, np.stack([trial.outcome, trial.contacted], axis=1))
    interval = ratio(found)
    for edge in (interval.low, interval.high):
        slack = found.difference @ [1, -edge]
        error = (np.array([1, -edge]) @ found.covariance @ [1, -edge]) ** 0.5
        assert abs(slack) / error == pytest.approx(1.645, abs=0.02)
    assert interval.low < interval.value < interval.high


def test_with_hardly_a_contact_the_interval_has_no_end():
    weak = ratio(Contrast(np.array([0.01, 0.001]), np.diag([1e-4, 1e-4]), 100))
    assert not weak.is_bounded
    none = estimate(from_frame(_frame([1, 0, 1, 0], held_back=[True, True, False, False], contacted=[False] * 4)))
    assert not none.per_contact.is_bounded
    assert "too few were spoken to" in result_words(none)


def test_chance_as_counted_over_every_draw_there_is():
    """Three called and three held back: all 20 draws counted by hand."""
    voted = [1.0, 2.0, 4.0, 3.0, 7.0, 9.0]
    trial = from_frame(_frame(voted, held_back=[True] * 3 + [False] * 3))
    seen = chance_of_as_much(trial, rng=np.random.default_rng(6), draws=20_000)
    assert seen == pytest.approx(_all_draws(np.array(voted)), abs=0.01)


def _all_draws(voted):
    from itertools import combinations

    def by_error(arm):
        rest = [one for one in range(6) if one not in arm]
        difference = voted[list(arm)].mean() - voted[rest].mean()
        return abs(difference) / (voted[list(arm)].var(ddof=1) / 3 + voted[rest].var(ddof=1) / 3) ** 0.5

    seen = by_error((3, 4, 5))
    return np.mean([by_error(arm) >= seen - 1e-9 for arm in combinations(range(6), 3)])


def test_the_same_rng_gives_the_same_chance_and_the_rows_may_come_in_any_order():
    trial = session(WORLD, "order", np.random.default_rng(7)).measured
    frame = pl.DataFrame(
        {
            "household": trial.household,
            "ward": trial.ward,
            "held_back": ~trial.called,
            "contacted": trial.contacted,
            "outcome": trial.outcome,
            "before": trial.before[:, 0],
        }
    )
    shuffled = frame.sample(fraction=1, shuffle=True, seed=1)
    first, second = (
        estimate(from_frame(one, ["before"]), rng=np.random.default_rng(8), draws=199) for one in (frame, shuffled)
    )
    assert first.chance == second.chance
    assert first.as_called.low == pytest.approx(second.as_called.low)


def test_wards_with_one_household_in_an_arm_are_taken_together():
    trial = session(World("tiny", effect=0.1, wards=150, households=400), "tiny", np.random.default_rng(9)).measured
    found = estimate(trial, rng=np.random.default_rng(10), draws=99)
    assert 0 < found.as_called.error < 0.2
    assert found.chance is not None


def test_electors_without_an_outcome_are_counted_and_left_out():
    found = estimate(from_frame(_frame([1, None, 0, 1, 0, None, 1], held_back=[False] * 4 + [True] * 3)))
    assert found.lost == (1, 1)
    assert found.electors == 5


def test_what_cannot_be_a_trial_is_refused():
    with pytest.raises(TrialError, match="no column contacted"):
        from_frame(_frame([1, 0], held_back=[True, False]).drop("contacted"))
    torn = _frame([1, 0, 1, 0], held_back=[True, False, True, False]).with_columns(household=pl.lit("one home"))
    with pytest.raises(TrialError, match="two arms"):
        from_frame(torn)
    with pytest.raises(TrialError, match="1 households"):
        estimate(from_frame(_frame([1, 0, 1], held_back=[True, False, False])))
    with pytest.raises(TrialError, match="0 households"):
        estimate(from_frame(_frame([1, 0, 1], held_back=[False] * 3)))
    with pytest.raises(TrialError, match="0 households"):
        estimate(from_frame(_frame([None, None], held_back=[False, True])))

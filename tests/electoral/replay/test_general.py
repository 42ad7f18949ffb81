"""General elections replayed from the day before, and given the true shares."""

from functools import cache

import numpy as np
import pytest

from groundgame.electoral.replay import general
from groundgame.electoral.replay.published_seats import published


@cache
def replayed(year, given="true-shares"):
    return general.replayed(year, given, rng=np.random.default_rng(year), draws=1500)


def test_every_general_election_since_1983_can_be_replayed():
    assert general.YEARS == (1983, 1987, 1992, 1997, 2001, 2005, 2010, 2015, 2017, 2019, 2024)


def test_the_true_seats_are_those_declared():
    """With the Speaker as one of the others: 2019, Conservative 365, Labour 202, SNP and Plaid Cymru 52."""
    true = replayed(2019).true_seats
    assert (true["conservative"], true["labour"], true["liberal-democrat"], true["snp+plaid-cymru"]) == (
        365,
        202,
        11,
        52,
    )
    assert sum(true.values()) == 632


@pytest.mark.slow
def test_given_the_true_shares_the_ranges_of_seats_hold_what_was_won():
    inside = [most for year in (1992, 2005, 2015, 2019) for _, most in general.ranges_inside(replayed(year))]
    assert np.mean(inside) >= 0.9


def test_the_score_of_2019_beats_uniform_swing_on_the_same_shares():
    ours = general.score(replayed(2019), "true-shares")
    uniform = general.baselines(2019, "true-shares")[0]
    assert ours.share_error_points < uniform.share_error_points
    assert ours.seats_right > uniform.seats_right
    assert sum(ours.seat_error_by_party.values()) < uniform.seat_error
    assert ours.brier < 0.1
    assert 0.85 < ours.coverage_90 < 0.98


@pytest.mark.slow
def test_the_day_before_is_read_from_polls_and_is_worse_than_the_true_shares():
    polled = general.score(replayed(2019, "day-before"), "day-before")
    assert polled.share_error_points > general.score(replayed(2019), "true-shares").share_error_points
    assert polled.seats_right > 0.9


def test_published_forecasts_stand_beside_the_day_before_alone():
    assert {one.method for one in published(2024)} <= {one.method for one in general.baselines(2024, "day-before")}
    assert not {one.method for one in published(2024)} & {one.method for one in general.baselines(2024, "true-shares")}
    exit_poll = next(one for one in published(2024) if one.method.startswith("the exit poll"))
    assert exit_poll.seat_error == pytest.approx(23.1)
    assert not published(1987)

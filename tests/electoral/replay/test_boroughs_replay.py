"""The borough elections of 2018 and 2022, forecast with one frozen setting: the bars, on real results."""

import numpy as np
import pytest

from groundgame.electoral.replay import boroughs

BARS = {2018: 200, 2022: 130}
NO_CHANGE, POLLS_ALONE = {2018: 230, 2022: 150}, {2018: 358, 2022: 88}
"""As published with the bars; ours below are worked out by the same counting."""


@pytest.mark.parametrize("year", boroughs.YEARS)
def test_the_seats_of_six_groups_are_as_near_as_the_bar_asks(year):
    found = boroughs.replay(year, "day-before", rng=np.random.default_rng(1))
    error = sum(found.seat_error_by_party.values())
    assert error <= BARS[year]
    assert error < min(NO_CHANGE[year], POLLS_ALONE[year])
    assert 0.87 <= found.coverage_90 <= 0.98
    assert found.seats_right > 0.85


@pytest.mark.slow
@pytest.mark.parametrize("year", boroughs.YEARS)
def test_the_baselines_agree_with_those_published(year):
    plain, polls, *_ = boroughs.baselines(year, "day-before")
    assert plain.seat_error == pytest.approx(NO_CHANGE[year], abs=25)
    assert polls.seat_error == pytest.approx(POLLS_ALONE[year], abs=25)


def test_local_parties_are_scored_and_over_the_same_shares_as_those_of_the_baselines():
    """A method's share error is a mean over every share that the forecast gives, whatever it calls a local party."""
    true = boroughs.truth(2022)
    model = boroughs.borough_model(
        boroughs._known(true.day), true.day, rng=np.random.default_rng(1), draws=boroughs.DRAWS
    )
    drawn = boroughs.count(model, true.day, rng=np.random.default_rng(2))
    names = {name for one in drawn.contests() for name in one.share}
    assert {"aspire", "residents"} <= names
    rng = np.random.default_rng(1)
    scored = boroughs.replay(2022, "day-before", rng=rng).share_error_points
    assert scored == pytest.approx(boroughs._share_error(drawn, true), abs=0.02)


def test_true_shares_leave_only_places_to_err():
    before, given = (boroughs.replay(2022, one, rng=np.random.default_rng(1)) for one in boroughs.GIVEN)
    assert given.share_error_points < before.share_error_points
    assert given.seats_right > 0.85

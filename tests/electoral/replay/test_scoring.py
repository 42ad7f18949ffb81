"""The scores themselves, on contests small enough to be worked out by hand."""

import math

import pytest

from groundgame.electoral.forecasting import ContestForecast, Spread
from groundgame.electoral.replay import Truth, scored
from groundgame.electoral.replay.scoring import LEAST_CHANCE, brier, covered, log_score


def share(mean, *, half=0.02, most=0.05):
    return Spread(mean, mean - most, mean - half, mean + half, mean + most)


SURE = ContestForecast("a", {"x": 0.9, "y": 0.1}, {"x": share(0.55), "y": share(0.45)})
EVEN = ContestForecast("b", {"x": 0.5, "y": 0.5}, {"x": share(0.50), "y": share(0.50)})
TRUTHS = {"a": Truth("x", {"x": 0.56, "y": 0.44}), "b": Truth("y", {"x": 0.46, "y": 0.54})}


def test_a_chance_for_the_winner_lowers_both_scores():
    assert brier(SURE, TRUTHS["a"]) == pytest.approx(0.02)
    assert brier(EVEN, TRUTHS["b"]) == pytest.approx(0.5)
    assert log_score(EVEN, TRUTHS["b"]) == pytest.approx(math.log(2))


def test_a_winner_who_was_given_no_chance_costs_much_and_not_everything():
    unseen = Truth("z", {})
    assert brier(SURE, unseen) == pytest.approx(0.81 + 0.01 + 1)
    assert log_score(SURE, unseen) == pytest.approx(-math.log(LEAST_CHANCE))


@pytest.mark.parametrize(("true", "inside"), [(0.51, (True, True)), (0.53, (False, True)), (0.56, (False, False))])
def test_an_interval_covers_its_own_edges_and_no_more(true, inside):
    assert covered(share(0.5), true) == inside


def test_a_replay_is_the_mean_over_its_contests():
    replay = scored(
        "boroughs",
        2022,
        "day-before",
        forecasts=[SURE, EVEN],
        truths=TRUTHS,
        seat_error_by_party={"x": 1, "y": 1},
        seats_right=0.5,
        parties=["x", "y", "z"],
    )
    assert replay.share_error_points == pytest.approx((1 + 1 + 4 + 4) / 4)
    assert replay.brier == pytest.approx((0.02 + 0.5) / 2)
    assert (replay.coverage_50, replay.coverage_90) == (0.5, 1.0)
    assert sorted(replay.chances) == [(0.1, False), (0.5, False), (0.5, True), (0.9, True)]


def test_a_forecast_of_a_contest_that_did_not_happen_is_refused():
    with pytest.raises(KeyError):
        scored("x", 1, "", forecasts=[SURE], truths={}, seat_error_by_party={}, seats_right=0, parties=["x"])

"""The mayor from 2012 on, and two Assemblies, forecast as of the day: the intervals hold the result."""

import numpy as np
import pytest

from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.replay import assembly, mayor


@pytest.mark.parametrize("year", mayor.YEARS)
def test_every_candidates_share_and_the_lead_are_inside_the_90_percent_interval(year):
    forecast, truth = mayor.replayed(year, rng=np.random.default_rng(1))
    for name in (*GROUPS, mayor.LEAD):
        assert forecast.share[name].p05 <= truth.share[name] <= forecast.share[name].p95, name
    assert max(forecast.chance_to_win, key=forecast.chance_to_win.get) == truth.winner


def test_the_intervals_are_not_so_wide_as_to_say_nothing():
    leads = [mayor.replayed(year, rng=np.random.default_rng(1))[0].share[mayor.LEAD] for year in mayor.YEARS]
    assert all(lead.p95 - lead.p05 < 0.45 for lead in leads)


def test_the_truth_is_what_was_declared():
    _, truth = mayor.replayed(2024, rng=np.random.default_rng(1))
    assert truth.share["labour"] == pytest.approx(1_088_225 / 2_484_000, abs=0.01)
    assert truth.share[mayor.LEAD] == pytest.approx(0.11, abs=0.005)


@pytest.mark.parametrize("year", mayor.YEARS)
def test_shares_and_the_lead_are_scored_apart_and_as_the_others_are(year):
    forecast, truth = mayor.replayed(year, rng=np.random.default_rng(1))
    found = mayor.replay(year, "day-before", rng=np.random.default_rng(1))
    missed = [abs(forecast.share[name].mean - truth.share[name]) for name in GROUPS[:-1]]
    assert found.share_error_points == pytest.approx(100 * np.mean(missed))
    assert found.lead_error_points == pytest.approx(100 * (forecast.share["lead"].mean - truth.share["lead"]))


def test_a_lead_that_was_taken_to_be_too_large_has_an_error_above_nought():
    assert mayor.replay(2024, "day-before", rng=np.random.default_rng(1)).lead_error_points > 5
    no_change = {year: mayor.baselines(year, "day-before")[0].lead_error_points for year in mayor.YEARS}
    # 2016: Johnson had led by 3.7 points in 2012, and his party lost by 9.2.
    assert no_change[2016] == pytest.approx(-3.7 - 9.2, abs=0.1)
    assert no_change[2021] == pytest.approx(9.2 - 4.8, abs=0.1)


@pytest.mark.parametrize("year", assembly.YEARS)
def test_the_assembly_is_within_six_seats(year):
    found = assembly.replay(year, "day-before", rng=np.random.default_rng(1))
    assert sum(found.seat_error_by_party.values()) <= 6
    assert found.coverage_90 >= 0.8

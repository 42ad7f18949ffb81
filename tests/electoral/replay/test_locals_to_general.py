"""General elections as local ones read them, scored."""

import numpy as np
import pytest

from groundgame.electoral.replay import locals_to_general

FINAL_POLLS = {2015: -5.6, 2024: -8.2}


@pytest.fixture(scope="module")
def replays():
    return {year: locals_to_general.replay(year, rng=np.random.default_rng(7)) for year in (2015, 2019, 2024)}


def test_every_general_election_since_1983_can_be_replayed():
    assert locals_to_general.YEARS == (1983, 1987, 1992, 1997, 2001, 2005, 2010, 2015, 2017, 2019, 2024)


def test_2015_is_read_within_two_points_of_the_lead(replays):
    assert replays[2015].kind == "locals"
    assert abs(replays[2015].lead_error_points) < 2
    assert replays[2015].share_error_points < 2
    assert replays[2015].seats_right > 0.85


def test_2024_is_read_too_kindly_for_the_government_and_no_uniform_swing_gives_its_seats(replays):
    assert replays[2024].lead_error_points == pytest.approx(5.3, abs=0.5)
    assert replays[2024].seats_right < 0.75
    assert sum(replays[2024].seat_error_by_party.values()) > 300
    assert replays[2024].coverage_90 == 1


def test_a_replay_is_repeatable(replays):
    assert locals_to_general.replay(2019, rng=np.random.default_rng(7)) == replays[2019]


@pytest.mark.parametrize("year", [2015, 2024])
def test_baselines_are_those_of_the_tables_of_others(year):
    found = {one.method: one.lead_error_points for one in locals_to_general.baselines(year)}
    assert found["final polls"] == pytest.approx(FINAL_POLLS[year], abs=0.7)
    assert found["no change from the last general election"] == pytest.approx({2015: 0.7, 2024: 22.1}[year], abs=0.1)


def test_the_interval_of_the_lead_held_in_2017_and_2024():
    assert locals_to_general.lead_inside(2017)
    assert locals_to_general.lead_inside(2024)

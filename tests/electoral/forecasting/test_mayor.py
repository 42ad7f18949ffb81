"""The forecast of the mayor and of the Assembly, and chances that join several contests."""

from datetime import date
from functools import cache

import numpy as np
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import ForecastError, forecast, london_draws
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_polls import mayor_polls
from groundgame.electoral.forecasting.london.transfers import transfers
from groundgame.electoral.forecasting.mayor import forecast as mayor_forecast
from groundgame.electoral.forecasting.needed_next import mayor_needed

AS_OF = date(2026, 1, 8)
BARNET, HAVERING = "E09000003", "E09000016"


def _mayor(as_of=AS_OF, **options):
    return mayor_forecast(as_of, rng=np.random.default_rng(1), draws=3000, **options)


@cache
def _joint():
    return london_draws(AS_OF, rng=np.random.default_rng(1), draws=3000)


def test_the_law_of_the_day_is_used_and_the_other_rule_shown():
    found = _mayor()
    [contest] = found.contests
    assert contest.id == "mayor.london.2028-05-04"
    assert "first past the post" in found.assumptions[0].sentence
    assert "Under the supplementary vote the chances would be" in found.assumptions[-1].sentence


def test_a_user_may_name_the_rule():
    [by_law], [asked] = _mayor().contests, _mayor(rule="sv").contests
    assert asked.share == by_law.share
    assert asked.chance_to_win != by_law.chance_to_win


def test_a_rule_of_ones_own_counts_wherever_the_mayor_is_counted(tmp_path):
    header, row = "contest,from,rule,enacted,in_force,source", "mayor,2028-01-01,{},2025-07-10,2028-01-01,A bill"
    (tmp_path / "rules.csv").write_text(f"{header}\n{row.format('sv')}\n")
    assert "supplementary vote" in _mayor(home=tmp_path).assumptions[0].sentence
    assert mayor_needed("labour", AS_OF, rng=np.random.default_rng(1), draws=20, home=tmp_path).rule == "sv"
    asked = london_draws(AS_OF, rng=np.random.default_rng(1), draws=3000, home=tmp_path)
    assert (asked.mayor != _joint().mayor).any()
    other = tmp_path / "other"
    other.mkdir()
    (other / "rules.csv").write_text(f"{header}\n{row.format('av')}\n")
    with pytest.raises(ForecastError, match="under the rule 'av'; there are sv, fptp"):
        london_draws(AS_OF, rng=np.random.default_rng(1), draws=100, home=other)
    with pytest.raises(ForecastError, match="under the rule 'av'; there are sv, fptp"):
        mayor_needed("labour", AS_OF, rng=np.random.default_rng(1), draws=20, home=other)


def test_a_rule_that_no_mayor_is_counted_by_is_refused():
    with pytest.raises(ForecastError, match="under the rule 'stv'; there are sv, fptp"):
        _mayor(rule="stv")


def test_two_years_off_nobody_is_certain_of_the_mayor():
    [contest] = _mayor().contests
    assert max(contest.chance_to_win.values()) < 0.95
    assert contest.share["labour"].p95 - contest.share["labour"].p05 > 0.15


def test_polls_of_the_mayor_are_read_as_of_the_day():
    known = [
        mayor_polls(Known(record(None), as_of), date(2012, 5, 3)) for as_of in (date(2012, 4, 1), date(2012, 5, 3))
    ]
    assert [one.polls for one in known] == [7, 17]
    assert mayor_polls(Known(record(None), date(2010, 1, 1)), date(2012, 5, 3)) is None


def test_second_choices_go_to_ones_own_side_first():
    found = transfers(Known(record(None), date(2026, 1, 1)))
    assert 0.2 < found.own < 0.6
    assert found.other < found.own
    # 2016: 541,000 votes were out, mostly of the left; 161,427 and 84,859 of them were transferred.
    assert 0.5 < (161_427 + 84_859) / (0.55 * 541_000 * (found.own + found.other) * 1.6) < 2


def test_the_assembly_has_25_seats_on_every_draw():
    seats = _joint().assembly.seats
    assert (seats.sum(axis=1) == 25).all()
    assert (_joint().assembly.constituency_seats.sum(axis=1) == 14).all()
    summary = forecast("assembly", AS_OF, rng=np.random.default_rng(1), draws=500).summary
    assert sum(summary[name]["seats"].mean for name in GROUPS) == pytest.approx(25)


def test_winning_the_mayor_and_holding_a_council_has_one_chance_above_the_product():
    joint = _joint()
    mayor = joint.chance(lambda one: one.wins_mayor("labour"))
    barnet = joint.chance(lambda one: one.holds(BARNET, "labour"))
    both = joint.chance(lambda one: one.wins_mayor("labour") & one.holds(BARNET, "labour"))
    assert mayor * barnet < both < min(mayor, barnet)


def test_every_contest_of_london_is_on_the_same_draws():
    joint = _joint()
    assert len(joint.councils) == 32
    assert len(joint.westminster.codes) == 75
    assert {len(joint.mayor), joint.westminster.winners.shape[1], joint.councils[HAVERING].shape[1]} == {3000}
    islington_north = "E14001305"
    assert islington_north in joint.westminster.codes
    assert 0 < joint.wins_seat(islington_north, "other").mean() < 1

"""Hours as whole evenings in weeks."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.sessions import Allocation, hours_by
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import kept, kept_on_average, weeks_before

MONDAYS = [date(2026, 5, 4), date(2026, 4, 27), date(2026, 4, 20), date(2026, 4, 13)]


def test_work_comes_in_whole_sessions_and_weeks_are_even(small):
    plan = make_plan(small, Ask({"boroughs": 1.0}, 300, weeks=4, session_hours=6), rng=np.random.default_rng(1))
    in_sessions = [one for one in plan.allocations if one.channel != "leaflet"]
    assert in_sessions
    assert all(one.hours % 6 == 0 and one.hours > 0 for one in in_sessions)
    assert plan.hours <= 300
    weeks = Counter()
    for one in in_sessions:
        weeks[one.week] += one.hours
    assert set(weeks) <= set(MONDAYS)
    assert sum(weeks.values()) >= 300 - 6 * 4 - sum(one.hours for one in plan.allocations if one.channel == "leaflet")


def test_weeks_without_volunteers_have_no_sessions(small):
    branches = sorted(set(small.wards.boroughs))
    supply = tuple(Supply(branch, MONDAYS[1], 100.0) for branch in branches)
    plan = make_plan(small, Ask({"boroughs": 1.0}, 150, weeks=4, volunteers=supply), rng=np.random.default_rng(1))
    assert {one.week for one in plan.allocations} == {MONDAYS[1]}


def everybody(field, week):
    return tuple(Supply(branch, week, 100.0) for branch in sorted(set(field.wards.boroughs)))


def test_sessions_of_a_branch_lie_in_its_own_weeks_and_take_no_more_than_it_has(small):
    first, second = sorted(set(small.wards.boroughs))
    supply = (*(Supply(first, week, 25.0) for week in MONDAYS[:2]), Supply(second, MONDAYS[3], 60.0))
    ask = Ask({"boroughs": 1.0}, 1000, weeks=4, session_hours=10, volunteers=supply)
    plan = make_plan(small, ask, rng=np.random.default_rng(1))
    spent = hours_by(plan.allocations, lambda one: (one.branch, one.week))
    assert set(spent) == {(first, MONDAYS[0]), (first, MONDAYS[1]), (second, MONDAYS[3])}
    for one in supply:
        assert 0 < sum(spent[one.branch, one.week].values()) <= one.hours + 5


def test_volunteers_with_hours_before_the_later_polling_day_alone_are_planned_for_it(small):
    week = date(2028, 4, 24)
    ask = Ask({"boroughs": 1.0, "mayor": 1.0}, 150, weeks=4, volunteers=everybody(small, week))
    plan = make_plan(small, ask, rng=np.random.default_rng(1))
    assert {(one.before, one.week) for one in plan.allocations} == {("mayor", week)}
    assert plan.hours > 100
    assert plan.gained > 0


def test_weeks_before_two_polling_days_are_worked_once(small):
    first = sorted(set(small.wards.boroughs))[0]
    same_day = replace(small, rounds=(small.rounds[0], replace(small.rounds[1], day=small.rounds[0].day)))
    far = Supply(sorted(set(small.wards.boroughs))[1], MONDAYS[0], 500.0)
    ask = Ask({"boroughs": 1.0, "mayor": 10.0}, 600, weeks=2, volunteers=(Supply(first, MONDAYS[0], 100.0), far))
    plan = make_plan(same_day, ask, rng=np.random.default_rng(1), bounded=False)
    assert {one.before for one in plan.allocations} == {"boroughs", "mayor"}
    setting_out = plan.planner.plan_with_travel(ask)[1].sum(axis=(1, 2))
    assert (setting_out <= [100 + 1e-6, 500 + 1e-6]).all()
    spent = sum(one.hours for one in plan.allocations if one.branch == first)
    assert 80 < spent <= 105
    assert sum(one.hours for one in plan.allocations if one.branch == far.branch) <= 505


def test_volunteers_without_hours_in_the_weeks_of_the_plan_are_told_which_those_are(small):
    ask = Ask({"mayor": 1.0}, 150, weeks=4, volunteers=everybody(small, MONDAYS[1]))
    with pytest.raises(AllocationError, match=r"None of the volunteers' 200 hours .* 10 April 2028 to 7 May 2028"):
        make_plan(small, ask, rng=np.random.default_rng(1))


def test_volunteers_who_all_have_no_hours_get_a_plan_of_none(small):
    ask = Ask({"boroughs": 1.0}, 0, weeks=4, volunteers=(Supply(small.wards.boroughs[0], MONDAYS[1], 0.0),))
    assert not make_plan(small, ask, rng=np.random.default_rng(1)).allocations
    assert (
        make_plan(small, replace(ask, hours=50), rng=np.random.default_rng(1)).why_none
        == "the volunteers have no hours"
    )


def test_what_is_left_of_an_effect_is_the_mean_of_the_weeks_that_are_left_by_their_hours():
    ask = Ask({"boroughs": 1.0}, 10, weeks=3, half_life_weeks=1.0)
    day = date(2026, 5, 7)
    every = [kept(day, week, 1.0) for week in MONDAYS[:3]]
    assert kept_on_average(day, ask, date.min) == pytest.approx(sum(every) / 3)
    assert kept_on_average(day, ask, date(2026, 4, 28)) == pytest.approx(sum(every[:2]) / 2)
    some = replace(ask, volunteers=(Supply("E09000001", MONDAYS[2], 5.0),))
    assert kept_on_average(day, some, date.min) == pytest.approx(every[2])
    later = [kept_on_average(date(2028, 5, 4), one, date.min) for one in (ask, some)]
    assert later[0] == pytest.approx(later[1])


def test_hours_are_summed_by_any_key_with_every_channel(small):
    week, ward = MONDAYS[0], small.wards.codes[0]
    some = [Allocation(ward, "phone", "supporter", week, hours, "boroughs") for hours in (2.0, 3.0)]
    assert hours_by(some, lambda one: (one.ward, one.week)) == {
        (ward, week): {"door": 0.0, "phone": 5.0, "leaflet": 0.0}
    }
    assert not hours_by([], lambda one: one.ward)


def test_no_week_is_before_the_day_of_the_plan():
    assert weeks_before(date(2026, 5, 7), 8, as_of=date(2026, 4, 22)) == tuple(MONDAYS[:3])
    assert weeks_before(date(2026, 5, 7), 3, as_of=date(2027, 1, 1)) == (MONDAYS[0],)


def test_half_of_an_effect_is_left_after_its_half_life():
    assert kept(date(2026, 5, 7), date(2026, 4, 20), half_life_weeks=2.0) == pytest.approx(0.5)
    assert kept(date(2026, 5, 7), date(2026, 5, 4), half_life_weeks=2.0) == 1.0

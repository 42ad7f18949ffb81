"""At what time of a week: what it does to an hour, and which sessions are for which."""

from collections import Counter
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import TIMES, channels, default_effects
from groundgame.electoral.allocation.across.jobs import Job
from groundgame.electoral.allocation.across.outcome import votes_of
from groundgame.electoral.allocation.across.placing import in_weeks
from groundgame.electoral.allocation.across.sessions import Allocation, Piece
from groundgame.electoral.allocation.across.times import UNSAID, at_times, paces_by_round
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import kept

MONDAYS = [date(2026, 5, 4), date(2026, 4, 27)]


def asked(field, times, hours=100.0):
    branches = sorted(set(field.wards.boroughs))
    supply = tuple(Supply(branch, week, hours, time) for branch in branches for week in MONDAYS for time in times)
    return Ask({"boroughs": 1.0}, sum(one.hours for one in supply), weeks=2, volunteers=supply)


def made(field, ask):
    return make_plan(field, ask, rng=np.random.default_rng(1), bounded=False)


def by_time(plan):
    found = Counter()
    for one in plan.allocations:
        found[one.time] += one.hours if channels()[one.channel].sessions else 0
    return +found


def test_sessions_lie_at_the_times_at_which_there_are_hours(small):
    for times in (["evening"], ["weekend"], ["daytime"]):
        assert set(by_time(made(small, asked(small, times)))) == set(times)
    spent = by_time(made(small, asked(small, ["evening", "daytime"], 40.0)))
    assert spent["evening"] == pytest.approx(spent["daytime"], abs=10 * 2)


def test_where_nobody_said_evenings_and_weekends_share_the_sessions(small):
    spent = by_time(made(small, Ask({"boroughs": 1.0}, 400)))
    assert set(spent) == {time for time in TIMES if UNSAID[time]}
    assert spent["evening"] / spent.total() == pytest.approx(UNSAID["evening"], abs=0.05)


def test_an_hour_does_as_much_less_as_its_time_is_slower(small):
    week, ward = MONDAYS[0], small.wards.codes[0]
    for channel in ("door", "phone"):
        for time in TIMES:
            one = Allocation(ward, channel, "supporter", week, 0.01, "boroughs", time=time)
            found = votes_of(small, [one], Ask({"boroughs": 1.0}, 1), default_effects())[0, 0]
            base = channels()[channel]
            effect = default_effects()[channel, "supporter", "local"].votes_per_contact
            pace = base.contacts_per_hour * (1 - small.homes.flats[0] * (1 - base.in_flats)) * base.at[time]
            left = kept(small.rounds[0].day, week, 2.5)
            assert found == pytest.approx(0.01 * pace * effect * left, rel=2e-3)


def test_a_plan_for_the_middle_of_the_day_knows_that_it_brings_less(small):
    evening, daytime = (made(small, asked(small, [time], 30.0)) for time in ("evening", "daytime"))
    assert daytime.gained < evening.gained
    assert daytime.votes.sum() < evening.votes.sum()
    phone = [sum(one.hours for one in plan.allocations if one.channel == "phone") for plan in (evening, daytime)]
    assert phone[1] > phone[0]  # which lose less by day than doors do


def test_paces_are_the_mean_of_the_hours_before_each_polling_day(small):
    ask = replace(asked(small, ["evening", "daytime"]), weights={"boroughs": 1.0, "mayor": 1.0})
    found = paces_by_round(small, ask)
    assert found["boroughs"]["door"] == pytest.approx((1 + channels()["door"].at["daytime"]) / 2)
    assert found["mayor"]["phone"] == pytest.approx(sum(UNSAID[time] * channels()["phone"].at[time] for time in TIMES))
    assert {one["leaflet"] for one in found.values()} == {1.0}


def test_doors_go_first_to_the_times_that_are_better_for_them_and_no_hour_is_lost(small):
    week, (one, other) = MONDAYS[0], small.wards.codes[:2]
    work = [
        Allocation(one, "phone", "supporter", week, 30.0, "boroughs"),
        Allocation(other, "door", "supporter", week, 60.0, "boroughs"),
    ]
    found = list(at_times(work, Ask({"boroughs": 1.0}, 90)))
    spent = {(each.channel, each.time): each.hours for each in found}
    assert spent == {("door", "weekend"): 30.0, ("door", "evening"): 30.0, ("phone", "evening"): 30.0}


def test_a_session_a_week_is_not_always_of_an_evening(small):
    weeks = [date(2026, 4, 20), *MONDAYS]
    work = [Allocation(small.wards.codes[0], "door", "supporter", week, 10.0, "boroughs") for week in weeks]
    assert Counter(one.time for one in at_times(work, Ask({"boroughs": 1.0}, 30))) == {"evening": 2, "weekend": 1}


@pytest.mark.parametrize("branched", [False, True])
@pytest.mark.parametrize("session_hours", [2.25, 0.04, 1 / 3])
def test_sessions_of_any_length_are_whole_and_none_is_lost(small, session_hours, branched):
    supply = (Supply(small.wards.boroughs[0], MONDAYS[0], 150.0),) if branched else ()
    ask = Ask({"boroughs": 1.0}, 150, weeks=1, session_hours=session_hours, volunteers=supply)
    plan = made(small, ask)
    numbers = [one.hours / session_hours for one in plan.allocations if one.time]
    assert numbers == pytest.approx([round(one) for one in numbers])
    assert branched or plan.hours == pytest.approx(150, abs=session_hours + 0.5)


def test_many_sessions_of_a_length_that_is_no_tenth_of_an_hour_all_get_a_time(small):
    """Rounded to 2.2 hours each, 55 sessions would add up to 54."""
    ask = Ask({"boroughs": 1.0}, 2.25 * 55, session_hours=2.25)
    work = [Piece(Job("door", "supporter", np.ones(6), np.ones(6), 1.0), ward % 6, 2.25) for ward in range(55)]
    found = list(in_weeks("boroughs", work, MONDAYS[:1], small.wards.codes, ask))
    assert sum(one.hours for one in at_times(found, ask)) == 2.25 * 55

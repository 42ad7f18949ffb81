"""Hours as whole evenings in weeks."""

from collections import Counter
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import kept, weeks_before

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


def test_no_week_is_before_the_day_of_the_plan():
    assert weeks_before(date(2026, 5, 7), 8, as_of=date(2026, 4, 22)) == tuple(MONDAYS[:3])
    assert weeks_before(date(2026, 5, 7), 3, as_of=date(2027, 1, 1)) == (MONDAYS[0],)


def test_half_of_an_effect_is_left_after_its_half_life():
    assert kept(date(2026, 5, 7), date(2026, 4, 20), half_life_weeks=2.0) == pytest.approx(0.5)
    assert kept(date(2026, 5, 7), date(2026, 5, 4), half_life_weeks=2.0) == 1.0

"""Days out of branches whose volunteers' hours are known, on the real record."""

from collections import defaultdict
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import weeks_before
from groundgame.electoral.allocation.away.answer import DaysOut, make_plan_with_away
from groundgame.electoral.allocation.away.as_json import as_json
from groundgame.electoral.allocation.away.by_day import rooms_of, without_days
from groundgame.electoral.allocation.away.seats import away_seats
from groundgame.electoral.allocation.away.told import days_told, why
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.known import Known

HARROW, BROMLEY, BARKING = "E09000015", "E09000006", "E09000002"
WATFORD = "Watford"
WESTMINSTER = {"westminster": 3.0}
MONDAY = date(2026, 4, 20)


@pytest.fixture(scope="module")
def known():
    return Known(record(None), date(2026, 1, 8))


@pytest.fixture(scope="module")
def ahead(known):
    return field(known, "labour", rng=np.random.default_rng(1), draws=1_000)


@pytest.fixture(scope="module")
def weeks(ahead):
    day = next(each.day for each in ahead.rounds if each.name == "westminster")
    return weeks_before(day, 8, ahead.as_of)


def made(known, ahead, supply, *names, weights=WESTMINSTER, **more):
    ask = Ask(weights, hours=sum(one.hours for one in supply), volunteers=tuple(supply), **more)
    return make_plan_with_away(ahead, ask, DaysOut(known, away_seats(known, names)), rng=np.random.default_rng(1))


def hours_of(weeks, hours, branches, time=None):
    return [Supply(branch, week, hours, time) for branch in branches for week in weeks]


@pytest.fixture(scope="module")
def plan(known, ahead, weeks):
    return made(known, ahead, hours_of(weeks, 60.0, [HARROW, BROMLEY]), WATFORD)


def test_each_sets_out_from_its_own_branch_and_loses_its_own_way(plan):
    (ways,) = plan.going.setting.minutes.T
    way = dict(zip(plan.going.setting.branches, ways, strict=True))
    assert way[HARROW] < way[BROMLEY]
    assert {one.branch for one in plan.days} <= {HARROW, BROMLEY}
    assert all(one.minutes == way[one.branch] for one in plan.days)
    assert all(one.doors == pytest.approx(one.hours * (1 - one.minutes / 30 / 8)) for one in plan.days)


def test_no_branch_gives_more_days_in_a_week_than_it_has_time_for(plan):
    """A third of sixty hours, of which nobody said when they are, is taken to be at weekends: two days of eight."""
    given = defaultdict(int)
    for one in plan.days:
        given[one.branch, one.week] += one.days
    assert given
    assert max(given.values()) <= 2


def test_what_london_is_planned_with_and_days_out_are_no_more_than_each_branch_has(plan, weeks):
    rest = defaultdict(float)
    for one in plan.rest.volunteers:
        rest[one.branch, one.week] += one.hours
    out = defaultdict(float)
    for one in plan.days:
        out[one.branch, one.week] += one.hours
    for branch in (HARROW, BROMLEY):
        for week in weeks:
            assert rest[branch, week] + out[branch, week] == pytest.approx(60.0)
    assert plan.london.hours + plan.hours <= 2 * 60 * len(weeks) + 1


@pytest.mark.slow
def test_a_way_that_the_director_told_is_every_branchs(known, ahead, weeks):
    told = made(known, ahead, hours_of(weeks, 60.0, [HARROW, BROMLEY]), f"{WATFORD}=20")
    assert {one.minutes for one in told.days} == {20.0}
    assert any("whichever branch goes" in one.sentence for one in told.london.assumptions)


def test_hours_in_the_evening_are_no_days_out(known, ahead, weeks):
    plan = made(known, ahead, hours_of(weeks, 60.0, [HARROW], "evening"), WATFORD)
    assert not plan.days
    assert "at the weekend or on weekdays by day, and no branch has so many" in days_told(plan)
    assert plan.london.allocations


def test_nobody_goes_where_too_little_of_the_day_is_left_and_it_says_so(known, ahead, weeks):
    """From the middle of London Swindon North can be done in a day, from Barking and Dagenham it cannot."""
    plan = made(known, ahead, hours_of(weeks, 60.0, [BARKING], "weekend"), "Swindon North")
    assert not plan.days
    assert "is so near to any of these seats that 40% of the day would be left" in days_told(plan)


@pytest.mark.slow
def test_weekend_hours_go_and_are_the_ones_that_are_taken(known, ahead, weeks):
    supply = hours_of(weeks, 40.0, [HARROW], "evening") + hours_of(weeks, 24.0, [HARROW], "weekend")
    plan = made(known, ahead, supply, WATFORD)
    assert plan.days
    evenings = [one.hours for one in plan.rest.volunteers if one.time == "evening"]
    assert evenings == [40.0] * len(weeks)
    assert sum(one.hours for one in plan.rest.volunteers) == pytest.approx(64 * len(weeks) - plan.hours)


@pytest.mark.slow
def test_a_floor_for_every_branch_is_met_in_london_alone(known, ahead, weeks):
    supply = hours_of(weeks, 40.0, sorted(set(ahead.wards.boroughs)))
    plan = made(known, ahead, supply, WATFORD, branch_hours=20.0)
    borough = dict(zip(ahead.wards.codes, ahead.wards.boroughs, strict=True))
    got = defaultdict(float)
    for ward, hours in zip(ahead.wards.codes, plan.london.smooth.sum(axis=0), strict=True):
        got[borough[ward]] += hours
    assert plan.days
    assert min(got.values()) >= 20 - 1e-3


@pytest.mark.slow
def test_leaflets_for_every_ward_come_first_and_days_out_are_of_what_they_leave(known, ahead, weeks):
    supply = hours_of(weeks, 220.0, sorted(set(ahead.wards.boroughs)))
    plan = made(known, ahead, supply, WATFORD, leaflet=True)
    wards = {one.ward for one in plan.london.allocations if one.channel == "leaflet"}
    assert len(wards) == len(ahead.wards.codes)
    assert plan.days
    assert plan.london.hours + plan.hours <= sum(one.hours for one in supply)
    assert plan.london.bound >= plan.london.gained


@pytest.mark.slow
def test_leaflets_with_hours_that_are_nobodys_in_particular(known, ahead):
    ask = Ask(WESTMINSTER, hours=56_000, leaflet=True)
    out = DaysOut(known, away_seats(known, [WATFORD]))
    plan = make_plan_with_away(ahead, ask, out, rng=np.random.default_rng(1))
    assert {one.ward for one in plan.london.allocations if one.channel == "leaflet"} == set(ahead.wards.codes)
    assert plan.days
    assert {one.branch for one in plan.days} == {None}
    assert plan.london.hours + plan.hours <= 56_000
    assert plan.london.bound >= plan.london.gained


def test_no_other_branch_and_number_of_days_is_better_and_none_is_above_the_bound(plan, weeks):
    """Bromley goes before Harrow, though it has the longer way: its hours are worth less in London."""
    ask, planner, setting = plan.london.ask, plan.london.planner, plan.going.setting
    (ground,) = plan.going.grounds
    line, gains, _ = ground.line(planner.effects, planner.kept["westminster"], 3.0)
    tried = {}
    for harrow, bromley in ((0, 0), (1, 0), (0, 1), (1, 1), (2, 0), (0, 2), (2, 2)):
        rooms = {(branch, week): days for branch, days in ((HARROW, harrow), (BROMLEY, bromley)) for week in weeks}
        less = without_days(ask.volunteers, rooms, 8.0)
        there = planner.plan(Ask(WESTMINSTER, hours=sum(one.hours for one in less), volunteers=less))
        left = dict(zip(setting.branches, setting.left[:, 0], strict=True))
        doors = 8 * len(weeks) * (harrow * left[HARROW] + bromley * left[BROMLEY])
        tried[harrow, bromley] = planner.gained(there, WESTMINSTER) + np.interp(doors / ground.left, line, gains)
    assert plan.london.gained >= max(tried.values()) * 0.999
    assert plan.london.gained > tried[0, 0]
    assert plan.london.bound >= max(*tried.values(), plan.london.gained)
    given = {branch: sum(one.days for one in plan.days if one.branch == branch) for branch in (HARROW, BROMLEY)}
    assert (given[BROMLEY] > given[HARROW]) == (tried[0, 2] > tried[2, 0])


def test_why_says_the_figures_and_json_names_the_branch(plan):
    (ground,) = plan.going.grounds
    said = why(plan, ground, plan.london.planner.effects)
    days = sum(one.days for one in plan.days)
    assert f"{days} days of a volunteer" in said
    assert "votes behind on the middle draw" in said
    rows = [one for one in as_json(plan)["allocations"] if one["kind"] == "away"]
    assert {one["branch"] for one in rows} == {one.branch for one in plan.days}
    assert sum(one["days"] for one in rows) == days


def test_rooms_are_whole_days_by_day_and_taking_them_leaves_evenings_as_they_were():
    supply = [Supply(HARROW, MONDAY, 30.0), Supply(HARROW, MONDAY, 10.0, "daytime"), Supply(BROMLEY, MONDAY, 20.0)]
    assert rooms_of(supply, [MONDAY], 8.0) == {(HARROW, MONDAY): 2}  # 10 of 30, and 10; of Bromley's 20 under 7
    left = without_days(supply, {(HARROW, MONDAY): 2}, 8.0)
    times = {one.time: one.hours for one in left if one.branch == HARROW}
    assert times["evening"] == pytest.approx(20.0)
    assert times["weekend"] + times["daytime"] == pytest.approx(4.0)
    assert [one for one in left if one.branch == BROMLEY] == [supply[2]]


def test_days_that_are_given_stand_and_the_next_add_less(known, ahead, weeks, plan):
    """The same plan made again with its own days promised: what they brought is won, and fewer more are worth it."""
    supply = hours_of(weeks, 60.0, [HARROW, BROMLEY])
    ask = Ask(WESTMINSTER, hours=960.0, volunteers=tuple(supply))
    out = DaysOut(known, away_seats(known, [WATFORD]), given=plan.days)
    again = make_plan_with_away(ahead, ask, out, rng=np.random.default_rng(1))
    (before,), (after,) = plan.going.grounds, again.going.grounds
    assert after.given == pytest.approx(plan.going.doors(before.seat))
    effects = plan.london.planner.effects
    assert after.votes(effects, 0.0) == 0.0
    assert 0 < after.votes(effects, 100.0) < before.votes(effects, 100.0)
    won = before.stake.lacking - after.stake.lacking
    assert won.min() == pytest.approx(won.max())
    assert 0 < won.max() < before.votes(effects, after.given)  # some of the effect is lost by polling day
    assert sum(one.days for one in again.days) < sum(one.days for one in plan.days)

"""A leaflet for every ward, out of the hours of the branches that are there to carry it."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import Plan, make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.sessions import hours_by
from groundgame.electoral.allocation.across.travel import left_for_work
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.ways import least_way

MONDAYS = [date(2026, 5, 4), date(2026, 4, 27)]


def asked(field: Field, hours_a_week, **rest) -> Ask:
    branches = sorted(set(field.wards.boroughs))
    supply = tuple(
        Supply(branch, week, hours) for branch, hours in zip(branches, hours_a_week, strict=True) for week in MONDAYS
    )
    options = {"weeks": 2, "leaflet": True} | rest
    return Ask({"boroughs": 1.0}, sum(one.hours for one in supply), volunteers=supply, **options)


def made(field: Field, ask: Ask) -> Plan:
    return make_plan(field, ask, rng=np.random.default_rng(1), bounded=False)


def set_out(field: Field, plan: Plan) -> dict[tuple[str | None, date], float]:
    """Return the hours that each branch gives in each week, the way with them."""
    branches, left = left_for_work(field.wards)
    part = {
        (branch, ward): left[at, where]
        for at, branch in enumerate(branches)
        for where, ward in enumerate(field.wards.codes)
    }
    found = {}
    for one in plan.allocations:
        key = one.branch, one.week
        found[key] = found.get(key, 0.0) + one.hours / part[one.branch, one.ward]
    return found


@pytest.mark.parametrize("hours", [(150.0, 150.0), (300.0, 60.0), (95.0, 95.0)])
def test_leaflets_and_evenings_together_take_no_more_than_each_branch_has_in_each_week(small, hours):
    ask = asked(small, hours)
    plan = made(small, ask)
    assert {one.ward for one in plan.allocations if one.channel == "leaflet"} == set(small.wards.codes)
    given = set_out(small, plan)
    for one in ask.volunteers:
        assert given.get((one.branch, one.week), 0.0) <= one.hours + ask.session_hours / 2 + 0.5
    assert sum(given.values()) <= ask.hours + 1


def test_every_home_of_a_ward_is_passed_once(small):
    spent = hours_by(made(small, asked(small, (150.0, 150.0))).allocations, lambda one: one.ward)
    for at, code in enumerate(small.wards.codes):
        pace = 60 * (1 + 0.2 * small.homes.flats[at])
        assert spent[code]["leaflet"] * pace == pytest.approx(small.homes.households[at], rel=0.01)


def test_a_branch_with_no_hours_has_its_leaflets_carried_by_another(small):
    first, second = sorted(set(small.wards.boroughs))
    near = replace(small, wards=replace(small.wards, boroughs=(first,) * 3 + (second,) * 3))
    plan = made(near, asked(near, (200.0, 0.0)))
    assert {one.branch for one in plan.allocations} == {first}
    assert plan.travel


def test_leaflets_that_volunteers_cannot_carry_are_refused_with_their_figures(small):
    ask = replace(asked(small, (20.0, 20.0)), hours=1000)
    with pytest.raises(
        AllocationError, match=r"7 May 2026, 80 in all, cannot bring .* its leaflet, which takes 183 and"
    ):
        made(small, ask)


def test_a_floor_that_leaflets_leave_nothing_for_is_refused_and_says_so(small):
    with pytest.raises(AllocationError, match=r"After a leaflet for every ward, .* cannot give every branch 50"):
        made(small, asked(small, (70.0, 70.0), branch_hours=50))


def test_the_least_way_is_no_longer_than_any_of_whole_steps():
    wanted, supply = np.array([10.0, 20.0]), np.array([25.0, 20.0])
    left = np.array([[1.0, 0.5], [0.8, 1.0]])
    found = least_way(wanted, supply, left)
    tried = [
        np.array(each, float).reshape(2, 2)
        for each in product(range(0, 26, 1), range(0, 21, 5), range(0, 21, 5), range(0, 21, 5))
    ]
    able = [
        one.sum()
        for one in tried
        if (one.sum(axis=1) <= supply).all() and ((one * left).sum(axis=0) >= wanted - 1e-9).all()
    ]
    assert found is not None
    assert (found.sum(axis=1) <= supply + 1e-6).all()
    assert (found * left).sum(axis=0) == pytest.approx(wanted)
    assert found.sum() <= min(able) + 1e-6
    assert least_way(wanted, np.array([5.0, 5.0]), left) is None
    assert least_way(wanted, np.array([50.0, 0.0]), np.eye(2)) is None


def test_hours_of_weeks_that_are_not_in_the_plan_carry_nothing(small):
    ask = asked(small, (20.0, 20.0))
    early = tuple(replace(one, hours=500.0, week=MONDAYS[1] - timedelta(weeks=4)) for one in ask.volunteers)
    with pytest.raises(AllocationError, match="80 in all"):
        made(small, replace(ask, hours=3000, volunteers=(*ask.volunteers, *early)))


def test_the_leaflet_that_every_ward_gets_is_no_choice_of_the_plan(small):
    plan = made(small, Ask({"boroughs": 1.0}, 213, leaflet=True))
    leaflets = {ward: spent["leaflet"] for ward, spent in hours_by(plan.allocations, lambda one: one.ward).items()}
    assert {one.ward: one.hours - one.planned for one in plan.reasons} == pytest.approx(leaflets)
    chosen, rest = ([one for one in plan.reasons if bool(one.planned) == yes] for yes in (True, False))
    assert sum(one.planned for one in chosen) == pytest.approx(30)
    assert all("beside the leaflet that every ward gets, stay as long as" in one.sentence for one in chosen)
    assert rest
    assert all(one.hours and "stay" not in one.sentence for one in rest)
    assert all("hours bring about" in one.sentence and "all with the leaflet" in one.sentence for one in rest)

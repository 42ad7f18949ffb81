"""Plans over a small field against every plan there is, and what floors and limits do to them."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.as_json import as_json
from groundgame.electoral.allocation.across.asking import Ask, weights_of
from groundgame.electoral.allocation.across.bound import most_gained
from groundgame.electoral.allocation.across.leaflets import cost_pence
from groundgame.electoral.allocation.across.planner import Planner

STEP = 20.0


def asked(words, hours=100.0, **rest):
    return Ask(weights_of(words), hours, **rest)


def every_plan(planner, ask, at):
    """Yield every plan of whole steps over the wards of one round."""
    parts = int(ask.hours / STEP)
    for each in product(range(parts + 1), repeat=6):
        if sum(each) == parts:
            hours = np.zeros((2, 6))
            hours[at] = np.array(each) * STEP
            yield hours


@pytest.mark.parametrize(
    ("words", "at"), [(["boroughs"], 0), (["boroughs", "councils"], 0), (["mayor", "assembly"], 1)]
)
def test_no_plan_of_whole_steps_gains_more(small, words, at):
    planner, ask = Planner(small), asked(words)
    best = max(planner.gained(hours, ask.weights) for hours in every_plan(planner, ask, at))
    hours = planner.plan(ask)
    found = planner.gained(hours, ask.weights)
    assert hours.sum() == pytest.approx(100)
    assert found >= best * 0.9995
    if "councils" not in words:
        assert most_gained(planner, ask, hours) >= max(best, found)


@pytest.mark.parametrize(
    "words", [["boroughs"], ["boroughs", "councils"], ["mayor", "assembly"], ["boroughs", "mayor"]]
)
def test_the_bound_is_near(small, words):
    planner, ask = Planner(small), asked(words)
    hours = planner.plan(ask)
    gained = planner.gained_as_it_stands(hours, ask.weights)
    assert gained <= most_gained(planner, ask, hours) <= 1.05 * gained


def test_hours_follow_the_weights_between_polling_days(small):
    planner = Planner(small)
    few, many = (planner.plan(Ask({"boroughs": 1.0, "mayor": weight}, 100)) for weight in (0.01, 1000.0))
    assert few[0].sum() > 99
    assert many[1].sum() > 99


def test_every_branch_gets_its_floor_and_the_rest_goes_where_it_adds_most(small):
    free, floored = (Planner(small).plan(asked(["boroughs"], 60, branch_hours=least)) for least in (0, 25))
    first = np.array(small.wards.boroughs) == small.wards.boroughs[0]
    assert min(free[0][first].sum(), free[0][~first].sum()) < 25
    assert min(floored[0][first].sum(), floored[0][~first].sum()) >= 25 - 1e-9
    assert floored.sum() == pytest.approx(60)


@pytest.mark.parametrize("hours", [0, 40])
def test_floors_that_take_more_than_there_is_are_refused_and_no_branch_goes_without(small, hours):
    with pytest.raises(AllocationError, match=f"25 hours for every one of 2 branches take 50; there are {hours}"):
        Planner(small).plan(asked(["boroughs"], hours, branch_hours=25))


def test_a_leaflet_for_every_ward_goes_to_every_ward_or_is_refused(small):
    plan = make_plan(small, asked(["boroughs"], 400, leaflet=True), rng=np.random.default_rng(1))
    assert {one.ward for one in plan.allocations if one.channel == "leaflet"} == set(small.wards.codes)
    assert sum(one.hours for one in plan.allocations) <= 400
    with pytest.raises(AllocationError, match="takes 183 hours; there are 50"):
        make_plan(small, asked(["boroughs"], 50, leaflet=True), rng=np.random.default_rng(1))
    with pytest.raises(AllocationError, match="costs £720; the limit is £100"):
        make_plan(small, asked(["boroughs"], 400, leaflet=True, limit_pence=10_000), rng=np.random.default_rng(1))


def test_leaflets_cost_no_more_than_the_limit(small):
    free, limited = (
        make_plan(small, asked(["boroughs"], 200, limit_pence=pence), rng=np.random.default_rng(1))
        for pence in (None, 15_000)
    )
    spent = [
        cost_pence(
            small,
            np.array(
                [
                    sum(one.hours for one in plan.allocations if one.ward == code and one.channel == "leaflet")
                    for code in small.wards.codes
                ]
            ),
        )
        for plan in (free, limited)
    ]
    assert spent[0] > 15_100 >= spent[1] > 0
    assert limited.gained <= free.gained


def test_without_hours_nothing_changes(small):
    plan = as_json(make_plan(small, asked(["boroughs", "councils", "mayor"], 0), rng=np.random.default_rng(1)))
    assert (plan["hours"], plan["allocations"], plan["bound_gap"]) == (0, [], 0)
    for contest, before in plan["chance_before"].items():
        assert plan["chance_after"][contest]["chance"] == before["chance"]


def test_a_plan_tells_of_every_contest_that_counts_and_no_other(small):
    plan = as_json(make_plan(small, asked(["mayor"], 300), rng=np.random.default_rng(1)))
    assert list(plan["chance_after"]) == ["mayor.london.2028-05-04"]
    before, after = (plan[key]["mayor.london.2028-05-04"] for key in ("chance_before", "chance_after"))
    assert after["chance"] > before["chance"]
    assert after["low"] <= after["chance"] <= after["high"]
    assert before["low"] < before["chance"] < before["high"]
    assert {one["before"] for one in plan["allocations"]} == {"mayor"}


def test_the_same_seed_gives_the_same_plan(small):
    one, two = (
        as_json(make_plan(small, asked(["boroughs", "councils"], 200), rng=np.random.default_rng(3))) for _ in range(2)
    )
    assert one == two


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"hours": -1}, "hours cannot be -1"),
        ({"hours": float("nan")}, "hours cannot be nan"),
        ({"weights": {"moon": 1.0}}, "no contest 'moon'"),
        ({"weights": {"boroughs": 0.0}}, "No contest counts"),
        ({"weeks": 0}, "1 to 52 weeks; 0"),
        ({"session_hours": 0.0}, "longer than 0"),
        ({"half_life_weeks": float("nan")}, "longer than 0"),
        ({"limit_pence": -5.0}, "spending limit in pounds cannot be -0.05"),
    ],
)
def test_what_no_plan_can_be_made_of_is_refused(change, said):
    with pytest.raises(AllocationError, match=said):
        replace(asked(["boroughs"]), **change)


def test_the_bound_is_near_where_a_council_hangs_on_a_seat_on_few_draws(small):
    away = tuple(replace(need, lacking=need.lacking + np.float32(250)) for need in small.rounds[0].needs)
    planner = Planner(replace(small, rounds=(replace(small.rounds[0], needs=away), small.rounds[1])))
    ask = asked(["councils"], 20)
    hours = planner.plan(ask)
    gained = planner.gained_as_it_stands(hours, ask.weights)
    assert gained <= most_gained(planner, ask, hours) <= 1.01 * gained

"""Which choices of a plan are firm, and what it would take to change each."""

from dataclasses import replace

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.firmness import chosen, first_to_come_in, steady, tried, turns_at
from groundgame.electoral.allocation.across.why import Why

HOURS = 60


def plan_of(small, cases=10):
    ask = Ask({"boroughs": 1.0}, HOURS)
    return make_plan(small, ask, rng=np.random.default_rng(1), cases=cases, bounded=False)


def ward(code, planned, times, before="boroughs"):
    return Why(code, before, planned, planned, 0.0, 0.0, times, "")


def test_wards_with_hours_are_chosen_and_the_others_may_come_in(small):
    plan = plan_of(small)
    given = chosen(plan.reasons)
    assert {one.ward for one in given} == {one.ward for one in plan.allocations}
    assert [one.planned for one in given] == sorted((one.planned for one in given), reverse=True)
    out = first_to_come_in(plan.reasons)
    assert out
    assert not {one.ward for one in given} & {one.ward for one in out}
    assert [turns_at(one) for one in out] == sorted(turns_at(one) for one in out)


def test_a_leaflet_that_every_ward_gets_is_no_choice():
    given = [replace(ward("a", 0.0, 0.5), hours=9.0), ward("b", 4.0, 2.0)]
    assert [one.ward for one in chosen(given)] == ["b"]
    assert [one.ward for one in first_to_come_in(given)] == ["a"]


@pytest.mark.parametrize(
    ("planned", "times", "part"),
    [(8.0, 2.0, 0.5), (8.0, 0.9, None), (0.0, 0.5, 2.0), (0.0, 1.0, 1.0), (0.0, 1.2, None), (0.0, 0.0, None)],
)
def test_where_a_choice_turns(planned, times, part):
    assert turns_at(ward("a", planned, times)) == part


def test_wards_that_were_tried_come_with_their_cases_and_the_steady_are_among_them(small):
    plan = plan_of(small)
    pairs = tried(plan.reasons, plan.steadiness)
    assert [one.ward for one, _ in pairs] == [one.ward for one in chosen(plan.reasons)]
    assert all((one.ward, one.before) == (choice.ward, choice.before) for one, choice in pairs)
    assert steady(plan.reasons, plan.steadiness) == [one for one, choice in pairs if choice.kept >= 0.9]


def test_a_ward_is_told_apart_by_its_polling_day(small):
    found = plan_of(small).steadiness
    here = [ward("a", 3.0, 2.0), ward("a", 5.0, 2.0, "mayor")]
    only = replace(found, choices=(replace(found.choices[0], ward="a", before="mayor", kept=1.0),))
    assert [one.before for one, _ in tried(here, only)] == ["mayor"]
    assert [one.before for one in steady(here, only)] == ["mayor"]


def test_where_no_case_was_tried_none_is_steady(small):
    plan = plan_of(small, cases=0)
    assert plan.steadiness is None
    assert chosen(plan.reasons)
    assert not tried(plan.reasons, None)
    assert not steady(plan.reasons, None)

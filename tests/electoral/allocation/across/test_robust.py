"""Which choices stay the same in other cases."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.volunteers import Supply


def test_without_hours_no_case_is_tried(small):
    plan = make_plan(small, Ask({"boroughs": 1.0}, 0), rng=np.random.default_rng(1), cases=4)
    assert plan.steadiness is not None
    assert plan.steadiness.cases == 0


@pytest.mark.parametrize("cases", [1, -2])
def test_a_number_of_cases_that_cannot_be_halved_is_refused(small, cases):
    with pytest.raises(AllocationError, match=f"2 cases or more, .* not in {cases}"):
        make_plan(small, Ask({"boroughs": 1.0}, 100), rng=np.random.default_rng(1), cases=cases)


def test_every_case_is_tried_and_what_stays_is_a_part_of_the_plan(small):
    plan = make_plan(small, Ask({"boroughs": 1.0}, 100), rng=np.random.default_rng(1), cases=6)
    steady = plan.steadiness
    assert steady is not None
    assert steady.cases == 6
    assert 0 < steady.hours_kept_least <= steady.hours_kept < 1
    spent = dict(zip(small.wards.codes, plan.smooth[0], strict=True))
    assert all(before == "boroughs" and spent[ward] > 0 for ward, before in steady.steady)


def test_a_choice_that_hangs_on_the_polls_says_where_it_stays(small):
    """One ward can be won where the party is weak, the other where it is strong."""
    one, other = small.rounds[0].needs[:2]
    moved = [
        replace(need, lacking=np.float32(20 + 400 * np.maximum(sign * small.strength + 0.3, 0.0))[None])
        for sign, need in ((1, one), (-1, other))
    ]
    away = [replace(need, lacking=need.lacking + np.float32(1e6)) for need in small.rounds[0].needs[2:]]
    field = replace(small, rounds=(replace(small.rounds[0], needs=(*moved, *away)),))
    plan = make_plan(field, Ask({"boroughs": 1.0}, 60), rng=np.random.default_rng(1), cases=10)
    assert plan.steadiness is not None
    weak, strong = (
        next(each for each in plan.steadiness.choices if each.ward == code) for code in (one.code, other.code)
    )
    assert weak.share_low == plan.steadiness.share_low < weak.share_high < plan.steadiness.share_high
    assert plan.steadiness.share_low < strong.share_low < strong.share_high == plan.steadiness.share_high
    assert max(weak.kept, strong.kept) < 1


def test_a_ward_that_is_kept_at_both_ends_and_not_between_says_so(small):
    """It can be won where the party is weak or strong, and is out of reach between."""
    one, *rest = small.rounds[0].needs
    lacking = np.where(np.abs(small.strength) > 0.6, 30.0, 1e6)[None].astype(np.float32)
    needs = (replace(one, lacking=lacking), *rest)
    field = replace(small, rounds=(replace(small.rounds[0], needs=needs),))
    plan = make_plan(field, Ask({"boroughs": 1.0}, 100), rng=np.random.default_rng(1), cases=10)
    assert plan.steadiness is not None
    found = next(each for each in plan.steadiness.choices if each.ward == one.code)
    assert (found.share_low, found.share_high) == (plan.steadiness.share_low, plan.steadiness.share_high)
    low, high = found.shares.split(", ")
    assert low.startswith(f"{found.share_low:.0%}")
    assert high.endswith(f"{found.share_high:.0%}")


def test_volunteers_who_must_stay_at_home_do_not_make_a_plan_look_shaky(small):
    weeks = [date(2026, 5, 4), date(2026, 4, 27)]
    supply = tuple(Supply(small.wards.boroughs[0], week, 50.0) for week in weeks)
    bound, free = (
        make_plan(small, Ask({"boroughs": 1.0}, 100, weeks=2, volunteers=some), rng=np.random.default_rng(1), cases=6)
        for some in (supply, ())
    )
    assert bound.steadiness is not None
    assert free.steadiness is not None
    assert bound.steadiness.hours_kept == pytest.approx(free.steadiness.hours_kept, abs=0.01)

"""What is won in all, counted again draw by draw."""

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask

EVERYTHING = {"boroughs": 1.0, "councils": 1.0, "mayor": 1.0, "assembly": 1.0}


def test_totals_are_the_sums_of_the_chances_before_and_after(small):
    plan = make_plan(small, Ask(EVERYTHING, 200), rng=np.random.default_rng(1))
    found = {one.kind: one for one in plan.totals}
    assert {kind: one.of for kind, one in found.items()} == {"boroughs": 6, "councils": 2, "mayor": 1, "assembly": 1}
    for kind, one in found.items():
        mine = [each for each in plan.chances if each.kind == kind]
        assert one.before == pytest.approx(sum(each.before for each in mine), abs=1e-6)
        assert one.after == pytest.approx(sum(each.after for each in mine), abs=1e-6)
        assert one.after > one.before
        assert 0 <= one.low <= one.high <= one.of


def test_only_what_counts_has_a_total(small):
    plan = make_plan(small, Ask({"mayor": 1.0}, 200), rng=np.random.default_rng(1))
    assert [one.kind for one in plan.totals] == ["mayor"]

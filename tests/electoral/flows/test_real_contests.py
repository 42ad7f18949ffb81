"""Flows of real contests against their published truth; `make bench` runs every district."""

import numpy as np
import pytest

EVERY = 10
"""Seven or eight districts of a contest, the same as the bench sets beside other methods."""
# The bars of all districts of a contest: those of the sample must be under them too.
BARS = {"nz_2002": 8.5, "nz_2014": 6.5, "sco_2007": 6.9}


@pytest.fixture(scope="module")
def answers(districts):
    """Return (district, flows) pairs by contest."""
    return {name: [(each, each.estimated()) for each in districts(name, EVERY)] for name in BARS}


def every(answers):
    return [pair for pairs in answers.values() for pair in pairs]


@pytest.mark.parametrize("name", BARS)
def test_the_error_is_under_the_bar(answers, name):
    assert len(answers[name]) >= 4
    assert np.mean([district.error(flows) for district, flows in answers[name]]) < BARS[name]


def test_nine_intervals_in_ten_contain_the_truth(answers):
    inside = []
    for district, flows in every(answers):
        truth = district.truth_of(flows) / district.truth_of(flows).sum(axis=1, keepdims=True)
        inside.append(((flows.p05 <= truth + 1e-9) & (truth <= flows.p95 + 1e-9)).ravel())
    assert 0.85 <= np.concatenate(inside).mean() <= 0.97


def test_the_bounds_always_contain_the_truth(answers):
    for district, flows in every(answers):
        truth = district.truth_of(flows) / district.truth_of(flows).sum(axis=1, keepdims=True)
        assert (flows.lower_bound <= truth + 1e-9).all()
        assert (truth <= flows.upper_bound + 1e-9).all()


def test_flows_add_up_to_both_votes_in_every_area(answers):
    for district, flows in every(answers):
        totals = district.truth_of(flows)
        assert flows.votes.sum(axis=1) == pytest.approx(totals.sum(axis=1), abs=0.01)
        assert flows.votes.sum(axis=0) == pytest.approx(totals.sum(axis=0), abs=0.01)
        of_area = district.first.sort("area").drop("area").sum_horizontal().to_numpy()
        assert flows.area_votes.sum(axis=(1, 2)) == pytest.approx(of_area, abs=0.01)


def test_no_option_under_three_percent_stands_by_itself(answers):
    for _, flows in every(answers):
        for names, axis in ((flows.rows, 1), (flows.columns, 0)):
            shares = dict(zip(names, flows.votes.sum(axis=axis) / flows.votes.sum(), strict=True))
            assert [name for name, share in shares.items() if share < 0.03] in ([], ["other"])

"""What an estimate must be whatever the votes are."""

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from groundgame.electoral.flows import FlowsError, estimate

LOYAL = [[0.9, 0.05, 0.05], [0.1, 0.8, 0.1], [0.2, 0.3, 0.5]]


def flows_of(first, second, **settings):
    return estimate(first, second, rng=np.random.default_rng(1), **settings)


def frame(counts, names):
    return pl.DataFrame(
        {"area": [f"ward {n:03}" for n in range(len(counts))]} | dict(zip(names, counts.T, strict=True))
    )


def test_an_invented_table_is_found_again(invented):
    first, second, cells = invented(LOYAL, 80, swing=0.1)
    flows = flows_of(first, second)
    truth = cells.sum(axis=0)
    assert 50 * np.abs(flows.votes / flows.votes.sum() - truth / truth.sum()).sum() < 3
    assert flows.area_votes == pytest.approx(cells, abs=90)


def test_where_all_voters_are_alike_every_row_splits_alike(invented):
    first, second, _ = invented([[0.5, 0.3, 0.2]] * 3, 60)
    assert flows_of(first, second).share == pytest.approx(np.array([[0.5, 0.3, 0.2]] * 3), abs=0.05)


def test_areas_of_one_option_each_leave_nothing_to_estimate():
    first = np.diag([100, 200, 300])
    flows = flows_of(first, np.array([[60, 40], [50, 150], [300, 0]]))
    assert flows.share == pytest.approx(np.array([[0.6, 0.4], [0.25, 0.75], [1, 0]]), abs=1e-6)
    assert flows.lower_bound == pytest.approx(flows.upper_bound)
    assert flows.p05 == pytest.approx(flows.p95, abs=1e-6)


def test_the_same_votes_in_another_order_give_the_same_flows(invented):
    first, second, _ = invented(LOYAL, 40, swing=0.2)
    names, columns = ("red", "blue", "green"), ("left", "right", "none")
    plain = flows_of(first, second, rows=names, columns=columns)
    units, rows, options = np.random.default_rng(2).permutation(40), [2, 0, 1], [1, 2, 0]
    turned = flows_of(
        first[units][:, rows],
        second[units][:, options],
        rows=[names[each] for each in rows],
        columns=[columns[each] for each in options],
    )
    assert turned.rows == ("green", "red", "blue")
    for name in ("share", "p05", "p95", "lower_bound", "upper_bound"):
        assert getattr(turned, name) == pytest.approx(getattr(plain, name)[np.ix_(rows, options)], abs=1e-5)
    assert turned.area_votes == pytest.approx(plain.area_votes[units][:, rows][:, :, options], abs=0.01)


def test_the_same_seed_gives_the_same_flows_to_the_last_bit(invented):
    first, second, _ = invented(LOYAL, 30, swing=0.2)
    once, again = flows_of(first, second), flows_of(first, second)
    assert (once.share == again.share).all()
    assert (once.p05 == again.p05).all()
    other = estimate(first, second, rng=np.random.default_rng(9))
    assert other.share == pytest.approx(once.share, abs=0.03)
    assert (other.share != once.share).any()


@settings(deadline=None, max_examples=40)
@given(cells=st.integers(2, 9).flatmap(lambda n: arrays(np.int64, (n, 3, 4), elements=st.integers(0, 60))))
def test_whatever_the_votes_the_bounds_hold_the_truth_and_the_estimate(cells):
    voted = cells.sum(axis=(1, 2)) > 0
    rows, columns = cells.sum(axis=(0, 2)) > 0, cells.sum(axis=(0, 1)) > 0
    if voted.sum() < 2:
        return
    flows = flows_of(cells.sum(axis=2), cells.sum(axis=1), merge_below=0, draws=10)
    kept = cells[voted][:, rows][:, :, columns]
    of_row = kept.sum(axis=(0, 2))[:, None]
    for share in (kept.sum(axis=0) / of_row, flows.share):
        assert (flows.lower_bound <= share + 1e-4).all()
        assert (share <= flows.upper_bound + 1e-4).all()
    assert (flows.lower_bound <= flows.p05 + 1e-9).all()
    assert (flows.p95 <= flows.upper_bound + 1e-9).all()
    assert flows.area_votes.sum(axis=2) == pytest.approx(kept.sum(axis=2), abs=0.01)
    assert flows.area_votes.sum(axis=1) == pytest.approx(kept.sum(axis=1), abs=0.01)


def test_options_under_three_percent_become_other_unless_told(invented):
    first, second, _ = invented([[0.96, 0.02, 0.02], [0.97, 0.02, 0.01], [0.98, 0.01, 0.01]], 30)
    names = {"rows": ("a", "b", "c"), "columns": ("x", "y", "z")}
    assert flows_of(first, second, **names).columns == ("x", "other")
    assert flows_of(first, second, merge_below=0, **names).columns == ("x", "y", "z")


def test_who_voted_once_only_balances_the_areas_and_a_note_says_so(invented):
    first, second, _ = invented(LOYAL, 30)
    second[:10, 0] -= 10
    second[10:15, 0] += 30
    flows = flows_of(first, second)
    assert flows.rows[-1] == "not in the first vote"
    assert flows.columns[-1] == "not in the second vote"
    assert flows.votes.sum(axis=1)[-1] == pytest.approx(5 * 30)
    assert flows.votes.sum(axis=0)[-1] == pytest.approx(10 * 10)
    assert flows.votes[-1, -1] == pytest.approx(0, abs=1e-6)
    assert ["150 stand as 'not in the first vote'" in note for note in flows.notes] == [True, False]
    assert all("which the bounds do not know of" in note for note in flows.notes)


def test_with_electors_those_who_did_not_vote_stand_in_both_votes(invented):
    first, second, _ = invented(LOYAL, 30)
    turned_out = second // 2
    areas = frame(first, "abc")
    electors = areas.select("area", electors=pl.lit(1000))
    flows = flows_of(areas, frame(turned_out, "xyz"), electors=electors)
    assert flows.rows[-1] == flows.columns[-1] == "did not vote"
    assert flows.votes.sum() == pytest.approx(30_000)
    with pytest.raises(FlowsError, match="ward 000 has 600 votes and only 599 electors"):
        flows_of(areas, frame(turned_out, "xyz"), electors=electors.with_columns(electors=pl.lit(599)))


def test_an_option_of_everybody_is_certain():
    flows = flows_of(np.array([[10, 20], [30, 5]]), np.array([[30], [35]]))
    assert flows.share.tolist() == [[1.0], [1.0]]
    assert flows.p05.tolist() == flows.upper_bound.tolist() == [[1.0], [1.0]]


@pytest.mark.parametrize(
    ("first", "second", "said"),
    [
        ([[10, -1], [5, 5]], [[5, 4], [5, 5]], r"2 has -1 votes in 000001 in the first vote"),
        ([[10, 1.5], [5, 5]], [[5, 4], [5, 5]], r"a count of 1.5; counts are whole votes"),
        ([[10, np.nan], [5, 5]], [[5, 4], [5, 5]], r"a count that is no number"),
        ([[10, 5]], [[5, 10]], r"votes in 1 area; .* give at least two"),
        ([[0, 0], [0, 0]], [[5, 4], [5, 5]], r"the first vote has no votes at all"),
        ([[1, 2], [3, 4]], [[1, 2], [3, 4], [5, 6]], r"'000003' is in the second vote and not in the first vote"),
        ([1, 2], [[1, 2]], r"1 dimensions; it must have areas and options"),
    ],
)
def test_impossible_votes_are_refused_with_their_value(first, second, said):
    with pytest.raises(FlowsError, match=said):
        flows_of(np.array(first), np.array(second))


def test_a_frame_needs_its_areas_once_each():
    votes = pl.DataFrame({"area": ["a", "a"], "x": [1, 2]})
    with pytest.raises(FlowsError, match="the first vote has the area 'a' twice"):
        flows_of(votes, votes)
    with pytest.raises(FlowsError, match="no column 'area', only x"):
        flows_of(votes.select("x"), votes)


def test_an_option_of_those_who_did_not_vote_is_not_set_beside_another_of_the_name(invented):
    first, second, _ = invented(LOYAL, 30)
    electors = frame(first, "abc").select("area", electors=pl.lit(1000))
    told = frame(first, ("a", "b", "did not vote"))
    flows = flows_of(told, frame(second, "xyz"), electors=electors)
    assert flows.rows == ("a", "b", "did not vote")
    assert flows.votes.sum(axis=1)[-1] == pytest.approx(30_000 - first[:, :2].sum())


@pytest.mark.parametrize(
    ("votes", "settings", "said"),
    [
        (np.ones((50, 1000), dtype=int), {"merge_below": 0}, "has 1,000 options, and 40 are the most"),
        (np.ones((5, 2), dtype=int), {"draws": 0}, "at least 1 draw; 0 were asked for"),
        (np.full((5, 2), 1e18), {}, r"has a count of 1e\+18; no area has as many voters"),
        (pl.DataFrame({"area": ["a", "b"], "x": ["p", "q"]}), {}, "counts that are no numbers"),
        (pl.DataFrame({"area": ["a", None], "x": [3, 4]}), {}, "has a line without an area"),
    ],
)
def test_what_cannot_be_worked_with_is_refused_in_a_sentence(votes, settings, said):
    with pytest.raises(FlowsError, match=said):
        flows_of(votes, votes, **settings)

"""Shares of slates, and margins."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.contests.shares import party_shares
from groundgame.electoral.swing.shares import leaders


def ward(rows, seats=3, area="W1"):
    columns = ["party", "votes", "elected"]
    frame = pl.DataFrame(rows, schema=columns, orient="row", schema_overrides={"votes": pl.Int64})
    return frame.with_columns(pl.lit(area).alias("area"), pl.lit(seats).alias("seats"))


def led(rows, seats=1, majority=None):
    papers = pl.DataFrame({"area": ["W1"], "majority": [majority]}, schema_overrides={"majority": pl.Int64})
    return leaders(party_shares(ward(rows, seats=seats)), papers)


def share_of(frame, party):
    return frame.filter(party=party)["share"].item()


def test_a_slate_counts_by_the_mean_of_its_candidates():
    shares = party_shares(ward([("oak", 900, True), ("oak", 600, True), ("oak", 600, True), ("ivy", 300, False)]))
    assert share_of(shares, "oak") == pytest.approx(0.7)
    assert shares.filter(party="oak")["votes"].item() == 2100


def test_more_candidates_than_seats_count_by_seats():
    rows = [("oak", 60, True), ("alone", 20, False), ("alone", 10, False), ("alone", 10, False)]
    assert share_of(party_shares(ward(rows, seats=1)), "alone") == pytest.approx(0.4)


def test_a_ward_without_published_votes_has_no_shares():
    assert party_shares(ward([("oak", None, True), ("oak", None, True)], seats=2)).is_empty()


def test_most_seats_win_even_below_a_stronger_single_candidate():
    rows = [("lone", 1000, True), ("oak", 950, True), ("oak", 940, True), ("oak", 700, False)]
    assert led(rows, seats=3).rows() == [("W1", "oak", pytest.approx((2590 / 3 - 1000) / (2590 / 3 + 1000)))]


def test_unopposed_the_margin_is_everything():
    assert led([("oak", 10, True)])["margin"].item() == 1


def test_a_sum_of_parties_is_no_runner_up_and_its_margin_is_not_known():
    rows = [("oak", 500, True), ("other", 300, False), ("ivy", 200, False)]
    assert led(rows).rows() == [("W1", "oak", None)]
    assert led([("other", 600, True), ("ivy", 400, False)])["margin"].item() is None


def test_a_sum_below_the_runner_up_hides_nobody_ahead_of_it():
    rows = [("oak", 500, True), ("ivy", 300, False), ("other", 200, False)]
    assert led(rows)["margin"].item() == pytest.approx(0.2)


def test_a_published_majority_is_the_margin_whatever_the_sum_hides():
    rows = [("oak", 500, True), ("other", 300, False), ("ivy", 200, False)]
    assert led(rows, majority=250)["margin"].item() == pytest.approx(0.25)


@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(1, 5000), st.booleans()), min_size=1, max_size=12))
def test_shares_of_an_area_add_up_to_one(rows):
    assert party_shares(ward(rows))["share"].sum() == pytest.approx(1)

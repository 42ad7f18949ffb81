"""Carrying counts onto other boundaries: totals hold whatever the pieces, and what nests comes back."""

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from polars.testing import assert_frame_equal

from groundgame.electoral.places import CarryError, carry, crosswalk, whole_votes

NEAR = 1e-9
PARTIES = ("one", "other", "third")
OLD, NEW = ("A", "B", "C"), ("X", "Y", "Z", "W")
VOTES = st.integers(0, 50_000)


@st.composite
def counts(draw: st.DrawFn) -> pl.DataFrame:
    rows = [(area, party, draw(VOTES)) for area in OLD for party in PARTIES]
    return pl.DataFrame(rows, ["area", "party", "votes"], orient="row")


@st.composite
def pieces(draw: st.DrawFn) -> pl.DataFrame:
    """Every old area in at least one new one; shares need not add up to 1, as rounded ones do not."""
    rows = []
    for area in OLD:
        holders = draw(st.lists(st.sampled_from(NEW), min_size=1, unique=True))
        rows += [(area, new, draw(st.floats(0.001, 1))) for new in holders]
    return pl.DataFrame(rows, ["from", "to", "share_of_from"], orient="row")


@st.composite
def shapes(draw: st.DrawFn) -> pl.DataFrame:
    cells = draw(st.lists(st.tuples(st.sampled_from(NEW), st.sampled_from(PARTIES)), unique=True))
    rows = [(area, party, draw(st.floats(0, 10, allow_subnormal=False))) for area, party in cells]
    return pl.DataFrame(rows, {"area": pl.String, "party": pl.String, "rate": pl.Float64}, orient="row")


@st.composite
def sizes(draw: st.DrawFn) -> pl.DataFrame:
    known = draw(st.lists(st.sampled_from(NEW), unique=True))
    rows = [(area, draw(VOTES)) for area in known]
    return pl.DataFrame(rows, {"area": pl.String, "votes": pl.Int64}, orient="row")


def by_party(votes: pl.DataFrame) -> dict[str, float]:
    return dict(votes.group_by("party").agg(pl.col("votes").sum().cast(pl.Float64)).iter_rows())


@given(counts(), pieces(), shapes(), sizes())
def test_every_partys_total_holds_and_no_vote_is_negative(counts, pieces, shapes, sizes):
    carried = carry(counts, pieces, shape=shapes, sizes=sizes)
    expected = by_party(counts)
    assert by_party(carried) == pytest.approx(expected, rel=NEAR, abs=NEAR)
    assert carried["votes"].min() >= 0


@given(counts(), pieces(), shapes(), sizes(), st.sampled_from(OLD))
def test_the_totals_of_each_old_area_hold(counts, pieces, shapes, sizes, area):
    """Seen one area at a time: no vote of one area is moved to the pieces of another."""
    alone = counts.filter(area=area)
    carried = carry(alone, pieces, shape=shapes, sizes=sizes)
    assert by_party(carried) == pytest.approx(by_party(alone), rel=NEAR, abs=NEAR)
    assert set(carried["area"]) <= set(pieces.filter(pl.col("from") == area)["to"])


@given(counts(), shapes())
def test_the_same_boundaries_change_nothing(counts, shapes):
    same = pl.DataFrame({"from": OLD, "to": OLD, "share_of_from": [1.0] * len(OLD)})
    carried = carry(counts, same, shape=shapes)
    assert_frame_equal(carried, counts.sort("area", "party").cast({"votes": pl.Float64}))


@given(counts(), st.lists(st.floats(0.05, 0.95), min_size=3, max_size=3))
def test_halves_that_are_joined_again_are_the_whole(counts, parts):
    """Old areas cut in two, and the new ones put together again."""
    cut = zip(OLD, parts, strict=True)
    rows = [(area, f"{area}{half}", share) for area, part in cut for half, share in ((1, part), (2, 1 - part))]
    there = pl.DataFrame(rows, ["from", "to", "share_of_from"], orient="row")
    back = there.select(pl.col("to").alias("from"), pl.col("from").alias("to"), share_of_from=pl.lit(1.0))
    again = carry(carry(counts, there), back)
    assert_frame_equal(again, counts.sort("area", "party").cast({"votes": pl.Float64}), rel_tol=NEAR, abs_tol=NEAR)


@given(counts(), pieces(), shapes())
def test_whole_votes_keep_every_partys_total(counts, pieces, shapes):
    carried = carry(counts, pieces, shape=shapes)
    whole = whole_votes(carried)
    assert whole["votes"].dtype == pl.Int64
    assert by_party(whole) == by_party(counts)
    assert ((whole["votes"] - carried.sort("area", "party")["votes"]).abs() < 1 + NEAR).all()


def test_known_sizes_are_met_where_the_totals_allow():
    old = pl.DataFrame({"area": ["A", "A"], "party": ["one", "other"], "votes": [600, 400]})
    halves = pl.DataFrame({"from": ["A", "A"], "to": ["X", "Y"], "share_of_from": [0.5, 0.5]})
    cells = [("X", "one", 3.0), ("Y", "one", 1.0), ("X", "other", 1.0), ("Y", "other", 1.0)]
    evidence = pl.DataFrame(cells, ["area", "party", "rate"], orient="row")
    known = pl.DataFrame({"area": ["X", "Y"], "votes": [300, 700]})
    carried = carry(old, halves, shape=evidence, sizes=known)
    by_area = dict(carried.group_by("area").agg(pl.col("votes").sum()).iter_rows())
    assert by_area == pytest.approx({"X": 300, "Y": 700})
    votes = {(area, party): count for area, party, count in carried.iter_rows()}
    odds = votes["X", "one"] * votes["Y", "other"] / (votes["X", "other"] * votes["Y", "one"])
    assert odds == pytest.approx(3)  # raking keeps what the evidence says of the one party against the other


def test_wards_that_nest_in_boroughs_come_back_as_the_boroughs():
    """London's wards of 2022 lie whole inside its boroughs: there and back is where it began."""
    boroughs = sorted(crosswalk("borough", "ward22")["from"].unique())
    old = pl.DataFrame({"area": boroughs, "party": "all", "votes": [10_000 + 7 * n for n in range(len(boroughs))]})
    again = carry(carry(old, crosswalk("borough", "ward22")), crosswalk("ward22", "borough"))
    assert_frame_equal(again, old.cast({"votes": pl.Float64}), rel_tol=NEAR)


def test_a_size_that_stands_twice_is_refused():
    votes, pieces = ({"area": "A", "party": "one", "votes": 5}, {"from": "A", "to": "X", "share_of_from": 1.0})
    twice = pl.DataFrame({"area": ["X", "X"], "votes": [5, 5]})
    with pytest.raises(CarryError, match="two rows of the area 'X'"):
        carry(pl.DataFrame([votes]), pl.DataFrame([pieces]), sizes=twice)


@pytest.mark.parametrize(
    ("votes", "shape", "sentence"),
    [
        (pl.DataFrame({"area": ["Q"], "party": ["one"], "votes": [5]}), None, "The area 'Q' has votes and no piece"),
        (pl.DataFrame({"area": ["A"], "party": ["one"], "votes": [-5]}), None, "The area 'A' has a count of -5"),
        (
            pl.DataFrame({"area": ["A"], "party": ["one"], "votes": [5]}),
            pl.DataFrame({"area": ["X"], "party": ["one"], "rate": [float("nan")]}),
            "The area 'X' has a rate of nan",
        ),
        (
            pl.DataFrame({"area": ["A", "A"], "party": ["one", "one"], "votes": [5, 7]}),
            None,
            "two rows of the area 'A' and the party 'one'",
        ),
    ],
)
def test_what_cannot_be_carried_is_refused(votes, shape, sentence):
    whole = pl.DataFrame({"from": ["A"], "to": ["X"], "share_of_from": [1.0]})
    with pytest.raises(CarryError, match=sentence):
        carry(votes, whole, shape=shape)

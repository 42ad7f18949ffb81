"""Clues tell the pieces of an old area apart where they can, and change nothing where they cannot."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.contests import london_results
from groundgame.electoral.places import carry, crosswalk, shape_by_clues
from groundgame.electoral.places.kriging import HETEROGENEITY

SEATS = 120
TOWN, COUNTRY = 0.6, 0.4
SETS = (("pcon10", "from"), ("pcon24", "to"))


def divided(rng: np.random.Generator) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """Return old seats of one town and one stretch of country each, their pieces, and the truth of the new seats.

    The new seats join the town of one seat to the country of the next; the first party is strong in the towns.
    """
    town, country = rng.normal(0.55, 0.06, SEATS), rng.normal(0.35, 0.06, SEATS)
    names = [f"old{seat:03}" for seat in range(SEATS)]
    news = [f"new{seat:03}" for seat in range(SEATS)]
    first = 10_000 * (TOWN * town + COUNTRY * country)
    counts = pl.DataFrame(
        {"area": names * 2, "party": ["first"] * SEATS + ["second"] * SEATS, "votes": [*first, *(10_000 - first)]}
    )
    nexts = [*news[1:], news[0]]
    cut = {"from": names * 2, "to": news + nexts, "share_of_from": [TOWN] * SEATS + [COUNTRY] * SEATS}
    pieces = pl.DataFrame(cut | {"density": [1.0] * SEATS + [-1.5] * SEATS})
    truth = TOWN * town + COUNTRY * np.roll(country, 1)
    return counts, pieces, pl.DataFrame({"area": news, "truth": truth})


def error(counts: pl.DataFrame, pieces: pl.DataFrame, truth: pl.DataFrame, shape: pl.DataFrame | None) -> float:
    carried = carry(counts, pieces, shape=shape)
    shares = carried.with_columns(share=pl.col("votes") / pl.col("votes").sum().over("area")).filter(party="first")
    return shares.join(truth, on="area").select((pl.col("share") - pl.col("truth")).abs().mean()).item()


def test_a_good_clue_brings_carried_shares_nearer_the_truth():
    rng = np.random.default_rng(1)
    counts, pieces, truth = divided(rng)
    clues = truth.select("area", later=pl.col("truth") + pl.Series(rng.normal(0, 0.01, SEATS)) - 0.1)
    plain = error(counts, pieces, truth, None)
    shaped = error(counts, pieces, truth, shape_by_clues(counts, pieces, clues))
    assert shaped < 0.7 * plain


def test_a_clue_that_says_nothing_changes_next_to_nothing():
    rng = np.random.default_rng(2)
    counts, pieces, truth = divided(rng)
    clues = truth.select("area", noise=pl.Series(rng.normal(0, 1, SEATS)))
    plain = error(counts, pieces, truth, None)
    shaped = error(counts, pieces, truth, shape_by_clues(counts, pieces.drop("density"), clues))
    assert shaped < 1.15 * plain


def test_the_pieces_of_an_old_area_keep_its_shares():
    rng = np.random.default_rng(3)
    counts, pieces, truth = divided(rng)
    shape = shape_by_clues(counts, pieces, truth)
    parts = shape.join(pieces, on=["from", "to"])
    mean = parts.group_by("from", "party").agg(share=(pl.col("rate") * pl.col("share_of_from")).sum())
    both = mean.join(counts, left_on=["from", "party"], right_on=["area", "party"])
    assert both["share"].to_list() == pytest.approx((both["votes"] / 10_000).to_list(), abs=1e-9)
    assert shape["rate"].min() > 0


def test_pieces_of_seats_are_as_unlike_their_wholes_as_ward_results_say():
    """`HETEROGENEITY` on London's pieces, by the wards of 2018; other votes differ by four fifths of that."""
    wards = london_results().filter(kind="borough", date=date(2018, 5, 3)).select("area", "party", "votes")
    old, new = (
        crosswalk("ward22", seats).select(pl.col("to").alias(end), area="from", part="share_of_from")
        for seats, end in SETS
    )
    parts = old.join(new, on="area", suffix="_new").join(wards, on="area")
    votes = parts.with_columns(votes=pl.col("votes") * pl.col("part") * pl.col("part_new"))
    for party in ("conservative", "labour", "liberal-democrat"):
        own = (pl.col("votes") * (pl.col("party") == party)).sum() / pl.col("votes").sum()
        pieces = votes.group_by("from", "to").agg(share=own, size=pl.col("votes").sum())
        whole = (pl.col("share") * pl.col("size")).sum().over("from") / pl.col("size").sum().over("from")
        known = pieces.with_columns(whole=whole, of_old=pl.col("size") / pl.col("size").sum().over("from"))
        cut = known.filter(pl.col("of_old").is_between(0.02, 0.9))
        expected = pl.col("whole") * (1 - pl.col("whole")) * pl.col("of_old") ** -0.5 * (1 - pl.col("of_old"))
        found = cut.select(((pl.col("share") - pl.col("whole")) ** 2).sum() / expected.sum()).item() ** 0.5
        assert 0.8 * found == pytest.approx(HETEROGENEITY, rel=0.2), party

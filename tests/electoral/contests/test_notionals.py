"""2019 on the seats of 2024: totals hold, and what tells pieces apart was not read off the official results."""

import polars as pl
import pytest

from groundgame.electoral.contests import general_2019_on_2024, record
from groundgame.electoral.contests.on_boundaries.seats import METHODS, pieces_2024, votes_of
from groundgame.electoral.places import LONDON, carry, crosswalk, read_table, shape_by_clues

LARGE = ("conservative", "labour", "liberal-democrat")


@pytest.mark.parametrize("method", METHODS)
def test_every_partys_votes_in_great_britain_hold(method):
    carried = general_2019_on_2024(method).group_by("party").agg(pl.col("votes").sum())
    counted = votes_of(2019).group_by("party").agg(pl.col("votes").sum().cast(pl.Float64))
    assert dict(carried.iter_rows()) == pytest.approx(dict(counted.iter_rows()), rel=1e-9)


def test_every_seat_of_2024_has_votes_and_none_below_nought():
    carried = general_2019_on_2024()
    assert carried["area"].n_unique() == 632
    assert carried["votes"].min() >= 0


def test_a_seat_that_kept_its_boundaries_keeps_its_votes():
    """One of the five of Scotland whose codes differ between the published files."""
    kept = (
        pieces_2024("people").filter((pl.col("to") == "S14000108") & (pl.col("share_of_from") > 0.999))["from"].item()
    )
    before = dict(votes_of(2019).filter(pl.col("area") == kept).select("party", "votes").iter_rows())
    after = general_2019_on_2024().filter(pl.col("area") == "S14000108").select("party", "votes")
    assert dict(after.iter_rows()) == pytest.approx(before, rel=1e-3)


def test_the_published_overlaps_of_residents_are_those_of_our_postcodes():
    """By which the columns of the file, which has no header, were told apart."""
    ours = crosswalk("pcon10", "pcon24").rename({"from": "old", "to": "new"})
    both = read_table("seat_overlaps_2010_2024").join(ours, on=["old", "new"])
    apart = {
        measure: both.select((pl.col(f"{measure}_of_old") - pl.col("share_of_from")).abs().mean()).item()
        for measure in ("people", "addresses", "area")
    }
    assert apart["people"] < 0.004 < apart["addresses"] < apart["area"]


def test_the_same_code_helps_on_a_change_of_boundaries_that_it_was_not_made_on():
    """London's seats of 2005 on the boundaries of 2010, against the official notional results."""
    before, later = london_votes(2005), london_votes(2010)
    pieces = crosswalk("pcon05", "pcon10")
    clues = shares(later).pivot("party", index="area", values="share").fill_null(0.0)
    seats = pieces["to"].unique().to_list()
    official = named(read_table("general_2005_notional").filter(pl.col("area").is_in(seats)))

    def error(votes: pl.DataFrame) -> float:
        both = shares(votes).join(shares(official), on=["area", "party"]).filter(pl.col("party").is_in(LARGE))
        assert both.height == 3 * 73
        return 100 * both.select((pl.col("share") - pl.col("share_right")).abs().mean()).item()

    assert error(carry(before, pieces)) == pytest.approx(1.50, abs=0.01)
    assert error(carry(before, pieces, shape=shape_by_clues(before, pieces, clues))) < 1.3


def london_votes(year: int) -> pl.DataFrame:
    of_year = (pl.col("date").dt.year() == year) & (pl.col("within") == LONDON)
    return named(record().votes("parliament").filter(of_year))


def named(votes: pl.DataFrame) -> pl.DataFrame:
    party = pl.when(pl.col("party").is_in(LARGE)).then("party").otherwise(pl.lit("other"))
    return votes.group_by("area", party.alias("party")).agg(pl.col("votes").sum())


def shares(votes: pl.DataFrame) -> pl.DataFrame:
    return votes.select("area", "party", share=pl.col("votes") / pl.col("votes").sum().over("area"))

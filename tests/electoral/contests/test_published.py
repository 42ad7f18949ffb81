"""The packaged tables against the published files: every builder run again, and sums taken without it."""

import csv
from collections import Counter

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from groundgame.electoral.contests import building
from groundgame.electoral.contests.record import Record
from groundgame.electoral.places.building.sources import gather_builders
from groundgame.electoral.places.tables import read_table, table_infos

pytestmark = pytest.mark.slow  # every table is built again from the published files

BUILDERS = gather_builders(building)


def published(folder, name):
    with (folder / "results" / name).open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


@pytest.mark.parametrize("builder", BUILDERS, ids=lambda builder: builder.__name__)
def test_the_packaged_table_is_what_its_builder_makes(builder, shared_data):
    info, frame = builder(shared_data)
    packaged = table_infos()[info.name]
    assert_frame_equal(frame, read_table(info.name))
    assert (packaged.title, packaged.source, packaged.publisher) == (info.title, info.source, info.publisher)
    assert packaged.licence == info.licence
    assert packaged.rows == frame.height > 0


def test_borough_votes_and_winners_are_those_published(shared_data):
    votes, elected, kept, won = Counter(), Counter(), Counter(), Counter()
    for row in published(shared_data, "london_borough_candidates_2014_2022.csv"):
        votes[row["year"], row["ward_gss"]] += int(row["votes"] or 0)
        elected[row["year"], row["ward_gss"]] += int(row["elected"])
    for row in Record().votes("borough").iter_rows(named=True):
        kept[str(row["date"].year), row["area"]] += row["votes"]
        won[str(row["date"].year), row["area"]] += row["elected"]
    del votes["2018", "NULL"], elected["2018", "NULL"]  # the three elected mayors, whose rows are empty
    assert kept == votes
    assert won == elected


def test_general_election_votes_are_those_published(shared_data):
    cast, kept = Counter(), Counter()
    for row in published(shared_data, "ge_constituency_2010_2024_hoc.csv"):
        if row["country"] != "Northern Ireland":
            cast[row["year"], row["ons_id"]] = int(row["valid_votes"])
    for row in Record().votes("parliament").iter_rows(named=True):
        if row["date"].year >= 2010:
            kept[str(row["date"].year), row["area"]] += row["votes"]
    assert kept == cast


def test_winners_since_2010_are_those_published(shared_data):
    rows = published(shared_data, "ge_constituency_2010_2024_hoc.csv")
    labour = {(row["year"], row["ons_id"]) for row in rows if row["first_party"] == "Lab"}
    kept = Record().votes("parliament").filter(elected=True, party="labour")
    found = {(str(row["date"].year), row["area"]) for row in kept.iter_rows(named=True) if row["date"].year >= 2010}
    assert found == labour


def test_majorities_since_2010_are_the_first_less_the_second_of_the_record():
    """In every seat but two, whose first and second are both within the sum of the others."""
    votes = read_table("results_parliament").select("contest", "party", "votes")
    places = read_table("majorities_parliament")
    for place in ("first", "second"):
        own = votes.rename({"party": place, "votes": f"{place}_votes"})
        places = places.join(own, on=["contest", place], how="left")
    unknown = places.filter(pl.col("first_votes").is_null() | pl.col("second_votes").is_null())
    known = places.join(unknown, on="contest", how="anti")
    assert sorted(unknown["contest"]) == ["parl.buckingham.2010-05-06", "parl.chorley.2019-12-12"]
    assert known.height == 3_158
    assert known.filter(pl.col("first_votes") - pl.col("second_votes") != pl.col("majority")).is_empty()


def test_the_library_s_ward_table_agrees_with_the_candidates_but_for_a_few(shared_data):
    """Two publishers, one election: of London's 679 wards in 2022 the best-placed candidate of each large party."""
    theirs = read_table("local_ward_votes").filter(year=2022)
    candidates = Record().votes("borough").filter(pl.col("date").dt.year() == 2022)
    best = candidates.group_by("area", "party").agg(pl.col("votes").max())
    for party in ("labour", "conservative", "liberal-democrat", "green"):
        joined = theirs.filter(party=party).join(best.filter(party=party), on="area", suffix="_best")
        differing = joined.filter(joined["votes"] != joined["votes_best"]).height
        assert joined.height > 400
        assert differing <= 8

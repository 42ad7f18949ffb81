"""The figures behind the map, on the packaged record."""

import csv

import polars as pl
import pytest

from groundgame.electoral.contests import party_id, record
from groundgame.electoral.places import AreaKind, atlas, crosswalk
from groundgame.electoral.swing import (
    TIERS,
    UnknownTierError,
    compare,
    find_election,
    history,
    levels,
    measures,
    shares,
)
from groundgame.electoral.swing.elections import level

WARDS = 679
BURNT_OAK, FRIERN_BARNET = "E05013630", "E05013640"
ISLINGTON_NORTH = "E14001305"
BEXLEY_AND_BROMLEY, CITY_AND_EAST = "E32000002", "E32000004"


@pytest.mark.parametrize("tier", TIERS)
def test_every_ward_has_one_row_a_winner_and_a_turnout(tier):
    rows = measures(tier, "labour")
    assert rows["ward"].n_unique() == rows.height == WARDS
    assert rows.select("winner", "margin", "turnout", "share").null_count().sum_horizontal().item() == 0
    assert rows["turnout"].is_between(0.1, 0.85).all()
    assert rows["share"].is_between(0, 1).all()


@pytest.mark.parametrize("tier", TIERS)
def test_shares_add_up_and_agree_with_the_measures(tier):
    every = shares(tier)
    sums = every.group_by("ward").agg(pl.col("share").sum(), pl.col("change").sum())
    assert sums.height == WARDS
    assert sums["share"].to_list() == pytest.approx([1] * WARDS)
    one = measures(tier, "green").select("ward", "share", "change").sort("ward")
    same = every.filter(party="green").select("ward", "share", "change").sort("ward")
    assert one.join(same, on="ward").filter((pl.col("share") - pl.col("share_right")).abs() > 1e-12).is_empty()


def test_turnout_of_the_mayor_in_2024_where_it_was_highest_and_lowest():
    rows = measures("mayor", "labour").group_by("area").agg(pl.col("turnout").first().round(3))
    by_area = dict(rows.iter_rows())
    assert by_area[BEXLEY_AND_BROMLEY] == max(by_area.values()) == 0.484
    assert by_area[CITY_AND_EAST] == min(by_area.values()) == 0.312


def test_tiers_counted_by_larger_areas_give_a_ward_the_figures_of_what_holds_it():
    for tier, kind, boundary_set in [
        ("mayor", AreaKind.ASSEMBLY, "lac"),
        ("parliament", AreaKind.WESTMINSTER, "pcon24"),
    ]:
        rows = measures(tier, "labour")
        assert set(rows["level"]) == {boundary_set}
        for ward, area in rows.select("ward", "area").sample(20, seed=1).iter_rows():
            assert atlas().containing(ward)[kind] == area


def test_a_ward_is_won_by_the_party_with_most_of_its_councillors():
    rows = record().votes("borough").filter(pl.col("boundary_set") == "ward22", pl.col("elected"))
    won = rows.group_by("area", "party").len()
    most = dict(won.group_by("area").agg(pl.col("len").max()).iter_rows())
    by_party = {(area, party): seats for area, party, seats in won.iter_rows()}
    for ward, winner in measures("borough", "labour").select("ward", "winner").iter_rows():
        assert by_party[ward, winner] == most[ward]


def test_margins_and_winners_of_every_london_seat_of_2024_are_those_published(shared_data):
    with (shared_data / "results" / "ge_constituency_2010_2024_hoc.csv").open(encoding="utf-8", newline="") as file:
        seats = [row for row in csv.DictReader(file) if (row["year"], row["region"]) == ("2024", "London")]
    rows = measures("parliament", "labour").unique("area")
    found = {area: (winner, margin) for area, winner, margin in rows.select("area", "winner", "margin").iter_rows()}
    published = {
        row["ons_id"]: (party_id(row["first_party"]), pytest.approx(int(row["majority"]) / int(row["valid_votes"])))
        for row in seats
    }
    assert len(seats) == 75
    assert found == published
    assert published[ISLINGTON_NORTH][0] == "independent"


def test_change_of_mayor_is_the_difference_of_the_two_published_counts():
    votes = record().frame("london_votes_by_constituency").filter(ballot="mayor", constituency=CITY_AND_EAST)
    share = {
        year: group.filter(party="labour")["votes"].sum() / group["votes"].sum()
        for (year,), group in votes.group_by("year")
    }
    row = measures("mayor", "labour").filter(area=CITY_AND_EAST).row(0, named=True)
    assert row["change"] == pytest.approx(share[2024] - share[2021])
    assert row["change_counted"]


def test_change_of_a_ward_that_kept_its_boundary_is_that_of_its_own_candidates():
    whole = crosswalk("ward18", "ward22").filter((pl.col("share_of_from") == 1) & (pl.col("share_of_to") == 1))
    old, new = whole.select("from", "to").row(0)
    rows = {code: level("borough", name).shares for code, name in [(old, "ward18"), (new, "ward22")]}
    share = {code: frame.filter(area=code, party="labour")["share"].item() for code, frame in rows.items()}
    row = measures("borough", "labour").filter(ward=new).row(0, named=True)
    assert row["change"] == pytest.approx(share[new] - share[old])
    assert not row["change_counted"]


@pytest.mark.parametrize("party", ["labour", "conservative", "green"])
def test_a_change_is_that_of_a_comparison_on_whatever_boundaries(party):
    """Burnt Oak and Friern Barnet, which new boundaries changed most, among them."""
    compared = compare(find_election("borough:2018"), find_election("borough:2022")).places.filter(party=party)
    both = measures("borough", party).join(compared.select(ward="area", counted="change"), on="ward")
    assert both.height > WARDS - 100  # a few had no Green at either election
    assert both["change"].to_list() == pytest.approx(both["counted"].to_list())


@pytest.mark.parametrize("ward", [BURNT_OAK, FRIERN_BARNET])
def test_a_wards_history_has_the_share_before_of_a_comparison(ward):
    compared = compare(find_election("borough:2018"), find_election("borough:2022")).places.filter(area=ward)
    before = dict(compared.filter(pl.col("before") > 0).select("party", "before").iter_rows())
    rows = history(ward).filter(pl.col("tier") == "borough", pl.col("date").dt.year() == 2018)
    assert dict(rows.select("party", "share").iter_rows()) == pytest.approx(before)


def test_a_party_nobody_knows_has_no_share_and_an_unknown_tier_is_refused():
    assert measures("borough", "nobody")["share"].sum() == 0
    with pytest.raises(UnknownTierError, match="'county'; there are mayor"):
        measures("county", "labour")


def test_a_poll_that_was_put_off_belongs_to_its_election():
    counted = [one.papers.height for one in levels() if (one.tier, one.boundary_set) == ("borough", "ward14")]
    assert counted == [629]
    assert [one.date.isoformat() for one in levels() if one.date.year == 1974] == ["1974-02-28", "1974-10-10"]

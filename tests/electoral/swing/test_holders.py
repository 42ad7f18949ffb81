"""Who holds what, against facts known from the declarations."""

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.swing import councils, holders


def seats(tier):
    return dict(holders().filter(tier=tier).select("party", "seats").iter_rows())


def test_every_tier_has_all_its_seats():
    sums = dict(holders().group_by("tier").agg(pl.col("seats").sum()).iter_rows())
    table = record().frame("borough_control")
    latest = table.filter(pl.col("year") == pl.col("year").max())
    assert sums.pop("councillor") <= latest["total"].sum() == 1_817
    assert sums == {"mayor": 1, "assembly": 14, "assembly-list": 11, "parliament": 75, "council": 32}


def test_the_assembly_elected_in_2024():
    assert seats("assembly") == {"labour": 10, "conservative": 3, "liberal-democrat": 1}
    assert seats("assembly-list") == {"conservative": 5, "green": 3, "labour": 1, "liberal-democrat": 1, "reform": 1}


def test_londons_members_of_parliament_elected_in_2024():
    found = seats("parliament")
    assert (found["labour"], found["conservative"], found["liberal-democrat"]) == (59, 9, 6)
    assert sum(found.values()) - 59 - 9 - 6 == 1


def test_councils_with_a_mayor_of_another_party_than_most_seats_count_for_the_mayor():
    croydon = councils().filter(control="CON Mayor")
    most = croydon.sort("seats", descending=True)["party"][0]
    assert (set(croydon["control_party"]), most) == ({"conservative"}, "labour")


def test_a_council_that_nobody_controls_has_no_party():
    assert seats("council")[None] == 1
    assert councils().filter(pl.col("control_party").is_null())["control"].unique().to_list() == ["IND/LAB"]


def test_councils_won_in_2022():
    """As declared; but the source had no mayors yet: Croydon is nobody's, Tower Hamlets and Havering others'."""
    table = record().frame("borough_control").filter(year=2022)
    won = dict(table.group_by("control_party").len().iter_rows())
    assert won == {"labour": 21, "conservative": 5, "liberal-democrat": 3, "other": 2, None: 1}

"""The packaged record against declared results and facts that are known without it."""

from datetime import date
from fractions import Fraction

import polars as pl
import pytest
from uk_election_ids.election_ids import IdBuilder

from groundgame.electoral.contests import UnknownContestError, parties, record
from groundgame.electoral.contests.record import Record
from groundgame.electoral.places import atlas

LONDON, CITY_OF_LONDON = "E12000007", "E09000001"


@pytest.fixture(scope="module")
def packaged():
    """The packaged record alone, whatever the machine's user has added."""
    return Record()


def votes_of(result):
    return {each.name: each.votes for each in result.candidates}


def test_seven_mayoral_elections(packaged):
    mayors = packaged.contests("mayor")
    assert [each.date.year for each in mayors] == [2000, 2004, 2008, 2012, 2016, 2021, 2024]
    assert [each.rule for each in mayors] == ["sv"] * 6 + ["fptp"]
    winners = [each.name for mayor in mayors for each in packaged.result(mayor.id).candidates if each.elected]
    assert winners == ["Ken Livingstone"] * 2 + ["Boris Johnson"] * 2 + ["Sadiq Aman Khan"] * 2 + ["Sadiq Khan"]


def test_2008_is_the_declared_result_and_not_the_later_totals(packaged):
    result = packaged.result("mayor.london.2008-05-01")
    assert votes_of(result)["Boris Johnson"] == 1_043_761
    assert votes_of(result)["Ken Livingstone"] == 893_877
    assert result.final_round == {"Boris Johnson": 1_168_738, "Ken Livingstone": 1_028_966}
    assert sum(votes_of(result).values()) + result.rejected == result.ballots == 2_456_990
    assert len(result.candidates) == 10


@pytest.mark.parametrize(
    ("contest", "name", "votes"),
    [
        ("mayor.london.2012-05-03", "Boris Johnson", 971_931),
        ("mayor.london.2012-05-03", "Ken Livingstone", 889_918),
        ("mayor.london.2016-05-05", "Sadiq Aman Khan", 1_148_716),
        ("mayor.london.2021-05-06", "Sadiq Aman Khan", 1_013_721),
        ("mayor.london.2024-05-02", "Sadiq Khan", 1_088_225),
        ("mayor.london.2024-05-02", "Susan Mary Hall", 812_397),
        ("parl.islington-north.2024-07-04", "Independent", 24_120),
    ],
)
def test_declared_votes(packaged, contest, name, votes):
    assert votes_of(packaged.result(contest))[name] == votes


def test_both_sets_of_2008_are_kept(packaged):
    totals = packaged.frame("mayor_totals")
    assert totals.height == 93
    assert totals.filter(year=2008, name="Boris Johnson").sort("declared")["votes"].to_list() == [1_044_067, 1_043_761]
    assert totals.filter("declared").height == packaged.frame("results_mayor").height == 83


def test_shares_of_2012_by_borough_are_of_the_candidates_parties(packaged):
    shares = packaged.frame("mayor_2012_by_borough")
    parties = {each.name.split()[-1]: each.party for each in packaged.result("mayor.london.2012-05-03").candidates}
    found = dict(shares.select("name", "party").unique().iter_rows())
    assert len(found) == 5
    assert found == {name: parties.get(name, "other") for name in found}


def test_papers_of_2016_are_those_of_its_wards_and_postal_batches(packaged):
    result = packaged.result("mayor.london.2016-05-05")
    assert sum(votes_of(result).values()) == 2_596_961
    papers = packaged.frame("london_votes_2016_by_ward").filter(ballot="mayor_first")
    assert papers["count"].sum() == result.ballots
    by_name = papers.filter(kind="vote").group_by("name").agg(pl.col("count").sum())
    assert dict(by_name.iter_rows()) == votes_of(result)


def test_a_ward_of_2016_is_in_the_borough_that_counted_it_and_no_namesake_is_lost(packaged):
    votes = packaged.frame("london_votes_2016_by_ward").filter(pl.col("ward").is_not_null())
    boroughs = {area.code: area.borough for area in atlas().areas("ward14")} | {CITY_OF_LONDON: CITY_OF_LONDON}
    counted = votes.select("ward", "borough").unique()
    assert counted["ward"].n_unique() == counted.height == 630
    assert all(boroughs[ward] == borough for ward, borough in counted.iter_rows())


@pytest.mark.parametrize(("year", "wards", "seats"), [(2014, 629, 1_851), (2018, 632, 1_833), (2022, 679, 1_817)])
def test_borough_elections(packaged, year, wards, seats):
    contests = [each for each in packaged.contests("borough") if each.date.year == year]
    assert len(contests) == wards
    assert sum(each.seats for each in contests) == seats


def test_every_contest_elects_as_many_as_it_has_seats(packaged):
    for tier in ("mayor", "borough", "assembly", "parliament"):
        rows = packaged.votes(tier).group_by("id").agg(pl.col("seats").first(), pl.col("elected").sum())
        assert rows.filter(pl.col("seats") != pl.col("elected")).is_empty()
    lists = (
        packaged.frame("results_assembly").drop_nulls("seats_won").group_by("contest").agg(pl.col("seats_won").sum())
    )
    assert lists["seats_won"].to_list() == [11] * 7


def test_every_id_is_one_that_democracy_club_s_package_reads_back(packaged):
    for contest in packaged.index["id"]:
        assert IdBuilder.from_id(contest).ballot_id == contest


def test_every_contest_of_london_is_in_an_area_of_the_atlas(packaged):
    in_london = packaged.index.filter(~pl.col("boundary_set").is_in(["pcon74", "pcon83"]))
    in_london = in_london.filter((pl.col("tier") != "parliament") | (pl.col("within") == LONDON))
    for area, boundary_set in in_london.select("area", "boundary_set").unique().iter_rows():
        assert atlas().area(area, boundary_set).code == area


def test_every_candidate_s_party_is_known(packaged):
    for name in packaged.index["results"].unique():
        assert set(packaged.frame(name)["party"]) <= set(parties())


def test_no_candidate_of_a_contest_has_another_s_name(packaged):
    for name in packaged.index["results"].unique():
        assert not packaged.frame(name).select("contest", "name").is_duplicated().any()


def test_a_contest_is_found_by_its_area_and_by_what_holds_it(packaged):
    abbey, barking = "E05000026", "E09000002"
    years = [each.date.year for each in packaged.contests(area=abbey)]
    assert years == [2014, 2018]
    assert {each.id for each in packaged.contests(area=abbey)} < {each.id for each in packaged.contests(area=barking)}
    assert len(packaged.contests("parliament", LONDON)) == 3 * 92 + 3 * 84 + 3 * 74 + 4 * 73 + 75


def test_the_polls_that_were_held_late(packaged):
    ordinary = {date(2014, 5, 22), date(2018, 5, 3), date(2022, 5, 5)}
    assert [each.id for each in packaged.contests("borough") if each.date not in ordinary] == [
        "local.barnet.colindale.2014-06-26",
        "local.tower-hamlets.blackwall-cubitt-town.2014-07-03",
        "local.southwark.london-bridge-west-bermondsey.2018-06-14",
        "local.brent.willesden-green.2018-06-21",
        "local.redbridge.mayfield.2022-05-26",
    ]


def test_labour_and_conservative_swing_of_2005(packaged):
    """Butler's swing in London 4.93 points; Enfield North 0.63; Mitcham and Morden 2.40."""
    rows = packaged.votes("parliament").filter(pl.col("within") == LONDON)

    def share(day, party, slug=""):
        chosen = rows.filter(pl.col("date") == day, pl.col("id").str.contains(slug))
        return Fraction(chosen.filter(party=party)["votes"].sum(), chosen["votes"].sum())

    def swing(slug=""):
        days = date(2005, 5, 5), date(2001, 6, 7)
        change = {
            party: share(days[0], party, slug) - share(days[1], party, slug) for party in ("labour", "conservative")
        }
        return round(float(change["conservative"] - change["labour"]) * 50, 2)

    assert swing() == 4.93
    assert swing(r"^parl\.enfield-north\.") == 0.63
    assert swing(r"^parl\.mitcham-and-morden\.") == 2.40


def test_seats_won_at_general_elections(packaged):
    won = packaged.votes("parliament").filter("elected").group_by(pl.col("date").dt.year(), "party").len()
    seats = {(year, party): count for year, party, count in won.filter(pl.col("date") > 1974).iter_rows()}
    known = {
        (1979, "labour"): 269, (1997, "labour"): 418, (2001, "labour"): 412, (2005, "labour"): 355,
        (2010, "labour"): 258, (2015, "labour"): 232, (2017, "labour"): 262, (2019, "labour"): 202,
        (2024, "labour"): 411, (2024, "liberal-democrat"): 72, (2024, "reform"): 5, (2024, "green"): 4,
        (2015, "snp"): 56, (2015, "ukip"): 1,
    }  # fmt: skip
    assert {key: seats[key] for key in known} == known


def test_london_seats_that_somebody_of_no_named_party_won(packaged):
    """The sum of the others can win nothing itself: each seat it is marked at is one that is known by name."""
    rows = packaged.votes("parliament").filter("elected", pl.col("within") == LONDON, pl.col("party") == "other")
    assert rows["id"].to_list() == ["parl.bethnal-green-and-bow.2005-05-05"]


def test_a_runner_up_of_no_named_party_stands_apart_from_the_sum(packaged):
    """As declared: the second in Bethnal Green and Stepney had 14,207 votes, in Ashfield 13,498."""
    second = {
        name: [each.votes for each in packaged.result(contest).candidates if each.party == name]
        for name, contest in [
            ("independent", "parl.bethnal-green-and-stepney.2024-07-04"),
            ("ashfield-independents", "parl.ashfield.2019-12-12"),
        ]
    }
    assert second == {"independent": [14_207], "ashfield-independents": [13_498]}


def test_published_sums_that_are_wrong_are_not_taken_over(packaged):
    """The House of Commons Library's table swaps the valid votes of two seats of October 1974."""
    seats = packaged.votes("parliament").filter(pl.col("date") == date(1974, 10, 10))
    votes = {
        name: seats.filter(id=f"parl.{name}.1974-10-10")["votes"].sum()
        for name in ("mid-oxfordshire", "mid-bedfordshire")
    }
    assert votes == {"mid-oxfordshire": 45_491, "mid-bedfordshire": 58_832}


def test_notionals_sum_to_what_was_cast(packaged):
    for name, seats in (("general_2005_notional", 650), ("general_2019_notional", 632)):
        table = packaged.frame(name).group_by("area").agg(pl.col("votes").sum(), pl.col("valid_votes").first())
        assert table.height == seats
        assert table.filter(pl.col("votes") != pl.col("valid_votes")).is_empty()
    cast = packaged.votes("parliament").filter(pl.col("date") == date(2019, 12, 12))["votes"].sum()
    assert abs(packaged.frame("general_2019_notional")["votes"].sum() - cast) < 300


def test_islington_in_2006_is_as_declared(packaged):
    row = packaged.frame("borough_control").filter(authority="Islington", year=2006).row(0, named=True)
    assert (row["liberal-democrat"], row["labour"], row["green"], row["other"]) == (24, 23, 1, 0)
    assert row["control_party"] is None


def test_every_borough_has_its_seats_each_year(packaged):
    table = packaged.frame("borough_control")
    assert table.group_by("year").len()["len"].unique().to_list() == [32]
    sides = table.columns[table.columns.index("total") + 1 : table.columns.index("control")]
    assert table.filter(pl.sum_horizontal(sides) != pl.col("total")).is_empty()


def test_referendum_of_2016(packaged):
    table = packaged.frame("referendum_2016")
    assert (table["remain"].sum(), table["leave"].sum()) == (16_141_241, 17_410_742)


def test_ed_miliband_won_by_the_sections(packaged):
    last = packaged.frame("party_elections").filter(
        contest="Labour leader 2010", round="4", section="Electoral college"
    )
    shares = dict(last.select("name", "share").iter_rows())
    assert shares == {"Ed Miliband": 0.5065, "David Miliband": 0.4935}


def test_an_unknown_contest_is_answered_with_the_nearest(packaged):
    with pytest.raises(UnknownContestError) as caught:
        packaged.result("mayor.london.2008-05-02")
    assert caught.value.suggestions[0] == "mayor.london.2008-05-01"
    assert "mayor.london.2008-05-02" in str(caught.value)


def test_a_result_says_where_it_was_published(packaged):
    assert "CC BY-SA 4.0" in packaged.source("local.barnet.burnt-oak.2018-05-03")
    assert "Open Government Licence" in packaged.source("local.barnet.burnt-oak.2022-05-05")


def test_the_record_is_read_once():
    assert record() is record()

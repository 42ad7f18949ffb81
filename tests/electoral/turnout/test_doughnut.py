"""Inner against outer London, on the packaged record."""

from datetime import date

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON, atlas, crosswalk
from groundgame.electoral.turnout import doughnut
from groundgame.electoral.turnout.counted import boroughs_2016
from groundgame.electoral.turnout.estimated import split
from groundgame.electoral.turnout.rings import RINGS

MAIN = ["labour", "conservative", "green", "liberal-democrat"]
SURNAMES_2012 = {"Livingstone": "labour", "Johnson": "conservative", "Jones": "green", "Paddick": "liberal-democrat"}


def of(tier, day):
    return doughnut().filter((pl.col("tier") == tier) & (pl.col("date") == day))


def test_every_election_has_both_rings_and_shares_that_add_up():
    sums = doughnut().group_by("tier", "date", "ring").agg(pl.col("share").sum())
    assert sums["share"].to_list() == pytest.approx([1] * sums.height)
    assert set(sums.group_by("tier", "date").len()["len"]) == {len(RINGS)}
    years = {tier: sorted(set(rows["date"].dt.year())) for (tier,), rows in sums.group_by("tier")}
    assert years == {
        "mayor": [2012, 2016, 2021, 2024],
        "assembly-list": [2016, 2021, 2024],
        "borough": [2014, 2018, 2022],
        "parliament": [2010, 2015, 2017, 2019, 2024],
        "referendum": [2016],
    }


@pytest.mark.parametrize("year", [2016, 2021, 2024])
def test_the_rings_of_a_mayor_add_up_to_the_declared_votes(year):
    [contest] = [each for each in record().contests("mayor") if each.date.year == year]
    declared = {}
    for each in record().result(contest.id).candidates:
        declared[each.party] = declared.get(each.party, 0) + each.votes
    found = dict(of("mayor", contest.date).group_by("party").agg(pl.col("votes").sum()).iter_rows())
    assert found.keys() == declared.keys()
    assert all(abs(found[party] - votes) <= 1 for party, votes in declared.items())


def test_the_rings_of_2016_are_counted():
    """Inner London gave Labour's candidate 537,473 of 1,148,716 votes."""
    rows = of("mayor", date(2016, 5, 5)).filter(party="labour")
    inner = {area.code for area in atlas().areas("borough") if area.inner}
    votes = record().frame("london_votes_2016_by_borough").filter(ballot="mayor_first", party="labour")
    counted = votes.filter(pl.col("borough").is_in(inner))["votes"].sum()
    assert rows.filter(ring="inner")["votes"].item() == counted
    assert rows["votes"].sum() == 1_148_716
    assert rows["exact"].all()


def test_general_elections_hold_every_london_seat_and_its_turnout():
    day = date(2024, 7, 4)
    seats = record().index.filter(
        (pl.col("tier") == "parliament") & (pl.col("within") == LONDON) & (pl.col("date") == day)
    )
    rings = of("parliament", day).unique("ring")
    assert rings["electorate"].sum() == seats["electorate"].sum()
    papers = (rings["turnout"] * rings["electorate"]).sum()
    assert papers == pytest.approx(seats["ballots"].sum())


def test_turnout_is_the_papers_over_the_electors_beside_it_and_no_ring_has_more_votes_than_papers():
    """Where an elector has one vote; the rings of a mayor hold London's declared papers."""
    sums = doughnut().drop_nulls("ballots").group_by("tier", "date", "ring")
    rows = sums.agg(pl.col("votes").sum(), pl.col("ballots", "electorate", "turnout").first())
    assert rows["turnout"].to_list() == pytest.approx((rows["ballots"] / rows["electorate"]).to_list(), abs=1e-6)
    assert rows.filter(pl.col("tier") != "borough", pl.col("votes") > pl.col("ballots")).is_empty()
    mayor = rows.filter(pl.col("tier") == "mayor", pl.col("date").dt.year() == 2024)
    papers = record().frame("london_turnout_by_constituency").filter(ballot="mayor", year=2024)
    assert mayor["ballots"].sum() == pytest.approx(papers["ballots"].sum(), abs=1)


def test_londons_declared_answer_in_the_referendum():
    """2,263,519 to 1,513,232 (Electoral Commission)."""
    answers = of("referendum", date(2016, 6, 23)).group_by("party").agg(pl.col("votes").sum())
    assert dict(answers.iter_rows()) == {"remain": 2_263_519, "leave": 1_513_232}


def test_weighted_shares_of_2012_come_out_within_a_fifth_of_a_point_of_those_declared():
    declared = {each.party: each.votes for each in record().result("mayor.london.2012-05-03").candidates}
    rows = of("mayor", date(2012, 5, 3))
    assert not rows["exact"].any()
    electors = of("referendum", date(2016, 6, 23)).select("ring", electors="electorate").unique()
    weighted = rows.join(electors, on="ring").with_columns(papers=pl.col("electors") * pl.col("turnout"))
    for party in MAIN:
        each = weighted.filter(party=party)
        share = (each["share"] * each["papers"]).sum() / each["papers"].sum()
        assert share == pytest.approx(declared[party] / sum(declared.values()), abs=0.002)


@pytest.mark.parametrize(
    ("tier", "day"), [("mayor", date(2024, 5, 2)), ("borough", date(2022, 5, 5)), ("parliament", date(2024, 7, 4))]
)
def test_outer_london_turns_out_more_and_inner_london_is_the_stronger_labour_ring(tier, day):
    labour = of(tier, day).filter(party="labour")
    inner, outer = (labour.filter(ring=ring).row(0, named=True) for ring in RINGS)
    assert outer["turnout"] > inner["turnout"]
    assert inner["share"] > outer["share"]


def errors_of_splitting_2016(rows):
    """Points by which each main party's share in each ring is missed when 2016 is split by other means."""
    rings = {area.code: area.inner for area in atlas().areas("borough")}

    def shares(frame):
        sums = (
            frame.with_columns(ring=pl.col("area").replace_strict(rings))
            .group_by("ring", "party")
            .agg(pl.col("votes").sum())
        )
        return sums.select("ring", "party", share=pl.col("votes") / pl.col("votes").sum().over("ring"))

    both = (
        shares(rows)
        .join(shares(mayor_2016()), on=["ring", "party"], suffix="_true")
        .filter(pl.col("party").is_in(MAIN))
    )
    return both.select(((pl.col("share") - pl.col("share_true")).abs() * 100).alias("error"))["error"]


def mayor_2016():
    return boroughs_2016().filter(tier="mayor")


def test_splitting_by_the_election_before_is_as_good_as_it_says_and_better_than_by_residents():
    whole = mayor_2016().group_by("tier", "date", "constituency", "party").agg(pl.col("votes").sum())
    turnout = record().frame("mayor_2012_turnout").select(borough="area", turnout="turnout_share").unique()
    electors = record().frame("referendum_2016").select(borough="area", electorate="electorate")
    shares = record().frame("mayor_2012_by_borough").join(turnout, on="borough").join(electors, on="borough")
    constituency = mayor_2016().select("constituency", borough="area").unique()
    pattern = shares.join(constituency, on="borough").select(
        "constituency",
        area="borough",
        tier=pl.lit("mayor"),
        party=pl.col("name").replace_strict(SURNAMES_2012, default="other"),
        votes=pl.col("share") * pl.col("turnout") * pl.col("electorate"),
    )
    by_pattern = errors_of_splitting_2016(split(whole, pattern))
    residents = crosswalk("lac", "borough").select(constituency="from", area="to", weight="share_of_from")
    by_residents = errors_of_splitting_2016(
        whole.join(residents, on="constituency").with_columns(pl.col("votes") * pl.col("weight"))
    )
    assert (by_pattern.mean(), by_pattern.max()) == (pytest.approx(0.5, abs=0.05), pytest.approx(1.7, abs=0.05))
    assert (by_residents.mean(), by_residents.max()) == (pytest.approx(1.3, abs=0.05), pytest.approx(2.7, abs=0.05))

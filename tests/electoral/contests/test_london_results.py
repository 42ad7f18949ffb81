"""London's results on the wards of 2022: nothing is lost, nothing is known too early, and splits are near the truth."""

from datetime import date

import polars as pl
import pytest

from groundgame.electoral.contests import london_results, record
from groundgame.electoral.contests.additions import add_file
from groundgame.electoral.contests.on_boundaries.counted import counted_since_2014
from groundgame.electoral.contests.on_boundaries.evidence import Pattern, evidence, turnouts
from groundgame.electoral.contests.on_boundaries.splitting import BOROUGH_WEIGHT
from groundgame.electoral.places import LONDON, atlas, carry, crosswalk, read_table

BARNET = sorted(atlas().wards_within("E09000003"))
CONTESTS = {
    "mayor": (2016, 2021, 2024),
    "assembly-list": (2016, 2021, 2024),
    "assembly": (2016, 2021, 2024),
    "borough": (2014, 2018, 2022),
    "parliament": (2015, 2017, 2019, 2024),
    "european": (2014,),
    "referendum": (2016,),
}


@pytest.fixture(scope="module")
def results() -> pl.DataFrame:
    return london_results()


def of(results: pl.DataFrame, kind: str, year: int) -> pl.DataFrame:
    return results.filter((pl.col("kind") == kind) & (pl.col("date").dt.year() == year))


def test_every_london_wide_vote_since_2014_is_there(results):
    found = results.select("kind", year=pl.col("date").dt.year()).unique().rows()
    assert set(found) == {(kind, year) for kind, years in CONTESTS.items() for year in years}
    with_councillors = record().index.filter(boundary_set="ward22")["area"]
    for (kind,), rows in results.group_by("kind"):
        assert set(with_councillors) <= set(rows["area"]), kind


def test_no_vote_is_lost_or_invented(results):
    for one in counted_since_2014():
        votes = of(results, one.kind, one.date.year).group_by("party").agg(pl.col("votes").sum())
        counted = one.votes.group_by("party").agg(pl.col("votes").sum().cast(pl.Float64)).filter(pl.col("votes") > 0)
        assert dict(votes.iter_rows()) == pytest.approx(dict(counted.iter_rows()), rel=1e-9), (one.kind, one.date)


@pytest.fixture
def home(tmp_path, monkeypatch):
    """A home of the user's own results, from which the record is then read anew."""
    monkeypatch.setenv("GROUNDGAME_HOME", str(tmp_path))
    yield tmp_path
    monkeypatch.undo()
    record.cache_clear()


def test_independents_of_one_seat_are_added_up(home):
    """A general election of the user's own, in whose seats two independents stood each."""
    of_2024 = record().index.filter((pl.col("boundary_set") == "pcon24") & (pl.col("within") == LONDON))["id"]
    seats = [contest.replace("2024-07-04", "2029-05-03") for contest in of_2024 if contest.endswith("2024-07-04")]
    cells = [("A", "labour", 90, 1), ("B", "independent", 20, 0), ("C", "independent", 30, 0)]
    lines = [f"{seat},{name},{party},{votes},{won}" for seat in seats for name, party, votes, won in cells]
    (home / "results.csv").write_text("\n".join(["contest,candidate,party,votes,elected", *lines]), encoding="utf-8")
    add_file(home / "results.csv", home, record().holds)
    record.cache_clear()
    [added] = [one for one in counted_since_2014() if one.date.year == 2029]
    votes = carry(added.votes, crosswalk("pcon24", "ward22")).group_by("party").agg(pl.col("votes").sum())
    assert dict(votes.iter_rows()) == pytest.approx({"labour": 75 * 90, "independent": 75 * 50})


def test_the_declared_totals_of_the_mayors_are_kept(results):
    for year, votes in ((2016, 1_148_716), (2021, 1_013_721), (2024, 1_088_225)):
        labour = of(results, "mayor", year).filter(party="labour")["votes"].sum()
        assert labour == pytest.approx(votes, abs=0.01)


def test_each_assembly_constituency_keeps_each_partys_votes(results):
    back = carry(of(results, "mayor", 2024).select("area", "party", "votes"), crosswalk("ward22", "lac"))
    counted = read_table("london_votes_by_constituency").filter(year=2024, ballot="mayor")
    sums = counted.group_by("party", area="constituency").agg(counted=pl.col("votes").sum())
    both = back.join(sums, on=["area", "party"])
    # A few wards lie on the edge of a constituency by their postcodes, hence not to the vote.
    assert both.select(((pl.col("votes") - pl.col("counted")).abs() / pl.col("counted")).max()).item() < 0.01


def test_what_was_counted_is_as_counted_and_the_rest_says_so(results):
    own = of(results, "borough", 2022)
    assert not own["estimated"].any()
    assert results.filter(pl.col("how") != "counted")["estimated"].all()
    ward = record().result("local.barnet.high-barnet.2022-05-05")
    slate = [each.votes for each in ward.candidates if each.party == "labour"]
    mean = own.filter((pl.col("area") == ward.contest.area) & (pl.col("party") == "labour"))["votes"].item()
    assert mean == pytest.approx(sum(slate) / len(slate))


def test_a_ward_that_was_not_redrawn_has_the_votes_it_was_counted_with(results):
    """Tower Hamlets' Lansbury kept its boundaries and its code of 2014; Barnet was redrawn in 2022."""
    earlier = of(results, "borough", 2018)
    kept, redrawn = earlier.filter(area="E05009325"), earlier.filter(pl.col("area").is_in(BARNET))
    ward = record().result("local.tower-hamlets.lansbury.2018-05-03")
    slate = [each.votes for each in ward.candidates if each.party == "labour"]
    assert ward.contest.area == "E05009325"
    assert kept.filter(party="labour")["votes"].item() == pytest.approx(sum(slate) / len(slate))
    assert kept["how"].unique().to_list() == ["counted"]
    assert not kept["estimated"].any()
    assert redrawn["estimated"].any()


def test_shares_of_a_ward_add_up_and_turnouts_are_possible(results):
    sums = results.group_by("kind", "date", "area").agg(pl.col("share").sum())
    assert sums.select((pl.col("share") - 1).abs().max()).item() < 1e-9
    assert results["turnout"].drop_nulls().is_between(0.1, 0.97).all()


def test_an_earlier_day_knows_only_what_was_held_before_it_and_the_same_of_it(results):
    before = london_results(date(2019, 1, 1))
    assert before["date"].max() == date(2018, 5, 3)
    assert before.equals(results.filter(pl.col("date") < date(2019, 1, 1)))


def test_no_split_names_a_contest_later_than_itself(results):
    for day, how in results.select("date", "how").unique().iter_rows():
        years = [int(word) for word in how.split() if word.isdigit()]
        assert all(year <= day.year for year in years), (day, how)


def test_the_referendum_is_nearer_estimates_by_seat_than_boroughs_are(results):
    """Hanretty's estimates by seat are from other data (which the boroughs' results went into)."""
    estimates = read_table("referendum_2016_by_seat").select("area", estimate="leave")

    def error(votes: pl.DataFrame, crossing: str) -> float:
        carried = carry(votes, crosswalk(crossing, "pcon24"))
        shares = carried.with_columns(share=pl.col("votes") / pl.col("votes").sum().over("area")).filter(party="leave")
        return shares.join(estimates, on="area").select((pl.col("share") - pl.col("estimate")).abs().mean()).item()

    [counted] = [one.votes for one in counted_since_2014() if one.kind == "referendum"]
    ours = of(results, "referendum", 2016).select("area", "party", "votes")
    assert error(ours, "ward22") < 0.8 * error(counted, "borough")


@pytest.mark.parametrize(
    ("ballot", "larger", "plain", "split"),
    [
        ("mayor", "lac", 6.7, 2.9),
        ("assembly-list", "lac", 6.9, 2.7),
        ("assembly", "lac", 7.4, 2.7),
        ("mayor", "pcon10", 3.9, 2.0),
        ("assembly-list", "pcon10", 4.1, 2.0),
        ("assembly", "pcon10", 4.3, 2.1),
    ],
)
def test_a_split_by_the_wards_of_another_contest_is_as_near_as_documented(results, ballot, larger, plain, split):
    """The votes of 2016, summed and split again by the borough elections of 2014 alone: docs/boundaries.md."""
    truth = of(results, ballot, 2016).select("area", "party", "votes")
    whole, pattern = carry(truth, crosswalk("ward22", larger)), of(results, "borough", 2014)
    turnout = turnouts(pattern, None)
    shape = evidence([Pattern(pattern, BOROUGH_WEIGHT)], whole["party"].unique().to_list(), turnout)

    def error(shape: pl.DataFrame | None) -> float:
        split = carry(whole, crosswalk(larger, "ward22"), shape=shape)
        shares = pl.col("votes") / pl.col("votes").sum().over("area")
        both = split.with_columns(split=shares).join(truth.with_columns(true=shares), on=["area", "party"])
        large = both.filter(pl.col("party").is_in(["conservative", "labour", "liberal-democrat"]))
        counted = large.join(pattern.select("area").unique(), on="area", how="semi")
        return counted.select(100 * (pl.col("split") - pl.col("true")).abs().mean()).item()

    assert (error(None), error(shape)) == pytest.approx((plain, split), abs=0.06)


def test_wards_counted_years_before_still_split_a_late_vote(results):
    """The general election of 2024 summed to Assembly constituencies, split, and compared with the counts of seats."""
    votes = of(results, "parliament", 2024).select("area", "party", "votes")
    whole, truth = (carry(votes, crosswalk("ward22", to)) for to in ("lac", "pcon24"))
    patterns = [Pattern(of(results, "borough", 2022), BOROUGH_WEIGHT), Pattern(of(results, "assembly-list", 2016))]
    turnout = turnouts(patterns[0].votes, 0.6)
    shape = evidence(patterns, whole["party"].unique().to_list(), turnout)

    def error(shape: pl.DataFrame | None) -> float:
        seats = carry(carry(whole, crosswalk("lac", "ward22"), shape=shape), crosswalk("ward22", "pcon24"))
        shares = pl.col("votes") / pl.col("votes").sum().over("area")
        both = seats.with_columns(split=shares).join(truth.with_columns(true=shares), on=["area", "party"])
        large = both.filter(pl.col("party").is_in(["conservative", "labour", "liberal-democrat"]))
        return large.select((pl.col("split") - pl.col("true")).abs().mean()).item()

    assert error(shape) < 0.031
    assert error(None) > 0.055

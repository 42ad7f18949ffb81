"""The history of a place, on the packaged record."""

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.places import LONDON, UnknownAreaError, atlas
from groundgame.electoral.swing import history, levels

BARKING_ABBEY, CAMDEN, BEXLEY_AND_BROMLEY, BETHNAL_GREEN = "E05014053", "E09000007", "E32000002", "E14001086"
CITY_OF_LONDON, BETHNAL_GREEN_EAST = "E09000001", "E05009317"
EVERY_KIND = [BARKING_ABBEY, CAMDEN, BEXLEY_AND_BROMLEY, BETHNAL_GREEN, LONDON]


def rows(code, tier, year):
    return history(code).filter((pl.col("tier") == tier) & (pl.col("date").dt.year() == year))


@pytest.mark.parametrize("code", EVERY_KIND)
def test_every_kind_of_place_has_every_tier_and_shares_that_add_up(code):
    found = history(code)
    assert set(found["tier"]) == {"mayor", "assembly", "assembly-list", "borough", "parliament"}
    sums = found.group_by("date", "tier").agg(pl.col("share").sum())
    assert sums["share"].to_list() == pytest.approx([1] * sums.height, abs=2e-5)
    assert found.select("date", "tier", "party").is_duplicated().sum() == 0
    assert found["date"].is_sorted(descending=True)


def test_london_has_the_declared_votes_of_every_mayor():
    for contest in record().contests("mayor"):
        declared = record().result(contest.id)
        found = rows(LONDON, "mayor", contest.date.year)
        assert found["votes"].sum() == sum(each.votes for each in declared.candidates)
        assert set(found["contest"]) == {contest.id}
        assert set(found["how"]) == {"own"}


def test_the_mayors_votes_of_2016_by_borough_add_up_to_londons():
    """Khan's 1,148,716 first preferences, from 33 boroughs."""
    boroughs = [rows(area.code, "mayor", 2016).filter(party="labour") for area in atlas().areas("borough")]
    assert {how for each in boroughs for how in each["how"]} == {"own"}
    assert sum(each["votes"].item() for each in boroughs) == 1_148_716


def test_a_borough_is_the_sum_of_its_wards():
    found = rows(CAMDEN, "borough", 2022)
    votes = record().votes("borough").filter((pl.col("within") == CAMDEN) & (pl.col("boundary_set") == "ward22"))
    assert set(found["how"]) == {"parts"}
    assert found["exact"].all()
    assert found["votes"].sum() == votes["votes"].sum()
    assert found["won_seats"].sum() == votes["elected"].sum() == 55


def test_an_assembly_constituency_is_the_sum_of_its_boroughs():
    whole = rows(BEXLEY_AND_BROMLEY, "mayor", 2016).filter(party="conservative")
    halves = [
        rows(code, "mayor", 2016).filter(party="conservative")["votes"].item() for code in ("E09000004", "E09000006")
    ]
    assert (whole["how"].item(), whole["votes"].item()) == ("parts", sum(halves))


def test_a_ward_takes_the_figures_of_what_holds_it_and_says_whose_they_are():
    found = rows(BARKING_ABBEY, "parliament", 2024)
    assert set(found["how"]) == {"holder"}
    assert atlas().area(found["used"][0]).name == "Barking"
    assert atlas().area(rows(BARKING_ABBEY, "mayor", 2024)["used"][0]).name == "City and East"


def test_older_wards_are_moved_and_marked_as_estimates():
    found = rows(BARKING_ABBEY, "borough", 2018)
    assert set(found["how"]) == {"moved"}
    assert not found["exact"].any()
    assert found["votes"].null_count() == found["contest"].null_count() == found.height


def test_a_ward_that_kept_its_residents_has_its_own_older_votes():
    found = rows(BETHNAL_GREEN_EAST, "borough", 2018)
    assert set(found["how"]) == {"own"}
    assert found["exact"].all()
    [contest] = set(found["contest"])
    assert found["votes"].sum() == sum(each.votes for each in record().result(contest).candidates)


def test_wards_of_2016_add_up_to_the_declared_votes_of_their_borough():
    """With postal votes spread over them, so that no borough gains or loses one."""
    [wards] = [one for one in levels() if (one.key, one.counted) == ("mayor.ward14.2016-05-05", False)]
    spread = wards.shares.filter(party="labour").with_columns(
        borough=pl.col("area").replace_strict({area.code: area.borough for area in atlas().areas("ward14")})
    )
    sums = dict(spread.group_by("borough").agg(pl.col("strength").sum()).iter_rows())
    votes = record().frame("london_votes_2016_by_borough").filter(ballot="mayor_first", party="labour")
    declared = dict(votes.select("borough", "votes").iter_rows())
    assert (len(sums), len(wards.areas)) == (32, 629)
    assert all(total == pytest.approx(declared[borough]) for borough, total in sums.items())


def test_a_ward_prefers_an_estimate_of_its_own_vote_to_its_boroughs():
    found = rows(BARKING_ABBEY, "mayor", 2016)
    assert set(found["how"]) == {"moved"}
    assert not found["exact"].any()
    assert set(rows(CAMDEN, "assembly", 2016)["how"]) == {"own"}


def test_a_seat_has_the_notional_result_of_2019_and_says_that_it_is_not_counted():
    found = rows(BETHNAL_GREEN, "parliament", 2019)
    assert set(found["how"]) == {"own"}
    assert not found["exact"].any()
    assert found["votes"].is_not_null().all()


def test_the_city_of_london_has_no_borough_election_from_its_neighbours():
    assert rows(CITY_OF_LONDON, "borough", 2018).is_empty()
    assert rows(CITY_OF_LONDON, "borough", 2022).is_empty()


def test_turnout_is_that_of_the_papers():
    assert rows(BEXLEY_AND_BROMLEY, "mayor", 2024)["turnout"][0] == pytest.approx(0.484, abs=0.0005)
    papers = record().index.filter((pl.col("within") == CAMDEN) & (pl.col("boundary_set") == "ward22"))
    assert rows(CAMDEN, "borough", 2022)["turnout"][0] == pytest.approx(
        papers["ballots"].sum() / papers["electorate"].sum()
    )


def test_an_unknown_place_is_refused():
    with pytest.raises(UnknownAreaError):
        history("E99999999")

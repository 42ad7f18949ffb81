"""Candidates beside their parties' lists, against the declared votes."""

import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.swing import ElectionError, ahead


def of(rows, party, area=None):
    chosen = rows.filter(party=party) if area is None else rows.filter(party=party, name=area)
    return chosen.row(0, named=True)


@pytest.mark.parametrize("year", [2000, 2004, 2008, 2012, 2016, 2021, 2024])
def test_shares_are_those_declared(year):
    [mayor], [listed] = (
        [each for each in record().contests(tier) if each.date.year == year] for tier in ("mayor", "assembly-list")
    )
    results = [record().result(one.id).candidates for one in (mayor, listed)]
    votes, lists = ({each.party: each.votes for each in one} for one in results)
    total, all_lists = (sum(each.votes for each in one) for one in results)
    found = of(ahead(year), "conservative")
    assert (found["mayor_votes"], found["list_votes"]) == (votes["conservative"], lists["conservative"])
    assert found["mayor_share"] == pytest.approx(votes["conservative"] / total)
    assert found["ahead"] == pytest.approx(found["mayor_share"] - lists["conservative"] / all_lists)


def test_johnson_ran_far_ahead_in_2012_and_livingstone_behind():
    """44.0% against the list's 32.0; 40.3% against 41.1."""
    rows = ahead(2012)
    assert 100 * of(rows, "conservative")["ahead"] == pytest.approx(12.0, abs=0.05)
    assert 100 * of(rows, "labour")["ahead"] == pytest.approx(-0.8, abs=0.05)


def test_an_independent_has_no_list_to_be_ahead_of():
    rows = ahead(2000)
    assert "Ken Livingstone" not in rows["candidate"].to_list()
    assert rows.select("area", "party").is_duplicated().sum() == 0


@pytest.mark.parametrize(
    ("year", "by", "places"), [(2016, "constituency", 14), (2024, "constituency", 14), (2016, "borough", 33)]
)
def test_places_add_up_to_the_city(year, by, places):
    rows, city = ahead(year, by=by), of(ahead(year), "labour")
    own = rows.filter(party="labour")
    assert (own.height, own["exact"].all()) == (places, True)
    assert own["mayor_votes"].sum() == city["mayor_votes"]
    assert own["list_votes"].sum() == city["list_votes"]


def test_wards_are_estimates():
    rows = ahead(2016, by="ward").filter(party="labour")
    assert (rows.height, rows["exact"].any()) == (629, False)


@pytest.mark.parametrize(
    ("year", "by", "said"),
    [
        (2013, "city", "no votes for London's mayor in 2013; it has 2000, 2004"),
        (2021, "ward", "not in the record by ward"),
        (2021, "street", "no places called"),
    ],
)
def test_the_impossible_is_refused_in_a_sentence(year, by, said):
    with pytest.raises(ElectionError, match=said):
        ahead(year, by=by)

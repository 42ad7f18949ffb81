"""Who beat the tide: known cases, and whether the intervals hold what they say."""

from functools import cache

import numpy as np
import pytest

from groundgame.electoral.swing import ElectionError, find_election, tide
from groundgame.electoral.swing.tide.knowledge import BOROUGH
from groundgame.electoral.swing.tide.noise import overdispersion
from groundgame.electoral.swing.tide.posterior import departures, left_out_residuals, likely, simulated

CASES = [
    ("general:2001", "general:2005"),
    ("general:2019", "general:2024"),
    ("borough:2006", "borough:2010"),
    ("borough:2018", "borough:2022"),
]
Z50, Z90 = 0.6745, 1.6449


def worked_out(earlier, later, party="labour", draws=2000):
    return tide(find_election(earlier), find_election(later), party, rng=np.random.default_rng(5), draws=draws)


# Several tests look at the same elections; nobody changes what they get.
beaten = cache(worked_out)


@pytest.fixture(scope="module")
def in_2005():
    return beaten("general:2001", "general:2005")


def row(found, name):
    return found.places.row(found.places["name"].to_list().index(name), named=True)


@pytest.mark.parametrize("name", ["Enfield North", "Mitcham and Morden"])
def test_labours_best_of_2005(in_2005, name):
    place = row(in_2005, name)
    assert place["rank"] <= 10
    assert place["p05"] > 0
    assert place["chance_top_10"] > 0.75


def test_a_departure_is_shrunk_and_its_rank_is_as_sure_as_its_interval(in_2005):
    places = in_2005.places
    assert places["rank"].to_list() == list(range(1, places.height + 1))
    assert places["departure"].is_sorted(descending=True)
    assert places["departure"].abs().mean() < places["raw"].abs().mean()
    assert (places["p05"] < places["p95"]).all()
    assert (places["rank_p05"] <= places["rank_p95"]).all()
    assert places["chance_top_10"].sum() == pytest.approx(10)


def test_the_change_is_what_was_expected_and_the_rest(in_2005):
    rows = in_2005.places
    assert rows["change"].to_list() == pytest.approx((rows["expected"] + rows["raw"]).to_list())


@pytest.mark.parametrize("case", CASES[:2])
def test_where_votes_are_many_the_departure_is_the_change_less_what_was_expected(case):
    rows = beaten(*case).places
    assert rows["departure"].to_list() == pytest.approx(rows["raw"].to_list(), abs=0.004)


def test_a_ward_is_drawn_towards_what_its_borough_did():
    """Also beyond its own change: the Labour vote of Westminster rose everywhere in 2022."""
    found = beaten("borough:2018", "borough:2022")
    ward, [westminster] = row(found, "St James's"), found.boroughs.filter(name="Westminster")["departure"]
    assert ward["raw"] < ward["departure"] < westminster


def test_boroughs_of_2006_to_2022_name_theirs():
    """Seats: Lambeth and Islington 2006, Hounslow and Hammersmith and Fulham 2014; votes: Westminster 2022."""
    assert {"Lambeth", "Islington"} <= set(beaten("borough:2002", "borough:2006").places["name"][:5])
    assert {"Hounslow", "Hammersmith and Fulham"} <= set(beaten("borough:2010", "borough:2014").places["name"][:5])
    assert "Westminster" in beaten("borough:2018", "borough:2022").boroughs["name"][:3].to_list()


def test_carried_places_are_shrunk_more():
    found = beaten("borough:2018", "borough:2022")
    design = found.fitted.design
    kept = found.fitted.variances["place"] / (found.fitted.variances["place"] + found.fitted.error)
    assert kept[design.carried > 0.5].max() < kept[design.carried == 0].min()


def test_intervals_hold_what_they_say_on_places_left_out():
    """The real check: each place predicted from the others, over four elections and two parties."""
    parties = ("labour", "conservative")
    found = [beaten(*case, party, draws=100) for case in CASES for party in parties]
    residuals = np.abs(np.concatenate([left_out_residuals(each.fitted) for each in found]))
    assert 0.47 < (residuals < Z50).mean() < 0.62
    assert 0.87 < (residuals < Z90).mean() < 0.94


@pytest.mark.slow
@pytest.mark.parametrize(
    ("case", "times"),
    [(CASES[0], 40), (("borough:2002", "borough:2006"), 40), (CASES[-1], 5)],
    ids=lambda each: str(each),
)
def test_intervals_hold_what_they_say_on_departures_that_are_known(case, times):
    """Simulated from the fitted model, and fitted again."""
    found, rng = beaten(*case).fitted, np.random.default_rng(6)
    own = BOROUGH if BOROUGH in found.design.blocks else None
    inside = []
    for _ in range(times):
        again, truth = simulated(found, rng, own)
        low, high = np.quantile(departures(likely(again, rng), own, rng, 400), [0.05, 0.95], axis=0)
        inside.append((low <= truth) & (truth <= high))
    assert 0.86 < np.mean(inside) < 0.94


def test_nothing_that_one_election_gives_is_taken_back_by_the_next():
    """So of votes, no more than the votes' own chance is noise; of seats, less than if wards fell independently."""
    assert overdispersion("parliament", "votes") == 1.0
    assert 0 < overdispersion("borough", "seats") < 1


def test_the_same_seed_gives_the_same_figures():
    one, other = (worked_out("borough:2006", "borough:2010") for _ in range(2))
    assert one.places.equals(other.places)


def test_independents_have_no_tide():
    with pytest.raises(ElectionError, match="name a party"):
        beaten("borough:2018", "borough:2022", "independent")


def test_too_few_places_tell_no_tide():
    with pytest.raises(ElectionError, match="too few"):
        beaten("mayor:2021", "mayor:2024")

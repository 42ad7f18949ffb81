"""The turnout to expect by ward, on the packaged record."""

from datetime import date

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.places import atlas
from groundgame.electoral.turnout import TurnoutError, ward_turnout
from groundgame.electoral.turnout.backtest import backtests
from groundgame.electoral.turnout.observed import observed, used_part
from groundgame.electoral.turnout.station_votes import papers_2016, turnout_2012

BEXLEY_AND_BROMLEY, CITY_AND_EAST = "E32000002", "E32000004"
MAYOR_2024 = date(2024, 5, 2)


@pytest.fixture(scope="module")
def mayor_2024():
    return ward_turnout("mayor", MAYOR_2024)


def share(logit):
    return 1 / (1 + np.exp(-logit))


def test_the_record_has_the_turnouts_that_were_published():
    """2024: Bexley and Bromley 48.4%, City and East 31.2% (London Elects)."""
    [seen] = [each for each in observed(date(2024, 5, 3)) if each.day == MAYOR_2024]
    codes = [area.code for area in atlas().areas("lac")]
    turnout = dict(zip(codes, share(seen.logit), strict=True))
    assert round(100 * turnout[BEXLEY_AND_BROMLEY], 1) == 48.4
    assert round(100 * turnout[CITY_AND_EAST], 1) == 31.2


def test_the_day_before_both_were_expected_within_their_intervals_and_on_their_side_of_the_city_s(mayor_2024):
    """City and East was expected last of the 14; nobody's record said that Bexley and Bromley would be first."""
    expected = {row["area"]: row for row in mayor_2024.of("lac").to_dicts()}
    assert min(expected, key=lambda code: expected[code]["turnout"]) == CITY_AND_EAST
    assert expected[BEXLEY_AND_BROMLEY]["turnout"] > mayor_2024.level
    for code, counted in ((BEXLEY_AND_BROMLEY, 0.484), (CITY_AND_EAST, 0.312)):
        assert abs(expected[code]["turnout"] - counted) < 1.645 * expected[code]["sd"]


def test_every_ward_has_a_turnout_and_they_add_up_to_the_city_s(mayor_2024):
    wards = mayor_2024.wards
    assert wards.height == 704
    assert wards["turnout"].is_between(0.1, 0.8).all()
    whole = (wards["turnout"] * wards["electors"]).sum() / wards["electors"].sum()
    assert whole == pytest.approx(mayor_2024.level)
    for boundary_set, count in (("borough", 33), ("lac", 14), ("pcon24", 75), ("ring", 2)):
        areas = mayor_2024.of(boundary_set)
        assert areas.height == count
        assert (areas["turnout"] * areas["electors"]).sum() / areas["electors"].sum() == pytest.approx(whole)


@pytest.mark.parametrize("kind", ["mayor", "borough", "parliament"])
def test_nothing_of_the_day_or_later_is_used(kind):
    day = date(2022, 5, 5)
    assert all(each.day < day for each in observed(day))
    as_of = ward_turnout(kind, date(2026, 5, 7), as_of=day)
    on_the_day = ward_turnout(kind, day)
    assert np.array_equal(as_of.logit, on_the_day.logit)
    assert not np.array_equal(ward_turnout(kind, date(2026, 5, 7)).logit, as_of.logit)


def test_the_assembly_and_the_mayor_have_the_same_voters(mayor_2024):
    assert np.array_equal(ward_turnout("assembly", MAYOR_2024).logit, mayor_2024.logit)


def test_draws_are_spread_as_the_sums_by_area_say(mayor_2024):
    draws = mayor_2024.draws(4000, np.random.default_rng(1))
    assert draws.shape == (4000, 704)
    of_borough = mayor_2024.of("borough")
    for code, sd in of_borough.select("area", "sd").iter_rows():
        here = (mayor_2024.wards["borough"] == code).to_numpy()
        mean = draws[:, here] @ (mayor_2024.electors[here] / mayor_2024.electors[here].sum())
        assert mean.std() == pytest.approx(sd, rel=0.08)


def test_a_slider_sets_its_ring_alone(mayor_2024):
    moved = mayor_2024.at(outer=0.3)
    before, after = (dict(each.of("ring").select("area", "turnout").iter_rows()) for each in (mayor_2024, moved))
    assert after == {"outer": pytest.approx(0.3), "inner": pytest.approx(before["inner"])}
    assert np.array_equal(np.argsort(moved.logit[moved.wards["ring"] == "outer"]), np.argsort(outer_logits(mayor_2024)))


def test_a_ring_whose_slider_is_not_set_is_known_no_better(mayor_2024):
    moved = mayor_2024.at(outer=0.3)
    before, after = (dict(each.of("ring").select("area", "sd").iter_rows()) for each in (mayor_2024, moved))
    assert after["inner"] == pytest.approx(before["inner"])
    assert after["outer"] < before["outer"] / 5
    draws = moved.draws(2000, np.random.default_rng(1))
    for ring, sd in after.items():
        here = (moved.wards["ring"] == ring).to_numpy()
        mean = draws[:, here] @ (moved.electors[here] / moved.electors[here].sum())
        assert mean.std() == pytest.approx(sd, rel=0.1)


def outer_logits(expected):
    return expected.logit[(expected.wards["ring"] == "outer").to_numpy()]


@pytest.mark.parametrize(
    ("kind", "day", "sentence"),
    [
        ("parish", MAYOR_2024, "knows no kind of contest 'parish'"),
        ("borough", date(2014, 5, 22), "has no borough contest in London before 2014-05-22"),
    ],
)
def test_what_cannot_be_expected_gets_a_sentence(kind, day, sentence):
    with pytest.raises(TurnoutError, match=sentence):
        ward_turnout(kind, day)


def test_postal_votes_of_2016_are_spread_so_that_the_city_s_papers_are_all_there():
    table = record().frame("london_votes_2016_by_ward").filter(ballot="mayor_first")
    assert papers_2016()["papers"].sum() == pytest.approx(table["count"].sum())
    assert papers_2016().height == 630


def test_the_wards_of_2012_are_raised_to_their_boroughs():
    """By ward, without postal votes, Barking and Dagenham's are all below the 27.7% published for the borough."""
    wards = turnout_2012()
    table = record().frame("mayor_2012_turnout")
    here = wards.filter(pl.col("area").is_in(list(table.filter(borough="Barking and Dagenham")["area"])))
    assert here["turnout"].mean() == pytest.approx(0.27722)


def test_borough_voters_use_most_of_their_votes():
    """Worked out in 2014; in 2022, when papers were counted, three-seat wards used 93.8% and two-seat ones 94.9%."""
    assert used_part() == pytest.approx(0.93, abs=0.015)


def test_expected_turnouts_of_the_mayor_beat_the_last_time_again_and_their_intervals_hold():
    found = {each.day.year: each for each in backtests(date(2024, 5, 3), ("mayor",))}
    assert sorted(found) == [2012, 2016, 2021, 2024]
    known = [each for each in found.values() if each.same_points is not None]
    assert sum(each.error_points for each in known) < sum(each.same_points for each in known)
    assert sum(each.left_out_points for each in known) < sum(each.same_pattern_points for each in known)
    assert all(each.covered >= 0.85 for each in found.values())

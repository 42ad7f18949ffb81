"""What holding a town hall does: the councils behind it, and whether the intervals hold what they say."""

import numpy as np
import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.swing import ElectionError, town_halls
from groundgame.electoral.swing.town_halls.clustered import estimates
from groundgame.electoral.swing.town_halls.councils import observations
from groundgame.electoral.swing.town_halls.general import panel


@pytest.fixture(scope="module")
def found():
    return town_halls(rng=np.random.default_rng(4), resamples=200)


def one(found, design, party="all", bandwidth=None, status=None):
    rows = found.filter(design=design, party=party)
    rows = rows if bandwidth is None else rows.filter(bandwidth=bandwidth)
    return (rows if status is None else rows.filter(status=status)).row(0, named=True)


def test_a_just_won_majority_is_worth_nothing_next_time(found):
    """It costs a point or so of the seats, and nothing suggests that it brings any."""
    effect = one(found, "discontinuity", bandwidth=0.1)
    assert -0.03 < effect["effect"] < 0
    assert effect["p95"] < 0.01
    assert one(found, "check", bandwidth=0.1)["p05"] < 0 < one(found, "check", bandwidth=0.1)["p95"]


def test_holders_fall_back_and_a_general_election_does_not_notice(found):
    assert one(found, "adjusted", status="holds")["p95"] < 0
    general = one(found, "general-changes")
    assert general["p05"] < 0 < general["p95"]


def test_london_boroughs_are_followed_from_one_election_to_the_next():
    rows = observations().filter(authority="Barnet", party="labour")
    assert rows["calendar"].unique().to_list() == ["london"]
    assert rows.select("year", "next").rows()[-2:] == [(2014, 2018), (2018, 2022)]
    table = record().frame("borough_control").filter(authority="Barnet")
    seats = dict(table.select("year", pl.col("labour") / pl.col("total")).iter_rows())
    last = rows.row(-1, named=True)
    assert (last["share"], last["after"]) == pytest.approx((seats[2018], seats[2022]))


@pytest.mark.parametrize(
    ("authority", "calendar"),
    [("Kent", "county"), ("Sevenoaks", "district"), ("Leeds", "annual"), ("Watford", "annual")],
)
def test_calendars_are_told_from_when_seats_moved(authority, calendar):
    assert observations().filter(authority=authority)["calendar"].unique().to_list() == [calendar]


def test_half_of_the_seats_is_no_majority():
    rows = observations()
    assert (rows["majority"] == (rows["margin"] > 0)).all()
    assert rows.filter(pl.col("share") == 0.5)["majority"].any() is False
    assert rows["share"].is_between(0, 1).all()
    assert not rows.filter(pl.col("majority") & pl.col("largest")).height


def test_the_panel_of_boroughs_has_every_general_election():
    rows = panel()
    assert rows["election"].n_unique() == 14
    sutton = rows.filter(area="E09000029", party="liberal-democrat", election="general:2010").row(0, named=True)
    assert sutton["majority"]
    assert sutton["share"] > 0.4


def simulated(rng, effect):
    """Councils of uneven habits over eight elections, whose majority has a known effect."""
    councils = np.repeat(np.arange(120), 8)
    margin = rng.uniform(-0.1, 0.1, councils.size)
    habit = rng.normal(0, 0.04, 120)[councils]
    change = effect * (margin > 0) - 0.5 * margin + habit + rng.normal(0, 0.06, councils.size)
    columns = np.column_stack([margin > 0, margin, margin * (margin > 0)]).astype(float)
    years = [str(year) for year in np.tile(np.arange(8), 120)]
    return change, columns, {"groups": [years], "clusters": [str(each) for each in councils]}


@pytest.mark.slow
def test_intervals_of_a_known_effect_hold_it_as_often_as_they_say():
    rng, inside = np.random.default_rng(8), []
    for _ in range(150):
        change, columns, about = simulated(rng, -0.02)
        [effect, *_] = estimates(change, columns, weights=np.ones(change.size), rng=rng, resamples=200, **about)
        inside.append(effect.p05 <= -0.02 <= effect.p95)
    assert 0.84 < np.mean(inside) < 0.96


def test_a_party_that_ran_too_few_councils_is_refused():
    with pytest.raises(ElectionError, match="has not run enough councils"):
        town_halls("green", rng=np.random.default_rng(0))

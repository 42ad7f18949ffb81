"""Days out in seats outside London, on the real record."""

from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import kept_by_round
from groundgame.electoral.allocation.away.answer import DaysOut, make_plan_with_away
from groundgame.electoral.allocation.away.seats import AwaySeat, away_seats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.london.groups import GROUPS
from groundgame.electoral.forecasting.london.known import Known

MARGINAL, SAFE = "Watford", "Harpenden and Berkhamsted"
ONLY_WESTMINSTER = {"westminster": 3.0}


@pytest.fixture(scope="module")
def known():
    return Known(record(None), date(2026, 1, 8))


@pytest.fixture(scope="module")
def ahead(known):
    return field(known, "labour", rng=np.random.default_rng(1), draws=1_000)


def made(known, ahead, weights, hours, *names):
    out = DaysOut(known, away_seats(known, names))
    return make_plan_with_away(ahead, Ask(weights, hours=hours), out, rng=np.random.default_rng(1))


@pytest.fixture(scope="module")
def plan(known, ahead):
    return made(known, ahead, ONLY_WESTMINSTER, 10_000, MARGINAL, SAFE)


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("Dover and Dael", "Is it Dover and Deal"),
        ("Dover", "Is it Dover and Deal"),  # the seat of 2010: that of 2024 has another name
        ("Barking", "is in London"),
        ("Aberdeen North", "Scotland or Wales"),
        ("Chorley", "no seat outside London that parties contest"),
        ("Dover and Deal=soon", "write minutes"),
        ("Dover and Deal=nan", "write minutes"),
        ("Dover and Deal=200", "less than 40%"),
        ("North Northumberland", "say how long it takes"),
    ],
)
def test_a_seat_that_cannot_be_is_refused_in_a_sentence(known, word, said):
    with pytest.raises(AllocationError, match=said):
        away_seats(known, [word])


def test_a_seat_is_of_the_boundaries_of_its_day_and_its_way_is_told_or_guessed():
    (then,) = away_seats(Known(record(None), date(2024, 6, 1)), ["dover"])
    now = Known(record(None), date(2026, 1, 8))
    told, guessed = away_seats(now, ["Dover and Deal=90", MARGINAL])
    assert (then.name, then.code) == ("Dover", "E14000670")
    assert (told.name, told.minutes, told.told) == ("Dover and Deal", 90.0, True)
    assert told.left() == pytest.approx(1 - 3 / 8)
    assert not guessed.told
    assert 30 <= guessed.minutes <= 60  # Watford is some 25 km from the middle of London


def test_all_seats_within_some_minutes_are_found_once_and_those_told_keep_their_way(known):
    found = away_seats(known, [f"{MARGINAL}=20"], within=50)
    assert (found[0].name, found[0].minutes) == (MARGINAL, 20.0)
    assert len({one.code for one in found}) == len(found) > 10
    assert all(one.minutes <= 50 for one in found)


def test_a_marginal_takes_days_and_a_safe_seat_takes_none(plan):
    assert {one.seat.name for one in plan.days} == {MARGINAL}
    before = {one.name: (one.before, one.after) for one in plan.london.chances if one.kind == "away"}
    assert before[SAFE][0] < 0.01 < before[MARGINAL][0] <= before[MARGINAL][1]


def test_days_are_whole_and_with_london_no_more_than_there_are(plan):
    assert all(one.hours == 8 * one.days and 0 < one.doors < one.hours for one in plan.days)
    assert plan.london.hours + sum(one.hours for one in plan.days) <= 10_000 + 1
    assert len({one.week for one in plan.days}) == len(plan.days)


@pytest.mark.slow
def test_where_boroughs_have_more_to_give_nobody_goes_away(known, ahead):
    assert not made(known, ahead, {"boroughs": 1.0, "westminster": 3.0}, 2_000, MARGINAL).days


def test_no_other_split_of_the_hours_is_better_and_none_is_above_the_bound(ahead, plan):
    ask = Ask(ONLY_WESTMINSTER, hours=10_000)
    planner, kept = plan.london.planner, kept_by_round(ahead, ask)["westminster"]
    (ground,) = [one for one in plan.going.grounds if one.seat.name == MARGINAL]
    hours, gains, _ = ground.line(planner.effects, kept, 3.0)
    tried = []
    for away in (0, 50, 100, 200, 400, 800, 1600, 3200):
        there = planner.plan(Ask(ONLY_WESTMINSTER, hours=10_000 - away))
        tried.append(planner.gained(there, ONLY_WESTMINSTER) + float(np.interp(away, hours, gains)))
    assert plan.london.gained >= max(tried) * 0.999
    assert plan.london.gained > tried[0]
    assert plan.london.bound >= max(*tried, plan.london.gained)
    assert plan.london.bound_gap < 0.02


def test_a_seat_is_drawn_on_the_same_draws_of_the_country_as_london(ahead, plan):
    ours = ahead.country[:, GROUPS.index("labour")]
    for ground in plan.going.grounds:
        lacking = ground.stake.lacking[0, : len(ours)]
        assert np.corrcoef(ours, lacking)[0, 1] < -0.3


@pytest.mark.slow
def test_the_farther_a_seat_is_the_less_an_hour_brings(known, ahead):
    near, far = (made(known, ahead, ONLY_WESTMINSTER, 10_000, f"{MARGINAL}={way}") for way in (20, 130))
    assert sum(one.days for one in near.days) > sum(one.days for one in far.days)


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (Ask({"boroughs": 1.0}, hours=1_000), "let seats there count for something"),
        (Ask(ONLY_WESTMINSTER, hours=1_000, leaflet=True), "A leaflet for every ward"),
        (
            Ask(ONLY_WESTMINSTER, hours=1_000, volunteers=(Supply("E09000003", date(2026, 4, 20), 10.0),)),
            "None of the volunteers' 10 hours lie in the weeks of the plan",
        ),
    ],
)
def test_what_no_plan_can_be_made_of_is_refused(known, ahead, ask, said):
    seat = AwaySeat("E14001568", MARGINAL, "East of England", 70_000, 40.0)
    with pytest.raises(AllocationError, match=said):
        make_plan_with_away(ahead, ask, DaysOut(known, (seat,)), rng=np.random.default_rng(1))

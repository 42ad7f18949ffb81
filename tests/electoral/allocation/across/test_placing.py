"""Which weeks work is put into: the latest for what an hour adds most to, as far as there is room."""

from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import product

import numpy as np
import pytest

from groundgame.electoral.allocation.across.answer import make_plan
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.effects import default_effects
from groundgame.electoral.allocation.across.grounds import ground_of
from groundgame.electoral.allocation.across.jobs import Job, jobs
from groundgame.electoral.allocation.across.outcome import votes_of
from groundgame.electoral.allocation.across.placing import in_weeks
from groundgame.electoral.allocation.across.sessions import Piece, whole_sessions
from groundgame.electoral.allocation.across.volunteers import Supply
from groundgame.electoral.allocation.across.weeks import kept

DAY = date(2026, 5, 7)
MONDAYS = [date(2026, 5, 4), date(2026, 4, 27), date(2026, 4, 20)]
CODES = ["a", "b", "c"]
DOORS = Job("door", "supporter", np.ones(3), np.full(3, 500.0), 1.0)


def sessions_of(worths, branch=None):
    return [Piece(DOORS, ward, 20.0, branch, worth) for ward, worth in enumerate(worths)]


def left(allocations, worths):
    """What the work adds by polling day."""
    return sum(worths[CODES.index(one.ward)] * one.hours * kept(DAY, one.week, 2.5) for one in allocations)


def best_of_all(worths, rooms):
    """Every way to put two sessions of each ward into weeks with room for so many, tried."""
    every = [ward for ward in range(3) for _ in range(2)]
    found = []
    for weeks in product(range(len(rooms)), repeat=len(every)):
        taken = Counter(weeks)
        if all(taken[at] <= room for at, room in enumerate(rooms)):
            found.append(sum(10 * worths[w] * kept(DAY, MONDAYS[at], 2.5) for w, at in zip(every, weeks, strict=True)))
    return max(found)


@pytest.mark.parametrize("worths", [(1.0, 2.0, 3.0), (3.0, 3.0, 0.1), (0.5, 0.4, 2.0)])
def test_no_other_weeks_of_the_same_sessions_would_add_more(worths):
    ask = Ask({"boroughs": 1.0}, 60, weeks=3, session_hours=10)
    found = list(in_weeks("boroughs", sessions_of(worths), MONDAYS, CODES, ask))
    assert Counter(one.week for one in found for _ in range(round(one.hours / 10))) == dict.fromkeys(MONDAYS, 2)
    assert left(found, worths) == pytest.approx(best_of_all(worths, (2, 2, 2)))


@pytest.mark.parametrize("rooms", [(1, 2, 3), (4, 1, 1), (3, 3, 0), (2, 2, 2)])
def test_nor_would_they_in_the_weeks_that_a_branch_has(rooms):
    worths = (2.0, 1.0, 1.5)
    supply = tuple(Supply("x", week, 10.0 * room) for week, room in zip(MONDAYS, rooms, strict=True))
    ask = Ask({"boroughs": 1.0}, 60, weeks=3, session_hours=10, volunteers=supply)
    found = list(in_weeks("boroughs", sessions_of(worths, "x"), MONDAYS, CODES, ask))
    assert sum(one.hours for one in found) == 60
    assert left(found, worths) == pytest.approx(best_of_all(worths, rooms))


def test_hours_that_are_more_than_the_work_are_taken_from_all_weeks_alike():
    supply = tuple(Supply("x", week, 60.0) for week in MONDAYS)
    ask = Ask({"boroughs": 1.0}, 60, weeks=3, session_hours=10, volunteers=supply)
    found = list(in_weeks("boroughs", sessions_of((2.0, 1.0, 1.5), "x"), MONDAYS, CODES, ask))
    assert {(one.ward, one.week) for one in found} == {("a", MONDAYS[0]), ("c", MONDAYS[1]), ("b", MONDAYS[2])}


def test_the_way_is_among_the_hours_of_a_week():
    supply = (Supply("x", MONDAYS[0], 40.0), Supply("x", MONDAYS[1], 40.0))
    ask = Ask({"boroughs": 1.0}, 80, weeks=2, session_hours=10, volunteers=supply)
    work = [replace(one, hours=30.0, left=0.5) for one in sessions_of((2.0, 1.0), "x")]
    found = list(in_weeks("boroughs", work, MONDAYS[:2], CODES, ask))
    assert {(one.ward, one.week): one.hours for one in found} == {
        ("a", MONDAYS[0]): 20.0,
        ("a", MONDAYS[1]): 10.0,
        ("b", MONDAYS[1]): 10.0,
    }


def test_what_is_worth_as_much_is_spread_by_its_size_and_nobody_s_hours_are_none_refused():
    ask = Ask({"boroughs": 1.0}, 55, weeks=2, session_hours=10)
    work = [Piece(DOORS, 0, 30.0), Piece(DOORS, 1, 20.0), Piece(DOORS, 2, 5.0)]
    found = list(in_weeks("boroughs", work, MONDAYS[:2], CODES, ask))
    assert sum(one.hours for one in found) == pytest.approx(55)
    assert {one.week for one in found if one.ward == "a"} == {MONDAYS[0]}


def test_a_plan_in_these_weeks_brings_more_than_the_same_hours_evenly(small):
    ask = Ask({"boroughs": 1.0}, 300, weeks=4, session_hours=5)
    plan = make_plan(small, ask, rng=np.random.default_rng(1))
    weeks = sorted({one.week for one in plan.allocations})
    evenly = [replace(one, week=week, hours=one.hours / 4) for one in plan.allocations for week in weeks]
    ground = plan.planner.grounds[0]
    here, before = (
        ground.a_vote_here(plan.smooth[0], ask.weights) @ votes_of(small, some, ask, default_effects())[0]
        for some in (plan.allocations, evenly)
    )
    assert len(weeks) == 4
    assert here > 1.02 * before


def test_an_hour_is_worth_what_its_votes_add_where_it_is_worked(small):
    """Told from the draws themselves, blurred by two points of the ward's vote."""
    ask = Ask({"boroughs": 1.0}, 100, session_hours=5)
    ground = ground_of(small.rounds[0], jobs(small.homes, default_effects(), "local"), 1.0)
    hours = np.full((1, 6), 20.0)
    (work,) = whole_sessions([ground], hours, ask)
    for piece in work:
        lacking = small.rounds[0].needs[piece.ward].lacking[0].astype(float)
        won = ground.votes(hours[0])[piece.ward]
        blur = 0.02 * 3000
        a_vote = np.exp(-0.5 * ((won - lacking) / blur) ** 2).mean() / (blur * np.sqrt(2 * np.pi))
        spent = ground.work.mix(hours[0])[ground.work.jobs.index(piece.job)]
        an_hour = piece.job.votes(spent)[piece.ward] / spent[piece.ward]
        assert piece.worth == pytest.approx(a_vote * an_hour, rel=0.05)

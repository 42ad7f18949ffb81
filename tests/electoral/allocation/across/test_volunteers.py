"""Volunteers by branch and week: the file, and who travels."""

from datetime import date
from pathlib import Path

import numpy as np
import pytest

from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.travel import left_for_work, spend_by_branch
from groundgame.electoral.allocation.across.volunteers import Supply, hours_of, volunteers_of
from groundgame.electoral.allocation.spending import pieces_of, spend
from groundgame.electoral.forecasting.london.seats import wards_on

WEEK = date(2026, 4, 27)


def test_a_file_is_read_with_names_or_codes_and_any_day_of_a_week(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text("branch,week,hours\nBarnet,2026-04-29,40\ne09000005,2026-04-27,12.5\n", encoding="utf-8")
    assert volunteers_of(path) == (Supply("E09000003", WEEK, 40.0), Supply("E09000005", WEEK, 12.5))


def test_a_file_may_say_at_what_time_of_the_week(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text("branch,week,hours,time\nBarnet,2026-04-29,40,Weekend\nBarnet,2026-04-29,8,\n", encoding="utf-8")
    assert [one.time for one in volunteers_of(path)] == ["weekend", None]


def test_the_example_of_the_documents_can_be_read():
    supply = volunteers_of(Path(__file__).resolve().parents[4] / "docs" / "volunteers.csv")
    assert sum(one.hours for one in supply) == 920


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("branch,hours\nBarnet,4\n", "needs the columns branch, week, hours"),
        ("", "needs the columns"),
        ("branch;week;hours\nBarnet;2026-04-27;4\n", "Its columns are: branch;week;hours"),
        ("branch,week,hours\nBarnet,2026-04-27,1e30\n", "hours cannot be '1e30'; write a number from 0 to under"),
        ("branch,week,hours\nNarnia,2026-04-27,4\n", "line 2: there is no borough 'Narnia'"),
        ("branch,week,hours\nBarnet,next week,4\n", "line 2: week 'next week'"),
        ("branch,week,hours\nBarnet,2026-04-27,many\n", "hours 'many'"),
        ("branch,week,hours\nBarnet,2026-04-27,-3\n", "hours cannot be '-3'"),
        ("branch,week,hours\nBarnet,2026-04-27\n", "hours None"),
        (
            "branch,week,hours,time\nBarnet,2026-04-27,4,lunch\n",
            "line 2: time cannot be 'lunch'; write evening, weekend",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_is_refused_by_line(tmp_path, text, said):
    path = tmp_path / "hours.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(AllocationError, match=said):
        volunteers_of(path)


def test_columns_may_be_written_in_capitals(tmp_path):
    path = tmp_path / "hours.csv"
    path.write_text("Branch, Week ,HOURS\nBarnet,2026-04-27,4\n", encoding="utf-8-sig")
    assert [(one.branch, one.hours) for one in volunteers_of(path)] == [("E09000003", 4.0)]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(AllocationError, match="cannot be read"):
        volunteers_of(tmp_path / "none.csv")


def test_volunteers_of_the_city_are_given_to_a_borough_beside_it():
    with pytest.raises(AllocationError, match="City of London has no ward to work in"):
        hours_of([Supply("E09000001", WEEK, 40.0)], ["E09000003"], [WEEK])


def test_where_travel_costs_nothing_the_plan_is_that_of_one_sort():
    rng = np.random.default_rng(1)
    hours = [np.linspace(0, 50, 20)] * 6
    gains = [scale * (1 - np.exp(-hours[0] / 20)) for scale in rng.uniform(0.5, 2, 6)]
    pieces, homes = pieces_of(hours, gains), [0, 0, 0, 1, 1, 1]
    found, travel = spend_by_branch(pieces, homes, 1, np.array([[70.0], [30.0]]), np.ones((2, 6)), 100.0)
    best = spend(hours, gains, 100.0)
    value = [sum(np.interp(h, x, y) for h, x, y in zip(each, hours, gains, strict=True)) for each in (found, best)]
    assert value[0] == pytest.approx(value[1], rel=1e-6)
    assert travel.sum(axis=1) == pytest.approx([70, 30])


def test_nobody_works_more_than_they_have_and_what_the_way_takes_is_lost():
    gains = [np.array([0.0, 0.1, 0.1]), np.array([0.0, 1.0, 2.0])]
    pieces = pieces_of([np.array([0.0, 10.0, 20.0])] * 2, gains)
    left = np.array([[1.0, 0.5], [0.5, 1.0]])
    hours, travel = spend_by_branch(pieces, [0, 1], 1, np.array([[10.0], [4.0]]), left, 1e9)
    assert hours == pytest.approx([0, 9])
    assert travel == pytest.approx(np.array([[0, 10], [0, 4]]))


def test_a_floor_that_volunteers_cannot_reach_is_refused_with_its_figures(small):
    supply = tuple(Supply(branch, WEEK, 5.0) for branch in sorted(set(small.wards.boroughs)))
    ask = Ask({"boroughs": 1.0}, 1000, branch_hours=20, volunteers=supply)
    with pytest.raises(AllocationError, match="10 in all, cannot give every branch 20"):
        Planner(small).plan(ask)


def test_home_costs_nothing_and_the_far_side_of_the_city_is_too_far():
    wards = wards_on(date(2026, 5, 7))
    branches, left = left_for_work(wards)
    for at, borough in enumerate(wards.boroughs):
        assert left[branches.index(borough), at] == 1.0
    croydon, enfield = branches.index("E09000008"), wards.boroughs.index("E09000010")
    assert left[croydon, enfield] == 0.0
    assert ((left > 0) & (left < 1)).any(axis=1).all()


def test_a_floor_of_a_branch_that_nobody_can_reach_is_refused():
    pieces = pieces_of([np.array([0.0, 10.0, 20.0])] * 2, [np.array([0.0, 1.0, 2.0])] * 2)
    with pytest.raises(AllocationError, match="50 in all, cannot give every branch 5"):
        spend_by_branch(pieces, [0, 1], 1, np.array([[50.0], [0.0]]), np.eye(2), 1e9, 5.0)


def test_volunteers_who_all_have_no_hours_cannot_give_every_branch_any(small):
    ask = Ask({"boroughs": 1.0}, 0, branch_hours=20, volunteers=(Supply(small.wards.boroughs[0], WEEK, 0.0),))
    with pytest.raises(AllocationError, match="0 in all, cannot give every branch 20"):
        Planner(small).plan(ask)

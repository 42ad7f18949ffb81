"""Whose volunteers work which evenings: at home first, then the nearest with hours left, never more than they have."""

import datetime as dt
from collections import Counter, defaultdict

from hypothesis import given
from hypothesis import strategies as st

from groundgame.campaign.strategy.twinning.matching import NOBODY, Evenings, matched

WEEK = dt.date(2026, 11, 23)
LEFT = {("A", "a1"): 1.0, ("A", "b1"): 0.5, ("B", "b1"): 1.0, ("C", "b1"): 0.8, ("C", "a1"): 0.6}


def evenings(key: int, ward: str, number: int, week: dt.date = WEEK) -> Evenings:
    return Evenings(key, ward, ward[0].upper(), week, number, 10.0)


def who(found):
    return {(one.key, one.branch): one.number for one in found}


def test_a_branch_works_at_home_and_the_nearest_with_hours_comes():
    hours = {("A", WEEK): 100.0, ("B", WEEK): 20.0, ("C", WEEK): 25.0}
    found = matched([evenings(1, "b1", 5)], hours, LEFT, known=True)
    # Two of B's own; C comes with two, 12.5 hours of theirs each; A, for whom half is the way, with the last.
    assert who(found) == {(1, "B"): 2, (1, "C"): 2, (1, "A"): 1}


def test_what_nobody_has_hours_for_is_told_as_nobodys():
    assert who(matched([evenings(1, "b1", 3)], {("B", WEEK): 29.9}, LEFT, known=True)) == {(1, "B"): 2, (1, NOBODY): 1}


def test_hours_of_another_week_help_nobody_here():
    later = WEEK + dt.timedelta(weeks=1)
    assert who(matched([evenings(1, "b1", 1)], {("B", later): 50.0}, LEFT, known=True)) == {(1, NOBODY): 1}


def test_where_nobody_told_their_hours_everybody_works_at_home():
    assert who(matched([evenings(1, "b1", 4), evenings(2, "a1", 1)], {}, LEFT, known=False)) == {
        (1, "B"): 4,
        (2, "A"): 1,
    }


@given(
    st.lists(st.tuples(st.sampled_from(["a1", "b1"]), st.integers(1, 9), st.integers(0, 1)), max_size=6),
    st.dictionaries(st.tuples(st.sampled_from("ABC"), st.integers(0, 1)), st.floats(0, 200), max_size=6),
)
def test_every_evening_has_one_branch_and_no_branch_gives_more_than_it_has(wanted, supply):
    weeks = [WEEK, WEEK + dt.timedelta(weeks=1)]
    asked = [evenings(at, ward, number, weeks[week]) for at, (ward, number, week) in enumerate(wanted)]
    hours = {(branch, weeks[week]): spare for (branch, week), spare in supply.items()}
    found = matched(asked, hours, LEFT, known=True)
    by_key = {one.key: one for one in asked}
    given_, spent = Counter(), defaultdict(float)
    for one in found:
        given_[one.key] += one.number
        if one.branch:
            evening = by_key[one.key]
            spent[one.branch, evening.week] += one.number * evening.hours / LEFT[one.branch, evening.ward]
    assert dict(given_) == {one.key: one.number for one in asked}
    assert all(total <= hours[at] + 1e-3 for at, total in spent.items())

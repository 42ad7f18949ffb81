"""Subgroups of a poll, and what polls of a party's sections were worth."""

from datetime import date
from math import sqrt

import pytest

from groundgame.electoral import polls
from groundgame.electoral.polls.leadership import ASSUMED_ERROR, section_error

LONDON = polls.Subgroup("London", 180, {"A": 0.47, "B": 0.53})
ALL = polls.Subgroup("all", 1000, {"A": 0.57, "B": 0.43})


def test_the_rest_is_what_makes_up_all():
    others = polls.rest(ALL, LONDON)
    assert others.sample == 820
    assert 180 * 0.47 + 820 * others.shares["A"] == pytest.approx(570)


def test_margins_are_those_of_the_effective_sample():
    found = polls.subgroups([LONDON, polls.rest(ALL, LONDON)], design_effect=1)
    assert found.margins[0].sampling == pytest.approx(1.96 * sqrt(0.47 * 0.53 / 180))
    wider = polls.subgroups([LONDON, polls.rest(ALL, LONDON)], design_effect=2)
    assert wider.margins[0].sampling == pytest.approx(sqrt(2) * found.margins[0].sampling)
    assert wider.margins[0].honest > wider.margins[0].sampling


def test_a_difference_larger_than_its_margin_is_told_and_a_smaller_one_is_not():
    told = polls.subgroups([LONDON, polls.rest(ALL, LONDON)]).differences[0]
    assert told.told
    assert told.chance < 0.02
    assert told.sentence.startswith("A is 12 points lower in London than in the rest, give or take 10")
    close = polls.Subgroup("London", 180, {"A": 0.54, "B": 0.46})
    untold = polls.subgroups([close, polls.rest(ALL, close)]).differences[0]
    assert not untold.told
    assert "cannot tell them apart" in untold.sentence
    assert untold.needed > 1000


def test_as_many_as_are_needed_do_tell():
    close = polls.Subgroup("London", 180, {"A": 0.54})
    needed = polls.subgroups([close, polls.Subgroup("the rest", 820, {"A": 0.577})]).differences[0].needed
    asked = [polls.Subgroup(name, needed, {"A": share}) for name, share in (("London", 0.54), ("the rest", 0.577))]
    [difference] = polls.subgroups(asked).differences
    assert difference.told
    assert abs(difference.difference) == pytest.approx(difference.margin, rel=0.01)


def test_the_poll_of_labours_selectorate_in_2016_against_the_vote():
    errors = {miss.group: round(100 * miss.error, 1) for miss in polls.section_misses()}
    assert errors == {
        "all (excluding DK)": 0.2,
        "party members": -2.0,
        "registered supporters": 4.1,
        "trade union affiliates": 1.8,
    }
    assert section_error(date(2017, 1, 1)) == pytest.approx(0.0246, abs=0.0005)
    assert section_error(date(2016, 8, 1)) == ASSUMED_ERROR


def test_a_file_with_all_and_one_part_compares_the_part_with_the_rest(tmp_path):
    path = tmp_path / "groups.csv"
    path.write_text("group,sample,A,B\nLondon,180,47,53\nall,1000,57,43\n", encoding="utf-8")
    assert [group.name for group in polls.read_subgroups(path)] == ["London", "the rest"]
    path.write_text("group,sample,A,B\nLondon,many,47,53\n", encoding="utf-8")
    with pytest.raises(polls.PollsError, match="Line 2: sample 'many'"):
        polls.read_subgroups(path)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("group,sample,A\nLondon,²,47\nall,1000,57\n", "sample '²' is no number"),
        (f"group,sample,A\nLondon,{'9' * 5000},47\n", "sample '99999999999999999999' is no number"),
        ("group,sample\nLondon,180\nall,1000\n", "London has no share of anybody"),
        ("group,sample,A\n,180,47\nall,1000,57\n", "Line 2: the group has no name"),
        ("group,sample,A\nLondon,180,47\nLondon,200,57\n", "Two groups are called 'London'"),
        ("group,sample,A\nLondon,1,180,47\nall,1,000,57\n", "Line 2 has more cells"),
        ("group,sample,A,B\nLondon,180,47,53\nall,1000,87,43\n", "shares of all add to 130%"),
        ("", "is empty: it needs group, sample"),
        ("sample,A\n180,47\n", "has no column 'group'"),
        ("group,sample,A\n", "at least two groups"),
    ],
)
def test_a_file_of_groups_that_is_wrong_is_refused_with_what_is_wrong(tmp_path, text, says):
    path = tmp_path / "groups.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(polls.PollsError, match=says):
        polls.subgroups(polls.read_subgroups(path))


@pytest.mark.parametrize(
    ("groups", "says"),
    [
        ([LONDON], "at least two groups"),
        ([LONDON, polls.Subgroup("nobody", 0, {"A": 0.5})], "asked 0"),
        ([LONDON, polls.Subgroup("odd", 10, {"A": 0.9, "B": 0.4})], "add to 130%"),
        ([LONDON, polls.Subgroup("odd", 10, {"A": 1.3})], "a share is between 0 and 1"),
    ],
)
def test_groups_that_cannot_be_compared_are_refused(groups, says):
    with pytest.raises(polls.PollsError, match=says):
        polls.subgroups(groups)


def test_a_part_cannot_be_larger_than_the_whole():
    with pytest.raises(polls.PollsError, match="a part is less than all"):
        polls.rest(LONDON, ALL)
    with pytest.raises(polls.PollsError, match="cannot have"):
        polls.rest(ALL, polls.Subgroup("odd", 900, {"A": 0.9}))

"""Guaranteed places: who must stay and who must go, against every way of filling the seats."""

import random
from collections import Counter
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.guarding import Guarantee, Guarding
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.ties import CountError
from groundgame.electoral.counting.wig import wig

NAMES = ["Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse", "Hazel"]
groups = st.frozensets(st.sampled_from(NAMES), min_size=1)
guarantees = st.lists(st.builds(Guarantee, groups, st.integers(0, 3)), max_size=3)


def every_end(guarantees, seats, elected, continuing):
    """Return all sets of seats that can still come about and meet every guarantee."""
    room = min(seats - len(elected), len(continuing))
    ends = [set(elected) | set(more) for more in combinations(sorted(continuing), room)]
    return [end for end in ends if all(len(end & each.group) >= each.at_least for each in guarantees)]


@settings(deadline=None)
@given(guarantees, st.integers(1, 4), st.data())
def test_guarded_and_doomed_are_those_in_every_end_and_in_none(asked, seats, data):
    elected = data.draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=seats - 1))
    rest = [name for name in NAMES if name not in elected]
    continuing = set(data.draw(st.lists(st.sampled_from(rest), unique=True, min_size=seats - len(elected))))
    guarding = Guarding(tuple(asked), seats)
    ends = every_end(asked, seats, elected, continuing)
    assert guarding.can_finish(elected, continuing) == bool(ends)
    if ends and len(continuing) > seats - len(elected):
        assert guarding.guarded(elected, continuing) == {
            name for name in continuing if asked and all(name in end for end in ends)
        }
        assert guarding.doomed(elected, continuing) == {
            name for name in continuing if not any(name in end for end in ends)
        }


def test_a_group_too_small_for_its_places_is_refused_in_a_sentence():
    with pytest.raises(CountError, match="the women is guaranteed 2 places and has 1 candidates: lower the guarantee"):
        Guarding.of([Guarantee(frozenset({"Ash", "Nobody"}), 2, "the women")], ["Ash", "Beech"], 2)


def test_more_places_than_seats_are_refused_in_a_sentence():
    with pytest.raises(CountError, match="the region is guaranteed 3 of 2 seats: give a number from 0 to 2"):
        Guarding.of([Guarantee(frozenset(NAMES), 3, "the region")], NAMES, 2)


def test_guarantees_that_cannot_be_had_together_are_refused_in_a_sentence():
    asked = [Guarantee(frozenset({"Ash"}), 1, "the north"), Guarantee(frozenset({"Beech", "Cedar"}), 2, "the south")]
    with pytest.raises(CountError, match="2 seats cannot hold at once 1 of the north; 2 of the south"):
        Guarding.of(asked, NAMES, 2)


RULES = pytest.mark.parametrize("rule", [scottish_stv, ers97, wig])
PAPERS = {
    ("Ash", "Beech"): 60,
    ("Beech", "Ash"): 50,
    ("Cedar", "Elm"): 30,
    ("Elm", "Cedar"): 12,
    ("Fir", "Elm"): 9,
    ("Gorse", "Cedar"): 4,
}


@RULES
def test_the_last_of_a_group_stays_though_lowest(rule):
    women = Guarantee(frozenset({"Gorse", "Hazel"}), 1, "women")
    papers = Papers.of(NAMES, PAPERS)
    without, guarded = (rule(papers, seats=4, guaranteed=asked) for asked in ([], [women]))
    assert "Gorse" not in without.elected
    assert "Gorse" in guarded.elected
    assert "Gorse" not in [name for each in guarded.rounds for name in each.excluded]


@RULES
def test_those_who_could_only_break_a_guarantee_go_as_soon_as_that_is_so_with_all_their_votes(rule):
    region = Guarantee(frozenset({"Elm", "Fir", "Gorse"}), 2, "the region")
    count = rule(Papers.of(NAMES, PAPERS), seats=3, guaranteed=[region])
    first, second = count.rounds[:2]
    # Ash takes the one open place; both others are for the region, and nobody else can have them.
    assert first.elected == ("Ash",)
    assert set(second.excluded) == {"Beech", "Cedar", "Hazel"}
    assert "Beech, Cedar, Hazel can no longer be elected for guaranteed places" in second.note
    assert second.votes["Elm"] == 12 + 30
    assert len({"Elm", "Fir", "Gorse"} & set(count.elected)) == 2


@RULES
def test_two_who_reach_the_quota_together_are_not_both_elected_where_one_place_is_open(rule):
    others = Guarantee(frozenset(NAMES[2:]), 1, "the others")
    papers = Papers.of(NAMES[:4], {("Ash",): 40, ("Beech",): 45, ("Cedar",): 5, ("Elm",): 4})
    count = rule(papers, seats=2, guaranteed=[others])
    assert count.rounds[0].elected == ("Beech",)
    assert count.rounds[1].excluded == ("Ash",)
    assert count.elected == ("Beech", "Cedar")


def test_many_guarantees_over_many_candidates_are_met():
    """There are thousands of millions of ways to fill these seats: they are not gone through one by one."""
    rng = random.Random(2)
    names = [f"Candidate {number:02}" for number in range(40)]
    asked = [Guarantee(frozenset(rng.sample(names, 10 if place else 20)), 3, f"group {place}") for place in range(7)]
    papers: Counter[tuple[str, ...]] = Counter(tuple(rng.sample(names, 6)) for _ in range(1000))
    count = scottish_stv(Papers.of(names, papers), seats=12, tie=lambda tied, places: tied[:places], guaranteed=asked)
    assert len(count.elected) == 12
    assert [each.name for each in asked if len(each.group & set(count.elected)) < each.at_least] == []

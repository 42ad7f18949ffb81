"""Every stage of Scottish STV and of ERS97 against the same count by another road."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.electoral.counting.ers97 import ers97
from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.scottish_stv import scottish_stv
from groundgame.electoral.counting.ties import TieError

from .by_hand import Ers97, Scottish, UndecidedError

pytestmark = pytest.mark.slow

NAMES = ["Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse"]
both = pytest.mark.parametrize(
    ("rule", "by_hand"), [(scottish_stv, Scottish), (ers97, Ers97)], ids=["scottish", "ers97"]
)
rankings = st.lists(st.sampled_from(NAMES), unique=True, max_size=6).map(tuple)


def check(papers, seats, rule, by_hand):
    """Count both ways; what the votes leave undecided must be refused."""
    said = [(tuple(papers.candidates[place] for (place,) in ranking), number) for ranking, number in papers]
    try:
        hand = by_hand(said, papers.candidates, seats).run()
    except UndecidedError:
        with pytest.raises(TieError):
            rule(papers, seats=seats)
        return
    count = rule(papers, seats=seats)
    assert set(count.elected) == set(hand.elected)
    assert [dict(each.votes) for each in count.rounds] == hand.stages
    assert count.quota == hand.quota


@both
@settings(deadline=None)
@given(
    papers=st.dictionaries(rankings, st.integers(0, 4) | st.integers(0, 200), min_size=3, max_size=14),
    seats=st.integers(1, 4),
)
def test_small_elections_with_and_without_ties(rule, by_hand, papers, seats):
    check(Papers.of(NAMES, papers), seats, rule, by_hand)


@both
def test_real_wards(rule, by_hand, shared_data):
    wards = sorted((shared_data / "ballots" / "scottish_wards").glob("*.blt"))
    assert len(wards) >= 9
    for path in wards:
        papers = read_papers(path)
        check(papers, papers.seats, rule, by_hand)

"""What a stage says alike under every rule: who is excluded at it, and that what is shown adds up."""

import pytest

from groundgame.electoral.counting import Papers, by_lot_named
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import Contents

PAPERS = Papers.of(
    ["Ash", "Beech", "Cedar", "Dogwood", "Elm"],
    {
        ("Ash", "Beech"): 40,
        ("Beech", "Ash"): 31,
        ("Cedar", "Beech"): 15,
        ("Cedar",): 7,
        ("Dogwood", "Cedar"): 4,
        ("Elm",): 2,
    },
)


@pytest.mark.parametrize("rule", ["sv", "av", "college", "scottish-stv", "ers97", "meek", "wig"])
def test_the_excluded_stand_in_the_stage_in_which_their_papers_move(rule):
    count = count_contents(rule, Contents("papers", PAPERS), seats=1, tie=by_lot_named("1"))
    out = [name for each in count.rounds for name in each.excluded]
    assert out
    for number, each in enumerate(count.rounds):
        assert set(each.excluded) <= set(each.transferred_from)
        assert all(count.rounds[number - 1].votes[name] for name in each.excluded)
        assert not any(each.votes.get(name) for name in each.excluded)

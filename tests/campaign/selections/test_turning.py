"""What would have to change for a seat to go elsewhere: on real papers, and against every change there is."""

from collections import Counter
from fractions import Fraction
from itertools import combinations_with_replacement, permutations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from groundgame.campaign.selections.counting.boxes import Ask, Box
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.turning import Move, Turn, said, turns
from groundgame.campaign.selections.turning.dropping import fewest_for
from groundgame.campaign.selections.turning.found import against
from groundgame.campaign.selections.turning.piles import piles_of
from groundgame.electoral.counting import Papers, by_lot, read_papers, refuse

pytestmark = pytest.mark.slow

AV = Ask("av", 1)
NAMES = ("Ash", "Beech", "Cedar")
RANKINGS = [ranking for length in range(4) for ranking in permutations(NAMES, length)]


def turns_of(papers, ask=AV, tie=refuse):
    boxes = papers if isinstance(papers, list) else [Box(papers)]
    return {each.name: each for each in turns(ask, boxes, count_boxes(ask, boxes, tie))}


def counted_again(papers, turn, ask=AV):
    """Return who is elected when the turn's own change is made, lots falling against it."""
    boxes = papers if isinstance(papers, list) else [Box(papers)]
    piles = piles_of(boxes, equal=ask.rule in {"av", "college"}).moved(turn.section, turn.moves)
    return count_boxes(ask, piles.boxes(ask.seats), against(turn.name, gains=turn.gains)).elected


@pytest.fixture(scope="module")
def burlington(shared_data):
    return read_papers(shared_data / "ballots" / "preflib" / "00005-00000002.toi")


@pytest.fixture(scope="module")
def parliament(shared_data):
    return read_papers(shared_data / "ballots" / "preflib" / "00030-00000001.soi")


@pytest.fixture(scope="module")
def burlingtons(burlington):
    return turns_of(burlington)


def test_burlington_2009_hung_on_half_the_last_lead(burlington, burlingtons):
    """Kiss 4,313, Wright 4,061: 126 papers from one to the other."""
    found = burlingtons
    assert set(found) == {"Andy Montroll", "Dan Smith", "James Simpson", "Kurt Wright", "Write-In"}
    wright = found["Kurt Wright"]
    assert (wright.proven, wright.found, wright.exact) == (126, 126, True)
    assert min(turn.proven for turn in found.values()) == 126
    assert all(counted_again(burlington, turn) == (name,) for name, turn in found.items())


def test_burlington_s_condorcet_winner_was_out_for_want_of_214_papers(burlingtons):
    """Montroll beat everybody one to one and dropped out third: the search has to look past the last round."""
    montroll = burlingtons["Andy Montroll"]
    assert (montroll.proven, montroll.found) == (214, 214)


def test_the_mps_of_2010_by_themselves(parliament):
    """D. Miliband 140, E. Miliband 122: nine papers make them equal, ten turn it."""
    turn = turns_of(parliament)["E.Milbnd"]
    assert (turn.proven, turn.found, turn.lot, turn.exact) == (9, 10, True, True)
    assert counted_again(parliament, turn) == ("E.Milbnd",)


@pytest.fixture(scope="module")
def college(parliament):
    """Return the college of 2010: MPs paper by paper, the other two sections as they stood at the last round.

    Labour Party, results of the leadership election, 25 September 2010.
    """
    names = parliament.candidates
    sections = {"members": (66_814, 55_992), "affiliates": (80_266, 119_405)}
    last = {
        name: Papers.of(names, {("D.Milbnd",): david, ("E.Milbnd",): edward})
        for name, (david, edward) in sections.items()
    }
    return [Box(papers, name, Fraction(1, 3)) for name, papers in ({"MPs": parliament} | last).items()]


def test_six_mps_would_have_made_david_miliband_leader(college):
    ask = Ask("college", 1)
    boxes = college
    found = [each for each in turns(ask, boxes, count_boxes(ask, boxes, refuse)) if each.name == "D.Milbnd"]
    fewest = {each.section: each for each in found}
    assert (fewest["MPs"].proven, fewest["MPs"].found) == (6, 6)
    assert (
        said(fewest["MPs"], "MP", "MPs") == "D.Milbnd would win a seat if 6 MPs voted otherwise, and no fewer would do."
    )
    # By hand: of a section's papers at the last round, half the share by which he trailed in the three together.
    david = Fraction(140, 262) + Fraction(66_814, 122_806) + Fraction(80_266, 199_671)
    lead = 3 - 2 * david
    assert [-(-(lead * papers) // 2) for papers in (262, 122_806, 199_671)] == [6, 2_407, 3_913]
    assert {name: each.found for name, each in fewest.items()} == {"MPs": 6, "members": 2_407, "affiliates": 3_913}
    assert all(each.exact and counted_again(boxes, each, ask) == ("D.Milbnd",) for each in found)


def test_five_mps_however_they_vote_leave_it_as_it_was(college, parliament):
    """Every way for five first votes of E. Miliband to go to others, the rest of the papers as they were."""
    piles = piles_of(college, equal=True)
    mine = piles.names.index("E.Milbnd")
    kind, there = max(
        (item for item in piles.pile("MPs").kinds.items() if item[0][0] == mine), key=lambda item: item[1]
    )
    assert there >= 5
    others = [name for name in piles.names if name != "E.Milbnd"]
    for chosen in combinations_with_replacement([(), *((name,) for name in others)], 5):
        moves = [Move(number, piles.named(kind), said) for said, number in Counter(chosen).items()]
        boxes = piles.moved("MPs", moves).boxes(1)
        assert count_boxes(Ask("college", 1), boxes, against("E.Milbnd", gains=False)).elected == ("E.Milbnd",)


def changes(papers: Counter, number: int):
    """Give every pile of papers that differs from this one by so many papers."""
    if number == 0:
        yield papers
        return
    seen = set()
    for fewer in changes(papers, number - 1):
        for before in [ranking for ranking in fewer if fewer[ranking]]:
            for after in RANKINGS:
                made = Counter(fewer)
                made[before] -= 1
                made[after] += 1
                key = frozenset((+made).items())
                if key not in seen:
                    seen.add(key)
                    yield +made


def elects(papers: Counter, name: str, *, lucky: bool) -> bool:
    tie = against(name, gains=not lucky)
    told = {ranking: number for ranking, number in papers.items() if ranking}
    return bool(told) and count_boxes(AV, [Box(Papers.of(NAMES, told))], tie).elected == (name,)


small = st.lists(st.sampled_from(RANKINGS[1:]), min_size=3, max_size=5).map(Counter)


@settings(max_examples=25, deadline=None)
@given(small)
def test_no_change_of_fewer_papers_elects_another(papers):
    """Every change of up to two papers, counted: none of fewer than proven does it, even with luck."""
    for name, turn in turns_of(Papers.of(NAMES, papers), tie=against("Ash", gains=False)).items():
        assert turn.found is not None
        assert counted_again(Papers.of(NAMES, papers), turn) == (name,)
        for number in range(min(3, turn.found + 1)):
            made = list(changes(papers, number))
            if any(elects(each, name, lucky=True) for each in made):
                assert turn.proven <= number
            if any(elects(each, name, lucky=False) for each in made):
                assert turn.found <= number + turn.lot
                break


@given(st.lists(st.integers(0, 40), min_size=2, max_size=5), st.randoms(use_true_random=False))
@settings(deadline=None)
def test_crosses_are_exact(votes, rng):
    """First past the post: `found` votes taken from those ahead win it, and one fewer does not."""
    totals = {f"C{at}": number for at, number in enumerate(votes)}
    papers = Papers.of(list(totals), {(name,): number for name, number in totals.items() if number})
    ask = Ask("fptp", 1)
    count = count_boxes(ask, [Box(papers)], by_lot(rng))
    (winner,) = count.elected
    for turn in turns(ask, [Box(papers)], count):
        others = [number for name, number in totals.items() if name != turn.name]
        if turn.gains:
            own = totals[turn.name]
            needed = [
                number for number in range(sum(votes) + 2)
                if sum(max(0, each - (own + number - 1)) for each in others) <= number
            ]  # fmt: skip
            assert turn.found == needed[0]
            assert turn.found - turn.proven in (0, 1)
        else:
            assert turn.name == winner
            lead = totals[winner] - max(others)
            assert (turn.proven, turn.found) == ((lead + 1) // 2, lead // 2 + 1)


def test_a_block_vote_is_won_past_the_last_who_is_in():
    papers = Papers.of(["Ash", "Beech", "Cedar", "Dogwood"], {
        (("Ash", "Beech"),): 30, (("Ash", "Cedar"),): 10, (("Dogwood", "Beech"),): 5, (("Cedar",),): 5,
    })  # fmt: skip
    found = turns_of(papers, Ask("block", 2))
    assert count_boxes(Ask("block", 2), [Box(papers)], refuse).rounds[0].votes == {
        "Ash": 40, "Beech": 35, "Cedar": 15, "Dogwood": 5,
    }  # fmt: skip
    assert (found["Beech"].proven, found["Beech"].found, found["Beech"].gains) == (10, 11, False)
    assert (found["Cedar"].found, found["Dogwood"].found) == (11, 16)


def test_under_several_crosses_another_loser_stands_in_the_way():
    """Dogwood passes Beech with 16 papers, and so does Cedar then: Dogwood has to pass both."""
    papers = {("Ash", "Beech"): 35, ("Ash", "Cedar"): 5, ("Cedar",): 29, ("Dogwood",): 5}
    papers = Papers.of(
        ["Ash", "Beech", "Cedar", "Dogwood"], {(said,) if len(said) > 1 else said: n for said, n in papers.items()}
    )
    dogwood = turns_of(papers, Ask("block", 2))["Dogwood"]
    # Beech 35, Cedar 34, Dogwood 5: with 20 papers 15 and 25, more than 25 has neither only from 21 on.
    assert (dogwood.proven, dogwood.found) == (15, 21)


@pytest.mark.parametrize("rule", ["scottish-stv", "wig", "ers97", "meek"])
def test_a_transferable_vote_s_changes_are_counted_and_its_bounds_hold(rule):
    """Ash has 60 first votes and the quota is 40: 21 papers at least must go. Every change told is one that does it."""
    papers = Papers.of((*NAMES, "Dogwood"), {
        ("Ash", "Beech"): 60, ("Beech",): 16, ("Cedar", "Dogwood"): 26, ("Dogwood", "Cedar"): 15,
    })  # fmt: skip
    ask = Ask(rule, 2)
    found = turns_of(papers, ask)
    assert {name for name, turn in found.items() if not turn.gains} == {"Ash", "Cedar"}
    assert found["Ash"].proven == 21
    for name, turn in found.items():
        assert turn.found is not None
        assert turn.found >= turn.proven
        assert (name in counted_again(papers, turn, ask)) is turn.gains


@pytest.mark.parametrize(
    ("turn", "words"),
    [
        (
            Turn("Ash", True, 5, 6, True),
            "Ash would win a seat if 6 papers voted otherwise; 5 could leave it to a lot, and no fewer would do.",
        ),
        (Turn("Ash", False, 1, 1), "Ash would lose the seat if 1 paper voted otherwise, and no fewer would do."),
        (
            Turn("Ash", True, 3, 90),
            (
                "Ash would win a seat if 90 papers voted otherwise, as counting again shows; fewer may do, "
                "but fewer than 3 certainly not."
            ),
        ),
        (
            Turn("Ash", True, 3, None),
            "No change is known by which Ash would win a seat; fewer than 3 papers certainly do not do it.",
        ),
    ],
)
def test_a_turn_says_how_sure_it_is(turn, words):
    assert said(turn) == words


def test_a_search_that_is_cut_short_proves_less_and_never_more(burlington):
    piles = piles_of([Box(burlington)], equal=True)
    montroll = piles.names.index("Andy Montroll")
    ends = [fewest_for(piles, "", montroll, most_solved=most) for most in (20, 75, 85)]
    assert [end.order for end in ends] == [None, None, None]
    proven = [end.proven for end in ends]
    assert proven == sorted(proven)
    assert 0 < proven[-1] <= fewest_for(piles, "", montroll).proven == 214

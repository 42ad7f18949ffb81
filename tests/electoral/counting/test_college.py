"""The electoral college: Labour's leader of 2010 round by round, and what must hold of any count by sections."""

from collections import Counter
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import CountError, Papers, TieError, av, college, read_papers
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import Contents

NAMES = ("D.Abbott", "E.Balls", "A.Burnhm", "D.Milbnd", "E.Milbnd")
OUT = ("D.Abbott", "A.Burnhm", "E.Balls")

# Votes of each section at each round, in the order of NAMES; the members of Parliament are there paper by paper.
# Source: the Labour Party's results by section of 25 September 2010. The two leaders' votes in the first round are also
# in The Guardian of that day. The party's page is gone, so that the others could not be held beside it again: what
# holds them is every share that was announced, the papers of each section (126,874 and 211,234, from those votes and
# their announced shares of 44.064% and 41.463%), and the last round of each section.
MEMBERS = (
    (9_314, 12_831, 10_844, 55_905, 37_980),
    (0, 14_510, 12_498, 57_128, 42_176),
    (0, 18_114, 0, 60_375, 46_697),
    (0, 0, 0, 66_814, 55_992),
)
AFFILIATES = (
    (25_938, 21_618, 17_904, 58_189, 87_585),
    (0, 26_441, 25_528, 61_336, 95_335),
    (0, 35_512, 0, 66_889, 102_882),
    (0, 0, 0, 80_266, 119_405),
)

# Shares of the whole college in per cent, as announced in the hall and reported that day (The Guardian).
ANNOUNCED = (
    {"D.Milbnd": "37.78", "E.Milbnd": "34.33", "E.Balls": "11.79", "A.Burnhm": "8.68", "D.Abbott": "7.42"},
    {"D.Milbnd": "38.89", "E.Milbnd": "37.47", "E.Balls": "13.23", "A.Burnhm": "10.41"},
    {"D.Milbnd": "42.72", "E.Milbnd": "41.26", "E.Balls": "16.02"},
    {"E.Milbnd": "50.65", "D.Milbnd": "49.35"},
)


def rebuilt(stages):
    """Return papers that give these totals when those of OUT drop out one after another.

    Which paper of a pile went where was never published and changes no total: each move takes the next at hand.
    """
    piles = {name: Counter({(name,): number}) for name, number in zip(NAMES, stages[0], strict=True)}
    for gone, before, after in zip(OUT, stages, stages[1:], strict=False):
        for name, old, new in zip(NAMES, before, after, strict=True):
            wanted = new - old if name != gone else 0
            while wanted > 0:
                ranking, number = piles[gone].popitem()
                moved = min(wanted, number)
                piles[name][(*ranking, name)] += moved
                if number > moved:
                    piles[gone][ranking] = number - moved
                wanted -= moved
    papers = Counter()
    for pile in piles.values():
        papers.update(pile)
    return Papers.of(NAMES, {ranking: number for ranking, number in papers.items() if number})


def per_cent(share):
    return f"{float(100 * share):.2f}"


@pytest.fixture(scope="module")
def sections(shared_data):
    parliament = read_papers(shared_data / "ballots" / "preflib" / "00030-00000001.soi")
    return {"MPs and MEPs": parliament, "members": rebuilt(MEMBERS), "affiliates": rebuilt(AFFILIATES)}


@pytest.mark.parametrize("engine", ["plain", "fast"])
def test_labour_s_leader_2010_every_share_as_announced(sections, engine):
    count = college(sections, engine=engine)
    assert [{name: per_cent(share) for name, share in each.votes.items()} for each in count.rounds] == list(ANNOUNCED)
    assert [each.excluded for each in count.rounds] == [(), ("D.Abbott",), ("A.Burnhm",), ("E.Balls",)]
    assert count.elected == ("E.Milbnd",)


def test_labour_s_sections_2010(sections):
    """The first round as announced, the papers of every round, and the last: 140-122, 54.4-45.6 and 40.2-59.8."""
    count = college(sections)
    first = {name: each[0].votes for name, each in count.sections.items()}
    shares = {name: Fraction(votes["D.Milbnd"], sum(votes.values())) for name, votes in first.items()}
    assert {name: f"{float(100 * share):.1f}" for name, share in shares.items()} == {
        "MPs and MEPs": "41.7",
        "members": "44.1",
        "affiliates": "27.5",
    }
    for name, stages in {"members": MEMBERS, "affiliates": AFFILIATES}.items():
        for each, totals in zip(count.sections[name], stages, strict=True):
            assert dict(each.votes) == {who: n for who, n in zip(NAMES, totals, strict=True) if n}
            assert sum(each.votes.values()) + each.non_transferable == sum(stages[0])
    last = {name: each[-1].votes for name, each in count.sections.items()}
    assert (last["MPs and MEPs"]["D.Milbnd"], last["MPs and MEPs"]["E.Milbnd"]) == (140, 122)
    for name, share in {"members": "54.41", "affiliates": "40.20"}.items():
        assert per_cent(Fraction(last[name]["D.Milbnd"], sum(last[name].values()))) == share


def test_which_sections_there_are_decides_who_leads(sections):
    """In one pile the affiliates' many papers decide; without their section the other brother leads."""
    together = Counter()
    for papers in sections.values():
        for ranking, number in papers:
            together[tuple(NAMES[each] for (each,) in ranking)] += number
    assert av(Papers.of(NAMES, together)).elected == ("E.Milbnd",)
    assert college({name: sections[name] for name in ("MPs and MEPs", "members")}).elected == ("D.Milbnd",)


def test_weights_are_parts_of_the_whole():
    ash = Papers.of(["Ash", "Beech"], {("Ash",): 3, ("Beech",): 1})
    beech = Papers.of(["Beech", "Ash"], {("Beech",): 300, ("Ash",): 100})
    count = college({"members": ash, "unions": beech}, weights={"members": 2, "unions": Fraction(1)})
    assert dict(count.rounds[0].votes) == {"Ash": Fraction(7, 12), "Beech": Fraction(5, 12)}
    assert count.elected == ("Ash",)
    with pytest.raises(TieError, match="Ash, Beech are equal"):
        college({"members": ash, "unions": beech})


def test_a_section_whose_papers_are_all_spent_leaves_its_weight_to_the_others():
    members = Papers.of(["Ash", "Beech", "Cedar"], {("Ash",): 4, ("Beech",): 5, ("Cedar", "Ash"): 2})
    branch = Papers.of(["Ash", "Beech", "Cedar"], {("Cedar",): 3})
    count = college({"members": members, "branch": branch}, weights={"members": 9, "branch": 1})
    assert dict(count.rounds[-1].votes) == {"Ash": Fraction(6, 11), "Beech": Fraction(5, 11)}
    assert count.sections["branch"][-1].non_transferable == 3


def test_who_withdrew_in_one_section_withdrew_in_all():
    one = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 4, ("Cedar",): 3}, withdrawn=["Ash"])
    two = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Cedar"): 4, ("Beech",): 5})
    count = college({"one": one, "two": two})
    assert dict(count.rounds[0].votes) == {
        "Beech": (Fraction(4, 7) + Fraction(5, 9)) / 2,
        "Cedar": (Fraction(3, 7) + Fraction(4, 9)) / 2,
    }


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ({"weights": {"members": 1}}, r"Weights are given for \['members'\]"),
        ({"weights": {"members": 1, "unions": 0}}, "Section 'unions' weighs 0"),
        ({"weights": {"members": 1, "unions": 0.5}}, "Section 'unions' weighs 0.5: give a whole number or fraction"),
        ({"seats": 2}, "There are 2 seats"),
    ],
)
def test_strange_weights_and_seats_are_refused(given, says):
    papers = Papers.of(["Ash"], {("Ash",): 1})
    with pytest.raises(CountError, match=says):
        college({"members": papers, "unions": papers}, **given)
    with pytest.raises(CountError, match="There is no section"):
        college({})


def test_a_name_spelt_in_two_ways_is_refused_and_one_that_a_section_lacks_is_not():
    members = Papers.of(["Ash", "Beech", "Cedar"], {("Ash",): 3, ("Cedar",): 1})
    with pytest.raises(CountError, match=r"Section 'unions' has B\. Beech, 'members' has not: spell names alike"):
        college({"members": members, "unions": Papers.of(["Ash", "B. Beech"], {("Ash",): 3})})
    count = college({"members": members, "unions": Papers.of(["Ash", "Beech"], {("Beech",): 3, ("Ash",): 1})})
    assert dict(count.rounds[0].votes) == {"Ash": Fraction(1, 2), "Beech": Fraction(3, 8), "Cedar": Fraction(1, 8)}


TREES = ("Ash", "Beech", "Cedar", "Dogwood")
rankings = st.lists(st.sampled_from(TREES), max_size=4, unique=True).map(tuple)
papers_of = st.dictionaries(rankings, st.integers(1, 30), max_size=8)
sections_of = st.dictionaries(st.sampled_from(["members", "unions", "parliament"]), papers_of, min_size=1)


def first_in_the_alphabet(tied, places):
    return tied[:places]


@given(st.data(), sections_of)
def test_order_and_engine_change_nothing_and_shares_make_one(data, found):
    tie = first_in_the_alphabet
    count = college({name: Papers.of(TREES, papers) for name, papers in found.items()}, tie=tie, engine="plain")
    names = data.draw(st.permutations(TREES))
    other = dict(data.draw(st.permutations(list(found.items()))))
    turned = {name: Papers.of(names, papers) for name, papers in other.items()}
    assert college(turned, tie=tie, engine="fast") == count
    tripled = college(turned, tie=tie, weights=dict.fromkeys(turned, 3))
    assert tripled.rounds == count.rounds
    if any(ranking for papers in found.values() for ranking in papers):
        assert all(sum(each.votes.values()) in (0, 1) for each in count.rounds)
        assert sum(count.rounds[0].votes.values()) == 1


@given(papers_of)
def test_a_college_of_one_section_is_the_alternative_vote(papers):
    held = Papers.of(TREES, papers)
    count, plain = college({"all": held}, tie=first_in_the_alphabet), av(held, tie=first_in_the_alphabet)
    assert count.elected == plain.elected
    assert [each.excluded for each in count.rounds] == [each.excluded for each in plain.rounds]
    assert [each.votes for each in count.sections["all"]] == [each.votes for each in plain.rounds]


def test_a_college_of_papers_for_several_seats_is_refused_until_it_is_told_one():
    papers = Papers.of(["Ash", "Beech"], {("Ash",): 3, ("Beech",): 2}, seats=7)
    for contents in (Contents("BLT", papers), Contents("sections", papers, {"unions": papers})):
        with pytest.raises(CountError, match="college fills 1 seat and there are 7: give --seats 1"):
            count_contents("college", contents)
        with pytest.raises(CountError, match="college fills 1 seat and there are 2"):
            count_contents("college", contents, seats=2)
        assert count_contents("college", contents, seats=1).elected == ("Ash",)

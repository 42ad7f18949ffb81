"""Meek's method against figures that others published, and against what can be worked out by hand."""

from fractions import Fraction
from itertools import pairwise

import pytest

from groundgame.electoral.counting.figures import decimal
from groundgame.electoral.counting.guarding import Guarantee
from groundgame.electoral.counting.meek import meek
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.ties import CountError, TieError, as_drawn

VARIANTS = ("2006", "reference", "original")
ENGINES = ("plain", "fast")


def figures(stage) -> dict[str, str]:
    return {name: decimal(votes, 9) for name, votes in stage.votes.items()}


@pytest.fixture(params=ENGINES)
def engine(request):
    return request.param


@pytest.fixture(scope="module")
def voting_matters_12():
    """Return the election of "The computational accuracy using the Meek algorithm", Voting matters 12 (2000)."""
    papers = {(first, second): 333 for first in "AB" for second in "XYZ"} | {(only,): 667 for only in "XYZ"}
    return Papers.of("ABXYZ", papers | {("A", "B", "X"): 1, ("A", "B", "Y"): 1, ("B", "A", "X"): 2})


def test_the_example_of_voting_matters_12_as_the_reference_rule_counts_it(voting_matters_12, engine):
    """The figures are those of the reference rule's own test data, to nine places."""
    count = meek(voting_matters_12, seats=3, variant="reference", tie=as_drawn(["Y", "Z"]), engine=engine)
    first, second, third = count.rounds
    assert (count.valid, decimal(first.quota, 9), first.elected) == (4003, "1000.750000001", ("A", "B"))
    assert (second.excluded, third.excluded, third.transferred_from) == ((), ("X",), ("A", "B", "X"))
    assert figures(second) == {
        "A": "1000.750000126",
        "B": "1000.750000126",
        "X": "667.166666686",
        "Y": "667.166666562",
        "Z": "667.166666500",
    }
    assert (decimal(third.quota, 9), decimal(third.non_transferable, 9)) == ("800.580647027", "800.677411894")
    assert third.elected == ("Y",)
    assert figures(third) == {
        "A": "800.584418564",
        "B": "800.584418564",
        "Y": "800.596982770",
        "Z": "800.556768208",
    }


@pytest.mark.parametrize(("variant", "within"), [("2006", Fraction(1, 10**6)), ("original", Fraction(3, 100))])
def test_the_same_example_as_exact_fractions_count_it(voting_matters_12, variant, within, engine):
    """Counted in fractions, and published so with the reference rule's test data, Z is a ten millionth behind Y."""
    count = meek(voting_matters_12, seats=3, variant=variant, engine=engine)
    assert [(stage.elected, stage.excluded) for stage in count.rounds] == [(("A", "B"), ()), ((), ()), (("X",), ("Z",))]
    exact = {"A": "800.642779367875", "B": "800.642779367875", "X": "800.638465678227", "Y": "800.558083370054"}
    assert all(abs(count.rounds[2].votes[name] - Fraction(votes)) < within for name, votes in exact.items())
    assert abs(count.quota - Fraction("800.620526946008")) < within


@pytest.mark.parametrize(
    ("papers", "quota", "kept", "left"),
    [
        ({("Castor", "Pollux"): 4, ("Helen",): 2}, "2.000000001", "2.000000004", "1.999999996"),
        ({("Castor", "Pollux"): 5, ("Pollux",): 1, ("Helen",): 3}, "3.000000001", "3.000000005", "2.999999995"),
    ],
)
def test_what_is_kept_is_rounded_up_and_what_passes_on_is_short_of_it(papers, quota, kept, left, engine):
    """The reference rule's test data, to the last billionth: in real numbers Pollux and Helen would be equal."""
    count = meek(Papers.of(["Castor", "Pollux", "Helen"], papers), seats=2, variant="reference", engine=engine)
    assert (count.elected, decimal(count.quota, 9)) == (("Castor", "Helen"), quota)
    assert figures(count.rounds[1]) == {"Castor": kept, "Pollux": left, "Helen": "{:.9f}".format(papers[("Helen",)])}


@pytest.mark.parametrize(("variant", "within"), [("2006", 1), ("reference", Fraction(1, 10**6)), ("original", 1)])
def test_the_quota_falls_to_where_it_settles(variant, within, engine):
    """Half of the papers of A end with A, so that the quota falls for ever less, towards 121 x 119 / 302."""
    papers = Papers.of("ABCD", {("A",): 61, ("A", "B"): 60, ("C", "D"): 30, ("D", "C"): 29})
    count = meek(papers, seats=2, variant=variant, engine=engine)
    settled = Fraction(121 * 119, 302)
    stage = count.rounds[1]
    assert (count.rounds[0].quota // 1, count.rounds[0].elected) == (60, ("A",))
    assert 0 <= stage.votes["A"] - settled < within
    assert abs(stage.quota - settled) < within


def test_the_original_settles_to_a_hundred_thousandth_of_the_quota():
    papers = Papers.of("ABCD", {("A",): 61, ("A", "B"): 60, ("C", "D"): 30, ("D", "C"): 29})
    stage = meek(papers, seats=2, variant="original").rounds[1]
    assert 0 < stage.votes["A"] - stage.quota < stage.quota / 100_000


def test_2006_excludes_who_cannot_overtake_before_all_is_shared_out():
    papers = Papers.of("ABCDE", {("A", "B"): 50, ("A",): 30, ("B",): 20, ("C",): 28, ("D",): 26, ("E", "C"): 1})
    early, settled = (meek(papers, seats=2, variant=variant).rounds for variant in ("2006", "reference"))
    early, out = next(pair for pair in pairwise(early) if pair[1].excluded)
    settled, out_settled = next(pair for pair in pairwise(settled) if pair[1].excluded)
    assert out.excluded == out_settled.excluded == ("E",)
    assert "E cannot overtake anybody with all surpluses together." in out.note
    assert early.votes["A"] - early.quota > 1 > 10**6 * (settled.votes["A"] - settled.quota)


@pytest.mark.parametrize("variant", VARIANTS)
def test_those_who_are_equal_share_a_paper_over_all_orders(variant, engine):
    """Meek's second paper, section 6: A and B equal is half a paper for A, then B, and half for B, then A."""
    together = Papers.of("ABCD", {(("A", "B"), "C"): 60, ("A",): 21, ("D",): 30, ("C",): 9})
    apart = Papers.of("ABCD", {("A", "B", "C"): 30, ("B", "A", "C"): 30, ("A",): 21, ("D",): 30, ("C",): 9})
    ours, same = (meek(papers, seats=2, variant=variant, engine=engine) for papers in (together, apart))
    assert ours.elected == same.elected
    for one, two in zip(ours.rounds, same.rounds, strict=True):
        assert all(abs(one.votes[name] - two.votes[name]) < Fraction(1, 10**6) for name in two.votes)


def test_three_equal_are_six_orders():
    together = Papers.of("ABCDE", {(("A", "B", "C"), "D"): 60, ("A",): 30, ("B", "E"): 25, ("E",): 5})
    orders = ["ABC", "ACB", "BAC", "BCA", "CAB", "CBA"]
    apart = {(*order, "D"): 10 for order in orders} | {("A",): 30, ("B", "E"): 25, ("E",): 5}
    ours, same = (meek(papers, seats=3, variant="reference") for papers in (together, Papers.of("ABCDE", apart)))
    assert [stage.elected for stage in ours.rounds] == [stage.elected for stage in same.rounds]
    for one, two in zip(ours.rounds, same.rounds, strict=True):
        assert all(abs(one.votes[name] - two.votes[name]) < Fraction(1, 10**6) for name in two.votes)


@pytest.mark.parametrize("engine", ENGINES)
def test_the_john_muir_trust_of_2002_with_its_equal_preferences(shared_data, engine):
    from groundgame.electoral.counting.files import read_papers

    papers = read_papers(shared_data / "ballots" / "jmt2002.blt")
    count = meek(papers, seats=7, engine=engine)
    assert (len(papers.candidates), len(count.elected), papers.equal != ()) == (10, 7, True)
    assert all(sum(stage.votes.values()) + stage.non_transferable == count.valid for stage in count.rounds)


def test_a_tie_falls_by_the_first_sharing_that_tells_them_apart():
    """C and D both stand at 14 when A's papers have passed on; C had more first preferences."""
    papers = Papers.of("ABCDE", {("A",): 30, ("B",): 25, ("C",): 14, ("D",): 13, ("E", "D"): 1})
    stage = next(stage for stage in meek(papers, seats=2).rounds if "equal" in (stage.note or ""))
    assert stage.excluded == ("D",)
    assert "C, D equal; decided for C by the first sharing in which they differed." in stage.note
    with pytest.raises(TieError, match="C, D are equal"):
        meek(papers, seats=2, variant="original")


@pytest.mark.parametrize("variant", VARIANTS)
def test_a_guarantee_keeps_its_own_and_says_why_another_is_out(variant):
    """A is sure of the first of two seats; the second is guaranteed, so that C may not have it, though ahead of D."""
    papers = Papers.of("ABCDE", {("A",): 50, ("B",): 9, ("C",): 30, ("D",): 8, ("E", "D"): 3})
    free = meek(papers, seats=2, variant=variant)
    count = meek(papers, seats=2, variant=variant, guaranteed=[Guarantee(frozenset("DE"), 1, "the new")])
    assert (free.elected, count.elected) == (("A", "C"), ("A", "D"))
    assert count.rounds[1].excluded == ("B", "C")
    assert "guaranteed to others" in count.rounds[1].note


def test_as_many_candidates_as_seats_are_elected_without_a_contest():
    count = meek(Papers.of("AB", {("B",): 2, ("A",): 1}), seats=3)
    assert (count.elected, count.vacant_seats) == (("B", "A"), 1)
    assert count.rounds[0].note == "No more are left than there are seats."


@pytest.mark.parametrize(("named", "words"), [({"seats": 0}, "0 seats"), ({"variant": "1970"}, "'1970' is not")])
def test_what_cannot_be_counted_is_refused(named, words):
    with pytest.raises(CountError, match=words):
        meek(Papers.of("AB", {("A",): 1}), **{"seats": 1, **named})

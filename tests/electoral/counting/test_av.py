"""The alternative vote: official counts round by round, and what must hold of any count."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from groundgame.electoral.counting import CountError, Papers, TieError, as_drawn, av, read_papers

NAMES = ("Ash", "Beech", "Cedar", "Dogwood", "Elm")
ENGINES = ("plain", "fast")
marks = st.none() | st.sampled_from(NAMES) | st.sets(st.sampled_from(NAMES), min_size=2).map(lambda s: tuple(sorted(s)))
papers_of = st.dictionaries(st.lists(marks, max_size=5).map(tuple), st.integers(1, 20), max_size=12)


def first_in_the_alphabet(tied, places):
    return tied[:places]


def votes(count):
    return [dict(each.votes) for each in count.rounds]


@pytest.mark.parametrize("engine", ENGINES)
def test_burlington_2009_as_the_city_counted_it(shared_data, engine):
    """Three rounds, 4,313 to 4,061, with 606 papers exhausted (City of Burlington, official round report)."""
    papers = read_papers(shared_data / "ballots" / "preflib" / "00005-00000002.toi")
    count = av(papers, together=True, engine=engine)
    assert [list(each.values()) for each in votes(count)] == [
        [2585, 2063, 35, 1306, 2951, 36],
        [2981, 2554, 3294],
        [4313, 4061],
    ]
    assert [each.non_transferable for each in count.rounds] == [4, 151, 606]
    assert count.rounds[1].excluded == ("James Simpson", "Write-In", "Dan Smith")
    assert (count.elected, count.valid, count.invalid) == (("Bob Kiss",), 8980, 0)


def test_the_paper_that_parts_4061_from_4060_marks_one_out_and_one_in_together(shared_data):
    """The report in hand ends at 4,060: it exhausts that paper; the city gave it to the one who still stood."""
    papers = read_papers(shared_data / "ballots" / "preflib" / "00005-00000002.toi")
    report = json.loads((shared_data / "ballots" / "reports" / "us_vt_btv_2009_03_mayor.json").read_text())
    printed = {move["to"]: move["count"] for move in report["rounds"][2]["transfers"]}
    count = av(papers, together=True)
    assert count.rounds[2].transfers["Andy Montroll", "Bob Kiss"] == printed[0]
    assert count.rounds[2].transfers["Andy Montroll", "Kurt Wright"] == printed[4] + 1
    assert count.rounds[2].transfers["Andy Montroll", None] == printed["X"] - 1


def test_burlington_s_transfers_are_those_of_the_report(shared_data):
    papers = read_papers(shared_data / "ballots" / "preflib" / "00005-00000002.toi")
    report = json.loads((shared_data / "ballots" / "reports" / "us_vt_btv_2009_03_mayor.json").read_text())
    names = dict(enumerate(papers.candidates)) | {"X": None}
    printed = {(names[each["from"]], names[each["to"]]): each["count"] for each in report["rounds"][1]["transfers"]}
    assert dict(av(papers, together=True).rounds[1].transfers) == printed


def test_burlington_one_at_a_time_ends_the_same(shared_data):
    papers = read_papers(shared_data / "ballots" / "preflib" / "00005-00000002.toi")
    count = av(papers)
    assert [each.excluded for each in count.rounds[1:]] == [
        ("James Simpson",),
        ("Write-In",),
        ("Dan Smith",),
        ("Andy Montroll",),
    ]
    assert dict(count.rounds[-1].votes) == {"Bob Kiss": 4313, "Kurt Wright": 4061}


@pytest.mark.parametrize("engine", ENGINES)
def test_the_members_of_parliament_of_2010(shared_data, engine):
    """The Labour Party's own publication: 111/84/40/24/7, 111/88/41/24, 125/96/43, 140/122."""
    papers = read_papers(shared_data / "ballots" / "preflib" / "00030-00000001.soi")
    count = av(papers, engine=engine)
    assert [sorted(each.values(), reverse=True) for each in votes(count)] == [
        [111, 84, 40, 24, 7],
        [111, 88, 41, 24],
        [125, 96, 43],
        [140, 122],
    ]
    assert [each.excluded for each in count.rounds] == [(), ("D.Abbott",), ("A.Burnhm",), ("E.Balls",)]
    assert count.elected == ("D.Milbnd",)


@pytest.mark.parametrize("engine", ENGINES)
def test_maine_2018_from_its_published_transfers(shared_data, engine):
    """The first ranked count of a congressional seat: 142,440 to 138,931 (Maine, Secretary of State).

    The papers are put together from the published first choices and transfers, which is all that the count reads.
    """
    report = json.loads((shared_data / "ballots" / "reports" / "us_me_2018_11_cd02.json").read_text())
    names = [each["name"] for each in report["candidates"]]
    first, second = report["rounds"]
    papers, left = {}, {}
    for each in first["allocations"]:
        left[each["allocatee"]] = each["votes"]
    for move in second["transfers"]:
        ranking = (names[move["from"]], *([] if move["to"] == "X" else [names[move["to"]]]))
        papers[ranking] = move["count"]
        left[move["from"]] -= move["count"]
    papers |= {(names[place],): number for place, number in left.items() if place != "X" and number}
    papers[()] = first["undervote"]
    papers[((names[0], names[1]),)] = first["overvote"]
    count = av(Papers.of(names, papers), together=True, engine=engine)
    assert left[2] == left[3] == 0
    for stage, printed in zip(count.rounds, report["rounds"], strict=True):
        assert dict(stage.votes) == {
            names[each["allocatee"]]: each["votes"] for each in printed["allocations"] if each["allocatee"] != "X"
        }
        assert sum(stage.votes.values()) == printed["continuingBallots"]
    assert count.rounds[1].excluded == ("William R.S. Hoar", "Tiffany L. Bond")
    assert (count.elected, count.invalid) == (("Jared F. Golden",), 6018)
    assert count.valid + count.invalid == report["ballotCount"]


def test_a_majority_of_the_papers_still_in_play_is_enough_and_to_two_goes_on():
    papers = Papers.of(NAMES[:4], {("Ash",): 45, ("Beech",): 30, ("Cedar",): 20, ("Dogwood", "Beech"): 5})
    count = av(papers)
    assert votes(count)[-1] == {"Ash": 45, "Beech": 35}
    assert count.rounds[-1].non_transferable == 20
    early = Papers.of(NAMES[:3], {("Ash",): 60, ("Beech",): 30, ("Cedar", "Beech"): 10})
    assert len(av(early).rounds) == 1
    assert votes(av(early, to_two=True)) == [{"Ash": 60, "Beech": 30, "Cedar": 10}, {"Ash": 60, "Beech": 40}]
    assert av(early, to_two=True).elected == ("Ash",)


def test_equal_at_the_bottom_is_decided_by_the_latest_stage_at_which_they_differed():
    papers = Papers.of(NAMES, {("Ash",): 20, ("Beech",): 15, ("Cedar",): 9, ("Dogwood",): 7, ("Elm", "Dogwood"): 2})
    count = av(papers)
    assert [each.excluded for each in count.rounds[:3]] == [(), ("Elm",), ("Dogwood",)]
    assert count.rounds[2].note == "Cedar, Dogwood equal; decided against Dogwood by the votes of stage 1"


def test_equal_from_the_beginning_is_for_whoever_decides():
    papers = Papers.of(NAMES[:3], {("Ash",): 5, ("Beech", "Ash"): 3, ("Cedar", "Ash"): 3})
    with pytest.raises(TieError, match="Beech, Cedar are equal"):
        av(papers)
    count = av(papers, tie=as_drawn(["Cedar"]), to_two=True)
    assert count.rounds[1].excluded == ("Beech",)
    assert "Beech, Cedar equal; decided against Beech" in count.rounds[1].note


def test_the_last_two_equal():
    papers = Papers.of(NAMES[:3], {("Ash",): 5, ("Beech",): 4, ("Cedar", "Beech"): 1})
    count = av(papers)
    assert count.elected == ("Ash",)
    assert count.rounds[-1].note == "Ash, Beech equal; decided for Ash by the votes of stage 1"


def test_who_withdrew_gets_nothing_and_their_papers_go_to_the_next():
    papers = Papers.of(NAMES[:3], {("Ash", "Beech"): 5, ("Beech",): 1, ("Cedar",): 4}, withdrawn=["Ash"])
    assert votes(av(papers)) == [{"Beech": 6, "Cedar": 4}]


def test_two_preferences_skipped_together_exhaust_a_paper_in_maine():
    papers = Papers.of(
        NAMES[:3], {("Ash",): 5, ("Beech",): 4, ("Cedar", None, "Beech"): 1, ("Cedar", None, None, "Beech"): 2}
    )
    assert votes(av(papers))[-1] == {"Ash": 5, "Beech": 7}
    assert votes(av(papers, skipped="close one"))[-1] == {"Ash": 5, "Beech": 5}
    assert votes(av(papers, skipped="exhaust"))[-1] == {"Ash": 5, "Beech": 4}


def test_more_than_one_seat_is_refused():
    with pytest.raises(CountError, match="There are 2 seats"):
        av(Papers.of(NAMES, {("Ash",): 1}), seats=2)


def test_one_who_stands_alone_is_elected_even_without_a_paper():
    assert av(Papers.of(["Ash"], {})).elected == ("Ash",)


@given(papers_of, st.booleans(), st.booleans(), st.sampled_from(["exhaust", "skip", "invalid"]))
def test_both_ways_of_keeping_papers_agree(papers, together, to_two, overvote):
    held = Papers.of(NAMES, papers)
    told = [
        av(held, tie=first_in_the_alphabet, together=together, to_two=to_two, overvote=overvote, engine=engine)
        for engine in ENGINES
    ]
    assert told[0] == told[1]


@given(papers_of, st.booleans())
def test_every_stage_accounts_for_every_paper(papers, together):
    count = av(Papers.of(NAMES, papers), tie=first_in_the_alphabet, together=together)
    assert count.valid + count.invalid == sum(papers.values())
    before = None
    for each in count.rounds:
        assert sum(each.votes.values()) + each.non_transferable == count.valid
        if before:
            gained = {name: before.votes[name] for name in each.votes}
            for (giver, to), number in each.transfers.items():
                assert giver in each.transferred_from
                if to:
                    gained[to] += number
            assert gained == each.votes
        before = each


@given(st.data(), papers_of)
def test_the_order_of_papers_and_of_candidates_changes_nothing(data, papers):
    other = dict(data.draw(st.permutations(list(papers.items()))))
    names = data.draw(st.permutations(NAMES))
    tie = first_in_the_alphabet
    assert av(Papers.of(NAMES, papers), tie=tie) == av(Papers.of(names, other), tie=tie)


@given(papers_of, st.integers(1, 50))
def test_papers_that_say_nothing_change_nothing_but_their_own_number(papers, number):
    tie = first_in_the_alphabet
    count = av(Papers.of(NAMES, papers), tie=tie)
    more = av(Papers.of(NAMES, {**papers, (None, None): number}), tie=tie)
    assert (more.rounds, more.valid) == (count.rounds, count.valid)
    assert more.invalid == count.invalid + number - papers.get((None, None), 0)


@given(papers_of, st.sampled_from(NAMES))
def test_whom_most_papers_name_first_wins(papers, favourite):
    most = sum(papers.values()) + 1
    for way in ({}, {"together": True}, {"to_two": True}):
        count = av(Papers.of(NAMES, {**papers, (favourite,): most}), tie=first_in_the_alphabet, **way)
        assert count.elected == (favourite,)


@given(papers_of)
def test_nobody_goes_together_who_could_have_won(papers):
    """All who cannot catch up go at once, and the same candidate wins as when they go one after another."""
    alone = {ranking: n for ranking, n in papers.items() if all(isinstance(mark, str) for mark in ranking)}
    held = Papers.of(NAMES, alone)
    try:
        one_by_one = av(held).elected
    except TieError:
        return
    assert av(held, together=True).elected == one_by_one

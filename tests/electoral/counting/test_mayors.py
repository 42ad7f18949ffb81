"""The seven elections of London's mayor, counted again from the packaged record.

What the published totals allow: who goes to the second round, and who wins, follow from first choices and transfers.
The transfers themselves were declared for 2016 and 2021 (London Elects) and those are given below, so that the final
totals are reproduced from independent figures. For 2000-2012 a transfer is only known as the final total less the first
choices; there the tests prove that it fits the second choices published, not that it was counted right.
"""

import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.counting import fptp, sv, sv_from_totals
from groundgame.electoral.counting.sv import has_majority, remaining

BY_SUPPLEMENTARY_VOTE = [
    "mayor.london.2000-05-04",
    "mayor.london.2004-06-10",
    "mayor.london.2008-05-01",
    "mayor.london.2012-05-03",
    "mayor.london.2016-05-05",
    "mayor.london.2021-05-06",
]
DECLARED_TRANSFERS = {
    "mayor.london.2016-05-05": [161_427, 84_859],
    "mayor.london.2021-05-06": [192_313, 84_550],
}


def first_choices(result):
    return {each.name: each.votes for each in result.candidates}


def transfers_of(result):
    first = first_choices(result)
    return {name: total - first[name] for name, total in result.final_round.items()}


def declared_winners(result):
    return tuple(each.name for each in result.candidates if each.elected)


def papers_that_agree(first, transfers):
    """Papers with the declared first choices, on which the transfers stand as second choices of those eliminated."""
    papers, waiting = {(name, None): first[name] for name in transfers}, dict(transfers)
    for name, number in first.items():
        if name in transfers:
            continue
        for favourite in waiting:
            papers[name, favourite] = min(number, waiting[favourite])
            number -= papers[name, favourite]
            waiting[favourite] -= papers[name, favourite]
        papers[name, None] = number
    return papers


@pytest.mark.parametrize("contest", BY_SUPPLEMENTARY_VOTE)
def test_the_record_is_reproduced_to_the_vote(contest):
    result = record().result(contest)
    first, transfers = first_choices(result), transfers_of(result)
    assert result.contest.rule == "sv"
    assert not has_majority(first)
    assert set(remaining(first)) == set(result.final_round)
    count = sv_from_totals(first, transfers)
    assert count.elected == declared_winners(result)
    assert dict(count.rounds[-1].votes) == result.final_round
    assert count.rounds[-1].non_transferable == sum(first.values()) - sum(result.final_round.values())


@pytest.mark.parametrize(("contest", "declared"), DECLARED_TRANSFERS.items())
def test_declared_transfers_give_the_declared_totals(contest, declared):
    result = record().result(contest)
    first = first_choices(result)
    count = sv_from_totals(first, dict(zip(remaining(first), declared, strict=True)))
    assert dict(count.rounds[-1].votes) == result.final_round
    assert count.elected == declared_winners(result)


@pytest.mark.parametrize("contest", BY_SUPPLEMENTARY_VOTE)
def test_papers_that_agree_with_the_totals_are_counted_to_the_same_result(contest):
    result = record().result(contest)
    first, transfers = first_choices(result), transfers_of(result)
    by_paper = sv(papers_that_agree(first, transfers))
    assert by_paper == sv_from_totals(first, transfers)


@pytest.mark.parametrize("contest", BY_SUPPLEMENTARY_VOTE)
def test_transfers_fit_the_second_choices_published(contest):
    """The second choices that did not transfer stand on the other finalist's papers, or on one's own."""
    result = record().result(contest)
    first = first_choices(result)
    finalists = sum(first[name] for name in result.final_round)
    for name, transferred in transfers_of(result).items():
        assert 0 <= result.second_choices[name] - transferred <= finalists


def test_first_past_the_post_of_2024_is_reproduced_to_the_vote():
    result = record().result("mayor.london.2024-05-02")
    votes = first_choices(result)
    assert result.contest.rule == "fptp"
    assert fptp(votes).elected == declared_winners(result) == ("Sadiq Khan",)
    assert sorted(votes.values())[-2:] == [812_397, 1_088_225]


def test_the_totals_declared_in_2008_and_2012():
    finals = [record().result(contest).final_round for contest in BY_SUPPLEMENTARY_VOTE[2:4]]
    assert [sorted(each.values()) for each in finals] == [[1_028_966, 1_168_738], [992_273, 1_054_811]]

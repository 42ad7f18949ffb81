"""What each council takes, as the director reads it: the order, and the words."""

import pytest

from groundgame.campaign.strategy.coming.contests import ContestRow
from groundgame.campaign.strategy.coming.needed import councils_needed
from groundgame.campaign.strategy.coming.sentences import contested
from groundgame.electoral.contests import parties, record
from groundgame.electoral.places import atlas


@pytest.mark.parametrize("ours", ["labour", pytest.param("conservative", marks=pytest.mark.slow)])
def test_the_closest_are_those_that_the_fewest_votes_would_turn(ours: str) -> None:
    found = councils_needed(ours)
    takes = [one.losing if one.lead >= 0 else one.swing for one in found]
    solved = [each for each in takes if each is not None]
    assert solved == sorted(solved)
    assert takes[: len(solved)] == solved, "those that nothing would turn come last"
    assert any(one.swing and one.swing > 0.6 * -one.lead for one in found if one.lead < 0), "some take more than half"


def test_what_a_council_is_held_by_is_enough_and_no_less() -> None:
    """Camden's lead in the seat that decides is over another party than the rival: half of it would not lose it."""
    one = next(each for each in councils_needed("labour") if each.area.name == "Camden")
    assert one.losing is not None
    assert one.losing > one.lead / 2 + 0.005
    assert _has_majority(one.area.code, one.rival.id, one.losing - 1e-4)
    assert not _has_majority(one.area.code, one.rival.id, one.losing + 1e-4)


def test_a_council_on_a_tie_says_so() -> None:
    """Lancaster Gate, 2022: the votes of Labour's three and of the Conservatives' three add up to the same."""
    one = councils_needed("labour")[0]
    assert (one.area.name, one.lead) == ("Westminster", 0)
    assert one.told == "Level in the ward that decides: a majority with one vote more there, none with one less."


@pytest.mark.parametrize(("gone", "said"), [(1, "while 1 is all but out of reach"), (2, "while 2 are all but out of")])
def test_one_council_out_of_reach_is_one(gone: int, said: str) -> None:
    area = atlas().area("E09000003")
    rows = [ContestRow(area.name, area, (), chance, None, False, "", "") for chance in [0.0] * gone + [1.0]]  # type: ignore[arg-type]  # what is drawn is not read here
    assert said in contested("boroughs", rows, parties()["labour"])


def _has_majority(borough: str, rival: str, moved: float) -> bool:
    """Count Labour's seats from the record after a share of all votes went to a rival in every ward."""
    won = total = 0
    for ward in atlas().wards_within(borough):
        contest = next(c for c in record().contests(area=ward, tier="borough") if c.date.year == 2022)
        votes: dict[str, list[int]] = {}
        for candidate in record().result(contest.id).candidates:
            votes.setdefault(candidate.party, []).append(candidate.votes or 0)
        means = {party: sum(each) / len(each) for party, each in votes.items()}
        gone = min(moved * sum(means.values()), means.get("labour", 0.0))
        means |= {"labour": means.get("labour", 0.0) - gone, rival: means.get(rival, 0.0) + gone}
        won += contest.seats * (max(means, key=lambda party: means[party]) == "labour")
        total += contest.seats
    return 2 * won > total

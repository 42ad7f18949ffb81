"""Scottish STV against the official stages of a ward, and the two ways of keeping papers against each other."""

import re
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import pytest

from groundgame.electoral.counting.files import read_papers
from groundgame.electoral.counting.lots import by_lot_named
from groundgame.electoral.counting.papers import Papers
from groundgame.electoral.counting.scottish_stv import droop_quota, scottish_stv
from groundgame.electoral.counting.ties import TieError, as_drawn

FIGURE = r"-?[\d,]+\.\d{5}"
NON_TRANSFERABLE = "Non-transferable votes"


@dataclass
class Printed:
    """A stage as the returning officer printed it."""

    title: str = ""
    votes: dict[str, Fraction] = field(default_factory=dict)
    moved: dict[str, Fraction] = field(default_factory=dict)
    elected: list[str] = field(default_factory=list)


def read_stages(path: Path, names: tuple[str, ...]) -> list[Printed]:
    """Read the official sheet; the figures of a party with a long name stand a line above the candidate's."""
    stages: list[Printed] = []
    above: list[Fraction] = []
    for line in path.read_text().splitlines():
        if re.match(r"Stage \d", line):
            stages.append(Printed())
        if line.startswith(("Exclusion of", "Surplus of")):
            stages[-1].title = line.strip()
        figures = [Fraction(word.replace(",", "")) for word in re.findall(FIGURE, line)] or above
        name = next((name for name in (*names, NON_TRANSFERABLE) if line.startswith(name)), None)
        above = figures if figures and not name and line.startswith(" ") else []
        if name:
            stages[-1].moved[name], stages[-1].votes[name] = figures
            stages[-1].elected += [name] if line.rstrip().endswith("Elected") else []
    return stages


@pytest.fixture(scope="module")
def newlands(shared_data):
    return read_papers(shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "ballots.txt")


@pytest.mark.parametrize("engine", ["plain", "fast"])
def test_every_figure_of_the_seven_stages_of_newlands_auldburn_2017(newlands, shared_data, engine):
    official = read_stages(
        shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "official_stages.txt", newlands.candidates
    )
    count = scottish_stv(newlands, seats=3, engine=engine)
    assert (count.quota, count.valid, len(official), len(count.rounds)) == (1816, 7263, 7, 7)
    for printed, counted in zip(official, count.rounds, strict=True):
        assert counted.votes | {NON_TRANSFERABLE: counted.non_transferable} == printed.votes
        assert list(counted.elected) == printed.elected
        assert sum(printed.votes.values()) == 7263


def test_what_moved_at_each_stage_is_what_the_sheet_says_moved(newlands, shared_data):
    official = read_stages(
        shared_data / "ballots" / "glasgow_2017_newlands_auldburn" / "official_stages.txt", newlands.candidates
    )
    count = scottish_stv(newlands, seats=3)
    for printed, counted in list(zip(official, count.rounds, strict=True))[1:]:
        (giver,) = counted.transferred_from
        word = "Exclusion" if counted.excluded else "Surplus"
        assert printed.title == f"{word} of {giver}"
        received = {to or NON_TRANSFERABLE: moved for (_, to), moved in counted.transfers.items()}
        assert received == {name: moved for name, moved in printed.moved.items() if moved > 0}
        assert sum(received.values()) == -printed.moved[giver]


def test_arrays_and_lists_agree_on_every_ward_that_we_have(shared_data):
    wards = sorted((shared_data / "ballots" / "scottish_wards").glob("*.blt"))
    assert len(wards) >= 9
    for path in wards:
        papers = read_papers(path)
        plain, fast = (scottish_stv(papers, seats=papers.seats, engine=engine) for engine in ("plain", "fast"))
        assert plain == fast
        assert (len(plain.elected), plain.vacant_seats) == (papers.seats, 0)


def test_the_remainder_is_lost_of_each_paper_and_not_of_a_parcel():
    papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 700, ("Beech",): 150, ("Cedar",): 149})
    second = scottish_stv(papers, seats=2).rounds[1]
    # 366 votes over 700 papers are 0.52285 a paper, so that 365.995 arrive; of the parcel at once 366 would.
    assert second.votes["Beech"] == 150 + 700 * Fraction(52285, 100_000)
    assert second.non_transferable == Fraction(366) - 700 * Fraction(52285, 100_000)


def test_papers_that_say_no_more_keep_their_share_of_the_surplus():
    papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash",): 50, ("Ash", "Beech"): 50, ("Cedar",): 30, ("Beech",): 19})
    count = scottish_stv(papers, seats=2)
    assert count.quota == 50
    assert (count.rounds[1].votes["Beech"], count.rounds[1].non_transferable) == (44, 25)


def test_a_skipped_number_ends_a_paper_and_an_overvote_too():
    papers = Papers.of(
        ["Ash", "Beech", "Cedar", "Elm"],
        {
            ("Ash", None, "Beech"): 3,
            ("Ash", ("Beech", "Cedar"), "Elm"): 2,
            (None, "Elm"): 4,
            ("Beech",): 9,
            ("Elm",): 8,
        },
    )
    count = scottish_stv(papers, seats=1, tie=as_drawn(["Ash"]))
    assert (count.valid, count.invalid) == (22, 4)
    out = next(each for each in count.rounds if each.excluded == ("Ash",))
    assert out.non_transferable == 5


def test_a_tie_for_last_looks_back_to_the_latest_stage_that_tells_them_apart():
    papers = Papers.of(
        ["Ash", "Beech", "Cedar", "Elm", "Fir"],
        {("Ash",): 25, ("Beech",): 11, ("Cedar",): 12, ("Elm", "Beech"): 3, ("Elm", "Cedar"): 2, ("Fir",): 24},
    )
    count = scottish_stv(papers, seats=2)
    assert count.rounds[1].excluded == ("Elm",)
    assert count.rounds[1].votes["Beech"] == count.rounds[1].votes["Cedar"] == 14
    assert count.rounds[2].excluded == ("Beech",)
    assert count.rounds[2].note == "Beech, Cedar equal; decided against Beech by the votes of stage 1"


def test_those_equal_at_every_stage_are_for_the_lot_and_the_note_says_how_it_was_drawn():
    papers = Papers.of(["Ash", "Beech", "Cedar"], {("Ash", "Beech"): 3, ("Beech",): 2, ("Cedar",): 2})
    with pytest.raises(TieError, match="Beech, Cedar are equal"):
        scottish_stv(papers, seats=1)
    count = scottish_stv(papers, seats=1, tie=by_lot_named("a day in May"))
    (out,) = count.rounds[1].excluded
    stays = next(name for name in ("Beech", "Cedar") if name != out)
    assert count.rounds[1].note == (
        f"Beech, Cedar equal; decided against {out} by a lot from the seed 'a day in May', "
        f"drawn in the order {stays}, {out}"
    )


def test_the_largest_surplus_goes_first_whoever_was_elected_first():
    papers = Papers.of(
        ["Ash", "Beech", "Cedar", "Elm", "Fir", "Gorse"],
        {("Ash", "Cedar"): 30, ("Beech", "Cedar"): 40, ("Cedar", "Elm"): 5, ("Elm",): 6, ("Fir",): 4, ("Gorse",): 3},
    )
    count = scottish_stv(papers, seats=4)
    assert count.rounds[1].elected == ("Cedar",)
    assert [each.transferred_from for each in count.rounds[:4]] == [(), ("Beech",), ("Ash",), ("Cedar",)]


def test_the_quota_is_the_fewest_papers_that_no_more_than_the_seats_can_hold():
    for valid in range(60):
        for seats in range(1, 6):
            quota = droop_quota(valid, seats)
            assert quota * (seats + 1) > valid >= (quota - 1) * (seats + 1)


def test_as_many_candidates_as_seats_are_elected_at_once():
    count = scottish_stv(Papers.of(["Ash", "Beech"], {("Ash",): 9}), seats=3)
    assert (count.elected, len(count.rounds), count.vacant_seats) == (("Ash", "Beech"), 1, 1)
    assert count.rounds[0].note == "Beech elected without the quota, as no more are left than seats"

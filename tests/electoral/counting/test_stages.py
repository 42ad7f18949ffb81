"""What a stage says alike under every rule: who is excluded at it, and that what is shown adds up."""

from decimal import Decimal
from fractions import Fraction

import pytest

from groundgame.electoral.counting import (
    Papers,
    by_lot_named,
    count_fields,
    csv_sheet,
    ers97,
    html_sheet,
    read_papers,
    sheet,
)
from groundgame.electoral.counting.counting_files import count_contents
from groundgame.electoral.counting.files import Contents
from groundgame.electoral.counting.rounds import Count, Round
from groundgame.electoral.counting.sheets import Particulars, sheet_table
from groundgame.electoral.counting.shown import as_shown

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


def written(cell):
    return Decimal(cell.replace(",", "") or 0)


@pytest.mark.parametrize("rule", ["wig", "college", "ers97", "scottish-stv", "meek"])
def test_the_printed_figures_of_real_wards_add_up_at_every_stage(shared_data, rule):
    for file in sorted((shared_data / "ballots" / "scottish_wards").glob("*.blt")):
        papers = read_papers(file)
        seats = 1 if rule == "college" else papers.seats
        count = count_contents(rule, Contents("papers", papers), seats=seats, tie=by_lot_named("1"))
        whole = 1 if rule == "college" else count.valid
        for each in count_fields(count)["rounds"]:
            assert sum(map(Decimal, each["votes"].values())) + Decimal(each["non_transferable"]) == whole
        *rows, total = sheet_table(count).rows
        for stage, (_, cell) in enumerate(total.cells):
            assert sum(written(row.cells[stage][1]) for row in rows) == written(cell)
            if stage:
                assert sum(written(row.cells[stage][0]) for row in rows) == 0
                assert all(
                    written(row.cells[stage - 1][1]) + written(row.cells[stage][0]) == written(row.cells[stage][1])
                    for row in rows
                )


def test_who_neither_gives_nor_receives_is_shown_alike_and_nothing_stays_nothing():
    third = Fraction(1, 3)
    first = Round({"Ash": third, "Beech": third, "Cedar": third, "Dogwood": 0})
    second = Round({"Ash": third, "Beech": Fraction(1, 6), "Cedar": Fraction(1, 2), "Dogwood": 0})
    shown = as_shown(Count("wig", 1, (first, second), places=1)).rounds
    assert [float(value) for value in shown[0].votes.values()] == [0.4, 0.3, 0.3, 0]
    assert [float(value) for value in shown[1].votes.values()] == [0.4, 0.1, 0.5, 0]


def test_where_several_give_at_once_every_sheet_says_who_gave_to_whom():
    count = ers97(PAPERS, seats=2, tie=by_lot_named("1"))
    both = next(each for each in count.rounds if {"Dogwood", "Elm"} <= set(each.transferred_from))
    number = count.rounds.index(both) + 1
    for text in (sheet(count), html_sheet(count, Particulars())):
        assert f"Stage {number}, from Dogwood: 4.00 to Cedar" in text
        assert f"Stage {number}, from Elm: 2.00 non-transferable" in text
    assert f"Stage {number},from Elm: 2.00 non-transferable" in csv_sheet(count, Particulars())
    kept = count_fields(count)["rounds"]
    assert {"from": "Elm", "to": None, "votes": "2.00"} in kept[number - 1]["transfers"]
    assert [stage for stage, each in enumerate(kept, start=1) if "transfers" in each] == [number]


def test_what_several_give_adds_up_to_what_is_shown_to_be_received():
    third, half = Fraction(1, 3), Fraction(1, 2)
    first = Round({"Ash": 2 * third, "Beech": 2 * third, "Cedar": half, "Dogwood": 7 + Fraction(1, 6)})
    gave = {("Ash", "Dogwood"): third, ("Ash", None): third, ("Beech", "Dogwood"): third, ("Beech", None): third}
    votes = {"Ash": 0, "Beech": 0, "Cedar": half, "Dogwood": 7 + Fraction(1, 6) + 2 * third}
    second = Round(votes, non_transferable=2 * third, transferred_from=("Ash", "Beech"), transfers=gave)
    before, after = as_shown(Count("wig", 1, (first, second), places=1)).rounds
    assert after.transfers.keys() == gave.keys()
    for taker in ("Dogwood", None):
        received = sum(amount for (_, to), amount in after.transfers.items() if to == taker)
        assert received == (after.votes[taker] - before.votes[taker] if taker else after.non_transferable) > 0

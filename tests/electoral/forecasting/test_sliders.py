"""The doughnut's sliders on the last elections: as they were, and as they would have been."""

from collections import Counter

import polars as pl
import pytest

from groundgame.electoral.contests import record
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.needed import needed
from groundgame.electoral.forecasting.sliders import mayor_case, turned
from groundgame.electoral.turnout import doughnut


def by_tier(**sliders):
    return {each.tier: each for each in turned(**sliders)}


def elected(contests):
    """Return the seats by party that the record says, of contests named by the beginning of their ids."""
    seats = Counter()
    for contest in record().contests():
        if contest.id.startswith(contests[0]) and contest.id.endswith(contests[1]):
            for each in record().result(contest.id).candidates:
                seats[each.party] += each.seats_won or int(each.elected or 0)
    return {party: count for party, count in seats.items() if count}


@pytest.mark.parametrize(
    ("tier", "contests"),
    [
        ("mayor", ("mayor.london.", "2024-05-02")),
        ("assembly-list", ("gla.a.", "2024-05-02")),
        ("assembly", ("gla.c.", "2024-05-02")),
    ],
)
def test_with_no_slider_moved_everything_is_as_it_was_declared(tier, contests):
    assert dict(by_tier()[tier].seats) == elected(contests)
    assert by_tier()[tier].changed == ()


def test_with_no_slider_moved_the_boroughs_elect_their_1817_councillors():
    boroughs = by_tier()["borough"]
    assert sum(boroughs.seats.values()) == 1817
    assert (boroughs.seats["labour"], boroughs.seats["conservative"], boroughs.seats["liberal-democrat"]) == (
        1156,
        404,
        180,
    )


def test_a_slider_sets_the_turnout_of_its_ring_and_leaves_the_other():
    before, after = by_tier(), by_tier(outer=0.55)
    for tier, each in after.items():
        assert each.turnout["outer"] == pytest.approx(0.55)
        assert each.turnout["inner"] == pytest.approx(before[tier].turnout["inner"])


@pytest.mark.parametrize("tier", ["mayor", "assembly-list", "borough"])
def test_with_no_slider_moved_the_rings_turn_out_as_the_doughnut_says(tier):
    last = doughnut().filter(tier=tier).filter(pl.col("date") == pl.col("date").max())
    shown = dict(last.select("ring", "turnout").unique().iter_rows())
    assert by_tier()[tier].turnout == pytest.approx(shown)


def test_what_would_be_needed_starts_from_the_same_turnout():
    stands = {each.ring: each.turnout for each in needed(mayor_case("conservative")).rings}
    assert stands == pytest.approx(by_tier()["mayor"].turnout, abs=5e-5)


def test_outer_london_helps_the_outer_party_and_alone_changes_no_ward():
    """Every elector of a ward moves alike, so its result stands; the mayor's votes and the list's seats do not."""
    before, low = by_tier(), by_tier(inner=0.5, outer=0.3)
    assert low["borough"].changed == ()
    share = {
        name: each["mayor"].votes["conservative"] / sum(each["mayor"].votes.values())
        for name, each in (("before", before), ("low", low))
    }
    assert share["low"] < share["before"]
    assert low["assembly-list"].seats["conservative"] < before["assembly-list"].seats["conservative"]


def test_tilted_voters_move_seats_the_way_their_source_says():
    few, many = by_tier(inner=0.3, outer=0.3, tilted=True), by_tier(inner=0.6, outer=0.6, tilted=True)
    for tier in ("assembly", "borough"):
        assert many[tier].seats["labour"] > few[tier].seats["labour"]
        assert many[tier].seats["conservative"] < few[tier].seats["conservative"]


def test_a_turnout_of_nobody_is_refused():
    with pytest.raises(ForecastError, match=r"outer London is a share between 0 and 1, not 0\.0"):
        turned(outer=0.0)

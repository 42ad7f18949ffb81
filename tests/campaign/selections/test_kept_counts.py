"""A kept count is the count itself; its stages, its picture and its lots say what it says."""

import itertools
import json
import re
from fractions import Fraction

import pytest

from groundgame.campaign.selections.counting.boxes import Ask, Box, papers_of
from groundgame.campaign.selections.counting.keeping import keep, restore
from groundgame.campaign.selections.counting.lots import Lot, tie_break
from groundgame.campaign.selections.counting.offered import GUARANTEEING, OFFERED, ONE_SEAT
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.counting.shown import shown
from groundgame.campaign.selections.counting.stages import stage_shown
from groundgame.campaign.selections.pictures.lanes import TALL, lanes
from groundgame.campaign.selections.pictures.moved import moved_at
from groundgame.campaign.selections.pictures.transfers import transfers_picture
from groundgame.electoral.counting import TieError, refuse
from groundgame.electoral.counting.registry import RULES

NAMES = ("Ash", "Beech & Co", "Cedar", "Elm", "<Fir>")
RANKINGS = [((0, 1), 40), ((1, 0, 2), 31), ((2, 3), 17), ((3, 2), 8), ((4, 3), 5), ((), 2)]


def _boxes(rule):
    papers = papers_of(NAMES, RANKINGS, seats=1)
    if RULES[rule].sections is None:
        return [Box(papers)]
    others = papers_of(NAMES, [((1,), 9), ((2, 1), 4)], seats=1)
    return [Box(papers, "Members", Fraction(2, 3)), Box(others, "Unions", Fraction(1, 3))]


def _count(rule):
    seats = RULES[rule].seats or (1 if rule in ONE_SEAT else 2)
    votes_each = 1 if rule == "limited" else None
    return count_boxes(Ask(rule, seats, votes_each=votes_each), _boxes(rule), refuse)


def test_every_rule_offered_is_a_rule_and_takes_what_the_forms_let_it():
    assert set(OFFERED) <= set(RULES)
    assert {name for name in OFFERED if "guaranteed" in RULES[name].options} == GUARANTEEING
    assert {name for name in OFFERED if RULES[name].seats == 1} == ONE_SEAT


@pytest.mark.parametrize("rule", sorted(OFFERED))
def test_a_count_of_every_rule_is_the_same_after_it_was_kept(rule):
    count = _count(rule)
    assert restore(json.loads(json.dumps(keep(count)))) == count


@pytest.mark.parametrize("rule", sorted(OFFERED))
def test_what_moved_is_the_difference_of_the_stages(rule):
    count = _count(rule)
    for stage in range(2, len(count.rounds) + 1):
        before, after = count.rounds[stage - 2], count.rounds[stage - 1]
        net = dict.fromkeys([*before.votes, None], Fraction(0))
        for moved in moved_at(count, stage):
            net[moved.giver] -= moved.amount
            net[moved.taker] += moved.amount
        for name in before.votes:
            assert net[name] == after.votes.get(name, 0) - before.votes[name], (stage, name)


@pytest.mark.parametrize("rule", sorted(OFFERED))
def test_in_the_picture_no_two_lanes_meet_and_every_band_joins_its_bars(rule):
    count = _count(rule)
    laid = lanes(count)
    for stage in range(1, len(count.rounds) + 1):
        bars = sorted((bar.y, bar.y + bar.height) for bar in laid.bars if bar.stage == stage)
        assert all(low <= top for (_, low), (top, _) in itertools.pairwise(bars))
    heights = {(bar.name, bar.stage): bar.height for bar in laid.bars}
    for (name, stage), height in heights.items():
        arriving = sum(band.height for band in laid.bands if (band.taker, band.stage) == (name, stage))
        assert stage == 1 or arriving == pytest.approx(height, abs=TALL / 1000)


def test_names_in_the_picture_are_escaped():
    drawn = transfers_picture(_count("av"))
    assert "<Fir>" not in drawn
    assert "&lt;Fir&gt;" in drawn
    assert "Beech &amp; Co" in drawn


def test_the_picture_says_who_is_elected_and_excluded_without_colour():
    count = _count("scottish-stv")
    drawn = transfers_picture(count)
    assert drawn.count("✓") == len(count.elected)
    assert drawn.count("✕") == sum(len(each.excluded) for each in count.rounds)


def test_a_stage_says_what_each_received_and_the_bars_fit():
    count = _count("av")
    for number in range(1, len(count.rounds) + 1):
        stage = stage_shown(count, number)
        assert max(line.length + line.gain for line in stage.lines) <= 100.01
        for line in stage.lines:
            gained = re.sub(r"[^\d−]", "", line.received).replace("−", "-") or "0"
            before = (
                count.rounds[number - 2].votes.get(line.name, 0) if number > 1 else count.rounds[0].votes[line.name]
            )
            assert int(gained) == count.rounds[number - 1].votes[line.name] - before


def test_a_college_shows_per_cent_and_each_sections_papers():
    stage = stage_shown(_count("college"), 1)
    assert stage.sections == ("Members", "Unions")
    ash = next(line for line in stage.lines if line.name == "Ash")
    assert ash.papers == ("40", "0")
    assert ash.stands_at == "26.403%"  # two thirds of 40 in 101
    assert stage.total == "100.000%"


def test_the_elected_come_first_and_the_others_by_how_long_they_stayed():
    seen = shown(_count("av"), {}, {})
    assert seen.lines[0].elected
    assert [line.outcome for line in seen.lines[1:]] == sorted((line.outcome for line in seen.lines[1:]), reverse=True)


def test_a_lot_replays_only_the_tie_that_it_was_drawn_for():
    tie = tie_break("", [Lot(("Ash", "Beech"), ("Beech",))])
    assert tie(("Ash", "Beech"), 1) == ("Beech",)
    with pytest.raises(TieError):
        tie(("Ash", "Cedar"), 1)
    with pytest.raises(TieError):
        tie(("Ash", "Beech", "Cedar"), 1)

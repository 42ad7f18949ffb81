"""The Assembly counted as a whole: by the law's rule, draw by draw, with the method that counts real elections."""

from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from groundgame.electoral.allocation.across.asking import Ask
from groundgame.electoral.allocation.across.assembly import assembly_of
from groundgame.electoral.allocation.across.leaflets import shifted
from groundgame.electoral.allocation.across.planner import Planner
from groundgame.electoral.allocation.across.rounds import Round
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.across.tiers import assembly_stakes
from groundgame.electoral.allocation.across.totals import totals
from groundgame.electoral.counting.dhondt import dhondt
from groundgame.electoral.forecasting import london_draws
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.seats import wards_on

DRAWS = 40
VOTES = np.full(14, 170_000.0), 2_400_000.0
NUDGE = 1e-6


@pytest.fixture(scope="module")
def drawn():
    return london_draws(date(2026, 1, 8), rng=np.random.default_rng(1), draws=DRAWS).assembly


def counted(lists, shares, draw, own):
    """Return a party's seats on a draw, given shares of the list (draws, groups) and of each constituency."""
    won = [GROUPS[one[draw, :OTHERS].argmax()] for one in shares]
    votes = {name: int(share * 1e12) for name, share in zip(GROUPS[:OTHERS], lists[draw, :OTHERS], strict=True)}
    already = {name: won.count(name) for name in votes}
    elected = dhondt(votes, seats=11, already=already, other_votes=int(lists[draw, OTHERS] * 1e12)).elected
    return won.count(GROUPS[own]) + elected.count(GROUPS[own])


def stakes_of(drawn, own):
    ids = tuple(f"gla.{at}" for at in range(15))
    return tuple(assembly_stakes(ids, drawn, VOTES, wards_on(date(2028, 5, 4)), own))


@pytest.mark.parametrize("party", ["labour", "conservative", "reform"])
def test_a_constituency_is_worth_what_it_adds_to_all_seats_when_the_list_is_counted_again(drawn, party):
    own = GROUPS.index(party)
    stakes = assembly_of(drawn, own, VOTES[1]).valued(stakes_of(drawn, own))
    seen = set()
    for at, stake in enumerate(stakes[1:]):
        for draw in range(DRAWS):
            seats = []
            for nudge in (NUDGE, -NUDGE):
                shares = [one.astype(float) for one in drawn.shares]
                shares[at][draw, own] += stake.lacking[0, draw] / stake.votes + nudge
                seats.append(counted(drawn.list_shares, shares, draw, own))
            assert stake.worth[0, draw] == seats[0] - seats[1]
            seen.add(stake.worth[0, draw])
    assert seen <= {0.0, 1.0}
    assert 0.0 in seen
    assert stakes[0].worth is None  # a seat of the list is what it is


def test_a_party_without_list_seats_loses_none(drawn):
    own = GROUPS.index("labour")
    stakes = assembly_of(drawn, own, VOTES[1]).valued(stakes_of(drawn, own))
    none_to_lose = drawn.list_seats[:, own] == 0
    assert none_to_lose.any()
    for stake in stakes[1:]:
        assert (stake.worth[0, none_to_lose & (stake.lacking[0] > 0)] == 1).all()


@pytest.mark.parametrize("more", [100.0, 900.0])
def test_all_seats_after_a_plan_are_those_of_a_count_of_its_votes(drawn, more):
    own, wards = GROUPS.index("labour"), wards_on(date(2028, 5, 4))
    stakes, votes = stakes_of(drawn, own), np.full(len(wards.codes), more)
    found = assembly_of(drawn, own, VOTES[1]).after(stakes, votes).seats
    lists, shares = drawn.list_shares.copy(), [one.astype(float) for one in drawn.shares]
    lists[:, own] += more * len(wards.codes) / VOTES[1]
    for stake, one in zip(stakes[1:], shares, strict=True):
        one[:, own] += float(stake.wards @ votes) / stake.votes
    assert found.tolist() == [counted(lists, shares, draw, own) for draw in range(DRAWS)]


def test_hours_go_where_a_seat_is_added_and_not_where_the_list_takes_it_back(small):
    lacking, halves = small.rounds[1].stakes[1].lacking, np.eye(2).repeat(3, axis=1)
    worths = np.ones_like(lacking), np.zeros_like(lacking)
    stakes = tuple(
        Stake(f"gla.{at}", "assembly", "Somewhere", 7_500.0, lacking, halves[at], worth)
        for at, worth in enumerate(worths)
    )
    field = replace(small, rounds=(small.rounds[0], replace(small.rounds[1], stakes=stakes)))
    hours = Planner(field).plan(Ask({"assembly": 1.0}, 50))[1]
    assert hours[:3].sum() == pytest.approx(50)
    assert stakes[0].chance(100.0) == stakes[1].chance(100.0)
    assert stakes[1].gain(100.0)[0] == stakes[1].slope(0.0) == 0.0


def test_the_total_of_the_assembly_is_of_all_seats_and_work_done_counts_in_it(drawn, small):
    own, wards = GROUPS.index("labour"), wards_on(date(2028, 5, 4))
    whole = assembly_of(drawn, own, VOTES[1])
    each = Round("mayor", date(2028, 5, 4), "local", stakes=whole.valued(stakes_of(drawn, own)), assembly=whole)
    field = replace(small, wards=wards, rounds=(each,), strength=np.zeros(DRAWS))
    votes = np.full((1, len(wards.codes)), 500.0)
    (found,) = totals(field, votes, {"assembly": 1.0})
    assert found.of == 25
    assert found.before == pytest.approx(drawn.seats[:, own].mean())
    done = shifted(field, votes)
    (later,) = totals(done, 0 * votes, {"assembly": 1.0})
    assert (later.before, later.after) == (found.after, found.after)
    half = field.on(np.arange(0, DRAWS, 2))
    assert (half.rounds[0].assembly.seats == drawn.seats[::2, own]).all()

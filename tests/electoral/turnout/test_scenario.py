"""The doughnut's sliders, on arrays."""

import numpy as np
import pytest

from groundgame.electoral.turnout import TurnoutError, at_turnout, extra_voter_ratios

PARTIES = ("conservative", "labour", "green")


@pytest.fixture
def places():
    rng = np.random.default_rng(1)
    electors = rng.integers(4_000, 12_000, 10).astype(float)
    shares = rng.dirichlet([5, 5, 2], 10)
    votes = shares * (electors * rng.uniform(0.25, 0.55, 10))[:, None]
    return votes, electors, np.arange(10) < 6


def of_ring(votes, electors, here):
    return votes[..., here, :].sum(axis=(-1, -2)) / electors[here].sum()


def test_each_ring_turns_out_as_its_slider_says_and_each_area_votes_as_it_did(places):
    votes, electors, outer = places
    after = at_turnout(votes, electors, outer, inner_turnout=0.6, outer_turnout=0.2)
    assert of_ring(after, electors, outer) == pytest.approx(0.2)
    assert of_ring(after, electors, ~outer) == pytest.approx(0.6)
    assert after / after.sum(axis=1, keepdims=True) == pytest.approx(votes / votes.sum(axis=1, keepdims=True))
    assert list(np.argsort(after.sum(axis=1)[outer] / electors[outer])) == list(
        np.argsort(votes.sum(axis=1)[outer] / electors[outer])
    )


def test_without_a_slider_nothing_moves(places):
    votes, electors, outer = places
    assert at_turnout(votes, electors, outer) == pytest.approx(votes)
    assert at_turnout(votes, electors, outer, outer_turnout=0.3)[~outer] == pytest.approx(votes[~outer])


def test_draws_are_moved_one_by_one(places):
    votes, electors, outer = places
    draws = votes * np.random.default_rng(2).uniform(0.8, 1.2, (7, 1, 1))
    together = at_turnout(draws, electors, outer, outer_turnout=0.35, ratios=[0.7, 1.3, 1.0])
    for each, alone in zip(together, draws, strict=True):
        assert each == pytest.approx(at_turnout(alone, electors, outer, outer_turnout=0.35, ratios=[0.7, 1.3, 1.0]))


def test_tilted_voters_come_and_go_by_their_ratios(places):
    votes, electors, outer = places
    ratios = extra_voter_ratios(PARTIES)
    assert ratios == pytest.approx([33 / 45, 46 / 33, 21 / 22])
    sliders = {"inner_turnout": 0.7, "outer_turnout": 0.7}
    more = at_turnout(votes, electors, outer, ratios=ratios, **sliders)
    even = at_turnout(votes, electors, outer, **sliders)
    assert more.sum() == pytest.approx(even.sum())
    assert more[:, 1].sum() > even[:, 1].sum()
    assert more[:, 0].sum() < even[:, 0].sum()


def test_nobody_has_fewer_than_no_votes(places):
    votes, electors, outer = places
    few = at_turnout(votes, electors, outer, inner_turnout=0.02, outer_turnout=0.02, ratios=[0.1, 3.0, 1.0])
    assert (few >= 0).all()
    assert of_ring(few, electors, outer) == pytest.approx(0.02)


@pytest.mark.parametrize("turnout", [0.0, 1.0, 45])
def test_a_turnout_of_nobody_or_of_more_than_all_is_refused(places, turnout):
    with pytest.raises(TurnoutError, match="inner London is a share between 0 and 1"):
        at_turnout(*places, inner_turnout=turnout)


def test_more_votes_than_electors_are_refused(places):
    votes, electors, outer = places
    with pytest.raises(TurnoutError, match="more votes than electors"):
        at_turnout(votes * 9, electors, outer, outer_turnout=0.4)

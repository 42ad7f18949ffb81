"""What would have to be true to win: every answer against a search that tries everything."""

from dataclasses import replace

import numpy as np
import pytest

from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import fptp_lead, seats_lead, sv_lead
from groundgame.electoral.forecasting.needed import Case, needed, swung
from groundgame.electoral.forecasting.needed_words import sentences
from groundgame.electoral.turnout import at_turnout

PARTIES = ("ash", "beech", "cedar")
NAMES = {party: party.capitalize() for party in PARTIES}


def places(seed, areas=12, draws=None):
    """Return votes, electors and ring of invented areas: Ash strong in the outer ones, behind over all."""
    rng = np.random.default_rng(seed)
    outer = np.arange(areas) < areas // 2
    electors = rng.integers(5_000, 20_000, areas).astype(float)
    strength = np.column_stack([np.where(outer, 0.47, 0.27), np.where(outer, 0.33, 0.5), np.full(areas, 0.15)])
    shape = (areas, 3) if draws is None else (draws, areas, 3)
    shares = strength * rng.uniform(0.85, 1.15, shape)
    shares /= shares.sum(axis=-1, keepdims=True)
    return shares * (electors * rng.uniform(0.3, 0.5, areas))[:, None], electors, outer


def case(seed=1, *, lead=None, ours="ash", draws=None, **options):
    votes, electors, outer = places(seed, draws=draws)
    return Case(PARTIES, votes, electors, outer, ours, lead or fptp_lead(PARTIES.index(ours)), **options)


@pytest.mark.parametrize("seed", range(1, 3))
@pytest.mark.parametrize("lead", [fptp_lead(0), seats_lead(0, 8), sv_lead(0, [[0, 0, 0], [0, 0, 0], [0.3, 0.2, 0]])])
def test_the_swing_is_the_least_that_wins(seed, lead):
    contest = case(seed, lead=lead)
    found = needed(contest)
    tried = [share for share in np.linspace(0, 0.5, 1001) if contest.lead(swung(contest, found.rival, share)) >= 0]
    assert found.swing == pytest.approx(tried[0], abs=0.00051)
    assert found.rival == "beech"


@pytest.mark.parametrize("seed", range(1, 4))
def test_a_ring_s_turnout_is_the_nearest_that_wins(seed):
    contest = case(seed)
    for ring in needed(contest).rings:
        slider = f"{ring.ring}_turnout"
        tried = np.linspace(0.05, 0.95, 901)
        wins = [
            each
            for each in tried
            if contest.lead(at_turnout(contest.votes, contest.electors, contest.outer, **{slider: each})) >= 0
        ]
        nearest = min(wins, key=lambda each: abs(each - ring.turnout), default=None)
        assert ring.needed == (nearest and pytest.approx(nearest, abs=0.0011))


def test_where_no_turnout_would_do_it_the_answer_is_none_and_the_sentence_says_so():
    contest = case(ours="cedar")
    found = needed(contest)
    assert [ring.needed for ring in found.rings] == [None, None]
    assert "No turnout of outer London alone would do it" in " ".join(sentences(found, NAMES))


@pytest.mark.parametrize("ring", ["inner", "outer"])
def test_every_point_of_the_curve_just_wins_and_more_swing_needs_less_turnout(ring):
    contest = case(2)
    found = needed(contest)
    now = next(each.turnout for each in found.rings if each.ring == ring)
    points = [(each.swing, getattr(each, ring)) for each in found.curve if getattr(each, ring) is not None]
    assert len(points) >= 3
    for swing, turnout in points[:-1]:
        votes = swung(contest, found.rival, swing)
        nearer = turnout + 0.001 * np.sign(now - turnout)
        at, less = (
            contest.lead(at_turnout(votes, contest.electors, contest.outer, **{f"{ring}_turnout": each}))
            for each in (turnout, nearer)
        )
        assert at >= 0 > less
    changes = [abs(turnout - now) for _, turnout in points]
    assert changes == sorted(changes, reverse=True)


def test_of_draws_half_are_won_at_the_answer():
    contest = case(3, draws=201)
    found = needed(contest)
    at, below = (contest.lead(swung(contest, found.rival, found.swing + step)) for step in (0, -0.001))
    assert (at >= 0).mean() >= 0.5 > (below >= 0).mean()


def test_a_party_that_wins_needs_nothing():
    found = needed(case(ours="beech"))
    assert (found.swing, found.curve) == (0.0, ())
    assert sentences(found, NAMES)[0].startswith("As it stands Beech wins, by ")


def test_the_lead_of_the_supplementary_vote_is_that_of_its_final_round():
    """London 2008: 1,168,738 to 1,028,966 in the final round; of 2.4 million first choices, 43% and 37%."""
    first = np.array([[1_043_761.0, 893_877.0, 477_953.0]])
    to_first, to_second = 1_168_738 - 1_043_761, 1_028_966 - 893_877
    flows = np.zeros((3, 3))
    flows[2, :2] = to_first / first[0, 2], to_second / first[0, 2]
    assert sv_lead(0, flows)(first) * first.sum() == pytest.approx(1_168_738 - 1_028_966)
    assert sv_lead(1, flows)(first) * first.sum() == pytest.approx(1_028_966 - 1_168_738)
    assert sv_lead(2, flows)(first) * first.sum() == pytest.approx(477_953 - 893_877)


def test_an_unknown_party_gets_a_sentence():
    with pytest.raises(ForecastError, match="'dogwood' is none of the parties"):
        needed(replace(case(), rival="dogwood"))

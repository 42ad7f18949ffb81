"""An elector's chance of voting: calibrated to the ward, ordered as it should be, and learnt where records are."""

from dataclasses import replace

import numpy as np
import pytest

from groundgame.electoral.turnout import Electors, TurnoutError, default_effects, elector_chance, learn
from groundgame.electoral.turnout.learning import design

PAST = ("borough", "parliament", "mayor")


def electors(rng, count=5_000, wards=20, past=3):
    return Electors(
        ward=rng.integers(0, wards, count),
        age=rng.integers(-1, 95, count),
        postal=rng.integers(-1, 2, count),
        voted=rng.integers(-1, 2, (count, past)),
    )


def one_ward(**known):
    """Return the chances of electors of one ward with a turnout of 40%, given what is known of each."""
    rows = {name: np.array(values) for name, values in known.items()}
    count = len(next(iter(rows.values())))
    people = Electors(ward=np.zeros(count, dtype=np.intp), **rows)
    return elector_chance(people, [0.4], default_effects("borough", PAST))


def test_each_ward_s_mean_is_its_turnout():
    rng = np.random.default_rng(1)
    people, turnout = electors(rng), rng.uniform(0.15, 0.75, 20)
    chance = elector_chance(people, turnout, default_effects("mayor", PAST))
    means = np.bincount(people.ward, chance) / np.bincount(people.ward)
    assert means == pytest.approx(turnout, abs=1e-5)
    assert ((chance > 0) & (chance < 1)).all()


def test_each_vote_in_the_past_raises_the_chance_and_each_that_was_missed_lowers_it():
    chance = one_ward(voted=[[0, 0, 0], [-1, 0, 0], [1, 0, 0], [1, 1, 0], [1, 1, 1], [-1, -1, -1], [1, -1, -1]])
    assert list(np.argsort(chance[:5])) == [0, 1, 2, 3, 4]
    assert chance[0] < chance[5] < chance[6]


def test_the_older_and_those_with_a_postal_vote_are_likelier_to_vote():
    ages = one_ward(age=[18, 25, 40, 60, 80])
    assert list(ages) == sorted(ages)
    without, unknown, with_one = one_ward(postal=[0, -1, 1])
    assert without < unknown < with_one


def test_nobody_known_means_everybody_alike():
    assert one_ward(age=[-1, -1, -1], postal=[-1, -1, -1]) == pytest.approx([0.4] * 3, abs=1e-6)


def test_a_band_is_one_whatever_the_year_within_it():
    assert one_ward(age=[17, 18, 24])[0] == one_ward(age=[17, 18, 24])[2]


@pytest.mark.parametrize(
    ("kind", "turnout", "postal", "returned", "in_person"),
    [("parliament", 0.664, 0.164, 0.858, 0.632), ("borough", 0.310, 0.166, 0.680, 0.242)],
)
def test_postal_voters_come_out_as_they_were_counted(kind, turnout, postal, returned, in_person):
    """Rallings and Thrasher: in 2015 16.4% had a postal vote, and turnout was 66.4%; in 2012 16.6% and 31.0%."""
    count = 100_000
    has_one = (np.arange(count) < postal * count).astype(int)
    people = Electors(ward=np.zeros(count, dtype=np.intp), postal=has_one)
    chance = elector_chance(people, [turnout], default_effects(kind))
    assert chance[has_one == 1].mean() == pytest.approx(returned, abs=0.015)
    assert chance[has_one == 0].mean() == pytest.approx(in_person, abs=0.015)


def test_past_votes_of_the_kind_weigh_most_and_newer_ones_more_than_older():
    effects = default_effects("borough", ("parliament", "borough", "borough", "mayor"))
    assert list(effects.voted) == [1.0, 1.5, 0.7, 0.7]


@pytest.mark.parametrize(
    ("turnout", "past", "sentence"),
    [
        ([0.4, 1.2], PAST, "between 0 and 1; 1.2 is not"),
        ([0.4], PAST, "turnouts for 1 wards, but an elector is in ward 1"),
        ([0.4, 0.3], ("borough",), "Past votes have 3 columns, the effects 1 past contests"),
    ],
)
def test_what_does_not_fit_gets_a_sentence(turnout, past, sentence):
    people = electors(np.random.default_rng(2), 100, wards=2)
    with pytest.raises(TurnoutError, match=sentence):
        elector_chance(people, turnout, default_effects("borough", past))


def test_a_kind_without_figures_gets_a_sentence():
    with pytest.raises(
        TurnoutError, match="no effects for a contest of kind 'referendum'; there are for borough, mayor"
    ):
        default_effects("referendum")


def simulated(rng, count, truth, prior):
    """Return electors and whether each voted, if the truth were so: wards differ by themselves too."""
    people = electors(rng, count, past=len(prior.past))
    levels = rng.normal(-0.6, 0.4, 20)
    chance = 1 / (1 + np.exp(-(design(people, prior) @ truth + levels[people.ward])))
    return people, (rng.random(count) < chance).astype(int)


def test_many_records_teach_the_true_effects():
    prior = default_effects("borough", PAST)
    truth = prior.values + prior.sd * np.array([1, -1, 1, -1, 0, 1, -1, 1, 1])
    found = learn(*simulated(np.random.default_rng(3), 200_000, truth, prior), prior)
    differences = found.values - truth
    # Ages are told apart from one another; what they have in common is the wards' level.
    differences[:5] -= differences[:5].mean()
    assert np.abs(differences).max() < 0.06
    assert (found.sd < prior.sd).all()


def test_intervals_hold_the_truth_about_as_often_as_they_say():
    rng, prior = np.random.default_rng(4), default_effects("borough", PAST[:2])
    inside = []
    for _ in range(60):
        truth = prior.values + prior.sd * rng.standard_normal(len(prior.values))
        found = learn(*simulated(rng, 3_000, truth, prior), prior)
        inside.append(np.abs(found.values - truth) <= 1.645 * found.sd)
    assert 0.84 <= np.mean(inside) <= 0.96


def test_without_records_the_published_effects_stand():
    prior = default_effects("mayor", PAST)
    people = Electors(ward=np.zeros(4, dtype=np.intp), voted=np.full((4, 3), -1))
    found = learn(people, np.array([1, 0, 1, -1]), prior)
    assert found.values == pytest.approx(prior.values)
    assert found.sd == pytest.approx(prior.sd)
    with pytest.raises(TurnoutError, match="no elector's vote is known"):
        learn(people, np.full(4, -1), prior)


def test_learnt_effects_can_be_used_at_once():
    prior = default_effects("borough", PAST)
    stronger = replace(prior, voted=prior.voted + 1)
    people = electors(np.random.default_rng(5), 1_000)
    assert (
        elector_chance(people, np.full(20, 0.4), stronger).std() > elector_chance(people, np.full(20, 0.4), prior).std()
    )

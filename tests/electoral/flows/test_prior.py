"""What other districts say is used, and doubted where a district is plainly unlike them."""

import numpy as np
import pytest

from groundgame.electoral.flows import estimate

LOYAL = np.array([[0.8, 0.1, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]])
PACT = np.array([[0.1, 0.8, 0.1], [0.1, 0.8, 0.1], [0.1, 0.1, 0.8]])
NAMES = {"rows": ("a", "b", "c"), "columns": ("a", "b", "c")}


def estimated(votes, prior=()):
    first, second, _ = votes
    return estimate(first, second, rng=np.random.default_rng(1), prior=prior, **NAMES)


def error(flows, votes):
    truth = votes[2].sum(axis=0)
    return 50 * np.abs(flows.votes / flows.votes.sum() - truth / truth.sum()).sum()


@pytest.fixture
def others(invented):
    return [estimated(invented(LOYAL, 40, seed=seed, swing=0.1)) for seed in range(20, 32)]


def test_few_units_are_helped_by_districts_like_them(invented, others):
    few = [invented(LOYAL, 6, seed=seed, swing=0.3) for seed in range(10, 16)]
    alone = np.mean([error(estimated(votes), votes) for votes in few])
    assert np.mean([error(estimated(votes, others), votes) for votes in few]) < 0.7 * alone


def test_a_pact_that_is_plain_in_the_units_is_not_overruled(invented, others):
    votes = invented(PACT, 60, seed=3, swing=0.1)
    assert error(estimated(votes, others), votes) < 5
    assert estimated(votes, others).share[0, 1] > 0.7


def test_an_option_that_stood_nowhere_else_is_estimated_here(invented, others):
    first, second, _ = votes = invented(LOYAL, 60, seed=4, swing=0.1)
    found = estimate(first, second, rng=np.random.default_rng(1), prior=others, rows="abd", columns="abd")
    assert error(found, votes) < 5

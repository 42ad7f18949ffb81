"""What is promised when a session is made comes true on invented sessions."""

import numpy as np
import pytest

from groundgame.electoral.trials import Design, TrialError, estimate, promise, smallest_effect
from groundgame.electoral.trials.intervals import plain
from groundgame.electoral.trials.power import known_within, standard_error
from groundgame.electoral.trials.worlds import World, session, without_before


def test_an_effect_of_the_smallest_size_is_told_four_times_in_five():
    design = Design(households=2_000, held_back=0.2, base=0.4, contacted=0.5)
    error, rng = standard_error(design), np.random.default_rng(1)
    seen = smallest_effect(design) + error * rng.standard_normal(20_000)
    assert np.mean(seen > 1.96 * error) == pytest.approx(0.8, abs=0.01)


def test_the_error_is_that_of_sessions_as_they_turn_out():
    world, rng = World("plain", effect=0.0, households=1_500, held_back=0.2), np.random.default_rng(2)
    trials = [without_before(session(world, f"power {number}", rng).measured) for number in range(60)]
    found = [estimate(one) for one in trials]
    likeness = np.mean([_likeness(one) for one in trials])
    design = Design(
        households=1_500,
        held_back=0.2,
        base=float(np.mean([one.held_back_mean for one in found])),
        contacted=0.4,
        electors=float(np.mean([one.electors / one.households for one in found])),
        likeness=float(likeness),
    )
    assert np.mean([one.as_called.error for one in found]) == pytest.approx(standard_error(design), rel=0.08)
    assert known_within(design) == pytest.approx(plain(0, standard_error(design) ** 2, 299).high)


def _likeness(trial):
    """The correlation of two electors of one household, over all pairs."""
    beyond = trial.outcome - trial.outcome.mean()
    total = np.bincount(trial.household, beyond)
    sizes = np.bincount(trial.household)
    pairs = (sizes * (sizes - 1)).sum()
    return (total @ total - beyond @ beyond) / pairs / beyond.var()


def test_more_households_tell_smaller_effects_and_the_sentence_says_it():
    sizes = [smallest_effect(Design(households=n, held_back=0.1, base=0.4, contacted=0.4)) for n in (500, 2_000, 8_000)]
    assert sizes[0] / sizes[1] == pytest.approx(2, rel=0.03)
    assert sizes[1] / sizes[2] == pytest.approx(2, rel=0.03)
    told = promise(Design(households=20_000, held_back=0.2, base=0.4, contacted=0.5), weeks=1)
    assert told.startswith("In one week you will know within 1.")


@pytest.mark.parametrize("wrong", [{"held_back": 0}, {"base": 1}, {"contacted": 0}, {"households": 5}, {"likeness": 1}])
def test_what_no_session_can_be_is_refused_with_its_value(wrong):
    asked = {"households": 1_000, "held_back": 0.1, "base": 0.4, "contacted": 0.4, **wrong}
    with pytest.raises(TrialError, match=str(next(iter(wrong.values())))):
        Design(**asked)

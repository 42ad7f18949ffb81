"""The pattern to expect: half what all contests say of a place, half its own turnout last time in the kind."""

from dataclasses import replace
from datetime import date

import numpy as np

from groundgame.electoral.turnout.electors import electors
from groundgame.electoral.turnout.grid import Floats
from groundgame.electoral.turnout.observed import Observed
from groundgame.electoral.turnout.pattern import Model, Pattern

LAST_OF_KIND = 0.5
"""The weight of the last contest of the kind; chosen on the general elections of 2001 to 2010 and frozen."""


def departures(kind: str, seen: tuple[Observed, ...], as_of: date) -> Pattern:
    """Return the departures to expect of the wards in a contest of a kind, given what is known of others."""
    pattern = Model(seen, as_of).predict(kind)
    before = [each for each in seen if each.kind == kind and each.day < as_of]
    if not before:
        return pattern
    last = by_wards(before[-1], as_of)
    known = np.isfinite(last)
    # Both are departures from their own means: the level of the city is foretold apart.
    moved = last - last[known].mean() + pattern.mean[known].mean()
    blend = (1 - LAST_OF_KIND) * pattern.mean + LAST_OF_KIND * moved
    return replace(pattern, mean=np.where(known, blend, pattern.mean))


def by_wards(contest: Observed, as_of: date) -> Floats:
    """Return a contest's logits by ward: those of the areas that a ward's people live in, NaN where none is known."""
    if contest.shares is None:
        return contest.logit
    lying = contest.shares / electors(as_of)
    carried: Floats = (lying.T @ contest.logit) / lying.sum(axis=0)
    return carried

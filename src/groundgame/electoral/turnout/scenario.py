"""The doughnut as sliders: what votes would be if inner and outer London turned out otherwise.

Votes in, votes out, all in arrays: counting them by a contest's rule is another room's business.
"""

import csv
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

import numpy as np
import numpy.typing as npt

from groundgame.electoral.turnout.errors import TurnoutError
from groundgame.electoral.turnout.grid import Floats
from groundgame.electoral.turnout.odds import log_odds, raised_to, share

EVERY_OTHER = "*"


def at_turnout(
    votes: npt.ArrayLike,
    electors: npt.ArrayLike,
    outer: npt.ArrayLike,
    *,
    inner_turnout: float | None = None,
    outer_turnout: float | None = None,
    ratios: npt.ArrayLike | None = None,
) -> Floats:
    """Return the votes (areas by parties) when inner and outer areas turn out as the two sliders say.

    `votes` may have draws before areas and parties. `outer` says which areas lie in outer London; None leaves a ring as
    it is. Every area of a ring moves alike in log-odds, so that the ring's turnout is the slider's. Those who come or
    stay away vote as their area does, unless `ratios` says how many times a party's share among them is its share of
    the area's voters: what `extra_voter_ratios` gives.

    Raises:
        TurnoutError: if a turnout is not between 0 and 1, or an area has fewer electors than votes.
    """
    before = np.asarray(votes, dtype=float)
    people = np.asarray(electors, dtype=float)
    cast = before.sum(axis=-1)
    if (cast > people).any():
        raise TurnoutError("An area has more votes than electors; give its electors, or leave it out.")
    turnout = at_sliders(
        cast / people, people, np.asarray(outer, dtype=bool), inner_turnout=inner_turnout, outer_turnout=outer_turnout
    )
    return _composed(before, cast, turnout * people, ratios)


def at_sliders(
    turnout: Floats,
    electors: Floats,
    outer: npt.NDArray[np.bool_],
    *,
    inner_turnout: float | None,
    outer_turnout: float | None,
) -> Floats:
    """Return turnouts by area when each ring's is what its slider says; None leaves the ring as it is.

    Raises:
        TurnoutError: if a slider is not between 0 and 1.
    """
    after = turnout.copy()
    for name, here, wanted in (("inner", ~outer, inner_turnout), ("outer", outer, outer_turnout)):
        if wanted is not None and here.any():
            weights = electors[here] / electors[here].sum()
            after[..., here] = share(raised_to(log_odds(turnout[..., here]), weights, _checked(name, wanted)))
    return after


def extra_voter_ratios(parties: Sequence[str]) -> Floats:
    """Return, by party, its share among those who vote only now and then over its share of all voters.

    Of Great Britain in 2019 (extra_voters.csv, with its source). Most of that lead was of people who had been too young
    to vote; the others were about even: read it as the most that composition may do, not as what it will. Older
    elections: higher turnout cost the Conservatives a little and gave Labour little or nothing (McAllister and Mughan,
    Electoral Studies 5, 1986).
    """
    known = _ratios()
    return np.array([known.get(party, known[EVERY_OTHER]) for party in parties])


@cache
def _ratios() -> dict[str, float]:
    text = files("groundgame.electoral.turnout").joinpath("extra_voters.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["party"]: float(row["share_of_new_voters"]) / float(row["share_of_all"]) for row in rows}


def _composed(before: Floats, cast: Floats, after: Floats, ratios: npt.ArrayLike | None) -> Floats:
    safe = np.where(cast > 0, cast, 1)[..., None]
    shares = before / safe
    if ratios is None:
        return shares * after[..., None]
    tilted = shares * np.asarray(ratios, dtype=float)
    tilted /= np.where(tilted.sum(axis=-1) > 0, tilted.sum(axis=-1), 1)[..., None]
    changed = before + tilted * (after - cast)[..., None]
    # So many may stay away that one party would lose more than it has; it has none left, and the others lose the rest.
    kept = np.clip(changed, 0, None)
    total = np.where(kept.sum(axis=-1) > 0, kept.sum(axis=-1), 1)
    scaled: Floats = kept * (after / total)[..., None]
    return scaled


def _checked(ring: str, turnout: float) -> float:
    if not 0 < turnout < 1:
        raise TurnoutError(f"The turnout of {ring} London is a share between 0 and 1, not {turnout}.")
    return turnout

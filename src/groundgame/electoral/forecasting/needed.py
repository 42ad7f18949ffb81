"""What would have to be true for us to win: the least swing, the least change of turnout, and both together.

Solved on whatever votes are given: one expectation, or draws of a forecast, of which half must then be won.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.leads import Floats, Lead
from groundgame.electoral.turnout import at_turnout

# Turnouts beyond these are nobody's scenario; within them the grid finds the nearest answer, which is then refined.
LEAST_TURNOUT, MOST_TURNOUT = 0.05, 0.95
GRID = 101
ENOUGH = 1e-7
CURVE_POINTS = 5
RINGS = ("inner", "outer")


@dataclass(frozen=True, eq=False)
class Case:
    """A contest as it stands, and what is to be true of it.

    `votes` is areas by parties, or draws by areas by parties; `electors` and `outer` are by area. `lead` gives our lead
    (`forecasting.leads`), and we win where it is not below 0. A swing is taken from `rival` (the strongest other party
    unless it is named), `ratios` are as in `turnout.at_turnout`.
    """

    parties: tuple[str, ...]
    votes: Floats
    electors: Floats
    outer: np.typing.NDArray[np.bool_]
    ours: str
    lead: Lead
    rival: str | None = None
    ratios: Floats | None = None


@dataclass(frozen=True)
class RingNeeded:
    """One ring's turnout: as it stands, and the nearest that would do it (0-1), None if no turnout would."""

    ring: str
    turnout: float
    needed: float | None


@dataclass(frozen=True)
class Both:
    """A swing (0-1) and, beside it, the nearest turnout of each ring that would do, the other ring's left alone."""

    swing: float
    inner: float | None
    outer: float | None


@dataclass(frozen=True)
class Needed:
    """What would do it. `lead` is ours as it stands (0-1 of all votes, below 0 if we lose).

    `swing` is the least share (0-1) that would have to go from `rival` to us in every area, None if not even all would
    do; `rings` are the turnouts that would do without any swing; `curve` goes from no swing to that swing, with the
    turnouts that would do beside each part of it. Where votes are draws, a ring's turnout is set alike in all.
    """

    ours: str
    rival: str
    lead: float
    swing: float | None
    rings: tuple[RingNeeded, ...]
    curve: tuple[Both, ...] = ()

    @property
    def wins(self) -> bool:
        """Whether we win as it stands."""
        return self.lead >= 0


def needed(case: Case) -> Needed:
    """Solve for the least swing, the nearest turnout of each ring, and the turnouts that go with parts of the swing.

    Raises:
        ForecastError: if `ours` or `rival` is none of the parties.
    """
    rival, lead, swing = swing_needed(case)
    rings = tuple(_ring(case, ring) for ring in RINGS if _here(case, ring).any())
    curve = tuple(_both(case, rival, float(share)) for share in np.linspace(0, swing, CURVE_POINTS)) if swing else ()
    return Needed(case.ours, rival, lead, swing, rings, curve)


def swing_needed(case: Case) -> tuple[str, float, float | None]:
    """Return the rival, our lead as it stands, and the least swing from that rival that wins (None: none does).

    Raises:
        ForecastError: if `ours` or `rival` is none of the parties.
    """
    rival = case.rival or _strongest_other(case)
    for name in (case.ours, rival):
        if name not in case.parties:
            raise ForecastError(f"{name!r} is none of the parties of this contest: {', '.join(case.parties)}.")
    swing = least(lambda share: _margin(case, swung(case, rival, share)))
    return rival, _margin(case, case.votes), swing


def losing_swing(case: Case, rival: str) -> float | None:
    """Return the least share (0-1) that would have to go from us to a rival in every area for us not to win any more.

    Found as the winning swing is, so that it may be more than half of the lead: the rival is one party, and need not be
    the one that is next in the area that decides. None where we would win without a vote of our own.
    """
    turned_round = replace(case, ours=rival)
    return least(lambda share: -_margin(case, swung(turned_round, case.ours, share)))


def swung(case: Case, rival: str, share: float) -> Floats:
    """Return the votes after a share (0-1) of every area's votes has gone from a rival to us, or all that it has."""
    votes = case.votes.copy()
    ours, theirs = case.parties.index(case.ours), case.parties.index(rival)
    taken = np.minimum(votes[..., theirs], share * votes.sum(axis=-1))
    votes[..., theirs] -= taken
    votes[..., ours] += taken
    return votes


def least(margin: Callable[[float], float]) -> float | None:
    """Return the least share (0-1) at which a margin is not below 0, found to a point and then refined."""
    if margin(0.0) >= 0:
        return 0.0
    return _first(margin, 0.0, [float(step) for step in np.linspace(0, 1, GRID)[1:]])


def _ring(case: Case, ring: str) -> RingNeeded:
    return RingNeeded(ring, _turnout(case, ring), _nearest(case, case.votes, ring))


def _both(case: Case, rival: str, swing: float) -> Both:
    votes = swung(case, rival, swing)
    inner, outer = (_nearest(case, votes, ring) if _here(case, ring).any() else None for ring in RINGS)
    return Both(swing, inner, outer)


def _nearest(case: Case, votes: Floats, ring: str) -> float | None:
    """Return the turnout of a ring nearest to what it is at which we win, the other ring left alone."""

    def margin(turnout: float) -> float:
        return _margin(case, _turned(case, votes, ring, turnout))

    now = _turnout(case, ring)
    if _margin(case, votes) >= 0:
        return now
    grid = np.linspace(LEAST_TURNOUT, MOST_TURNOUT, GRID)
    sides = ([float(step) for step in side] for side in (grid[grid > now], grid[grid < now][::-1]))
    found = [_first(margin, now, side) for side in sides]
    return min((each for each in found if each is not None), key=lambda each: abs(each - now), default=None)


def _first(margin: Callable[[float], float], start: float, steps: list[float]) -> float | None:
    """Walk away from the start until we win, then go back to where that begins."""
    before = start
    for step in steps:
        if margin(step) >= 0:
            return _refined(margin, before, step)
        before = step
    return None


def _refined(margin: Callable[[float], float], losing: float, winning: float) -> float:
    while abs(winning - losing) > ENOUGH:
        middle = (losing + winning) / 2
        losing, winning = (losing, middle) if margin(middle) >= 0 else (middle, winning)
    return winning


def _margin(case: Case, votes: Floats) -> float:
    """Return our lead; of draws their median, which is not below 0 when half of them are won."""
    return float(np.median(case.lead(votes)))


def _here(case: Case, ring: str) -> np.typing.NDArray[np.bool_]:
    return case.outer if ring == "outer" else ~case.outer


def _turnout(case: Case, ring: str) -> float:
    here = _here(case, ring)
    cast = case.votes.sum(axis=-1)[..., here].sum(axis=-1)
    return float(np.mean(cast) / case.electors[here].sum())


def _turned(case: Case, votes: Floats, ring: str, turnout: float) -> Floats:
    inner, outer = (turnout if ring == each else None for each in RINGS)
    return at_turnout(votes, case.electors, case.outer, inner_turnout=inner, outer_turnout=outer, ratios=case.ratios)


def _strongest_other(case: Case) -> str:
    totals = case.votes.reshape(-1, len(case.parties)).sum(axis=0)
    others = [(votes, party) for votes, party in zip(totals, case.parties, strict=True) if party != case.ours]
    return max(others)[1]

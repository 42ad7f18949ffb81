"""What a party's candidates lack for a seat, ward by ward, on every joint draw of the borough elections."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from groundgame.electoral.forecasting.london.block_draws import Draws, slate_votes
from groundgame.electoral.forecasting.london.council_draws import BoroughModel, CouncilErrors, ward_draws
from groundgame.electoral.forecasting.london.groups import GROUPS


@dataclass(frozen=True, eq=False)
class WardNeed:
    """A ward with what a party lacks there.

    `ballots` is about how many vote. `lacking` (candidates, draws) are the votes that each of the party's candidates,
    the best first, would have needed beside those of the draw; where it is not above 0 the seat is won.
    """

    code: str
    borough: str
    seats: int
    ballots: float
    lacking: Draws

    @property
    def won(self) -> npt.NDArray[np.int16]:
        """Seats that the party wins without more work, (draws,)."""
        return np.asarray((self.lacking <= 0).sum(axis=0), dtype=np.int16)


def ward_needs(model: BoroughModel, party: str, *, rng: np.random.Generator) -> tuple[WardNeed, ...]:
    """Draw every ward and return what a party (a name of `GROUPS`) lacks in each, wards in the model's order."""
    own, errors = GROUPS.index(party), CouncilErrors(model, rng)
    return tuple(_drawn(model, errors, at, own) for at in range(len(model.means)))


def _drawn(model: BoroughModel, errors: CouncilErrors, at: int, own: int) -> WardNeed:
    wards = model.base.wards
    shares = np.empty((len(GROUPS), model.draws), np.float32)
    ward_draws(model, errors, at, shares)
    lacking = seats_lacking(shares, model.standing[at].tolist(), int(wards.seats[at]), own)
    ballots = float(model.base.votes[at])
    return WardNeed(wards.codes[at], wards.boroughs[at], int(wards.seats[at]), ballots, lacking * np.float32(ballots))


def seats_lacking(mean: Draws, standing: Sequence[int], seats: int, own: int) -> Draws:
    """Return what each own candidate lacks for a seat under the block vote, (candidates, draws), best first.

    `mean` (groups, draws) is each slate's mean vote, in any unit; `standing` the candidates by group. For the party's
    j-th seat its j-th candidate has to pass the rival who is (seats - j + 1)-th among all rivals.

    >>> mean = np.array([[0.5], [0.3]], np.float32)
    >>> seats_lacking(mean, [1, 1], seats=1, own=1).round(3).tolist()
    [[0.20000000298023224]]
    """
    draws = mean.shape[1]
    mine = slate_votes(mean[own], standing[own])[:seats] if standing[own] > 0 else []
    rivals = _highest(mean, [0 if at == own else number for at, number in enumerate(standing)], seats)
    lacking = [rivals[seats - 1 - place] - votes for place, votes in enumerate(mine)]
    return np.array(lacking, dtype=np.float32).reshape(len(mine), draws)


def _highest(mean: Draws, standing: Sequence[int], seats: int) -> Draws:
    """Return the highest `seats` votes of all candidates on each draw, highest first; 0 where there are too few."""
    votes = [one for at, number in enumerate(standing) if number > 0 for one in slate_votes(mean[at], number)]
    none = [np.zeros(mean.shape[1], np.float32)] * seats
    ranked: Draws = -np.sort(-np.array(votes + none, dtype=np.float32), axis=0)[:seats]
    return ranked


def unchanged(model: BoroughModel) -> BoroughModel:
    """Return the forecast of somebody who expects the last result again: the same errors about other means."""
    means = np.where(model.standing > 0, model.base.shares, 0.0)
    means = means / means.sum(axis=1, keepdims=True)
    london = model.base.votes @ means / model.base.votes.sum()
    moved = model.target.draws + london - model.target.mean
    return BoroughModel(model.base, means, type(model.target)(london, moved), model.elastic, model.standing)


def mixed(one: Sequence[WardNeed], other: Sequence[WardNeed]) -> tuple[WardNeed, ...]:
    """Return the same wards with the draws of both forecasts, so that a plan is good under either.

    A plan on a forecast and on no change is seldom worse than common sense where the forecast is wrong. Where a party
    stands on one of them alone, its candidates there are taken as on that one.
    """
    return tuple(_both(first, second) for first, second in zip(one, other, strict=True))


def _both(first: WardNeed, second: WardNeed) -> WardNeed:
    rows = min(len(first.lacking), len(second.lacking))
    if not rows:
        some = first if len(first.lacking) else second
        return replace(some, lacking=np.concatenate([some.lacking, some.lacking], axis=1))
    return replace(first, lacking=np.concatenate([first.lacking[:rows], second.lacking[:rows]], axis=1))

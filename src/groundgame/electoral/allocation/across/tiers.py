"""The contests that wards add up to, on joint draws: the mayor, the Assembly and Westminster as stakes."""

from collections.abc import Iterator

import numpy as np

from groundgame.electoral.allocation.across.lacking import fptp_lacking, list_lacking, sv_lacking
from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws
from groundgame.electoral.forecasting.london.groups import OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import MayorDraws
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults
from groundgame.electoral.forecasting.london.transfers import transfers
from groundgame.electoral.places import atlas, crosswalk

LEAST = 0.004
"""No party's share is taken to be less on a draw of no change."""


def part_of(wards: Wards, boundary_set: str, code: str) -> Floats:
    """Return the part (0-1) of each ward's residents that live in an area of another set, (wards,)."""
    rows = crosswalk(wards.boundary_set, boundary_set)
    found = {ward: part for ward, area, part in rows.select("from", "to", "share_of_from").iter_rows() if area == code}
    return np.array([found.get(ward, 0.0) for ward in wards.codes])


def with_no_change(shares: Floats, last: Floats) -> Floats:
    """Return draws of shares, (draws, groups), and as many of somebody who expects the last ones again."""
    still = np.maximum(shares - shares.mean(axis=0) + last, LEAST)
    return np.concatenate([shares, still / still.sum(axis=1, keepdims=True)])


def mayor_stake(
    contest: str,
    drawn: MayorDraws,
    rule: str,
    votes: float,
    wards: Wards,
    own: int,
    known: Known,
    rng: np.random.Generator,
) -> Stake:
    """Return what a party's candidate lacks for mayor, under the supplementary vote (`sv`) or first past the post."""
    first = with_no_change(drawn.first, drawn.last)
    lacking = fptp_lacking(first, own)
    if rule == "sv":
        spread = np.clip(1 + settings.TRANSFER_SD * student(rng, (len(first),)), 0.0, 2.0)
        lacking = sv_lacking(first, own, transfers(known).table(), spread)
    return Stake(contest, "mayor", "Mayor of London", votes, votes * lacking[None], np.ones(len(wards.codes)))


def assembly_stakes(
    contests: tuple[str, ...], drawn: AssemblyDraws, votes: tuple[Floats, float], wards: Wards, own: int
) -> Iterator[Stake]:
    """Return the list's stake and those of the constituencies; `contests` are their ids, the list's first.

    `votes` are how many vote in each constituency, and for the list.
    """
    lacking = list_lacking(drawn, own)
    yield Stake(
        contests[0], "assembly-list", "Assembly, the list", votes[1], votes[1] * lacking, np.ones(len(wards.codes))
    )
    for at, code in enumerate(drawn.last.codes):
        short = fptp_lacking(drawn.shares[at].astype(float), own)[None] * votes[0][at]
        name = atlas().area(code, "lac").name
        yield Stake(
            contests[1 + at], "assembly", f"Assembly, {name}", float(votes[0][at]), short, part_of(wards, "lac", code)
        )


def westminster_stake(contest: str, last: SeatResults, at: int, drawn: Floats, wards: Wards, own: int) -> Stake:
    """Return what a party lacks in a Westminster seat, given its shares (draws, groups)."""
    code, votes = last.seats[at], float(last.votes[at])
    name = atlas().area(code, last.boundary_set).name
    lacking = seat_lacking(last, at, drawn, own)
    return Stake(contest, "westminster", name, votes, votes * lacking[None], part_of(wards, last.boundary_set, code))


def seat_lacking(last: SeatResults, at: int, drawn: Floats, own: int) -> Floats:
    """Return what a party lacks in a Westminster seat as a share of its votes, on draws and on those of no change."""
    both = with_no_change(drawn, last.shares[at])
    shares = both / np.maximum(both.sum(axis=1, keepdims=True), 1e-6)
    if last.shares[at].argmax() == OTHERS:  # one whom no party followed here stands for: their votes are one person's
        able = np.delete(shares, own, axis=1)
        lacking: Floats = able.max(axis=1) - shares[:, own]
        return lacking
    return fptp_lacking(shares, own)

"""The contests that wards add up to, on joint draws: what a party lacks in each."""

from collections.abc import Iterator

import numpy as np

from groundgame.electoral.allocation.across.stakes import Stake
from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.forecasting import settings
from groundgame.electoral.forecasting.london.assembly_model import AssemblyDraws
from groundgame.electoral.forecasting.london.dhondt_draws import THRESHOLD
from groundgame.electoral.forecasting.london.groups import GROUPS, OTHERS
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.mayor_model import MayorDraws
from groundgame.electoral.forecasting.london.noise import student
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.forecasting.london.seats_moved import SeatResults
from groundgame.electoral.forecasting.london.transfers import transfers
from groundgame.electoral.places import atlas, crosswalk

FAR = 1e9
"""Votes that are not to be had: a seat lacks them where no work could win it."""
MORE_LIST_SEATS = 2


def part_of(wards: Wards, boundary_set: str, code: str) -> Floats:
    """Return the part (0-1) of each ward's residents that live in an area of another set, (wards,)."""
    rows = crosswalk(wards.boundary_set, boundary_set)
    found = {ward: part for ward, area, part in rows.select("from", "to", "share_of_from").iter_rows() if area == code}
    return np.array([found.get(ward, 0.0) for ward in wards.codes])


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
    lacking = fptp_lacking(drawn.first, own)
    if rule == "sv":
        spread = np.clip(1 + settings.TRANSFER_SD * student(rng, (len(drawn.first),)), 0.0, 2.0)
        lacking = sv_lacking(drawn.first, own, transfers(known).table(), spread)
    return Stake(contest, "mayor", "Mayor of London", votes, votes * lacking[None], np.ones(len(wards.codes)))


def fptp_lacking(shares: Floats, own: int) -> Floats:
    """Return what a party lacks, (draws,), as a share of all votes (draws, groups): the best rival's lead over it.

    >>> fptp_lacking(np.array([[0.5, 0.3, 0, 0, 0, 0.2]]), own=1).round(3).tolist()
    [0.2]
    """
    rivals = [at for at in range(len(GROUPS)) if at not in (own, OTHERS)]
    ahead: Floats = shares[:, rivals].max(axis=1) - shares[:, own]
    return ahead


def sv_lacking(first: Floats, own: int, table: Floats, spread: Floats) -> Floats:
    """Return what a party lacks in first choices under the supplementary vote, (draws,), as a share of them all.

    It has to be among the first two, and then ahead of the other with the second choices of those who are out; or to
    have more than half at once.
    """
    at, able = np.arange(len(first)), first.copy()
    able[:, [own, OTHERS]] = -1.0
    order = np.argsort(-able, axis=1)
    rival, third = order[:, 0], order[:, 1]
    out = first.copy()
    out[:, own] = out[at, rival] = 0.0
    second = spread * (out @ table[:, own] - np.einsum("dg,gd->d", out, table[:, rival]))
    final = first[at, rival] - first[:, own] - second
    among = first[at, third] - first[:, own]
    lacking: Floats = np.minimum(np.maximum(final, among), np.maximum(1 - 2 * first[:, own], -1.0))
    return lacking


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


def list_lacking(drawn: AssemblyDraws, own: int) -> Floats:
    """Return what a party lacks for its next list seats, (seats, draws), as a share of the list's votes.

    By d'Hondt a further seat goes to the party once its votes, divided by its seats and one, pass the lowest quotient
    that won another party a seat of the list.
    """
    ranked = np.sort(_last_quotients(drawn, own), axis=1)
    have, mine = drawn.seats[:, own], drawn.list_shares[:, own]
    rows = []
    for more in range(1, MORE_LIST_SEATS + 1):
        beaten = ranked[:, more - 1]
        short = np.maximum(beaten * (have + more), THRESHOLD) - mine
        rows.append(np.where(np.isfinite(beaten), np.maximum(short, 1e-6), FAR))
    return np.array(rows)


def _last_quotients(drawn: AssemblyDraws, own: int) -> Floats:
    """Return the quotients by which other parties won list seats, (draws, quotients); none is infinite."""
    shares, won, already = drawn.list_shares, drawn.list_seats, drawn.constituency_seats
    found = []
    for at in range(len(GROUPS)):
        if at == own:
            continue
        for back in range(MORE_LIST_SEATS):
            number = already[:, at] + won[:, at] - back
            found.append(np.where(won[:, at] > back, shares[:, at] / np.maximum(number, 1), np.inf))
    return np.stack(found, axis=1)


def westminster_stake(contest: str, last: SeatResults, at: int, drawn: Floats, wards: Wards, own: int) -> Stake:
    """Return what a party lacks in a Westminster seat, given its shares (draws, groups)."""
    code, votes = last.seats[at], float(last.votes[at])
    shares = drawn / np.maximum(drawn.sum(axis=1, keepdims=True), 1e-6)
    if last.shares[at].argmax() == OTHERS:  # one whom no party followed here stands for: their votes are one person's
        able = np.delete(shares, own, axis=1)
        lacking = able.max(axis=1) - shares[:, own]
    else:
        lacking = fptp_lacking(shares, own)
    name = atlas().area(code, last.boundary_set).name
    return Stake(contest, "westminster", name, votes, votes * lacking[None], part_of(wards, last.boundary_set, code))

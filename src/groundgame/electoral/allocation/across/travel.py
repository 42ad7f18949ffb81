"""Volunteers who work elsewhere: what the way costs them, and who goes where so that most is added."""

from collections import defaultdict
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
from scipy.optimize import linprog
from scipy.sparse import csr_array

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError
from groundgame.electoral.allocation.spending import Pieces
from groundgame.electoral.forecasting.london.seats import Wards
from groundgame.electoral.places import hex_layout

HOURS_A_HEX = 0.05
"""A guess: three minutes each way for every ward that lies between a branch's middle and a ward."""
EVENING_HOURS = 3.0
SHORTEST_HOURS = 1e-6
LEAST_LEFT = 0.4
"""Nobody is sent so far that less than this part of an evening is left for work."""
Travel = dict[tuple[str, str], float]
"""Hours that volunteers of a branch work in another's borough, the most first."""


def left_for_work(wards: Wards) -> tuple[tuple[str, ...], Floats]:
    """Return the branches, and the part (0-1) of an evening that is left when their volunteers go to a ward.

    Shape (branches, wards); 0 where it is too far. At home nothing is lost. Distance is that of the hex map, from the
    middle of the branch's borough.
    """
    cells, branches = hex_layout(), tuple(sorted(set(wards.boroughs)))
    place = np.array([cells[code].centre(1.0) if code in cells else (np.nan, np.nan) for code in wards.codes])
    mine = np.array([[home == branch for home in wards.boroughs] for branch in branches])
    middle = np.array([np.nanmean(place[here], axis=0) for here in mine])
    steps = np.linalg.norm(middle[:, None, :] - place[None], axis=2) / np.sqrt(3)
    left = 1 - 2 * HOURS_A_HEX * np.nan_to_num(steps, nan=1e3) / EVENING_HOURS
    return branches, np.where(mine, 1.0, np.where(left >= LEAST_LEFT, left, 0.0))


def spend_by_branch(
    pieces: Pieces,
    homes: Sequence[int],
    days: int,
    supplies: Floats,
    left: Floats,
    budget_hours: float,
    least: float = 0.0,
    shared: Sequence[tuple[Sequence[int], Floats]] = (),
) -> tuple[Floats, Floats]:
    """Return each cell's hours of work, (cells,), and who travels: hours by branch and cell, (branches, cells).

    A cell is a ward before one polling day; cells of a day follow one another, in the order of `homes`, which are the
    places of the wards' own branches; -1 is that of no branch. `supplies` (branches, days) are hours, of which those
    away from home lose what the way takes (`left`, (branches, wards)). Every branch's wards get at least so many hours,
    as far as any are useful. `shared` are days that share weeks, and what hours each branch has for all of them,
    (branches,).

    Raises:
        AllocationError: if the volunteers cannot give every branch that least.
    """
    wards, branches = len(homes), len(left)
    cells = wards * days
    somebody = np.repeat(supplies > 0, wards, axis=1)
    who, where = np.nonzero((np.tile(left, (1, days)) > 0) & somebody)
    part, moves = left[who, where % wards], len(who)
    reached = np.bincount(where, minlength=cells)[pieces.ward] > 0
    worth = (pieces.slope > 0) & (pieces.hours > SHORTEST_HOURS)
    useful = reached & worth
    floors, reachable = (_floors(pieces, homes, branches, one, least) for one in (worth, useful))
    if (reachable < floors - SHORTEST_HOURS).any():
        raise _no_floors(supplies, least)
    if not useful.any():
        return np.zeros(cells), np.zeros((branches, cells))
    slope, cell, length = pieces.slope[useful], pieces.ward[useful], pieces.hours[useful]
    # Work in a cell is what arrives there; a branch has only so many hours before each day; all together, the budget.
    last = cells + branches * days
    every, ways = np.arange(len(slope)), len(slope) + np.arange(moves)
    rows = np.concatenate([cell, where, cells + who * days + where // wards, np.full(moves, last)])
    columns = np.concatenate([every, ways, ways, ways])
    values = np.concatenate([np.ones(len(slope)), -part, np.ones(2 * moves)])
    most = np.concatenate([np.zeros(cells), supplies.ravel(), [budget_hours]])
    if least:
        branch = np.asarray(homes)[cell % wards]
        own = np.flatnonzero(branch >= 0)
        rows, columns = np.concatenate([rows, last + 1 + branch[own]]), np.concatenate([columns, every[own]])
        values = np.concatenate([values, -np.ones(len(own))])
        most = np.concatenate([most, -floors])
    for together, hours in shared:
        among = np.flatnonzero(np.isin(where // wards, together))
        rows, columns = np.concatenate([rows, len(most) + who[among]]), np.concatenate([columns, ways[among]])
        values, most = np.concatenate([values, np.ones(len(among))]), np.concatenate([most, hours])
    table = csr_array((values, (rows, columns)), shape=(len(most), len(slope) + moves))
    most_of_each = np.concatenate([length, np.full(moves, np.inf)])
    # Of two plans as good, the one with less travel. HiGHS's presolve took minutes over the pieces of one branch alone,
    # which its simplex alone solves in a second or two.
    found = linprog(  # type: ignore[call-overload]  # the stubs know no sparse table
        np.concatenate([-slope / max(slope.max(initial=0.0), 1e-12), np.full(moves, 1e-9)]),
        A_ub=table,
        b_ub=most,
        bounds=np.stack([np.zeros(len(most_of_each)), most_of_each], axis=1),
        method="highs",
        options={"presolve": False},
    )
    if found.x is None:
        raise _no_floors(supplies, least)
    travel = np.zeros((branches, cells))
    travel[who, where] = found.x[len(slope) :]
    return np.bincount(cell, found.x[: len(slope)], cells).astype(float), travel


def _floors(pieces: Pieces, homes: Sequence[int], branches: int, chosen: npt.NDArray[np.bool_], least: float) -> Floats:
    """Return what the wards of each branch are to get at least, (branches,), as far as the chosen pieces go."""
    branch = np.asarray(homes)[pieces.ward[chosen] % len(homes)]
    own = branch >= 0
    found: Floats = np.minimum(np.bincount(branch[own], pieces.hours[chosen][own], branches), least)
    return found


def _no_floors(supplies: Floats, least: float) -> AllocationError:
    return AllocationError(
        f"The volunteers' hours, {supplies.sum():,.0f} in all, cannot give every branch {least:g} with the travel "
        "that it takes. Ask for fewer hours for each branch, or for none."
    )


def who_works(travel: Floats, left: Floats, branches: Sequence[str]) -> dict[str | None, Floats]:
    """Return the part (0-1) of each ward's hours, (rounds, wards), that each branch's volunteers work.

    `travel` are the hours that they set out with, (branches, rounds, wards); `left` is what the way leaves of them.
    """
    there = travel * left[:, None, :]
    every = there.sum(axis=0)
    return dict(zip(branches, there / np.where(every > 0, every, 1.0), strict=True))


def by_branch(travel: Floats, boroughs: Sequence[str], branches: Sequence[str]) -> Travel:
    """Return the hours that go from a branch to another's borough, the most first: whom to twin with whom.

    `travel` are the hours that volunteers set out with, (branches, rounds, wards).
    """
    found: dict[tuple[str, str], float] = defaultdict(float)
    for who, at, where in zip(*np.nonzero(travel > 0.5), strict=True):
        if branches[who] != boroughs[where]:
            found[branches[who], boroughs[where]] += float(travel[who, at, where])
    return dict(sorted(found.items(), key=lambda item: (-item[1], item[0])))

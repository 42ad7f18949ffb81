"""Hours spent where each next one adds most: the concave envelope of every curve, and one sort of its slopes."""

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from groundgame.electoral.allocation.effort import Floats
from groundgame.electoral.allocation.errors import AllocationError

ROUNDING = 1e-6


class Stretch(NamedTuple):
    """A straight piece of a ward's envelope: what an hour adds on it, and how many hours long it is."""

    slope: float
    hours: float


class Pieces(NamedTuple):
    """The pieces of all wards' envelopes, steepest first: slope, ward and hours of each, all (pieces,)."""

    slope: Floats
    ward: npt.NDArray[np.intp]
    hours: Floats


def spend(
    hours: Sequence[Floats],
    gains: Sequence[Floats],
    budget_hours: float,
    *,
    branches: Sequence[str] | None = None,
    least_hours: float = 0.0,
) -> Floats:
    """Return the hours of each ward, (wards,), that add most in all, within the budget.

    `hours` and `gains` are each ward's curve, rising from (0, 0). Best but for the one ward whose piece is cut off.
    Where `branches` names each ward's branch, every branch first gets `least_hours` where they add most in it, as far
    as anything is to be done there.

    Raises:
        AllocationError: if those take more than the budget.
    """
    pieces = pieces_of(hours, gains)
    taken = np.zeros(len(pieces.slope))
    if branches is not None and least_hours:
        taken = _floors(pieces, branches, least_hours)
        if taken.sum() > budget_hours + ROUNDING:
            raise AllocationError(
                f"{least_hours:g} hours for every one of {len(set(branches))} branches take {taken.sum():,.0f}; there "
                f"are {budget_hours:,.0f}. Ask for fewer hours for each branch, or plan with more."
            )
    rest = np.where(pieces.slope > 0, pieces.hours - taken, 0.0)
    taken = taken + first_hours(rest, budget_hours - float(taken.sum()))
    return np.bincount(pieces.ward, taken, len(hours)).astype(float)


def _floors(pieces: Pieces, branches: Sequence[str], least_hours: float) -> Floats:
    """Return what every branch gets first of each piece, (pieces,): where hours add most in it."""
    taken, branch_of = np.zeros(len(pieces.slope)), np.asarray(branches)[pieces.ward]
    for branch in sorted(set(branches)):
        mine = np.flatnonzero(branch_of == branch)
        taken[mine] = first_hours(pieces.hours[mine], least_hours)
    return taken


def first_hours(hours: Floats, budget_hours: float) -> Floats:
    """Return how much of each piece, in their order, a budget pays for.

    >>> first_hours(np.array([3.0, 2.0, 4.0]), 4.0).tolist()
    [3.0, 1.0, 0.0]
    """
    before = np.cumsum(hours) - hours
    return np.clip(budget_hours - before, 0.0, hours)


def pieces_of(hours: Sequence[Floats], gains: Sequence[Floats]) -> Pieces:
    """Return the pieces of every ward's concave envelope, steepest first; where slopes are equal, wards in order."""
    slopes, widths = _steps(hours, gains)
    for ward, (slope, width) in enumerate(zip(slopes, widths, strict=True)):
        if _bends_up(slope, width):
            slopes[ward], widths[ward] = np.array(envelope(hours[ward], gains[ward])).T
    wards = np.repeat(np.arange(len(slopes)), [len(slope) for slope in slopes])
    every = np.concatenate(slopes)
    order = np.argsort(-every, kind="stable")
    return Pieces(every[order], wards[order], np.concatenate(widths)[order])


def _steps(hours: Sequence[Floats], gains: Sequence[Floats]) -> tuple[list[Floats], list[Floats]]:
    """Return every ward's slopes and widths between the points of its curve.

    Curves of one length are worked out at once: ward by ward that took a third of the time of a plan.
    """
    groups = [(hours, gains)]
    if len({len(x) for x in hours}) > 1:
        groups = [([x], [y]) for x, y in zip(hours, gains, strict=True)]
    slopes, widths = [], []
    for xs, ys in groups:
        width = np.diff(np.asarray(xs), axis=1)
        slopes += list(np.diff(np.asarray(ys), axis=1) / np.where(width > 0, width, 1.0))
        widths += list(width)
    return slopes, widths


def _bends_up(slope: Floats, width: Floats) -> bool:
    """Tell whether a curve is steeper anywhere than before, steps of no width left out."""
    there = slope[width > 0]
    return bool((there[1:] > there[:-1]).any())


def envelope(hours: Floats, gains: Floats) -> list[Stretch]:
    """Return the pieces of the least concave curve that is nowhere below the points, steepest first.

    >>> [round(one.slope, 2) for one in envelope(np.array([0.0, 1, 2, 3]), np.array([0.0, 0.1, 0.4, 0.5]))]
    [0.2, 0.1]
    """
    kept: list[int] = []
    for at in range(len(hours)):
        while len(kept) > 1 and _is_below(hours, gains, kept[-2], kept[-1], at):
            kept.pop()
        kept.append(at)
    return [
        Stretch(float((gains[b] - gains[a]) / (hours[b] - hours[a])), float(hours[b] - hours[a]))
        for a, b in pairwise(kept)
        if hours[b] > hours[a]
    ]


def _is_below(x: Floats, y: Floats, first: int, middle: int, last: int) -> bool:
    return bool((y[middle] - y[first]) * (x[last] - x[middle]) <= (y[last] - y[middle]) * (x[middle] - x[first]))

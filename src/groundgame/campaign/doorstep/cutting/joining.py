"""Walks too small to send anybody on, put on the nearest walk that has room for their doors."""

from collections.abc import Sequence

import numpy as np

from groundgame.campaign.doorstep.cutting.doors import Size
from groundgame.campaign.doorstep.cutting.legs import Cut

FEW_DOORS = 5
FARTHEST_METRES = 1_500.0
"""Beyond that nobody walks on for a few doors: whoever goes there at all goes there first."""


def join_small(cuts: Sequence[Cut], size: Size) -> list[Cut]:
    """Return the walks with those of fewer than five doors on another, where that stays within `most` doors.

    A cut of one long row leaves such a walk where the next door lies farther off than a small walk is long. Nobody is
    sent out for one door: it is a longer way for whoever walks nearest.
    """
    joined, few = list(cuts), min(FEW_DOORS, size.least // 4)
    while (small := _first_to_join(joined, few, size)) is not None:
        alone, other = small
        joined = [_with(cut, alone) if cut is other else cut for cut in joined if cut is not alone]
    return joined


def _first_to_join(cuts: Sequence[Cut], few: int, size: Size) -> tuple[Cut, Cut] | None:
    """Return the first walk of fewer doors that can be put on another, and that other."""
    for small in (cut for cut in cuts if len(cut.doors) < few):
        near = [(_apart(small, other), at) for at, other in enumerate(cuts) if _has_room(small, other, size)]
        metres, nearest = min(near, default=(np.inf, 0))
        if metres <= FARTHEST_METRES:
            return small, cuts[nearest]
    return None


def _has_room(small: Cut, other: Cut, size: Size) -> bool:
    return other is not small and len(small.doors) + len(other.doors) <= size.most


def _apart(one: Cut, other: Cut) -> float:
    """Return how far it is between the nearest places of two walks, in metres."""
    return float(np.hypot(*(one.points[:, None] - other.points[None]).transpose(2, 0, 1)).min())


def _with(walk: Cut, small: Cut) -> Cut:
    """Return a walk with another's legs at the end that they are nearer to."""
    before, after = Cut((*small.legs, *walk.legs)), Cut((*walk.legs, *small.legs))
    return min(before, after, key=lambda cut: cut.metres)

"""Where one walk ends and the next begins: the cuts that cost least, over all ways to cut a ward's doors in a row.

What walks are to be: of the right number of doors; short, for the step between two walks costs nobody anything; ending
with a side of a street; and with whole blocks in them, but for those that are too large, which part between floors.
"""

import numpy as np

from groundgame.campaign.doorstep.cutting.doors import Size

SMALL_METRES, SHORT_METRES = 150.0, 15.0
"""What a walk that is too small costs, and each door that it lacks."""
IN_A_STREET, IN_A_BLOCK = 15.0, 600.0
BETWEEN_STAIRS, BETWEEN_FLOORS, ON_A_FLOOR = 20.0, 40.0, 200.0
"""What a cut costs: amid a side of a street, amid a block that fits one walk, and amid one that is too large."""


def split(steps: np.ndarray, cuts: np.ndarray, size: Size) -> list[int]:
    """Return where walks begin, from 0, and the number of doors at the end.

    `steps[i]` is the way in metres from door i - 1 to door i, `cuts[i]` what it costs to begin a walk with door i.
    """
    count = len(steps)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    best, came = np.full(count + 1, np.inf), np.zeros(count + 1, dtype=int)
    best[0] = 0.0
    lacking = size.least - np.arange(size.most + 1)
    small = np.where(lacking > 0, SMALL_METRES + SHORT_METRES * lacking, 0.0)
    for end in range(1, count + 1):
        first = max(0, end - size.most)
        starts = np.arange(first, end)
        costs = best[starts] + cuts[starts] + way[end] - way[starts + 1] + small[end - starts]
        at = int(np.argmin(costs))
        best[end], came[end] = costs[at], starts[at]
    ends = [count]
    while ends[-1]:
        ends.append(int(came[ends[-1]]))
    return ends[::-1]


def cut_costs(faces: np.ndarray, places: np.ndarray, landings: list[tuple[str, int | None]], size: Size) -> np.ndarray:
    """Return what it costs to begin a walk with each door, by the face and the place that each door is of."""
    costs = np.zeros(len(faces))
    held = np.bincount(places)
    same_face, same_place = np.zeros(len(faces), dtype=bool), np.zeros(len(faces), dtype=bool)
    same_face[1:], same_place[1:] = faces[1:] == faces[:-1], places[1:] == places[:-1]
    costs[same_face] = IN_A_STREET
    costs[same_place] = np.where(held[places[same_place]] <= size.most, IN_A_BLOCK, ON_A_FLOOR)
    for at in np.flatnonzero(same_place & (held[places] > size.most)):
        here, before = landings[at], landings[at - 1]
        if here[0] != before[0]:
            costs[at] = BETWEEN_STAIRS
        elif here[1] != before[1]:
            costs[at] = BETWEEN_FLOORS
    return costs

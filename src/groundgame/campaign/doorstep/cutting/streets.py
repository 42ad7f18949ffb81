"""Places gathered into the sides of streets, and where on the ground each of them is taken to be.

A register knows no positions but its postcodes. A postcode's houses are laid out round its centre, along the line that
the street's postcodes make in the order of their numbers, odd on one hand and even on the other.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from statistics import fmean

import numpy as np

from groundgame.campaign.doorstep.cutting.doors import EVEN, NO_SIDE, ODD
from groundgame.campaign.doorstep.cutting.places import Place

FRONTAGE_METRES, HALF_ROAD_METRES = 7.0, 6.0
APART_METRES = 300.0
"""Postcodes of one street's name that lie farther apart than this, with none between, are two streets."""
GAP_METRES = 250.0
"""No side of a street is walked on over a gap like this."""


@dataclass(frozen=True, slots=True)
class Face:
    """One side of a street, its places in the order of their numbers. `points` holds where they are, in metres."""

    street: str
    side: str
    places: tuple[Place, ...]
    points: np.ndarray


def side_of(number: int | None) -> str:
    """Return the side of the street that a number is on."""
    if number is None:
        return NO_SIDE
    return EVEN if number % 2 == 0 else ODD


def faces_of(places: Iterable[Place], centres: Mapping[str, tuple[float, float]]) -> list[Face]:
    """Return the sides of streets; `centres` gives where postcodes are, in metres east and north of anywhere."""
    streets: dict[str, list[Place]] = defaultdict(list)
    for place in places:
        streets[place.street.upper()].append(place)
    middle = _middle(centres.values())
    known = {name: _centres(standing, centres, middle) for name, standing in streets.items()}
    return [face for name in sorted(streets) for face in _street(streets[name], known[name])]


def _middle(points: Iterable[tuple[float, float]]) -> tuple[float, float]:
    all_points = list(points)
    return (fmean(x for x, _ in all_points), fmean(y for _, y in all_points)) if all_points else (0.0, 0.0)


def _centres(
    places: list[Place], centres: Mapping[str, tuple[float, float]], middle: tuple[float, float]
) -> dict[str, np.ndarray]:
    """Return where the street's postcodes are; an unknown one lies amid the others of the street, or of all."""
    codes = sorted({place.postcode for place in places})
    found = [centres[code] for code in codes if code in centres]
    return {code: np.array(centres.get(code, _middle(found) if found else middle)) for code in codes}


def _street(places: list[Place], centres: Mapping[str, np.ndarray]) -> list[Face]:
    faces = []
    for codes in _clusters(centres):
        here = [place for place in places if place.postcode in codes]
        faces += _sides(here, centres)
    return faces


def _clusters(centres: Mapping[str, np.ndarray]) -> list[set[str]]:
    """Return the postcodes that hang together, each no farther than so from another."""
    left, clusters = sorted(centres), list[set[str]]()
    while left:
        cluster, new = {left[0]}, [left.pop(0)]
        while new:
            at = centres[new.pop()]
            near = [code for code in left if np.hypot(*(centres[code] - at)) <= APART_METRES]
            cluster.update(near)
            new += near
            left = [code for code in left if code not in cluster]
        clusters.append(cluster)
    return clusters


def _sides(places: list[Place], centres: Mapping[str, np.ndarray]) -> list[Face]:
    numbers = _numbers(places)
    points = _points(places, numbers, centres)
    sides: dict[str, list[int]] = defaultdict(list)
    for index in range(len(places)):
        sides[_side(places[index], numbers[index])].append(index)
    faces = []
    for side in sorted(sides):
        along = sorted(sides[side], key=lambda index: (numbers[index] or 0.0, places[index].order))
        faces += _unbroken(side, [places[index] for index in along], points[along])
    return faces


def _side(place: Place, number: float | None) -> str:
    return side_of(place.number if place.number is not None or number is None else round(number - 0.5))


def _numbers(places: list[Place]) -> list[float | None]:
    """Return the number of each place; one that has a name alone stands after a middle one of its postcode."""
    known: dict[str, list[int]] = defaultdict(list)
    for place in places:
        if place.number is not None:
            known[place.postcode].append(place.number)
    middles = {code: sorted(numbers)[len(numbers) // 2] + 0.5 for code, numbers in known.items()}
    return [middles.get(place.postcode) if place.number is None else float(place.number) for place in places]


def _points(places: list[Place], numbers: list[float | None], centres: Mapping[str, np.ndarray]) -> np.ndarray:
    """Return where each place is."""
    held: dict[str, list[int]] = defaultdict(list)
    for index, place in enumerate(places):
        held[place.postcode].append(index)
    order = sorted(held, key=lambda code: (fmean(numbers[index] or 0.0 for index in held[code]), code))
    points = np.empty((len(places), 2))
    for at, code in enumerate(order):
        ahead = _direction([centres[each] for each in order], at)
        across = np.array([-ahead[1], ahead[0]])
        for side, indexes in _by_side(places, numbers, held[code]).items():
            steps = (np.arange(len(indexes)) - (len(indexes) - 1) / 2) * FRONTAGE_METRES
            hand = {ODD: HALF_ROAD_METRES, EVEN: -HALF_ROAD_METRES}.get(side, 0.0)
            points[indexes] = centres[code] + steps[:, None] * ahead + hand * across
    return points


def _direction(centres: list[np.ndarray], at: int) -> np.ndarray:
    """Return the way that the street's numbers go at one of its postcodes, as a step of one metre."""
    step = centres[min(at + 1, len(centres) - 1)] - centres[max(at - 1, 0)]
    length = float(np.hypot(*step))
    return np.array(step / length) if length else np.array([1.0, 0.0])


def _by_side(places: list[Place], numbers: list[float | None], indexes: list[int]) -> dict[str, list[int]]:
    sides: dict[str, list[int]] = defaultdict(list)
    for index in sorted(indexes, key=lambda index: (numbers[index] or 0.0, places[index].order)):
        sides[_side(places[index], numbers[index])].append(index)
    return sides


def _unbroken(side: str, places: list[Place], points: np.ndarray) -> list[Face]:
    """Return a side as one face, or as several where there are long gaps in it."""
    breaks = [0, *(_steps(points) > GAP_METRES).nonzero()[0] + 1, len(places)]
    return [Face(places[a].street, side, tuple(places[a:b]), points[a:b]) for a, b in pairwise(breaks)]


def _steps(points: np.ndarray) -> np.ndarray:
    steps: np.ndarray = np.hypot(*np.diff(points, axis=0).T) if len(points) > 1 else np.empty(0)
    return steps

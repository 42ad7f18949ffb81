"""From doors to walks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from groundgame.campaign.doorstep.cutting.doors import Door, Size
from groundgame.campaign.doorstep.cutting.places import Place, places_of
from groundgame.campaign.doorstep.cutting.splitting import cut_costs, split
from groundgame.campaign.doorstep.cutting.streets import Face, faces_of
from groundgame.campaign.doorstep.cutting.tour import tour


@dataclass(frozen=True, slots=True)
class Leg:
    """Part of one side of one street, as one walk goes along it: its places, where they are, and the doors of each."""

    street: str
    side: str
    places: tuple[Place, ...]
    points: np.ndarray
    doors: tuple[tuple[int, ...], ...]

    def back(self) -> "Leg":
        """Return the same, walked the other way; the flats of a block stay in their order."""
        return Leg(self.street, self.side, self.places[::-1], self.points[::-1], self.doors[::-1])


@dataclass(frozen=True, slots=True)
class Cut:
    """One walk: its legs in the order that they are walked."""

    legs: tuple[Leg, ...]

    @property
    def doors(self) -> list[int]:
        """The keys of the doors in their order."""
        return [door for leg in self.legs for doors in leg.doors for door in doors]

    @property
    def metres(self) -> float:
        """How far it is from the first door to the last, in straight lines between the places."""
        points = np.concatenate([leg.points for leg in self.legs])
        return float(np.hypot(*np.diff(points, axis=0).T).sum())


def cut_walks(doors: Iterable[Door], centres: Mapping[str, tuple[float, float]], size: Size) -> list[Cut]:
    """Cut doors into walks; `centres` gives where postcodes are, in metres east and north of anywhere."""
    faces = faces_of(places_of(sorted(doors, key=lambda door: door.key)), centres)
    if not faces:
        return []
    ends = np.array([[face.points[0], face.points[-1]] for face in faces])
    legs = [_leg(faces[stop.index], turned=stop.turned) for stop in tour(ends)]
    return [_shorter(cut) for cut in _parted(legs, size)]


def _leg(face: Face, *, turned: bool) -> Leg:
    leg = Leg(face.street, face.side, face.places, face.points, tuple(place.doors for place in face.places))
    return leg.back() if turned else leg


def _parted(legs: Sequence[Leg], size: Size) -> list[Cut]:
    """Cut the long row of all doors where it costs least."""
    row = [
        (face, place, door)
        for face, leg in enumerate(legs)
        for place, doors in enumerate(leg.doors)
        for door in range(len(doors))
    ]
    table = np.array(row)
    where = np.array([legs[face].points[place] for face, place, _ in row])
    steps = np.concatenate([[0.0], np.hypot(*np.diff(where, axis=0).T)]) if len(row) > 1 else np.zeros(len(row))
    _, places = np.unique(table[:, :2], axis=0, return_inverse=True)
    landings = [legs[face].places[place].landings[door] for face, place, door in row]
    begins = split(steps, cut_costs(table[:, 0], places.ravel(), landings, size), size)
    return [_cut(legs, row[a:b]) for a, b in pairwise(begins)]


def _cut(legs: Sequence[Leg], row: Sequence[tuple[int, int, int]]) -> Cut:
    """Return the walk of these doors, each given as its leg, its place there, and its own index in the place."""
    kept: dict[int, dict[int, list[int]]] = {}
    for face, place, door in row:
        kept.setdefault(face, {}).setdefault(place, []).append(legs[face].doors[place][door])
    parts = []
    for face, places in kept.items():
        leg, at = legs[face], list(places)
        doors = tuple(tuple(each) for each in places.values())
        parts.append(Leg(leg.street, leg.side, tuple(leg.places[each] for each in at), leg.points[at], doors))
    return Cut(tuple(parts))


def _shorter(cut: Cut) -> Cut:
    """Return the walk's legs in the shorter order of those tried: as they came, or as a way of their own."""
    stops = tour(np.array([[leg.points[0], leg.points[-1]] for leg in cut.legs]))
    other = Cut(tuple(cut.legs[stop.index].back() if stop.turned else cut.legs[stop.index] for stop in stops))
    return other if other.metres < cut.metres else cut

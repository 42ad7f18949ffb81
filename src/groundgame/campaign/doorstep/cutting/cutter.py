"""From doors to walks."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from groundgame.campaign.doorstep.cutting.doors import Door, Size
from groundgame.campaign.doorstep.cutting.joining import join_small
from groundgame.campaign.doorstep.cutting.legs import Cut, Leg
from groundgame.campaign.doorstep.cutting.places import Place, places_of
from groundgame.campaign.doorstep.cutting.splitting import cut_costs, split
from groundgame.campaign.doorstep.cutting.streets import Face, faces_of
from groundgame.campaign.doorstep.cutting.tour import tour


def cut_walks(doors: Iterable[Door], centres: Mapping[str, tuple[float, float]], size: Size) -> list[Cut]:
    """Cut doors into walks; `centres` gives where postcodes are, in metres east and north of anywhere."""
    faces = faces_of(places_of(sorted(doors, key=lambda door: door.key)), centres)
    if not faces:
        return []
    ends = np.array([[face.points[0], face.points[-1]] for face in faces])
    legs = [_leg(faces[stop.index], turned=stop.turned) for stop in tour(ends)]
    return [_shorter(cut) for cut in join_small(_parted(legs, size), size)]


def order_doors(doors: Iterable[Door], centres: Mapping[str, tuple[float, float]]) -> Cut | None:
    """Return the doors as one walk, however many they are; None of none."""
    listed = list(doors)
    cuts = cut_walks(listed, centres, Size(len(listed), len(listed), len(listed)))
    return cuts[0] if cuts else None


def _leg(face: Face, *, turned: bool) -> Leg:
    leg = Leg(face.street, face.side, face.places, face.points)
    return leg.back() if turned else leg


def _parted(legs: Sequence[Leg], size: Size) -> list[Cut]:
    """Cut the long row of all doors where it costs least."""
    row = [
        (face, place, door)
        for face, leg in enumerate(legs)
        for place, standing in enumerate(leg.places)
        for door in range(len(standing.doors))
    ]
    table = np.array(row)
    where = np.array([legs[face].points[place] for face, place, _ in row])
    steps = np.zeros(len(row))
    steps[1:] = np.hypot(*np.diff(where, axis=0).T)
    _, places = np.unique(table[:, :2], axis=0, return_inverse=True)
    flats = [legs[face].places[place].flats[door] for face, place, door in row]
    landings = [(flat.stair, flat.floor) for flat in flats]
    begins = split(steps, cut_costs(table[:, 0], places.ravel(), landings, size), size)
    return [_cut(legs, row[a:b]) for a, b in pairwise(begins)]


def _cut(legs: Sequence[Leg], row: Sequence[tuple[int, int, int]]) -> Cut:
    """Return the walk of these doors, each given as its leg, its place there, and its own index in the place."""
    kept: dict[int, dict[int, list[int]]] = {}
    for face, place, door in row:
        kept.setdefault(face, {}).setdefault(place, []).append(door)
    parts = []
    for face, held in kept.items():
        leg, at = legs[face], list(held)
        places = tuple(_part(leg.places[each], held[each]) for each in at)
        parts.append(Leg(leg.street, leg.side, places, leg.points[at]))
    return Cut(tuple(parts))


def _part(place: Place, doors: Sequence[int]) -> Place:
    """Return a place with those of its doors alone."""
    if len(doors) == len(place.doors):
        return place
    return replace(
        place,
        doors=tuple(place.doors[each] for each in doors),
        flats=tuple(place.flats[each] for each in doors),
    )


def _shorter(cut: Cut) -> Cut:
    """Return the walk's legs in the shorter order of those tried: as they came, or as a way of their own."""
    stops = tour(np.array([[leg.points[0], leg.points[-1]] for leg in cut.legs]))
    other = Cut(tuple(cut.legs[stop.index].back() if stop.turned else cut.legs[stop.index] for stop in stops))
    return other if other.metres < cut.metres else cut

"""Telling which boundary set a file draws: by the property whose values are codes that the atlas knows."""

import numpy as np

from groundgame.electoral.places.areas import Area
from groundgame.electoral.places.atlas import BOUNDARY_SETS, Atlas
from groundgame.electoral.places.shapes.reading import Feature, ShapesError
from groundgame.electoral.places.topology import Polygon

# A file that draws less than half of a set would leave a map mostly blank.
LEAST_COVERED = 0.5
# No part of an area of London is further than this from the centre of its people.
FAR_DEGREES = 0.5


def match_areas(features: list[Feature], atlas: Atlas) -> tuple[str, dict[str, list[Polygon]]]:
    """Return the boundary set that the features draw, and the polygons of each of its areas by code.

    A file of the whole country is cut down to the areas that the atlas knows.

    Raises:
        ShapesError: if no property holds the codes of a known set, too few are there, or they are in the wrong place.
    """
    boundary_set, name = _best(features, atlas)
    areas = {area.code: area for area in atlas.areas(boundary_set)}
    found = {str(f.properties[name]): f.polygons for f in features if f.properties.get(name) in areas}
    if len(found) < LEAST_COVERED * len(areas):
        raise ShapesError(
            f"The file draws {len(found)} of the {len(areas)} areas of {boundary_set}; give one that draws them all."
        )
    for code in sorted(found):
        _check_degrees(areas[code], found[code])
    return boundary_set, found


def _best(features: list[Feature], atlas: Atlas) -> tuple[str, str]:
    """Return the set and the property that agree on most areas; the newer set where two agree on as many."""
    names = sorted({name for feature in features for name in feature.properties})
    values = {name: [feature.properties.get(name) for feature in features] for name in names}
    best, most = None, 0
    for boundary_set in BOUNDARY_SETS:
        codes = {area.code for area in atlas.areas(boundary_set)}
        for name in names:
            matched = [value for value in values[name] if isinstance(value, str) and value in codes]
            # A ward's borough is a known code too, but many wards share it.
            if len(matched) > most and len(matched) == len(set(matched)):
                best, most = (boundary_set, name), len(matched)
    if best is None:
        raise ShapesError(
            f"None of the file's properties ({', '.join(names) or 'it has none'}) holds the code of an area of London, "
            "such as WD22CD, LAD24CD or PCON24CD do; give a file that does."
        )
    return best


def _check_degrees(area: Area, polygons: list[Polygon]) -> None:
    points = np.concatenate([polygon[0] for polygon in polygons])
    if not np.isfinite(points).all():
        raise ShapesError(f"The shape of {area.name} has a point that is no number; download the file again.")
    if np.abs(points).max() > 180:
        east, north = points[0]
        raise ShapesError(
            f"The shape of {area.name} has a point at {east:.0f}, {north:.0f}, which is no longitude and latitude: the "
            "file is in British National Grid or another projection; download it in WGS84 (EPSG:4326)."
        )
    distance = np.abs(points - [area.longitude, area.latitude]).max()
    if distance > FAR_DEGREES:
        raise ShapesError(
            f"The shape of {area.name} lies {distance:.1f} degrees away from it; points must be longitude, latitude."
        )

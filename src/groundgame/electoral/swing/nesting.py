"""Which areas of a boundary set make up an area, hold it, or share its residents."""

from functools import cache

import polars as pl

from groundgame.electoral.places import Area, AreaKind, TableError, UnknownAreaError, atlas, crosswalk

Weights = dict[str, float]
"""Areas by code, and how much each counts; the weights add up to 1."""

NESTED_IN_BOROUGHS = (AreaKind.WARD, AreaKind.BOROUGH)


def parts_of(area: Area, boundary_set: str) -> frozenset[str]:
    """Return the areas of a boundary set that lie whole inside a borough or an Assembly constituency."""
    boroughs = boroughs_of(area)
    return frozenset(
        each.code
        for each in _areas(boundary_set)
        if each.kind in NESTED_IN_BOROUGHS and each.code != area.code and _borough_of(each) in boroughs
    )


def boroughs_of(area: Area) -> frozenset[str]:
    """Return the boroughs of an Assembly constituency, or a borough itself; none for other areas."""
    return _boroughs().get(area.code, frozenset())


def holder_of(area: Area, boundary_set: str) -> str | None:
    """Return the area of a boundary set that holds a ward or a borough, or None.

    A ward counts whole to the Westminster seat of most of its residents.
    """
    if area.kind is AreaKind.WARD and boundary_set.startswith("pcon"):
        pieces = _pieces(area.boundary_set, boundary_set)[1].get(area.code, {})
        return min(pieces, key=lambda code: (-pieces[code], code), default=None)
    if area.kind not in NESTED_IN_BOROUGHS or (borough := _borough_of(area)) is None:
        return None
    if boundary_set == "borough":
        return borough
    return _assembly_of(borough) if boundary_set == "lac" else None


def residents_from(area: Area, boundary_set: str) -> Weights:
    """Return where an area's residents live in another boundary set: area and share (0-1); empty if nobody knows."""
    return _pieces(boundary_set, area.boundary_set)[0].get(area.code, {})


def residents_in(code: str, boundary_set: str, area: Area) -> float:
    """Return the share (0-1) of the residents of an area of another boundary set who live in `area`."""
    return _pieces(boundary_set, area.boundary_set)[1].get(code, {}).get(area.code, 0.0)


@cache
def _pieces(from_set: str, to_set: str) -> tuple[dict[str, Weights], dict[str, Weights]]:
    """Return a crosswalk twice: by its new areas, with shares of those; and by its old ones, with shares of these."""
    try:
        frame = crosswalk(from_set, to_set)
    except TableError:
        return {}, {}
    return _by(frame, "to", "from", "share_of_to"), _by(frame, "from", "to", "share_of_from")


def _by(frame: pl.DataFrame, key: str, other: str, share: str) -> dict[str, Weights]:
    grouped: dict[str, Weights] = {}
    for code, piece, weight in frame.select(key, other, share).iter_rows():
        grouped.setdefault(code, {})[piece] = weight
    return grouped


@cache
def _boroughs() -> dict[str, frozenset[str]]:
    """Return the boroughs of each Assembly constituency, and each borough's own."""
    codes = [each.code for each in atlas().areas("borough")]
    seats = {_assembly_of(code) for code in codes}
    held = {seat: frozenset(code for code in codes if _assembly_of(code) == seat) for seat in seats}
    return held | {code: frozenset({code}) for code in codes}


def _areas(boundary_set: str) -> tuple[Area, ...]:
    try:
        return atlas().areas(boundary_set)
    except UnknownAreaError:
        return ()


def _borough_of(area: Area) -> str | None:
    return area.code if area.kind is AreaKind.BOROUGH else area.borough


@cache
def _assembly_of(borough: str) -> str:
    return atlas().containing(min(atlas().wards_within(borough)))[AreaKind.ASSEMBLY]

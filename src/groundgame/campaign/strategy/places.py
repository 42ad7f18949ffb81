"""What a place's page says beside its results: what holds it, what it holds, what the census counted there."""

from dataclasses import dataclass

import polars as pl

from groundgame.electoral.places import Area, AreaKind, UnknownAreaError, atlas, crosswalk

KINDS = {
    "city": "City",
    "borough": "Borough",
    "ward22": "Ward",
    "lac": "London Assembly constituency",
    "pcon24": "Westminster constituency",
    "ward18": "Former ward, 2018 to 2022",
    "ward14": "Former ward, 2014 to 2018",
    "ward02": "Former ward, 2002 to 2014",
    "pcon10": "Former Westminster constituency, 2010 to 2024",
    "pcon05": "Former Westminster constituency, to 2010",
}
TODAY = {"ward18": "ward22", "ward14": "ward22", "ward02": "ward22", "pcon10": "pcon24", "pcon05": "pcon24"}
LEAST_OVERLAP = 0.01


@dataclass(frozen=True, slots=True)
class Heading:
    """How a place is announced: its area, what it is, and for a ward the borough's name."""

    area: Area
    kind: str
    where: str


@dataclass(frozen=True, slots=True)
class Successor:
    """A place of today that took people of a former one; `share` (0-1) is of the former place's residents."""

    area: Area
    share: float


def heading(area: Area) -> Heading:
    """Return how the place is announced."""
    borough = area.borough if area.kind is AreaKind.WARD else None
    return Heading(area, KINDS[area.boundary_set], atlas().area(borough).name if borough else "")


def is_former(area: Area) -> bool:
    """Tell whether the place is of a boundary set that has been replaced."""
    return area.boundary_set in TODAY


def holders_of(area: Area) -> list[Heading]:
    """Return what holds a ward of today, largest first."""
    if area.boundary_set != "ward22":
        return []
    held_by = atlas().containing(area.code)
    kinds = (AreaKind.BOROUGH, AreaKind.ASSEMBLY, AreaKind.WESTMINSTER)
    return [heading(atlas().area(held_by[kind])) for kind in kinds if kind in held_by]


def wards_of(area: Area) -> list[Area]:
    """Return today's wards inside a larger place of today, by name."""
    if is_former(area) or area.boundary_set == "ward22":
        return []
    return sorted((atlas().area(code) for code in atlas().wards_within(area.code)), key=lambda ward: ward.name)


def overlaps(area: Area) -> dict[str, list[Area]]:
    """Return the boroughs, Assembly and Westminster seats of today that share wards with a larger place of today."""
    found: dict[str, set[str]] = {}
    for ward in wards_of(area):
        for kind, code in atlas().containing(ward.code).items():
            if kind not in (AreaKind.CITY, area.kind):
                found.setdefault(kind.value, set()).add(code)
    return {kind: [atlas().area(code) for code in sorted(codes)] for kind, codes in sorted(found.items())}


def successors(area: Area) -> list[Successor]:
    """Return the places of today that a former place's people live in now, most first."""
    if not is_former(area):
        return []
    table = crosswalk(area.boundary_set, TODAY[area.boundary_set])
    moves = table.filter((pl.col("from") == area.code) & (pl.col("share_of_from") >= LEAST_OVERLAP))
    rows = moves.sort("share_of_from", descending=True).select("to", "share_of_from").iter_rows()
    return [Successor(atlas().area(code), share) for code, share in rows]


def find_area(code: str) -> Area | None:
    """Return the area of a code, or None."""
    try:
        return atlas().area(code)
    except UnknownAreaError:
        return None

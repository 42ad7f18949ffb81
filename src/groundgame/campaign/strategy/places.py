"""What a place's page says beside its results: what holds it, what it holds, what the census counted there."""

from dataclasses import dataclass

import polars as pl

from groundgame.electoral.places import Area, AreaKind, UnknownAreaError, atlas, crosswalk

KINDS = {
    "city": "The whole city",
    "borough": "Borough",
    "ward22": "Ward",
    "lac": "London Assembly constituency",
    "pcon24": "Westminster constituency",
}
# Former sets: what their areas were, from when and until when; 0 where that is before the record begins.
FORMER = {
    "ward18": ("ward", 2018, 2022),
    "ward14": ("ward", 2014, 2018),
    "ward02": ("ward", 2002, 2014),
    "pcon10": ("Westminster constituency", 2010, 2024),
    "pcon05": ("Westminster constituency", 0, 2010),
}
TODAY = {"ward18": "ward22", "ward14": "ward22", "ward02": "ward22", "pcon10": "pcon24", "pcon05": "pcon24"}
OVERLAPS = {
    AreaKind.BOROUGH: "Boroughs",
    AreaKind.ASSEMBLY: "Assembly constituencies",
    AreaKind.WESTMINSTER: "Westminster constituencies",
}
SETS = {AreaKind.BOROUGH: "borough", AreaKind.ASSEMBLY: "lac", AreaKind.WESTMINSTER: "pcon24"}
LEAST_OVERLAP = 0.01


@dataclass(frozen=True, slots=True)
class Heading:
    """How a place is announced: its area, what it is, and for a ward the borough's name."""

    area: Area
    kind: str
    where: str

    @property
    def kind_in_passing(self) -> str:
        """What the place is, as it is said within a sentence."""
        return {"borough": "borough", "lac": "Assembly", "pcon24": "Westminster"}.get(self.area.boundary_set, self.kind)


@dataclass(frozen=True, slots=True)
class Successor:
    """A place of today that took people of a former one; `share` (0-1) is of the former place's residents."""

    area: Area
    share: float


def heading(area: Area) -> Heading:
    """Return how the place is announced."""
    borough = area.borough if area.kind is AreaKind.WARD else None
    return Heading(
        area, KINDS.get(area.boundary_set) or _former_kind(area), atlas().area(borough).name if borough else ""
    )


def _former_kind(area: Area) -> str:
    """Say what a former place was and when; its code may have lasted through several sets."""
    spans = [span for name, span in FORMER.items() if any(area.code == other.code for other in atlas().areas(name))]
    begun, ended = min(start for _, start, _ in spans), max(end for _, _, end in spans)
    return f"Former {spans[0][0]}, {f'{begun} to' if begun else 'until'} {ended}"


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
    return sorted(map(atlas().area, atlas().wards_within(area.code)), key=_name)


def overlaps(area: Area) -> dict[str, list[Area]]:
    """Return the boroughs, Assembly and Westminster seats of today that share wards with a larger place, by heading."""
    if area.kind is AreaKind.CITY:
        return {OVERLAPS[kind]: list(atlas().areas(boundary_set)) for kind, boundary_set in SETS.items()}
    found: dict[AreaKind, set[str]] = {}
    for ward in wards_of(area):
        for kind, code in atlas().containing(ward.code).items():
            if kind not in (AreaKind.CITY, area.kind):
                found.setdefault(kind, set()).add(code)
    return {OVERLAPS[kind]: sorted(map(atlas().area, found[kind]), key=_name) for kind in OVERLAPS if kind in found}


def _name(area: Area) -> str:
    return area.name


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

"""How the figures of a level reach an area: its own, the sum of its parts, those of what holds it, or moved."""

from dataclasses import dataclass
from enum import IntEnum

import polars as pl

from groundgame.electoral.places import Area, AreaKind
from groundgame.electoral.swing.elections import areas_ever
from groundgame.electoral.swing.levels import Level
from groundgame.electoral.swing.nesting import Weights, holder_of, parts_of, residents_from, residents_in

FEWEST_RESIDENTS_KNOWN = 0.5
SAME_AREA = 0.999


class How(IntEnum):
    """In which way an area gets its figures, best first."""

    OWN = 1
    PARTS = 2
    HOLDER = 3
    MOVED = 4
    CITY = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """The areas of a level that an area's figures are made of; `used` names the one that they are figures of."""

    level: Level
    how: How
    used: str
    weights: Weights

    @property
    def distance(self) -> tuple[int, bool]:
        """How far the figures come from, nearest least; what is moved from wards is nearer than a holder's."""
        near = self.how is How.MOVED and self.level.boundary_set.startswith("ward")
        return (How.PARTS if near else self.how, not self.level.counted)

    @property
    def exact(self) -> bool:
        """Whether the votes were counted for `used`, not moved to it and not notional."""
        return self.level.counted and self.how is not How.MOVED


def reach(area: Area, level: Level) -> Reach | None:
    """Return the best way from a level to an area, or None where there is none."""
    known = level.areas
    if area.boundary_set == level.boundary_set:
        return Reach(level, How.OWN, area.code, {area.code: 1.0}) if area.code in known else None
    inside = _parts(area, level)
    if inside and inside <= known and (weights := _by_strength(inside, level)):
        return Reach(level, How.PARTS, area.code, weights)
    holder = holder_of(area, level.boundary_set)
    if holder in known and holder is not None:
        return Reach(level, How.HOLDER, holder, {holder: 1.0})
    return _moved(area, level) or _city(level)


def _parts(area: Area, level: Level) -> frozenset[str]:
    """Return the parts of an area that vote in the tier; in a by-election some are missing, and there is no sum."""
    voting = areas_ever(level.tier, level.boundary_set)
    return voting if area.kind is AreaKind.CITY else parts_of(area, level.boundary_set) & voting


def _by_strength(inside: frozenset[str], level: Level) -> Weights:
    """Weigh parts by the strengths of their parties, so that wards of one seat and of three count by their voters."""
    parts = level.shares.filter(pl.col("area").is_in(inside))
    if parts["strength"].has_nulls():
        return {}
    total = parts["strength"].sum()
    sums = parts.group_by("area").agg(pl.col("strength").sum() / total)
    return dict(sums.iter_rows())


def _moved(area: Area, level: Level) -> Reach | None:
    """Carry votes as residents lie; whoever kept all residents under a new code has the old one's figures as their own.

    So a place's history and a comparison of the same two elections have one figure of it.
    """
    pieces = {code: share for code, share in residents_from(area, level.boundary_set).items() if code in level.areas}
    known = sum(pieces.values())
    if known < FEWEST_RESIDENTS_KNOWN:
        return None
    old = max(pieces, key=lambda code: pieces[code])
    if pieces[old] > SAME_AREA and residents_in(old, level.boundary_set, area) > SAME_AREA:
        return Reach(level, How.OWN, old, {old: 1.0})
    weights = _by_votes(area, frozenset(pieces), level) or {code: share / known for code, share in pieces.items()}
    return Reach(level, How.MOVED, area.code, weights)


def _by_votes(area: Area, old: frozenset[str], level: Level) -> Weights:
    """Weigh old areas by the votes that their residents in a new one bring; nothing where votes were not published."""
    brought = {
        code: weight * residents_in(code, level.boundary_set, area) for code, weight in _by_strength(old, level).items()
    }
    total = sum(brought.values())
    return {code: weight / total for code, weight in brought.items()} if total else {}


def _city(level: Level) -> Reach | None:
    """Give all of London, where nothing nearer was published."""
    if level.boundary_set != "city":
        return None
    [city] = level.areas
    return Reach(level, How.CITY, city, {city: 1.0})

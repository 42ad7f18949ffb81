"""The map of every ward: which tier's latest election, which measure of it, and what is said of each ward."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.maps.drawing import Painted, hex_map, shape_map
from groundgame.campaign.strategy.maps.scales import CHANGE, Scale, spread
from groundgame.campaign.strategy.maps.shapes import UserShapes
from groundgame.campaign.strategy.templatetags.figures import percent, points
from groundgame.campaign.strategy.wards import Ward
from groundgame.electoral.contests.parties import Party
from groundgame.electoral.places import hex_layout

MEASURES = {
    "winner": "Winner",
    "share": "Our share",
    "margin": "Margin",
    "turnout": "Turnout",
    "change": "Our change",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One entry of a legend: the mark and colour of its hexes, what they mean, and how many wards there are."""

    mark: str
    words: str
    wards: int
    fill: str = ""
    css: str = ""


@dataclass(frozen=True, slots=True)
class WardMap:
    """A drawn map and its legend; `real` tells that it has the user's own shapes and not hexes."""

    svg: SafeString
    legend: tuple[Key, ...]
    real: bool


def draw_wards(wards: Iterable[Ward], measure: str, title: str, shapes: UserShapes) -> WardMap:
    """Draw one measure of the wards."""
    painted, legend = _winners(list(wards)) if measure == "winner" else _figures(list(wards), measure)
    if shapes.wards is None:
        return WardMap(hex_map(painted, hex_layout(), title), legend, real=False)
    return WardMap(shape_map(painted, shapes.wards, shapes.boroughs, title), legend, real=True)


def _figures(rows: list[Ward], measure: str) -> tuple[list[Painted], tuple[Key, ...]]:
    scale = CHANGE if measure == "change" else spread(ward.figure(measure) for ward in rows)
    painted = [_scaled(ward, measure, scale) for ward in rows]
    counts = Counter(cell.css for cell in painted)
    legend = [Key("", words, counts[css], css=css) for css, words in scale.ranges()]
    if counts["none"]:
        legend.append(Key("–", "not published", counts["none"], css="none"))
    return painted, tuple(legend)


def party_marks(parties: Iterable[Party]) -> dict[str, str]:
    """Return a letter for each party, no two the same: the first of its short name that none before it has.

    Give the parties most important first.
    """
    marks: dict[str, str] = {}
    for party in parties:
        letters = [letter.upper() for letter in party.short + party.name if letter.isalpha()]
        free = [letter for letter in letters if letter not in marks.values()]
        marks[party.id] = free[0] if free else "·"
    return marks


def _winners(rows: list[Ward]) -> tuple[list[Painted], tuple[Key, ...]]:
    counts = Counter(ward.winner.id for ward in rows if ward.winner)
    winners = {ward.winner.id: ward.winner for ward in rows if ward.winner}
    ranked = sorted(winners.values(), key=lambda party: (-counts[party.id], party.id))
    marks = party_marks(ranked)
    painted = [_won(ward, marks) for ward in rows]
    legend = tuple(Key(marks[party.id], party.name, counts[party.id], fill=party.colour) for party in ranked)
    return painted, legend


def _won(ward: Ward, marks: Mapping[str, str]) -> Painted:
    if ward.winner is None:
        return _painted(ward, "no result", "–", css="none")
    lead = "" if ward.margin is None else f", {points(ward.margin, 0).lstrip('+')} points ahead"
    return _painted(ward, f"{ward.winner.name}{lead}", marks[ward.winner.id], fill=ward.winner.colour)


def _scaled(ward: Ward, measure: str, scale: Scale) -> Painted:
    value = ward.figure(measure)
    if value is None:
        return _painted(ward, f"{MEASURES[measure].lower()} not published", "–", css="none")
    mark = points(value, 0) if measure == "change" else f"{100 * value:.0f}".replace("-", "−")
    said = f"{points(value)} points" if measure == "change" else percent(value)
    return _painted(ward, f"{MEASURES[measure].lower()} {said}", mark, css=scale.css(value))


def _painted(ward: Ward, words: str, mark: str, *, fill: str = "", css: str = "") -> Painted:
    address = reverse("strategy:place", args=[ward.area.code])
    said = f"{ward.area.name}, {ward.borough.name}: {words}{ward.whose}"
    return Painted(ward.area.code, address, said, mark, ward.borough.code, fill=fill, css=css)

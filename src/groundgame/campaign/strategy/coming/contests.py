"""The contests of a forecast, one a row: what may happen, how likely, and what we may get."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.whiskers import Axis
from groundgame.campaign.strategy.coming.named import place_of
from groundgame.campaign.strategy.coming.tables import axis_of, draw
from groundgame.electoral.contests import parties
from groundgame.electoral.forecasting import ContestForecast, Forecast, Spread
from groundgame.electoral.places import Area, AreaKind

NO_CONTROL = "no-overall-control"
LEAST_CHANCE = 0.005
GREY = "#b4b7bb"


@dataclass(frozen=True, slots=True)
class Chance:
    """One outcome of a contest: whose it is, its colour, and its chance (0-1)."""

    name: str
    short: str
    colour: str
    chance: float
    ours: bool

    @property
    def width(self) -> str:
        """How long it is drawn."""
        return f"{100 * self.chance:.1f}%"


@dataclass(frozen=True, slots=True)
class ContestRow:
    """One contest: its place, its outcomes with the likeliest first, our chance, and the spread of what we get."""

    name: str
    area: Area
    chances: tuple[Chance, ...]
    ours: float
    spread: Spread | None
    is_share: bool
    bar: SafeString
    drawn: SafeString | str


def contest_rows(found: Forecast, ours: str) -> list[ContestRow]:
    """Return the contests that are for a place of London larger than a ward, those most open for us first."""
    known = [
        (contest, place)
        for contest in found.contests
        if (place := place_of(contest.id)) is not None and place.kind is not AreaKind.WARD
    ]
    spreads = [spread for contest, _ in known if (spread := _ours(contest, ours)) is not None]
    is_share = all(contest.seats is None for contest, _ in known)
    axis = axis_of(spreads, is_share=is_share)
    rows = [_row(contest, place, ours, axis) for contest, place in known]
    return sorted(rows, key=lambda row: (abs(row.ours - 0.5), row.name))


def one_row(contest: ContestForecast, place: Area, ours: str) -> ContestRow:
    """Return one contest by itself."""
    spread = _ours(contest, ours)
    axis = axis_of([] if spread is None else [spread], is_share=contest.seats is None)
    return _row(contest, place, ours, axis)


def mayor_rows(found: Forecast, ours: str) -> list[Chance]:
    """Return who may be elected mayor, the likeliest first."""
    return list(chances_of(found.contests[0], ours))


def _ours(contest: ContestForecast, ours: str) -> Spread | None:
    return (contest.share if contest.seats is None else contest.seats).get(ours)


def chances_of(contest: ContestForecast, ours: str) -> tuple[Chance, ...]:
    """Return the outcomes of a contest that are worth naming, the likeliest first."""
    ranked = sorted(contest.chance_to_win.items(), key=lambda pair: (-pair[1], pair[0]))
    return tuple(_chance(name, chance, ours) for name, chance in ranked if chance >= LEAST_CHANCE or name == ours)


def chance_bar(chances: Iterable[Chance]) -> SafeString:
    """Draw the outcomes side by side, as long as they are likely; the figures stand beside them."""
    drawn, at = [], 0.0
    for one in chances:
        drawn.append((f"{100 * at:.1f}%", f"{100 * one.chance:.1f}%", one.colour))
        at += one.chance
    parts = format_html_join("", '<rect x="{}" width="{}" height="100%" fill="{}"/>', drawn)
    return format_html('<svg class="chances" aria-hidden="true">{}</svg>', parts)


def _row(contest: ContestForecast, place: Area, ours: str, axis: Axis) -> ContestRow:
    chances = chances_of(contest, ours)
    spread = _ours(contest, ours)
    return ContestRow(
        name=place.name,
        area=place,
        chances=chances,
        ours=contest.chance_to_win.get(ours, 0.0),
        spread=spread,
        is_share=contest.seats is None,
        bar=chance_bar(chances),
        drawn="" if spread is None else draw(axis, spread, ours=True),
    )


def _chance(name: str, chance: float, ours: str) -> Chance:
    if name == NO_CONTROL:
        return Chance("No overall control", "NOC", GREY, chance, ours=False)
    party = parties().get(name)
    if party is None:
        return Chance(name, name, GREY, chance, ours=False)
    return Chance(party.name, party.short, party.colour, chance, ours=name == ours)

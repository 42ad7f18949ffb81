"""A forecast as the tables and plots of a page."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.coming.named import place_of
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting import ContestForecast, Forecast, Spread
from groundgame.electoral.places import Area, AreaKind

MEASURES = {"share": "Share of the vote", "councils": "Councils controlled", "seats": "Seats"}
NO_CONTROL = "no-overall-control"
LEAST_SHARE, LEAST_COUNT = 0.01, 0.5
LEAST_CHANCE = 0.005
GREY = "#b4b7bb"


@dataclass(frozen=True, slots=True)
class SpreadRow:
    """One party's figure with its intervals, and its dot and whisker."""

    party: Party
    spread: Spread
    drawn: SafeString
    ours: bool


@dataclass(frozen=True, slots=True)
class SpreadTable:
    """One measure by party, most first, with the axis in its head; `is_share` tells shares (0-1) from counts."""

    measure: str
    rows: tuple[SpreadRow, ...]
    head: SafeString
    is_share: bool


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


def spread_tables(found: Forecast, ours: str) -> list[SpreadTable]:
    """Return a table for every measure that the forecast's summary has."""
    tables = []
    for measure, title in MEASURES.items():
        figures = {
            party: figure for party, held in found.summary.items() if isinstance(figure := held.get(measure), Spread)
        }
        if figures:
            tables.append(spread_table(title, figures, ours, is_share=measure == "share"))
    return tables


def spread_table(title: str, figures: Mapping[str, Spread], ours: str, *, is_share: bool) -> SpreadTable:
    """Return one measure by party, those left out that come to next to nothing."""
    least = LEAST_SHARE if is_share else LEAST_COUNT
    known = {
        party: spread
        for party, spread in figures.items()
        if party in parties() and (spread.p95 >= least or party == ours)
    }
    ranked = sorted(known, key=lambda party: (party == OTHER, -known[party].mean, party))
    axis = axis_of(known.values(), is_share=is_share)
    rows = tuple(
        SpreadRow(parties()[party], known[party], draw(axis, known[party], ours=party == ours), party == ours)
        for party in ranked
    )
    return SpreadTable(title, rows, axis.head(percent_tick if is_share else count_tick), is_share)


def axis_of(spreads: Iterable[Spread], *, is_share: bool) -> Axis:
    """Return an axis from zero that holds every spread."""
    return Axis.of(map(interval, spreads), around=0.0, whole=not is_share)


def draw(axis: Axis, spread: Spread, *, ours: bool = False) -> SafeString:
    """Draw a spread on an axis."""
    return axis.draw(interval(spread), css="solid" if ours else "")


def interval(spread: Spread) -> Interval:
    """Return a spread as it is drawn."""
    return Interval(spread.mean, spread.p05, spread.p95, spread.p25, spread.p75)


def percent_tick(value: float) -> str:
    """Write a tick of an axis of shares."""
    return f"{100 * value:.4g}%"


def count_tick(value: float) -> str:
    """Write a tick of an axis of counts."""
    return f"{value:,.0f}"


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

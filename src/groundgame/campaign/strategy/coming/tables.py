"""What a forecast says by party, as tables that are plots."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.utils.safestring import SafeString

from groundgame.campaign.strategy.charts.whiskers import Axis, Interval
from groundgame.campaign.strategy.coming.westminster import IN_LONDON
from groundgame.electoral.contests import Party, parties
from groundgame.electoral.contests.parties import OTHER
from groundgame.electoral.forecasting import Forecast, Spread

MEASURES = {
    "share": "Share of the vote",
    "councils": "Councils controlled",
    IN_LONDON: "Seats in London",
    "seats": "Seats",
}
LEAST_SHARE, LEAST_COUNT = 0.01, 0.5


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

"""How often intervals held the truth of invented campaigns, as tables for the terminal."""

from rich.table import Table

from groundgame.electoral.trials.coverage import Coverage
from groundgame.electoral.trials.openings_coverage import OpeningsCoverage


def coverage_sheet(found: list[Coverage]) -> Table:
    """Return how often the intervals of trials held the truth, a row for each world."""
    sheet = Table(box=None, title="90% intervals that held the truth", title_justify="left")
    columns = ("world", "sessions", "as called", "per contact", "pooled", "with a default", "found at 5%")
    for number, name in enumerate(columns):
        sheet.add_column(name, justify="right" if number else "left")
    for one in found:
        parts = (one.as_called, one.per_contact, one.pooled, one.believed, one.told)
        sheet.add_row(one.world, str(one.trials), *(f"{part:.0%}" for part in parts))
    return sheet


def openings_sheet(found: list[OpeningsCoverage]) -> Table:
    """Return the same of two openings over several sessions."""
    sheet = Table(box=None, title="Two openings: 90% intervals that held the truth", title_justify="left")
    columns = ("world", "sessions", "alone", "drawn to the mean", "all together", "reach", "found at 5%")
    for number, name in enumerate(columns):
        sheet.add_column(name, justify="right" if number else "left")
    for one in found:
        parts = (f"{part:.0%}" for part in (one.alone, one.drawn, one.pooled))
        sheet.add_row(one.world, str(one.sessions), *parts, f"{one.reach * 100:.1f}", f"{one.told:.0%}")
    return sheet

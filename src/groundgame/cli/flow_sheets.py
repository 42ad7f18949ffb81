"""How flows are printed to read: a line a cell, and what to make of it."""

from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.flows import Flows

LEAST_SHOWN = 0.005
"""A cell that may not be half a percent of its row, at most, is left out of the sheet; JSON has all."""

SAME_DAY = (
    "These votes were given on one day, which is what the method is proven on: nine intervals in ten contain the truth."
)
OTHER_DAYS = (
    "These votes were given on different days, a harder and unproven case: people die, move and come of age between, "
    "and no such flows are published to prove a method on; take the intervals as the least that is unsure. What is "
    "called certain is so of the same people alone."
)
UNKNOWN_DAYS = (
    "The method is proven on votes of one day; between different days flows are a harder, unproven case, and the "
    "intervals are the least that is unsure, and what is called certain is so of the same people alone."
)


def flows_sheet(flows: Flows, title: str) -> Table:
    """Return a line for each cell worth one, from the largest option of the first vote."""
    sheet = Table(box=None, title=title, title_justify="left")
    for name in ("from", "to", "votes", "share", "90% interval", "certain"):
        sheet.add_column(name, justify="left" if name in {"from", "to"} else "right")
    for row in range(len(flows.rows)):
        shown = [column for column in flows.share[row].argsort()[::-1] if flows.p95[row, column] >= LEAST_SHOWN]
        for place, column in enumerate(shown):
            sheet.add_row(_name(flows.rows[row]) if place == 0 else "", *_cells(flows, row, int(column)))
    return sheet


def advice(*, same_day: bool | None) -> str:
    """Return how far flows may be trusted; None where nobody knows whether the votes are of one day."""
    if same_day is None:
        return UNKNOWN_DAYS
    return SAME_DAY if same_day else OTHER_DAYS


def _cells(flows: Flows, row: int, column: int) -> list[str]:
    at = (row, column)
    pairs = [(flows.p05[at], flows.p95[at]), (flows.lower_bound[at], flows.upper_bound[at])]
    spans = [f"{100 * low:.0f} to {100 * high:.0f}%" for low, high in pairs]
    return [_name(flows.columns[column]), f"{flows.votes[at]:,.0f}", f"{100 * flows.share[at]:.0f}%", *spans]


def _name(option: str) -> str:
    known = parties()
    return known[option].name if option in known else option

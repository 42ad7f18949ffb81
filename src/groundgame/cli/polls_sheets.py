"""How an average of polls is printed: as JSON, or as tables to read."""

from typing import Any

import numpy as np
import numpy.typing as npt
from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.polls import PollAverage, Subgroups

Floats = npt.NDArray[np.float64]
PLACES = 4
INTERVAL = (0.05, 0.95)
MOST_HOUSES = 15
POLLBASE = "Mark Pack, PollBase, https://www.markpack.org.uk/opinion-polls"
SOURCES = {"mayor": "the pollsters' published figures, as the record's table mayor_polls names them"}
MORE = {"mayor": ", and how much worse polls of mayors have been"}


def average_sheet(found: PollAverage, drawn: Floats) -> Table:
    """Return a table to read: what the polls say of each party, and what to expect at the vote."""
    sheet = Table(box=None, title=f"{_place(found)}, polls before {found.date}, {_ahead(found)}")
    for name in ("party", "polls", "expected", "90% interval"):
        sheet.add_column(name, justify="left" if name == "party" else "right")
    low, high = np.quantile(drawn, INTERVAL, axis=0)
    for column in [*np.argsort(-found.shares[:-1], kind="stable").tolist(), len(found.parties) - 1]:
        name = parties()[found.parties[column]].name
        interval = f"{100 * low[column]:.0f} to {100 * high[column]:.0f}%"
        sheet.add_row(name, f"{100 * found.shares[column]:.1f}%", f"{100 * found.mean[column]:.1f}%", interval)
    return sheet


def average_lines(found: PollAverage) -> list[str]:
    """Return the plain sentences below the table."""
    pollsters, half = len(set(found.polls.pollster.tolist())), found.error.half_life_days
    lead = f"{100 * found.error.lead:.1f} points of the lead of the two largest"
    lines = [
        f"{len(found.polls)} polls of {pollsters} pollsters; a poll counts half after {half:.0f} days.",
        "The interval is not the sampling error: it is how far such averages have been out.",
        f"Learned from the last {found.error.elections} general elections{MORE.get(found.area, '')}: {lead}.",
    ]
    if found.error.pull > 0:
        pull = f"{100 * found.error.pull:.0f}% of the way to the last general election"
        lines.append(f"What to expect is drawn {pull}: that would have been right before.")
    if found.area == "london":
        lines.append("London's shares are the country's, as London differed at the last general election.")
    return [*lines, f"Source: {SOURCES.get(found.area, POLLBASE)}."]


def houses_sheet(found: PollAverage) -> Table:
    """Return a table of the pollsters averaged: what each gives a party more than all of them do, in points."""
    sheet = Table(box=None, title="House effects, points (taken off each pollster's figures)")
    named = [party for party in found.parties if party in found.polls.parties]
    for name in ("pollster", "polls", *(parties()[party].short for party in named)):
        sheet.add_column(name, justify="left" if name == "pollster" else "right")
    for row in _houses(found)[:MOST_HOUSES]:
        effects = [f"{100 * row['effects'][party]:+.1f}" for party in named]
        sheet.add_row(row["pollster"], str(row["polls"]), *effects)
    return sheet


def average_json(found: PollAverage, drawn: Floats) -> dict[str, Any]:
    """Return an average as plain values: shares and effects 0-1, the error of the lead in points."""
    low, high = np.quantile(drawn, INTERVAL, axis=0)
    each = zip(found.parties, found.shares, found.mean, low, high, strict=True)
    return {
        "as_of": found.date.isoformat(),
        "area": found.area,
        "days_to_vote": found.days,
        "parties": {
            party: {
                name: round(float(value), PLACES)
                for name, value in zip(("polls", "mean", "p05", "p95"), rest, strict=True)
            }
            for party, *rest in each
        },
        "covariance": [[round(float(value), 8) for value in row] for row in found.covariance],
        "lead_error_points": round(100 * found.error.lead, 1),
        "half_life_days": found.error.half_life_days,
        "pull": round(found.error.pull, PLACES),
        "learned_from_elections": found.error.elections,
        "polls": len(found.polls),
        "house_effects": _houses(found),
        "source": SOURCES.get(found.area, POLLBASE),
    }


def subgroups_sheet(found: Subgroups) -> Table:
    """Return a table to read: each share with its margin by chance, and with the error that such polls have had."""
    sheet = Table(box=None)
    for name in ("group", "name", "share", "± by chance", "± honestly"):
        sheet.add_column(name, justify="left" if name in {"group", "name"} else "right")
    for each in found.margins:
        figures = (each.share, each.sampling, each.honest)
        sheet.add_row(each.group, each.name, *(f"{100 * figure:.0f}" for figure in figures))
    return sheet


def subgroups_json(found: Subgroups) -> dict[str, Any]:
    """Return subgroups as plain values: shares and margins 0-1."""
    return {
        "margins": [{name: _rounded(getattr(each, name)) for name in each.__slots__} for each in found.margins],
        "differences": [
            {name: _rounded(getattr(each, name)) for name in (*each.__slots__, "told", "sentence")}
            for each in found.differences
        ],
    }


def _rounded(value: object) -> object:
    return round(value, PLACES) if isinstance(value, float) else value


def _houses(found: PollAverage) -> list[dict[str, Any]]:
    """Return the pollsters in the average, those with most polls first."""
    used = set(found.polls.pollster.tolist())
    rows = [
        {
            "pollster": str(name),
            "polls": int(count),
            "effects": {
                party: round(float(effects[found.polls.parties.index(party)]), PLACES)
                for party in found.parties
                if party in found.polls.parties
            },
        }
        for name, count, effects in zip(found.houses.names, found.houses.polls, found.houses.effects, strict=True)
        if str(name) in used
    ]
    return sorted(rows, key=lambda row: (-row["polls"], row["pollster"]))


def _place(found: PollAverage) -> str:
    return {"gb": "Great Britain", "london": "London", "mayor": "Mayor of London, first choices"}[found.area]


def _ahead(found: PollAverage) -> str:
    return f"for a vote in {found.days} days" if found.days else "for a vote on that day"

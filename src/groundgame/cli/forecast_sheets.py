"""How a forecast is printed to read: the summary by party, a row a contest, and what is assumed."""

from rich.table import Table

from groundgame.electoral.contests import parties
from groundgame.electoral.forecasting import ContestForecast, Forecast, Spread


def summary_sheet(forecast: Forecast) -> Table:
    """Return a row a party: each figure's mean with the interval that nine draws in ten lie in."""
    first = next(iter(forecast.summary.values()), {})
    sheet = Table(box=None, title=f"{forecast.kind.capitalize()}, as of {forecast.as_of}", title_justify="left")
    sheet.add_column("party")
    for name in first:
        sheet.add_column(name.replace("_", " "), justify="right")
    for party, figures in forecast.summary.items():
        sheet.add_row(_name(party), *[_cell(name, figures.get(name)) for name in first])
    return sheet


def contests_sheet(forecast: Forecast, *, wards: bool = True) -> Table:
    """Return a row a contest: who is likeliest to win, with the chance, share and, where it fills several, seats.

    `wards` tells whether those of a council's wards stand among them.
    """
    sheet = Table(box=None)
    for name in ("contest", "likeliest", "chance", "share", "seats", "next", "chance"):
        sheet.add_column(name, justify="left" if name in {"contest", "likeliest", "next"} else "right")
    for contest in forecast.contests:
        if not wards and is_ward(contest):
            continue
        sheet.add_row(contest.id, *_contest_cells(contest))
    return sheet


def is_ward(contest: ContestForecast) -> bool:
    """Tell whether the contest is of one ward: local.barnet.burnt-oak.2026-05-07."""
    return contest.id.startswith("local.") and contest.id.count(".") == 3


def assumption_lines(forecast: Forecast) -> list[str]:
    """Return each assumption as a sentence with its source."""
    return ["Assumed:", *[f"- {each.sentence} ({each.source})" for each in forecast.assumptions]]


def _contest_cells(contest: ContestForecast) -> list[str]:
    ranked = sorted(contest.chance_to_win.items(), key=lambda pair: (-pair[1], pair[0]))
    (first, chance), second = ranked[0], ranked[1:2]
    seats = contest.seats.get(first) if contest.seats else None
    after = [_name(second[0][0]), _percent(second[0][1])] if second else ["", ""]
    share = contest.share.get(first)
    return [_name(first), _percent(chance), _cell("share", share), _cell("seats", seats), *after]


def _cell(name: str, figure: Spread | float | None) -> str:
    if figure is None:
        return ""
    if not isinstance(figure, Spread):
        return _percent(figure)
    if name == "share":
        return f"{100 * figure.mean:.1f}% ({100 * figure.p05:.0f} to {100 * figure.p95:.0f})"
    return f"{figure.mean:.0f} ({figure.p05:.0f} to {figure.p95:.0f})"


def _percent(chance: float) -> str:
    """Return a chance as people say it: never 0% or 100%, which no forecast can know."""
    return "<1%" if chance < 0.01 else ">99%" if chance > 0.99 else f"{100 * chance:.0f}%"


def _name(party: str) -> str:
    known = parties().get(party)
    return known.short if known else party.replace("-", " ")

"""How the errors of carried results are printed."""

import json
from collections.abc import Iterable
from dataclasses import asdict

from rich.table import Table

from groundgame.electoral.contests import CrosswalkError


def errors_json(errors: Iterable[CrosswalkError]) -> str:
    """Return the error of each method as JSON."""
    return json.dumps([asdict(error) for error in errors], indent=2, ensure_ascii=False)


def errors_sheet(errors: Iterable[CrosswalkError]) -> Table:
    """Return a table of one row a method: errors in points of share, and how many winners are other than official."""
    table = Table(title="The general election of 2019 on the seats of 2024, against the official notional results")
    table.add_column("method")
    for heading in ("seats", "error, points", "largest error, points", "other winners"):
        table.add_column(heading, justify="right")
    for error in errors:
        points = (f"{figure:.2f}" for figure in (error.share_error_points, error.largest_error_points))
        table.add_row(error.method, str(error.seats), *points, str(len(error.wrong_winners)))
    return table

"""`groundgame ahead`: how far each candidate for mayor ran ahead of the party's list."""

import json
from typing import Annotated

import polars as pl
import typer
from rich.table import Table

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral.contests import parties
from groundgame.electoral.contests.additions import AdditionError
from groundgame.electoral.swing import ElectionError
from groundgame.electoral.swing import ahead as ran_ahead

LEAST_SHARE = 0.1
ESTIMATED = "* postal votes were counted by borough and are spread over its wards: an estimate."


def ahead(
    year: Annotated[int, typer.Argument(help="A year in which London elected its mayor.")],
    *,
    by: Annotated[str, typer.Option(help="By city, constituency, borough or ward.")] = "city",
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Set each candidate for mayor beside the party's Assembly list, in the same places on the same day."""
    try:
        rows = ran_ahead(year, by=by)
    except (AdditionError, ElectionError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if as_json:
        typer.echo(json.dumps({"year": year, "by": by, "candidates": rows.to_dicts()}, indent=2, ensure_ascii=False))
        return
    # Fringe candidates in hundreds of wards hide the others; JSON has them.
    shown = rows if by == "city" else rows.filter(pl.max_horizontal("mayor_share", "list_share") >= LEAST_SHARE)
    sheet_console().print(_sheet(shown))
    if not shown["exact"].all():
        typer.echo(ESTIMATED)


def _sheet(rows: pl.DataFrame) -> Table:
    sheet = Table(box=None)
    for name in ("place", "candidate", "party", "mayor", "list", "ahead", "votes", "list votes"):
        sheet.add_column(name, justify="left" if name in {"place", "candidate", "party"} else "right")
    for row in rows.iter_rows(named=True):
        shares = [f"{100 * row[name]:.2f}%" for name in ("mayor_share", "list_share")]
        votes = ["" if row[name] is None else f"{row[name]:,}" for name in ("mayor_votes", "list_votes")]
        place = row["name"] if row["exact"] else f"{row['name']} *"
        party = parties()[row["party"]].name
        sheet.add_row(place, row["candidate"], party, *shares, f"{100 * row['ahead']:+.2f}", *votes)
    return sheet

"""`groundgame town-halls`: what holding a town hall does to a party."""

import json
from typing import Annotated

import numpy as np
import polars as pl
import typer
from rich.table import Table

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.parties import check_party
from groundgame.electoral.contests import parties
from groundgame.electoral.swing import ElectionError
from groundgame.electoral.swing import town_halls as estimated

SEED = 2026
TITLES = {
    "plain": "The mean change of its seats after each, nothing held still (not an effect): points of the seats",
    "discontinuity": "A majority just won against one just missed: points of the seats, when each was fought again",
    "check": "The same on the share before, which no majority can have changed: should be nothing",
    "adjusted": "Against opposition at the same share of the seats, in all councils: points of the seats",
    "general-levels": "General elections in London's boroughs, against the borough's usual vote: points of the vote",
    "general-changes": "General elections in London's boroughs, change since the one before: points of the vote",
}


def town_halls(
    *,
    party: Annotated[str | None, typer.Option(help="Only this party; otherwise all together and each.")] = None,
    resamples: Annotated[int, typer.Option(min=100, help="Of the councils, for the intervals.")] = 500,
    seed: Annotated[int, typer.Option(min=0, help="Of the resamples.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what holding a council does to a party's seats there next time, and to its vote for Parliament."""
    whose = check_party(party) if party else None
    try:
        rows = estimated(whose, rng=np.random.default_rng(seed), resamples=resamples)
    except ElectionError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if as_json:
        typer.echo(json.dumps({"party": whose, "estimates": rows.to_dicts()}, indent=2, ensure_ascii=False))
        return
    console = sheet_console()
    for design, title in TITLES.items():
        console.print(_sheet(rows.filter(design=design), title))
    typer.echo("Intervals hold nine in ten resamples of whole councils. What this does not show: docs/swing.md.")


def _sheet(rows: pl.DataFrame, title: str) -> Table:
    sheet = Table(box=None, title=title, title_justify="left")
    for name in ("party", "control", "within", "effect", "interval", "councils", "rows"):
        sheet.add_column(name, justify="left" if name in {"party", "control"} else "right")
    for row in rows.iter_rows(named=True):
        known = parties().get(row["party"])
        within = "" if row["bandwidth"] is None else f"{100 * row['bandwidth']:.0f}"
        interval = f"{100 * row['p05']:+.1f} to {100 * row['p95']:+.1f}"
        name = known.name if known else "all together"
        figures = [f"{100 * row['effect']:+.1f}", interval, f"{row['councils']:,}", f"{row['rows']:,}"]
        sheet.add_row(name, row["status"], within, *figures)
    return sheet

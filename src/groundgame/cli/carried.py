"""`groundgame places carry` and `groundgame places results`: votes on other boundaries, as CSV."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import polars as pl
import typer

from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral.places import (
    BOUNDARY_SETS,
    CarryError,
    TableError,
    carry,
    counts_from_file,
    crosswalk,
    whole_votes,
)

SETS = ", ".join(name for name in BOUNDARY_SETS if name != "city")
DAYS = ["%Y-%m-%d"]
# Enough for totals to hold in what is printed.
DECIMALS = 9


def carry_file(
    file: Annotated[Path, typer.Argument(help="A CSV file of area,party,votes.")],
    *,
    from_set: Annotated[str, typer.Option("--from", help=f"The boundaries they were counted by: {SETS}.")],
    to_set: Annotated[str, typer.Option("--to", help="The boundaries to carry them to.")],
    whole: Annotated[bool, typer.Option("--whole", help="Round to whole votes, each party's total kept.")] = False,
) -> None:
    """Carry a file of votes onto other boundaries of London, by residents; every party's total is kept."""
    try:
        counts = counts_from_file(file)
        carried = carry(counts, crosswalk(from_set, to_set))
    except (CarryError, TableError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    _print(whole_votes(carried) if whole else carried)


def results(
    *,
    kind: Annotated[str | None, typer.Option(help="Only this kind: mayor, borough, parliament, referendum…")] = None,
    as_of: Annotated[datetime | None, typer.Option(formats=DAYS, help="Only votes held before this day.")] = None,
) -> None:
    """Print all London results since 2014 on the wards of 2022: votes, shares, turnout, and how they came there."""
    from groundgame.electoral.contests import london_results  # a second of sums, which no other command needs

    before = f" before {as_of:%Y-%m-%d}" if as_of else ""
    found = london_results(as_of.date() if as_of else date.max)
    if found.is_empty():
        refuse(
            f"The record has no results{before}: its first are of {london_results()['date'][0]}.", code=WRONG_ARGUMENT
        )
    kinds = found["kind"].unique().sort().to_list()
    if kind is not None and kind not in kinds:
        refuse(f"There is no kind {kind!r}{before}; there are {', '.join(kinds)}.", code=WRONG_ARGUMENT)
    _print(found if kind is None else found.filter(pl.col("kind") == kind))


def _print(frame: pl.DataFrame) -> None:
    typer.echo(frame.write_csv(float_precision=DECIMALS), nl=False)

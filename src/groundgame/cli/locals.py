"""`groundgame locals`: what a year's local elections say of a general election, and who gained and lost."""

import json
from datetime import date, datetime
from typing import Annotated

import numpy as np
import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.locals_sheets import Read, gains_sheet, locals_json, reading_lines, reading_sheet
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral.swing import Gains, NoGainsError, NoLocalsError, equivalents, gains, read_locals
from groundgame.electoral.swing.gains import AREAS
from groundgame.electoral.swing.gains_words import EVE, WHOLE, sentence
from groundgame.electoral.swing.local_to_general_days import next_general, week_after

SEED = 2026
DRAWS = 4000


def locals(  # noqa: A001 - the command's own name
    year: Annotated[int, typer.Argument(help="Of the local elections: 2023.")],
    *,
    vote: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"],
            help="The general election to read; the next one, or five years after the last, unless told.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Read a general election from a year's local elections, and tell who gained and lost on both bases."""
    read, reason = _reading(year, vote.date() if vote else None, seed)
    found = _gains(year)
    if read is None and not found:
        refuse(reason, code=WRONG_ARGUMENT)
    if as_json:
        typer.echo(json.dumps(locals_json(year, read, found), indent=2, ensure_ascii=False))
        return
    console = sheet_console()
    if read is None:
        typer.echo(reason)
    else:
        console.print(reading_sheet(read))
        typer.echo("\n".join(reading_lines(read)))
    for each in found:
        console.print(gains_sheet(each))
        typer.echo("\n".join(sentence(gain, each) for gain in each.parties))
    if found:
        typer.echo(f"{EVE}\n{WHOLE}")


def _reading(year: int, vote: date | None, seed: int) -> tuple[Read | None, str]:
    """Return the reading of a year's local elections as of the week after, or None and why there is none."""
    held = next((one for one in equivalents() if one.year == year), None)
    if held is None:
        first, last = equivalents()[0].year, equivalents()[-1].year
        return None, (
            f"No local elections of {year} can be read as a general election: the record has them from {first} to "
            f"{last}, but for years in which they were put off or held on the day of a general election."
        )
    try:
        reading = read_locals(week_after(held.date), vote or next_general(held.date))
    except NoLocalsError as error:
        if vote is not None:
            refuse(str(error), code=WRONG_ARGUMENT)
        return None, str(error)
    return Read.of(reading, np.random.default_rng(seed), DRAWS), ""


def _gains(year: int) -> list[Gains]:
    found = []
    for area in AREAS:
        try:
            found.append(gains(year, area))
        except NoGainsError:
            continue
    return found

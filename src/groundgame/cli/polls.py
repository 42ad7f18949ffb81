"""`groundgame polls`: the average of polls on a day, house effects, and the error that such averages have had."""

import json
from datetime import UTC, date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import numpy as np
import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.polls_sheets import (
    average_json,
    average_lines,
    average_sheet,
    houses_sheet,
    subgroups_json,
    subgroups_sheet,
)
from groundgame.electoral.polls import PollAverage, PollsError, average, mayor_average, read, read_subgroups, subgroups

SEED = 2026
DRAWS = 20_000


class Area(StrEnum):
    """Whose vote is averaged."""

    GB = "gb"
    LONDON = "london"
    MAYOR = "mayor"


class Vote(StrEnum):
    """Which vote the polls are read for."""

    GENERAL = "general"
    OTHER = "other"


def polls(
    as_of: Annotated[
        datetime | None,
        typer.Option(
            "--as-of", formats=["%Y-%m-%d"], help="Use only polls that ended before this day; today, if not told."
        ),
    ] = None,
    *,
    area: Annotated[
        Area, typer.Option(help="gb, london, or mayor: London's mayor, where the record has polls.")
    ] = Area.GB,
    vote: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day of the vote; the error grows with the time to it."),
    ] = None,
    kind: Annotated[
        Vote, typer.Option(help="general: drawn towards the last general election; other: as polls stand.")
    ] = Vote.GENERAL,
    file: Annotated[
        Path | None, typer.Option(help="Your own polls beside the record's: CSV, as docs/polls.md says.")
    ] = None,
    groups: Annotated[
        Path | None,
        typer.Option("--subgroups", help="Compare the groups of a poll of your party: CSV of group, sample, names."),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Average the polls as of a day, with house effects and the error to expect; or compare the groups of one poll."""
    day = (as_of or datetime.now(UTC)).date()
    try:
        if groups is not None:
            _subgroups(groups, day, as_json=as_json)
            return
        found = _average(day, area, vote.date() if vote else day, kind, file)
    except PollsError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    drawn = found.draw(np.random.default_rng(seed), DRAWS)
    if as_json:
        typer.echo(json.dumps(average_json(found, drawn), indent=2, ensure_ascii=False))
        return
    console = sheet_console()
    console.print(average_sheet(found, drawn))
    typer.echo("\n".join(average_lines(found)))
    console.print(houses_sheet(found))


def _average(day: date, area: Area, vote: date, kind: Vote, file: Path | None) -> PollAverage:
    if vote < day:
        raise PollsError(f"The vote of {vote} is before {day}: name a day that is to come.")
    extra = None if file is None else read(file, as_of=day)
    if area is Area.MAYOR:
        if extra is not None:
            raise PollsError("--file holds polls of the country: it does not go with --area mayor.")
        return mayor_average(day, vote)
    return average(day, area.value, days=(vote - day).days, vote=kind.value, extra=extra)


def _subgroups(path: Path, day: date, *, as_json: bool) -> None:
    found = subgroups(read_subgroups(path), as_of=day)
    if as_json:
        typer.echo(json.dumps(subgroups_json(found), indent=2, ensure_ascii=False))
        return
    sheet_console().print(subgroups_sheet(found))
    typer.echo("\n".join(difference.sentence for difference in found.differences))

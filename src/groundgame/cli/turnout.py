"""`groundgame turnout`: the turnout to expect by ring, borough, ward or seat, and what other turnouts would do."""

from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Annotated

import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.turnout_sheets import heading, places_sheet, turned_heading, turned_sheet, turnout_json
from groundgame.electoral.contests.additions import AdditionError
from groundgame.electoral.forecasting.errors import ForecastError
from groundgame.electoral.forecasting.sliders import Turned, turned
from groundgame.electoral.turnout import TurnoutError, WardTurnout, ward_turnout


class By(StrEnum):
    """The areas that turnout is printed by."""

    RING = "ring"
    BOROUGH = "borough"
    WARD = "ward"
    ASSEMBLY = "assembly"
    SEAT = "seat"


def turnout(
    kind: Annotated[str, typer.Argument(help="mayor, assembly, assembly-list, borough, parliament or general.")],
    *,
    day: Annotated[
        datetime | None,
        typer.Option("--date", formats=["%Y-%m-%d"], help="The day of the contest; today, unless told."),
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Learn only from contests before this day; the contest's, unless told."
        ),
    ] = None,
    by: Annotated[By, typer.Option(help="Print by ring, borough, ward, assembly (constituency) or seat.")] = By.BOROUGH,
    inner: Annotated[float | None, typer.Option(help="If inner London turned out so: a share, 0.4 for 40%.")] = None,
    outer: Annotated[float | None, typer.Option(help="If outer London turned out so.")] = None,
    tilted: Annotated[
        bool, typer.Option("--tilted", help="Those who come or stay away vote otherwise than their neighbours.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Say what turnout to expect in a contest, and what the last ones would be at another."""
    when = _day(day) or datetime.now(UTC).date()
    try:
        expected, counted = _asked(kind, when, _day(as_of), inner, outer, tilted=tilted)
    except (AdditionError, TurnoutError, ForecastError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if as_json:
        typer.echo(turnout_json(expected, by, counted))
        return
    console = sheet_console()
    typer.echo(heading(expected))
    console.print(places_sheet(expected, by))
    for each in counted:
        typer.echo(turned_heading(each))
        console.print(turned_sheet(each))


def _asked(
    kind: str, day: date, as_of: date | None, inner: float | None, outer: float | None, *, tilted: bool
) -> tuple[WardTurnout, tuple[Turned, ...]]:
    """Return the turnout expected, with the sliders moved, and the last elections at the same turnouts if they are."""
    if as_of is not None and as_of > day:
        raise TurnoutError(f"--as-of {as_of} is after the contest's day, {day}: name that day or an earlier one.")
    expected = ward_turnout(kind, day, as_of=as_of).at(inner=inner, outer=outer)
    if inner is None and outer is None:
        if tilted:
            raise TurnoutError("--tilted says who comes or stays away at another turnout; give --inner or --outer too.")
        return expected, ()
    return expected, turned(inner=inner, outer=outer, tilted=tilted)


def _day(moment: datetime | None) -> date | None:
    return moment.date() if moment else None

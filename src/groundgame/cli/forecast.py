"""`groundgame forecast`: the chances, shares and seats of the next contests, as of a day."""

import json
from datetime import UTC, date, datetime, timedelta
from typing import Annotated, Any

import numpy as np
import typer

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.forecast_sheets import assumption_lines, contests_sheet, is_ward, summary_sheet
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral import forecasting
from groundgame.electoral.forecasting import ForecastError
from groundgame.electoral.polls import PollsError, known_polls, newest

SEED = 2026


def forecast(
    kind: Annotated[str, typer.Argument(help="mayor, assembly, boroughs or general.")],
    *,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Use what was known before this day; unless told, the one after the newest poll."
        ),
    ] = None,
    held_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A general election as if it were held on this day.")
    ] = None,
    rule: Annotated[
        str | None, typer.Option(help="Count the mayor by this rule, sv or fptp, in place of the law's.")
    ] = None,
    draws: Annotated[int, typer.Option(min=1000, help="Joint draws.")] = forecasting.running.DRAWS,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    wards: Annotated[bool, typer.Option(help="Print every ward of the boroughs, 679 of them, too.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Forecast the next contests of a kind: chances, shares and seats, with what is assumed."""
    try:
        day = as_of.date() if as_of else newest(known_polls()) + timedelta(days=1)
        options = _options(kind, rule, held_on, today=None if as_of else datetime.now(UTC).date())
        found = forecasting.forecast(kind, day, rng=np.random.default_rng(seed), draws=draws, **options)
    except (ForecastError, PollsError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if as_json:
        typer.echo(json.dumps(forecasting.as_json(found), indent=2, ensure_ascii=False))
        return
    console = sheet_console()
    console.print(summary_sheet(found))
    console.print(contests_sheet(found, wards=wards))
    if not wards and any(is_ward(one) for one in found.contests):
        typer.echo("Councils alone; --wards prints their wards too.")
    typer.echo("\n".join(assumption_lines(found)))


def _options(kind: str, rule: str | None, held_on: datetime | None, *, today: date | None) -> dict[str, Any]:
    """Return what a kind is told besides the day; of no day in particular, the law is today's."""
    told = {
        "rule": rule,
        "held_on": held_on.date() if held_on else None,
        "law_as_of": today if kind == "mayor" else None,
    }
    return {name: value for name, value in told.items() if value is not None}

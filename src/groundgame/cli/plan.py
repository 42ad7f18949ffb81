"""`groundgame plan`: where the hours of volunteers go, across all contests, and what that changes."""

import json
from collections.abc import Callable, Collection, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console
from rich.table import Table

from groundgame.cli.away_sheets import away_sheet, away_whys
from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.parties import check_party
from groundgame.cli.plan_firm import firm_lines, firm_sheet
from groundgame.cli.plan_sheets import (
    chances_sheet,
    heading,
    totals_sheet,
    travel_lines,
    wards_sheet,
    weeks_sheet,
    why_lines,
)
from groundgame.electoral.allocation import AllocationError
from groundgame.electoral.allocation.across.answer import Plan, make_plan
from groundgame.electoral.allocation.across.as_json import as_json
from groundgame.electoral.allocation.across.asking import Ask, weights_of
from groundgame.electoral.allocation.across.field import field
from groundgame.electoral.allocation.across.named import codes_of
from groundgame.electoral.allocation.across.rehearsing import rehearsal
from groundgame.electoral.allocation.across.rounds import Field
from groundgame.electoral.allocation.across.volunteers import volunteers_of
from groundgame.electoral.allocation.away.answer import AwayPlan, DaysOut, make_plan_with_away
from groundgame.electoral.allocation.away.as_json import as_json as as_json_with_away
from groundgame.electoral.allocation.away.seats import DAY_HOURS, away_seats
from groundgame.electoral.allocation.away.told import days_told
from groundgame.electoral.contests import record
from groundgame.electoral.forecasting import Assumption, ForecastError
from groundgame.electoral.forecasting.calendar import next_day
from groundgame.electoral.forecasting.london.known import Known
from groundgame.electoral.forecasting.london.seats import wards_on
from groundgame.electoral.polls import PollsError, known_polls, newest

SEED = 2026
DRAWS = 4_000
CASES = 10


def plan(
    *,
    contests: Annotated[
        str, typer.Option(help="What counts, with weights: boroughs,councils=3,mayor=10,assembly=3,westminster=3.")
    ] = "boroughs,councils",
    hours: Annotated[float | None, typer.Option(help="Hours of all volunteers together.")] = None,
    party: Annotated[str, typer.Option(help="The party that plans, by name or id.")] = "labour",
    weeks: Annotated[int, typer.Option(help="How many weeks before each polling day.")] = 8,
    volunteers: Annotated[
        Path | None, typer.Option(help="A CSV of who has hours when: branch, week, hours.", dir_okay=False)
    ] = None,
    branch_hours: Annotated[float, typer.Option(help="Hours that every branch gets at least.")] = 0.0,
    leaflet: Annotated[bool, typer.Option(help="Every ward with a candidate gets its leaflet.")] = False,
    spending_limit: Annotated[float | None, typer.Option(help="The most that leaflets may cost, in pounds.")] = None,
    session_hours: Annotated[float, typer.Option(help="Hours of one team's evening; work comes in whole ones.")] = 10.0,
    half_life: Annotated[float, typer.Option(help="Weeks after which half of a contact's effect is left.")] = 2.5,
    cases: Annotated[
        int,
        typer.Option(
            min=0, max=200, help="Cases of other polls and effects that the plan is tried in: 0, or 2 or more."
        ),
    ] = CASES,
    ward: Annotated[
        list[str] | None, typer.Option(help="Say why this ward, by name, has its hours, or none; may be given again.")
    ] = None,
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%d"], help="Use what was known before this day; unless told, the one after the newest poll."
        ),
    ] = None,
    held_on: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="A general election as if it were held on this day.")
    ] = None,
    away: Annotated[
        list[str] | None,
        typer.Option(help="A seat outside London for days out: NAME or NAME=MINUTES each way; may be given again."),
    ] = None,
    away_within: Annotated[
        float | None, typer.Option(help="All seats of England at most so many minutes from the middle of London.")
    ] = None,
    day_hours: Annotated[float, typer.Option(help="Hours of a day out, from door to door.")] = DAY_HOURS,
    draws: Annotated[int, typer.Option(min=1000, max=20_000, help="Joint draws of the forecast.")] = DRAWS,
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same plan.")] = SEED,
    as_json_: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Plan hours by week, ward, channel and kind of elector, so that they add most to what counts."""
    rng = np.random.default_rng(seed)
    try:
        supply = volunteers_of(volunteers) if volunteers else ()
        ask = Ask(
            weights_of(contests.split(",")),
            hours=_hours(hours, sum(one.hours for one in supply) if volunteers else None),
            weeks=weeks,
            branch_hours=branch_hours,
            leaflet=leaflet,
            limit_pence=None if spending_limit is None else 100 * spending_limit,
            session_hours=session_hours,
            half_life_weeks=half_life,
            volunteers=supply,
        )
        day, today = as_of.date() if as_of else newest(known_polls()) + timedelta(days=1), datetime.now(UTC).date()
        known = Known(record(None), day)
        asked_of = codes_of(wards_on(next_day("borough", day)), ward) if ward else frozenset()
        seats = away_seats(known, away or [], away_within, day_hours)
        ahead = partial(
            field,
            known,
            check_party(party),
            rng=rng,
            draws=draws,
            held_on=held_on.date() if held_on else None,
            law_as_of=None if as_of else today,
        )
        out = DaysOut(known, seats, day_hours) if seats else None
        found, there = _made(ahead, ask, rng, cases, partial(rehearsal, ask=ask, record=known.record, today=today), out)
    except (AllocationError, ForecastError, PollsError) as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if as_json_:
        shown = as_json_with_away(there, asked_of) if there else as_json(found, asked_of)
        typer.echo(json.dumps(shown, indent=2, ensure_ascii=False))
    else:
        _print(found, asked_of, there)


def _hours(hours: float | None, supply: float | None) -> float:
    """Return the hours there are: those told, or all that the volunteers have."""
    if hours is None and supply is None:
        raise AllocationError("Say how many hours there are, --hours 10000, or who has them, --volunteers FILE.")
    return float(hours if hours is not None else supply or 0.0)


def _made(
    drawn: Callable[[], Field],
    ask: Ask,
    rng: np.random.Generator,
    cases: int,
    over: Callable[[Field], Assumption | None],
    out: DaysOut | None,
) -> tuple[Plan, AwayPlan | None]:
    """Make the plan, with days out where any may be had; on a terminal each step is named while it runs."""
    console = Console(stderr=True)
    waiting = console.status("Drawing what may happen") if console.is_terminal else nullcontext()
    with waiting as status:
        ahead = drawn()
        how: dict[str, Any] = {
            "rng": rng,
            "cases": cases,
            "rehearsed": over(ahead),
            "progress": lambda step: status.update(step) if status else None,
        }
        if out is None:
            return make_plan(ahead, ask, **how), None
        there = make_plan_with_away(ahead, ask, out, **how)
        return there.london, there


def _print(found: Plan, asked_of: Collection[str], there: AwayPlan | None) -> None:
    console = sheet_console()
    typer.echo("\n".join(heading(found, there.hours if there else 0.0)))
    if there:
        typer.echo(days_told(there))
        _show(console, away_sheet(there))
        _echo(away_whys(there))
    for sheet in (totals_sheet(found), chances_sheet(found), wards_sheet(found), weeks_sheet(found)):
        _show(console, sheet)
    _echo([*travel_lines(found), *why_lines(found, asked_of)])
    _show(console, firm_sheet(found))
    _echo(firm_lines(found, away=there is not None))
    typer.echo("\n".join(["Assumed:", *[f"- {each.sentence} ({each.source})" for each in found.assumptions]]))


def _show(console: Console, sheet: Table) -> None:
    if sheet.row_count:
        console.print(sheet)


def _echo(lines: Sequence[str]) -> None:
    if lines:
        typer.echo("\n".join(lines))

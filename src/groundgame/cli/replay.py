"""`groundgame replay`: a forecast as it would have been the day before, scored against what happened."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.cli.plan_replay_sheets import bars_sheet, plans_json, plans_sheet
from groundgame.cli.replay_sheets import replay_json, replays_sheet
from groundgame.electoral.replay import GIVEN, ReplayError
from groundgame.electoral.replay.plans import YEARS, replay_plans
from groundgame.electoral.replay.runs import SEED, Run, run, run_all

ALL, PLANS = "all", "plans"


def replay(
    kind: Annotated[str, typer.Argument(help="general, boroughs, mayor, assembly, locals, plans, or all.")],
    *,
    year: Annotated[
        int | None, typer.Option(help="The year of the election; without it, every one of the kind.")
    ] = None,
    given: Annotated[
        str, typer.Option(help="day-before: what was known; true-shares: the true shares of the whole as well.")
    ] = GIVEN[0],
    seed: Annotated[int, typer.Option(min=0, help="Of the draws: the same one gives the same figures.")] = SEED,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
    document: Annotated[
        Path | None, typer.Option(help="Write the tables as a document, with its pictures beside it; for `all`.")
    ] = None,
) -> None:
    """Run a forecast as of the day before a past election, and score it."""
    if kind == PLANS:
        if given != GIVEN[0] or document is not None:
            refuse("Plans take no --given and no --document: groundgame replay plans --year 2022.", code=WRONG_ARGUMENT)
        _replay_plans(year, seed, as_json=as_json)
        return
    if document is not None and kind != ALL:
        refuse(
            "--document goes with every replay: groundgame replay all --document docs/accuracy.md.", code=WRONG_ARGUMENT
        )
    try:
        if kind != ALL and year is not None:
            runs, one = [run(kind, year, given, seed=seed)], True
        elif year is not None or given != GIVEN[0]:
            refuse("--year and --given go with one kind: groundgame replay general --year 2019.", code=WRONG_ARGUMENT)
        else:
            runs, one = _with_progress(None if kind == ALL else kind, seed), False
    except ReplayError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    if document is not None:
        _write(document, runs)
    if as_json:
        typer.echo(replay_json(runs, one=one))
    else:
        sheet_console().print(replays_sheet(runs))


def _with_progress(kind: str | None, seed: int) -> list[Run]:
    """Run them all, with a bar on standard error, so that JSON stays alone on standard output."""
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Replaying", total=None)
        return list(
            run_all(
                kind,
                seed=seed,
                progress=lambda name, done, of: bar.update(task, completed=done, total=of, description=name),
            )
        )


def _replay_plans(year: int | None, seed: int, *, as_json: bool) -> None:
    """Print what plans of work would have won, with a bar on standard error meanwhile."""
    if year is not None and year not in YEARS:
        known = ", ".join(map(str, YEARS))
        refuse(f"There is no replay of plans {year}; there is one of {known}.", code=WRONG_ARGUMENT)
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("Replaying", total=None)
        scores = replay_plans(
            seed=seed,
            years=YEARS if year is None else [year],
            progress=lambda name, done, of: bar.update(task, completed=done, total=of, description=name),
        )
        found = list(scores)
    if as_json:
        typer.echo(plans_json(found))
    else:
        sheet_console().print(plans_sheet(found))
        if year is None:  # the bars are of both years together
            sheet_console().print(bars_sheet(found))


def _write(document: Path, runs: list[Run]) -> None:
    from groundgame.cli.accuracy import write_accuracy  # draws pictures, which takes a second to load

    try:
        write_accuracy(document, runs)
    except OSError as error:
        refuse(f"{document} cannot be written ({error.strerror}): name a file in a folder that is there.")
    typer.echo(f"{document} and its pictures are written.", err=True)

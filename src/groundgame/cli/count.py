"""`groundgame count`: count papers or votes under any rule, and print every stage, JSON or a sheet."""

import datetime as dt
from pathlib import Path
from typing import Annotated

import typer

from groundgame.cli.count_files import Counted, count_each
from groundgame.cli.count_options import options_of, tie_of
from groundgame.cli.count_sheets import Foot, recount_words, sheet_kind, text_of, write_sheet
from groundgame.cli.messages import FAILED, WRONG_ARGUMENT, refuse
from groundgame.electoral.counting.as_json import count_json
from groundgame.electoral.counting.lots import Asking
from groundgame.electoral.counting.registry import RULES, rule_named
from groundgame.electoral.counting.ties import CountError, TieError

Several = list[str] | None


def count(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(help="Papers (BLT, PrefLib, CSV) or votes by name (CSV).")],
    *,
    rule: Annotated[str, typer.Option(help=f"One of {', '.join(RULES)}.")],
    seats: Annotated[int | None, typer.Option(help="How many seats; the file's own unless given.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON, a line a file.")] = False,
    sheet: Annotated[Path | None, typer.Option(help="Write the sheet: out.pdf, out.html, out.csv or out.txt.")] = None,
    tie_seed: Annotated[str | None, typer.Option(help="Decide equal votes by a lot drawn from this seed.")] = None,
    drawn: Annotated[Several, typer.Option(help="A name that won a lot already drawn: elected, or stays in.")] = None,
    variant: Annotated[str | None, typer.Option(help="For meek: 2006, original or reference.")] = None,
    guarantee: Annotated[Several, typer.Option(help="Guaranteed places, as women=2:Ash,Beech.")] = None,
    threshold: Annotated[
        str | None, typer.Option(help="The least share of the votes for a seat, as 5% or 0.05.")
    ] = None,
    already: Annotated[Several, typer.Option(help="Seats already won, as Ash=2.")] = None,
    first_divisor: Annotated[str | None, typer.Option(help="For sainte-lague: 1.4 makes a first seat dearer.")] = None,
    votes_each: Annotated[int | None, typer.Option(help="For limited: how many votes a paper has.")] = None,
    weight: Annotated[Several, typer.Option(help="For college: a section's weight, as members=1/3.")] = None,
    together: Annotated[
        bool, typer.Option("--together", help="For av: all who cannot catch up go out together.")
    ] = False,
    to_two: Annotated[bool, typer.Option("--to-two", help="For av: go on until two are left.")] = False,
    title: Annotated[
        str, typer.Option(help="What was elected, for the sheet; the file's own title unless given.")
    ] = "",
    date: Annotated[str | None, typer.Option(help="The date on the sheet, as 2026-11-22; today unless given.")] = None,
) -> None:
    """Count papers or votes under a rule, and print every stage."""
    try:
        chosen = rule_named(rule)
        kind = sheet_kind(sheet, len(files), chosen)
        options = options_of(
            chosen, variant=variant, guarantee=guarantee, threshold=threshold, already=already,
            first_divisor=first_divisor, votes_each=votes_each, weight=weight, together=together, to_two=to_two,
        )  # fmt: skip
        tie = tie_of(tie_seed, drawn)
        foot = Foot(title, _day(date), recount_words(context), tie.chosen if isinstance(tie, Asking) else ())
    except CountError as error:
        refuse(str(error), code=WRONG_ARGUMENT)
    codes = [
        _show(outcome, foot, sheet, kind, as_json=as_json, several=len(files) > 1)
        for outcome in count_each(files, chosen, seats, tie, options)
    ]
    if any(codes):
        raise typer.Exit(max(codes))


def _show(
    outcome: Counted | CountError, foot: Foot, sheet: Path | None, kind: str, *, as_json: bool, several: bool
) -> int:
    """Print a count, or what is wrong with it, and return the exit code that it calls for."""
    if isinstance(outcome, CountError):
        typer.secho(str(outcome), fg=typer.colors.RED, err=True)
        return FAILED if isinstance(outcome, TieError) else WRONG_ARGUMENT
    if sheet is not None:
        write_sheet(sheet, kind, outcome, foot)
    if not as_json:
        typer.echo(text_of(outcome, foot))
    elif several and len(outcome.files) == 1:
        typer.echo(count_json(outcome.count, file=str(outcome.files[0])))
    else:
        typer.echo(count_json(outcome.count))
    return 0


def _day(text: str | None) -> dt.date:
    try:
        return dt.date.fromisoformat(text) if text else dt.datetime.now(tz=dt.UTC).astimezone().date()
    except ValueError:
        raise CountError(f"--date is {text!r}: write the day as 2026-11-22.") from None

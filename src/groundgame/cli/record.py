"""`groundgame record`: build, list, show and add to the record of real elections."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from groundgame.cli.contest_sheets import (
    contests_json,
    contests_text,
    result_heading,
    result_json,
    result_sheet,
    sheet_console,
    table_text,
    tables_json,
    tables_sheet,
)
from groundgame.cli.messages import WRONG_ARGUMENT, refuse
from groundgame.electoral.contests import UnknownContestError, home_folder, record
from groundgame.electoral.contests.additions import AdditionError, add_file
from groundgame.electoral.places import atlas
from groundgame.electoral.places.tables import TableError, table_infos

app = typer.Typer(help="The record of real elections.", no_args_is_help=True)

PACKAGED_TABLES = Path(__file__).parents[1] / "electoral" / "tables"

AsJson = Annotated[bool, typer.Option("--json", help="Print JSON.")]


@app.command()
def build(
    source: Annotated[Path, typer.Option("--from", help="The folder of published files.")],
    target: Annotated[Path, typer.Option("--to", help="Where the tables go.")] = PACKAGED_TABLES,
) -> None:
    """Compile the record's tables from published files."""
    # The builders are many, and no other command needs them.
    from groundgame.electoral.contests.builder import build_record
    from groundgame.electoral.places.building import SourceError

    console = Console()
    try:
        with Progress(console=console) as bar:
            task = bar.add_task("Building the record", total=None)
            infos = build_record(
                source,
                target,
                lambda name, done, total: bar.update(task, completed=done, total=total, description=name),
            )
    except SourceError as error:
        refuse(str(error))
    console.print(f"{len(infos)} tables stand in {target}.", highlight=False)


@app.command("list")
def list_contests(
    tier: Annotated[str | None, typer.Option(help="Only this tier: mayor, assembly, assembly-list, borough…")] = None,
    area: Annotated[str | None, typer.Option(help="Only this place and those in it: a code, or a name.")] = None,
    *,
    tables: Annotated[bool, typer.Option("--tables", help="List the packaged tables and their sources.")] = False,
    as_json: AsJson = False,
) -> None:
    """List the contests that the record holds, by date; or its tables."""
    if tables:
        infos = list(table_infos().values())
        if as_json:
            typer.echo(tables_json(infos))
        else:
            sheet_console().print(tables_sheet(infos))
        return
    try:
        found = record().contests(_known_tier(tier), _code(area))
    except AdditionError as error:
        refuse(str(error))
    typer.echo(contests_json(found) if as_json else contests_text(found))


@app.command()
def show(
    contest: Annotated[str, typer.Argument(help="A contest's id, such as mayor.london.2008-05-01, or a table's name.")],
    *,
    as_json: AsJson = False,
) -> None:
    """Show a contest's declared result, or where a table comes from."""
    if contest in table_infos():
        info = table_infos()[contest]
        typer.echo(tables_json([info]) if as_json else table_text(info))
        return
    try:
        result, source = record().result(contest), record().source(contest)
    except UnknownContestError as error:
        refuse(f"{error} `groundgame record list` names them all.", code=WRONG_ARGUMENT)
    except (AdditionError, TableError) as error:
        refuse(str(error))
    if as_json:
        typer.echo(result_json(result, source))
        return
    typer.echo(result_heading(result))
    sheet_console().print(result_sheet(result))
    typer.echo(f"Source: {source}")


@app.command()
def add(file: Annotated[Path, typer.Argument(help="A CSV file of results, laid out as docs/data.md says.")]) -> None:
    """Add your own results to the record: all of a file, or nothing."""
    home = home_folder()
    try:
        results = add_file(file, home, record().holds)
    except AdditionError as error:
        refuse(f"{file}: {error} Nothing was added.", code=WRONG_ARGUMENT)
    if not results:
        typer.echo(f"{file} was added before; nothing has changed.")
        return
    candidates = sum(len(result.candidates) for result in results)
    typer.echo(f"Added from {file} to {home / 'record'}: contests {len(results)}, candidates {candidates}.")


def _known_tier(tier: str | None) -> str | None:
    tiers = record().index["tier"].unique().sort().to_list()
    if tier is not None and tier not in tiers:
        refuse(f"There is no tier {tier!r} in the record; there are {', '.join(tiers)}.", code=WRONG_ARGUMENT)
    return tier


def _code(area: str | None) -> str | None:
    """Return the code of a place: a code stands for itself, a name for the place that is most like it."""
    if area is None or not record().index.filter(area=area).is_empty() or area in record().index["within"]:
        return area
    found = atlas().search(area, limit=1)
    if not found:
        refuse(f"There is no place like {area!r}; name a borough, ward, seat or code.", code=WRONG_ARGUMENT)
    return found[0].code

"""`groundgame record`: build, list, show and add to the record of real elections."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.progress import Progress

from groundgame.electoral.contests.builder import build_record
from groundgame.electoral.places.building import SourceError

app = typer.Typer(help="The record of real elections.", no_args_is_help=True)

PACKAGED_TABLES = Path(__file__).parents[1] / "electoral" / "tables"


@app.command()
def build(
    source: Annotated[Path, typer.Option("--from", help="The folder of published files.")],
    target: Annotated[Path, typer.Option("--to", help="Where the tables go.")] = PACKAGED_TABLES,
) -> None:
    """Compile the record's tables from published files."""
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
        Console(stderr=True).print(str(error), style="red", markup=False, highlight=False, soft_wrap=True)
        raise typer.Exit(1) from error
    console.print(f"{len(infos)} tables stand in {target}.", highlight=False)

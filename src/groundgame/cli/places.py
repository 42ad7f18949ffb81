"""`groundgame places`: give the maps real shapes, and say how well results are carried onto other boundaries."""

from pathlib import Path
from typing import Annotated

import typer

from groundgame.cli.carried import carry_file, results
from groundgame.cli.contest_sheets import sheet_console
from groundgame.cli.crosswalk_sheets import errors_json, errors_sheet
from groundgame.cli.messages import refuse
from groundgame.electoral.places import atlas
from groundgame.electoral.places.shapes import Shapes, ShapesError, save_shapes, shapes_from_file
from groundgame.engine import home_folder

app = typer.Typer(help="Places and their maps.", no_args_is_help=True)

# More areas without a shape than this are not all named.
NAMED = 5


app.command("carry")(carry_file)
app.command("results")(results)


@app.callback()
def _together() -> None:
    """Places and their maps."""


@app.command()
def shapes(file: Annotated[Path, typer.Argument(help="A GeoJSON or TopoJSON file of boundaries.")]) -> None:
    """Draw maps with the real shapes of a boundary file instead of hexes."""
    try:
        found = shapes_from_file(file, atlas())
        path = save_shapes(found, home_folder())
    except ShapesError as error:
        refuse(str(error))
    typer.echo(_sentence(found, path))


@app.command("crosswalk-error")
def crosswalk_error(
    *,
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON.")] = False,
) -> None:
    """Measure carried results against official ones: 2019 on the seats of 2024."""
    from groundgame.electoral.contests import crosswalk_errors  # some seconds of sums, which no other command needs

    errors = crosswalk_errors()
    if as_json:
        typer.echo(errors_json(errors))
        return
    sheet_console().print(errors_sheet(errors))
    for error in errors:
        typer.echo(f"{error.method}, other winners than official: {', '.join(error.wrong_winners) or 'none'}.")


def _sentence(found: Shapes, path: Path) -> str:
    areas = atlas().areas(found.boundary_set)
    missing = [area.name for area in areas if area.code not in found.paths]
    named = ", ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
    without = f" Without a shape: {named}." if missing else ""
    return f"{len(found.paths)} of {len(areas)} areas of {found.boundary_set} have shapes now, kept in {path}.{without}"

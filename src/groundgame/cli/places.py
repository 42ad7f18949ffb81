"""`groundgame places`: give the maps real shapes."""

from pathlib import Path
from typing import Annotated

import typer

from groundgame.cli.messages import refuse
from groundgame.electoral.places import atlas
from groundgame.electoral.places.shapes import Shapes, ShapesError, save_shapes, shapes_from_file
from groundgame.engine import home_folder

app = typer.Typer(help="Places and their maps.", no_args_is_help=True)

# More areas without a shape than this are not all named.
NAMED = 5


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


def _sentence(found: Shapes, path: Path) -> str:
    areas = atlas().areas(found.boundary_set)
    missing = [area.name for area in areas if area.code not in found.paths]
    named = ", ".join(missing[:NAMED]) + (" …" if len(missing) > NAMED else "")
    without = f" Without a shape: {named}." if missing else ""
    return f"{len(found.paths)} of {len(areas)} areas of {found.boundary_set} have shapes now, kept in {path}.{without}"

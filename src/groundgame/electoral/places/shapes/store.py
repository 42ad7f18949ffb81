"""Keeping the shapes that a user gave, in the data folder."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from groundgame.electoral.places.atlas import Atlas
from groundgame.electoral.places.shapes.drawing import Box, draw
from groundgame.electoral.places.shapes.matching import match_areas
from groundgame.electoral.places.shapes.reading import ShapesError, read_features

FOLDER = "shapes"


@dataclass(frozen=True, slots=True)
class Shapes:
    """The shapes of a boundary set's areas, ready to draw: the view box, and each area's SVG path `d` by code."""

    boundary_set: str
    source: str
    box: Box
    paths: dict[str, str]


def shapes_from_file(path: Path, atlas: Atlas) -> Shapes:
    """Return the shapes of a boundary file.

    Raises:
        ShapesError: if the file cannot be read, or does not draw areas that the atlas knows.
    """
    boundary_set, areas = match_areas(read_features(path), atlas)
    box, paths = draw(areas)
    return Shapes(boundary_set, path.name, box, paths)


def save_shapes(shapes: Shapes, home: Path) -> Path:
    """Keep the shapes in the data folder, in place of any of their boundary set, and return the file's path.

    Raises:
        ShapesError: if the folder cannot be written, or is full.
    """
    path = home / FOLDER / f"{shapes.boundary_set}.json"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        _replace(path, json.dumps(asdict(shapes), ensure_ascii=False))
    except OSError as error:
        advice = "make room there, or name another data folder in GROUNDGAME_HOME"
        raise ShapesError(f"The shapes cannot be kept in {str(path.parent)!r} ({error.strerror}): {advice}.") from error
    return path


def _replace(path: Path, text: str) -> None:
    part = path.with_suffix(f".{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def load_shapes(home: Path, boundary_set: str) -> Shapes | None:
    """Return the shapes kept in the data folder for a boundary set, or None where the user gave none.

    Raises:
        ShapesError: if the file there is damaged.
    """
    path = home / FOLDER / f"{boundary_set}.json"
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
        left, top, width, height = kept["box"]
        return Shapes(kept["boundary_set"], kept["source"], (left, top, width, height), dict(kept["paths"]))
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise ShapesError(
            f"{str(path)!r} is damaged; run `groundgame places shapes FILE` again, or delete it."
        ) from error

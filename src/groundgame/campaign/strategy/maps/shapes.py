"""The real shapes that the user has given, instead of hexes."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from django.conf import settings

from groundgame.electoral.places.shapes import Shapes, ShapesError, load_shapes

WARDS = "ward22"
BOROUGHS = "borough"


@dataclass(frozen=True, slots=True)
class UserShapes:
    """The shapes given of wards and boroughs; `stamp` changes with the files, `problem` tells what is wrong."""

    wards: Shapes | None
    boroughs: Shapes | None
    stamp: str
    problem: str = ""


def user_shapes() -> UserShapes:
    """Return the shapes kept in the data folder, or none where the user gave none or the file is damaged."""
    home = Path(settings.GROUNDGAME_HOME)
    return _load(home, _stamp(home, WARDS), _stamp(home, BOROUGHS))


@lru_cache(maxsize=2)
def _load(home: Path, wards: int, boroughs: int) -> UserShapes:
    stamp = f"{wards}-{boroughs}"
    try:
        return UserShapes(load_shapes(home, WARDS), load_shapes(home, BOROUGHS), stamp)
    except ShapesError as error:
        return UserShapes(None, None, stamp, str(error))


def _stamp(home: Path, boundary_set: str) -> int:
    """Return when the file was written, in nanoseconds, or 0 where there is none."""
    try:
        return (home / "shapes" / f"{boundary_set}.json").stat().st_mtime_ns
    except OSError:
        return 0

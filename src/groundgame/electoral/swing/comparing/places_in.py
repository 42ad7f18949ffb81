"""Which of the compared places lie in a place that somebody named, and what they are called."""

import polars as pl

from groundgame.electoral.contests import record
from groundgame.electoral.places import AreaKind, UnknownAreaError, atlas, crosswalk
from groundgame.electoral.places.search import plain_name
from groundgame.electoral.places.tables import TableError
from groundgame.electoral.swing.comparing.naming import ElectionError
from groundgame.electoral.swing.nesting import boroughs_of
from groundgame.electoral.swing.old_seats import borough_of_old_seat

RINGS = {"inner": True, "outer": False}
SMALL_WORDS = ("and", "of", "on", "upon", "the", "in")
HALF = 0.5


def described(codes: list[str], boundary_set: str) -> pl.DataFrame:
    """Return area, name, borough (a code; of a seat, the one that most of its residents live in) and inner of areas."""
    rows = [_described(code, boundary_set) for code in sorted(set(codes))]
    schema = {"area": pl.String, "name": pl.String, "borough": pl.String, "inner": pl.Boolean}
    return pl.DataFrame(rows, schema=schema, orient="row")


def named_places(places: pl.DataFrame, text: str, boundary_set: str) -> pl.DataFrame:
    """Return those places that `text` names, or that lie in the borough, Assembly constituency or ring it names.

    `places` is as `described` gives it. A seat lies where most of its residents live.

    Raises:
        ElectionError: if no compared place is, or lies in, such a place.
    """
    wanted = plain_name(text)
    if (ring := wanted.removesuffix(" london")) in RINGS:
        return _some(places.filter(pl.col("inner") == RINGS[ring]), text)
    own = places.filter(pl.col("name").map_elements(plain_name, return_dtype=pl.String) == wanted)
    if not own.is_empty():
        return own
    found = atlas().search(text, limit=1)
    if not found:
        raise ElectionError(f"There is no place like {text!r}; name a borough, a seat, a ward, inner or outer.")
    [area] = found
    if area.kind is AreaKind.CITY:
        return places
    same = places.filter(pl.col("area") == area.code)
    inside = places.filter(pl.col("borough").is_in(sorted(boroughs_of(area))))
    if area.kind is AreaKind.WESTMINSTER and boundary_set.startswith("ward"):
        inside = places.filter(pl.col("area").is_in(_held_by(area.code, area.boundary_set, boundary_set)))
    return _some(inside if same.is_empty() else same, text)


def _some(found: pl.DataFrame, text: str) -> pl.DataFrame:
    if found.is_empty():
        raise ElectionError(
            f"No place that these elections share is {text!r}, or lies in it: name a larger one, or none."
        )
    return found


def _described(code: str, boundary_set: str) -> tuple[str, str, str | None, bool | None]:
    try:
        area = atlas().area(code, boundary_set)
    except UnknownAreaError:
        borough = borough_of_old_seat().get(code)
        return code, _from_contest(code), borough, atlas().area(borough, "borough").inner if borough else None
    borough = area.borough or (code if area.kind is AreaKind.BOROUGH else _most_of(code, boundary_set))
    return code, area.name, borough, area.inner


def _from_contest(code: str) -> str:
    """Return a name for an area that is in no atlas, from the id of a contest there: `parl.hendon-north.1983-06-09`."""
    ids = record().index.filter(pl.col("area") == code)["id"]
    slug = ids[0].split(".")[-2] if len(ids) else code.split(":")[-1]
    return " ".join(word if word in SMALL_WORDS else word.capitalize() for word in slug.split("-"))


def _most_of(code: str, boundary_set: str) -> str | None:
    try:
        pieces = crosswalk(boundary_set, "borough").filter(pl.col("from") == code)
    except TableError:
        return None
    best = pieces.sort("share_of_from", "to", descending=[True, False])
    return None if best.is_empty() or boundary_set == "lac" else str(best["to"][0])


def _held_by(seat: str, seat_set: str, ward_set: str) -> list[str]:
    """Return the wards most of whose residents live in a seat."""
    pieces = crosswalk(ward_set, seat_set).filter((pl.col("to") == seat) & (pl.col("share_of_from") > HALF))
    return pieces["from"].to_list()

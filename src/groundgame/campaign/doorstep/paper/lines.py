"""What stands on a sheet: a numbered line for each person, under their door, place and street."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone

from groundgame.campaign.doorstep.asked import Person
from groundgame.campaign.doorstep.doors import Spot, Stretch


@dataclass(frozen=True, slots=True)
class Line:
    """A person's line. `door` is the door's label on its first line, "" on those below; `address` its id.

    `shape` tells which of two openings is said there (`paper.openings`), "" where there is one.
    """

    number: int
    door: str
    address: int
    person: Person
    shape: str = ""


@dataclass(frozen=True, slots=True)
class Head:
    """What stands above lines: a side of a street; or a block on it, or an hour promised at a door (`minor`)."""

    text: str
    minor: bool = False


Row = Line | Head


def rows_of(stretches: Sequence[Stretch]) -> list[Row]:
    """Return the rows of a sheet in the order of the walk, lines numbered from 1."""
    rows: list[Row] = []
    number = 1
    for stretch in stretches:
        rows.append(Head(f"{stretch.street}, {stretch.side_label}" if stretch.side_label else stretch.street))
        for spot in stretch.spots:
            if spot.block:
                rows.append(Head(_block(spot), minor=True))
            for door in spot.doors:
                label = door.label
                if door.promised_at:
                    rows.append(Head(f"{label}: promised to come back {_hour(door.promised_at)}", minor=True))
                for person in door.people:
                    rows.append(Line(number, label, door.address, person))
                    number, label = number + 1, ""
    return rows


def _hour(at: dt.datetime) -> str:
    here = timezone.localtime(at)
    return f"{here:%H:%M}, {here.day} {here:%b}"


def _block(spot: Spot) -> str:
    """Return a block's name with its stairs, if it has several."""
    stairs = {door.stair for door in spot.doors if door.stair}
    parts = [spot.label, *([f"{len(spot.doors)} flats"] if len(spot.doors) > 1 else [])]
    return ", ".join([*parts, *([f"{len(stairs)} stairs"] if len(stairs) > 1 else [])])


def lines_of(rows: Sequence[Row]) -> Iterator[Line]:
    """Return the lines alone."""
    return (row for row in rows if isinstance(row, Line))

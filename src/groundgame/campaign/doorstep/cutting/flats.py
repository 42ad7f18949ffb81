"""Where a flat is in its block, from what stands before the street: court, stair, floor, number."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from groundgame.campaign.doorstep.cutting.natural import Key, natural_key

_FLAT = re.compile(
    r"^(?:Flat|Apartment|Apt|Unit|Maisonette|Studio|Room|Bedsit|Penthouse)\.?\s*(?:No\.?\s*)?(?P<name>.*)$",
    re.IGNORECASE,
)
_STAIR = re.compile(r"\b(?:Stair(?:case|well)?|Core|Entrance|Block|Tower|Wing)\s+(?P<name>[A-Z]|\d{1,3}[A-Z]?)\b", re.I)
_HIGH = r"(?:First|1st|Second|2nd|Third|3rd|Fourth|4th|Fifth|5th|Sixth|6th)"
_FLOOR = re.compile(
    rf"\b(?P<name>Basement|Lower Ground|Upper Ground|Garden|Ground|{_HIGH}|Top)(?:\s+(?:Floor|Flat)\b|$)", re.I
)
_WORD_FLOORS = {"basement": -1, "lower ground": -1, "garden": 0, "ground": 0, "upper ground": 0, "top": 99}
_ORDINALS = ("first", "second", "third", "fourth", "fifth", "sixth")
_NUMBERED = re.compile(r"^(?P<floor>\d{1,2})(?P<door>\d{2})[A-Z]?$")
_MOST_ON_A_FLOOR = 40


@dataclass(frozen=True, slots=True)
class Flat:
    """A flat's place in its block. `court` is the block's own name; `floor` is None where nothing tells it."""

    court: str = ""
    stair: str = ""
    name: str = ""
    floor: int | None = None

    @property
    def key(self) -> tuple[Key, int, Key]:
        """The order up a block: stair by stair, floor by floor, door by door."""
        return natural_key(self.stair), 0 if self.floor is None else self.floor, natural_key(self.name)


def read_flat(text: str) -> Flat:
    """Return the parts of what stands before a house's number or a street.

    >>> read_flat("Flat 12A, Stair B, Alder Court")
    Flat(court='Alder Court', stair='B', name='12A', floor=None)
    >>> read_flat("Ground Floor Flat").floor
    0
    """
    parts = [part for part in (each.strip() for each in text.split(",")) if part]
    stair = next((found["name"].upper() for part in parts if (found := _STAIR.search(part))), "")
    floor = next((_floor(found["name"]) for part in parts if (found := _FLOOR.search(part))), None)
    rest = [part for part in parts if not _STAIR.fullmatch(part)]
    if not rest:
        return Flat(stair=stair, floor=floor)
    numbered = _FLAT.match(rest[0])
    if len(rest) == 1 and not numbered and not _is_flat(rest[0]):
        return Flat(court=rest[0], stair=stair, floor=floor)
    name = (numbered["name"].strip() if numbered else "") or rest[0]
    return Flat(court=", ".join(rest[1:]), stair=stair, name=name, floor=floor)


def _is_flat(text: str) -> bool:
    return bool(_FLOOR.search(text)) or text[:1].isdigit()


def _floor(word: str) -> int:
    low = word.lower()
    if low in _WORD_FLOORS:
        return _WORD_FLOORS[low]
    return int(low[0]) if low[0].isdigit() else _ORDINALS.index(low) + 1


def with_floors(flats: Sequence[Flat]) -> list[Flat]:
    """Return a block's flats with the floor that their numbers tell: 101 to 106, 201 to 206 and so on.

    Only where all that are numbered are so numbered, on several floors, each beginning again near 1: a block of 200
    flats counted through from 1 tells no floor.
    """
    found = [_NUMBERED.match(flat.name) for flat in flats]
    doors: dict[tuple[str, int], list[int]] = defaultdict(list)
    for flat, one in zip(flats, found, strict=True):
        if one:
            doors[flat.stair, int(one["floor"])].append(int(one["door"]))
    counted = sum(len(each) for each in doors.values())
    numbered = sum(flat.name[:1].isdigit() for flat in flats)
    if len(doors) < 2 or counted < numbered or any(not 0 < max(each) <= _MOST_ON_A_FLOOR for each in doors.values()):
        return list(flats)
    return [
        Flat(flat.court, flat.stair, flat.name, int(one["floor"])) if one and flat.floor is None else flat
        for flat, one in zip(flats, found, strict=True)
    ]

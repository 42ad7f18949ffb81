"""Doors gathered into places: a house, or a block with its flats in the order of its stairs."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.campaign.doorstep.cutting.doors import Door
from groundgame.campaign.doorstep.cutting.flats import Flat, read_flat, with_floors
from groundgame.campaign.doorstep.cutting.natural import Key, natural_key


@dataclass(frozen=True, slots=True)
class Place:
    """One spot on a street with its doors in natural order; `flats` says where in it each is."""

    street: str
    number: int | None
    suffix: str
    court: str
    postcode: str
    doors: tuple[int, ...]
    flats: tuple[Flat, ...]

    @property
    def order(self) -> tuple[Key, Key]:
        """The order among places of one number, or of none."""
        return natural_key(self.suffix), natural_key(self.court)


def places_of(doors: Iterable[Door]) -> list[Place]:
    """Gather doors into places, in no particular order."""
    together: dict[tuple[str, int | None, str, str], list[tuple[Door, Flat]]] = defaultdict(list)
    for door in doors:
        flat = read_flat(door.flat) if door.flat else Flat()
        together[door.street, door.number, door.suffix, flat.court.upper()].append((door, flat))
    return [_place(each) for each in together.values()]


def _place(lived_in: list[tuple[Door, Flat]]) -> Place:
    floors = with_floors([flat for _, flat in lived_in]) if len(lived_in) > 1 else [lived_in[0][1]]
    doors = [door for door, _ in lived_in]
    inside = sorted(zip(floors, doors, strict=True), key=lambda pair: (pair[0].key, pair[1].key))
    first, flat = doors[0], floors[0]
    return Place(
        street=first.street,
        number=first.number,
        suffix=first.suffix,
        court=flat.court,
        postcode=first.postcode,
        doors=tuple(door.key for _, door in inside),
        flats=tuple(flat for flat, _ in inside),
    )

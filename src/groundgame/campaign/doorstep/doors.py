"""The doors of a walk as people go along them: street, side, place, door, and who is to be asked for there.

One answer for the telephone, the sheet and the page. Whoever must not be asked for is left out each time it is read,
and so is a door where nobody is left.
"""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import groupby

from groundgame.campaign.doorstep.asked import Person, knocked_at, people_at
from groundgame.campaign.doorstep.cutting.doors import EVEN, NO_SIDE, ODD
from groundgame.campaign.doorstep.cutting.flats import Flat, read_flat, with_floors
from groundgame.campaign.doorstep.models import Outing, Walk, WalkDoor
from groundgame.campaign.doorstep.promised import promised_at
from groundgame.campaign.register.models import Address

MOST_IN_A_HOUSE = 4


@dataclass(frozen=True, slots=True)
class WalkedDoor:
    """A front door on a walk: `id` is the WalkDoor's. `label` is what to look for: "12", "Rose Cottage", "12 Flat B".

    The number of a house is left out of its flats' labels where the place is named above them (`Spot.block`); `flat`
    tells that the door is one of several of its place.
    `held` tells that it is out with the walk, `knocked_at` when somebody last knocked, `promised_at` for when somebody
    of the round agreed to come back.
    """

    id: int
    address: int
    label: str
    flat: bool
    stair: str
    floor: int | None
    held: bool
    knocked_at: dt.datetime | None
    people: tuple[Person, ...]
    promised_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Spot:
    """A house, or a block with its doors in the order of its stairs. `court` is a block's own name."""

    street: str
    number: str
    court: str
    postcode: str
    doors: tuple[WalkedDoor, ...]

    @property
    def label(self) -> str:
        """What stands on the house, its street with it: "Alder Court, 40 Abbotts Road", "12 Abbotts Road"."""
        house = f"{self.number} {self.street}" if self.number else self.street if not self.court else ""
        return ", ".join(part for part in (self.court, house) if part)

    @property
    def block(self) -> bool:
        """Whether it is named above its doors: a block with a name of its own, or with more flats than a house has."""
        return any(door.flat for door in self.doors) and (bool(self.court) or len(self.doors) > MOST_IN_A_HOUSE)


@dataclass(frozen=True, slots=True)
class Stretch:
    """One side of one street, as far as the walk goes along it."""

    street: str
    side: str
    spots: tuple[Spot, ...]

    @property
    def side_label(self) -> str:
        """The side in words."""
        return {ODD: "odd numbers", EVEN: "even numbers"}.get(self.side, "")

    @property
    def doors(self) -> list[WalkedDoor]:
        """Its doors in their order."""
        return [door for spot in self.spots for door in spot.doors]


@dataclass(frozen=True, slots=True)
class Heard:
    """What is known of addresses (ids): whom to ask for there, when somebody knocked, when we said we would be back."""

    people: dict[int, tuple[Person, ...]]
    knocked: dict[int, dt.datetime]
    promised: dict[int, dt.datetime]


def stretches_of(walk: Walk, *, out: Outing | bool = False) -> list[Stretch]:
    """Return the doors of a walk in the order that they are walked; with `out`, those alone that are out with it."""
    return stretches_by_walk([walk], out=out)[walk.pk]


def stretches_by_walk(walks: Collection[Walk], *, out: Outing | bool = False) -> dict[int, list[Stretch]]:
    """Return the same of many walks of a round, in as many statements as of one."""
    doors = WalkDoor.objects.filter(walk__in=walks).select_related("address", "lease").order_by("walk", "position")
    doors = doors.filter(lease__closed_at=None, lease__isnull=False) if out else doors.filter(closed_at=None)
    listed = list(doors)
    addresses = [door.address_id for door in listed]
    people = people_at(addresses)
    heard = Heard(people, knocked_at(addresses), promised_at({walk.session_id for walk in walks}, people))
    lived_in = [door for door in listed if heard.people.get(door.address_id)]
    found: dict[int, list[Stretch]] = {walk.pk: [] for walk in walks}
    for walk, on_it in groupby(lived_in, key=lambda door: door.walk_id):
        found[walk] = list(_stretches(list(on_it), heard))
    return found


def _stretches(doors: list[WalkDoor], heard: Heard) -> Iterator[Stretch]:
    flats = {door.pk: read_flat(door.address.flat) if door.address.flat else Flat() for door in doors}
    for (_, side), along in groupby(doors, key=lambda door: (door.address.street.upper(), _side(door.address))):
        here = list(along)
        spots = []
        for _, inside in groupby(here, key=lambda door: _spot_key(door.address, flats[door.pk])):
            spots.append(_spot(list(inside), flats, heard))
        yield Stretch(here[0].address.street, side, tuple(spots))


def _side(address: Address) -> str:
    if address.number is None:
        return NO_SIDE
    return EVEN if address.number % 2 == 0 else ODD


def _spot_key(address: Address, flat: Flat) -> tuple[int | None, str, str]:
    return address.number, address.number_suffix, flat.court.upper()


def _spot(doors: list[WalkDoor], flats: dict[int, Flat], heard: Heard) -> Spot:
    first = doors[0].address
    number = f"{first.number}{first.number_suffix}" if first.number is not None else ""
    places = with_floors([flats[door.pk] for door in doors])
    named_above = bool(places[0].court) or len(doors) > MOST_IN_A_HOUSE
    return Spot(
        street=first.street,
        number=number,
        court=places[0].court,
        postcode=first.postcode,
        doors=tuple(
            WalkedDoor(
                id=door.pk,
                address=door.address_id,
                label=_label(door.address, flat, number, named_above=named_above),
                flat=bool(flat.name),
                stair=flat.stair,
                floor=flat.floor,
                held=door.lease is not None and door.lease.closed_at is None,
                knocked_at=heard.knocked.get(door.address_id),
                people=heard.people[door.address_id],
                promised_at=heard.promised.get(door.address_id),
            )
            for door, flat in zip(doors, places, strict=True)
        ),
    )


def _label(address: Address, flat: Flat, number: str, *, named_above: bool) -> str:
    """Return what to look for on the door: the house's number or name, and the flat as the register writes it."""
    if not flat.name:
        return number or flat.court or address.lines
    name = f"Flat {flat.name}" if flat.name[:1].isdigit() or len(flat.name) == 1 else flat.name
    return name if named_above or not number else f"{number} {name}"

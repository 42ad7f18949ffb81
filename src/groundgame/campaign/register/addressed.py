"""An address as people type it or copy it from a page, with somebody's name or without: what it may mean.

It is taken apart by what takes apart a register's, so that what the program prints is found again. What stands
behind a street may be any town.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from groundgame.campaign.register.importing.addresses import HOUSE, NAMED, STREET_WORDS
from groundgame.electoral.places import normalise_postcode

MOST_WORDS, MOST_PARTED = 12, 5
POSTCODE = re.compile(r"\b[A-Z]{1,2}[0-9][A-Z0-9]?\s?[0-9OI][A-Z]{2}\b")
OUTWARD = re.compile(r"(?<=[A-Z])[\s,]+(?P<half>[A-Z]{1,2}[0-9][A-Z0-9]?)$")
LONDON = re.compile(r"(?:^|[\s,]+)(?:GREATER\s+)?LONDON\W*$")
NAMED_STREET = re.compile(rf"^.*\b{STREET_WORDS}\b", re.IGNORECASE)
HOUSE_READ, NAMED_READ = (re.compile(each.replace("(?<", "(?P<")) for each in (HOUSE, NAMED))
FLAT_WORD = r"(?:FLAT|APARTMENT|APT|UNIT|MAISONETTE|STUDIO|ROOM)\s+"
# A name, and the door from its first figure on, or from the word for a flat before that.
NAME_AND_DOOR = re.compile(rf"^(?!{FLAT_WORD})(?P<name>[^\d,]+?)[\s,]+(?P<door>(?:{FLAT_WORD})?\d.*)$")


@dataclass(frozen=True, slots=True)
class Door:
    """What an address may mean: "" and None are what it does not say.

    `postcode` is whole, or its outward half; `street` is how one begins; `name` is somebody's who lives there.
    """

    street: str = ""
    postcode: str = ""
    number: int | None = None
    suffix: str = ""
    flat: str = ""
    name: str = ""

    def __str__(self) -> str:
        house = f"{'' if self.number is None else self.number}{self.suffix} {self.street.title()}".strip()
        return ", ".join(part for part in (self.name.title(), self.flat.title(), house, self.postcode) if part)


def doors_meant(text: str) -> list[Door]:
    """Return what a text in capitals may mean as an address, the likeliest first."""
    postcode, rest = _without_postcode(text)
    rest = LONDON.sub("", rest).strip(" ,")
    if not rest or len(rest.split()) > MOST_WORDS:
        return []
    named = NAME_AND_DOOR.match(rest)
    whole, behind = _read(rest, postcode), _read(named["door"] if named else rest, postcode)
    doors = list(_meanings(whole)) if named is None or whole.number is not None else []
    if named and behind.number is not None:
        doors += [replace(door, name=named["name"]) for door in _meanings(behind)]
    if not re.search(r"\d", rest):
        doors[1:1] = _parted(rest, postcode)  # before the street is taken without what stands behind it
    house = [replace(door, flat="") for door in doors if door.flat]  # where the flat is written in another way
    return list(dict.fromkeys([*doors, *house]))


def _without_postcode(text: str) -> tuple[str, str]:
    """Return the postcode in a text, whole or its outward half, "" for none; and what stands before it, or behind."""
    if found := POSTCODE.search(text):
        before, behind = text[: found.start()].strip(" ,"), text[found.end() :].strip(" ,")
        return normalise_postcode(found[0]) or "", before or behind
    if found := OUTWARD.search(text):
        return found["half"], text[: found.start()]
    return "", text


def _read(text: str, postcode: str) -> Door:
    house = HOUSE_READ.match(text)
    if house is not None:
        street, suffix = house["street"].strip(" ,."), house["suffix"].replace(" ", "")
        return Door(street, postcode, int(house["number"]), suffix, house["flat"] or house["joined"] or "")
    named = NAMED_READ.match(text)
    street, flat = (named["street"], named["flat"] or "") if named else (text.split(", ")[0], "")
    return Door(street.strip(" ,."), postcode, flat=flat)


def _meanings(door: Door) -> Iterator[Door]:
    """Yield a door as it is read, and with what was taken for its flat as the name of who lives there."""
    streets = [replace(door, street=street) for street in _streets(door.street)]
    yield from streets
    if door.flat and not re.search(r"\d", door.flat):
        yield from (replace(each, flat="", name=door.flat) for each in streets)


def _streets(street: str) -> list[str]:
    """Return a street as typed, up to its last word for one ("Road"), and with fewer words behind it."""
    words, named = street.split(), NAMED_STREET.match(street)
    fewer = [" ".join(words[:most]) for most in range(len(words) - 1, 1, -1)]
    return list(dict.fromkeys([street, *([named[0]] if named else []), *fewer]))


def _parted(text: str, postcode: str) -> Iterator[Door]:
    """Yield a name alone at a postcode; and a name before a street or behind it, wherever the words may part."""
    if postcode:
        yield Door(postcode=postcode, name=text)
    words = text.replace(",", " ").split()
    for cut in range(1, len(words) if len(words) <= MOST_PARTED else 1):
        before, behind = " ".join(words[:cut]), " ".join(words[cut:])
        yield Door(behind, postcode, name=before)
        yield Door(before, postcode, name=behind)

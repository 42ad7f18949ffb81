"""What a walk is called: the sides of streets that it goes along, in few words."""

from collections.abc import Sequence

from groundgame.campaign.doorstep.cutting.legs import Leg

MOST_LETTERS = 200


def title_of(legs: Sequence[Leg]) -> str:
    """Return where a walk goes, as "Alder Road 1-79 odd; Elm Close 2-18 even": the longest part of it that fits.

    Begun with a capital, be it a block of flats that it begins with.
    """
    parts = [_part(leg) for leg in legs]
    shown = list(dict.fromkeys(parts))
    whole = "; ".join(shown)
    while len(whole) > MOST_LETTERS and len(shown) > 1:
        shown.pop()
        whole = "; ".join([*shown, f"and {len(parts) - len(shown)} more"])
    return f"{whole[:1].upper()}{whole[1:MOST_LETTERS]}"


def _part(leg: Leg) -> str:
    courts = list(dict.fromkeys(place.court for place in leg.places if place.court))
    if len(leg.places) == 1:
        return ", ".join(part for part in (_flats(leg), *courts, _house(leg)) if part)
    numbers = [f"{place.number}{place.suffix}" for place in leg.places if place.number is not None]
    if not numbers:
        return f"{', '.join(courts[:2])}{' and others' if len(courts) > 2 else ''}, {leg.street}"
    ends = numbers[0] if len(set(numbers)) == 1 else f"{numbers[0]}\u2013{numbers[-1]}"
    return f"{leg.street} {ends} {leg.side}".strip()


def _flats(leg: Leg) -> str:
    """Return the first and last flat of a block, where it has several."""
    names = leg.flats
    return f"flats {names[0]}\u2013{names[-1]}" if len(names) > 1 and names[0] and names[-1] else ""


def _house(leg: Leg) -> str:
    place = leg.places[0]
    return leg.street if place.number is None else f"{place.number}{place.suffix} {leg.street}"

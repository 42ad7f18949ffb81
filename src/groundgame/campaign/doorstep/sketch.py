"""A small drawing of a walk: the doors where they are taken to be, the way past them, and the streets by name."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
from django.utils.safestring import SafeString, mark_safe

from groundgame.campaign.doorstep.centres import centres_of
from groundgame.campaign.doorstep.cutting import Door, Leg, order_doors
from groundgame.campaign.doorstep.models import Walk
from groundgame.campaign.register.models import Address

WIDTH, MARGIN = 460.0, 40.0  # letters can be read at a telephone's width, and are not huge on a desk
LEAST_HEIGHT, MOST_HEIGHT = 130.0, 340.0
SMALLEST_METRES = 80.0
HOUSE, BLOCK = 3.5, 12.0
LETTER, CAPITAL, LINE = 8.0, 10.4, 15.0  # of the names' print, in the widest of the usual fonts


@dataclass(frozen=True, slots=True)
class Box:
    """A street's name on the drawing: its middle, the foot of its letters, and half its width."""

    street: str
    x: float
    y: float
    half: float

    def over(self, other: "Box") -> bool:
        """Tell whether the two names touch."""
        return abs(self.y - other.y) < LINE and abs(self.x - other.x) < self.half + other.half + LETTER


def sketch_of(walk: Walk) -> SafeString:
    """Return the walk as SVG: a dot a house, a square with its doors a block, the ends marked; north is up."""
    addresses = Address.objects.filter(pk__in=walk.doors.filter(closed_at=None).values("address"))
    doors = [Door(one.pk, one.street, one.number, one.number_suffix, one.flat, one.postcode) for one in addresses]
    cut = order_doors(doors, centres_of(walk.ward))
    words = f"Sketch of walk {walk.number}: {walk.title}. The list below says the same in words."
    return mark_safe(drawn(cut.legs, words) if cut else "")  # noqa: S308 (drawn by us, its words escaped)


def drawn(legs: Sequence[Leg], words: str) -> str:
    """Return the drawing of a walk's legs; `words` says what it shows to whoever does not see it."""
    spots, height = _placed(legs)
    whole = np.concatenate(spots)
    way = " ".join(f"{x:.1f},{y:.1f}" for x, y in whole)
    marks = "".join(_marks(leg, at) for leg, at in zip(legs, spots, strict=True))
    return (
        f'<svg class="sketch" viewBox="0 0 {WIDTH:.0f} {height:.0f}" role="img" aria-label="{escape(words)}">'
        f'<polyline class="way" points="{way}"/>{marks}{_end(legs[0], whole[0], "start", 0)}'
        f"{_end(legs[-1], whole[-1], 'end', -1) if len(whole) > 1 else ''}{_names(legs, spots, height)}</svg>"
    )


def _placed(legs: Sequence[Leg]) -> tuple[list[np.ndarray], float]:
    """Return where the places of each leg are drawn, and how high the drawing is."""
    points = np.concatenate([leg.points for leg in legs])
    low, high = points.min(axis=0), points.max(axis=0)
    across, up = np.maximum(high - low, SMALLEST_METRES)
    scale = min((WIDTH - 2 * MARGIN) / across, (MOST_HEIGHT - 2 * MARGIN) / up)
    height = max(LEAST_HEIGHT, up * scale + 2 * MARGIN)
    middle, centre = (low + high) / 2, np.array([WIDTH / 2, height / 2])
    return [centre + (leg.points - middle) * scale * np.array([1, -1]) for leg in legs], float(height)


def _marks(leg: Leg, at: np.ndarray) -> str:
    return "".join(
        f'<circle class="house" cx="{x:.1f}" cy="{y:.1f}" r="{HOUSE}"/>'
        if len(place.doors) == 1
        else f'<rect class="block" x="{x - BLOCK:.1f}" y="{y - BLOCK:.1f}" width="{2 * BLOCK}" height="{2 * BLOCK}"/>'
        f'<text class="doors" x="{x:.1f}" y="{y + 4:.1f}">{len(place.doors)}</text>'
        for place, (x, y) in zip(leg.places, at, strict=True)
    )


def _end(leg: Leg, at: np.ndarray, name: str, place: int) -> str:
    """Return the mark of an end of the walk; on a block at its corner, where it covers no number."""
    x, y = at + (BLOCK if len(leg.places[place].doors) > 1 else 0) * np.array([1, 1])
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{2 * HOUSE}"/>'


def _names(legs: Sequence[Leg], spots: Sequence[np.ndarray], height: float) -> str:
    """Return each street's name once, beside the longest of its legs; one that would lie on another is left out."""
    longest: dict[str, int] = {}
    for index, leg in enumerate(legs):
        if leg.street not in longest or len(leg.places) > len(legs[longest[leg.street]].places):
            longest[leg.street] = index
    taken: list[Box] = []
    for index in sorted(longest.values(), key=lambda one: -len(legs[one].places)):
        box = _free_box(legs[index].street, spots[index], height, taken)
        if box is not None:
            taken.append(box)
    return "".join(f'<text class="street" x="{box.x:.1f}" y="{box.y:.1f}">{escape(box.street)}</text>' for box in taken)


def _free_box(street: str, spots: np.ndarray, height: float, taken: Sequence[Box]) -> Box | None:
    """Return where the name can stand beside its leg, off the way; None if it would lie on another name everywhere."""
    half = sum(CAPITAL if letter.isupper() else LETTER for letter in street) / 2
    beside = [np.array([half + BLOCK + 4, 5]), np.array([-half - BLOCK - 4, 5])]
    across = [np.array([0, -BLOCK - 6]), np.array([0, BLOCK + LINE])]
    steep = np.ptp(spots[:, 1]) > np.ptp(spots[:, 0])
    for at in (spots.mean(axis=0), spots[0], spots[-1]):
        for away in (*beside, *across) if steep else (*across, *beside):
            x, y = at + away
            box = Box(street, min(max(x, half + 4), WIDTH - half - 4), min(max(y, LINE), height - 4), half)
            if not any(box.over(other) for other in taken) and not _covers(box, spots):
                return box
    return None


def _covers(box: Box, spots: np.ndarray) -> bool:
    """Tell whether a name lies on a place of its own leg."""
    low, high = (box.x - box.half, box.y - LINE), (box.x + box.half, box.y + 2)
    return bool(((spots > low) & (spots < high)).all(axis=1).any())

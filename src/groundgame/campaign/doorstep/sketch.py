"""A small drawing of a walk: the doors where they are taken to be, the way past them, and the streets by name."""

from collections.abc import Sequence
from html import escape

import numpy as np
from django.utils.safestring import SafeString, mark_safe

from groundgame.campaign.doorstep.centres import centres_of
from groundgame.campaign.doorstep.cutting import Door, Leg, order_doors
from groundgame.campaign.doorstep.models import Walk
from groundgame.campaign.register.models import Address

WIDTH, MARGIN = 640.0, 44.0
LEAST_HEIGHT, MOST_HEIGHT = 150.0, 400.0
SMALLEST_METRES = 80.0
HOUSE, BLOCK, LETTER = 3.5, 12.0, 6.8


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
        f'<polyline class="way" points="{way}"/>{marks}{_end(whole[0], "start")}'
        f"{_end(whole[-1], 'end') if len(whole) > 1 else ''}{_names(legs, spots)}</svg>"
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


def _end(at: np.ndarray, name: str) -> str:
    x, y = at
    return f'<circle class="{name}" cx="{x:.1f}" cy="{y:.1f}" r="{2.4 * HOUSE}"/>'


def _names(legs: Sequence[Leg], spots: Sequence[np.ndarray]) -> str:
    """Return each street's name once, beside the longest of its legs, and no name over another."""
    longest: dict[str, int] = {}
    for index, leg in enumerate(legs):
        if len(leg.places) > len(legs[longest.get(leg.street, index)].places) or leg.street not in longest:
            longest[leg.street] = index
    taken: list[tuple[float, float, float]] = []
    return "".join(_name(legs[index].street, spots[index].mean(axis=0), taken) for index in longest.values())


def _name(street: str, at: np.ndarray, taken: list[tuple[float, float, float]]) -> str:
    half = len(street) * LETTER / 2
    x = float(min(max(at[0], half + 4), WIDTH - half - 4))
    y = float(at[1]) - 16
    while any(abs(y - other) < 15 and abs(x - there) < half + width for there, other, width in taken):
        y += 15
    taken.append((x, y, half))
    return f'<text class="street" x="{x:.1f}" y="{y:.1f}">{escape(street)}</text>'

"""What the director asks for: hours, weeks and weights, read from an address that can be kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from groundgame.electoral.allocation.across.asking import WEIGHTS, Ask

MOST_HOURS, HOURS, STEP_HOURS = 50_000, 10_000, 500
MOST_WEEKS, WEEKS = 12, 8
MOST_WEIGHT = 20
NAMES = {
    "boroughs": "A seat on a council",
    "councils": "Control of a council",
    "mayor": "The mayoralty",
    "assembly": "A seat in the Assembly",
    "westminster": "A seat in Parliament",
}
FIRST = ("boroughs", "councils")
"""What counts until somebody says otherwise: the contests of the first polling day."""


@dataclass(frozen=True, slots=True)
class Slider:
    """One slider of the page: its name in the address, what it says, where it stands and where it ends."""

    name: str
    label: str
    value: int
    most: int
    step: int = 1
    least: int = 0


def asked(query: Mapping[str, str]) -> Ask:
    """Return what an address asks for; what cannot be read, or is out of range, is as if it were not asked for.

    Where every weight is 0, seats on councils count, as something has to.
    """
    weights = {name: float(each.value) for name, each in zip(WEIGHTS, weight_sliders(query), strict=True) if each.value}
    hours, weeks = hours_slider(query).value, weeks_slider(query).value
    return Ask(weights or {FIRST[0]: 1.0}, float(hours), weeks=weeks)


def hours_slider(query: Mapping[str, str]) -> Slider:
    """Return the slider of the hours."""
    found = _whole(query, "hours", HOURS, 0, MOST_HOURS)
    return Slider("hours", "Hours of volunteers", found, MOST_HOURS, STEP_HOURS)


def weeks_slider(query: Mapping[str, str]) -> Slider:
    """Return the slider of the weeks."""
    return Slider(
        "weeks", "Weeks before polling day", _whole(query, "weeks", WEEKS, 1, MOST_WEEKS), MOST_WEEKS, least=1
    )


def weight_sliders(query: Mapping[str, str]) -> list[Slider]:
    """Return a slider for the weight of everything that can be won."""
    usual = {name: int(WEIGHTS[name]) if name in FIRST else 0 for name in WEIGHTS}
    return [
        Slider(name, NAMES[name], _whole(query, name, usual[name], 0, MOST_WEIGHT), MOST_WEIGHT) for name in WEIGHTS
    ]


def address(ask: Ask) -> str:
    """Return the query by which a page asks for the same again."""
    weights = {name: f"{ask.weights.get(name, 0.0):g}" for name in WEIGHTS}
    return "?" + urlencode({"hours": f"{ask.hours:g}", "weeks": ask.weeks, **weights})


def _whole(query: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = query.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return usual
    return min(max(int(text), least), most)

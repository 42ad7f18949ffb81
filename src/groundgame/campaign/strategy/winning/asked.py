"""What the director asks for: hours, weeks, weights, floors and a spending limit, read from an address that is kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from groundgame.electoral.allocation.across.asking import WEIGHTS, Ask

MOST_HOURS, HOURS, STEP_HOURS = 100_000, 10_000, 500
"""A leaflet for every ward before the borough elections alone takes some 52,000 hours."""
MOST_BRANCH_HOURS, STEP_BRANCH_HOURS = 500, 10
MOST_POUNDS, PENCE = 10_000_000, 100
MOST_WRITTEN = 12
"""Characters that the field for pounds takes."""
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
    pounds = pounds_asked(query)
    return Ask(
        weights or {FIRST[0]: 1.0},
        float(hours_slider(query).value),
        weeks=weeks_slider(query).value,
        branch_hours=float(branch_slider(query).value),
        leaflet=query.get("leaflet") == "1",
        limit_pence=None if pounds is None else float(PENCE * pounds),
    )


def hours_slider(query: Mapping[str, str]) -> Slider:
    """Return the slider of the hours."""
    found = _whole(query, "hours", HOURS, 0, MOST_HOURS)
    return Slider("hours", "Hours of volunteers", found, MOST_HOURS, STEP_HOURS)


def weeks_slider(query: Mapping[str, str]) -> Slider:
    """Return the slider of the weeks."""
    return Slider(
        "weeks", "Weeks before polling day", _whole(query, "weeks", WEEKS, 1, MOST_WEEKS), MOST_WEEKS, least=1
    )


def branch_slider(query: Mapping[str, str]) -> Slider:
    """Return the slider of what every branch gets at least."""
    found = _whole(query, "branch_hours", 0, 0, MOST_BRANCH_HOURS)
    return Slider("branch_hours", "Every branch gets at least, in hours", found, MOST_BRANCH_HOURS, STEP_BRANCH_HOURS)


def pounds_asked(query: Mapping[str, str]) -> int | None:
    """Return the most that leaflets may cost, in pounds; None where there is no limit.

    >>> [pounds_asked({"pounds": text}) for text in ("2500", "2,500", "£2500", "", "much")]
    [2500, 2500, 2500, None, None]
    """
    text = _pounds(query)
    return _whole({"pounds": text}, "pounds", 0, 0, MOST_POUNDS) if text.isascii() and text.isdigit() else None


def pounds_refused(query: Mapping[str, str]) -> str:
    """Return why what was written is no limit, or "": a limit that is not read must not be taken for none.

    >>> pounds_refused({"pounds": "25.50"})
    "Leaflets may cost, in pounds: '25.50' is no whole number. Write one, as 2500, or nothing for no limit."
    >>> pounds_refused({"pounds": "£2,500"}), pounds_refused({"pounds": " "})
    ('', '')
    """
    if pounds_asked(query) is not None or not _pounds(query):
        return ""
    said = query["pounds"].strip()[:MOST_WRITTEN]
    return f"Leaflets may cost, in pounds: {said!r} is no whole number. Write one, as 2500, or nothing for no limit."


def _pounds(query: Mapping[str, str]) -> str:
    return query.get("pounds", "").strip().removeprefix("£").replace(",", "")


def counts_boroughs(ask: Ask) -> bool:
    """Tell whether anything counts that is won on the polling day of the boroughs."""
    return any(ask.weights.get(name) for name in FIRST)


def weight_sliders(query: Mapping[str, str]) -> list[Slider]:
    """Return a slider for the weight of everything that can be won."""
    usual = {name: int(WEIGHTS[name]) if name in FIRST else 0 for name in WEIGHTS}
    return [
        Slider(name, NAMES[name], _whole(query, name, usual[name], 0, MOST_WEIGHT), MOST_WEIGHT) for name in WEIGHTS
    ]


def fields(ask: Ask) -> list[tuple[str, str]]:
    """Return the fields by which a form or an address asks for the same again."""
    found = [("hours", f"{ask.hours:g}"), ("weeks", str(ask.weeks))]
    found += [(name, f"{ask.weights.get(name, 0.0):g}") for name in WEIGHTS]
    found += [("branch_hours", f"{ask.branch_hours:g}")] * bool(ask.branch_hours)
    found += [("leaflet", "1")] * ask.leaflet
    return found + [("pounds", f"{(ask.limit_pence or 0) / PENCE:.0f}")] * (ask.limit_pence is not None)


def address(ask: Ask, more: Iterable[tuple[str, str]] = ()) -> str:
    """Return the query by which a page asks for the same again, and for some fields `more`."""
    return "?" + urlencode([*fields(ask), *more])


def hours_told(ask: Ask) -> str:
    """Return how many hours are asked for, and over how long.

    >>> hours_told(Ask({"boroughs": 1.0}, 2500.0, weeks=1))
    '2,500 hours over 1 week'
    """
    return f"{ask.hours:,.0f} hours over {ask.weeks} week{'s' if ask.weeks != 1 else ''}"


def floors_told(ask: Ask) -> str:
    """Return what no plan may go below or above, as the end of a sentence; empty where nothing is asked.

    >>> floors_told(Ask({"boroughs": 1.0}, 100.0, branch_hours=20.0, leaflet=True, limit_pence=250_000.0))
    'at least 20 hours for every branch; a leaflet for every ward with a candidate; leaflets for no more than £2,500'
    """
    found = [f"at least {ask.branch_hours:g} hours for every branch"] * bool(ask.branch_hours)
    found += ["a leaflet for every ward with a candidate"] * ask.leaflet
    if ask.limit_pence is not None:
        found.append(f"leaflets for no more than £{ask.limit_pence / PENCE:,.0f}")
    return "; ".join(found)


def _whole(query: Mapping[str, str], name: str, usual: int, least: int, most: int) -> int:
    text = query.get(name, "")
    if not text.isascii() or not text.isdigit() or len(text) > 9:
        return usual
    return min(max(int(text), least), most)

"""An audience's make-up in words and bars, as pages show it."""

from collections.abc import Mapping
from dataclasses import dataclass

from groundgame.campaign.canvass.audience import Makeup
from groundgame.electoral.places import atlas

DWELLINGS = {"house": "Houses", "flat": "Flats", "none": "No address here"}
CONTACTS = {
    "never": "Never reached",
    "older": "Over a year ago",
    "year": "In the last year",
    "month": "In the last month",
}
REASONS = {
    "no_number": "no telephone number is known",
    "tps": "on the Telephone Preference Service",
    "unscreened": "came after the last file of the Telephone Preference Service, so load a newer one",
    "objects": "asked us not to",
    "wrong": "the number was wrong",
    "barred": "somebody reached by the same number objected",
    "no_address": "no address on the register (overseas)",
}
ROUNDED_TO = 100


@dataclass(frozen=True, slots=True)
class Bar:
    """One part of an audience: its name, how many electors, and how many in a hundred."""

    label: str
    electors: int
    percent: int


@dataclass(frozen=True, slots=True)
class ShownMakeup:
    """How many electors and households; who they are, part by part; why the others cannot be reached."""

    electors: int
    households: int
    estimated: bool
    parts: tuple[tuple[str, tuple[Bar, ...]], ...]
    why_not: tuple[tuple[str, int], ...]


def shown_makeup(makeup: Makeup) -> ShownMakeup:
    """Return a make-up as it is shown; what is estimated is rounded, so that nobody takes it for a count."""
    estimated = makeup.sampled < 1
    wards = {atlas().area(code).name: count for code, count in makeup.wards.items()}
    by_ward = _bars(dict(sorted(wards.items(), key=lambda one: -one[1])), estimated=estimated)
    why_not = sorted(makeup.why_not.items(), key=lambda one: -one[1])
    return ShownMakeup(
        electors=_round(makeup.electors, estimated=estimated),
        households=_round(makeup.households, estimated=estimated),
        estimated=estimated,
        parts=(
            ("Last reached", _bars(_named(CONTACTS, makeup.contacts), estimated=estimated)),
            ("Dwelling", _bars(_named(DWELLINGS, makeup.dwellings), estimated=estimated)),
            ("Ward", by_ward),
        ),
        why_not=tuple((REASONS[why], _round(count, estimated=estimated)) for why, count in why_not),
    )


def _named(names: Mapping[str, str], counts: Mapping[str, int]) -> dict[str, int]:
    return {label: counts[key] for key, label in names.items() if counts.get(key)}


def _bars(counts: Mapping[str, int], *, estimated: bool) -> tuple[Bar, ...]:
    total = sum(counts.values())
    return tuple(
        Bar(label, _round(count, estimated=estimated), round(100 * count / total)) for label, count in counts.items()
    )


def _round(count: int, *, estimated: bool) -> int:
    return round(count / ROUNDED_TO) * ROUNDED_TO if estimated else count

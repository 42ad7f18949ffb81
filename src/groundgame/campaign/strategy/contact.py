"""What canvassing has learnt of a place, for those whose role covers it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import may_work_in
from groundgame.campaign.canvass.figures import WardContact, intention_labels, ward_contact_figures
from groundgame.electoral.places import Area, atlas

MOST_WARDS = 100
"""A place of more wards is told by borough."""


@dataclass(frozen=True, slots=True)
class Line:
    """A part of a place, a ward or a borough, and what canvassing has learnt there."""

    area: Area
    contact: WardContact


@dataclass(frozen=True, slots=True)
class PlaceContact:
    """A place's figures, with those of each of its parts where it has several, by name."""

    total: WardContact
    voting_intentions: tuple[tuple[str, int], ...]
    lines: tuple[Line, ...]


def place_contact(user: User, wards: Iterable[str]) -> PlaceContact | None:
    """Return what canvassing has learnt in some wards, or None for a person whose role does not cover all of them."""
    wanted = sorted(wards)
    if not may_work_in(user, wanted):
        return None
    figures = ward_contact_figures(wanted)
    total = _sum(figures.values())
    labels = intention_labels(total.voting_intentions)
    said = tuple((labels.get(value, value), count) for value, count in total.voting_intentions.items())
    return PlaceContact(total, said, _lines(figures))


def _lines(figures: dict[str, WardContact]) -> tuple[Line, ...]:
    """Return a line for each ward, or for each borough of a place of many wards; none for a single ward."""
    if len(figures) == 1:
        return ()
    parts: dict[str, list[WardContact]] = {}
    for ward, figure in figures.items():
        part = (atlas().area(ward).borough or ward) if len(figures) > MOST_WARDS else ward
        parts.setdefault(part, []).append(figure)
    lines = [Line(atlas().area(code), _sum(inside)) for code, inside in parts.items()]
    return tuple(sorted(lines, key=lambda line: line.area.name))


def _sum(figures: Iterable[WardContact]) -> WardContact:
    parts = list(figures)
    electors = sum(part.electors for part in parts)
    contacted = sum(part.contacted for part in parts)
    return WardContact(
        electors=electors,
        contacted=contacted,
        share_contacted=contacted / electors if electors else 0.0,
        last_contact_at=_latest(part.last_contact_at for part in parts),
        attempts=sum(part.attempts for part in parts),
        conversations=sum(part.conversations for part in parts),
        promises=sum(part.promises for part in parts),
        voting_intentions=_intentions(parts),
    )


def _latest(times: Iterable[dt.datetime | None]) -> dt.datetime | None:
    return max((time for time in times if time is not None), default=None)


def _intentions(parts: Iterable[WardContact]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for part in parts:
        counts.update(part.voting_intentions)
    return dict(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))

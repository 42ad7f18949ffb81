"""What canvassing has learnt of a place, for those whose role covers it."""

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import may_work_in
from groundgame.campaign.canvass.figures import WardContact, intention_labels, ward_contact_figures
from groundgame.electoral.places import Area, atlas


@dataclass(frozen=True, slots=True)
class WardLine:
    """A ward and what canvassing has learnt there."""

    ward: Area
    contact: WardContact


@dataclass(frozen=True, slots=True)
class PlaceContact:
    """A place's figures, with those of each of its wards where it has several, by name."""

    total: WardContact
    voting_intentions: tuple[tuple[str, int], ...]
    wards: tuple[WardLine, ...]


def place_contact(user: User, wards: Iterable[str]) -> PlaceContact | None:
    """Return what canvassing has learnt in some wards, or None for a person whose role does not cover all of them."""
    wanted = sorted(wards)
    if not may_work_in(user, wanted):
        return None
    figures = ward_contact_figures(wanted)
    total = _sum(figures.values())
    labels = intention_labels(total.voting_intentions)
    said = tuple((labels.get(value, value), count) for value, count in total.voting_intentions.items())
    lines = sorted(
        (WardLine(atlas().area(code), one) for code, one in figures.items()), key=lambda line: line.ward.name
    )
    return PlaceContact(total, said, tuple(lines) if len(lines) > 1 else ())


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

"""What is around an organiser: the sessions that are open, and the wards where we were longest ago."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.queue import progress_of as sessions_progress
from groundgame.campaign.strategy.coverage.figures import coverage_by
from groundgame.campaign.strategy.twinning.suggested import session_page
from groundgame.electoral.places import atlas

MOST_SESSIONS, MOST_WARDS = 4, 2


@dataclass(frozen=True, slots=True)
class Open:
    """A session that is open: how far it is, and the words for it."""

    session: Session
    address: str
    words: str


@dataclass(frozen=True, slots=True)
class Waiting:
    """A ward, its homes, and in how many of them (`quiet`) nobody was spoken to within a year."""

    name: str
    address: str
    homes: int
    quiet: int


def first_open(sessions: Sequence[Session]) -> list[Open]:
    """Return the first of some open sessions, and how far they are."""
    shown = list(sessions)[:MOST_SESSIONS]
    progress = sessions_progress(shown)
    found = []
    for one in shown:
        how = progress[one.pk]
        kind = "Doors" if one.channel == Session.Channel.DOOR else "Telephone"
        found.append(Open(one, session_page(one), f"{kind}: {how.done:,} of {how.electors:,} electors done"))
    return found


def waiting_wards(wards: frozenset[str]) -> list[Waiting]:
    """Return the wards where the smallest part of homes was spoken to within a year."""
    figures = [(code, each) for code, each in coverage_by("ward", wards).items() if each.homes]
    figures.sort(key=lambda row: (row[1].share_spoken_lately or 0.0, -row[1].homes))
    return [
        Waiting(
            atlas().area(code).name,
            f"{reverse('strategy:coverage_streets')}?place={code}",
            each.homes,
            each.homes - each.homes_spoken_lately,
        )
        for code, each in figures[:MOST_WARDS]
    ]

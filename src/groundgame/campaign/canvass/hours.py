"""The hours in which a session rings, by the clock of the place (settings.TIME_ZONE)."""

import datetime as dt

from django.utils import timezone

from groundgame.campaign.canvass.models import Session

SUNDAY = 6


def opening(session: Session, day: dt.date) -> dt.time | None:
    """Return when the session opens on a day, or None where it is open from its start."""
    hours = [session.opens_at, session.opens_on_sunday_at if day.weekday() == SUNDAY else None]
    return max((hour for hour in hours if hour is not None), default=None)


def is_open_now(session: Session, now: dt.datetime | None = None) -> bool:
    """Tell whether the session may give out calls at this moment; one without hours always may.

    A session that closes at an earlier hour than it opens rings over midnight. One that opens on a Sunday after its
    closing time does not ring that day.
    """
    here = timezone.localtime(now)
    clock = here.time()
    opens, closes = opening(session, here.date()) or dt.time.min, session.closes_at
    if closes is None:
        return clock >= opens
    if _over_midnight(session):
        return clock >= opens or clock < closes
    return opens <= clock < closes


def _over_midnight(session: Session) -> bool:
    opens, closes = session.opens_at or dt.time.min, session.closes_at
    return closes is not None and opens > closes

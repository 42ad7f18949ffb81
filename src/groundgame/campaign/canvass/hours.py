"""The hours in which a session rings, by the clock of the place (settings.TIME_ZONE)."""

import datetime as dt

from django.utils import timezone

from groundgame.campaign.canvass.models import Session


def is_open_now(session: Session, now: dt.datetime | None = None) -> bool:
    """Tell whether the session may give out calls at this moment; one without hours always may.

    A session that closes at an earlier hour than it opens rings over midnight.
    """
    clock = timezone.localtime(now).time()
    opens, closes = session.opens_at or dt.time.min, session.closes_at
    if closes is None:
        return clock >= opens
    if opens <= closes:
        return opens <= clock < closes
    return clock >= opens or clock < closes

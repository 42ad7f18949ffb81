"""What the rules of trying again leave of a session: whom it reaches now, and whom from which hour."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
import time
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.queue import STAND_SQL, Queue, for_channel

_BY_HOUR_SQL = f"""
{STAND_SQL}
SELECT date_trunc('hour', free_at, %(zone)s), count(*) FROM stand
WHERE until IS NULL AND callable AND free_at > statement_timestamp() GROUP BY 1 ORDER BY 1
"""
MOST_TIMES = 4


@dataclass(frozen=True, slots=True)
class Later:
    """How many come round again, and from when, in words."""

    electors: int
    when: str


def later_of(session: Session) -> list[Later]:
    """Return when those who wait come round: hour by hour today, day by day after; as of a moment ago."""
    key = f"later:{session.pk}"
    kept: list[Later] | None = cache.get(key)
    if kept is None:
        started = time.monotonic()
        with connection.cursor() as cursor:
            zone = timezone.get_current_timezone_name()
            cursor.execute(for_channel(_BY_HOUR_SQL, session), {"session": session.pk, "zone": zone})
            kept = _later(cursor.fetchall())
        cache.set(key, kept, 1 + 10 * (time.monotonic() - started))
    return kept


def forget_later(session: Session) -> None:
    """Count anew at the next look: the rules were changed."""
    cache.delete_many([f"later:{session.pk}", f"queue:{session.pk}"])


def in_words(queue: Queue, later: list[Later]) -> str:
    """Return the sentence that says what is left: how many now, how many again from when, how many no more."""
    shown, rest = later[:MOST_TIMES], later[MOST_TIMES:]
    parts = [f"{queue.free:,} can be reached now"]
    parts += [f"{one.electors:,} again {one.when}" for one in shown]
    parts += [f"{sum(one.electors for one in rest):,} after that"] if rest else []
    parts += [f"{queue.used_up:,} used up"] if queue.used_up else []
    parts += [f"{queue.suppressed:,} no longer to be reached"] if queue.suppressed else []
    return ", ".join(parts) + "."


def _later(hours: list[tuple[dt.datetime, int]]) -> list[Later]:
    counts: dict[str, int] = {}
    for hour, electors in hours:
        when = _when(timezone.localtime(hour))
        counts[when] = counts.get(when, 0) + electors
    return [Later(electors, when) for when, electors in counts.items()]


def _when(hour: dt.datetime) -> str:
    days = (hour.date() - timezone.localdate()).days
    if days <= 0:
        return f"from {hour:%H:%M}" if hour > timezone.localtime() else "within the hour"
    if days == 1:
        return f"tomorrow from {hour:%H}:00" if hour.hour < NOON else "tomorrow afternoon or evening"
    return f"on {date_format(hour, 'l j F')}"


NOON = 12

"""Why a session has nobody to ring now, in words that a volunteer understands."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
from dataclasses import dataclass

from django.db import connection
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.canvass.hours import is_open_now
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.register.suppression import CALLABLE_SQL

_COUNTS_SQL = f"""
SELECT count(*),
       count(*) FILTER (WHERE done_at IS NOT NULL),
       count(*) FILTER (WHERE waiting AND leased),
       min(leased_until) FILTER (WHERE waiting AND leased),
       count(*) FILTER (WHERE waiting AND NOT leased AND callable AND free_at > now),
       min(free_at) FILTER (WHERE waiting AND NOT leased AND callable AND free_at > now),
       count(*) FILTER (WHERE waiting AND NOT leased AND NOT callable),
       count(*) FILTER (WHERE waiting AND NOT leased AND callable AND free_at <= now)
FROM (
    SELECT q.done_at, q.done_at IS NULL AS waiting, statement_timestamp() AS now,
           greatest(q.not_before, q.held_until) AS free_at,
           o.expires_at AS leased_until, o.expires_at IS NOT NULL AS leased,
           q.done_at IS NULL AND {CALLABLE_SQL} AS callable
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id
    LEFT JOIN LATERAL (
        SELECT max(l.expires_at) AS expires_at FROM canvass_lease l
        WHERE (l.elector_id = e.id OR l.household = e.address_id)
          AND l.closed_at IS NULL AND l.expires_at > statement_timestamp()
    ) o ON TRUE
    WHERE q.session_id = %(session)s
) AS targets
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """How a session's electors stand.

    All of them; done; on the line, or somebody of their household; waiting for a later try; not to be rung any more;
    free to be rung now.
    """

    electors: int
    done: int
    leased: int
    soonest_expiry: dt.datetime | None
    waiting: int
    next_try: dt.datetime | None
    suppressed: int
    free: int


def queue_of(session: Session) -> Queue:
    """Count how a session's electors stand."""
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS_SQL, {"session": session.pk})
        return Queue(*cursor.fetchone())


def why_empty(session: Session, queue: Queue | None = None) -> str:
    """Return the sentence that says why there is nobody to ring, or "" where there is somebody."""
    if session.closed_at is not None:
        return "This phone bank is closed. Thank you for calling."
    if not is_open_now(session):
        return f"This phone bank rings {_hours(session)}, and it is {_clock(timezone.now())} now."
    queue = queue or queue_of(session)
    if queue.free:
        return ""
    return _why(queue)


def _why(queue: Queue) -> str:
    if not queue.electors:
        return "This phone bank has no electors yet. Its organiser can widen the audience."
    reasons = [text for count, text in _reasons(queue) if count]
    if not reasons:
        return f"All {queue.electors:,} electors of this phone bank are done. Thank you!"
    return "Nobody is free to be rung just now: " + "; ".join(reasons) + "."


def _reasons(queue: Queue) -> list[tuple[int, str]]:
    return [
        (queue.leased, f"{queue.leased:,} {_are(queue.leased)} with other callers ({_until(queue.soonest_expiry)})"),
        (queue.waiting, f"{queue.waiting:,} {_are(queue.waiting)} to be tried again, the next {_from(queue.next_try)}"),
        (queue.suppressed, f"{queue.suppressed:,} asked not to be called, or cannot be rung any more"),
        (queue.done, f"{queue.done:,} {_are(queue.done)} done"),
    ]


def _are(count: int) -> str:
    return "is" if count == 1 else "are"


def _until(when: dt.datetime | None) -> str:
    return f"the first comes free by {_clock(when)}" if when else ""


def _from(when: dt.datetime | None) -> str:
    return f"from {_clock(when)}" if when else "later"


def _clock(when: dt.datetime) -> str:
    local = timezone.localtime(when)
    return date_format(local, "H:i" if local.date() == timezone.localdate() else "l H:i")


def _hours(session: Session) -> str:
    opens = f"from {session.opens_at:%H:%M}" if session.opens_at else ""
    closes = f"until {session.closes_at:%H:%M}" if session.closes_at else ""
    return " ".join(part for part in (opens, closes) if part)

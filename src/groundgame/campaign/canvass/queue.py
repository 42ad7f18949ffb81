"""Why a session has nobody to ring now, in words that a volunteer understands."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection
from django.db.models import Count
from django.utils import timezone
from django.utils.formats import date_format

from groundgame.campaign.canvass.hours import is_open_now, opening, rings_on, told_days
from groundgame.campaign.canvass.leasing import anybody_free
from groundgame.campaign.canvass.models import Caller, Session, Target
from groundgame.campaign.register.suppression import CALLABLE_SQL, KNOCKABLE_SQL

# The open leases and the electors who may be rung are worked out once, and then matched with the targets. MATERIALIZED
# holds the planner to it: where it was last told that these tables are empty, it would do so for every target anew.
STAND_SQL = f"""
WITH open AS MATERIALIZED (
    SELECT elector_id, household, expires_at FROM canvass_lease
    WHERE closed_at IS NULL AND expires_at > statement_timestamp()
), todo AS MATERIALIZED (
    SELECT q.elector_id, e.address_id, greatest(q.not_before, q.held_until) AS free_at
    FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id
    WHERE q.session_id = %(session)s AND q.done_at IS NULL
), ringable AS MATERIALIZED (
    SELECT e.id FROM register_elector e WHERE e.id IN (SELECT elector_id FROM todo) AND {CALLABLE_SQL}
), leased AS MATERIALIZED (
    SELECT d.elector_id, max(o.expires_at) AS until
    FROM todo d JOIN open o ON o.elector_id = d.elector_id GROUP BY d.elector_id
    UNION
    SELECT d.elector_id, max(o.expires_at)
    FROM todo d JOIN open o ON o.household = d.address_id GROUP BY d.elector_id
), stand AS (
    SELECT d.elector_id, max(l.until) AS until, bool_or(r.id IS NOT NULL) AS callable, max(d.free_at) AS free_at
    FROM todo d LEFT JOIN leased l USING (elector_id) LEFT JOIN ringable r ON r.id = d.elector_id GROUP BY d.elector_id
)
"""

_COUNTS_SQL = f"""
{STAND_SQL}
SELECT electors, done, used_up,
       count(until),
       min(until),
       count(*) FILTER (WHERE until IS NULL AND callable AND free_at > statement_timestamp()),
       min(free_at) FILTER (WHERE until IS NULL AND callable AND free_at > statement_timestamp()),
       count(*) FILTER (WHERE until IS NULL AND NOT callable),
       count(*) FILTER (WHERE until IS NULL AND callable AND free_at <= statement_timestamp())
FROM (
    SELECT count(*) AS electors, count(done_at) AS done, count(*) FILTER (WHERE done_because = 'attempts') AS used_up
    FROM canvass_target WHERE session_id = %(session)s
) everybody
LEFT JOIN stand ON true
GROUP BY electors, done, used_up
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """How a session's electors stand.

    All of them; done; among these, those whose tries are used up; on the line, or somebody of their household; waiting
    for a later try; not to be rung any more; free to be rung now.
    """

    electors: int
    done: int
    used_up: int
    leased: int
    soonest_expiry: dt.datetime | None
    waiting: int
    next_try: dt.datetime | None
    suppressed: int
    free: int


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a session has come: its electors, those done, its callers, and those who wait to be let in."""

    electors: int = 0
    done: int = 0
    callers: int = 0
    asking: int = 0


def progress_of(sessions: Iterable[Session]) -> dict[int, Progress]:
    """Return how far each of the sessions has come, by its id; its electors as of a moment ago."""
    ids = [session.pk for session in sessions]
    electors = _recent({f"progress:{pk}": pk for pk in ids})
    present = Caller.objects.filter(session__in=ids, removed_at=None).values_list("session")
    callers = {pk: counts for pk, *counts in present.annotate(Count("admitted_at"), Count("id"))}
    return {pk: _progress(*electors[pk], *callers.get(pk, (0, 0))) for pk in ids}


def _progress(electors: int, done: int, admitted: int, present: int) -> Progress:
    return Progress(electors, done, admitted, present - admitted)


def _recent(wanted: dict[str, int]) -> dict[int, tuple[int, int]]:
    """Return the electors and those done of the sessions (ids by cache key), counted anew only for some."""
    counts: dict[int, tuple[int, int]] = {wanted[key]: kept for key, kept in cache.get_many(wanted).items()}
    missing = [pk for pk in wanted.values() if pk not in counts]
    if missing:
        started = time.monotonic()
        targets = Target.objects.filter(session__in=missing).values_list("session")
        found = {pk: (electors, done) for pk, electors, done in targets.annotate(Count("id"), Count("done_at"))}
        counts |= dict.fromkeys(missing, (0, 0)) | found
        fresh = {key: counts[pk] for key, pk in wanted.items() if pk in missing}
        cache.set_many(fresh, _worth_keeping(time.monotonic() - started))
    return counts


def _worth_keeping(seconds: float) -> float:
    """Return for how long to keep what took so long to count: ten times as long, so that none can hammer."""
    return 1 + 10 * seconds


def for_channel(statement: str, session: Session) -> str:
    """Return a statement for the session's own channel: at a door, it is knocking that must be allowed."""
    return statement.replace(CALLABLE_SQL, KNOCKABLE_SQL) if session.channel == Session.Channel.DOOR else statement


def queue_of(session: Session) -> Queue:
    """Count how a session's electors stand."""
    with connection.cursor() as cursor:
        cursor.execute(for_channel(_COUNTS_SQL, session), {"session": session.pk})
        return Queue(*cursor.fetchone())


def recent_queue(session: Session) -> Queue:
    """Return the counts of a moment ago: ten times as old at most as they took to count, so that none can hammer.

    A borough's session counts in some 40 ms; all of a large city's may take seconds.
    """
    key = f"queue:{session.pk}"
    kept: Queue | None = cache.get(key)
    if kept is not None:
        return kept
    started = time.monotonic()
    queue = queue_of(session)
    cache.set(key, queue, _worth_keeping(time.monotonic() - started))
    return queue


def why_empty(session: Session, queue: Queue | None = None) -> str:
    """Return the sentence that says why there is nobody to ring, or "" where there is somebody."""
    if session.closed_at is not None:
        return "This phone bank is closed. Thank you for calling."
    if not is_open_now(session):
        now = timezone.localtime()
        clock = _clock(now) if rings_on(session, now.date()) else date_format(now, "l H:i")
        return f"This phone bank rings {_hours(session)}, and it is {clock} now."
    if anybody_free(session):
        return ""
    return _why(queue or recent_queue(session))


def _why(queue: Queue) -> str:
    if not queue.electors:
        return "This phone bank has no electors yet. Its organiser can widen the audience."
    if queue.done == queue.electors:
        return "Everybody in this phone bank is done. Thank you for calling!"
    reasons = [text for count, text in _reasons(queue) if count]
    if not reasons:  # the counts are of a moment ago, and the last one free has gone since
        return "Nobody is free to be rung just now. Try again in a moment."
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
    today = timezone.localdate()
    begins = opening(session, today) if rings_on(session, today) else session.opens_at
    opens = f"from {begins:%H:%M}" if begins else ""
    closes = f"until {session.closes_at:%H:%M}" if session.closes_at else ""
    return " ".join(part for part in (told_days(session), opens, closes) if part)

"""What follows from a call for the elector, the household, and every session they are in."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.models import ContactEvent, Lease, Target
from groundgame.campaign.canvass.outcomes import EFFECTS, REACHED, UNUSABLE_NUMBER, Effect
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import BarredLine, Suppression, TelephoneNumber
from groundgame.campaign.register.suppression import callable_numbers

# The mates' places are held or freed without waiting: whoever has one locked is about to find the household taken.
# Held ones leave the head of the queue, which every caller reads, and come back to it when they are freed.
_MATES_SQL = """
WITH mates AS (
    SELECT q.id FROM register_elector e
    JOIN canvass_target q ON q.elector_id = e.id AND q.session_id = %(session)s AND q.done_at IS NULL
    WHERE e.address_id = %(household)s AND e.left_at IS NULL AND e.id <> %(elector)s
    FOR UPDATE OF q SKIP LOCKED
)
UPDATE canvass_target q SET
    held_until = %(until)s,
    not_before = CASE WHEN %(until)s IS NOT NULL THEN greatest(q.not_before, %(until)s)
                      WHEN q.not_before = q.held_until THEN %(head)s
                      ELSE q.not_before END
FROM mates m WHERE q.id = m.id
"""

# Here the next try is at that time, whatever stood before, and elsewhere never sooner than it was; so it is here too
# where the call is saved late, and somebody else may have agreed on a time since.
_TRY_AGAIN_SQL = """
UPDATE canvass_target q SET
    not_before = CASE WHEN here AND NOT %(late)s THEN %(again)s ELSE greatest(q.not_before, %(again)s) END,
    attempts = tries,
    done_at = CASE WHEN used_up THEN %(now)s END,
    done_because = CASE WHEN used_up THEN 'attempts' ELSE '' END
FROM (
    SELECT id, here, tries, here AND tries >= %(most)s AND %(counts)s = 1 AND NOT %(overtaken)s AS used_up
    FROM (
        SELECT id, session_id = %(session)s AS here,
               attempts + CASE WHEN session_id = %(session)s THEN %(counts)s ELSE 0 END AS tries
        FROM canvass_target WHERE elector_id = %(elector)s AND done_at IS NULL
    ) places
) counted
WHERE q.id = counted.id
"""


def apply_effect(event: ContactEvent, lease: Lease, report: Report) -> None:
    """Do what the outcome asks for; the elector's targets are locked by now."""
    effect = EFFECTS[event.outcome]
    if effect.suppression is not None:
        source = f"Call, {lease.session}"[:120]
        objection = suppress(by=event.user, elector=event.elector, kind=effect.suppression, source=source)
        _bar_dialled(objection, lease)
    if event.outcome in UNUSABLE_NUMBER:
        _mark_wrong(event, report.number)
    again = _next_try(event, effect)
    overtaken = _overtaken(event)
    if again is not None:
        _try_again(event, lease, again, counts=effect.counts, overtaken=overtaken)
    elif not overtaken:
        _finish(event)
    if not event.late:
        _hold_household(lease, again if effect.counts else None)


def _bar_dialled(objection: Suppression, lease: Lease) -> None:
    """Bar the line that rang, where it is not the elector's own: the line is protected (PECR 2003 reg. 21(1)(a))."""
    if not lease.dialled:
        return
    line = BarredLine(suppression=objection, borough=objection.borough, e164=lease.dialled)
    BarredLine.objects.bulk_create([line], ignore_conflicts=True)


@transaction.atomic
def mark_wrong(*, by: User, number: TelephoneNumber) -> None:
    """Record that a number does not reach its elector; once recorded, recording it again changes nothing."""
    if number.wrong_at is not None:
        return
    number.wrong_at = timezone.now()
    number.save(update_fields=["wrong_at"])
    audit.record(by=by, action="canvass.mark_wrong", subject=number, area=number.borough, elector=number.elector_id)


def _mark_wrong(event: ContactEvent, number: int | None) -> None:
    """Mark the number that was dialled; where the page did not say which, the first that might have been."""
    numbers = callable_numbers(event.elector)
    dialled = event.elector.telephone_numbers.filter(pk=number).first() if number else numbers.first()
    if dialled is not None:
        mark_wrong(by=event.user, number=dialled)


def _next_try(event: ContactEvent, effect: Effect) -> dt.datetime | None:
    """Return when to ring again, or None where nothing is left to try."""
    if event.outcome in UNUSABLE_NUMBER:
        return event.received_at if callable_numbers(event.elector).exists() else None
    if event.call_back_at is not None:
        return event.call_back_at
    if effect.retry_minutes is None:
        return None
    return event.received_at + dt.timedelta(minutes=effect.retry_minutes)


def _overtaken(event: ContactEvent) -> bool:
    """Tell whether the elector was reached by somebody else after this call: then what they agreed on stands."""
    since = ContactEvent.objects.filter(elector=event.elector, happened_at__gt=event.happened_at, outcome__in=REACHED)
    return event.late and since.exists()


def _finish(event: ContactEvent) -> None:
    """Take the elector off every session's list: nobody is rung twice because two sessions overlap."""
    waiting = Target.objects.filter(elector=event.elector, done_at=None)
    waiting.update(done_at=event.received_at, done_because=event.outcome)


def _try_again(event: ContactEvent, lease: Lease, again: dt.datetime, *, counts: bool, overtaken: bool) -> None:
    """Put the elector back for a later try in every session, or finish here when this session's tries are used up."""
    values: dict[str, Any] = {
        "elector": event.elector_id,
        "session": lease.session_id,
        "again": again,
        "counts": int(counts),
        "late": event.late,
        "overtaken": overtaken,
        "most": lease.session.max_attempts,
        "now": event.received_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_TRY_AGAIN_SQL, values)


def _hold_household(lease: Lease, until: dt.datetime | None) -> None:
    """Hold the others of the household back until then, or free them to be the next call."""
    if lease.household is None:
        return
    values = {
        "session": lease.session_id,
        "household": lease.household,
        "elector": lease.elector_id,
        "until": until,
        "head": lease.session.created_at,
    }
    with connection.cursor() as cursor:
        cursor.execute(_MATES_SQL, values)

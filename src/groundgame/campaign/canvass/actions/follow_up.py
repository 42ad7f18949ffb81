"""What follows from a contact for the elector, the household, and every session they are in."""

import datetime as dt
from collections.abc import Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import first
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.canvass.outcomes import EFFECTS, REACHED, UNUSABLE_NUMBER, Effect
from groundgame.campaign.canvass.places import Follow, Tried, tried_before, write_follows
from groundgame.campaign.canvass.recycling import Rule, next_try, rules_of
from groundgame.campaign.canvass.reports import Report
from groundgame.campaign.register.actions import suppress
from groundgame.campaign.register.models import BarredLine, Suppression, TelephoneNumber
from groundgame.campaign.register.suppression import CALLABLE_NUMBER_SQL, CALLABLE_SQL

_FIRST_CALLABLE_SQL = f"""
SELECT t.id FROM register_elector e JOIN register_telephonenumber t ON t.elector_id = e.id AND t.borough = e.borough
WHERE e.id = %(elector)s AND e.borough = %(borough)s AND {CALLABLE_SQL} AND {CALLABLE_NUMBER_SQL}
ORDER BY t.tps_since NULLS FIRST, t.id LIMIT 1
"""  # noqa: S608 (the statement is put together from the package's own constants)
NEVER = dt.datetime.min.replace(tzinfo=dt.UTC)


def effect_of(event: ContactEvent, lease: Lease, report: Report) -> Follow:
    """Do what the outcome of a call asks for beside the queue, and return what follows for the elector's places there.

    These are locked by now, and the event is about to be written.
    """
    _object(event, lease)
    if event.outcome in UNUSABLE_NUMBER:
        _mark_wrong(event, report.number)
    known = tried_before(lease.session, [event])
    return _follow(lease.session, [event], known, overtaken=_overtaken(event))


def apply_effects(session: Session, events: Sequence[ContactEvent], reached: Mapping[int, dt.datetime | None]) -> None:
    """Do what the outcomes of many contacts ask for; the electors' targets are locked by now.

    `reached` says when each elector was last reached, as it was known before.
    """
    by_elector: dict[int, list[ContactEvent]] = {}
    for event in sorted(events, key=lambda one: one.happened_at):
        by_elector.setdefault(event.elector_id, []).append(event)
        _object(event, event.corrects.lease if event.corrects else None)
        if event.outcome in UNUSABLE_NUMBER:
            _mark_wrong(event, None)
    known = tried_before(session, events)
    follows = [
        _follow(session, theirs, known, overtaken=(reached.get(elector) or NEVER) > theirs[-1].happened_at)
        for elector, theirs in sorted(by_elector.items())
    ]
    write_follows(session, follows, events[0].received_at)


def _object(event: ContactEvent, lease: Lease | None) -> None:
    """Record the objection that was made, if one was, and bar the line that rang."""
    kind = EFFECTS[event.outcome].suppression
    if kind is None:
        return
    source = f"{'Call' if event.channel == 'phone' else 'At the door'}, {event.session or ''}"[:120]
    objection = suppress(by=event.user, elector=event.elector, kind=kind, source=source)
    if lease is not None:
        _bar_dialled(objection, lease)


def _follow(session: Session, events: Sequence[ContactEvent], known: Tried, *, overtaken: bool) -> Follow:
    """Return what follows from the contacts of one elector, in the order in which they happened."""
    last = events[-1]
    effect = EFFECTS[last.outcome]
    again = _next_try(session, last, effect, known)
    return Follow(
        elector=last.elector_id,
        borough=last.borough,
        why=last.outcome,
        again=again,
        promised=last.call_back_at,
        keeper=last.user_id if last.call_back_at else None,
        counts=sum(EFFECTS[event.outcome].counts for event in events),
        late=last.late,
        spent=effect.counts and known.spent(last.elector_id, last.outcome, rules_of(session)[last.outcome]),
        overtaken=overtaken,
    )


def _bar_dialled(objection: Suppression, lease: Lease) -> None:
    """Bar the line that rang, where it is not the elector's own: the line is protected (PECR 2003 reg. 21(1)(a))."""
    if not lease.dialled:
        return
    line = BarredLine(suppression=objection, borough=objection.borough, e164=lease.dialled)
    BarredLine.objects.bulk_create([line], ignore_conflicts=True)


@transaction.atomic
def mark_wrong(*, by: User, number: TelephoneNumber, at: dt.datetime | None = None) -> None:
    """Record that a number does not reach its elector; once recorded, recording it again changes nothing.

    `at` is when the contact that told us was received, so that whoever puts that right finds the number again.
    """
    if number.wrong_at is not None:
        return
    number.wrong_at = at or timezone.now()
    number.save(update_fields=["wrong_at"])
    audit.record(by=by, action="canvass.mark_wrong", subject=number, area=number.borough, elector=number.elector_id)


def _mark_wrong(event: ContactEvent, number: int | None) -> None:
    """Mark the number that was dialled; where the page did not say which, the first that might have been."""
    which = number or _first_callable(event)
    dialled = event.elector.telephone_numbers.filter(pk=which).first() if which else None
    if dialled is not None:
        mark_wrong(by=event.user, number=dialled, at=event.received_at)


def _first_callable(event: ContactEvent) -> int | None:
    """Return the number (id) to ring the elector on first, as `callable_numbers` would, or None where there is none."""
    row = first(_FIRST_CALLABLE_SQL, {"elector": event.elector_id, "borough": event.borough})
    return None if row is None else int(row[0])


def _next_try(session: Session, event: ContactEvent, effect: Effect, known: Tried) -> dt.datetime | None:
    """Return when to try again, or None where nothing is left to try."""
    if event.outcome in UNUSABLE_NUMBER:
        return event.received_at if _first_callable(event) else None
    if event.call_back_at is not None:
        return event.call_back_at
    if effect.retry_minutes is None:
        return None
    rule = rules_of(session).get(event.outcome, Rule(effect.retry_minutes))
    return next_try(session, rule, event.happened_at, known.parts(event.elector_id))


def _overtaken(event: ContactEvent) -> bool:
    """Tell whether the elector was reached by somebody else after this call: then what they agreed on stands."""
    if not event.late:
        return False
    since = ContactEvent.objects.filter(elector=event.elector, happened_at__gt=event.happened_at, outcome__in=REACHED)
    return since.exists()

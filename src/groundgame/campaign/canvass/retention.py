"""How long what was said to canvassers is kept."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils import timezone

from groundgame.campaign.audit.retention import BATCH, Term, forget_in_batches, months_before
from groundgame.campaign.canvass.models import (
    Answer,
    ContactEvent,
    ElectorState,
    HeldOut,
    Lease,
    NewestAnswer,
    Target,
    Trial,
    Wordings,
)

READ_MONTHS = 18
"""After a polling day: until then marked registers come, and what its trials told may have to be worked out again."""


def _said(events: QuerySet[ContactEvent]) -> QuerySet[ContactEvent]:
    """Return those of the events of which a note or an hour to ring again is still kept."""
    return events.filter(~Q(note="") | Q(call_back_at__isnull=False))


def _blank(events: QuerySet[ContactEvent]) -> None:
    keys = _said(events).order_by()
    forget_in_batches(
        lambda: list(keys.values_list("pk", flat=True)[:BATCH]),
        lambda some: ContactEvent.objects.filter(pk__in=some).update(note="", digest="", call_back_at=None),
    )


def _old_notes(before: dt.datetime) -> QuerySet[ContactEvent]:
    return ContactEvent.objects.filter(happened_at__lt=before)


def _old_answers(before: dt.datetime) -> QuerySet[Answer]:
    return Answer.objects.filter(event__happened_at__lt=before)


def _forget_answers(answers: QuerySet[Answer]) -> None:
    found = answers.order_by()
    forget_in_batches(
        lambda: list(found.values_list("pk", flat=True)[:BATCH]),
        lambda keys: Answer.objects.filter(pk__in=keys).delete(),
    )


def _forget_old_answers(before: dt.datetime) -> None:
    """Forget answers, and what was derived from them first."""
    NewestAnswer.objects.filter(happened_at__lt=before).delete()
    ElectorState.objects.filter(voting_intention_at__lt=before).update(voting_intention="")
    ElectorState.objects.filter(promise_at__lt=before).update(promise="")
    _forget_answers(_old_answers(before))


def _of_the_left(before: dt.datetime) -> QuerySet[ContactEvent]:
    return ContactEvent.objects.filter(elector__left_at__lt=before.date())


def _count_left(before: dt.datetime) -> int:
    events = _of_the_left(before)
    return _said(events).count() + Answer.objects.filter(event__in=events).count()


def _forget_left(before: dt.datetime) -> None:
    events, left = _of_the_left(before), {"elector__left_at__lt": before.date()}
    NewestAnswer.objects.filter(**left).delete()
    ElectorState.objects.filter(**left).update(voting_intention="", promise="")
    _forget_answers(Answer.objects.filter(event__in=events))
    _blank(events)


def _old_lines(before: dt.datetime) -> QuerySet[Lease]:
    return Lease.objects.filter(closed_at__lt=before).exclude(dialled="")


def _old_leases(before: dt.datetime) -> QuerySet[Lease]:
    """Return the leases of which nothing came: what came of the others tells by itself who was in touch."""
    return Lease.objects.filter(closed_at__lt=before, event=None)


def _forget_leases(before: dt.datetime) -> None:
    old = _old_leases(before).order_by()
    forget_in_batches(
        lambda: list(old.values_list("pk", flat=True)[:BATCH]),
        lambda keys: Lease.objects.filter(pk__in=keys).delete(),
    )


def _old_places(before: dt.datetime) -> QuerySet[Target]:
    """Return the places in sessions that closed before, but for those that a trial is still to be read from."""
    trials = Trial.objects.filter(ended_at=None, polling_day__gte=_last_read()).values("session")
    openings = Wordings.objects.filter(polling_day__gte=_last_read()).values("session")
    old = Target.objects.filter(session__closed_at__lt=before)
    return old.exclude(session__in=trials).exclude(session__in=openings)


def _last_read() -> dt.date:
    """Return the polling day before which no trial is read any more."""
    return months_before(timezone.localdate(), READ_MONTHS).date()


def _forget_places(before: dt.datetime) -> None:
    old = _old_places(before).order_by()
    forget_in_batches(
        lambda: list(old.values_list("pk", flat=True)[:BATCH]),
        lambda keys: Target.objects.filter(pk__in=keys).delete(),
    )


def _past_promises(before: dt.datetime) -> QuerySet[Target]:
    return Target.objects.filter(promised_at__lt=before)


def _old_hold_outs(before: dt.datetime) -> QuerySet[HeldOut]:
    """Return the hold-outs whose term, from their polling day, is over; of a trial that was ended, from the draw."""
    over = Q(session__trial__polling_day__lt=min(before.date(), _last_read()))
    return HeldOut.objects.filter(over | Q(session__trial__ended_at__isnull=False), at__lt=before)


def _forget_hold_outs(before: dt.datetime) -> None:
    old = _old_hold_outs(before).order_by()
    forget_in_batches(
        lambda: list(old.values_list("pk", flat=True)[:BATCH]),
        lambda keys: HeldOut.objects.filter(pk__in=keys).delete(),
    )


OWN = (
    Term(
        "notes",
        "Notes of contacts, and hours agreed to ring again",
        24,
        "Free text ages fastest, and holds most that should not be there.",
        lambda before: _said(_old_notes(before)).count(),
        lambda before: _blank(_old_notes(before)),
    ),
    Term(
        "answers",
        "Answers, voting intention among them",
        120,
        "Two general elections: how people have moved is told from the last ones.",
        lambda before: _old_answers(before).count(),
        _forget_old_answers,
    ),
    Term(
        "left",
        "What was said by people who have left the register",
        24,
        "They may come back with the next register; after that they are no electors of ours.",
        _count_left,
        _forget_left,
    ),
    Term(
        "lines",
        "The lines on which households were rung",
        6,
        "Kept to bar the right line where somebody objects.",
        lambda before: _old_lines(before).count(),
        lambda before: _old_lines(before).update(dialled=""),
    ),
    Term(
        "leases",
        "To whom electors and doors were given, where no contact came of it",
        24,
        "The record of who was shown whom, as long as that of the looks.",
        lambda before: _old_leases(before).count(),
        _forget_leases,
    ),
    Term(
        "call_backs",
        "Call-backs whose hour is past",
        1,
        "A promise that was not kept in a month is broken.",
        lambda before: _past_promises(before).count(),
        lambda before: _past_promises(before).update(promised_at=None, promised_to=None),
    ),
    Term(
        "queues",
        "Queues of closed sessions",
        12,
        "To see afterwards what a session left undone; of a trial, until 18 months after its polling day, to read it.",
        lambda before: _old_places(before).count(),
        _forget_places,
    ),
    Term(
        "trials",
        "Who was left in peace so that we learn what calling does",
        36,
        "Until after the next polling day of the same electors; what was learnt stays, as figures alone.",
        lambda before: _old_hold_outs(before).count(),
        _forget_hold_outs,
    ),
)

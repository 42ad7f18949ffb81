"""Keep what is typed from a sheet, at once, once, however often it is sent; and take the last of it back."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions import record_contacts
from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.reports import DoorReport
from groundgame.campaign.doorstep import rules
from groundgame.campaign.doorstep.models import Sheet, SheetEntry
from groundgame.campaign.doorstep.paper.codes import Codebook
from groundgame.campaign.doorstep.paper.typed import Typed, TypedError, read_typed

PAPER = "paper"
UNDO = "U"


@dataclass(frozen=True, slots=True)
class Sent:
    """One thing typed: its id was made on the page, so that sending it again keeps it once."""

    id: UUID
    text: str


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of it: kept or not, the lines that it spoke of, and the sentence to show."""

    id: UUID
    kept: bool
    lines: tuple[int, ...]
    said: str


def type_lines(
    *, by: User, sheet: Sheet, codes: Codebook, sent: Sequence[Sent], walked_on: dt.date | None = None
) -> list[Kept]:
    """Keep each thing that was typed, in its order; one that cannot be kept holds up no other.

    Raises:
        PermissionDenied: if the person may not type the sheet.
    """
    rules.check_may_type(by, sheet)
    return [
        _undo(by, sheet, each) if each.text.strip().upper() == UNDO else _type(by, sheet, codes, each, walked_on)
        for each in sent
    ]


def _undo(by: User, sheet: Sheet, sent: Sent) -> Kept:
    try:
        lines = undo_last(by=by, sheet=sheet, id=sent.id)
    except PermissionDenied as error:
        return Kept(sent.id, kept=False, lines=(), said=str(error))
    return Kept(sent.id, kept=True, lines=lines, said=_said_of_undoing(lines))


def _said_of_undoing(lines: Sequence[int]) -> str:
    if not lines:
        return "You typed nothing here that could be taken back."
    return f"Taken back: {f'line {lines[0]}' if len(lines) == 1 else f'{len(lines)} lines'}, empty again."


@transaction.atomic
def _type(by: User, sheet: Sheet, codes: Codebook, sent: Sent, walked_on: dt.date | None) -> Kept:
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("outing__walk__session").get(pk=sheet.pk)
    try:
        typed = read_typed(sent.text, codes, len(sheet.electors))
    except TypedError as error:
        return Kept(sent.id, kept=False, lines=(), said=str(error))
    standing = _standing(sheet)
    lines = _meant(sheet, typed, standing)
    reports = [_report(sheet, typed, line, sent, standing.get(line), walked_on) for line in lines]
    known = set(
        SheetEntry.objects.filter(event__in=[report.event for report in reports]).values_list("event", flat=True)
    )
    if known:
        return Kept(sent.id, kept=True, lines=lines, said=_said(typed, codes, lines))
    done = record_contacts(by=by, session=sheet.outing.walk.session, reports=reports)
    taken = [(line, each) for line, each in zip(lines, reports, strict=True) if each.event in done.acknowledged]
    _keep(by, sheet, sent, taken)
    if not taken:
        return Kept(sent.id, kept=False, lines=(), said=next(iter(done.refused.values()), "Nothing was kept."))
    told = [*done.refused.values(), *(each for notices in done.notices.values() for each in notices)]
    said = " ".join([_said(typed, codes, [line for line, _ in taken]), *told])
    return Kept(sent.id, kept=True, lines=tuple(line for line, _ in taken), said=said)


def _standing(sheet: Sheet) -> dict[int, SheetEntry]:
    """Return what holds of each line that was typed."""
    entries = sheet.entries.filter(undone_at=None).select_related("event").order_by("typed_at", "pk")
    return {entry.line: entry for entry in entries}


def _meant(sheet: Sheet, typed: Typed, standing: dict[int, SheetEntry]) -> tuple[int, ...]:
    """Return the lines that it speaks of: nobody in at one line means nobody in at that door, but for those typed."""
    if typed.outcome != ContactEvent.Outcome.NOT_IN:
        return typed.lines
    doors = {sheet.doors[line - 1] for line in typed.lines}
    beside = [line for line, door in enumerate(sheet.doors, start=1) if door in doors and line not in standing]
    return tuple(sorted({*typed.lines, *beside}))


def _report(
    sheet: Sheet, typed: Typed, line: int, sent: Sent, before: SheetEntry | None, walked_on: dt.date | None
) -> DoorReport:
    return DoorReport(
        event=uuid5(sent.id, str(line)),
        elector=sheet.electors[line - 1],
        outcome=typed.outcome,
        answers=typed.answers,
        note=typed.note,
        happened_at=before.event.happened_at if before else _walked_at(sheet, walked_on),
        corrects=before.event_id if before else None,
        channel=PAPER,
    )


def _walked_at(sheet: Sheet, day: dt.date | None) -> dt.datetime:
    """Return when the walk was, as far as paper tells: the evening of the day, and never before it was given out."""
    given = sheet.outing.given_at
    evening = dt.datetime.combine(day or timezone.localdate(given), dt.time(19), timezone.get_current_timezone())
    return min(max(evening, given), timezone.now())


def _keep(by: User, sheet: Sheet, sent: Sent, taken: Sequence[tuple[int, DoorReport]]) -> None:
    now = timezone.now()
    sheet.entries.filter(line__in=[line for line, _ in taken], undone_at=None).update(undone_at=now)
    SheetEntry.objects.bulk_create(
        SheetEntry(sheet=sheet, line=line, event_id=report.event, typed=sent.text[:80], typed_by=by, typed_at=now)
        for line, report in taken
    )


def _said(typed: Typed, codes: Codebook, lines: Sequence[int]) -> str:
    meant = {code.answer: code.label for code in codes if code.answer}
    outcome = "" if typed.answers else ContactEvent.Outcome(typed.outcome).label
    words = [outcome, *(meant[key, value] for key, value in typed.answers.items()), "note" if typed.note else ""]
    which = f"line {lines[0]}" if len(lines) == 1 else f"{len(lines)} lines"
    return f"{which}: {', '.join(word for word in words if word)}".capitalize()


@transaction.atomic
def undo_last(*, by: User, sheet: Sheet, id: UUID) -> tuple[int, ...]:  # noqa: A002 (as the page calls it)
    """Take back the last thing that the person typed on a sheet; return its lines. The same `id` twice undoes once.

    Raises:
        PermissionDenied: if the person may not type the sheet, or it is no longer theirs to take back.
    """
    rules.check_may_type(by, sheet)
    sheet = Sheet.objects.select_for_update(of=("self",)).select_related("outing__walk__session").get(pk=sheet.pk)
    mine = sheet.entries.filter(undone_at=None, typed_by=by).order_by("-typed_at", "-pk")
    last = mine.first()
    sent_before = [uuid5(id, str(line)) for line in range(1, len(sheet.electors) + 1)]
    if last is None or ContactEvent.objects.filter(pk__in=sent_before).exists():
        return ()
    undone = list(mine.filter(typed_at=last.typed_at).select_related("event"))
    reports = [
        DoorReport(
            event=uuid5(id, str(entry.line)),
            elector=entry.event.elector_id,
            outcome=ContactEvent.Outcome.WITHDRAWN,
            corrects=entry.event_id,
            channel=PAPER,
        )
        for entry in undone
    ]
    done = record_contacts(by=by, session=sheet.outing.walk.session, reports=reports)
    taken = [entry for entry, report in zip(undone, reports, strict=True) if report.event in done.acknowledged]
    if not taken:
        raise PermissionDenied(next(iter(done.refused.values()), "It could not be taken back."))
    SheetEntry.objects.filter(pk__in=[entry.pk for entry in taken]).update(undone_at=timezone.now())
    return tuple(entry.line for entry in taken)

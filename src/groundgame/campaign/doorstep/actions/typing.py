"""Keep what is typed from a sheet, at once, once, however often it is sent."""

import datetime as dt
from collections.abc import Mapping, Sequence
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
from groundgame.campaign.doorstep.actions.untyping import PAPER, undo_last
from groundgame.campaign.doorstep.models import Sheet, SheetEntry
from groundgame.campaign.doorstep.paper.codes import Codebook
from groundgame.campaign.doorstep.paper.typed import Typed, TypedError, read_typed

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

    `walked_on` is today unless somebody knows better: too late a day leaves a door in peace for longer, too early a one
    has it knocked again.

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
    return Kept(sent.id, kept=True, lines=lines, said=_said_of_undoing(lines, _standing(sheet)))


def _said_of_undoing(lines: Sequence[int], standing: Mapping[int, SheetEntry]) -> str:
    if not lines:
        return "You typed nothing here that could be taken back."
    before = [line for line in lines if line in standing]
    return f"Taken back: {_which(lines)}, {'as before' if before else 'empty again'}."


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
        household=sheet.doors[line - 1],
    )


def _walked_at(sheet: Sheet, day: dt.date | None) -> dt.datetime:
    """Return when the walk was, as far as paper tells: the evening of the day, and never before it was given out."""
    given = sheet.outing.given_at
    evening = dt.datetime.combine(day or timezone.localdate(), dt.time(19), timezone.get_current_timezone())
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
    which = _which(lines)
    return f"{which[:1].upper()}{which[1:]}: {', '.join(word for word in words if word)}"


def _which(lines: Sequence[int]) -> str:
    """Return which lines, in words.

    >>> _which([2, 3, 4, 9])
    'lines 2 to 4, 9'
    """
    runs: list[list[int]] = []
    for line in sorted(lines):
        if runs and runs[-1][-1] == line - 1:
            runs[-1].append(line)
        else:
            runs.append([line])
    named = (str(run[0]) if len(run) == 1 else f"{run[0]} to {run[-1]}" for run in runs)
    return f"{'line' if len(lines) == 1 else 'lines'} {', '.join(named)}"

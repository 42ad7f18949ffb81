"""Take back the last thing that somebody typed from a sheet: what stood on its lines before stands again."""

from collections.abc import Sequence
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

PAPER = "paper"


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
    before = _before(undone)
    reports = [_report(id, entry, before.get(entry.line)) for entry in undone]
    done = record_contacts(by=by, session=sheet.outing.walk.session, reports=reports)
    taken = [entry for entry, report in zip(undone, reports, strict=True) if report.event in done.acknowledged]
    if not taken:
        raise PermissionDenied(next(iter(done.refused.values()), "It could not be taken back."))
    SheetEntry.objects.filter(pk__in=[entry.pk for entry in taken]).update(undone_at=timezone.now())
    _restore([before[entry.line] for entry in taken if entry.line in before], id)
    return tuple(entry.line for entry in taken)


def _before(undone: Sequence[SheetEntry]) -> dict[int, SheetEntry]:
    """Return by line what each of the entries took the place of: that ended the moment that they were typed."""
    first = undone[0]
    ended = first.sheet.entries.filter(line__in=[entry.line for entry in undone], undone_at=first.typed_at)
    return {entry.line: entry for entry in ended.select_related("event").prefetch_related("event__answers")}


def _report(sent: UUID, entry: SheetEntry, before: SheetEntry | None) -> DoorReport:
    """Return what puts the entry right: what stood there before, or that there was nothing."""
    said = before.event if before else None
    return DoorReport(
        event=uuid5(sent, str(entry.line)),
        elector=entry.event.elector_id,
        outcome=said.outcome if said else ContactEvent.Outcome.WITHDRAWN,
        answers={answer.question_key: answer.value for answer in said.answers.all()} if said else {},
        note=said.note if said else "",
        corrects=entry.event_id,
        channel=PAPER,
        household=entry.sheet.doors[entry.line - 1],
    )


def _restore(entries: Sequence[SheetEntry], sent: UUID) -> None:
    """Let earlier entries stand again, as of when they were typed: the next to be taken back comes before them."""
    SheetEntry.objects.bulk_create(
        SheetEntry(
            sheet=entry.sheet,
            line=entry.line,
            event_id=uuid5(sent, str(entry.line)),
            typed=entry.typed,
            typed_by=entry.typed_by,
            typed_at=entry.typed_at,
        )
        for entry in entries
    )

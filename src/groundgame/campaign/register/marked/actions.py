"""Mark who has voted from a typed line, and take the last line back."""

import uuid

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register.importing.copying import raw_cursor
from groundgame.campaign.register.importing.errors import RegisterFileError
from groundgame.campaign.register.importing.numbers import register_of
from groundgame.campaign.register.marked.entries import Found, Page, find
from groundgame.campaign.register.marked.lines import parse_line, why_unread, written
from groundgame.campaign.register.marked.rules import check_may_mark
from groundgame.campaign.register.models import MarkedEntry, MarkedLine
from groundgame.campaign.register.person.again import forget_again

LONGEST_LINE = 1000


@transaction.atomic
def mark_line(*, by: User, page: Page, text: str, line_id: uuid.UUID) -> MarkedLine:
    """Mark those whom a typed line names as having voted, and return the line with what is to be said of it.

    Sent twice, it counts once. Numbers that are unknown, unreadable or doubtful are in its answer; the doubtful ones
    are marked as typed, since the paper is before the typist's eyes and not before ours.

    Raises:
        PermissionDenied: if the person does not work in the polling district's ward.
        RegisterFileError: if the borough has no register, or the line is too long.
    """
    register = register_of(page.borough, page.election_date)
    check_may_mark(by, register, page.polling_district)
    _one_at_a_time(page)
    sent = MarkedLine.objects.filter(pk=line_id).first()
    if sent is not None:
        if sent.by_id != by.pk:
            raise PermissionDenied("Somebody else sent a line under this id. Type yours again.")
        return sent
    if len(text) > LONGEST_LINE:
        raise RegisterFileError(
            f"The line has {len(text):,} characters; {LONGEST_LINE:,} are the most. Type it in parts."
        )
    spans, unread = parse_line(text)
    found = find(page, register, spans)
    line = MarkedLine.objects.create(
        id=line_id,
        borough=page.borough,
        polling_district=page.polling_district,
        election_date=page.election_date,
        numbered_on=register.published_on,
        text=text.strip(),
        answer=_answer(found, unread),
        before=_mark(page, found),
        by=by,
    )
    forget_again(page.borough)
    _record(by, "register.mark", line)
    return line


@transaction.atomic
def undo_line(*, by: User, page: Page) -> MarkedLine | None:
    """Take back the person's last line of this page, and return it; None where there is nothing to take back.

    Each elector stands again as before, but for those whom somebody else's later line has changed since.

    Raises:
        PermissionDenied: if the person does not work in the polling district's ward.
    """
    check_may_mark(by, register_of(page.borough, page.election_date), page.polling_district)
    _one_at_a_time(page)
    line = lines_of(page).filter(by=by).first()
    if line is None:
        return None
    later = lines_of(page).filter(at__gt=line.at)
    changed_since = {elector for each in later for elector, _ in each.before}
    for elector, before in line.before:
        if elector not in changed_since:
            _restore(page, elector, before=before)
    line.undone_at = timezone.now()
    line.save(update_fields=["undone_at"])
    _record(by, "register.unmark", line)
    return line


def lines_of(page: Page) -> QuerySet[MarkedLine]:
    """Return the lines that stand of a page, the newest first."""
    here = MarkedLine.objects.filter(borough=page.borough, polling_district=page.polling_district)
    return here.filter(election_date=page.election_date, undone_at=None).order_by("-at")


def _one_at_a_time(page: Page) -> None:
    """Let one line of a page be marked at a time, so that two typists do not write the same elector at once."""
    with raw_cursor() as cursor:
        key = f"marked:{page.borough}:{page.polling_district}:{page.election_date}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [key])


def _mark(page: Page, found: Found) -> list[tuple[int, bool | None]]:
    """Write the marks that are new or other than before, and return how those electors stood."""
    changed = [each for each in found.named if each.before != each.by_post]
    new = [each for each in changed if each.before is None]
    MarkedEntry.objects.bulk_create(
        MarkedEntry(
            borough=page.borough, elector_id=each.elector_id, election_date=page.election_date, by_post=each.by_post
        )
        for each in new
    )
    for each in changed:
        if each.before is not None:
            _entry(page, each.elector_id).update(by_post=each.by_post)
    return [(each.elector_id, each.before) for each in changed]


def _restore(page: Page, elector: int, *, before: bool | None) -> None:
    if before is None:
        _entry(page, elector).delete()
    else:
        _entry(page, elector).update(by_post=before)


def _entry(page: Page, elector: int) -> QuerySet[MarkedEntry]:
    return MarkedEntry.objects.filter(elector_id=elector, election_date=page.election_date)


def _answer(found: Found, unread: list[str]) -> dict[str, object]:
    """Return what is said of a line at once."""
    return {
        "marked": sum(each.before is None for each in found.named),
        "by_post": sum(each.before is None and each.by_post for each in found.named),
        "again": [written(each.number) for each in found.named if each.before == each.by_post],
        "doubtful": [[written(each.number), each.doubt, each.elector_id] for each in found.named if each.doubt],
        "unknown": [list(each) for each in found.unknown]
        + [[text, why] for text in unread if (why := why_unread(text))],
        "unread": [text for text in unread if not why_unread(text)],
    }


def _record(by: User, action: str, line: MarkedLine) -> None:
    audit.record(
        by=by,
        action=action,
        subject=line,
        area=line.borough,
        polling_district=line.polling_district,
        election_date=line.election_date.isoformat(),
        electors=len(line.before),
    )

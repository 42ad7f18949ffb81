"""All that is held of one elector, as a subject access report gives it.

Law: UK GDPR art. 15 (what is told), art. 12(3) (within a month of the request), art. 14(2)(f) (the source).
"""

import calendar
import datetime as dt
import json
from dataclasses import dataclass
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register import rules
from groundgame.campaign.register.models import Elector, SubjectRequest
from groundgame.campaign.register.person.holdings import Row, all_holdings

RIGHTS = (
    "You may ask us to correct what is wrong, to erase it, to use less of it, or to stop; you may object at any time "
    "to being contacted, and to our keeping political opinions about you; you may take back what you agreed to. "
    "You may complain to the Information Commissioner (ico.org.uk, 0303 123 1113)."
)


@dataclass(frozen=True, slots=True)
class Part:
    """What one room holds of the elector."""

    key: str
    title: str
    purpose: str
    kept: str
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Report:
    """All of it, as of a moment."""

    elector: int
    name: str
    made_at: dt.datetime
    parts: list[Part]


def month_after(day: dt.date) -> dt.date:
    """Return the same day of the next month, or its last day where it has none: the last day to answer a request on.

    >>> month_after(dt.date(2027, 1, 31))
    datetime.date(2027, 2, 28)
    """
    year, month = (day.year + 1, 1) if day.month == 12 else (day.year, day.month + 1)
    return dt.date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


@transaction.atomic
def ask(*, by: User, elector: Elector, received_on: dt.date, source: str) -> SubjectRequest:
    """Note that an elector asked what we hold; the answer is due a month after.

    Raises:
        PermissionDenied: if the person does not answer for this elector.
    """
    rules.check_may_answer_for(by, elector)
    made = SubjectRequest.objects.create(
        borough=elector.borough, elector=elector, received_on=received_on, source=source, by=by
    )
    due = month_after(received_on).isoformat()
    audit.record(by=by, action="register.subject_request", subject=elector, area=elector.borough, due=due)
    return made


@transaction.atomic
def answer(*, by: User, request: SubjectRequest) -> None:
    """Note that a request was answered.

    Raises:
        PermissionDenied: if the person does not answer for this elector.
    """
    rules.check_may_answer_for(by, request.elector)
    if request.answered_at is None:
        request.answered_at = timezone.now()
        request.save(update_fields=["answered_at"])
        audit.record(by=by, action="register.subject_answer", subject=request.elector, area=request.borough)


@transaction.atomic
def report_on(*, by: User, elector: Elector) -> Report:
    """Return all that every room holds of an elector, and note who had it put together.

    Raises:
        PermissionDenied: if the person does not answer for this elector.
    """
    rules.check_may_answer_for(by, elector)
    audit.look(by=by, page=Look.Page.REPORT, electors=[elector.pk], area=elector.ward)
    parts = [Part(each.key, each.title, each.purpose, each.kept, list(each.tell(elector))) for each in all_holdings()]
    return Report(elector=elector.pk, name=str(elector), made_at=timezone.now(), parts=parts)


def as_json(report: Report) -> str:
    """Return a report as JSON, dates as ISO 8601: readable by machines, as art. 15(3) and 20(1) ask."""
    told: dict[str, Any] = {
        "elector": report.elector,
        "name": report.name,
        "made_at": report.made_at,
        "your_rights": RIGHTS,
        "parts": [
            {"key": each.key, "title": each.title, "purpose": each.purpose, "kept": each.kept, "rows": each.rows}
            for each in report.parts
        ],
    }
    return json.dumps(told, cls=DjangoJSONEncoder, indent=2, ensure_ascii=False)

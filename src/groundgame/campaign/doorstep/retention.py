"""How long the words are kept in which a sheet was typed back."""

import datetime as dt

from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.audit.retention import Term, all_terms, months_before
from groundgame.campaign.doorstep.models import SheetEntry

SAID = frozenset({"notes", "answers"})  # what was typed holds both


def _old(before: dt.datetime) -> QuerySet[SheetEntry]:
    """Return the lines of contacts before that time, or of which a note or an answer would be kept no longer."""
    months = min(term.kept_months for term in all_terms() if term.key in SAID)
    ended = max(before, months_before(timezone.localdate(), months))
    return SheetEntry.objects.filter(event__happened_at__lt=ended).exclude(typed="")


TERMS = (
    Term(
        "sheet_lines",
        "Lines as they were typed from canvass sheets",
        3,
        "To put a sheet right while it is at hand; what was said is in the log.",
        lambda before: _old(before).count(),
        lambda before: _old(before).update(typed=""),
    ),
)

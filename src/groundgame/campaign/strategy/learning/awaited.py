"""Which sessions' two openings the night is to work out: those that tell something new."""

import datetime as dt

from django.db.models import Max, OuterRef, Q, Subquery
from django.utils import timezone

from groundgame.campaign.canvass.models import ContactEvent, Wordings
from groundgame.campaign.register.models import MarkedEntry
from groundgame.campaign.strategy.learning.marking import MarkChanges, boroughs_of, mark_changes
from groundgame.campaign.strategy.learning.openings import OUTCOMES, VOTED
from groundgame.campaign.strategy.learning.results import A_DAY


def waiting_openings() -> list[Wordings]:
    """Return those that can be told and were not since the newest contact or mark; none of whom nobody was tried.

    In as many queries for a thousand sessions as for one.
    """
    today = timezone.localdate()
    newest = ContactEvent.objects.filter(session=OuterRef("pk")).order_by("-received_at").values("received_at")[:1]
    ours = Q(session__trial_results__outcome__in=OUTCOMES)
    voted = Q(session__trial_results__outcome=VOTED)
    each = Wordings.objects.filter(Q(session__closed_at__isnull=False) | Q(polling_day__lt=today)).annotate(
        heard_at=Subquery(newest),
        made_at=Max("session__trial_results__made_at", filter=ours),
        voted_at=Max("session__trial_results__made_at", filter=voted),
    )
    rows = list(each.filter(heard_at__isnull=False).select_related("session").order_by("pk"))
    days = {row.polling_day for row in rows if row.voted_at is None and row.polling_day and row.polling_day < today}
    marked, changes = _marked(days), mark_changes()
    return [row for row in rows if row.made_at is None or _is_new(row, row.made_at, row.heard_at, marked, changes)]


def _is_new(
    row: Wordings, made_at: dt.datetime, heard_at: dt.datetime, marked: set[tuple[dt.date, str]], changes: MarkChanges
) -> bool:
    """Tell whether anything came since a result was made, or shortly before, when it may not have been seen yet."""
    wards, day = row.session.audience["wards"], row.polling_day
    if heard_at >= made_at - A_DAY or any((day, borough) in marked for borough in boroughs_of(wards)):
        return True
    return day is not None and day < timezone.localdate() and changes.since(made_at - A_DAY, day, wards)


def _marked(days: set[dt.date]) -> set[tuple[dt.date, str]]:
    """Return the days with the boroughs in which anybody is marked as having voted on them."""
    marks = MarkedEntry.objects.filter(election_date__in=days)
    return set(marks.order_by().values_list("election_date", "borough").distinct())

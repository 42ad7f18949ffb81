"""Calls that were promised for an hour: first to be made by whoever promised them, and after a while by anybody."""

import datetime as dt
from dataclasses import dataclass

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import first
from groundgame.campaign.canvass.models import Session, Target
from groundgame.campaign.register.models import Elector
from groundgame.campaign.register.suppression import CALLABLE_SQL, reachable_electors

# For so long after the hour a promise is kept for the volunteer who made it.
KEPT = dt.timedelta(minutes=15)

_DUE_SQL = f"""
SELECT q.id FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id
WHERE q.session_id = %(session)s AND q.promised_to_id = %(user)s AND q.done_at IS NULL
  AND q.promised_at IS NOT NULL AND q.promised_at <= statement_timestamp()
  AND NOT EXISTS (
      SELECT FROM canvass_lease l WHERE l.closed_at IS NULL AND l.expires_at > statement_timestamp()
        AND (l.elector_id = q.elector_id OR l.household = e.address_id))
  AND {CALLABLE_SQL}
ORDER BY q.promised_at, q.id
LIMIT 1
"""  # noqa: S608 (the statement is put together from the package's own constants)

# On `v`, a contact that agreed on an hour: its session is closed, and nobody has tried since by the same `alike`
# channels, nor is it on another open session to do so. A promise that was not kept in a month is broken (retention.py).
LEFT_SQL = """(
    v.channel = ANY(%(alike)s) AND v.call_back_at > statement_timestamp() - interval '1 month'
    AND EXISTS (SELECT FROM canvass_session s WHERE s.id = v.session_id AND s.closed_at IS NOT NULL)
    AND NOT EXISTS (
        SELECT FROM canvass_contactevent w
        WHERE w.elector_id = v.elector_id AND w.channel = ANY(%(alike)s) AND w.happened_at > v.happened_at
          AND w.corrects_id IS NULL AND NOT EXISTS (
              SELECT FROM canvass_contactevent b WHERE b.corrects_id = w.id AND b.outcome = 'withdrawn'))
    AND NOT EXISTS (
        SELECT FROM canvass_target o JOIN canvass_session s ON s.id = o.session_id
        WHERE o.elector_id = v.elector_id AND o.borough = v.borough AND o.promised_at = v.call_back_at
          AND o.done_at IS NULL AND s.closed_at IS NULL AND s.id <> %(session)s))"""


@dataclass(frozen=True, slots=True)
class Promised:
    """An elector with whom a volunteer agreed to speak again, and when."""

    elector: Elector
    at: dt.datetime


def promised_due(session: Session, user_id: int) -> int | None:
    """Return the target (id) whom this volunteer promised to ring by now and nobody has on the line, or None."""
    row = first(_DUE_SQL, {"session": session.pk, "user": user_id})
    return row[0] if row else None


def promises_of(session: Session, user: User) -> list[Promised]:
    """Return what a volunteer promised in the session and is still to do, the soonest first."""
    kept = Target.objects.filter(session=session, promised_to=user, promised_at__isnull=False, done_at=None)
    return [
        Promised(target.elector, target.promised_at)
        for target in kept.select_related("elector").order_by("promised_at", "pk")
        if target.promised_at is not None
    ]


def still_promised(session: Session) -> str:
    """Say what becomes of the hours that a session promised and did not keep, as it is closed; "" for none.

    Those who object since, or have left, are promised nothing any more.
    """
    waiting = Target.objects.filter(session=session, promised_at__isnull=False, done_at=None)
    count = waiting.filter(elector__in=reachable_electors(Elector.objects.all(), session.channel)).count()
    if not count:
        return ""
    whom = "One elector was promised" if count == 1 else f"{count:,} electors were promised"
    return f"{whom} that we come back: the next session of its kind that is made for them keeps the hour."

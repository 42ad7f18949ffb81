"""What others recorded at a walk's doors, read on from a cursor that cannot skip a row.

Rows are numbered by the transaction that wrote them, and transactions commit in any order: a reader that goes by the
highest number it has seen misses the lower one which commits a moment later. So the cursor only moves up to the oldest
transaction that is still running (pg_snapshot_xmin): below it nothing can appear any more. Rows beyond it are shown as
well, again and again until they are below it, because one long import elsewhere must not keep a team from seeing each
other's doors; their ids tell that they are the same.
"""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from groundgame.campaign.canvass.opinions import OPINIONS_KEPT_SQL
from groundgame.campaign.doorstep.errors import SyncError
from groundgame.campaign.doorstep.models import Outing

MOST_ROWS = 1_000
LOWEST = UUID(int=0)

_CHANGES_SQL = f"""
SELECT v.id, v.elector_id, v.outcome, v.happened_at, v.device, v.corrects_id, u.name, v.transaction,
       v.transaction < pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS settled,
       CASE WHEN {OPINIONS_KEPT_SQL} THEN coalesce(
           (SELECT jsonb_object_agg(n.question_key, n.value) FROM canvass_answer n WHERE n.event_id = v.id), '{{}}'
       )::text ELSE '{{}}' END,
       CASE WHEN NOT EXISTS (
           SELECT FROM canvass_electorstate r WHERE r.elector_id = v.elector_id AND r.last_contact_at > v.happened_at
       ) THEN v.call_back_at END
FROM canvass_contactevent v
JOIN register_elector e ON e.id = v.elector_id
JOIN accounts_user u ON u.id = v.user_id
WHERE v.session_id = %(session)s
  AND (v.transaction, v.id) > (%(transaction)s, %(event)s)
  AND e.address_id IN (SELECT d.address_id FROM doorstep_walkdoor d WHERE d.walk_id = %(walk)s)
ORDER BY v.transaction, v.id
LIMIT {MOST_ROWS}
"""


@dataclass(frozen=True, slots=True)
class Change:
    """A contact at one of the walk's doors. No answers of whoever objects to our keeping them; `by` is a first name.

    `call_back_at` is the hour at which it was agreed to come back; None where anybody, be it by telephone, has spoken
    with them since.
    """

    event: UUID
    elector: int
    outcome: str
    happened_at: dt.datetime
    device: UUID | None
    corrects: UUID | None
    by: str
    answers: dict[str, str]
    call_back_at: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class Changes:
    """Contacts since a cursor, and the cursor to ask from next time. `more` tells that there are more already."""

    rows: tuple[Change, ...]
    cursor: str
    more: bool


def changes_since(outing: Outing, cursor: str) -> Changes:
    """Return what was recorded at the walk's doors since the cursor; an empty one begins at the beginning.

    Raises:
        SyncError: if the cursor was not made here.
    """
    transaction, event = _read(cursor)
    values: dict[str, Any] = {
        "session": outing.walk.session_id,
        "walk": outing.walk_id,
        "transaction": transaction,
        "event": event,
    }
    with connection.cursor() as database:
        database.execute(_CHANGES_SQL, values)
        rows = database.fetchall()
    settled = [row for row in rows if row[8]]
    reached = f"{settled[-1][7]}.{settled[-1][0]}" if settled else cursor
    return Changes(
        rows=tuple(_change(row) for row in rows),
        cursor=reached,
        more=len(settled) == MOST_ROWS,
    )


def _read(cursor: str) -> tuple[int, UUID]:
    if not cursor:
        return 0, LOWEST
    transaction, _, event = cursor.partition(".")
    try:
        return _xid(transaction), UUID(event)
    except ValueError as error:
        raise SyncError(f"{cursor[:60]!r} is no place in the log. Leave it out to begin at the beginning.") from error


def _xid(text: str) -> int:
    """Return a transaction's number, which the database keeps in 64 bits."""
    number = int(text) if text.isascii() and text.isdecimal() and len(text) < 20 else -1
    if not 0 <= number < 2**63:
        raise ValueError(text)
    return number


def _change(row: tuple[Any, ...]) -> Change:
    event, elector, outcome, happened_at, device, corrects, name, _, _, answers, later = row
    by = name.split(" ")[0]
    return Change(event, elector, outcome, happened_at, device, corrects, by, json.loads(answers), later)

"""The statements by which a call is saved: lock what it is about, see what stands, write it.

Two to see and one to write, whatever came of it. What stands is read after the locks, by a statement of its own, so
that it sees all that whoever held them has written.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.canvass.opinions import NO_OPINIONS
from groundgame.campaign.canvass.statements import first, run
from groundgame.campaign.register.models import Elector

# Places before leases, and in one order, as everywhere: so no ring of callers who wait for each other forms.
_LOCK_SQL = """
WITH mine AS (
    SELECT id, elector_id FROM canvass_lease
    WHERE token = %(token)s AND user_id = %(user)s AND session_id = %(session)s
), places AS MATERIALIZED (
    SELECT q.id FROM canvass_target q JOIN mine m ON m.elector_id = q.elector_id ORDER BY q.id FOR UPDATE OF q
)
SELECT l.id FROM canvass_lease l
WHERE l.id = (SELECT id FROM mine) AND (SELECT count(*) FROM places) >= 0
FOR UPDATE OF l
"""

_NO_OPINIONS = ", ".join(repr(str(kind)) for kind in NO_OPINIONS)
# In the order of the models, as Django reads them.
LEASE_COLUMNS = ("id", "borough", "ahead", "household", "dialled", "token", "leased_at", "expires_at", "closed_at")
ELECTOR_COLUMNS = ("id", "borough", "ward", "address_id", "forename", "surname")
_CALL_SQL = f"""
SELECT statement_timestamp(),
       EXISTS (
           SELECT FROM register_suppression o
           WHERE o.elector_id = e.id AND o.lifted_at IS NULL AND o.kind IN ({_NO_OPINIONS})),
       (SELECT json_object_agg(v.id, json_build_object('user', v.user_id, 'digest', v.digest, 'outcome', v.outcome))
        FROM (SELECT id, user_id, digest, outcome FROM canvass_contactevent WHERE lease_id = %(lease)s
              UNION SELECT id, user_id, digest, outcome FROM canvass_contactevent WHERE id = %(event)s) v),
       {", ".join(f"l.{name}" for name in LEASE_COLUMNS)}, {", ".join(f"e.{name}" for name in ELECTOR_COLUMNS)}
FROM canvass_lease l JOIN register_elector e ON e.id = l.elector_id
WHERE l.id = %(lease)s
"""

# Whoever saves is here: noted with the call, once a minute at most.
_WRITE_SQL = """
WITH event AS (
    INSERT INTO canvass_contactevent
        (id, borough, ward, session_id, elector_id, user_id, lease_id, channel, outcome, note, happened_at, received_at,
         late, call_back_at, digest)
    VALUES (%(id)s, %(borough)s, %(ward)s, %(session_id)s, %(elector_id)s, %(user_id)s, %(lease_id)s, %(channel)s,
            %(outcome)s, %(note)s, %(happened_at)s, %(received_at)s, %(late)s, %(call_back_at)s, %(digest)s)
), closed AS (
    UPDATE canvass_lease SET closed_at = statement_timestamp(), closed_by = 'saved'
    WHERE id = %(lease_id)s AND closed_at IS NULL
), seen AS (
    UPDATE canvass_caller SET last_seen_at = statement_timestamp()
    WHERE user_id = %(user_id)s AND session_id = %(session_id)s
      AND (last_seen_at IS NULL OR last_seen_at < statement_timestamp() - interval '1 minute')
)
INSERT INTO canvass_answer (event_id, question_key, value)
SELECT %(id)s, said.key, said.value FROM unnest(%(keys)s::text[], %(values)s::text[]) AS said (key, value)
"""
WRITTEN = (
    "id",
    "borough",
    "ward",
    "session_id",
    "elector_id",
    "user_id",
    "lease_id",
    "channel",
    "outcome",
    "note",
    "happened_at",
    "received_at",
    "late",
    "call_back_at",
    "digest",
)


@dataclass(frozen=True, slots=True)
class Call:
    """A lease that is locked, with its elector, the database's time, and the events of the lease or of the id sent."""

    lease: Lease
    elector: Elector
    now: dt.datetime
    keeps_no_opinions: bool
    events: dict[str, Mapping[str, Any]]


def lock_call(by: User, session: Session, *, token: UUID, event: UUID) -> Call | None:
    """Lock the lease of a token and its elector's places, inside a transaction; None if it never was the caller's."""
    lease = first(_LOCK_SQL, {"token": token, "user": by.pk, "session": session.pk})
    row = None if lease is None else first(_CALL_SQL, {"lease": lease[0], "event": event})
    if row is None:
        return None
    now, objects, events, *columns = row
    held = Lease.from_db("default", LEASE_COLUMNS, columns[: len(LEASE_COLUMNS)])
    held.session, held.user = session, by
    held.elector = Elector.from_db("default", ELECTOR_COLUMNS, columns[len(LEASE_COLUMNS) :])
    return Call(held, held.elector, now, objects, events or {})


def write_call(event: ContactEvent, answers: Mapping[str, str]) -> None:
    """Write an event and its answers, and close its lease."""
    said = sorted(answers.items())
    values = {name: getattr(event, name) for name in WRITTEN}
    values |= {"keys": [key for key, _ in said], "values": [value for _, value in said]}
    run(_WRITE_SQL, values)
    event._state.adding = False  # noqa: SLF001 (as Django itself marks a row that stands)

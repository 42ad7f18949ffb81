"""The statements by which a call is saved: lock what it is about, see what stands, write all that comes of it.

Two to see and one to write: ten thousand callers share one database. What stands is read after the locks, by a
statement of its own, so that it sees all that whoever held them has written.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import Values, firsts, listed
from groundgame.campaign.canvass.known import of_session, within
from groundgame.campaign.canvass.leasing_sql import DUE_SQL
from groundgame.campaign.canvass.models import ContactEvent, Lease, Session
from groundgame.campaign.canvass.opinions import NO_OPINIONS
from groundgame.campaign.canvass.outcomes import GONE, REACHED
from groundgame.campaign.canvass.places import Follow, statement_of, values_of
from groundgame.campaign.canvass.spoken import was_spoken_to
from groundgame.campaign.canvass.state import (
    NEWEST_COLUMNS,
    NEWEST_MERGED_SQL,
    QUESTIONS,
    STATE_COLUMNS,
    STATE_MERGED_SQL,
)
from groundgame.campaign.register.models import Elector

# Places before leases, and in one order, as everywhere: so no ring of callers who wait for each other forms.
_LOCK_SQL = f"""
WITH mine AS (
    SELECT l.id, l.borough, l.elector_id FROM canvass_lease l
    WHERE l.token = %(token)s AND l.user_id = %(user)s AND l.session_id = %(session)s {within("l")}
), places AS MATERIALIZED (
    SELECT q.id FROM canvass_target q JOIN mine m ON m.elector_id = q.elector_id AND m.borough = q.borough
    ORDER BY q.id FOR UPDATE OF q
)
SELECT l.id, l.borough FROM canvass_lease l JOIN mine m ON m.id = l.id AND m.borough = l.borough
WHERE (SELECT count(*) FROM places) >= 0
FOR UPDATE OF l
"""


def _said(key: str) -> str:
    """Return what an event says to a question that the state keeps: the answer, and when it was given."""
    answer = f"(SELECT value FROM said WHERE key = '{key}')"
    return f"coalesce({answer}, ''), CASE WHEN {answer} IS NOT NULL THEN %(happened_at)s::timestamptz END"


_NO_OPINIONS = listed(NO_OPINIONS)
# In the order of the models, as Django reads them.
LEASE_COLUMNS = ("id", "borough", "ahead", "household", "dialled", "token", "leased_at", "expires_at", "closed_at")
ELECTOR_COLUMNS = ("id", "borough", "ward", "address_id", "forename", "surname")
_CALL_SQL = f"""
SELECT statement_timestamp(),
       EXISTS (
           SELECT FROM register_suppression o
           WHERE o.elector_id = e.id AND o.borough = e.borough AND o.lifted_at IS NULL AND o.kind IN ({_NO_OPINIONS})),
       (SELECT json_object_agg(v.id, json_build_object('user', v.user_id, 'digest', v.digest, 'outcome', v.outcome))
        FROM (SELECT id, user_id, digest, outcome FROM canvass_contactevent
              WHERE lease_id = l.id AND borough = l.borough
              UNION SELECT c.id, c.user_id, c.digest, c.outcome FROM canvass_contactevent c
              WHERE c.id = %(event)s {within("c")}) v),
       {DUE_SQL},
       {", ".join(f"l.{name}" for name in LEASE_COLUMNS)}, {", ".join(f"e.{name}" for name in ELECTOR_COLUMNS)}
FROM canvass_lease l JOIN register_elector e ON e.id = l.elector_id AND e.borough = l.borough
WHERE l.token = %(token)s AND l.user_id = %(user)s AND l.session_id = %(session)s {within("l")}
"""

# Whoever saves is here: noted with the call, once a minute at most. What the event says of the elector is merged as
# `state.py` merges many; the state's row is locked before the answers. Of the household, whoever has a place locked is
# about to find it taken: none is waited for. Those held leave the head of the queue, which every caller reads, and come
# back to it when they are freed.
_WRITE_SQL = f"""
WITH event AS (
    INSERT INTO canvass_contactevent
        (id, borough, ward, session_id, elector_id, user_id, lease_id, channel, outcome, note, happened_at, received_at,
         late, call_back_at, digest, wording)
    VALUES (%(id)s, %(borough)s, %(ward)s, %(session_id)s, %(elector_id)s, %(user_id)s, %(lease_id)s, %(channel)s,
            %(outcome)s, %(note)s, %(happened_at)s, %(received_at)s, %(late)s, %(call_back_at)s, %(digest)s,
            %(wording)s)
), {{answers}} closed AS (
    UPDATE canvass_lease SET
        closed_at = coalesce(closed_at, statement_timestamp()),
        closed_by = CASE WHEN closed_at IS NULL THEN 'saved' ELSE closed_by END
    WHERE id = %(lease_id)s AND borough = %(borough)s
), seen AS (
    UPDATE canvass_caller SET last_seen_at = statement_timestamp()
    WHERE user_id = %(user_id)s AND session_id = %(session_id)s
      AND (last_seen_at IS NULL OR last_seen_at < statement_timestamp() - interval '1 minute')
), state AS (
    INSERT INTO canvass_electorstate AS s ({STATE_COLUMNS})
    SELECT %(elector_id)s::bigint, %(borough)s, %(ward)s, 1, %(spoken)s::int,
           %(happened_at)s::timestamptz,
           CASE WHEN %(outcome)s IN ({listed(REACHED)}) THEN %(happened_at)s::timestamptz END,
           CASE WHEN %(outcome)s IN ({listed(GONE)}) THEN %(happened_at)s::timestamptz END,
           {{said}}
    {STATE_MERGED_SQL}
    RETURNING elector_id
), {{newest}} mates AS (
    SELECT q.id FROM register_elector e
    JOIN canvass_target q
      ON q.elector_id = e.id AND q.borough = e.borough AND q.session_id = %(session_id)s AND q.done_at IS NULL
    WHERE e.address_id = %(household)s AND e.borough = %(borough)s AND e.left_at IS NULL AND e.id <> %(elector_id)s
    FOR UPDATE OF q SKIP LOCKED
), held AS (
    UPDATE canvass_target q SET
        held_until = %(until)s::timestamptz,
        not_before = CASE WHEN %(until)s::timestamptz IS NOT NULL THEN greatest(q.not_before, %(until)s::timestamptz)
                          WHEN q.not_before = q.held_until THEN %(head)s
                          ELSE q.not_before END
    FROM mates m WHERE q.id = m.id AND q.borough = %(borough)s
)
"""
_ANSWERS_SQL = """
said AS (
    SELECT key, value FROM json_each_text(%(answers)s::json)
), answers AS (
    INSERT INTO canvass_answer (event_id, question_key, value) SELECT %(id)s::uuid, key, value FROM said ORDER BY key
),
"""
_NEWEST_SQL = f"""
newest AS (
    INSERT INTO canvass_newestanswer AS k ({NEWEST_COLUMNS})
    SELECT elector_id, key, %(borough)s, value, %(happened_at)s::timestamptz, %(received_at)s::timestamptz, %(id)s::uuid
    FROM state, said ORDER BY key
    {NEWEST_MERGED_SQL}
),
"""
# Most calls bring no answer, and need not ask for any.
_WITH_ANSWERS_SQL = _WRITE_SQL.format(
    answers=_ANSWERS_SQL, said=", ".join(_said(key) for key in QUESTIONS), newest=_NEWEST_SQL
)
_WITHOUT_ANSWERS_SQL = _WRITE_SQL.format(
    answers="", said=", ".join("'', NULL::timestamptz" for _ in QUESTIONS), newest=""
)
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
    "wording",
)


@dataclass(frozen=True, slots=True)
class Call:
    """A lease that is locked, with its elector, the database's time, and the events of the lease or of the id sent.

    `any_due` tells whether an hour has come that this caller promised, or another who is not here.
    """

    lease: Lease
    elector: Elector
    now: dt.datetime
    keeps_no_opinions: bool
    events: dict[str, Mapping[str, Any]]
    any_due: bool


def lock_call(by: User, session: Session, *, token: UUID, event: UUID) -> Call | None:
    """Lock the lease of a token and its elector's places, inside a transaction; None if it never was the caller's."""
    asked = {"token": token, "user": by.pk, "session": session.pk, "borough": session.borough, "event": event}
    _, row = firsts((of_session(_LOCK_SQL, session), asked), (of_session(_CALL_SQL, session), asked))
    if row is None:
        return None
    now, objects, events, any_due, *columns = row
    held = Lease.from_db("default", LEASE_COLUMNS, columns[: len(LEASE_COLUMNS)])
    held.session, held.user = session, by
    held.elector = Elector.from_db("default", ELECTOR_COLUMNS, columns[len(LEASE_COLUMNS) :])
    return Call(held, held.elector, now, objects, events or {}, any_due)


def written(event: ContactEvent, answers: Mapping[str, str], lease: Lease, follow: Follow) -> tuple[str, Values]:
    """Return the statement that writes an event, its answers and what follows from them, and closes its lease.

    The others of the household are held back until the next try, or freed to be the next call; not by a call that is
    saved late, when somebody else may be ringing there.
    """
    values = {name: getattr(event, name) for name in WRITTEN}
    values |= {"answers": json.dumps(answers), "head": lease.session.created_at}
    values["spoken"] = int(was_spoken_to(event.outcome, answers))
    values["household"] = None if event.late else lease.household
    values["until"] = follow.again if follow.counts else None
    statement = statement_of(follow)
    values |= values_of(lease.session, follow, event.received_at)
    return f"{_WITH_ANSWERS_SQL if answers else _WITHOUT_ANSWERS_SQL}{statement or 'SELECT'}", values

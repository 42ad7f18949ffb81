"""Give out the next elector of a session: one statement, by the database's own clock.

What holds it: the unique indexes on open leases (one an elector, one a household, one a caller in a session). The rest
is speed. Locks are taken in one order everywhere, targets before leases, so that no two callers wait for each other.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.register.suppression import BARS_CALLS, CALLABLE_SQL


def _listed(values: Iterable[str]) -> str:
    return ", ".join(repr(str(value)) for value in values)


# The first free target of a session, in the order of calling.
_FREE_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, e.address_id
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id
    WHERE q.session_id = %(session)s
      AND q.done_at IS NULL
      AND q.not_before <= statement_timestamp()
      AND (q.held_until IS NULL OR q.held_until <= statement_timestamp())
      AND EXISTS (SELECT FROM canvass_session n WHERE n.id = %(session)s AND n.closed_at IS NULL)
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.elector_id = q.elector_id AND l.closed_at IS NULL AND l.expires_at > statement_timestamp())
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.household = e.address_id AND l.closed_at IS NULL AND l.expires_at > statement_timestamp())
      AND {CALLABLE_SQL}
    ORDER BY q.not_before, q.position
    LIMIT 1
"""

# `picked` locks the first free target; `passed` closes leases on it that ran out; `given` is empty when another caller
# was faster (the unique indexes), and then nothing of the target changes. `mates` never waits for a lock.
_LEASE_SQL = f"""
WITH picked AS (
    {_FREE_SQL}
    FOR UPDATE OF q SKIP LOCKED
), passed AS (
    UPDATE canvass_lease l SET closed_at = statement_timestamp(), closed_by = 'expired'
    FROM picked p
    WHERE (l.elector_id = p.elector_id OR l.household = p.address_id)
      AND l.closed_at IS NULL AND l.expires_at <= statement_timestamp()
    RETURNING l.id
), given AS (
    INSERT INTO canvass_lease
        (borough, session_id, elector_id, household, user_id, token, leased_at, expires_at, closed_by, dialled)
    SELECT p.borough, %(session)s, p.elector_id, p.address_id, %(user)s, gen_random_uuid(), statement_timestamp(),
           statement_timestamp() + make_interval(mins => %(minutes)s), '', ''
    FROM picked p CROSS JOIN (SELECT count(*) FROM passed) AS first
    ON CONFLICT DO NOTHING
    RETURNING id, elector_id, household, expires_at
), taken AS (
    UPDATE canvass_target q SET not_before = g.expires_at, held_until = NULL FROM given g, picked p WHERE q.id = p.id
), mates AS (
    SELECT q.id, g.expires_at
    FROM given g
    JOIN register_elector e ON e.address_id = g.household AND e.left_at IS NULL AND e.id <> g.elector_id
    JOIN canvass_target q ON q.elector_id = e.id AND q.session_id = %(session)s AND q.done_at IS NULL
    FOR UPDATE OF q SKIP LOCKED
), held AS (
    UPDATE canvass_target q SET held_until = m.expires_at FROM mates m WHERE q.id = m.id
)
SELECT (SELECT count(*) FROM picked), (SELECT id FROM given)
"""

# Not CALLABLE_SQL: whoever answered for the household may have no number of their own.
_OWN_SQL = f"""
UPDATE canvass_lease l SET expires_at = statement_timestamp() + make_interval(mins => %(minutes)s)
WHERE l.session_id = %(session)s AND l.user_id = %(user)s AND l.closed_at IS NULL
  AND NOT l.ahead AND l.channel = 'phone'
  AND NOT EXISTS (
      SELECT FROM register_suppression s
      WHERE s.elector_id = l.elector_id AND s.lifted_at IS NULL AND s.kind IN ({_listed(BARS_CALLS)}))
RETURNING l.id
"""

ASIDE_MINUTES, ASIDE_TARGETS, ASIDE_SECONDS = 60, 5_000, 10

# Of the next targets, those whom we may not ring leave the head of the queue. Not for good: an objection may be lifted,
# and a number added. Locks theirs alone, and waits for none.
_ASIDE_SQL = f"""
UPDATE canvass_target q SET not_before = statement_timestamp() + make_interval(mins => %(minutes)s)
WHERE q.id IN (
    SELECT q.id
    FROM (
        SELECT id, elector_id FROM canvass_target
        WHERE session_id = %(session)s AND done_at IS NULL AND not_before <= statement_timestamp()
        ORDER BY not_before, position
        LIMIT %(targets)s
    ) head
    JOIN canvass_target q ON q.id = head.id
    JOIN register_elector e ON e.id = head.elector_id
    WHERE NOT {CALLABLE_SQL}
    FOR UPDATE OF q SKIP LOCKED
)
"""

# Leases with all that the caller's screen shows.
SHOWN = Lease.objects.select_related("elector__address", "elector__state", "session__script", "session__created_by")


@dataclass(frozen=True, slots=True)
class Pick:
    """What one try came to: a lease, nothing free, or (`contested`) somebody faster."""

    lease: int | None
    contested: bool


def own_lease(session: Session, user_id: int) -> int | None:
    """Renew the lease that the caller holds in the session and return its id; None if there is none to hold on to.

    It may have run out: as long as nobody else was given the elector, it is still the caller's.
    """
    with connection.cursor() as cursor:
        cursor.execute(_OWN_SQL, {"session": session.pk, "user": user_id, "minutes": session.lease_minutes})
        row = cursor.fetchone()
    return row[0] if row else None


def pick(session: Session, user_id: int) -> Pick:
    """Try once to lease the first free target of the session to a caller."""
    with connection.cursor() as cursor:
        cursor.execute(_LEASE_SQL, {"session": session.pk, "user": user_id, "minutes": session.lease_minutes})
        picked, lease = cursor.fetchone()
    return Pick(lease, contested=bool(picked) and lease is None)


def put_aside(session: Session) -> int:
    """Look for an hour past those at the head of the queue whom we may not ring; return how many.

    Thousands of them, as after a new register or a new list of objections, would make every caller wait.
    """
    values = {"session": session.pk, "minutes": ASIDE_MINUTES, "targets": ASIDE_TARGETS}
    with connection.cursor() as cursor:
        cursor.execute(_ASIDE_SQL, values)
        return int(cursor.rowcount)


def anybody_free(session: Session) -> bool:
    """Tell whether a caller would be given somebody now, without counting the whole session."""
    with connection.cursor() as cursor:
        cursor.execute(_FREE_SQL, {"session": session.pk})
        return cursor.fetchone() is not None


def lease_of(pk: int) -> Lease:
    """Return a lease with all that the caller's screen shows of the elector."""
    return SHOWN.get(pk=pk)

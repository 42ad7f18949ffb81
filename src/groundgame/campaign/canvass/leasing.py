"""Give out the next elector of a session: one statement, by the database's own clock.

What holds it: the unique indexes on open leases (one an elector, one a household, one a caller in a session). The rest
is speed. Locks are taken in one order everywhere, targets before leases, so that no two callers wait for each other.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from groundgame.campaign.canvass.models import Lease, Session
from groundgame.campaign.canvass.statements import first
from groundgame.campaign.register.suppression import BARS_CALLS, CALLABLE_SQL


def _listed(values: Iterable[str]) -> str:
    return ", ".join(repr(str(value)) for value in values)


# A paused caller is given nobody, nor is anybody in a paused session.
_RUNNING_SQL = """
      EXISTS (SELECT FROM canvass_session n WHERE n.id = %(session)s AND n.closed_at IS NULL AND n.paused_at IS NULL)
"""
_AT_WORK_SQL = """
      NOT EXISTS (
          SELECT FROM canvass_caller w
          WHERE w.session_id = %(session)s AND w.user_id = %(user)s AND w.paused_at IS NOT NULL)
"""

# On `q`, a target: it may be given out now.
_FREE_SQL = f"""
      q.session_id = %(session)s
      AND q.done_at IS NULL
      AND (q.held_until IS NULL OR q.held_until <= statement_timestamp())
      AND {_RUNNING_SQL}
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.elector_id = q.elector_id AND l.closed_at IS NULL AND l.expires_at > statement_timestamp())
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.household = e.address_id AND l.closed_at IS NULL AND l.expires_at > statement_timestamp())
      AND {CALLABLE_SQL}
"""

# The first free target of a session, in the order of calling.
_FIRST_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, e.address_id
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id
    WHERE q.not_before <= statement_timestamp() AND {_FREE_SQL}
    ORDER BY q.not_before, q.position
    LIMIT 1
"""

# Before it come the calls that were promised for an hour which has come: by this caller, or by one who is not here.
_PROMISED_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, e.address_id
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id
    WHERE q.promised_at <= statement_timestamp()
      AND (q.promised_to_id = %(user)s OR q.not_before <= statement_timestamp())
      AND {_AT_WORK_SQL}
      AND {_FREE_SQL}
    ORDER BY q.promised_at
    LIMIT 1
"""

# `first` locks the first free target; `passed` closes leases on it that ran out; `given` is empty when another caller
# was faster (the unique indexes), and then nothing of the target changes. The household leaves the head of the queue,
# which every caller reads, until somebody has answered there; `mates` never waits for a lock.
_LEASE_SQL = f"""
WITH promised AS MATERIALIZED (
    {_PROMISED_SQL}
    FOR UPDATE OF q SKIP LOCKED
), first AS MATERIALIZED (
    {_FIRST_SQL.replace("WHERE", f"WHERE NOT EXISTS (SELECT FROM promised) AND {_AT_WORK_SQL} AND", 1)}
    FOR UPDATE OF q SKIP LOCKED
), picked AS (
    SELECT * FROM promised UNION ALL SELECT * FROM first
), passed AS (
    UPDATE canvass_lease l SET closed_at = statement_timestamp(), closed_by = 'expired'
    FROM picked p
    WHERE (l.elector_id = p.elector_id OR l.household = p.address_id)
      AND l.closed_at IS NULL AND l.expires_at <= statement_timestamp()
    RETURNING l.id
), given AS (
    INSERT INTO canvass_lease
        (borough, session_id, elector_id, household, user_id, token, leased_at, expires_at, closed_by, dialled, ahead)
    SELECT p.borough, %(session)s, p.elector_id, p.address_id, %(user)s, gen_random_uuid(), statement_timestamp(),
           statement_timestamp() + make_interval(mins => %(minutes)s), '', '', %(ahead)s
    FROM picked p CROSS JOIN (SELECT count(*) FROM passed) AS closed
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
    UPDATE canvass_target q SET held_until = m.expires_at, not_before = greatest(q.not_before, m.expires_at)
    FROM mates m WHERE q.id = m.id
)
SELECT (SELECT count(*) FROM picked), (SELECT id FROM given)
"""

# Not CALLABLE_SQL: whoever answered for the household may have no number of their own.
_NOT_BARRED_SQL = f"""NOT EXISTS (
    SELECT FROM register_suppression s
    WHERE s.elector_id = l.elector_id AND s.lifted_at IS NULL AND s.kind IN ({_listed(BARS_CALLS)}))
"""

_OWN_SQL = f"""
UPDATE canvass_lease l SET expires_at = statement_timestamp() + make_interval(mins => %(minutes)s)
WHERE l.session_id = %(session)s AND l.user_id = %(user)s AND l.closed_at IS NULL
  AND l.ahead = %(ahead)s AND l.channel = 'phone' AND {_NOT_BARRED_SQL}
RETURNING l.id
"""

# The call fetched ahead comes on the screen as soon as nothing else is there.
_PROMOTE_SQL = f"""
UPDATE canvass_lease l SET ahead = false, expires_at = statement_timestamp() + make_interval(mins => %(minutes)s)
WHERE l.session_id = %(session)s AND l.user_id = %(user)s AND l.closed_at IS NULL
  AND l.ahead AND l.channel = 'phone' AND {_NOT_BARRED_SQL} AND {_RUNNING_SQL} AND {_AT_WORK_SQL}
  AND NOT EXISTS (
      SELECT FROM canvass_lease c
      WHERE c.session_id = %(session)s AND c.user_id = %(user)s AND c.closed_at IS NULL
        AND NOT c.ahead AND c.channel = 'phone')
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

SHORTEST_AHEAD_MINUTES = 2

# Leases with all that the caller's screen shows.
SHOWN = Lease.objects.select_related("elector__address", "elector__state", "session__script", "session__created_by")


@dataclass(frozen=True, slots=True)
class Pick:
    """What one try came to: a lease, nothing free, or (`contested`) somebody faster."""

    lease: int | None
    contested: bool


def minutes_of(session: Session, *, ahead: bool = False) -> int:
    """Return how long a lease of the session lasts; one fetched ahead comes back sooner, as nobody rings it yet."""
    return max(SHORTEST_AHEAD_MINUTES, session.lease_minutes // 2) if ahead else session.lease_minutes


def own_lease(session: Session, user_id: int, *, ahead: bool = False) -> int | None:
    """Renew the lease that the caller holds in the session and return its id; None if there is none to hold on to.

    It may have run out: as long as nobody else was given the elector, it is still the caller's.
    """
    row = first(_OWN_SQL, _values(session, user_id, ahead=ahead))
    return row[0] if row else None


def promote(session: Session, user_id: int) -> int | None:
    """Put the call that was fetched ahead on the caller's screen, where there is none; return its lease (id)."""
    row = first(_PROMOTE_SQL, _values(session, user_id))
    return row[0] if row else None


def pick(session: Session, user_id: int, *, ahead: bool = False) -> Pick:
    """Try once to lease the first free target of the session to a caller."""
    picked, lease = first(_LEASE_SQL, _values(session, user_id, ahead=ahead)) or (0, None)
    return Pick(lease, contested=bool(picked) and lease is None)


def _values(session: Session, user_id: int, *, ahead: bool = False) -> dict[str, int | bool]:
    return {
        "session": session.pk,
        "user": user_id,
        "minutes": minutes_of(session, ahead=ahead),
        "ahead": ahead,
    }


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
        cursor.execute(_FIRST_SQL, {"session": session.pk})
        return cursor.fetchone() is not None


def lease_of(pk: int) -> Lease:
    """Return a lease with all that the caller's screen shows of the elector."""
    return SHOWN.get(pk=pk)

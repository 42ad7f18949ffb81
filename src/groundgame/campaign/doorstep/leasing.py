"""Which doors are free, and giving out those of walks: one statement, by the database's own clock.

What holds it: the unique index on open leases of a household, which spans telephones and doors. A door is free when
nobody has it, nobody knocked there within the round's rest, whichever session it was for, and somebody is left to ask
for with whom nobody has just spoken, by telephone either. Whoever asked us to come back is free when the hour is near.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from collections import Counter
from collections.abc import Sequence
from typing import Any

import polars as pl
from django.db import connection

from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.doorstep.models import Outing
from groundgame.campaign.doorstep.promised import PROMISED_SQL
from groundgame.campaign.register.suppression import KNOCKABLE_SQL

# On `v`, a row of the log: somebody knocked, and nobody has taken it back since. What was typed from paper counts like
# what a telephone sent; a correction says no more than what it corrects, when somebody knocked.
KNOCK_SQL = f"""v.channel IN ('door', 'paper') AND v.corrects_id IS NULL AND NOT EXISTS (
          SELECT FROM canvass_contactevent w
          WHERE w.corrects_id = v.id AND w.outcome = '{ContactEvent.Outcome.WITHDRAWN}')"""

# On `a`, a row of register_address.
RESTED_SQL = f"""(NOT EXISTS (
    SELECT FROM register_elector m JOIN canvass_contactevent v ON v.elector_id = m.id
    WHERE m.address_id = a.id AND {KNOCK_SQL}
      AND v.happened_at > statement_timestamp() - make_interval(days => %(rest)s))
  OR EXISTS (SELECT FROM register_elector e WHERE e.address_id = a.id AND {KNOCKABLE_SQL} AND {PROMISED_SQL}))"""

# On `a`: nobody rings or knocks there now.
UNHELD_SQL = """NOT EXISTS (
    SELECT FROM canvass_lease l
    WHERE l.household = a.id AND l.closed_at IS NULL AND l.expires_at > statement_timestamp())"""

# On `e`: nobody has spoken with them, in whichever session, within the days that whoever was reached is left in peace;
# or it was agreed then to come back.
UNREACHED_SQL = f"""(NOT EXISTS (
    SELECT FROM canvass_electorstate r
    WHERE r.elector_id = e.id AND r.last_contact_at > statement_timestamp() - make_interval(days => %(spoken)s))
  OR {PROMISED_SQL})"""

_TO_CUT_SQL = f"""
SELECT a.id AS key, a.street, a.number, a.number_suffix AS suffix, a.flat, a.postcode, a.ward
FROM register_address a
WHERE a.id IN (
    SELECT e.address_id FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id
    WHERE q.session_id = %(session)s AND q.done_at IS NULL AND {KNOCKABLE_SQL}
      AND {UNREACHED_SQL})
  AND NOT EXISTS (
      SELECT FROM doorstep_walkdoor d WHERE d.session_id = %(session)s AND d.address_id = a.id AND d.closed_at IS NULL)
  AND {RESTED_SQL}
  AND {UNHELD_SQL}
ORDER BY a.id
"""

_GIVE_SQL = f"""
WITH wanted AS (
    SELECT d.borough, d.address_id, o.given_at, o.expires_at
    FROM doorstep_outing o
    JOIN doorstep_walkdoor d ON d.walk_id = o.walk_id
    JOIN register_address a ON a.id = d.address_id
    WHERE o.id = ANY(%(outings)s) AND d.closed_at IS NULL AND {RESTED_SQL} AND {UNHELD_SQL} AND EXISTS (
        SELECT FROM register_elector e WHERE e.address_id = a.id AND {KNOCKABLE_SQL} AND {UNREACHED_SQL})
), passed AS (
    UPDATE canvass_lease l SET closed_at = statement_timestamp(), closed_by = 'expired'
    FROM wanted w
    WHERE l.household = w.address_id AND l.closed_at IS NULL AND l.expires_at <= statement_timestamp()
    RETURNING l.id
), given AS (
    INSERT INTO canvass_lease
        (borough, channel, session_id, household, user_id, token, leased_at, expires_at, closed_by, dialled)
    SELECT w.borough, 'door', %(session)s, w.address_id, %(user)s, gen_random_uuid(), w.given_at, w.expires_at, '', ''
    FROM wanted w CROSS JOIN (SELECT count(*) FROM passed) AS first
    ORDER BY w.address_id
    ON CONFLICT DO NOTHING
    RETURNING id, household
)
UPDATE doorstep_walkdoor d SET lease_id = g.id FROM given g, doorstep_outing o
WHERE o.id = ANY(%(outings)s) AND d.walk_id = o.walk_id AND d.closed_at IS NULL AND d.address_id = g.household
RETURNING d.walk_id
"""

# A door that was knocked is answered for; every other goes back to be given out at once.
_END_SQL = f"""
UPDATE canvass_lease l SET
    closed_at = statement_timestamp(),
    closed_by = CASE WHEN EXISTS (
        SELECT FROM register_elector m JOIN canvass_contactevent v ON v.elector_id = m.id
        WHERE m.address_id = l.household AND {KNOCK_SQL} AND v.happened_at >= l.leased_at
    ) THEN 'saved' ELSE %(why)s END
FROM doorstep_walkdoor d
WHERE d.walk_id = ANY(%(walks)s) AND d.lease_id = l.id AND l.closed_at IS NULL
"""


def doors_to_cut(session: Session) -> pl.DataFrame:
    """Return the doors of the round that are free and on no walk of it: key, ward and what the register says."""
    values = {"session": session.pk, **_times(session)}
    names = ("key", "street", "number", "suffix", "flat", "postcode", "ward")
    with connection.cursor() as cursor:
        cursor.execute(_TO_CUT_SQL, values)
        return pl.DataFrame(cursor.fetchall(), schema=list(names), orient="row", infer_schema_length=None)


def lease_doors(session: Session, outings: Sequence[Outing], user_id: int) -> Counter[int]:
    """Lease the doors of a round's walks that are free to whoever takes them, until each outing runs out.

    Returns how many of each walk (id).
    """
    values: dict[str, Any] = {
        "outings": [outing.pk for outing in outings],
        "session": session.pk,
        "user": user_id,
        **_times(session),
    }
    with connection.cursor() as cursor:
        cursor.execute(_GIVE_SQL, values)
        return Counter(walk for (walk,) in cursor.fetchall())


def _times(session: Session) -> dict[str, int]:
    kept = session.round
    return {"rest": kept.rest_days, "spoken": session.rest_days, "hours": kept.lease_hours}


def end_leases(walks: Sequence[int], why: str) -> int:
    """Close the leases of the doors of walks (ids); return how many."""
    with connection.cursor() as cursor:
        cursor.execute(_END_SQL, {"walks": list(walks), "why": why})
        return int(cursor.rowcount)

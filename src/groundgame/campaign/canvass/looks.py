"""Who was given which elector to ring: the leases, told as looks, so that nothing is written twice.

A caller's screen names the others of the household, and a door everybody there: so a lease is told of all who live
there now and did so then.
"""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import connection

from groundgame.campaign.register.person.looking import Seen

_GIVEN_SQL = """
SELECT l.leased_at, u.name, u.id, CASE l.channel WHEN 'door' THEN 'Door given out' ELSE 'Caller''s screen' END,
       greatest(CASE WHEN l.elector_id IS NULL THEN 0 ELSE 1 END, (
           SELECT count(*) FROM register_elector m WHERE m.address_id = l.household AND m.left_at IS NULL)),
       coalesce(e.forename || ' ' || e.surname, a.lines, ''), l.elector_id
FROM canvass_lease l JOIN accounts_user u ON u.id = l.user_id
LEFT JOIN register_elector e ON e.id = l.elector_id LEFT JOIN register_address a ON a.id = l.household
WHERE coalesce(e.ward, a.ward) = ANY(%(wards)s) AND l.leased_at >= %(since)s
  AND (%(user)s::bigint IS NULL OR l.user_id = %(user)s)
  AND (%(elector)s::bigint IS NULL OR l.elector_id = %(elector)s OR l.household = (
      SELECT m.address_id FROM register_elector m
      WHERE m.id = %(elector)s AND m.joined_at <= l.leased_at::date AND coalesce(m.left_at >= l.leased_at::date, true)))
ORDER BY l.leased_at DESC LIMIT %(most)s
"""


def given(wards: Sequence[str], since: dt.datetime, user: int | None, elector: int | None, most: int) -> Iterable[Seen]:
    """Return the newest leases of these wards since a moment, of one person or on one elector where so asked.

    Without either there are as many as calls were made: then none are told, and the sessions' own pages say who rang.
    """
    if user is None and elector is None:
        return []
    values: dict[str, Any] = {"wards": list(wards), "since": since, "user": user, "elector": elector, "most": most}
    with connection.cursor() as cursor:
        cursor.execute(_GIVEN_SQL, values)
        return [Seen(at, who, by, where, count, name.strip(), pk) for at, who, by, where, count, name, pk in cursor]

"""Carry objections over to the entries under which a new register may name the same people.

A person who moves, or takes another surname, is a new elector to us. Whoever said no must not be rung for that, so an
objection follows every entry that may well be theirs; if it was somebody else's, field staff lift it there.
"""

import datetime as dt
from collections.abc import Sequence

from django.db import connection

from groundgame.campaign.register.models import Suppression

# `name_key` without the "#2" of a second person of that name: the numbering is dealt anew with every register.
# '#' sorts right before '$', so that an index by name finds both.
CARRIED = "carried over from elector "
CARRY_SQL = """
WITH objecting AS (
    SELECT s.kind, s.since, s.source, s.by_id, e.id, e.borough, e.address_id, e.joined_at, e.left_at,
           split_part(e.name_key, '#', 1) AS name
    FROM register_suppression s JOIN register_elector e ON e.id = s.elector_id
    WHERE s.borough = %(borough)s AND s.lifted_at IS NULL AND e.name_key <> ''
), likely AS (
    -- Who left, and appears since under the same name anywhere in the borough.
    SELECT o.*, c.id AS elector_id, 'same name' AS because
    FROM objecting o JOIN register_elector c ON c.borough = o.borough AND c.left_at IS NULL
        AND c.name_key >= o.name AND c.name_key < o.name || '$' AND split_part(c.name_key, '#', 1) = o.name
    WHERE o.left_at IS NOT NULL AND (c.joined_at > o.joined_at OR c.id = ANY(%(returned)s))
    UNION ALL
    -- At the same door: two of one name, whose rows may have changed places; or one gone and one come in the same
    -- register, with a forename in common, or a surname in common and a forename that begins alike.
    SELECT o.*, c.id, CASE WHEN split_part(c.name_key, '#', 1) = o.name THEN 'same name' ELSE 'same address' END
    FROM objecting o JOIN register_elector c ON c.address_id = o.address_id AND c.left_at IS NULL AND c.name_key <> '',
    LATERAL (SELECT split_part(o.name, '|', 1) AS surname, split_part(o.name, '|', 2) AS forename,
                    split_part(split_part(c.name_key, '#', 1), '|', 1) AS new_surname,
                    split_part(split_part(c.name_key, '#', 1), '|', 2) AS new_forename) n
    WHERE split_part(c.name_key, '#', 1) = o.name
       OR (c.joined_at = o.left_at OR c.id = ANY(%(returned)s) AND o.left_at = %(published_on)s)
          AND n.forename <> '' AND n.new_forename <> ''
          AND (n.forename = n.new_forename OR n.surname = n.new_surname
               AND (starts_with(n.forename, n.new_forename) OR starts_with(n.new_forename, n.forename)))
)
INSERT INTO register_suppression (borough, elector_id, kind, since, source, by_id)
SELECT DISTINCT ON (l.elector_id, l.kind) l.borough, l.elector_id, l.kind, l.since,
       left('carried over from elector ' || l.id || ' (' || l.because || '): ' || l.source, 120), l.by_id
FROM likely l
WHERE l.elector_id <> l.id AND NOT EXISTS (
    SELECT 1 FROM register_suppression x WHERE x.elector_id = l.elector_id AND x.kind = l.kind
    AND (x.lifted_at IS NULL OR x.lifted_at >= l.since)  -- what was lifted since stays lifted
)
ORDER BY l.elector_id, l.kind, l.since, l.id
ON CONFLICT (elector_id, kind) WHERE lifted_at IS NULL DO NOTHING
RETURNING id
"""


def carry_objections(borough: str, published_on: dt.date, returned: Sequence[int]) -> list[int]:
    """Carry the borough's open objections over in the caller's transaction and return the ids of those made.

    `returned` are the electors whom this register names again after others did not.
    """
    if not Suppression.objects.filter(borough=borough, lifted_at=None).exists():
        return []
    with connection.cursor() as cursor:
        cursor.execute(CARRY_SQL, {"borough": borough, "published_on": published_on, "returned": list(returned)})
        return [pk for (pk,) in cursor.fetchall()]

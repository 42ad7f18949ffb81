"""Who was shown whom, and looks out of the ordinary, for whoever oversees an area.

A caller's screen and a door are told by their leases, which the canvass room hands in; nothing is written twice.
"""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.rules import wards_of
from groundgame.campaign.audit.models import Look
from groundgame.campaign.register import rules

SHOWN = 200
DAYS = 30
MANY_A_DAY = 300
OFTEN_DAYS = 4
NIGHT = (23, 5)


@dataclass(frozen=True, slots=True)
class Seen:
    """One look: when, by whom, where, and how many electors of the area it showed, the first of them by name."""

    at: dt.datetime
    who: str
    user: int
    where: str
    count: int
    first: str
    elector: int | None


@dataclass(frozen=True, slots=True)
class Unusual:
    """Something that a person has to explain: no more than a question."""

    who: str
    user: int
    what: str


# Looks with the electors of the area that they showed; `given` is what other rooms' own records tell.
_SEEN_SQL = """
SELECT k.at, u.name, u.id, k.page, count(e.id), (array_agg(e.forename || ' ' || e.surname ORDER BY e.id))[1],
       (array_agg(e.id ORDER BY e.id))[1]
FROM audit_look k JOIN accounts_user u ON u.id = k.by_id
JOIN LATERAL unnest(k.electors) AS shown(id) ON true JOIN register_elector e ON e.id = shown.id
WHERE e.ward = ANY(%(wards)s) AND k.at >= %(since)s
  AND (%(user)s::bigint IS NULL OR k.by_id = %(user)s)
  AND (%(elector)s::bigint IS NULL OR k.electors @> ARRAY[%(elector)s::bigint])
GROUP BY k.id, u.name, u.id ORDER BY k.at DESC, k.id DESC LIMIT %(most)s
"""

_UNUSUAL_SQL = """
WITH looks AS (
    SELECT k.by_id, k.page, e.id AS elector, e.surname, k.at AT TIME ZONE 'Europe/London' AS at
    FROM audit_look k JOIN LATERAL unnest(k.electors) AS shown(id) ON true JOIN register_elector e ON e.id = shown.id
    WHERE e.ward = ANY(%(wards)s) AND k.at >= %(since)s AND k.page NOT IN ('report', 'walk', 'household', 'officer')
), told AS (
    SELECT by_id, 1 AS kind, format('%%s electors on pages and in lists on %%s', count(*), to_char(at, 'FMDD FMMonth'))
        AS what, max(at) AS at FROM looks GROUP BY by_id, at::date, to_char(at, 'FMDD FMMonth')
        HAVING count(*) > %(many)s
    UNION ALL
    SELECT by_id, 2, format('%%s looks between 11 at night and 5 in the morning', count(*)), max(at) FROM looks
        WHERE extract(hour FROM at) >= %(night)s OR extract(hour FROM at) < %(morning)s GROUP BY by_id
    UNION ALL
    SELECT by_id, 3, format('opened elector %%s on %%s days', elector, count(DISTINCT at::date)), max(at) FROM looks
        WHERE page IN ('elector', 'contacts') GROUP BY by_id, elector HAVING count(DISTINCT at::date) >= %(often)s
    UNION ALL
    SELECT l.by_id, 4, format('opened elector %%s, who has the same surname', l.elector), max(l.at)
        FROM looks l JOIN accounts_user u ON u.id = l.by_id
        WHERE l.page IN ('elector', 'contacts') AND l.surname <> ''
          AND lower(l.surname) = lower(regexp_replace(u.name, '^.* ', '')) GROUP BY l.by_id, l.elector
)
SELECT u.name, u.id, t.what FROM told t JOIN accounts_user u ON u.id = t.by_id
ORDER BY t.kind, t.at DESC, u.id LIMIT 100
"""

# Another room's looks: (wards, since, user, elector, most) -> those that its own records tell.
Teller = Callable[[Sequence[str], dt.datetime, int | None, int | None, int], Iterable[Seen]]
_TELLERS: dict[str, Teller] = {}


def tell_looks(key: str, teller: Teller) -> None:
    """Take another room's records of who was given whom."""
    _TELLERS[key] = teller


def looks(*, by: User, user: int | None = None, elector: int | None = None, days: int = DAYS) -> list[Seen]:
    """Return the looks at electors of the person's area in the last days, the newest first; at most `SHOWN`.

    Raises:
        PermissionDenied: if the person oversees nothing.
    """
    rules.check_may_oversee(by)
    wards, since = sorted(wards_of(by, rules.OFFICERS)), timezone.now() - dt.timedelta(days=days)
    values: dict[str, Any] = {"wards": wards, "since": since, "user": user, "elector": elector, "most": SHOWN}
    with connection.cursor() as cursor:
        cursor.execute(_SEEN_SQL, values)
        found = [_seen(row) for row in cursor.fetchall()]
    for teller in _TELLERS.values():
        found.extend(teller(wards, since, user, elector, SHOWN))
    return sorted(found, key=lambda each: each.at, reverse=True)[:SHOWN]


def _seen(row: tuple[dt.datetime, str, int, str, int, str, int]) -> Seen:
    at, who, user, page, count, first, elector = row
    return Seen(at, who, user, Look.Page(page).label, count, first.strip(), elector)


def unusual(*, by: User, days: int = DAYS) -> list[Unusual]:
    """Return what is out of the ordinary among the looks at electors of the person's area: questions, not findings.

    Very many electors in a day, looks at night, one elector opened on several days, and electors of the looker's own
    surname.

    Raises:
        PermissionDenied: if the person oversees nothing.
    """
    rules.check_may_oversee(by)
    values: dict[str, Any] = {
        "wards": sorted(wards_of(by, rules.OFFICERS)),
        "since": timezone.now() - dt.timedelta(days=days),
        "many": MANY_A_DAY,
        "night": NIGHT[0],
        "morning": NIGHT[1],
        "often": OFTEN_DAYS,
    }
    with connection.cursor() as cursor:
        cursor.execute(_UNUSUAL_SQL, values)
        return [Unusual(*row) for row in cursor.fetchall()]

"""Which polling days the registers of some wards tell of: marked registers, and lists of postal voters."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.core.cache import cache
from django.db import connection

from groundgame.campaign.register.models import WardCount
from groundgame.electoral.places import atlas

KEPT_SECONDS = 600

# A ward tells for its borough: lists come by the borough, and to look at every row of a city's would take minutes.
_DAYS_SQL = """
SELECT DISTINCT 'marked', m.election_date FROM register_elector e
JOIN register_markedentry m ON m.elector_id = e.id WHERE e.ward = %(ward)s
UNION ALL
SELECT DISTINCT 'postal', b.election_date FROM register_elector e
JOIN register_absentvoter b ON b.elector_id = e.id WHERE e.ward = %(ward)s
"""


@dataclass(frozen=True, slots=True)
class History:
    """Polling days, the newest first: those with a marked register, and those with lists of absent voters."""

    marked: tuple[dt.date, ...]
    postal: tuple[dt.date, ...]


def history_of(wards: Iterable[str]) -> History:
    """Return the polling days that the boroughs of these wards (codes) have loaded."""
    boroughs = sorted({atlas().area(ward).borough or "" for ward in wards})
    each = [_of_borough(borough) for borough in boroughs]
    days = [sorted({day for one in each for day in getattr(one, name)}, reverse=True) for name in ("marked", "postal")]
    return History(*map(tuple, days))


def _of_borough(borough: str) -> History:
    key = f"history:{borough}"
    kept: History | None = cache.get(key)
    if kept is None:
        kept = _asked(borough)
        cache.set(key, kept, KEPT_SECONDS)
    return kept


def _asked(borough: str) -> History:
    ward = WardCount.objects.filter(borough=borough).order_by("-electors").values_list("ward", flat=True).first()
    days: dict[str, list[dt.date]] = {"marked": [], "postal": []}
    with connection.cursor() as cursor:
        cursor.execute(_DAYS_SQL, {"ward": ward or ""})
        for kind, day in cursor.fetchall():
            days[kind].append(day)
    return History(*(tuple(sorted(days[kind], reverse=True)) for kind in ("marked", "postal")))

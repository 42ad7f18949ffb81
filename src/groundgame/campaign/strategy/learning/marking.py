"""Where a marked register is in: polling district by polling district, and since when."""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max
from django.db.models.functions import Greatest

from groundgame.campaign.register.models import LoadedList, MarkedLine
from groundgame.electoral.places import atlas

LEAST_MARKED = 0.05
"""The part of a polling district's electors who must be marked before the others there are taken not to have voted."""

ON_POSTAL_LIST_SQL = """EXISTS (
    SELECT FROM register_absentvoter p
    WHERE p.elector_id = e.id AND p.election_date = %(day)s AND p.kind IN ('postal', 'proxy_postal'))"""

# The marked register comes borough by borough, or is typed line by line; a by-election marks one ward alone; and the
# postal voters' list comes apart. So those who vote at a station, and those on the day's postal list, count each by
# themselves where enough of them are marked.
MARKED_SQL = f"""
marks AS MATERIALIZED (
    SELECT elector_id, by_post FROM register_markedentry WHERE election_date = %(day)s
), standing AS MATERIALIZED (
    SELECT e.borough, e.polling_district, {ON_POSTAL_LIST_SQL} AS postal, k.elector_id IS NOT NULL AS marked, k.by_post
    FROM register_elector e LEFT JOIN marks k ON k.elector_id = e.id
    WHERE e.borough = ANY(%(marked)s) AND (e.left_at IS NULL OR e.left_at > %(day)s)
), covered AS MATERIALIZED (
    SELECT borough, polling_district, postal FROM standing GROUP BY 1, 2, 3
    HAVING count(*) FILTER (WHERE marked AND (postal OR NOT by_post)) >= {LEAST_MARKED} * count(*)
)"""

# Joined to `e`: `d` is there where enough of those of the elector's polling district who vote as they do are marked.
COVERED_SQL = f"""LEFT JOIN covered d
    ON d.borough = e.borough AND d.polling_district = e.polling_district AND d.postal = {ON_POSTAL_LIST_SQL}"""


@dataclass(frozen=True, slots=True)
class MarkChanges:
    """When marks of a borough's polling day were last loaded, typed or taken back; of None, of a file of several."""

    newest: Mapping[tuple[str, dt.date | None], dt.datetime]

    def since(self, moment: dt.datetime, day: dt.date, wards: Iterable[str]) -> bool:
        """Tell whether anybody was marked, or a mark taken back, in the wards' boroughs since then, from a day on."""
        boroughs = boroughs_of(wards)
        return any(
            at >= moment and borough in boroughs and (of is None or of >= day)
            for (borough, of), at in self.newest.items()
        )


def mark_changes() -> MarkChanges:
    """Return when marks last changed, in two queries however many trials ask."""
    lists = LoadedList.objects.filter(what__in=(LoadedList.What.MARKED, LoadedList.What.MARKED_POST))
    newest: dict[tuple[str, dt.date | None], dt.datetime] = {}
    for rows in (lists, MarkedLine.objects.all()):
        each = rows.order_by().values_list("borough", "election_date")
        for borough, day, at in each.annotate(newest=Greatest(Max("at"), Max("undone_at"))):
            newest[borough, day] = max(at, newest.get((borough, day), at))
    return MarkChanges(newest)


def boroughs_of(wards: Iterable[str]) -> set[str]:
    """Return the boroughs of wards."""
    return {atlas().area(ward).borough or "" for ward in wards}

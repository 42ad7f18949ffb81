"""Where a marked register is in: polling district by polling district, and since when."""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt

from django.db.models import Q

from groundgame.campaign.canvass.models import Trial
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


def marked_since(trial: Trial, moment: dt.datetime) -> bool:
    """Tell whether anybody was marked, or a mark taken back, in the trial's boroughs since then, from its day on."""
    boroughs = {atlas().area(ward).borough or "" for ward in trial.session.audience["wards"]}
    marked = (LoadedList.What.MARKED, LoadedList.What.MARKED_POST)
    days = Q(election_date__gte=trial.polling_day)
    lately = Q(borough__in=boroughs) & (Q(at__gte=moment) | Q(undone_at__gte=moment))
    lists = LoadedList.objects.filter(lately, days | Q(election_date=None), what__in=marked)
    return lists.exists() or MarkedLine.objects.filter(lately, days).exists()

"""A session's trial as the library reads it: one row an elector, from the register and the contact log."""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

import datetime as dt
from typing import Any

import polars as pl
from django.conf import settings
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.canvass.audience.holding import calling_beside
from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.canvass.models import IntentionCode, Trial
from groundgame.campaign.canvass.opinions import OPINIONS_KEPT_SQL
from groundgame.electoral.trials import Measured, TrialError, from_frame

TURNOUT, SUPPORT = "turnout", "support"
EARLIER = "voted_before"

# Everybody whom the session drew: those held back, and those in its queue whose household no other session had called
# before (`calling`), as they had been drawn there. A household that stands in both arms, as when somebody's entry came
# to another address since, was not drawn whole, and tells nothing.
_LISTED_SQL = """
WITH called AS MATERIALIZED (
    SELECT coalesce(m.address_id, -m.id) AS household, min(o.id) AS first
    FROM canvass_target o JOIN register_elector m ON m.id = o.elector_id AND m.borough = o.borough
    WHERE o.session_id = ANY(%(calling)s) GROUP BY 1
), listed AS MATERIALIZED (
    SELECT h.elector_id, h.borough, h.household, h.ward, true AS held_back
    FROM canvass_heldout h WHERE h.session_id = %(session)s
    UNION ALL
    SELECT e.id, e.borough, coalesce(e.address_id, -e.id), e.ward, false
    FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
    WHERE q.session_id = %(session)s AND NOT EXISTS (
        SELECT FROM called c WHERE c.household = coalesce(e.address_id, -e.id) AND c.first < q.id)
), astray AS (
    SELECT household FROM listed GROUP BY household HAVING bool_or(held_back) AND NOT bool_and(held_back)
), homes AS (
    SELECT household, min(ward) AS ward FROM listed GROUP BY household
)
"""

# Spoken with by anybody, in whichever session, between the draw and the polling day.
_SPOKEN = f"""EXISTS (
    SELECT FROM canvass_contactevent v
    WHERE v.elector_id = l.elector_id AND v.happened_at >= %(since)s AND v.happened_at < %(until)s
      AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL})"""

_GONE = "(e.left_at IS NOT NULL AND e.left_at <= %(day)s)"
_KEPT = OPINIONS_KEPT_SQL.replace("v.elector_id", "l.elector_id")
# Whoever objects to profiling, or has left the register, has no outcome; nor has a borough without a marked register.
_OUTCOMES = {
    TURNOUT: f"""CASE WHEN {_GONE} OR NOT {_KEPT} OR NOT l.borough = ANY(%(marked)s) THEN NULL
                      ELSE EXISTS (SELECT FROM register_markedentry m
                                   WHERE m.elector_id = l.elector_id AND m.election_date = %(day)s)::int END""",
    SUPPORT: f"""CASE WHEN {_GONE} OR NOT {_KEPT} THEN NULL ELSE (
        SELECT (n.value = ANY(%(ours)s))::int FROM canvass_newestanswer n
        WHERE n.elector_id = l.elector_id AND n.question_key = 'voting_intention'
          AND n.happened_at >= %(until)s) END""",
}
_ROWS_SQL = f"""
{_LISTED_SQL}
SELECT l.household, h.ward, l.held_back, {_SPOKEN}, OUTCOME,
       (SELECT count(*) FROM register_markedentry m
        WHERE m.elector_id = l.elector_id AND m.election_date < %(began)s)
FROM listed l JOIN homes h USING (household)
JOIN register_elector e ON e.id = l.elector_id AND e.borough = l.borough
WHERE NOT EXISTS (SELECT FROM astray a WHERE a.household = l.household)
"""
_DAYS_SQL = f"""
{_LISTED_SQL}
SELECT m.election_date, array_agg(DISTINCT l.borough)
FROM listed l JOIN register_markedentry m ON m.elector_id = l.elector_id
WHERE m.election_date >= %(polling_day)s GROUP BY 1 ORDER BY 1
"""
_COLUMNS = ("household", "ward", "held_back", "contacted", "outcome", EARLIER)


def marked_days(trial: Trial) -> dict[dt.date, list[str]]:
    """Return the days from its polling day on whose marked registers are loaded, with the boroughs that have them."""
    with connection.cursor() as cursor:
        cursor.execute(_DAYS_SQL, _listed(trial) | {"polling_day": trial.polling_day})
        return dict(cursor.fetchall())


def read_trial(trial: Trial, outcome: str, day: dt.date, marked: list[str]) -> Measured:
    """Return the trial's electors with an outcome on a day: turnout in the boroughs that are `marked`, or support.

    Raises:
        TrialError: if nobody was drawn.
    """
    began = timezone.localtime(trial.began_at)
    asked = _listed(trial) | {
        "since": began,
        "began": began.date(),
        "until": timezone.make_aware(dt.datetime.combine(trial.polling_day + dt.timedelta(days=1), dt.time())),
        "day": day,
        "marked": marked,
        "ours": _ours(),
    }
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner takes those who were listed for a handful, and joins row by row, which takes minutes for a city.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_ROWS_SQL.replace("OUTCOME", _OUTCOMES[outcome]), asked)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
    frame = pl.DataFrame(rows, schema=list(_COLUMNS), orient="row", infer_schema_length=None)
    if frame["outcome"].drop_nulls().is_empty():
        raise TrialError("Nobody of the trial has an outcome.")
    return from_frame(frame, before=[EARLIER])


def _listed(trial: Trial) -> dict[str, Any]:
    beside = calling_beside(trial).exclude(pk=trial.pk).values_list("pk", flat=True)
    return {"session": trial.pk, "calling": sorted(beside)}


def _ours() -> list[str]:
    """Return the codes of voting intention that name our party."""
    return list(IntentionCode.objects.filter(party=settings.GROUNDGAME_PARTY).values_list("value", flat=True))

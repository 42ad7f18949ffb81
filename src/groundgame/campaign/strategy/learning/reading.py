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
from groundgame.campaign.strategy.learning.marking import COVERED_SQL, MARKED_SQL
from groundgame.electoral.trials import Measured, TrialError, from_frame

TURNOUT, SUPPORT = "turnout", "support"
EARLIER = "voted_before"

# Everybody whom the session drew: those held back, and those in its queue whose household no other session had called
# before (`calling`), as they had been drawn there. Whoever was held back counts so, with the household that it was then
# and even where they stand in its queue since. A household that stands in both arms, as when somebody's entry came
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
        SELECT FROM canvass_heldout h WHERE h.session_id = q.session_id AND h.elector_id = q.elector_id
    ) AND NOT EXISTS (
        SELECT FROM called c WHERE c.household = coalesce(e.address_id, -e.id) AND c.first < q.id)
), astray AS (
    SELECT household FROM listed GROUP BY household HAVING bool_or(held_back) AND NOT bool_and(held_back)
), homes AS (
    SELECT household, min(ward) AS ward FROM listed GROUP BY household
)
"""

# Spoken with by anybody, in whichever session, between the draw and the polling day; worked out once for the trial, and
# not for each elector: the log is long.
_SPOKEN_SQL = f"""spoken AS MATERIALIZED (
    SELECT DISTINCT v.elector_id FROM canvass_contactevent v JOIN listed l ON l.elector_id = v.elector_id
    WHERE v.happened_at >= %(since)s AND v.happened_at < %(until)s
      AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
)"""

_GONE = "(e.left_at IS NOT NULL AND e.left_at <= %(day)s)"
KEPT_SQL = OPINIONS_KEPT_SQL.replace("v.elector_id", "l.elector_id")
# Whoever has left the register has no outcome, nor whoever lives where few are marked. An objection may be what a call
# came to: to leave out who objects since would leave out more of the called. Only who objected to profiling before the
# draw has none; what people told us is used of nobody who objects to that.
_NO_PROFILE = """EXISTS (SELECT FROM register_suppression o WHERE o.elector_id = l.elector_id AND o.lifted_at IS NULL
                      AND o.kind = 'no_profiling' AND o.since < %(since)s)"""
OUTCOMES_SQL = {
    TURNOUT: f"""CASE WHEN {_GONE} OR {_NO_PROFILE} OR d.borough IS NULL THEN NULL
                      ELSE EXISTS (SELECT FROM register_markedentry m
                                   WHERE m.elector_id = l.elector_id AND m.election_date = %(day)s)::int END""",
    SUPPORT: f"""CASE WHEN {_GONE} OR NOT {KEPT_SQL} THEN NULL ELSE (
        SELECT (n.value = ANY(%(ours)s))::int FROM canvass_newestanswer n
        WHERE n.elector_id = l.elector_id AND n.question_key = 'voting_intention'
          AND n.happened_at >= %(until)s) END""",
}
_ROWS_SQL = f"""
{_LISTED_SQL.rstrip()}, {_SPOKEN_SQL}, {MARKED_SQL.strip()}
SELECT l.household, h.ward, l.held_back, s.elector_id IS NOT NULL, OUTCOME,
       (SELECT count(*) FROM register_markedentry m
        WHERE m.elector_id = l.elector_id AND m.election_date < %(began)s)
FROM listed l JOIN homes h USING (household)
JOIN register_elector e ON e.id = l.elector_id AND e.borough = l.borough
LEFT JOIN spoken s ON s.elector_id = l.elector_id
{COVERED_SQL}
WHERE NOT EXISTS (SELECT FROM astray a WHERE a.household = l.household)
"""
_DAYS_SQL = f"""
{_LISTED_SQL}
SELECT m.election_date, array_agg(DISTINCT l.borough)
FROM listed l JOIN register_markedentry m ON m.elector_id = l.elector_id
WHERE m.election_date >= %(polling_day)s GROUP BY 1 ORDER BY 1
"""
_CHANNEL_SQL = f"""
SELECT avg((v.channel = %(channel)s)::int)::float8
FROM canvass_contactevent v JOIN canvass_target q ON q.elector_id = v.elector_id AND q.borough = v.borough
WHERE q.session_id = %(session)s AND v.happened_at >= %(since)s AND v.happened_at < %(until)s
  AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
"""
COLUMNS = ("household", "ward", "held_back", "contacted", "outcome", EARLIER)


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
    asked = (
        _listed(trial)
        | _meanwhile(trial)
        | {
            "began": timezone.localtime(trial.began_at).date(),
            "day": day,
            "marked": marked,
            "ours": _ours(),
        }
    )
    with transaction.atomic(), connection.cursor() as cursor:
        # The planner takes those who were listed for a handful, and joins row by row, which takes minutes for a city.
        cursor.execute("SET LOCAL enable_nestloop = off")
        cursor.execute(_ROWS_SQL.replace("OUTCOME", OUTCOMES_SQL[outcome]), asked)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
    frame = pl.DataFrame(rows, schema=list(COLUMNS), orient="row", infer_schema_length=None)
    if frame["outcome"].drop_nulls().is_empty():
        raise TrialError("Nobody of the trial has an outcome: in no polling district of theirs are enough marked yet.")
    return from_frame(frame, before=[EARLIER])


def own_channel(trial: Trial) -> float | None:
    """Return the part (0-1) of the conversations with its called that went by the trial's own channel; None of none."""
    with connection.cursor() as cursor:
        cursor.execute(_CHANNEL_SQL, _meanwhile(trial) | {"session": trial.pk, "channel": str(trial.session.channel)})
        (part,) = cursor.fetchone()
    return None if part is None else float(part)


def _meanwhile(trial: Trial) -> dict[str, Any]:
    """Return from when to when a conversation counts: from the draw to the end of the polling day."""
    over = dt.datetime.combine(trial.polling_day + dt.timedelta(days=1), dt.time())
    return {"since": timezone.localtime(trial.began_at), "until": timezone.make_aware(over)}


def _listed(trial: Trial) -> dict[str, Any]:
    beside = calling_beside(trial).exclude(pk=trial.pk).values_list("pk", flat=True)
    return {"session": trial.pk, "calling": sorted(beside)}


def _ours() -> list[str]:
    """Return the codes of voting intention that name our party."""
    return list(IntentionCode.objects.filter(party=settings.GROUNDGAME_PARTY).values_list("value", flat=True))

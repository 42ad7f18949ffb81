"""Which of a session's two openings did more: read as given, kept as figures of the two alone, and told."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

import datetime as dt
from collections.abc import Callable

import numpy as np
import polars as pl
from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.canvass.audience.holding import HOME_SQL, draw_sql
from groundgame.campaign.canvass.figures import SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.canvass.models import TrialResult, Wordings
from groundgame.campaign.canvass.models.wordings import FIRST
from groundgame.campaign.canvass.opinions import NO_OPINIONS
from groundgame.campaign.register.models import MarkedEntry
from groundgame.campaign.strategy.learning.marking import COVERED_SQL, MARKED_SQL, boroughs_of
from groundgame.campaign.strategy.learning.reading import COLUMNS, EARLIER, KEPT_SQL, OUTCOMES_SQL, TURNOUT
from groundgame.campaign.strategy.learning.results import FEWEST_DRAWS, MOST_REDRAWN, Told, as_json, as_told
from groundgame.electoral.trials import Measured, TrialError, estimate, from_frame, hash_parts

WHY_NOT = "why_not"
"""What is kept in the place of figures where there are none yet, so that no night asks again before anything is new."""
SPOKE, TOLD, VOTED = "spoke", "told", "voted"
OUTCOMES = (SPOKE, TOLD, VOTED)

# Everybody in the queue of whose household anybody was tried: who that is hangs on the order of calling alone, and not
# on what was said, as it may of the others of a household. The opening is the one that the log keeps; where it keeps
# none, the one that was drawn. A household that stands in both, as when somebody moved there since, tells nothing.
_LISTED_SQL = f"""
WITH said AS MATERIALIZED (
    SELECT {HOME_SQL} AS household, min(nullif(v.wording, '')) AS least, max(nullif(v.wording, '')) AS most
    FROM canvass_contactevent v JOIN register_elector e ON e.id = v.elector_id AND e.borough = v.borough
    WHERE v.session_id = %(session)s
    GROUP BY 1 HAVING bool_or(v.outcome <> 'withdrawn' AND {STANDING_SQL})
), listed AS MATERIALIZED (
    SELECT q.elector_id, q.borough, s.household, min(e.ward) OVER (PARTITION BY s.household) AS ward,
           coalesce(s.least = '{FIRST}', {draw_sql("inner", "s.household::text")} < 0.5) AS heard_first
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
    JOIN said s ON s.household = {HOME_SQL} AND s.least IS NOT DISTINCT FROM s.most
    WHERE q.session_id = %(session)s
)"""


# Somebody may object because of the opening that they heard: to leave out who objected since would leave out more of
# one half. Whoever objected before has no outcome; whoever did since told us nothing, whatever they had said till then.
_OBJECTED_BEFORE = f"""EXISTS (
    SELECT FROM register_suppression o WHERE o.elector_id = l.elector_id AND o.lifted_at IS NULL
      AND o.since < %(since)s AND o.kind IN ({", ".join(repr(str(kind)) for kind in NO_OPINIONS)}))"""
# Worked out once for the session, and not for each elector: the log is long.
_HEARD_SQL = f"""heard AS MATERIALIZED (
    SELECT v.elector_id, bool_or(EXISTS (
        SELECT FROM canvass_answer n WHERE n.event_id = v.id AND n.question_key = 'voting_intention')) AS told
    FROM canvass_contactevent v
    WHERE v.session_id = %(session)s AND v.outcome <> 'withdrawn' AND {SPOKEN_SQL} AND {STANDING_SQL}
    GROUP BY 1
)"""
_SQL = {
    SPOKE: "(w.elector_id IS NOT NULL)::int",
    TOLD: f"CASE WHEN {_OBJECTED_BEFORE} THEN NULL ELSE ({KEPT_SQL} AND coalesce(w.told, false))::int END",
    VOTED: OUTCOMES_SQL[TURNOUT],
}
_ROWS_SQL = f"""
{_LISTED_SQL}, {_HEARD_SQL}, {MARKED_SQL.strip()}
SELECT l.household, l.ward, l.heard_first, w.elector_id IS NOT NULL, OUTCOME,
       (SELECT count(*) FROM register_markedentry m
        WHERE m.elector_id = l.elector_id AND m.election_date < %(began)s)
FROM listed l JOIN register_elector e ON e.id = l.elector_id AND e.borough = l.borough
LEFT JOIN heard w ON w.elector_id = l.elector_id
{COVERED_SQL}
"""


def read_openings(row: Wordings, outcome: str, marked: list[str]) -> Measured:
    """Return the electors of the households that were tried: `called` are those given the second opening.

    `marked` are the boroughs whose marked register of the polling day is loaded; only who voted is told by it.

    Raises:
        TrialError: if nobody has an outcome.
    """
    began = timezone.localtime(row.session.created_at)
    inner, outer = hash_parts(str(row.pk), "script", bytes(row.key))
    asked = {
        "session": row.pk,
        "inner": inner,
        "outer": outer,
        "since": began,
        "began": began.date(),
        "day": row.polling_day or timezone.localdate(),
        "marked": marked,
    }
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_nestloop = off")  # as of trials
        cursor.execute(_ROWS_SQL.replace("OUTCOME", _SQL[outcome]), asked)
        rows = cursor.fetchall()
        cursor.execute("SET LOCAL enable_nestloop TO DEFAULT")
    frame = pl.DataFrame(rows, schema=list(COLUMNS), orient="row", infer_schema_length=None)
    if frame["outcome"].drop_nulls().is_empty():
        raise TrialError("Nobody who was tried has an outcome.")
    return from_frame(frame, [EARLIER])


def work_out_openings(
    row: Wordings, draws: int = 2_000, told: Callable[[int, int], None] = lambda *_: None
) -> list[Told]:
    """Work out what two openings did, as far as it can be known by now, and keep it.

    `told` is told before each outcome how many are done, and of how many.
    """
    if why_not := openings_not_yet(row):
        return [Told(row.session, SPOKE, None, None, why_not)]
    marked = _marked(row)
    asked = OUTCOMES if marked else OUTCOMES[:2]
    found = []
    for number, outcome in enumerate(asked):
        told(number, len(asked))
        found.append(_worked_out(row, outcome, marked, draws))
    return found


def openings_not_yet(row: Wordings) -> str:
    """Return why it is too soon to say, or "": while people are called a look would end it where chance looks best."""
    if row.session.closed_at is None and (row.polling_day is None or row.polling_day >= timezone.localdate()):
        return "it is open, and is looked at once it is closed"
    return ""


def _marked(row: Wordings) -> list[str]:
    """Return the session's boroughs in which anybody is marked as having voted on the polling day."""
    if row.polling_day is None or row.polling_day >= timezone.localdate():
        return []
    boroughs = boroughs_of(row.session.audience["wards"])
    marks = MarkedEntry.objects.filter(election_date=row.polling_day, borough__in=boroughs)
    return sorted(marks.order_by().values_list("borough", flat=True).distinct())


def _worked_out(row: Wordings, outcome: str, marked: list[str], draws: int) -> Told:
    """Work out one outcome, kept under the polling day or, of what was said, the day on which the session was made."""
    rng = np.random.default_rng([row.pk, OUTCOMES.index(outcome)])
    made = timezone.localtime(row.session.created_at).date()
    day = row.polling_day if outcome == VOTED and row.polling_day else made
    try:
        read = read_openings(row, outcome, marked)
        most = MOST_REDRAWN // max(len(read.outcome), 1)
        found = estimate(read, rng=rng, draws=max(FEWEST_DRAWS, min(draws, most)))
    except TrialError as error:
        _keep_nothing(row, outcome, day, str(error))
        return Told(row.session, outcome, day, None, str(error))
    kept = {"found": as_json(found)}
    TrialResult.objects.update_or_create(session=row.session, outcome=outcome, measured_on=day, defaults=kept)
    return Told(row.session, outcome, day, found)


def _keep_nothing(row: Wordings, outcome: str, day: dt.date, why_not: str) -> None:
    """Keep that nothing was told by now; figures from before stay, as when the queue is forgotten since."""
    asked = {"session": row.session, "outcome": outcome, "measured_on": day}
    kept, _ = TrialResult.objects.get_or_create(**asked, defaults={"found": {WHY_NOT: why_not}})
    kept.save(update_fields=["made_at"])


def kept_openings(sessions: list[int]) -> list[Told]:
    """Return what was worked out of the openings of these sessions (ids), the newest session first."""
    rows = TrialResult.objects.filter(session__in=sessions, outcome__in=OUTCOMES).exclude(found__has_key=WHY_NOT)
    ordered = sorted(rows.select_related("session"), key=lambda row: (-row.session_id, OUTCOMES.index(row.outcome)))
    return [as_told(row) for row in ordered]

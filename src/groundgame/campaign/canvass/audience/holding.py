"""Hold a part of a session's households back, drawn before its audience is put in; and leave them alone elsewhere.

One draw a household: the first session that lists it makes it, and every other session keeps to it while it lasts. So
two sessions that overlap never spoil one another's trial, and however many there are, no more than a part is held back
(docs/decisions/0011-a-household-is-drawn-once.md).
"""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

from dataclasses import dataclass, field
from typing import Any, Self

from django.db import connection
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from groundgame.campaign.canvass.audience.where import FROM_SQL
from groundgame.campaign.canvass.models import HeldOut, Session, Trial
from groundgame.electoral.trials import hash_parts

HOME_SQL = "coalesce(e.address_id, -e.id)"

# On `e`: none of these sessions holds back anybody of the household, nor the elector, wherever they lived then. Twice
# asked, so that the planner can take either as a join.
_UNHELD_SQL = f"""(NOT EXISTS (
    SELECT FROM canvass_heldout h
    WHERE h.household = {HOME_SQL} AND h.borough = e.borough AND h.session_id = ANY(%(NAME)s))
AND NOT EXISTS (
    SELECT FROM canvass_heldout h
    WHERE h.elector_id = e.id AND h.borough = e.borough AND h.session_id = ANY(%(NAME)s)))"""

# As `trials.assigning.draw` has it; the unit is a text.
_DRAW = """((('x' || encode(substr(sha256(%(outer)s || sha256(%(INNER)s || convert_to(UNIT, 'UTF8'))), 1, 8), 'hex')
    )::bit(64)::bigint >> 11) & 9007199254740991) / 9007199254740992::float8"""


def draw_sql(inner: str, unit: str) -> str:
    """Return the draw of a unit (0 up to 1) as SQL; the values `inner` and `outer` are of `hash_parts`."""
    return _DRAW.replace("INNER", inner).replace("UNIT", unit)


# Of each ward the part with the lowest draws, as `trials.assigning.held_back` has it; whoever comes later goes by their
# own draw. A household that a session calls already is called by all, and one that this session holds back stays so.
_HOLD_SQL = f"""
WITH found AS MATERIALIZED (
    SELECT e.borough, e.id, e.ward, {HOME_SQL} AS household
    FROM {FROM_SQL}
    WHERE CONDITIONS AND {_UNHELD_SQL.replace("NAME", "held_by_others")}
), kept AS MATERIALIZED (
    SELECT household, min(ward) AS ward FROM canvass_heldout WHERE session_id = %(session)s GROUP BY household
), called AS MATERIALIZED (
    SELECT DISTINCT coalesce(m.address_id, -m.id) AS household
    FROM register_elector m JOIN canvass_target q ON q.elector_id = m.id AND q.borough = m.borough
    WHERE m.ward = ANY(%(wards)s) AND q.session_id = ANY(%(calling)s)
), drawn AS MATERIALIZED (
    SELECT f.household, min(f.ward) AS ward, {draw_sql("inner", "f.household::text")} AS drawn
    FROM found f
    WHERE NOT EXISTS (SELECT FROM kept k WHERE k.household = f.household)
      AND NOT EXISTS (SELECT FROM called c WHERE c.household = f.household)
    GROUP BY f.household
), ranked AS (
    SELECT household, ward, drawn, row_number() OVER (PARTITION BY ward ORDER BY drawn, household) AS place,
           %(part)s * count(*) OVER (PARTITION BY ward) AS wanted
    FROM drawn
), away AS (
    SELECT household, ward FROM ranked
    WHERE CASE WHEN %(late)s THEN drawn < %(part)s
               ELSE place <= floor(wanted + 1e-9)
                    + ({draw_sql("inner_ward", "ward")} < wanted - floor(wanted + 1e-9) - 1e-9)::int END
    UNION ALL SELECT household, ward FROM kept
)
INSERT INTO canvass_heldout (borough, session_id, elector_id, household, ward)
SELECT f.borough, %(session)s, f.id, a.household, a.ward FROM found f JOIN away a ON a.household = f.household
ON CONFLICT (session_id, elector_id, borough) DO NOTHING
"""


@dataclass(frozen=True, slots=True)
class Drawing:
    """What a session's households are drawn by; without a trial (`trial` is None) it only leaves others' alone.

    `held_by` are the sessions (ids) whose hold-outs last, `calling` those whose queues hold electors who are called.
    `late` tells that the session has electors already, so that whoever comes now goes by their own draw.
    """

    trial: Trial | None = None
    held_by: list[int] = field(default_factory=list)
    calling: list[int] = field(default_factory=list)
    late: bool = False

    @classmethod
    def of(cls, session: Session) -> Self:
        """Return what the session's households are drawn by now."""
        trial = lasting().filter(session=session).first()
        # Its own it leaves alone even when the day is over, or nobody could tell any more whom it had called.
        held_by = sorted(
            Trial.objects.filter(_lasts() | Q(session=session, ended_at=None)).values_list("pk", flat=True)
        )
        if trial is None:
            return cls(None, held_by)
        late = session.targets.exists() or HeldOut.objects.filter(session=session).exists()
        return cls(trial, held_by, calling_beside_it(session, trial), late)

    def unheld(self) -> tuple[str, dict[str, Any]]:
        """Return the condition on `e` that leaves alone whoever is held back, with its values; none where nobody is."""
        if not self.held_by:
            return "true", {}
        return _UNHELD_SQL.replace("NAME", "held_by"), {"held_by": self.held_by}


def lasting() -> QuerySet[Trial]:
    """Return the trials whose hold-outs last: until their polling day is over, or they were ended."""
    return Trial.objects.filter(_lasts())


def _lasts() -> Q:
    return Q(ended_at=None, polling_day__gte=timezone.localdate())


def calling_beside_it(session: Session, trial: Trial) -> list[int]:
    """Return the sessions (ids) that call beside it in any of its wards."""
    wards = set(session.audience["wards"])
    return [one.pk for one in calling_beside(trial) if not wards.isdisjoint(one.audience["wards"])]


def calling_beside(trial: Trial) -> QuerySet[Session]:
    """Return the sessions, the trial's own with them, that called while it did, or for the same polling day.

    A household that stood in the queue of one of them first was not drawn by this trial. A session that was closed
    before anybody was given out called nobody: its trial ended with it.
    """
    meanwhile = Q(closed_at=None) | Q(closed_at__gt=trial.session.created_at)
    beside = Session.objects.filter(meanwhile | Q(trial__polling_day=trial.polling_day))
    return beside.exclude(closed_at__isnull=False, trial__ended_at=F("closed_at"))


def hold_back(session: Session, wards: tuple[str, ...], conditions: str, values: dict[str, Any], by: Drawing) -> int:
    """Draw who of the electors that meet the conditions is held back, and write it down; return how many."""
    if by.trial is None:
        return 0
    name, key = str(session.pk), bytes(by.trial.key)
    inner, outer = hash_parts(name, "held back", key)
    asked = values | {
        "session": session.pk,
        "wards": list(wards),
        "held_by_others": [one for one in by.held_by if one != session.pk],
        "calling": by.calling,
        "part": by.trial.part,
        "late": by.late,
        "inner": inner,
        "inner_ward": hash_parts(name, "left over", key)[0],
        "outer": outer,
    }
    with connection.cursor() as cursor:
        cursor.execute(_HOLD_SQL.replace("CONDITIONS", conditions), asked)
        return int(cursor.rowcount)

"""The figures of a wallboard: one statement for any number of sessions, kept for five seconds."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.db import connection

from groundgame.campaign.canvass.figures import PROMISED, SPOKEN_SQL, STANDING_SQL
from groundgame.campaign.canvass.models import AnswerOption, Session
from groundgame.campaign.canvass.opinions import OPINIONS_KEPT_SQL
from groundgame.campaign.canvass.outcomes import REACHED

KEPT_SECONDS = 5
PRESENT_MINUTES = 5

# Whatever puts a contact right is of the same session: the rest of the log is not looked at.
_STANDING_SQL = STANDING_SQL.replace("canvass_contactevent", "corrections")
_WALL_SQL = f"""
WITH corrections AS MATERIALIZED (
    SELECT id, corrects_id, received_at FROM canvass_contactevent
    WHERE corrects_id IS NOT NULL AND session_id = ANY(%(sessions)s)
), events AS (
    SELECT id, elector_id, outcome, happened_at, received_at FROM canvass_contactevent v
    WHERE session_id = ANY(%(sessions)s) AND outcome <> 'withdrawn' AND {_STANDING_SQL}
), counted AS (
    SELECT count(*) AS attempts,
           count(*) FILTER (WHERE {SPOKEN_SQL}) AS conversations,
           count(*) FILTER (WHERE outcome = ANY(%(reached)s)) AS reached,
           count(*) FILTER (WHERE received_at > statement_timestamp() - interval '1 hour') AS last_hour
    FROM events v
), leased AS (
    SELECT count(*) FILTER (WHERE closed_at IS NULL AND NOT ahead AND expires_at > statement_timestamp()) AS held,
           count(*) FILTER (WHERE closed_by = 'expired'
                            OR (closed_at IS NULL AND expires_at <= statement_timestamp())) AS expired
    FROM canvass_lease WHERE session_id = ANY(%(sessions)s)
), present AS (
    SELECT count(DISTINCT user_id) AS callers FROM canvass_caller
    WHERE session_id = ANY(%(sessions)s) AND removed_at IS NULL
      AND last_seen_at > statement_timestamp() - make_interval(mins => %(minutes)s)
), newest AS (
    SELECT DISTINCT ON (v.elector_id, n.question_key) n.question_key, n.value
    FROM events v JOIN canvass_answer n ON n.event_id = v.id
    WHERE {OPINIONS_KEPT_SQL}
    ORDER BY v.elector_id, n.question_key, v.happened_at DESC, v.received_at DESC
), answered AS (
    SELECT coalesce(json_agg(t), '[]') AS answers
    FROM (SELECT question_key, value, count(*) AS electors FROM newest GROUP BY question_key, value) t
)
SELECT attempts, conversations, reached, last_hour, held, expired, callers, answers
FROM counted, leased, present, answered
"""


@dataclass(frozen=True, slots=True)
class Bar:
    """One answer: how many electors gave it last, and their share of all who answered (0-1)."""

    value: str
    label: str
    electors: int
    share: float

    @property
    def percent(self) -> int:
        """Return the share for a picture a hundred wide."""
        return round(100 * self.share)


@dataclass(frozen=True, slots=True)
class Wall:
    """A wallboard. `reached` counts the attempts in which somebody was reached, `last_hour` those of the last hour."""

    attempts: int
    conversations: int
    reached: int
    last_hour: int
    leases_held: int
    leases_expired: int
    callers: int
    voting_intentions: tuple[Bar, ...]
    promises: tuple[Bar, ...]

    @property
    def contact_share(self) -> float:
        """Return the share (0-1) of attempts that reached somebody."""
        return self.reached / self.attempts if self.attempts else 0.0

    @property
    def contact_percent(self) -> int:
        """Return the same for the eye."""
        return round(100 * self.contact_share)

    @property
    def promised(self) -> int:
        """Return how many electors promised us their vote when they were last asked."""
        return sum(bar.electors for bar in self.promises if bar.value == PROMISED)


def wall_of(sessions: Iterable[Session]) -> Wall:
    """Return the figures of the sessions together, at most five seconds old."""
    ids = sorted(session.pk for session in sessions)
    key = "wall:" + ",".join(map(str, ids))
    wall: Wall | None = cache.get(key)
    if wall is None:
        wall = _count(ids)
        cache.set(key, wall, KEPT_SECONDS)
    return wall


def _count(ids: list[int]) -> Wall:
    with connection.cursor() as cursor:
        cursor.execute(_WALL_SQL, {"sessions": ids, "reached": list(REACHED), "minutes": PRESENT_MINUTES})
        attempts, conversations, reached, last_hour, held, expired, callers, answers = cursor.fetchone()
    return Wall(
        attempts=attempts,
        conversations=conversations,
        reached=reached,
        last_hour=last_hour,
        leases_held=held,
        leases_expired=expired,
        callers=callers,
        voting_intentions=_bars(ids, "voting_intention", answers),
        promises=_bars(ids, "promise", answers),
    )


def _bars(ids: list[int], key: str, answers: list[dict[str, Any]]) -> tuple[Bar, ...]:
    """Return an answer's bars in the script's own order, those that nobody gave included."""
    electors = {row["value"]: row["electors"] for row in answers if row["question_key"] == key}
    offered = AnswerOption.objects.filter(question__key=key, question__script__sessions__in=ids)
    labels = dict(offered.order_by("position", "id").values_list("value", "label"))
    labels |= {value: value for value in sorted(electors.keys() - labels.keys())}
    total = sum(electors.values())
    return tuple(
        Bar(value, label, electors.get(value, 0), electors.get(value, 0) / total if total else 0.0)
        for value, label in labels.items()
    )

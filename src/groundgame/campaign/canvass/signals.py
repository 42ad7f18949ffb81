"""Signals of how well contacts were recorded, canvasser by canvasser: each a question to ask, never a charge.

What is compared: conversations too close together to have been held, answers all alike where others hear several,
nobody ever out, and answers that the next canvasser heard otherwise. Worked out from the log by one statement.
"""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db import connection

from groundgame.campaign.canvass.opinions import OPINIONS_KEPT_SQL
from groundgame.campaign.canvass.outcomes import REACHED
from groundgame.campaign.canvass.spoken import SPOKEN_SQL
from groundgame.campaign.canvass.state import STANDING_SQL

# Two conversations at different doors, or on different lines, that began less than this apart.
QUICK_SECONDS = 30
FEWEST_GAPS, QUICK_SHARE = 10, 0.3
FEWEST_ANSWERS, ALIKE_SHARE, OTHERS_SHARE = 15, 0.95, 0.8
FEWEST_TRIES, REACHED_SHARE = 30, 0.95
FEWEST_ASKED_AGAIN, OTHERWISE_SHARE, WITHIN_DAYS = 5, 0.4, 60

_SIGNALS_SQL = f"""
WITH mine AS MATERIALIZED (
    SELECT v.id, v.user_id, v.elector_id, v.outcome, v.channel, v.happened_at, coalesce(e.address_id, -e.id) AS home
    FROM canvass_contactevent v JOIN register_elector e ON e.id = v.elector_id
    WHERE v.session_id = ANY(%(sessions)s) AND v.outcome <> 'withdrawn' AND {STANDING_SQL}
), tries AS (
    SELECT user_id, count(*) AS tried, count(*) FILTER (WHERE outcome = ANY(%(reached)s)) AS reached
    FROM mine GROUP BY 1
), apart AS (
    SELECT user_id, home <> lag(home) OVER w AS moved,
           happened_at - lag(happened_at) OVER w < make_interval(secs => {QUICK_SECONDS}) AS quick
    FROM mine v WHERE {SPOKEN_SQL} AND channel <> 'paper'
    WINDOW w AS (PARTITION BY user_id ORDER BY happened_at, id)
), gaps AS (
    SELECT user_id, count(*) FILTER (WHERE moved) AS gaps, count(*) FILTER (WHERE moved AND quick) AS quick
    FROM apart GROUP BY 1
), said AS (
    SELECT v.user_id, v.elector_id, v.happened_at, n.value,
           coalesce(nullif(concat_ws('/', nullif(k.party, ''), k.stance), ''), n.value) AS meant
    FROM mine v JOIN canvass_answer n ON n.event_id = v.id AND n.question_key = 'voting_intention'
    LEFT JOIN canvass_intentioncode k ON k.value = n.value
    WHERE {OPINIONS_KEPT_SQL}
), counted AS (
    SELECT user_id, meant, min(value) AS value, count(*) AS times,
           sum(count(*)) OVER (PARTITION BY user_id) AS answers,
           sum(count(*)) OVER (PARTITION BY meant) AS all_times, sum(count(*)) OVER () AS all_answers
    FROM said GROUP BY user_id, meant
), alike AS (
    SELECT DISTINCT ON (user_id) user_id, answers, times, value, all_answers - answers AS others,
           all_times - times AS others_times
    FROM counted ORDER BY user_id, times DESC, meant
), later AS (
    SELECT s.user_id, s.meant, (
        SELECT coalesce(nullif(concat_ws('/', nullif(k.party, ''), k.stance), ''), n.value)
        FROM canvass_contactevent v JOIN canvass_answer n ON n.event_id = v.id AND n.question_key = 'voting_intention'
        LEFT JOIN canvass_intentioncode k ON k.value = n.value
        WHERE v.elector_id = s.elector_id AND v.user_id <> s.user_id AND v.happened_at > s.happened_at
          AND v.happened_at < s.happened_at + interval '{WITHIN_DAYS} days'
        ORDER BY v.happened_at LIMIT 1) AS then_meant
    FROM said s
), otherwise AS (
    SELECT user_id, count(then_meant) AS asked_again, count(*) FILTER (WHERE then_meant <> meant) AS otherwise
    FROM later GROUP BY 1
)
SELECT user_id, u.name, tried, reached, coalesce(gaps, 0), coalesce(quick, 0), coalesce(answers, 0), coalesce(times, 0),
       coalesce(value, ''), coalesce(others, 0), coalesce(others_times, 0), coalesce(asked_again, 0),
       coalesce(otherwise, 0)
FROM tries JOIN accounts_user u ON u.id = user_id
LEFT JOIN gaps USING (user_id) LEFT JOIN alike USING (user_id) LEFT JOIN otherwise USING (user_id)
ORDER BY tried DESC, user_id
"""


@dataclass(frozen=True, slots=True)
class Recorded:
    """What one canvasser recorded.

    Of `tried`, somebody was `reached`. Of `gaps` between conversations at different doors, `quick` were too short. Of
    `answers` on voting intention, `times` were `value`, the commonest; of `others`' answers, `others_times` were. Of
    `asked_again`, whom somebody else asked within two months, `otherwise` answered otherwise.
    """

    user: int
    name: str
    tried: int
    reached: int
    gaps: int
    quick: int
    answers: int
    times: int
    value: str
    others: int
    others_times: int
    asked_again: int
    otherwise: int

    @property
    def signals(self) -> tuple[str, ...]:
        """Which of the four there are: "quick", "alike", "reached", "otherwise"."""
        others_alike = self.others >= FEWEST_ANSWERS and _share(self.others_times, self.others) >= OTHERS_SHARE
        there = {
            "quick": self.gaps >= FEWEST_GAPS and _share(self.quick, self.gaps) >= QUICK_SHARE,
            "alike": self.answers >= FEWEST_ANSWERS
            and _share(self.times, self.answers) >= ALIKE_SHARE
            and not others_alike,
            "reached": self.tried >= FEWEST_TRIES and _share(self.reached, self.tried) >= REACHED_SHARE,
            "otherwise": self.asked_again >= FEWEST_ASKED_AGAIN
            and _share(self.otherwise, self.asked_again) >= OTHERWISE_SHARE,
        }
        return tuple(name for name, is_there in there.items() if is_there)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def recorded_in(sessions: Iterable[int]) -> list[Recorded]:
    """Return what each canvasser recorded in these sessions (ids), those who tried most first."""
    reached = [str(outcome) for outcome in REACHED]
    with connection.cursor() as cursor:
        cursor.execute(_SIGNALS_SQL, {"sessions": list(sessions), "reached": reached})
        return [Recorded(**dict(zip(_NAMES, row, strict=True))) for row in cursor.fetchall()]


_NAMES = [one.name for one in fields(Recorded)]

"""What the contact log says of each elector, kept beside it: merged event by event, or worked out anew.

Every column merges by when things happened, so that events may arrive in any order.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from collections.abc import Iterable

from django.db import connection

from groundgame.campaign.canvass.models import ContactEvent
from groundgame.campaign.canvass.outcomes import GONE, REACHED

QUESTIONS = ("voting_intention", "promise")


def _listed(values: Iterable[str]) -> str:
    return ", ".join(repr(str(value)) for value in values)


def _each(template: str) -> str:
    """Return a piece of SQL once a question, its key in place of KEY."""
    return ", ".join(template.replace("KEY", key) for key in QUESTIONS)


_NEWEST = "ORDER BY happened_at DESC, received_at DESC) FILTER (WHERE KEY IS NOT NULL))[1]"
_COLUMNS = "elector_id, borough, ward, attempts, conversations, last_attempt_at, last_contact_at, gone_at, " + _each(
    "KEY, KEY_at"
)

# One row an event: what it alone would say of its elector.
_SAYS_SQL = f"""
    SELECT v.elector_id, v.borough, v.ward, v.happened_at, v.received_at,
           (v.outcome = 'conversation')::int AS spoke,
           CASE WHEN v.outcome IN ({_listed(REACHED)}) THEN v.happened_at END AS reached_at,
           CASE WHEN v.outcome IN ({_listed(GONE)}) THEN v.happened_at END AS gone_at,
           {_each("(SELECT value FROM canvass_answer n WHERE n.event_id = v.id AND question_key = 'KEY') AS KEY")}
    FROM canvass_contactevent v
"""

_MERGE_SQL = f"""
INSERT INTO canvass_electorstate AS s ({_COLUMNS})
SELECT elector_id, borough, ward, 1, spoke, happened_at, reached_at, gone_at,
       {_each("coalesce(KEY, ''), CASE WHEN KEY IS NOT NULL THEN happened_at END")}
FROM ({_SAYS_SQL} WHERE v.id = %(event)s) says
ON CONFLICT (elector_id) DO UPDATE SET
    attempts = s.attempts + 1,
    conversations = s.conversations + EXCLUDED.conversations,
    last_attempt_at = greatest(s.last_attempt_at, EXCLUDED.last_attempt_at),
    last_contact_at = greatest(s.last_contact_at, EXCLUDED.last_contact_at),
    gone_at = greatest(s.gone_at, EXCLUDED.gone_at),
    {_each("KEY = CASE WHEN EXCLUDED.KEY_at >= coalesce(s.KEY_at, '-infinity') THEN EXCLUDED.KEY ELSE s.KEY END")},
    {_each("KEY_at = greatest(s.KEY_at, EXCLUDED.KEY_at)")}
"""

_REBUILD_SQL = f"""
INSERT INTO canvass_electorstate ({_COLUMNS})
SELECT v.elector_id, e.borough, e.ward, count(*), sum(spoke), max(happened_at), max(reached_at), max(v.gone_at),
       {_each(f"coalesce((array_agg(KEY {_NEWEST}, ''), (array_agg(happened_at {_NEWEST}")}
FROM ({_SAYS_SQL} WHERE v.elector_id = ANY(%(electors)s)) v
JOIN register_elector e ON e.id = v.elector_id
GROUP BY v.elector_id, e.borough, e.ward
"""


def merge_event(event: ContactEvent) -> None:
    """Merge an event that was just written, with its answers, into what we know of its elector."""
    with connection.cursor() as cursor:
        cursor.execute(_MERGE_SQL, {"event": event.pk})


def rebuild_states(electors: Iterable[int]) -> None:
    """Work out anew, from the log alone, what we know of these electors (ids); call it inside a transaction."""
    ids = sorted(electors)
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM canvass_electorstate WHERE elector_id = ANY(%s)", [ids])
        cursor.execute(_REBUILD_SQL, {"electors": ids})

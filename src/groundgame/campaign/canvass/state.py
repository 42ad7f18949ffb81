"""What the contact log says of each elector, kept beside it: merged as events come in, or worked out anew.

Everything merges by when things happened, so that events may arrive in any order. An elector's row of the state is
always locked before their newest answers, so that whoever works it out anew and whoever adds to it never mix.
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from collections.abc import Iterable
from uuid import UUID

from django.db import connection

from groundgame.campaign.accounts.statements import listed, run
from groundgame.campaign.canvass.outcomes import GONE, REACHED
from groundgame.campaign.canvass.spoken import SPOKEN_SQL

# These two stand in the state as well, since every page of figures asks for them.
QUESTIONS = ("voting_intention", "promise")

# On `v`, a contact event: it was not put right by another, or it is the last that puts the first one right.
STANDING_SQL = """
    NOT EXISTS (
        SELECT FROM canvass_contactevent c WHERE c.corrects_id = coalesce(v.corrects_id, v.id)
          AND (v.corrects_id IS NULL OR (c.received_at, c.id) > (v.received_at, v.id)))
"""


def _each(template: str) -> str:
    """Return a piece of SQL once a question, its key in place of KEY."""
    return ", ".join(template.replace("KEY", key) for key in QUESTIONS)


_NEWEST = "ORDER BY happened_at DESC, received_at DESC, id DESC) FILTER (WHERE KEY IS NOT NULL))[1]"
STATE_COLUMNS = (
    "elector_id, borough, ward, attempts, conversations, last_attempt_at, last_contact_at, gone_at, "
    + _each("KEY, KEY_at")
)
NEWEST_COLUMNS = "elector_id, question_key, borough, value, happened_at, received_at, event_id"

# One row an event: what it alone would say of its elector. What was taken back says nothing.
_SAYS_SQL = f"""
    SELECT v.id, v.elector_id, e.borough, e.ward, v.happened_at, v.received_at,
           ({SPOKEN_SQL})::int AS spoke,
           CASE WHEN v.outcome IN ({listed(REACHED)}) THEN v.happened_at END AS reached_at,
           CASE WHEN v.outcome IN ({listed(GONE)}) THEN v.happened_at END AS gone_at,
           {_each("(SELECT value FROM canvass_answer n WHERE n.event_id = v.id AND question_key = 'KEY') AS KEY")}
    FROM canvass_contactevent v JOIN register_elector e ON e.id = v.elector_id
    WHERE v.outcome <> 'withdrawn'
"""

# After an INSERT of what events say; an elector never changes borough, so that the two together are as good a key.
STATE_MERGED_SQL = f"""
    ON CONFLICT (elector_id, borough) DO UPDATE SET
        attempts = s.attempts + EXCLUDED.attempts,
        conversations = s.conversations + EXCLUDED.conversations,
        last_attempt_at = greatest(s.last_attempt_at, EXCLUDED.last_attempt_at),
        last_contact_at = greatest(s.last_contact_at, EXCLUDED.last_contact_at),
        gone_at = greatest(s.gone_at, EXCLUDED.gone_at),
        {_each("KEY = CASE WHEN EXCLUDED.KEY_at >= coalesce(s.KEY_at, '-infinity') THEN EXCLUDED.KEY ELSE s.KEY END")},
        {_each("KEY_at = greatest(s.KEY_at, EXCLUDED.KEY_at)")}
"""
NEWEST_MERGED_SQL = """
    ON CONFLICT (elector_id, question_key, borough) DO UPDATE SET
        value = EXCLUDED.value, happened_at = EXCLUDED.happened_at, received_at = EXCLUDED.received_at,
        event_id = EXCLUDED.event_id
    WHERE (EXCLUDED.happened_at, EXCLUDED.received_at, EXCLUDED.event_id) > (k.happened_at, k.received_at, k.event_id)
"""
_MERGE_SQL = f"""
WITH says AS ({_SAYS_SQL} AND WHICH), state AS (
    INSERT INTO canvass_electorstate AS s ({STATE_COLUMNS})
    SELECT elector_id, borough, ward, count(*), sum(spoke), max(happened_at), max(reached_at), max(gone_at),
           {_each(f"coalesce((array_agg(KEY {_NEWEST}, ''), (array_agg(happened_at {_NEWEST}")}
    FROM says GROUP BY elector_id, borough, ward ORDER BY elector_id
    {STATE_MERGED_SQL}
    RETURNING elector_id
)
INSERT INTO canvass_newestanswer AS k ({NEWEST_COLUMNS})
SELECT DISTINCT ON (y.elector_id, n.question_key)
       y.elector_id, n.question_key, y.borough, n.value, y.happened_at, y.received_at, y.id
FROM says y JOIN state USING (elector_id) JOIN canvass_answer n ON n.event_id = y.id
ORDER BY y.elector_id, n.question_key, y.happened_at DESC, y.received_at DESC, y.id DESC
{NEWEST_MERGED_SQL}
"""
_MERGE_EVENTS_SQL = _MERGE_SQL.replace("WHICH", "v.id = ANY(%(events)s)")
_MERGE_ELECTORS_SQL = _MERGE_SQL.replace("WHICH", f"v.elector_id = ANY(%(electors)s) AND {STANDING_SQL}")

_FORGET_SQL = f"""
INSERT INTO canvass_electorstate (elector_id, borough, ward, attempts, conversations, {_each("KEY")})
SELECT id, borough, ward, 0, 0, {_each("''")} FROM register_elector WHERE id = ANY(%(electors)s) ORDER BY id
ON CONFLICT (elector_id, borough) DO UPDATE SET
    ward = EXCLUDED.ward, attempts = 0, conversations = 0, last_attempt_at = NULL,
    last_contact_at = NULL, gone_at = NULL, {_each("KEY = '', KEY_at = NULL")}
"""


def merge_events(events: Iterable[UUID]) -> None:
    """Merge events (ids) that were just written, none of which puts another right, in one statement."""
    run(_MERGE_EVENTS_SQL, {"events": list(events)})


def rebuild_states(electors: Iterable[int]) -> None:
    """Work out anew, from the log alone, what we know of these electors (ids); call it inside a transaction."""
    asked = {"electors": sorted(electors)}
    with connection.cursor() as cursor:
        cursor.execute(_FORGET_SQL, asked)
        cursor.execute("DELETE FROM canvass_newestanswer WHERE elector_id = ANY(%(electors)s)", asked)
        cursor.execute(_MERGE_ELECTORS_SQL, asked)
        cursor.execute("DELETE FROM canvass_electorstate WHERE elector_id = ANY(%(electors)s) AND attempts = 0", asked)

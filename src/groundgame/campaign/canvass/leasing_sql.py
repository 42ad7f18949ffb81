"""The statements that give out the next elector of a session, by the database's own clock.

What holds them: the unique indexes on open leases (one an elector, one a household, one a caller in a session). The
rest is speed. Locks are taken in one order, targets before leases, so that no two callers wait for each other, but
for going on, which begins with the caller's own lease: there the loser of a deadlock tries again. OFFSET 0 makes each
elector's leases be looked up by their own key: a planner that was last told of a quiet hour takes all open leases for
a handful, and would read every one of them at every call.

A session of one borough asks for that borough alone (`within`), and what belongs to a target is looked for in its
borough: where the tables are partitioned by borough, a statement looks into one partition (docs/scale.md).
"""

# ruff: noqa: S608 (the statements are put together from the package's own constants)

from groundgame.campaign.accounts.statements import listed
from groundgame.campaign.canvass.known import within
from groundgame.campaign.register.suppression import BARS_CALLS, CALLABLE_SQL

# A caller who is paused or was removed is given nobody, nor is anybody in a paused session.
_RUNNING_SQL = """
      EXISTS (SELECT FROM canvass_session n WHERE n.id = %(session)s AND n.closed_at IS NULL AND n.paused_at IS NULL)
"""
_AT_WORK_SQL = """
      NOT EXISTS (
          SELECT FROM canvass_caller w
          WHERE w.session_id = %(session)s AND w.user_id = %(user)s
            AND (w.paused_at IS NOT NULL OR w.removed_at IS NOT NULL))
"""

# On `q`, a target: it waits for its turn, and may be given out now.
_WAITS_SQL = """
      q.done_at IS NULL AND (q.held_until IS NULL OR q.held_until <= statement_timestamp())
"""
_FREE_SQL = f"""
      q.session_id = %(session)s {within("q")}
      AND {_WAITS_SQL}
      AND {_RUNNING_SQL}
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.elector_id = q.elector_id AND l.borough = q.borough
            AND l.closed_at IS NULL AND l.expires_at > statement_timestamp() OFFSET 0)
      AND NOT EXISTS (
          SELECT FROM canvass_lease l
          WHERE l.household = e.address_id AND l.borough = q.borough
            AND l.closed_at IS NULL AND l.expires_at > statement_timestamp() OFFSET 0)
      AND {CALLABLE_SQL}
"""

# The free targets of a session, in the order of calling, and the first of them.
_QUEUE_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, e.address_id
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
    WHERE q.not_before <= statement_timestamp() AND {_FREE_SQL}
    ORDER BY q.not_before, q.position
"""
FIRST_SQL = f"{_QUEUE_SQL} LIMIT 1"

# The first that nobody else is just taking, locked. A household's electors stand next to each other: of two callers at
# one moment the second would pick the mate of whom the first is being given, whose lease nobody sees yet, wait for the
# first, lose, and leave the mate at the head of the queue, where every caller steps over it. So whoever picks takes the
# household (a number stands for it) until the transaction ends: of the first few in turn, and never of all that a plan
# looks at. A place is looked at again once it is locked, as others may have changed it since.
_MOST_TAKEN = 50
_FIRST_LOCKED_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, c.address_id
    FROM ({_QUEUE_SQL} LIMIT {_MOST_TAKEN}) c, LATERAL (
        SELECT q.id, q.borough, q.elector_id FROM canvass_target q
        WHERE q.id = c.id AND q.borough = c.borough {within("q")}
          AND q.not_before <= statement_timestamp() AND {_WAITS_SQL}
          AND pg_try_advisory_xact_lock(hashtext('canvass.household'), hashint8(coalesce(c.address_id, -c.elector_id)))
        FOR UPDATE OF q SKIP LOCKED) q
    LIMIT 1
"""

# Whether somebody waits for a caller to whom nobody was given: others had taken those at that moment, for themselves or
# in passing, and may not have kept them.
PASSED_OVER_SQL = FIRST_SQL.replace("WHERE", f"WHERE {_AT_WORK_SQL} AND", 1)

# Before it come the calls that were promised for an hour which has come: by this caller, or by one who is not here.
# Each is read from an index of its own: there may be thousands that others have promised.
_PROMISED_SQL = f"""
    SELECT q.id, q.borough, q.elector_id, e.address_id
    FROM canvass_target q
    JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
    WHERE q.promised_at <= statement_timestamp() AND WHOSE AND {_AT_WORK_SQL} AND {_FREE_SQL}
    ORDER BY q.promised_at
    LIMIT 1
    FOR UPDATE OF q SKIP LOCKED
"""
_MINE_SQL = _PROMISED_SQL.replace("WHOSE", "q.promised_to_id = %(user)s")
_LEFT_SQL = _PROMISED_SQL.replace("WHOSE", "q.not_before <= statement_timestamp() AND NOT EXISTS (SELECT FROM mine)")

# `first` locks the first free target; `passed` closes leases on it that ran out.
_CHOICE_SQL = f"""
mine AS MATERIALIZED ({_MINE_SQL}), left_over AS MATERIALIZED ({_LEFT_SQL}), promised AS MATERIALIZED (
    SELECT * FROM mine UNION ALL SELECT * FROM left_over
), first AS MATERIALIZED (
    {_FIRST_LOCKED_SQL.replace("WHERE", f"WHERE NOT EXISTS (SELECT FROM promised) AND {_AT_WORK_SQL} AND", 1)}
), picked AS (
    SELECT * FROM promised UNION ALL SELECT * FROM first
), run_out AS (
    SELECT l.id, l.borough FROM picked p, LATERAL (
        SELECT l.id, l.borough FROM canvass_lease l
        WHERE l.elector_id = p.elector_id AND l.borough = p.borough
          AND l.closed_at IS NULL AND l.expires_at <= statement_timestamp() OFFSET 0) l
    UNION
    SELECT l.id, l.borough FROM picked p, LATERAL (
        SELECT l.id, l.borough FROM canvass_lease l
        WHERE l.household = p.address_id AND l.borough = p.borough
          AND l.closed_at IS NULL AND l.expires_at <= statement_timestamp() OFFSET 0) l
), passed AS (
    UPDATE canvass_lease l SET closed_at = statement_timestamp(), closed_by = 'expired'
    FROM run_out r
    WHERE l.id = r.id AND l.borough = r.borough AND coalesce(l.closed_at, 'infinity') = 'infinity'
      AND l.expires_at <= statement_timestamp() {within("l")}
    RETURNING l.id
)
"""
# The same in half the time, where no promised hour has come: every part of a statement is set up before any is run. A
# lease that ran out is in its way, and left to the longer one.
_USUAL_CHOICE_SQL = f"""
picked AS MATERIALIZED (
    {_FIRST_LOCKED_SQL.replace("WHERE", f"WHERE {_AT_WORK_SQL} AND", 1)}
), passed AS (SELECT WHERE false)
"""
DUE_SQL = f"""
    EXISTS (
        SELECT FROM canvass_target d
        WHERE d.session_id = %(session)s {within("d")} AND d.done_at IS NULL
          AND d.promised_at <= statement_timestamp() AND d.not_before <= statement_timestamp())
    OR EXISTS (
        SELECT FROM canvass_target d
        WHERE d.promised_to_id = %(user)s AND d.promised_at <= statement_timestamp()
          AND d.session_id = %(session)s {within("d")} AND d.done_at IS NULL)
"""

# `given` is empty when another caller was faster (the unique indexes), and then nothing of the target changes. The
# household leaves the head of the queue, which every caller reads, until somebody has answered there; `mates` never
# waits for a lock.
_GIVE_SQL = f"""
given AS (
    INSERT INTO canvass_lease
        (borough, session_id, elector_id, household, user_id, token, leased_at, expires_at, closed_by, dialled, ahead)
    SELECT p.borough, %(session)s, p.elector_id, p.address_id, %(user)s, gen_random_uuid(), clock_timestamp(),
           statement_timestamp() + make_interval(mins => %(minutes)s), '', '', %(ahead)s
    FROM picked p CROSS JOIN (SELECT count(*) FROM passed) AS closed CROSS JOIN (SELECT count(*) FROM promoted) AS shown
    ON CONFLICT DO NOTHING
    RETURNING id, token, borough, elector_id, household, expires_at
), taken AS (
    UPDATE canvass_target q SET not_before = g.expires_at, held_until = NULL
    FROM given g, picked p WHERE q.id = p.id AND q.borough = p.borough {within("q")}
), mates AS (
    SELECT q.id, q.borough, g.expires_at
    FROM given g
    JOIN register_elector e
      ON e.address_id = g.household AND e.borough = g.borough {within("e")}
     AND e.left_at IS NULL AND e.id <> g.elector_id
    JOIN canvass_target q
      ON q.elector_id = e.id AND q.borough = e.borough AND q.session_id = %(session)s AND q.done_at IS NULL
    FOR UPDATE OF q SKIP LOCKED
), held AS (
    UPDATE canvass_target q SET held_until = m.expires_at, not_before = greatest(q.not_before, m.expires_at)
    FROM mates m WHERE q.id = m.id AND q.borough = m.borough {within("q")}
)
"""
LEASE_SQL = f"""
WITH promoted AS (SELECT WHERE false), {_CHOICE_SQL}, {_GIVE_SQL}
SELECT (SELECT id FROM picked), (SELECT id FROM given), (SELECT token FROM given)
"""

# Not CALLABLE_SQL: whoever answered for the household may have no number of their own.
_NOT_BARRED_SQL = f"""NOT EXISTS (
    SELECT FROM register_suppression s
    WHERE s.elector_id = l.elector_id AND s.borough = l.borough AND s.lifted_at IS NULL
      AND s.kind IN ({listed(BARS_CALLS)}))
"""

OWN_SQL = f"""
UPDATE canvass_lease l SET expires_at = statement_timestamp() + make_interval(mins => %(minutes)s)
WHERE l.session_id = %(session)s AND l.user_id = %(user)s AND l.closed_at IS NULL
  AND l.ahead = %(ahead)s AND l.channel = 'phone' {within("l")} AND {_NOT_BARRED_SQL}
RETURNING l.id, l.token
"""

# The call fetched ahead comes on the screen as soon as nothing else is there.
PROMOTE_SQL = f"""
UPDATE canvass_lease l SET ahead = false, expires_at = statement_timestamp() + make_interval(mins => %(shown_minutes)s)
WHERE l.session_id = %(session)s AND l.user_id = %(user)s AND l.closed_at IS NULL
  AND l.ahead AND l.channel = 'phone' {within("l")} AND {_NOT_BARRED_SQL} AND {_RUNNING_SQL} AND {_AT_WORK_SQL}
  AND NOT EXISTS (
      SELECT FROM canvass_lease c
      WHERE c.session_id = %(session)s AND c.user_id = %(user)s AND c.closed_at IS NULL
        AND NOT c.ahead AND c.channel = 'phone' {within("c")})
RETURNING l.id, l.token
"""

# Both at once, as after every save: what was fetched ahead is shown, and the next is fetched.
_GO_ON_SQL = f"""
WITH promoted AS ({PROMOTE_SQL}), CHOICE, {_GIVE_SQL}
SELECT (SELECT id FROM promoted), (SELECT token FROM promoted),
       (SELECT id FROM picked), (SELECT id FROM given), (SELECT token FROM given)
"""
GO_ON_SQL, USUALLY_GO_ON_SQL = (_GO_ON_SQL.replace("CHOICE", choice) for choice in (_CHOICE_SQL, _USUAL_CHOICE_SQL))

# Somebody tried for a household that another caller was given at that very moment, who therefore could not put this one
# of it off: it is done now, or each caller would look at it until that call ends. The lease is locked, so that its save
# comes wholly before or after. Only a call of the same session, as no other frees the place when it ends.
PUT_OFF_SQL = f"""
WITH place AS MATERIALIZED (
    SELECT q.id, q.borough, e.address_id
    FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
    WHERE q.id = %(target)s AND q.done_at IS NULL {within("q")}
    FOR UPDATE OF q SKIP LOCKED
), on_the_line AS MATERIALIZED (
    SELECT l.expires_at FROM place p JOIN canvass_lease l ON l.household = p.address_id AND l.borough = p.borough
    WHERE l.session_id = %(session)s AND l.closed_at IS NULL AND l.expires_at > statement_timestamp() {within("l")}
    FOR SHARE OF l
)
UPDATE canvass_target q SET held_until = t.expires_at, not_before = greatest(q.not_before, t.expires_at)
FROM place p, on_the_line t WHERE q.id = p.id AND q.borough = p.borough {within("q")}
"""

# Of the next targets, those whom we may not ring leave the head of the queue. Not for good: an objection may be lifted,
# and a number added. Locks theirs alone, and waits for none. MATERIALIZED keeps a planner that takes the tables for
# empty from looking for all of them once a target.
ASIDE_SQL = f"""
WITH head AS MATERIALIZED (
    SELECT h.id, h.borough, h.elector_id FROM canvass_target h
    WHERE h.session_id = %(session)s {within("h")} AND h.done_at IS NULL AND h.not_before <= statement_timestamp()
    ORDER BY h.not_before, h.position
    LIMIT %(targets)s
), barred AS MATERIALIZED (
    SELECT q.id, q.borough
    FROM head
    JOIN canvass_target q ON q.id = head.id AND q.borough = head.borough
    JOIN register_elector e ON e.id = head.elector_id AND e.borough = head.borough
    WHERE NOT {CALLABLE_SQL}
    FOR UPDATE OF q SKIP LOCKED
)
UPDATE canvass_target p SET not_before = statement_timestamp() + make_interval(mins => %(minutes)s)
FROM barred
WHERE p.id = barred.id AND p.borough = barred.borough {within("p")}
"""

"""The places of electors in the queues of all sessions: finished, or put back for a later try."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundgame.campaign.accounts.statements import rows, run
from groundgame.campaign.canvass.audience import REST_HOURS
from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.promises import KEPT
from groundgame.campaign.canvass.recycling import Part, Rule, part_of, rules_of

# Here the next try is at that time, whatever stood before, and elsewhere never sooner than it was; so it is here too
# where the contact is saved late, and somebody else may have agreed on a time since. What is promised is promised here.
# A try at the other channel is put off for a short rest alone.
_TRY_AGAIN = """
UPDATE canvass_target q SET
    not_before = CASE WHEN here AND NOT late THEN again
                      WHEN here OR same THEN greatest(q.not_before, again)
                      ELSE greatest(q.not_before, rested) END,
    attempts = tries,
    promised_at = CASE WHEN here AND NOT late THEN promised ELSE q.promised_at END,
    promised_to_id = CASE WHEN here AND NOT late THEN keeper ELSE q.promised_to_id END,
    done_at = CASE WHEN used_up THEN %(now)s::timestamptz END,
    done_because = CASE WHEN used_up THEN 'attempts' ELSE '' END
FROM (
    SELECT *, here AND may_use_up AND (spent OR tries >= %(most)s::int) AS used_up
    FROM (
        SELECT q.id, n.id = %(session)s AS here, n.channel = %(channel)s AS same,
               q.attempts + CASE WHEN n.id = %(session)s THEN t.counts ELSE 0 END AS tries, t.*
        FROM ROWS AS t (elector, lives, again, rested, promised, keeper, counts, late, may_use_up, spent)
        JOIN canvass_target q ON q.elector_id = t.elector AND q.borough = t.lives AND q.done_at IS NULL
        JOIN canvass_session n ON n.id = q.session_id
    ) places
) counted
WHERE q.id = counted.id AND q.borough = counted.lives
"""

# Nobody is rung twice, nor knocked for, because two sessions overlap.
_FINISH = """
UPDATE canvass_target q SET done_at = %(now)s::timestamptz, done_because = t.why
FROM ROWS AS t (elector, lives, why)
WHERE q.elector_id = t.elector AND q.borough = t.lives AND q.done_at IS NULL
"""

_TYPES = {
    "elector": "bigint",
    "lives": "text",
    "again": "timestamptz",
    "rested": "timestamptz",
    "promised": "timestamptz",
    "keeper": "bigint",
    "counts": "int",
    "late": "boolean",
    "may_use_up": "boolean",
    "spent": "boolean",
    "why": "text",
}
_AGAIN = ("elector", "lives", "again", "rested", "promised", "keeper", "counts", "late", "may_use_up", "spent")
_ENDED = ("elector", "lives", "why")


def _many(statement: str, names: Sequence[str]) -> str:
    """Return a statement for as many electors as its lists hold."""
    lists = ", ".join(f"%({name})s::{_TYPES[name]}[]" for name in names)
    return statement.replace("ROWS", f"unnest({lists})")


def _one(statement: str, names: Sequence[str]) -> str:
    """Return a statement for one elector: a list's length would be guessed, and the plan made anew each time."""
    return statement.replace("ROWS", f"(VALUES ({', '.join(f'%({name})s::{_TYPES[name]}' for name in names)}))")


_TRY_AGAIN_SQL, _FINISH_SQL = _many(_TRY_AGAIN, _AGAIN), _many(_FINISH, _ENDED)
TRY_ONE_AGAIN_SQL, FINISH_ONE_SQL = _one(_TRY_AGAIN, _AGAIN), _one(_FINISH, _ENDED)

_BEFORE_SQL = """
SELECT elector_id, outcome, happened_at FROM canvass_contactevent
WHERE session_id = %(session)s AND elector_id = ANY(%(electors)s::bigint[]) AND id <> ALL(%(events)s::uuid[])
"""


@dataclass(frozen=True, slots=True)
class Follow:
    """What follows from the contacts of one elector that are saved together.

    `again` is None where nothing is left to try; `promised` the hour that was agreed, by `keeper`. `counts` of them use
    up a try, and `spent` tells that the last one's outcome has come as often as its rule allows. `overtaken`: somebody
    reached the elector after these contacts, and what they agreed on stands.
    """

    elector: int
    borough: str
    why: str
    again: dt.datetime | None
    promised: dt.datetime | None = None
    keeper: int | None = None
    counts: int = 0
    late: bool = False
    spent: bool = False
    overtaken: bool = False


def write_follows(session: Session, follows: Sequence[Follow], now: dt.datetime) -> None:
    """Finish, or put back for a later try, the places of these electors in every session."""
    by_statement: dict[str, list[Mapping[str, Any]]] = {_FINISH_SQL: [], _TRY_AGAIN_SQL: []}
    for one in follows:
        if one.again is not None:
            by_statement[_TRY_AGAIN_SQL].append(_tried(one, now))
        elif not one.overtaken:
            by_statement[_FINISH_SQL].append(_ended(one))
    for statement, found in by_statement.items():
        if found:
            run(statement, _common(session, now) | {name: [row[name] for row in found] for name in found[0]})


def statement_of(follow: Follow) -> str | None:
    """Return the statement that does what follows from one contact, or None where nothing does."""
    if follow.again is not None:
        return TRY_ONE_AGAIN_SQL
    return None if follow.overtaken else FINISH_ONE_SQL


def values_of(session: Session, follow: Follow, now: dt.datetime) -> dict[str, Any]:
    """Return the values of that statement."""
    return _common(session, now) | (_ended(follow) if follow.again is None else _tried(follow, now))


def _common(session: Session, now: dt.datetime) -> dict[str, Any]:
    return {"session": session.pk, "channel": str(session.channel), "most": session.max_attempts, "now": now}


def _ended(one: Follow) -> dict[str, Any]:
    return {"elector": one.elector, "lives": one.borough, "why": str(one.why)}


def _tried(one: Follow, now: dt.datetime) -> dict[str, Any]:
    return {
        "elector": one.elector,
        "lives": one.borough,
        # Kept for a while for whoever promised it: anybody else may be given the elector only then.
        "again": one.again + KEPT if one.promised and one.again else one.again,
        "rested": one.promised or now + dt.timedelta(hours=REST_HOURS),
        "promised": one.promised,
        "keeper": one.keeper,
        "counts": one.counts,
        "late": one.late,
        "may_use_up": one.counts > 0 and not one.overtaken,
        "spent": one.spent,
    }


@dataclass(frozen=True, slots=True)
class Tried:
    """When, and with what outcome, electors were tried in a session before, where a rule asks for it."""

    outcomes: Mapping[int, Sequence[tuple[str, dt.datetime]]]

    def spent(self, elector: int, outcome: str, rule: Rule) -> bool:
        """Tell whether the outcome has come as often as its rule allows."""
        return rule.most is not None and sum(one == outcome for one, _ in self.outcomes.get(elector, ())) >= rule.most

    def parts(self, elector: int) -> frozenset[Part]:
        """Return the parts of the week in which the elector was tried in vain."""
        return frozenset(part_of(when) for one, when in self.outcomes.get(elector, ()) if EFFECTS[one].counts)


def tried_before(session: Session, events: Sequence[ContactEvent]) -> Tried:
    """Return the earlier tries, these with them, whether they are in the log yet or not.

    Without asking where no rule of the session needs to know.
    """
    rules = rules_of(session)
    asking = {outcome for outcome, rule in rules.items() if rule.another_time or rule.most is not None}
    electors = sorted({event.elector_id for event in events if event.outcome in asking})
    outcomes: dict[int, list[tuple[str, dt.datetime]]] = {}
    if electors:
        asked = {"session": session.pk, "electors": electors, "events": [event.pk for event in events]}
        these = [(event.elector_id, event.outcome, event.happened_at) for event in events]
        for elector, outcome, when in [*rows(_BEFORE_SQL, asked), *these]:
            outcomes.setdefault(elector, []).append((outcome, when))
    return Tried(outcomes)

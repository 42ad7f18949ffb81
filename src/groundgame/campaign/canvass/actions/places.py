"""The places of electors in the queues of all sessions: finished, or put back for a later try."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from groundgame.campaign.canvass.audience import REST_HOURS
from groundgame.campaign.canvass.models import ContactEvent, Session
from groundgame.campaign.canvass.outcomes import EFFECTS
from groundgame.campaign.canvass.promises import KEPT
from groundgame.campaign.canvass.recycling import Part, Rule, part_of, rules_of
from groundgame.campaign.canvass.statements import rows, run

# Here the next try is at that time, whatever stood before, and elsewhere never sooner than it was; so it is here too
# where the contact is saved late, and somebody else may have agreed on a time since. What is promised is promised here.
# A try at the other channel is put off for a short rest alone.
_TRY_AGAIN_SQL = """
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
        FROM unnest(%(electors)s::bigint[], %(again)s::timestamptz[], %(rested)s::timestamptz[],
                    %(promised)s::timestamptz[], %(keeper)s::bigint[], %(counts)s::int[], %(late)s::boolean[],
                    %(may_use_up)s::boolean[], %(spent)s::boolean[])
             AS t (elector, again, rested, promised, keeper, counts, late, may_use_up, spent)
        JOIN canvass_target q ON q.elector_id = t.elector AND q.done_at IS NULL
        JOIN canvass_session n ON n.id = q.session_id
    ) places
) counted
WHERE q.id = counted.id
"""

# Nobody is rung twice, nor knocked for, because two sessions overlap.
_FINISH_SQL = """
UPDATE canvass_target q SET done_at = %(now)s::timestamptz, done_because = t.why
FROM unnest(%(electors)s::bigint[], %(why)s::text[]) AS t (elector, why)
WHERE q.elector_id = t.elector AND q.done_at IS NULL
"""

_BEFORE_SQL = """
SELECT elector_id, outcome, happened_at FROM canvass_contactevent
WHERE session_id = %(session)s AND elector_id = ANY(%(electors)s::bigint[])
"""


@dataclass(frozen=True, slots=True)
class Follow:
    """What follows from the contacts of one elector that are saved together.

    `again` is None where nothing is left to try; `promised` the hour that was agreed, by `keeper`. `counts` of them use
    up a try, and `spent` tells that the last one's outcome has come as often as its rule allows. `overtaken`: somebody
    reached the elector after these contacts, and what they agreed on stands.
    """

    elector: int
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
    finished = [one for one in follows if one.again is None and not one.overtaken]
    if finished:
        ended = {"electors": [one.elector for one in finished], "why": [str(one.why) for one in finished], "now": now}
        run(_FINISH_SQL, ended)
    tried = [one for one in follows if one.again is not None]
    if tried:
        run(_TRY_AGAIN_SQL, _columns(session, tried, now))


def _columns(session: Session, tried: Sequence[Follow], now: dt.datetime) -> dict[str, Any]:
    rested = now + dt.timedelta(hours=REST_HOURS)
    return {
        "session": session.pk,
        "channel": str(session.channel),
        "most": session.max_attempts,
        "now": now,
        "electors": [one.elector for one in tried],
        # Kept for a while for whoever promised it: anybody else may be given the elector only then.
        "again": [one.again + KEPT if one.promised and one.again else one.again for one in tried],
        "rested": [one.promised or rested for one in tried],
        "promised": [one.promised for one in tried],
        "keeper": [one.keeper for one in tried],
        "counts": [one.counts for one in tried],
        "late": [one.late for one in tried],
        "may_use_up": [one.counts > 0 and not one.overtaken for one in tried],
        "spent": [one.spent for one in tried],
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
    """Return the earlier tries, these with them; without asking where no rule of the session needs to know."""
    rules = rules_of(session)
    asking = {outcome for outcome, rule in rules.items() if rule.another_time or rule.most is not None}
    electors = sorted({event.elector_id for event in events if event.outcome in asking})
    outcomes: dict[int, list[tuple[str, dt.datetime]]] = {}
    if electors:
        for elector, outcome, when in rows(_BEFORE_SQL, {"session": session.pk, "electors": electors}):
            outcomes.setdefault(elector, []).append((outcome, when))
    return Tried(outcomes)

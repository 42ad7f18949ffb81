"""Change when a session tries again those whom it did not reach, while it runs."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.accounts.statements import rows, run
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.leftover import forget_later
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.recycling import RECYCLED, Rule, as_json, next_try, part_of, rules_of

# Those who wait because they were not reached, or whose tries are used up, with each try of this session. Who is on the
# line, and who was promised an hour, stay as they are; and whose tries are used up and who was reached, or moved away
# or died, since the session was made: another session would have ended their place here.
_WAITING_SQL = """
SELECT q.id, array_agg(v.outcome::text ORDER BY v.happened_at, v.received_at),
       array_agg(v.happened_at ORDER BY v.happened_at, v.received_at)
FROM canvass_target q
JOIN canvass_session n ON n.id = q.session_id
JOIN canvass_contactevent v ON v.elector_id = q.elector_id AND v.session_id = q.session_id
WHERE q.session_id = %(session)s AND q.promised_at IS NULL AND (q.done_at IS NULL OR q.done_because = 'attempts')
  AND v.outcome <> 'withdrawn'
  AND NOT EXISTS (SELECT FROM canvass_electorstate k WHERE k.elector_id = q.elector_id AND q.done_at IS NOT NULL
                  AND greatest(k.last_contact_at, k.gone_at) >= n.created_at)
  AND NOT EXISTS (SELECT FROM canvass_contactevent c WHERE c.corrects_id = coalesce(v.corrects_id, v.id)
                  AND (v.corrects_id IS NULL OR (c.received_at, c.id) > (v.received_at, v.id)))
  AND NOT EXISTS (SELECT FROM canvass_lease l WHERE l.elector_id = q.elector_id AND l.closed_at IS NULL
                  AND l.expires_at > statement_timestamp())
GROUP BY q.id
"""

_RETIME_SQL = """
UPDATE canvass_target q SET
    not_before = t.again, held_until = NULL,
    done_at = CASE WHEN t.used_up THEN coalesce(q.done_at, %(now)s::timestamptz) END,
    done_because = CASE WHEN t.used_up THEN 'attempts' ELSE '' END
FROM unnest(%(targets)s::bigint[], %(again)s::timestamptz[], %(used_up)s::boolean[]) AS t (id, again, used_up)
WHERE q.id = t.id AND (q.done_at IS NULL OR q.done_because = 'attempts')
"""


@transaction.atomic
def change_recycling(
    *, by: User, session: Session, recycling: Mapping[str, Rule], max_attempts: int, rest_days: int
) -> int:
    """Change the rules, and let those who wait already follow them; return how many that are.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, session)
    held = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    held.recycling, held.max_attempts, held.rest_days = as_json(recycling), max_attempts, rest_days
    held.save(update_fields=["recycling", "max_attempts", "rest_days"])
    for name in ("recycling", "max_attempts", "rest_days"):
        setattr(session, name, getattr(held, name))
    waiting = _retime(held)
    details = {"rules": held.recycling, "max_attempts": max_attempts, "rest_days": rest_days, "waiting": waiting}
    audit.record(by=by, action="canvass.change_recycling", subject=session, area=session.area, **details)
    forget_later(session)
    return waiting


def _retime(session: Session) -> int:
    """Work out anew when those who wait come round, and whose tries are used up."""
    known = rules_of(session)
    targets, again, used_up = [], [], []
    for target, outcomes, times in rows(_WAITING_SQL, {"session": session.pk}):
        if outcomes[-1] not in RECYCLED:
            continue
        rule = known[outcomes[-1]]
        tries = [one for one in outcomes if one in RECYCLED]
        targets.append(target)
        again.append(_again(session, rule, outcomes, times))
        spent = rule.most is not None and outcomes.count(outcomes[-1]) >= rule.most
        used_up.append(spent or len(tries) >= session.max_attempts)
    if targets:
        now = timezone.now()
        run(_RETIME_SQL, {"targets": targets, "again": again, "used_up": used_up, "now": now})
    return len(targets)


def _again(session: Session, rule: Rule, outcomes: list[str], times: list[dt.datetime]) -> dt.datetime:
    tried = {part_of(when) for one, when in zip(outcomes, times, strict=True) if one in RECYCLED}
    return next_try(session, rule, times[-1], tried)

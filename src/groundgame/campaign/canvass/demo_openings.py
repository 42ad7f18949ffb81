"""Phone banks of an earlier spring that tried the same two openings, invented for the demo: given as real ones are.

Who answered is drawn from the electors' own numbers; after the second opening more go on to speak, and nobody votes
more for it. They were over before the demo's trials began, so that nothing which those tell is moved by them.
"""

# ruff: noqa: S608 (the statements are put together from the module's own constants)

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions import make_session
from groundgame.campaign.canvass.audience import Audience, fill_targets
from groundgame.campaign.canvass.audience.holding import HOME_SQL, draw_sql
from groundgame.campaign.canvass.demo_trials import FIFTHS, POLLING_DAY
from groundgame.campaign.canvass.models import Script, Session, Wordings
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.electoral.places import atlas
from groundgame.electoral.trials import hash_parts

EVENINGS = (
    ("March 2024, two openings, first evening", dt.date(2024, 3, 5), 0),
    ("March 2024, two openings, second evening", dt.date(2024, 3, 12), 1),
    ("March 2024, two openings, third evening", dt.date(2024, 3, 19), 2),
)
"""Their names, when they were, and in which of every five wards."""
SECOND = "Good evening, {caller} here. May I ask what matters most to you where you live, {elector}?"
TRIED, SPOKE, MORE, TOLD = 800, 260, 80, 700
"""Of a thousand: households that were tried, electors who spoke after the first opening, more of them after the second,
and of those who spoke, who said how they would vote."""

_DRAWN = "mod(('x' || left(md5(%s), 7))::bit(28)::int, 1000)"
_TRIED_SQL = f"""
INSERT INTO canvass_contactevent
    (id, borough, ward, session_id, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest,
     wording)
SELECT md5('opening ' || q.id)::uuid, q.borough, h.ward, q.session_id, q.elector_id, %(by)s, 'phone',
       CASE WHEN {_DRAWN % "'opened ' || q.elector_id"} < {SPOKE} + CASE WHEN h.first THEN 0 ELSE {MORE} END
            THEN 'conversation' ELSE 'no_answer' END, '', %(at)s, %(at)s, false, '',
       CASE WHEN h.first THEN 'a' ELSE 'b' END
FROM canvass_target q
CROSS JOIN LATERAL (
    SELECT e.ward, {HOME_SQL} AS home, {draw_sql("inner", HOME_SQL + "::text")} < 0.5 AS first
    FROM register_elector e WHERE e.id = q.elector_id AND e.borough = q.borough) h
WHERE q.session_id = %(session)s AND {_DRAWN % "'tried ' || h.home"} < {TRIED}
"""
_ANSWERS_SQL = f"""
INSERT INTO canvass_answer (event_id, question_key, value)
SELECT v.id, 'voting_intention', (%(codes)s::text[])[1 + mod(v.elector_id, cardinality(%(codes)s::text[]))]
FROM canvass_contactevent v
WHERE v.session_id = %(session)s AND v.outcome = 'conversation' AND cardinality(%(codes)s::text[]) > 0
  AND {_DRAWN % "'stated ' || v.elector_id"} < {TOLD}
"""


@transaction.atomic
def load_demo_openings(*, by: User, area: str, script: Script, codes: Sequence[str]) -> list[Wordings]:
    """Invent phone banks that tried one pair of openings; return them, or none where they are there already."""
    if Session.objects.filter(name=EVENINGS[0][0], created_by=by).exists():
        return []
    wards = sorted(atlas().wards_within(area))
    found = []
    for name, day, fifth in EVENINGS:
        here = Audience.of([ward for number, ward in enumerate(wards) if number % FIFTHS == fifth])
        session = make_session(by=by, name=name, area=area, script=script, audience=here, filled=False)
        key = sha256(name.encode()).digest()
        first = script.opening
        row = Wordings.objects.create(session=session, first=first, second=SECOND, key=key, polling_day=POLLING_DAY)
        fill_targets(session)
        _speak(row, by, codes, timezone.make_aware(dt.datetime.combine(day, dt.time(18))))
        found.append(row)
    return found


def _speak(row: Wordings, by: User, codes: Sequence[str], at: dt.datetime) -> None:
    session = row.session
    inner, outer = hash_parts(str(session.pk), "script", bytes(row.key))
    asked: dict[str, Any] = {"session": session.pk, "by": by.pk, "at": at, "codes": list(codes)}
    with connection.cursor() as cursor:
        cursor.execute(_TRIED_SQL, asked | {"inner": inner, "outer": outer})
        cursor.execute(_ANSWERS_SQL, asked)
    rebuild_states(session.events.values_list("elector", flat=True))
    session.created_at, session.closed_at = at - dt.timedelta(days=1), at + dt.timedelta(hours=3)
    session.save(update_fields=["created_at", "closed_at"])

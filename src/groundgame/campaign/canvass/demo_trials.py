"""Trials of an earlier spring, invented for the demo: drawn as real ones are, with contacts and votes made up.

Whom they spoke with is drawn from the electors' own numbers. Of these some vote who had not, so that there is something
to find: fewer at the next election, so that it fades.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from hashlib import sha256
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions import close_session, make_session
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.audience.filling import fill_as_drawn
from groundgame.campaign.canvass.demo import homes_asked
from groundgame.campaign.canvass.models import ContactEvent, IntentionCode, Script, Session, Trial
from groundgame.campaign.canvass.state import rebuild_states
from groundgame.electoral.places import atlas

POLLING_DAY, NEXT_DAY = dt.date(2024, 5, 2), dt.date(2024, 7, 4)
WEEKS_BEFORE, PART = 4, 0.15
ALL, SUPPORTERS = "", "supporters"
ROUNDS = (
    ("Spring 2024, first doors", "door", ALL, (0,)),
    ("Spring 2024, second doors", "door", ALL, (1,)),
    ("Spring 2024, supporters at the door", "door", SUPPORTERS, (2, 3)),
    ("Spring 2024, supporters by telephone", "phone", SUPPORTERS, (4,)),
)
"""Their names, by which channel, of whom, and which of every five wards. The plan learns from supporters alone."""
FIFTHS = 5
SPOKE, VOTED, VOTED_NEXT = 400, 70, 30
"""Of a thousand: those listed who were spoken to, and of them those who voted for it, at once and two months later."""

OURS = 600
"""Of a thousand who had told us how they would vote, those for us."""

_DRAWN = "mod(('x' || left(md5(%s || q.elector_id), 7))::bit(28)::int, 1000)"
_SPOKE_SQL = f"""
INSERT INTO canvass_contactevent
    (id, borough, ward, session_id, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest)
SELECT md5('trial ' || q.elector_id)::uuid, q.borough, e.ward, q.session_id, q.elector_id, %(by)s, %(channel)s,
       'conversation', '', %(at)s, %(at)s, false, ''
FROM canvass_target q JOIN register_elector e ON e.id = q.elector_id AND e.borough = q.borough
WHERE q.session_id = %(session)s AND {_DRAWN % "'spoke '"} < {SPOKE}
ON CONFLICT (id) DO NOTHING
"""  # noqa: S608 (put together from the module's own constants)
_VOTED_SQL = f"""
INSERT INTO register_markedentry (elector_id, election_date, borough, by_post)
SELECT q.elector_id, %(day)s, q.borough, false FROM canvass_contactevent q
WHERE q.session_id = %(session)s AND {_DRAWN % "'voted '"} < %(most)s
ON CONFLICT (elector_id, election_date) DO NOTHING
"""  # noqa: S608 (likewise)


# A year before, somebody had been round in the wards of those trials that are of supporters alone.
_TOLD_SQL = f"""
INSERT INTO canvass_contactevent
    (id, borough, ward, elector_id, user_id, channel, outcome, note, happened_at, received_at, late, digest)
SELECT md5('told ' || q.elector_id)::uuid, q.borough, q.ward, q.elector_id, %(by)s, 'door',
       'conversation', '', %(at)s, %(at)s, false, ''
FROM (SELECT e.id AS elector_id, e.borough, e.ward FROM register_elector e
      WHERE e.ward = ANY(%(wards)s) AND e.left_at IS NULL) q
WHERE {_DRAWN % "'told '"} < %(told)s
ON CONFLICT (id) DO NOTHING
"""  # noqa: S608 (likewise)
_SAID_SQL = f"""
INSERT INTO canvass_answer (event_id, question_key, value)
SELECT q.id, 'voting_intention', CASE
    WHEN {_DRAWN % "'ours '"} < {OURS} THEN (%(ours)s::text[])[1 + mod(q.elector_id, cardinality(%(ours)s::text[]))]
    ELSE (%(others)s::text[])[1 + mod(q.elector_id, cardinality(%(others)s::text[]))] END
FROM canvass_contactevent q
WHERE q.ward = ANY(%(wards)s) AND q.id = md5('told ' || q.elector_id)::uuid
ON CONFLICT (event_id, question_key) DO NOTHING
"""  # noqa: S608 (likewise)


@transaction.atomic
def load_demo_trials(*, by: User, area: str, script: Script) -> list[Trial]:
    """Invent trials in an area, each in wards of its own; return them, or none where they are there already."""
    if Session.objects.filter(name=ROUNDS[0][0], created_by=by).exists():
        return []
    wards = sorted(atlas().wards_within(area))
    found = []
    for name, channel, whom, fifths in ROUNDS:
        here = [ward for number, ward in enumerate(wards) if number % FIFTHS in fifths]
        ours = _told_before(by, here) if whom == SUPPORTERS else ()
        found.append(_invent(by, area, script, name, channel, replace(Audience.of(here), intentions=ours)))
    return found


def _invent(by: User, area: str, script: Script, name: str, channel: str, audience: Audience) -> Trial:
    began = timezone.make_aware(dt.datetime.combine(POLLING_DAY - dt.timedelta(weeks=WEEKS_BEFORE), dt.time(18)))
    how: dict[str, Any] = {"channel": channel, "script": script, "audience": audience, "filled": False}
    session = make_session(by=by, name=name, area=area, **how)
    session.created_at = began
    session.save(update_fields=["created_at"])
    key = sha256(name.encode()).digest()
    trial = Trial.objects.create(session=session, part=PART, key=key, polling_day=POLLING_DAY, began_at=began)
    fill_as_drawn(session, trial)
    _speak_and_vote(session, by, began + dt.timedelta(days=3))
    close_session(by=by, session=session)
    return trial


def _told_before(by: User, wards: Sequence[str]) -> tuple[str, ...]:
    """Invent that half of those in some wards told us earlier how they would vote; return the codes of supporters."""
    codes = IntentionCode.objects.filter(retired_at=None).order_by("value")
    party = Q(stance=IntentionCode.Stance.PARTY, party=settings.GROUNDGAME_PARTY)
    ours, others = (list(codes.filter(each).values_list("value", flat=True)) for each in (party, ~party))
    at = timezone.make_aware(dt.datetime.combine(POLLING_DAY - dt.timedelta(weeks=52), dt.time(18)))
    asked: dict[str, Any] = {"by": by.pk, "at": at, "wards": list(wards), "told": homes_asked()}
    asked |= {"ours": ours, "others": others}
    if ours and others:
        with connection.cursor() as cursor:
            cursor.execute(_TOLD_SQL, asked)
            cursor.execute(_SAID_SQL, asked)
        there = ContactEvent.objects.filter(session=None, user=by, happened_at=at, ward__in=wards)
        rebuild_states(there.values_list("elector", flat=True))
    return tuple(ours)


def _speak_and_vote(session: Session, by: User, at: dt.datetime) -> None:
    asked: dict[str, Any] = {"session": session.pk, "by": by.pk, "channel": session.channel, "at": at}
    with connection.cursor() as cursor:
        cursor.execute(_SPOKE_SQL, asked)
        for day, most in ((POLLING_DAY, VOTED), (NEXT_DAY, VOTED_NEXT)):
            cursor.execute(_VOTED_SQL, asked | {"day": day, "most": most})
    rebuild_states(session.events.values_list("elector", flat=True))

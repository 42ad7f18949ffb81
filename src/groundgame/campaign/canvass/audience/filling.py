"""Work a session's audience out into its targets, in the order of calling or of the doors, once some are held back."""

# ruff: noqa: S608 (the statement is put together from the package's own constants)

from collections.abc import Callable
from dataclasses import replace

from django.db import connection
from django.db.models import Sum

from groundgame.campaign.canvass.audience.conditions import Audience
from groundgame.campaign.canvass.audience.holding import Drawing, calling_beside_it, hold_back
from groundgame.campaign.canvass.audience.where import FROM_SQL, where_sql
from groundgame.campaign.canvass.models import Session, Trial
from groundgame.campaign.canvass.promises import KEPT, LEFT_SQL
from groundgame.campaign.canvass.state import STANDING_SQL
from groundgame.campaign.register.models import WardCount
from groundgame.campaign.register.suppression import CALLABLE_SQL, KNOCKABLE_SQL
from groundgame.electoral.places import atlas

REST_HOURS = 2
MANY_TARGETS = 50_000
AT_ONCE = 300_000  # more than live in any one borough
MAY_REACH = {Session.Channel.PHONE: CALLABLE_SQL, Session.Channel.DOOR: KNOCKABLE_SQL}

# One household's electors stand next to each other, and a street's households in the order of their doors. Somebody
# whom another session tried a moment ago is left in peace for a while, whoever was reached for the days of rest, and
# nobody is rung before the hour that was agreed with them. An hour that was promised by a session of the same kind,
# closed by now, and that nobody has kept since, is this one's: first whoever's promised it, then anybody's.
_FILL_SQL = f"""
    INSERT INTO canvass_target
        (borough, session_id, elector_id, position, attempts, not_before, done_because, promised_at, promised_to_id)
    SELECT e.borough, %(session)s, e.id,
           %(start)s + row_number() OVER (
               ORDER BY e.ward, a.street, a.number, a.number_suffix, a.flat, e.address_id, e.surname, e.id
           ),
           0, CASE WHEN p.left_to_us THEN greatest(statement_timestamp(), p.call_back_at + %(kept)s)
                   ELSE greatest(
                       statement_timestamp(), c.last_attempt_at + interval '{REST_HOURS} hours',
                       coalesce(p.call_back_at, c.last_contact_at + make_interval(days => %(rest_days)s))) END,
           '', CASE WHEN p.left_to_us THEN p.call_back_at END, CASE WHEN p.left_to_us THEN p.user_id END
    FROM {FROM_SQL}
    LEFT JOIN LATERAL (
        SELECT v.call_back_at, v.user_id, {LEFT_SQL} AS left_to_us
        FROM canvass_contactevent v
        WHERE c.last_contact_at IS NOT NULL AND v.elector_id = e.id AND v.happened_at = c.last_contact_at
          AND v.call_back_at IS NOT NULL AND {STANDING_SQL}
        ORDER BY v.received_at DESC LIMIT 1
    ) p ON true
    WHERE CONDITIONS
    ON CONFLICT (session_id, elector_id, borough) DO NOTHING
"""


def is_large(audience: Audience) -> bool:
    """Tell whether so many electors live in the audience's wards that no page should wait until they are put in."""
    living = WardCount.objects.filter(ward__in=audience.wards).aggregate(all=Sum("electors"))["all"] or 0
    return bool(living > AT_ONCE)


def fill_targets(session: Session, told: Callable[[int, int], None] | None = None) -> int:
    """Add to the session the electors of its audience who are not in it yet and not held back; return how many.

    `told` is called after each ward with how many are done, of how many; without it all are done at once.
    """
    audience = Audience.from_json(session.audience)
    parts = [replace(audience, wards=(ward,)) for ward in sorted(audience.wards)] if told else [audience]
    _after_other_draws(session, audience)
    added, by = 0, Drawing.of(session)
    for number, part in enumerate(parts, start=1):
        added += _fill(session, part, by)
        if told:
            told(number, len(parts))
    if added >= MANY_TARGETS:
        # Until it is told, the planner takes a new session for a handful of electors, and a count that should take
        # seconds for all of a city takes many minutes; the server's own round of this comes a minute too late.
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE canvass_target")
    return added


def _after_other_draws(session: Session, audience: Audience) -> None:
    """Wait for the fills of these boroughs whose draw this one must see, and let others wait until this one commits.

    Of two sessions without a trial neither need see the other.
    """
    kind = "" if Trial.objects.filter(session=session, ended_at=None).exists() else "_shared"
    boroughs = sorted({atlas().area(ward).borough or "" for ward in audience.wards})
    with connection.cursor() as cursor:
        for borough in boroughs:  # in one order, so that two of them never wait for each other
            cursor.execute(f"SELECT pg_advisory_xact_lock{kind}(hashtext('canvass.draw'), hashtext(%s))", [borough])


def fill_as_drawn(session: Session, trial: Trial) -> int:
    """Put an audience in by a trial whose polling day is over, as it would have been drawn before."""
    by = Drawing(trial, [session.pk], calling_beside_it(session, trial))
    return _fill(session, Audience.from_json(session.audience), by)


def _fill(session: Session, audience: Audience, by: Drawing) -> int:
    """Hold back whom the trial draws, and put the others in."""
    start = session.targets.order_by("-position").values_list("position", flat=True).first() or 0
    conditions, values = where_sql(audience)
    conditions = f"{conditions} AND {MAY_REACH[Session.Channel(session.channel)]}"
    hold_back(session, audience.wards, conditions, values, by)
    unheld, held = by.unheld()
    statement = _FILL_SQL.replace("CONDITIONS", f"{conditions} AND {unheld}")
    alike = ["phone"] if session.channel == Session.Channel.PHONE else ["door", "paper"]
    here = {"session": session.pk, "start": start, "rest_days": session.rest_days, "kept": KEPT, "alike": alike}
    with connection.cursor() as cursor:
        cursor.execute(statement, values | held | here)
        return int(cursor.rowcount)

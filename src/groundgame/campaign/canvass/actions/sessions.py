"""Make a session, bring its audience up to date, close it."""

import datetime as dt
import secrets
from collections.abc import Callable

from django.db import connection, transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.actions.begun import has_begun
from groundgame.campaign.canvass.actions.leases import end_open_leases
from groundgame.campaign.canvass.actions.trials import begin_trial, begin_wordings
from groundgame.campaign.canvass.audience import Audience, fill_targets
from groundgame.campaign.canvass.models import Script, Session, Trial

Check = Callable[[User, Session], None]
"""Raises PermissionDenied where the person may not do it to the session."""


@transaction.atomic
def make_session(
    *,
    by: User,
    name: str,
    area: str,
    script: Script,
    audience: Audience,
    channel: str = Session.Channel.PHONE,
    admission: str = Session.Admission.APPROVE,
    lease_minutes: int = 15,
    max_attempts: int = 3,
    rest_days: int = 7,
    most_callers: int = 1000,
    opens_at: dt.time | None = None,
    opens_on_sunday_at: dt.time | None = None,
    closes_at: dt.time | None = None,
    days: str = Session.Days.ANY,
    held_back: float = 0.0,
    polling_day: dt.date | None = None,
    second_opening: str = "",
    filled: bool = True,
) -> Session:
    """Make a session with the electors that its audience holds now, or where not `filled` with none yet.

    A part (0-1) of its households is `held_back` until the polling day that shows what calling the others did. Where
    there is a `second_opening`, half of the households hear it in place of the script's.

    Raises:
        PermissionDenied: if the person does not manage every ward of the audience.
        ValueError: if households are held back without a polling day.
    """
    rules.check_may_ring_in(by, audience.wards)
    session = Session.objects.create(
        name=name,
        channel=channel,
        area=area,
        script=script,
        audience=audience.as_json(),
        admission=admission,
        join_token=secrets.token_urlsafe(32),
        lease_minutes=lease_minutes,
        max_attempts=max_attempts,
        rest_days=rest_days,
        most_callers=most_callers,
        opens_at=opens_at,
        opens_on_sunday_at=opens_on_sunday_at,
        closes_at=closes_at,
        days=days,
        created_by=by,
    )
    if held_back:
        begin_trial(session, held_back, polling_day)
    if second_opening:
        begin_wordings(session, second_opening, polling_day)
    added = fill_targets(session) if filled else 0
    details = {"electors": added, "held_back": held_back} | ({"openings": 2} if second_opening else {})
    audit.record(by=by, action="canvass.make_session", subject=session, area=area, **details)
    return session


@transaction.atomic
def refresh_audience(*, by: User, session: Session, told: Callable[[int, int], None] | None = None) -> int:
    """Add the electors who belong to the session's audience by now; return how many.

    `told` is called after each ward with how many are done, of how many.

    Raises:
        PermissionDenied: if the person does not run the session.
    """
    rules.check_may_run_session(by, session)
    # One at a time, so that two refreshes do not give two electors one place. Not the session's own row: a large
    # audience takes minutes, and whoever pauses or closes the session meanwhile must not wait for it.
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('canvass.refresh_audience'), %s)", [session.pk])
    added = fill_targets(session, told)
    audit.record(by=by, action="canvass.refresh_audience", subject=session, area=session.area, electors=added)
    return added


@transaction.atomic
def close_session(*, by: User, session: Session, check: Check = rules.check_may_run_session) -> None:
    """Close a session: its link is dead and its leases end. What was said on an open call can still be saved.

    Another room whose own rule lets the person close it passes that rule's `check`.

    Raises:
        PermissionDenied: if the person does not run the session, or as `check` does.
    """
    check(by, session)
    held = Session.objects.select_for_update(no_key=True).get(pk=session.pk)
    if held.closed_at is not None:
        return
    session.closed_at = held.closed_at = timezone.now()
    held.save(update_fields=["closed_at"])
    end_open_leases(session)
    if not has_begun(session):  # nothing is to be learnt from leaving others alone; what is on paper may be typed yet
        to_come = Trial.objects.filter(polling_day__gte=timezone.localdate())
        to_come.filter(session=session, ended_at=None).update(ended_at=session.closed_at)
    audit.record(by=by, action="canvass.close_session", subject=session, area=session.area)

"""Begin a session's trial, with its two openings where it has two, and end it before its polling day."""

import datetime as dt
import secrets

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.errors import TrialOverError
from groundgame.campaign.canvass.models import Session, Trial, Wordings

KEY_BYTES = 32


def begin_trial(session: Session, part: float, polling_day: dt.date | None) -> Trial:
    """Write down how a session that has nobody yet will draw whom it holds back, in its maker's transaction.

    Raises:
        ValueError: if there is no polling day.
    """
    if polling_day is None:
        raise ValueError(f"{session} holds back {part:.0%} of its households: name the polling day it is for.")
    return Trial.objects.create(session=session, part=part, polling_day=polling_day, key=secrets.token_bytes(KEY_BYTES))


def begin_wordings(session: Session, second: str, polling_day: dt.date | None) -> Wordings:
    """Write down a session's two openings, and what each household's is drawn by, in its maker's transaction."""
    key, first = secrets.token_bytes(KEY_BYTES), session.script.opening
    return Wordings.objects.create(session=session, first=first, second=second, key=key, polling_day=polling_day)


@transaction.atomic
def end_trial(*, by: User, session: Session) -> None:
    """Let go of whom a session holds back: any session may call them from now on, and the trial tells nothing.

    Raises:
        PermissionDenied: if the person does not run the session.
        TrialOverError: if its polling day is over: nobody is left in peace any more, and it tells what it tells.
    """
    rules.check_may_run_session(by, session)
    if Trial.objects.filter(session=session, ended_at=None, polling_day__lt=timezone.localdate()).exists():
        raise TrialOverError(
            f"The polling day of {session} is over, and nobody is left in peace for it any more. Nothing is to give up."
        )
    if Trial.objects.filter(session=session, ended_at=None).update(ended_at=timezone.now()):
        audit.record(by=by, action="canvass.end_trial", subject=session, area=session.area)

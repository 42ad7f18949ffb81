"""Fill a session: at once, or as a job where its audience is too large for a page to wait for."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.canvass.tasks import fill_session
from groundgame.campaign.jobs.actions import start
from groundgame.campaign.jobs.models import Job


@transaction.atomic
def start_filling(by: User, session: Session, page: str) -> Job:
    """Start the job, which leads to the session's `page` (an address); of one session one after another."""
    return start(
        by=by,
        work=fill_session,
        title=f"Looking for the electors of {session.name}",
        area=session.area,
        leads_to=page,
        in_turn=f"canvass.fill.{session.pk}",
        session=session.pk,
        user=by.pk,
    )

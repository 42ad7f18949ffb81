"""The room's long work."""

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.actions import refresh_audience
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.jobs.actions import Progress, background


@background
def fill_session(progress: Progress, *, session: int, user: int) -> str:
    """Put the electors of a large audience into their session, ward by ward, in one transaction."""
    held = Session.objects.get(pk=session)
    added = refresh_audience(
        by=User.objects.get(pk=user),
        session=held,
        told=lambda done, total: progress(f"{done} of {total} wards", done, total),
    )
    return f"{added:,} electors were added to {held.name}." if added else "Nobody new belongs to the audience."

"""The room's long work."""

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Session
from groundgame.campaign.doorstep.actions.rounds import cut_round
from groundgame.campaign.jobs.actions import Progress, background


@background
def cut_walks_of(progress: Progress, *, session: int, user: int) -> str:
    """Cut a round of many wards into walks."""
    held = Session.objects.select_related("round").get(pk=session)
    walks = cut_round(by=User.objects.get(pk=user), session=held, progress=progress)
    return f"Cut into {len(walks)} walks."

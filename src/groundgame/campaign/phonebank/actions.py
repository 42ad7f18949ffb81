"""Let a volunteer in who came by the link."""

from django.db import transaction

from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions import ask_to_join
from groundgame.campaign.canvass.actions.strangers import make_stranger
from groundgame.campaign.canvass.models import Caller, Session


@transaction.atomic
def join_as_stranger(*, session: Session, name: str, email: str) -> Caller:
    """Make an account without a password or any role, and ask for a place in the session.

    Raises:
        KnownAddressError: if the address has an account.
        PermissionDenied: if the session is closed or full.
    """
    user = make_stranger(name=name, email=email)
    audit.record(by=user, action="phonebank.join_as_stranger", subject=session, area=session.area)
    return ask_to_join(by=user, session=session)

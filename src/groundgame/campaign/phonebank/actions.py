"""Let a volunteer in who came by the link."""

from uuid import UUID

from django.db import transaction

from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions import ask_to_join
from groundgame.campaign.canvass.actions.strangers import make_stranger
from groundgame.campaign.canvass.models import Caller, Session


@transaction.atomic
def join_as_stranger(*, session: Session, name: str, email: str, joining: UUID | None = None) -> Caller:
    """Make an account without a password or any role, and ask for a place in the session.

    The same page sent again (`joining`, its number) gives the place that it has.

    Raises:
        KnownAddressError: if the address has an account that this page did not make.
        PermissionDenied: if the session is closed or full, or the person was removed from it.
    """
    user, is_new = make_stranger(name=name, email=email, joining=joining)
    if is_new:
        audit.record(by=user, action="phonebank.join_as_stranger", subject=session, area=session.area)
    caller = ask_to_join(by=user, session=session)
    caller.user = user  # as they were read: whoever is read anew may hold a role by then
    return caller

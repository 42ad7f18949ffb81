"""Come on to a walk by its link: whoever holds it was given it by the organiser."""

from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.actions.strangers import make_stranger
from groundgame.campaign.canvass.models import Caller
from groundgame.campaign.doorstep.models import Canvasser, Outing
from groundgame.campaign.doorstep.rights import is_out

MOST_CANVASSERS = 20  # a team; a link that went round further is made anew


@transaction.atomic
def join_walk(*, by: User, outing: Outing) -> Canvasser:
    """Give the person a place on the walk, and in the round that it is of, or return the place that they have.

    Raises:
        PermissionDenied: if the walk is over or full, or the person was taken off it.
    """
    if not is_out(outing):
        raise PermissionDenied("This walk is over. Ask the organiser for another one.")
    known = outing.canvassers.filter(user=by).first() or _new_place(by, outing)
    caller = _place_in_round(by, outing)
    if known.removed_at is not None or caller.removed_at is not None:
        raise PermissionDenied("You were taken off this walk. Ask its organiser.")
    return known


@transaction.atomic
def join_as_stranger(*, outing: Outing, name: str, email: str, joining: UUID | None = None) -> Canvasser:
    """Make an account without a password or any role, and give it a place on the walk.

    The same page sent again (`joining`, its number) gives the place that it has.

    Raises:
        KnownAddressError: if the address has an account that this page did not make.
        PermissionDenied: if the walk is over or full, or the person was taken off it.
    """
    user, _ = make_stranger(name=name, email=email, joining=joining)
    place = join_walk(by=user, outing=outing)
    place.user = user  # as they were read: whoever is read anew may hold a role by then
    return place


def _new_place(user: User, outing: Outing) -> Canvasser:
    Outing.objects.select_for_update().get(pk=outing.pk)  # those who come at once are counted one by one
    if outing.canvassers.filter(removed_at=None).count() >= MOST_CANVASSERS:
        raise PermissionDenied(f"This walk has its {MOST_CANVASSERS} canvassers. Ask the organiser for another one.")
    place, made = Canvasser.objects.get_or_create(outing=outing, user=user)
    if made:
        audit.record(by=user, action="doorstep.join_walk", subject=outing, area=outing.borough)
    return place


def _place_in_round(user: User, outing: Outing) -> Caller:
    """Let the person save contacts of the round: the link of a walk lets them in, whoever admits to the round."""
    caller, _ = Caller.objects.get_or_create(session=outing.walk.session, user=user)
    if caller.admitted_at is None:
        caller.admitted_at = timezone.now()
        caller.save(update_fields=["admitted_at"])
    return caller

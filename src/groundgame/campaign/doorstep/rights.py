"""Who may carry a walk on a telephone, until when, and who may take it off again.

A telephone reads as long as its walk is out, its volunteer is on it, their account is open and nobody has revoked it.
What it could not send in time it may hand in for a while after that: a conversation that was had is not lost.
"""

import datetime as dt

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.canvass.models import Caller
from groundgame.campaign.canvass.rules import may_run_session
from groundgame.campaign.doorstep.errors import OverError
from groundgame.campaign.doorstep.models import Canvasser, Device, Outing

HAND_IN_DAYS = 14  # a telephone that lay in a drawer for a holiday


def is_out(outing: Outing, now: dt.datetime | None = None) -> bool:
    """Tell whether the walk is out: not brought back, not run out, its round not closed."""
    return outing.ended_at is None and outing.expires_at > (now or timezone.now()) and not outing.walk.session.closed_at


def out_now(outings: QuerySet[Outing]) -> QuerySet[Outing]:
    """Return those of the outings that are out, as `is_out` tells of one; of a closed round none is."""
    return outings.filter(ended_at=None, expires_at__gt=timezone.now(), walk__session__closed_at=None)


def is_on(user: User, outing: Outing) -> bool:
    """Tell whether the person has a place on the walk, and nobody took their place in its round away."""
    if Caller.objects.filter(session=outing.walk.session_id, user=user, removed_at__isnull=False).exists():
        return False
    return Canvasser.objects.filter(outing=outing, user=user, removed_at=None).exists()


def may_canvass(user: User, outing: Outing) -> bool:
    """Tell whether the person is on the walk, and it is out."""
    return not outing.on_paper and is_out(outing) and is_on(user, outing)


def check_may_canvass(user: User, outing: Outing) -> None:
    """Refuse a person who is not on the walk, and say why."""
    if may_canvass(user, outing):
        return
    if not is_out(outing):
        raise PermissionDenied("This walk is over. Thank you. Ask the organiser for another one.")
    raise PermissionDenied("You are not on this walk. Open the link that its organiser sent you.")


def may_use(device: Device) -> bool:
    """Tell whether the telephone may read its walk."""
    return _over(device) is None


def check_may_use(device: Device) -> None:
    """Refuse a telephone whose walk is over for it.

    Raises:
        OverError: with the sentence that the telephone shows before it clears itself.
    """
    sentence = _over(device)
    if sentence is not None:
        raise OverError(sentence)


def _over(device: Device) -> str | None:
    """Return why the telephone may read no more, or None while it may."""
    if device.revoked_at is not None:
        return "This phone was taken off the walk, so what it held of the walk is removed. Ask the organiser why."
    if device.ended_at is not None:
        return "This phone has left the walk. Open the walk's link to come back to it."
    if not is_out(device.outing):
        return "This walk is over, so its people are removed from this phone. Thank you for walking it."
    if not device.user.is_active:
        return "Your account here is closed, so the walk's people are removed from this phone. Ask the organiser."
    if not is_on(device.user, device.outing):
        return "You are no longer on this walk, so its people are removed from this phone. Ask the organiser."
    return None


def may_hand_in(device: Device, now: dt.datetime | None = None) -> bool:
    """Tell whether the telephone may still send what it kept: for a fortnight after it was over for it."""
    over = _over_at(device.outing)
    over = over if device.revoked_at is None else min(over, device.revoked_at)
    return device.ended_at is None and (now or timezone.now()) < over + dt.timedelta(days=HAND_IN_DAYS)


def _over_at(outing: Outing) -> dt.datetime:
    """Return when the walk was over, or will be."""
    ends = (outing.ended_at, outing.expires_at, outing.walk.session.closed_at)
    return min(end for end in ends if end is not None)


def may_write_down(user: User, outing: Outing) -> bool:
    """Tell whether the person is or was on the walk, and may still write down by a plain form what came of it."""
    was_on = Canvasser.objects.filter(outing=outing, user=user).exists()
    return was_on and timezone.now() < _over_at(outing) + dt.timedelta(days=HAND_IN_DAYS)


def check_may_write_down(user: User, outing: Outing) -> None:
    """Refuse a person who never was on the walk, or comes too late."""
    if not may_write_down(user, outing):
        check_may_canvass(user, outing)
        raise PermissionDenied("You are not on this walk. Open the link that its organiser sent you.")


def check_may_hand_in(device: Device) -> None:
    """Refuse contacts from a telephone that has cleared itself, or comes too late.

    Raises:
        OverError: with the sentence that the telephone shows before it clears itself.
    """
    if not may_hand_in(device):
        raise OverError(
            f"This walk was over more than {HAND_IN_DAYS} days ago, or this phone has left it, so nothing more can be "
            "handed in from it. Tell the organiser what you remember."
        )


def may_revoke(user: User, device: Device) -> bool:
    """Tell whether the person may take the telephone off: its own volunteer, and whoever runs the round."""
    return user.pk == device.user_id or may_run_session(user, device.outing.walk.session)


def check_may_revoke(user: User, device: Device) -> None:
    """Refuse a person whose telephone it is not, and who does not run its round."""
    if not may_revoke(user, device):
        raise PermissionDenied("This is neither your phone nor one of a round that you run. Ask its organiser.")

"""A walk that several people are on is back when the last of them says that it is done."""

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.doorstep.actions.outings import finish
from groundgame.campaign.doorstep.models import Canvasser, Device, Outing


def locked(outing: Outing) -> Outing:
    """Lock a walk's outing: of two who finish at one moment, the second sees the first as gone."""
    return Outing.objects.select_for_update().get(pk=outing.pk)


def walk_with_form(*, by: User, outing: Outing) -> None:
    """Note that the person walks with the plain form: the walk stays out until they, too, are done."""
    Canvasser.objects.filter(outing=outing, user=by, form_since=None).update(form_since=timezone.now())


@transaction.atomic
def finish_unless_carried(*, by: User, outing: Outing) -> bool:
    """Bring back a walk that one of those on it is done with, unless somebody else carries it; tell whether it is.

    A telephone carries it until it has cleared itself or was revoked, a plain form until its person is done.

    Raises:
        PermissionDenied: if the person is not on the walk.
    """
    outing = locked(outing)
    Canvasser.objects.filter(outing=outing, user=by).update(form_since=None)
    if _is_carried(outing):
        return False
    finish(by=by, outing=outing)
    return True


def _is_carried(outing: Outing) -> bool:
    by_phone = Device.objects.filter(outing=outing, revoked_at=None, ended_at=None)
    by_form = outing.canvassers.filter(removed_at=None, form_since__isnull=False)
    return by_phone.exists() or by_form.exists()

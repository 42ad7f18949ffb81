"""Keep an audience's conditions under a name, to be used by any session."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass import rules
from groundgame.campaign.canvass.audience import Audience
from groundgame.campaign.canvass.models import SavedAudience


@transaction.atomic
def save_audience(*, by: User, name: str, area: str, audience: Audience) -> SavedAudience:
    """Keep conditions under a name; in the same area, that name's earlier ones give way.

    Raises:
        PermissionDenied: if the person does not manage every ward of the audience.
    """
    rules.check_may_ring_in(by, audience.wards)
    kept = {"conditions": audience.as_json(), "created_by": by}
    saved, _ = SavedAudience.objects.update_or_create(area=area, name=name, defaults=kept)
    audit.record(by=by, action="canvass.save_audience", subject=saved, area=area)
    return saved


@transaction.atomic
def drop_audience(*, by: User, audience: SavedAudience) -> None:
    """Forget an audience that was kept.

    Raises:
        PermissionDenied: if the person does not manage every ward of it.
    """
    rules.check_may_ring_in(by, audience.conditions["wards"])
    audit.record(by=by, action="canvass.drop_audience", subject=audience, area=audience.area)
    audience.delete()

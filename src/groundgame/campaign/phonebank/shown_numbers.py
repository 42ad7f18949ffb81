"""The number that electors of a borough see when we ring them, and who may set it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.canvass.rules import may_ring_in
from groundgame.campaign.phonebank.models import ShownNumber
from groundgame.campaign.phonebank.numbers import as_valid
from groundgame.electoral.places import atlas


def boroughs_of(user: User) -> list[tuple[str, str]]:
    """Return (code, name) of the boroughs all of whose wards the person manages."""
    return [
        (area.code, area.name)
        for area in atlas().areas("borough")
        if may_ring_in(user, atlas().wards_within(area.code))
    ]


def check_may_show(user: User, borough: str) -> None:
    """Refuse a person who does not manage the whole borough."""
    if borough not in dict(boroughs_of(user)):
        raise PermissionDenied("Only an organiser of the whole borough sets the number that shows. Ask one of them.")


@transaction.atomic
def set_shown_number(*, by: User, borough: str, typed: str) -> ShownNumber | None:
    """Set the number that shows in a borough; an empty one takes it away.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        ValidationError: if it is no telephone number.
    """
    check_may_show(by, borough)
    known = ShownNumber.objects.filter(borough=borough)
    if not typed.strip():
        known.delete()
        audit.record(by=by, action="phonebank.shown_number", subject=by, area=borough, number="")
        return None
    e164 = as_valid(typed)
    if e164 is None:
        raise ValidationError(f"{typed} is no telephone number. Give one that rings at your office.")
    number, _ = ShownNumber.objects.update_or_create(borough=borough, defaults={"e164": e164, "set_by": by})
    audit.record(by=by, action="phonebank.shown_number", subject=number, area=borough, number=e164)
    return number

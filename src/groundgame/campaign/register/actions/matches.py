"""Decide who on a register is whom."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.models import Elector, MatchDecision


@transaction.atomic
def decide_match(*, by: User, elector: Elector, address_key: str, name_key: str, same: bool) -> MatchDecision:
    """Say whether a person on a register (a name at a door) is this elector; the last word holds for every later file.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
    """
    rules.check_may_import(by, elector.borough)
    if same:  # a row is one elector: saying so of a second takes it back of the first
        others = MatchDecision.objects.filter(
            borough=elector.borough, address_key=address_key, name_key=name_key, same=True
        )
        others.exclude(elector=elector).delete()
    made, _ = MatchDecision.objects.update_or_create(
        elector=elector,
        address_key=address_key,
        name_key=name_key,
        defaults={"borough": elector.borough, "same": same, "by": by},
    )
    audit.record(by=by, action="register.match", subject=elector, area=elector.borough, same=same)
    return made

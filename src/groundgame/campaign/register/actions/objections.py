"""Record an elector's objection, and lift it."""

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.objections import CARRIED
from groundgame.campaign.register.models import Elector, Suppression
from groundgame.campaign.register.suppression import bar_lines


@transaction.atomic
def suppress(*, by: User | None, elector: Elector, kind: str, source: str) -> Suppression:
    """Record that an elector objects; once recorded, recording it again changes nothing.

    Anybody whom the elector told may record it: to refuse an objection for want of a role would break the law.

    Raises:
        ValueError: if the kind is none of `Suppression.Kind`.
    """
    kind = Suppression.Kind(kind)
    held, made = Suppression.objects.get_or_create(
        elector=elector,
        kind=kind,
        lifted_at=None,
        defaults={"borough": elector.borough, "since": timezone.now(), "source": source, "by": by},
    )
    bar_lines(Suppression.objects.filter(pk=held.pk))
    if not made and held.source.startswith(CARRIED):  # now they have said it themselves: it stands by itself
        held.source, held.by, made = source, by, True
        held.save(update_fields=["source", "by"])
    if made:
        audit.record(
            by=by, action="register.suppress", subject=elector, area=elector.borough, kind=str(kind), source=source
        )
    return held


@transaction.atomic
def lift(*, by: User, suppression: Suppression, source: str) -> None:
    """Lift an objection, because the elector said so; `source` tells how we know.

    Raises:
        PermissionDenied: if the person's field roles do not cover the elector's ward.
    """
    elector = suppression.elector
    rules.check_may_lift(by, elector)
    held = Suppression.objects.select_for_update().get(pk=suppression.pk)
    if held.lifted_at is not None:
        return
    held.lifted_at = timezone.now()
    held.save(update_fields=["lifted_at"])
    held.lines.filter(lifted_at=None).update(lifted_at=held.lifted_at)
    audit.record(by=by, action="register.lift", subject=elector, area=elector.borough, kind=held.kind, source=source)

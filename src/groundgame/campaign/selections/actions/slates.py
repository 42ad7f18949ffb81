"""Put slates together."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.models import Candidate, Slate, SlatePlace


@transaction.atomic
def save_slate(*, by: User, slate: Slate, candidates: Iterable[Candidate]) -> Slate:
    """Save a slate with these candidates and no others.

    Raises:
        PermissionDenied: if the person does not run the selection, or it is closed.
        ValidationError: if somebody stands in another selection.
    """
    rules.check_may_record_backing(by, slate.selection)
    chosen = list(candidates)
    strangers = [each.name for each in chosen if each.post.selection_id != slate.selection_id]
    if strangers:
        raise ValidationError(f"{', '.join(strangers)} stand in another selection: a slate is of one selection.")
    slate.save()
    slate.places.all().delete()
    SlatePlace.objects.bulk_create(SlatePlace(slate=slate, candidate=each) for each in chosen)
    told = {"name": slate.name, "candidates": [each.pk for each in chosen], "selection": slate.selection_id}
    record(by=by, action="slate.save", subject=slate, area=slate.selection.area, **told)
    return slate


@transaction.atomic
def remove_slate(*, by: User, slate: Slate) -> None:
    """Take a slate away; who stood on it stays in the audit trail.

    Raises:
        PermissionDenied: if the person does not run the selection, or it is closed.
    """
    rules.check_may_record_backing(by, slate.selection)
    candidates = list(slate.candidates.values_list("pk", flat=True))
    told = {"name": slate.name, "candidates": candidates, "selection": slate.selection_id}
    record(by=by, action="slate.remove", subject=slate, area=slate.selection.area, **told)
    slate.delete()

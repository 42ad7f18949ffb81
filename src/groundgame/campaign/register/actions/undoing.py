"""Take an import back, as long as no later one stands on it."""

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.aside import hold_indexes, mend_indexes
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.journal import Journal
from groundgame.campaign.register.importing.storage import storing
from groundgame.campaign.register.importing.trusting import lock_borough
from groundgame.campaign.register.importing.undoing import Undone, take_back
from groundgame.campaign.register.models import RegisterImport


def undo_import(*, by: User | None, made: RegisterImport) -> Undone:
    """Take an import back in one step: what it replaced is put back, what it made is removed.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if a later import stands on it, or what it replaced is no longer kept.
    """
    if by is not None:
        rules.check_may_import(by, made.borough)
    mend_indexes(wait=True)
    with storing(), transaction.atomic():
        hold_indexes()
        lock_borough(made.borough)
        held = RegisterImport.objects.select_for_update(of=("self",)).get(pk=made.pk)
        check_may_undo(held)
        register = held.register
        if register is None:
            raise RegisterImportError(f"{held.file_name} has no register, so there is nothing to undo.")
        undone = take_back(Journal.of(held), held.borough, register.pk, register.published_on)
        held.register, held.published_on = None, register.published_on
        held.state, held.undone_at, held.undone_by = RegisterImport.State.UNDONE, timezone.now(), by
        held.message = _sentence(undone)
        held.save()
        held.undo_parts.all().delete()
        register.delete()
        audit.record(
            by=by,
            action="register.undo",
            subject=held,
            area=held.borough,
            restored=undone.restored,
            removed=undone.removed,
            kept=undone.kept,
        )
    return undone


def check_may_undo(made: RegisterImport) -> None:
    """Refuse to undo what is not applied, or what a later import stands on.

    Raises:
        RegisterImportError: with the reason.
    """
    if made.state != RegisterImport.State.APPLIED or made.day is None:
        raise RegisterImportError(f"{made.file_name} is not applied, so there is nothing to undo.")
    later = RegisterImport.objects.filter(
        borough=made.borough, state=RegisterImport.State.APPLIED, register__published_on__gt=made.day
    )
    if (newest := later.order_by("-register__published_on").first()) is not None:
        raise RegisterImportError(
            f"The register published on {newest.day:%-d %B %Y} stands on this one. Undo that one first."
        )
    if not made.undo_parts.exists():
        raise RegisterImportError(
            f"What {made.file_name} replaced is no longer kept, so it cannot be undone. Load the right register "
            "instead."
        )


def may_undo(made: RegisterImport) -> bool:
    """Tell whether an import can be undone."""
    try:
        check_may_undo(made)
    except RegisterImportError:
        return False
    return True


def _sentence(undone: Undone) -> str:
    told = f"Undone: {undone.restored:,} electors are as before, {undone.removed:,} are removed"
    stay = f"; {undone.kept:,} stay, as having left, because something has been added to them" if undone.kept else ""
    since = f"; {undone.changed_since:,} were changed since and stay as they are" if undone.changed_since else ""
    return f"{told}{stay}{since}."

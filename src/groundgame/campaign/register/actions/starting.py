"""Have a file applied or undone beside the pages: its check and its job stand or fall together."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.jobs.actions import Work, start
from groundgame.campaign.jobs.models import Job
from groundgame.campaign.register import rules, tasks
from groundgame.campaign.register.actions.looks import held_waiting
from groundgame.campaign.register.actions.undoing import check_may_undo
from groundgame.campaign.register.importing import looking
from groundgame.campaign.register.importing.unusual import check_accepted
from groundgame.campaign.register.models import RegisterImport
from groundgame.campaign.register.under_way import check_idle


@transaction.atomic
def start_applying(
    *, by: User | None, made: RegisterImport, page: str, accept_leavers: bool = False, accept_refused: bool = False
) -> Job:
    """Have a file applied that waits; the job leads to `page` (an address). `by` is None for the operator alone.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file waits no longer, is being applied already, or something unusual about it has
            not been accepted.
    """
    if by is not None:
        rules.check_may_import(by, made.borough)
    held = held_waiting(made)
    check_idle(held)
    unusual = looking.unusual_of(held)
    check_accepted(unusual, accept_leavers=accept_leavers, accept_refused=accept_refused)
    held.message = ""
    held.save(update_fields=["message"])
    accepted = {"accept_leavers": accept_leavers, "accept_refused": accept_refused}
    return _start(by, held, tasks.apply_register, f"Applying {held.file_name}", page, **accepted)


@transaction.atomic
def start_undoing(*, by: User, made: RegisterImport, page: str) -> Job:
    """Have an import taken back; the job leads to `page` (an address).

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if it cannot be undone, or is being undone already.
    """
    rules.check_may_import(by, made.borough)
    held = RegisterImport.objects.select_for_update(of=("self",)).get(pk=made.pk)
    check_idle(held)
    check_may_undo(held)
    return _start(by, held, tasks.undo_register, f"Undoing {held.file_name}", page)


def _start(by: User | None, made: RegisterImport, work: Work, title: str, page: str, **details: bool) -> Job:
    """Start the job; those of one borough are done one after another."""
    return start(
        by=by,
        work=work,
        title=title[:200],
        area=made.borough,
        leads_to=page,
        in_turn=f"register.{made.borough}",
        made=made.pk,
        **details,
    )

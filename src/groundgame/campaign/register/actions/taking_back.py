"""Take a list back that should not have been loaded: the wrong day, the wrong borough, the wrong file."""

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.trusting import lock_borough
from groundgame.campaign.register.models import AbsentVoter, LoadedList, MarkedEntry, MarkedLine

What = LoadedList.What
MARKED = (What.MARKED, What.MARKED_POST)


@transaction.atomic
def take_list_back(*, by: User, loaded: LoadedList) -> LoadedList:
    """Remove what a list wrote, and put back what it took the place of.

    What an earlier list, or a typist, had said already is not the list's and stays.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if it holds telephones, is taken back already, or something stands on it.
    """
    rules.check_may_import(by, loaded.borough)
    lock_borough(loaded.borough)
    held = LoadedList.objects.select_for_update(of=("self",)).get(pk=loaded.pk)
    check_may_take_back(held)
    if held.what in MARKED:
        wrote = MarkedEntry.objects.filter(came_with=held.pk)
        wrote.filter(stood_before=None).delete()
        wrote.update(by_post=F("stood_before"), stood_before=None, came_with=None)
    else:
        listed = AbsentVoter.objects.filter(came_with=held.pk)
        listed.filter(stood_before=None).delete()
        listed.update(kind=F("stood_before"), stood_before=None, came_with=None)
    held.undone_at, held.undone_by = timezone.now(), by
    held.save(update_fields=["undone_at", "undone_by"])
    audit.record(
        by=by, action="register.take_list_back", subject=held, area=held.borough, what=held.what, rows=held.rows
    )
    return held


def check_may_take_back(loaded: LoadedList) -> None:
    """Refuse to take back what is not the last word on its election.

    Raises:
        RegisterImportError: with the reason.
    """
    if loaded.undone_at is not None:
        raise RegisterImportError("This list has been taken back already.")
    if loaded.what == What.TELEPHONES:
        raise RegisterImportError("Telephone numbers are not taken back: people may have been rung on them since.")
    same = Q(election_date=loaded.election_date) | Q(election_date=None) if loaded.election_date else Q()
    kind = Q(what__in=MARKED) if loaded.what in MARKED else ~Q(what__in=(*MARKED, What.TELEPHONES))
    for later in LoadedList.objects.filter(same & kind, borough=loaded.borough, pk__gt=loaded.pk).order_by("-pk"):
        if later.undone_at is None:
            raise RegisterImportError(
                f"A later list stands on it ({later.file_name or later.pk}). Take that back first."
            )
        if later.changed:
            raise RegisterImportError(
                "A later list had changed some of its rows, and whose they are is not known any more. Load the right "
                "list instead."
            )
    if loaded.what in MARKED and _typed_since(loaded):
        raise RegisterImportError("Lines of that marked register were typed since. Take those back first.")


def _typed_since(loaded: LoadedList) -> bool:
    typed = MarkedLine.objects.filter(borough=loaded.borough, at__gt=loaded.at, undone_at=None)
    return (typed.filter(election_date=loaded.election_date) if loaded.election_date else typed).exists()


def may_take_back(loaded: LoadedList) -> bool:
    """Tell whether a list can be taken back."""
    try:
        check_may_take_back(loaded)
    except RegisterImportError:
        return False
    return True

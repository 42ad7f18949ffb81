"""Load what goes with a register: telephones, marked registers, absent voters."""

from collections.abc import Callable

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing import companions
from groundgame.campaign.register.importing.checks import newest_register
from groundgame.campaign.register.importing.storage import storing
from groundgame.campaign.register.importing.trusting import check_references_again, lock_borough, trust_references
from groundgame.campaign.register.models import Register, Suppression
from groundgame.campaign.register.person.again import forget_again
from groundgame.campaign.register.suppression import bar_lines


def import_telephones(*, by: User | None, borough: str, content: bytes, source: str) -> int:
    """Add telephone numbers from our own layout to the electors of the borough's newest register; return the rows.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(register: Register) -> int:
        rows = companions.store_telephones(register, content, source)
        bar_lines(Suppression.objects.filter(borough=borough))
        return rows

    return _import_companion(by, borough, "telephones", store)


def import_marked_register(*, by: User | None, borough: str, content: bytes) -> int:
    """Record who has voted, by the numbers of the borough's newest register; return the rows.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """
    return _import_companion(by, borough, "marked", lambda register: companions.store_marked(register, content))


def import_absent_voters(*, by: User | None, borough: str, content: bytes) -> int:
    """Record the absent voters' lists, by the numbers of the borough's newest register; return the rows.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """
    return _import_companion(by, borough, "absent", lambda register: companions.store_absent(register, content))


def _import_companion(by: User | None, borough: str, name: str, store: Callable[[Register], int]) -> int:
    if by is not None:
        rules.check_may_import(by, borough)
    with storing(), transaction.atomic():
        lock_borough(borough)
        register = newest_register(borough)
        trust_references()
        rows = store(register)
        check_references_again()
        forget_again(borough)
        audit.record(by=by, action=f"register.import_{name}", subject=register, area=borough, rows=rows)
    return rows

"""Load what goes with a register: telephones, marked registers, absent voters."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing import companions, lists
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


def import_marked_register(
    *, by: User | None, borough: str, content: bytes, election_date: dt.date | None = None, by_post: bool | None = None
) -> int:
    """Record who has voted, by the numbers of the register of that day; return how many.

    `election_date` and `by_post` say of all rows what the file does not say itself.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(register: Register) -> int:
        return lists.store_marked(register.borough, content, election_date=election_date, by_post=by_post)

    return _import_companion(by, borough, "marked", store)


def import_absent_voters(
    *, by: User | None, borough: str, content: bytes, election_date: dt.date | None = None, kind: str = ""
) -> int:
    """Record an absent voters' list, by the numbers of the register of that day; return the rows.

    `election_date` and `kind` (one of `AbsentVoter.Kind`) say of all rows what the file does not say itself.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(register: Register) -> int:
        return lists.store_absent(register.borough, content, election_date=election_date, kind=kind)

    return _import_companion(by, borough, "absent", store)


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

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
from groundgame.campaign.register.models import LoadedList, Register, Suppression
from groundgame.campaign.register.person.again import forget_again
from groundgame.campaign.register.suppression import bar_lines

What = LoadedList.What


def import_telephones(
    *, by: User | None, borough: str, content: bytes, source: str, accept_refused: bool = False
) -> LoadedList:
    """Add telephone numbers from our own layout to the electors of the borough's newest register; return what came.

    `accept_refused` takes the file without the lines that are refused.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(loaded: LoadedList, register: Register) -> None:
        companions.store_telephones(loaded, register, content, source, accept=accept_refused)
        bar_lines(Suppression.objects.filter(borough=borough))

    return _import_companion(by, LoadedList(borough=borough, what=What.TELEPHONES, file_name=source), store)


def import_marked_register(
    *,
    by: User | None,
    borough: str,
    content: bytes,
    election_date: dt.date | None = None,
    by_post: bool | None = None,
    file_name: str = "",
    accept_refused: bool = False,
) -> LoadedList:
    """Record who has voted, by the numbers of the register of that day; return what came of it.

    `election_date` and `by_post` say of all rows what the file does not say itself; `accept_refused` takes the file
    without the lines that are refused.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(loaded: LoadedList, _newest: Register) -> None:
        lists.store_marked(loaded, content, election_date=election_date, by_post=by_post, accept=accept_refused)

    what = What.MARKED_POST if by_post else What.MARKED
    return _import_companion(by, LoadedList(borough=borough, what=what, file_name=file_name), store)


def import_absent_voters(
    *,
    by: User | None,
    borough: str,
    content: bytes,
    election_date: dt.date | None = None,
    kind: str = "",
    file_name: str = "",
    accept_refused: bool = False,
) -> LoadedList:
    """Record an absent voters' list, by the numbers of the register of that day; return what came of it.

    `election_date` and `kind` (one of `AbsentVoter.Kind`) say of all rows what the file does not say itself;
    `accept_refused` takes the file without the lines that are refused.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """

    def store(loaded: LoadedList, _newest: Register) -> None:
        lists.store_absent(loaded, content, election_date=election_date, kind=kind, accept=accept_refused)

    return _import_companion(by, LoadedList(borough=borough, what=kind or What.ABSENT, file_name=file_name), store)


def _import_companion(by: User | None, loaded: LoadedList, store: Callable[[LoadedList, Register], None]) -> LoadedList:
    """Store a list, and keep that it was loaded."""
    borough, loaded.by, loaded.file_name = loaded.borough, by, loaded.file_name[-200:]
    if by is not None:
        rules.check_may_import(by, borough)
    with storing(), transaction.atomic():
        lock_borough(borough)
        register = newest_register(borough)
        loaded.save()
        trust_references()
        store(loaded, register)
        check_references_again()
        forget_again(borough)
        loaded.changed = lists.changed_by(loaded)
        loaded.save()
        counts = {"rows": loaded.rows, "refused": loaded.refused}
        audit.record(
            by=by,
            action=f"register.import_{_NAMES.get(loaded.what, 'absent')}",
            subject=register,
            area=borough,
            **counts,
        )
    return loaded


_NAMES: dict[str, str] = {What.TELEPHONES: "telephones", What.MARKED: "marked", What.MARKED_POST: "marked"}

"""Look at a register's file before anything is done: keep it, say what it would do, and give it up again."""

import datetime as dt
import hashlib

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing import holding, report
from groundgame.campaign.register.importing.checks import check_newest, check_not_repeated
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.plans import Plan, make_plan
from groundgame.campaign.register.importing.registers import ReadRegister, read_register
from groundgame.campaign.register.importing.storage import storing
from groundgame.campaign.register.models import RegisterImport
from groundgame.campaign.register.under_way import check_idle

State = RegisterImport.State
WAITING = (State.UPLOADED, State.LOOKED_AT, State.APPLYING)  # with what an earlier version left being applied


def look_at(
    *,
    by: User | None,
    borough: str,
    published_on: dt.date,
    content: bytes,
    file_name: str,
    telephones: bytes | None = None,
    telephones_name: str = "",
) -> RegisterImport:
    """Keep a file, and telephone numbers with it, and work out what it would do; no table of the register is written.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence.
    """
    if by is not None:
        rules.check_may_import(by, borough)
    check_not_repeated(borough, hashlib.sha256(content).hexdigest())
    check_newest(borough, published_on)
    read = read_register(content, borough)
    made = RegisterImport(
        borough=borough,
        published_on=published_on,
        file_name=file_name[-200:],
        sha256=read.sha256,
        by=by,
        state=State.UPLOADED,
    )
    try:
        with storing(), transaction.atomic():
            made.save()
            audit.record(by=by, action="register.look", subject=made, area=borough, file=made.file_name)
            holding.keep_read(made, read)
            if telephones is not None:
                holding.keep_telephones(made, telephones, telephones_name)
            return _look(made, read)
    except BaseException:
        holding.erase(made)  # what is refused is not kept
        raise


def look_again(*, by: User | None, made: RegisterImport) -> RegisterImport:
    """Work out anew what a file that we keep would do, as after the register or a decision changed.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file waits no longer, or is being applied.
    """
    if by is not None:
        rules.check_may_import(by, made.borough)
    with storing(), transaction.atomic():
        held = held_waiting(made)
        check_idle(held)
        return _look(held, holding.kept_read(held))


def _look(made: RegisterImport, read: ReadRegister) -> RegisterImport:
    plan = make_plan(made.borough, day_of(made), read)
    describe(made, plan)
    made.state, made.looked_at, made.known_sha256, made.message = State.LOOKED_AT, timezone.now(), plan.known_sha256, ""
    made.save()
    holding.keep_report(made, report.of_plan(plan), report.of_doubts(plan))
    return made


def describe(made: RegisterImport, plan: Plan) -> None:
    """Write what was read and worked out into the import's row."""
    made.sha256, made.layout = plan.read.sha256, plan.read.layout
    made.kind = RegisterImport.Kind.UPDATE if plan.read.update else RegisterImport.Kind.FULL
    for name, count in plan.counts.items():
        setattr(made, name, count)


def held_waiting(made: RegisterImport) -> RegisterImport:
    """Return the import, held, as long as it waits to be applied.

    Raises:
        RegisterImportError: if it has been applied, undone, refused or given up.
    """
    held = RegisterImport.objects.select_for_update(of=("self",)).get(pk=made.pk)
    if held.state not in WAITING:
        raise RegisterImportError(
            f"{held.file_name} does not wait any more: it is {held.get_state_display().lower()}. Load the file anew."
        )
    return held


def day_of(made: RegisterImport) -> dt.date:
    """Return the day on which a file's register was published.

    Raises:
        RegisterImportError: if nobody has said it.
    """
    if made.published_on is None:
        raise RegisterImportError(f"{made.file_name} has no day of publication. Load the file anew.")
    return made.published_on


def discard_import(*, by: User | None, made: RegisterImport) -> None:
    """Give a file up that waits, and erase our copy of it.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file waits no longer.
    """
    if by is not None:
        rules.check_may_import(by, made.borough)
    with transaction.atomic():
        held = held_waiting(made)
        held.state = State.DISCARDED
        held.save(update_fields=["state"])
        audit.record(by=by, action="register.discard", subject=held, area=held.borough, file=held.file_name)
    holding.erase(held)

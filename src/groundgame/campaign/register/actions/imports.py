"""Take a register's file: do what was looked at, or what it says as it comes, all of it or nothing."""

import datetime as dt
import hashlib
from collections.abc import Callable

import polars as pl
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.actions.companions import import_telephones
from groundgame.campaign.register.actions.looks import WAITING, day_of, describe, held_waiting
from groundgame.campaign.register.importing import holding
from groundgame.campaign.register.importing.applying import apply_plan
from groundgame.campaign.register.importing.aside import Aside, check_first, hold_indexes, mend_indexes
from groundgame.campaign.register.importing.checks import check_newest, check_not_repeated
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.journal import Journal
from groundgame.campaign.register.importing.plans import Plan, make_plan, unusual_of
from groundgame.campaign.register.importing.registers import ReadRegister, read_register
from groundgame.campaign.register.importing.storage import check_space, storing
from groundgame.campaign.register.importing.trusting import lengthen_log_at_once, lock_borough
from groundgame.campaign.register.importing.unusual import check_accepted
from groundgame.campaign.register.models import BarredLine, RegisterImport, Suppression, TelephoneNumber
from groundgame.campaign.register.suppression import bar_lines

State = RegisterImport.State
Progress = Callable[[int, int, str], None]
STEPS = 4


def _no_progress(_done: int, _total: int, _what: str) -> None:
    return None


def import_register(
    *,
    by: User | None,
    borough: str,
    published_on: dt.date,
    content: bytes,
    file_name: str,
    telephones: bytes | None = None,
    telephones_name: str = "",
    accept_leavers: bool = False,
    accept_refused: bool = False,
    read: ReadRegister | None = None,
    aside: Aside | None = None,
) -> RegisterImport:
    """Load a borough's register, or a monthly update of it, and telephone numbers with it: whole or not at all.

    Known people keep their row, new ones get one, and those whom the register no longer names are marked as having
    left on its day. `by` is None only where the machine's own operator loads it. `accept_leavers` takes a register that
    lacks very many of those known, `accept_refused` one of which some rows are no entries. `read` is the file as read,
    where that has been done; `aside` tells that the caller has set the register's indexes aside.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        IndexesAsideError: if the indexes are aside, and the borough holds something already.
        RegisterImportError: if a file is not taken, with the reason in a sentence.
    """
    if by is not None:
        rules.check_may_import(by, borough)
    sha256 = hashlib.sha256(content).hexdigest() if read is None else read.sha256
    check_not_repeated(borough, sha256)
    read = read or read_register(content, borough)
    if aside is None:
        mend_indexes(wait=True)
    with storing(), transaction.atomic():
        if aside is None:
            hold_indexes()
        lock_borough(borough)
        if aside is not None:
            check_first(aside, borough)
            lengthen_log_at_once()
        check_not_repeated(borough, sha256)
        check_newest(borough, published_on)
        check_space(read.rows.height)
        plan = make_plan(borough, published_on, read, first=aside is not None)
        made = RegisterImport(borough=borough, published_on=published_on, file_name=file_name[-200:], by=by)
        numbers = None if telephones is None else (telephones, telephones_name)
        return _apply(made, plan, numbers, by=by, accept_leavers=accept_leavers, accept_refused=accept_refused)


def _apply(
    made: RegisterImport,
    plan: Plan,
    telephones: tuple[bytes, str] | None,
    *,
    by: User | None,
    accept_leavers: bool,
    accept_refused: bool,
) -> RegisterImport:
    """Do what a plan says, add the telephone numbers that came with it, and write down that it was done."""
    check_accepted(unusual_of(plan), accept_leavers=accept_leavers, accept_refused=accept_refused)
    register, journal, carried = apply_plan(plan)
    describe(made, plan)
    made.register, made.state, made.applied_at, made.message = register, State.APPLIED, timezone.now(), ""
    made.save()
    audit.record(
        by=by,
        action="register.import",
        subject=made,
        area=plan.borough,
        published_on=plan.published_on.isoformat(),
        **plan.counts,
    )
    _hold_carried(by, carried)
    if telephones is not None:
        _add_telephones(journal, by, plan.borough, *telephones, accept_refused=accept_refused)
    journal.keep(made)
    return made


def _add_telephones(
    journal: Journal, by: User | None, borough: str, content: bytes, source: str, *, accept_refused: bool
) -> None:
    """Add telephone numbers, and note which rows that made."""
    tables = {"telephone": TelephoneNumber.objects, "line": BarredLine.objects}
    before = {name: set(rows.filter(borough=borough).values_list("pk", flat=True)) for name, rows in tables.items()}
    import_telephones(by=by, borough=borough, content=content, source=source, accept_refused=accept_refused)
    for name, rows in tables.items():
        made = set(rows.filter(borough=borough).values_list("pk", flat=True)) - before[name]
        journal.made(name, pl.DataFrame({"id": sorted(made)}, schema={"id": pl.Int64}))


def _hold_carried(by: User | None, carried: list[int]) -> None:
    """Bar the lines of those to whom an objection was carried over, and write each into the audit trail."""
    held = Suppression.objects.filter(pk__in=carried)
    bar_lines(held)
    for each in held.select_related("elector").order_by("pk"):
        audit.record(
            by=by,
            action="register.carry_objection",
            subject=each.elector,
            area=each.borough,
            kind=each.kind,
            source=each.source,
        )


def apply_import(
    *,
    by: User | None,
    made: RegisterImport,
    accept_leavers: bool = False,
    accept_refused: bool = False,
    progress: Progress = _no_progress,
    finish: Callable[[str], None] | None = None,
) -> RegisterImport:
    """Do what was looked at: all of it in one transaction, or nothing. The file's copy is erased then.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the register changed since it was looked at, or the file is not taken.
    """
    if by is not None:
        rules.check_may_import(by, made.borough)
    mend_indexes(wait=True)
    try:
        with storing(), transaction.atomic():
            hold_indexes()
            held = held_waiting(made)
            lock_borough(held.borough)
            done = _apply_looked_at(held, by, progress, accept_leavers=accept_leavers, accept_refused=accept_refused)
            if finish is not None:
                finish(sentence(done))
    except RegisterImportError as error:
        waiting = RegisterImport.objects.filter(pk=made.pk, state__in=WAITING)
        waiting.update(state=State.LOOKED_AT, message=str(error)[:1000])
        raise
    holding.erase(made)
    progress(STEPS, STEPS, "Done")
    return done


def _apply_looked_at(
    held: RegisterImport, by: User | None, progress: Progress, *, accept_leavers: bool, accept_refused: bool
) -> RegisterImport:
    progress(1, STEPS, "Reading the file again")
    read = holding.kept_read(held)
    check_newest(held.borough, day_of(held))
    check_space(read.rows.height)
    progress(2, STEPS, "Matching people with those we know")
    plan = make_plan(held.borough, day_of(held), read)
    if plan.known_sha256 != held.known_sha256:
        raise RegisterImportError(
            "The register has changed since you looked at what this file would do. Nothing was changed now: look at it "
            "again, then apply it."
        )
    progress(3, STEPS, "Writing")
    numbers = holding.kept_telephones(held)
    return _apply(held, plan, numbers, by=by, accept_leavers=accept_leavers, accept_refused=accept_refused)


def sentence(made: RegisterImport) -> str:
    """Return what an import did, in a sentence."""
    return (
        f"{made.row_count:,} rows: {made.added_count:,} electors are new, {made.matched_count:,} were known "
        f"({made.moved_count:,} of them moved), {made.left_count:,} have left."
    )

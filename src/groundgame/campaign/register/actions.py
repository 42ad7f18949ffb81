"""Load a register, record an elector's objection, and lift it."""

import datetime as dt
from collections.abc import Callable

from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.importing import companions
from groundgame.campaign.register.importing.checks import check_newest, check_not_repeated, newest_register
from groundgame.campaign.register.importing.registers import read_register, store_register
from groundgame.campaign.register.importing.storage import check_space, storing
from groundgame.campaign.register.importing.store import check_references_again, lock_borough, trust_references
from groundgame.campaign.register.models import Elector, Register, RegisterImport, Suppression
from groundgame.campaign.register.suppression import bar_lines


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
) -> RegisterImport:
    """Load the full register of a borough from a file's bytes, and telephone numbers with it: whole or not at all.

    Known people keep their row, new ones get one, and those whom the register no longer names are marked as having
    left on its day. `by` is None only where the machine's own operator loads it. `accept_leavers` takes a register that
    lacks very many of those known.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if a file is not taken, with the reason in a sentence.
    """
    if by is not None:
        rules.check_may_import(by, borough)
    check_not_repeated(borough, content)
    read = read_register(content, borough)
    with storing(), transaction.atomic():
        lock_borough(borough)
        check_not_repeated(borough, content)
        check_newest(borough, published_on)
        check_space(read.rows.height)
        register, counts, carried = store_register(borough, published_on, read, accept_leavers=accept_leavers)
        made = RegisterImport.objects.create(
            borough=borough,
            register=register,
            file_name=file_name[-200:],
            sha256=read.sha256,
            layout=read.layout,
            by=by,
            **counts,
        )
        audit.record(
            by=by, action="register.import", subject=made, area=borough, published_on=published_on.isoformat(), **counts
        )
        _hold_carried(by, carried)
        if telephones is not None:
            import_telephones(by=by, borough=borough, content=telephones, source=telephones_name)
    return made


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
        audit.record(by=by, action=f"register.import_{name}", subject=register, area=borough, rows=rows)
    return rows


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

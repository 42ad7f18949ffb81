"""How long registers, votes and the numbers of people who left are kept."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce

from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.retention import BATCH, Term, forget_in_batches
from groundgame.campaign.register.actions.looks import WAITING
from groundgame.campaign.register.importing import holding
from groundgame.campaign.register.models import (
    AbsentVoter,
    Consent,
    HeldList,
    MarkedEntry,
    MarkedLine,
    Register,
    RegisterEntry,
    RegisterImport,
    SubjectRequest,
    TelephoneNumber,
    UndoPart,
)
from groundgame.campaign.register.under_way import under_way


def _old_registers(before: dt.datetime) -> list[int]:
    """Return the registers (ids) that are out of force: neither the newest of a borough nor the one that it amends."""
    newest = Register.objects.order_by("borough", "-published_on").distinct("borough")
    in_force = list(newest.values_list(Coalesce("amends", "pk"), flat=True))
    old = Register.objects.filter(published_on__lt=before.date(), amends=None).exclude(pk__in=in_force)
    return list(old.order_by("pk").values_list("pk", flat=True))


def _count_entries(before: dt.datetime) -> int:
    return RegisterEntry.objects.filter(register__in=_old_registers(before)).count()


def _forget_entries(before: dt.datetime) -> None:
    """Forget the lines of old registers, a batch at a time; that there was a register, and which file, stays."""
    for register in _old_registers(before):
        _delete("register_registerentry", "register_id = %s", register)


def _delete(table: str, where: str, *values: Any) -> None:
    """Delete a table's rows in batches by their place on the disk, so that no lock is held for long."""
    statement = f"DELETE FROM {table} WHERE ctid = ANY(ARRAY(SELECT ctid FROM {table} WHERE {where} LIMIT {BATCH}))"  # noqa: S608 (constants alone)
    with connection.cursor() as cursor:
        while True:
            cursor.execute(statement, values)
            if not cursor.rowcount:
                return


def _count_votes(before: dt.datetime) -> int:
    day = before.date()
    voted = MarkedEntry.objects.filter(election_date__lt=day).count()
    return voted + AbsentVoter.objects.filter(election_date__lt=day).count()


def _forget_votes(before: dt.datetime) -> None:
    for table in ("register_markedentry", "register_absentvoter"):
        _delete(table, "election_date < %s", before.date())


def _left_behind(before: dt.datetime) -> QuerySet[TelephoneNumber]:
    return TelephoneNumber.objects.filter(elector__left_at__lt=before.date())


def _forget_numbers(before: dt.datetime) -> None:
    """Forget the numbers of people who left; a line on which somebody objected stays barred."""
    left = _left_behind(before)
    forget_in_batches(
        lambda: list(left.values_list("pk", flat=True)[:BATCH]),
        lambda keys: TelephoneNumber.objects.filter(pk__in=keys).delete(),
    )


def _forgotten_files(before: dt.datetime) -> QuerySet[RegisterImport]:
    waiting = RegisterImport.objects.filter(state__in=WAITING, at__lt=before)
    return waiting.exclude(pk__in=list(under_way()))


def _give_up_files(before: dt.datetime) -> None:
    """Give up files that nobody applied, and erase our copies of them."""
    HeldList.objects.filter(at__lt=before).delete()
    for pk in _forgotten_files(before).values_list("pk", flat=True):
        with transaction.atomic():
            held = _forgotten_files(before).select_for_update().filter(pk=pk).first()
            if held is None or held.pk in under_way():  # somebody has just decided on it
                continue
            held.state = RegisterImport.State.DISCARDED
            held.save(update_fields=["state"])
            audit.record(by=None, action="register.discard", subject=held, area=held.borough, file=held.file_name)
        holding.erase(held)


def _ways_back(before: dt.datetime) -> QuerySet[UndoPart]:
    return UndoPart.objects.filter(made_by__applied_at__lt=before)


def _typed(before: dt.datetime) -> QuerySet[MarkedLine]:
    return MarkedLine.objects.filter(at__lt=before)


def _same_as(**more: object) -> QuerySet[Consent]:
    """Return, for a line of the ledger outside, those of the same elector, channel and purpose."""
    return Consent.objects.filter(
        elector=OuterRef("elector"), channel=OuterRef("channel"), purpose=OuterRef("purpose"), **more
    )


def _taken_back(before: dt.datetime) -> QuerySet[Consent]:
    """Return what was agreed to and taken back, for that line or for all, before that time."""
    withdrawn = _same_as(given=False, at__gte=OuterRef("at"), at__lt=before)
    on_it = withdrawn.filter(Q(line="") | Q(line=OuterRef("line")))
    return Consent.objects.filter(Exists(on_it), given=True).order_by()


def _withdrawals(before: dt.datetime) -> QuerySet[Consent]:
    """Return the withdrawals before that time that hold down no consent of the ledger any more."""
    agreed = _same_as(given=True, at__lte=OuterRef("at"))
    on_it = agreed.filter(Q(line="") | Q(line=OuterRef("line")))
    needed = Q(Exists(on_it)) | Q(Exists(agreed), line="")
    return Consent.objects.filter(~needed, given=False, at__lt=before).order_by()


def _count_consents(before: dt.datetime) -> int:
    return _taken_back(before).count() + _withdrawals(before).count()


def _forget_consents(before: dt.datetime) -> None:
    """Forget consents that were taken back, and then the withdrawals: so none ever seems to stand again."""
    for old in (_taken_back(before), _withdrawals(before)):
        forget_in_batches(
            lambda: list(old.values_list("pk", flat=True)[:BATCH]),  # noqa: B023 (called before the next)
            lambda keys: Consent.objects.filter(pk__in=keys).delete(),
        )


def _answered(before: dt.datetime) -> QuerySet[SubjectRequest]:
    return SubjectRequest.objects.filter(answered_at__lt=before)


OWN = (
    Term(
        "files",
        "Registers and lists that were looked at and never applied",
        1,
        "A whole borough's register lies in the data folder for them; the office sends the next one in a month.",
        lambda before: _forgotten_files(before).count() + HeldList.objects.filter(at__lt=before).count(),
        _give_up_files,
    ),
    Term(
        "ways_back",
        "What it takes to undo an import",
        1,
        "It holds people as the register had them before; a mistake shows within a month.",
        lambda before: _ways_back(before).count(),
        lambda before: _ways_back(before).delete(),
    ),
    Term(
        "registers",
        "Numbers on registers that are out of force",
        24,
        "Marked registers come up to a year after a poll, by the numbers of their day. The register is to be destroyed "
        "when no longer needed (Electoral Commission, guidance on use of the register; SI 2001/341 regs 102 and 108).",
        _count_entries,
        _forget_entries,
    ),
    Term(
        "votes",
        "Who voted, and by post or proxy",
        72,
        "Turnout is told from the last general election and the local ones between.",
        _count_votes,
        _forget_votes,
    ),
    Term(
        "marked_lines",
        "Lines typed from a marked register, and what stood there before",
        12,
        "To take a wrong line back. The marked register itself, which would show the mistake, is kept for 12 months "
        "(Electoral Commission, guidance on its inspection).",
        lambda before: _typed(before).count(),
        lambda before: _typed(before).delete(),
    ),
    Term(
        "numbers",
        "Telephone numbers of people who have left the register",
        12,
        "They may come back with the next register.",
        lambda before: _left_behind(before).count(),
        _forget_numbers,
    ),
    Term(
        "consents",
        "Consents that were taken back, and their withdrawals",
        72,
        "To show that whoever was reached had agreed then: so long a claim may be brought (Limitation Act 1980 s. 5).",
        _count_consents,
        _forget_consents,
    ),
    Term(
        "requests",
        "Requests to see what we hold, once answered",
        72,
        "To show that they were answered in time: so long a claim may be brought (Limitation Act 1980 s. 5).",
        lambda before: _answered(before).count(),
        lambda before: _answered(before).delete(),
    ),
)

"""How long registers, votes and the numbers of people who left are kept."""

import datetime as dt
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from groundgame.campaign.audit import actions as audit
from groundgame.campaign.audit.retention import BATCH, Term, forget_in_batches
from groundgame.campaign.register.importing import holding
from groundgame.campaign.register.models import (
    AbsentVoter,
    MarkedEntry,
    MarkedLine,
    Register,
    RegisterEntry,
    RegisterImport,
    TelephoneNumber,
    UndoPart,
)


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
    waiting = [RegisterImport.State.UPLOADED, RegisterImport.State.LOOKED_AT]
    return RegisterImport.objects.filter(state__in=waiting, at__lt=before)


def _give_up_files(before: dt.datetime) -> None:
    """Give up files that nobody applied, and erase our copies of them."""
    for pk in _forgotten_files(before).values_list("pk", flat=True):
        with transaction.atomic():
            held = _forgotten_files(before).select_for_update().filter(pk=pk).first()
            if held is None:  # somebody has just decided on it
                continue
            held.state = RegisterImport.State.DISCARDED
            held.save(update_fields=["state"])
            audit.record(by=None, action="register.discard", subject=held, area=held.borough, file=held.file_name)
        holding.erase(held)


def _ways_back(before: dt.datetime) -> QuerySet[UndoPart]:
    return UndoPart.objects.filter(made_by__applied_at__lt=before)


def _typed(before: dt.datetime) -> QuerySet[MarkedLine]:
    return MarkedLine.objects.filter(at__lt=before)


OWN = (
    Term(
        "files",
        "Registers that were looked at and never applied",
        1,
        "A whole borough's register lies in the data folder for them; the office sends the next one in a month.",
        lambda before: _forgotten_files(before).count(),
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
)

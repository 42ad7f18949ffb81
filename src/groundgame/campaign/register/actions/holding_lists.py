"""Look at a list before it is loaded: what it would write, worked out by writing it and taking it back at once."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Max, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit import actions as audit
from groundgame.campaign.register import rules
from groundgame.campaign.register.actions.companions import (
    import_absent_voters,
    import_marked_register,
    import_telephones,
)
from groundgame.campaign.register.ages import sixteen_or_over
from groundgame.campaign.register.importing.errors import RegisterImportError
from groundgame.campaign.register.importing.lists import days_of
from groundgame.campaign.register.importing.numbers import not_of_the_day
from groundgame.campaign.register.models import (
    AbsentVoter,
    Elector,
    HeldList,
    LoadedList,
    MarkedEntry,
    TelephoneNumber,
)

What = LoadedList.What
SAMPLE = 8


@dataclass(frozen=True, slots=True)
class Row:
    """One row that a list would write: of whom, what it says, and what stood there ("" where nothing did)."""

    elector: Elector
    says: str
    was: str


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a list would do: how many rows it has, how many of them are new or say otherwise than what stands.

    `refused` lines (`refused_lines`) would be left out. `new_rows` and `changed_rows` are the first of each.
    """

    rows: int
    new: int
    changed: int
    refused: int
    refused_lines: str
    new_rows: tuple[Row, ...]
    changed_rows: tuple[Row, ...]
    warning: str

    @property
    def same(self) -> int:
        """How many rows say what stands there already, or what another row of the list says."""
        return self.rows - self.new - self.changed

    @property
    def electors(self) -> set[int]:
        """Whom it shows."""
        return {row.elector.pk for row in (*self.new_rows, *self.changed_rows)}


def hold_list(*, by: User, held: HeldList) -> HeldList:
    """Keep a list that can be loaded, so that it can be looked at.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken, with the reason in a sentence; nothing is kept.
    """
    outlook_of(by=by, held=held)
    with transaction.atomic():
        held.save(force_insert=True)
        audit.record(by=by, action="register.hold_list", subject=held, area=held.borough, what=held.what)
    return held


def outlook_of(*, by: User, held: HeldList) -> Outlook:
    """Return what a list would do as things stand; nothing is written.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if the file is not taken.
    """
    with transaction.atomic():
        last = TelephoneNumber.objects.aggregate(last=Max("pk"))["last"] or 0
        outlook = _outlook(_load(by, held), last)
        transaction.set_rollback(True)
    return outlook


@transaction.atomic
def load_held_list(*, by: User, held: HeldList) -> LoadedList:
    """Load a list that was looked at; it is held no more.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if it is not held any more, or the file is not taken by now.
    """
    kept = _kept(by, held)
    loaded = _load(by, kept)
    kept.delete()
    return loaded


@transaction.atomic
def give_up_list(*, by: User, held: HeldList) -> None:
    """Erase a list that was looked at, and load nothing.

    Raises:
        PermissionDenied: if the person does not manage the whole borough.
        RegisterImportError: if it is not held any more.
    """
    kept = _kept(by, held)
    audit.record(by=by, action="register.give_up_list", subject=kept, area=kept.borough, what=kept.what)
    kept.delete()


def _kept(by: User, held: HeldList) -> HeldList:
    rules.check_may_import(by, held.borough)
    kept = HeldList.objects.select_for_update(of=("self",)).filter(pk=held.pk).first()
    if kept is None:
        raise RegisterImportError("This list was loaded or given up already.")
    return kept


def _load(by: User, held: HeldList) -> LoadedList:
    to: dict[str, Any] = {
        "by": by,
        "borough": held.borough,
        "content": bytes(held.content),
        "accept_refused": held.accept_refused,
    }
    of_day: dict[str, Any] = {"election_date": held.election_date, "file_name": held.file_name}
    load: dict[str, Callable[..., LoadedList]] = {
        What.TELEPHONES: partial(import_telephones, source=held.file_name),
        What.MARKED: partial(import_marked_register, **of_day),
        What.MARKED_POST: partial(import_marked_register, **of_day, by_post=True),
        What.ABSENT: partial(import_absent_voters, **of_day),
    }
    return load.get(held.what, partial(import_absent_voters, **of_day, kind=held.what))(**to)


def _outlook(loaded: LoadedList, last: int) -> Outlook:
    if loaded.what == What.TELEPHONES:
        new: QuerySet[Any] = TelephoneNumber.objects.filter(borough=loaded.borough, pk__gt=last)
        changed = new.none()
    else:
        table = MarkedEntry if loaded.what in (What.MARKED, What.MARKED_POST) else AbsentVoter
        wrote = table.objects.filter(came_with=loaded.pk)
        new, changed = wrote.filter(stood_before=None), wrote.exclude(stood_before=None)
    return Outlook(
        loaded.rows,
        new.count(),
        changed.count(),
        loaded.refused,
        loaded.refused_lines,
        _sample(new),
        _sample(changed),
        not_of_the_day(loaded.borough, days_of(loaded)),
    )


def _sample(rows: QuerySet[Any]) -> tuple[Row, ...]:
    """Return the first rows, of those who may be shown."""
    shown = rows.filter(elector__in=Elector.objects.filter(sixteen_or_over())).select_related("elector")
    return tuple(_row(row) for row in shown.order_by("elector_id")[:SAMPLE])


def _row(row: AbsentVoter | MarkedEntry | TelephoneNumber) -> Row:
    if isinstance(row, TelephoneNumber):
        return Row(row.elector, row.national, "")
    day = _day(row.election_date)
    if isinstance(row, MarkedEntry):
        was = "" if row.stood_before is None else _HOW[row.stood_before]
        return Row(row.elector, f"{_HOW[row.by_post]}, {day}", was)
    was = AbsentVoter.Kind(row.stood_before).label if row.stood_before else ""
    return Row(row.elector, f"{row.get_kind_display()}, {day}", str(was))


_HOW = {True: "Voted by post", False: "Voted in person"}


def _day(day: dt.date) -> str:
    return f"{day:%-d %B %Y}"

"""Paper votes: every bundle is typed in by two people, compared, and settled where they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.opening import is_open, open_if_enough
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BallotForm, Batch, Selection, TypedPaper
from groundgame.campaign.selections.sealing import SealError, check_ranking
from groundgame.campaign.selections.states import State

Read = tuple[tuple[int, ...], str]
"""One paper as it was read: the places of the form, and why it is doubtful, if it is."""


@dataclass(frozen=True, slots=True)
class Difference:
    """A paper that two people read differently."""

    number: int
    first: TypedPaper
    second: TypedPaper


def check_may_type(by: User, selection: Selection) -> None:
    """Refuse a person who neither runs the selection nor scrutinises it.

    Raises:
        PermissionDenied: with a sentence.
    """
    if not rules.may_run(by, selection) and not rules.may_scrutinise(by, selection):
        raise PermissionDenied("Paper votes are typed in by the returning officer and the scrutineers.")


def _check_time(selection: Selection) -> None:
    if selection.state != State.COUNTING or is_open(selection):
        raise BallotError("Paper votes are typed in after the close of voting and before the box is opened, not now.")


@transaction.atomic
def make_batch(*, form: BallotForm, name: str, papers: int, by: User) -> Batch:
    """Begin a bundle that was counted by hand.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, holds no paper, or more than were marked as having come in.
    """
    selection = form.post.selection
    rules.check_may_run(by, selection)
    _check_time(Selection.objects.select_for_update().get(pk=selection.pk))
    batches = Batch.objects.filter(form=form)
    if papers < 1 or batches.filter(name=name).exists():
        raise BallotError(
            f"Bundle {name!r} of {papers} papers cannot be: give it a name of its own, and 1 paper or more."
        )

    marked, so_far = form.account.marked_on_paper, sum(batches.values_list("papers", flat=True))
    if so_far + papers > marked:
        raise BallotError(
            f"{so_far + papers} papers would be typed in, and {marked} voters are marked as having voted on paper. "
            "Count the bundle again."
        )
    made = Batch.objects.create(form=form, name=name, papers=papers, made_by=by)
    record(by=by, action="selection.make_batch", subject=made, area=selection.area, papers=papers)
    return made


@transaction.atomic
def drop_batch(*, batch: Batch, by: User) -> None:
    """Take a bundle away that was counted wrongly, while nothing of it is typed.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, or somebody has typed it.
    """
    selection = batch.form.post.selection
    rules.check_may_run(by, selection)
    _check_time(Selection.objects.select_for_update().get(pk=selection.pk))
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.typed.exists():
        raise BallotError(f"Bundle {held.name} is typed already, and stays: what was read is kept.")
    record(by=by, action="selection.drop_batch", subject=held, area=selection.area, papers=held.papers)
    held.delete()


def round_of(batch: Batch, by: User) -> int:
    """Return which round the person types: the first, or the second if somebody else has typed the first.

    Raises:
        BallotError: if both are typed, or this very person typed the first.
    """
    typists = dict(batch.typed.filter(number=1).order_by("round").values_list("round", "typed_by"))
    if 1 not in typists:
        return 1
    if typists[1] == by.pk:
        raise BallotError("You typed this bundle the first time. Somebody else types it the second time.")
    if 2 in typists:
        raise BallotError("This bundle is typed twice already.")
    return 2


@transaction.atomic
def type_batch(*, batch: Batch, papers: Mapping[int, Read], by: User) -> int:
    """Keep one person's reading of a whole bundle, by the papers' numbers from 1; return which round it is.

    Raises:
        PermissionDenied: if the person neither runs the selection nor scrutinises it.
        BallotError: if it is not the time, a paper is missing, or the person typed it before.
        SealError: if a paper names nobody of the form, somebody twice, or too many.
    """
    selection = batch.form.post.selection
    check_may_type(by, selection)
    _check_time(selection)
    Batch.objects.select_for_update().get(pk=batch.pk)
    which = round_of(batch, by)
    if set(papers) != set(range(1, batch.papers + 1)):
        raise BallotError(f"The bundle holds {batch.papers} papers: type every one of them.")
    for number, read in papers.items():
        _check_read(batch, number, read)
    TypedPaper.objects.bulk_create(_typed(batch, number, which, read, by) for number, read in papers.items())
    if which == 2 and not differences(batch):
        settle(batch=batch, chosen={}, by=by)
    return which


def _check_read(batch: Batch, number: int, read: Read) -> None:
    try:
        check_ranking(batch.form.paper_form, read[0])
    except SealError as error:
        raise SealError(f"Paper {number}: {error}") from error


def _typed(batch: Batch, number: int, which: int, read: Read, by: User) -> TypedPaper:
    ranking, doubtful = read
    return TypedPaper(batch=batch, number=number, round=which, ranking=list(ranking), doubtful=doubtful, typed_by=by)


def differences(batch: Batch) -> list[Difference]:
    """Return the papers that the two read differently."""
    read = {(typed.number, typed.round): typed for typed in batch.typed.filter(round__in=(1, 2))}
    pairs = [(number, read.get((number, 1)), read.get((number, 2))) for number in range(1, batch.papers + 1)]
    return [
        Difference(number, first, second)
        for number, first, second in pairs
        if first and second and (first.ranking, first.doubtful) != (second.ranking, second.doubtful)
    ]


def check_may_settle(batch: Batch, by: User) -> None:
    """Refuse to let somebody decide between their own reading and another's.

    Raises:
        BallotError: if the person typed the bundle.
    """
    if batch.typed.filter(typed_by=by, round__in=(1, 2)).exists():
        raise BallotError("You typed this bundle. Somebody who did not settles what was read differently.")


@transaction.atomic
def settle(*, batch: Batch, chosen: Mapping[int, Read], by: User) -> None:
    """Settle a bundle that was typed twice: `chosen` says what each paper reads that was read differently.

    Raises:
        PermissionDenied: if the person neither runs the selection nor scrutinises it.
        BallotError: if it is not typed twice, settled already, a difference is left open, or the person typed it.
    """
    selection = batch.form.post.selection
    check_may_type(by, selection)
    held = Batch.objects.select_for_update().get(pk=batch.pk)
    if held.settled_at is not None or batch.typed.filter(round=2).count() != batch.papers:
        raise BallotError("Only a bundle that was typed twice, and is not settled, can be settled.")
    _check_time(selection)
    if set(chosen) != {each.number for each in differences(batch)}:
        raise BallotError("Say for each paper that was read differently what it reads.")
    if chosen:
        check_may_settle(batch, by)
    for number, read in chosen.items():
        _check_read(batch, number, read)
    TypedPaper.objects.bulk_create(
        _typed(batch, number, TypedPaper.SETTLED, read, by) for number, read in chosen.items()
    )
    Batch.objects.filter(pk=batch.pk).update(settled_by=by, settled_at=Now())
    record(by=by, action="selection.settle_batch", subject=batch, area=selection.area, differed=len(chosen))
    open_if_enough(selection, by=by)

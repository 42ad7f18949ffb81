"""Open the papers after the close: every scrutineer their shares, and then the whole box at once."""

import uuid
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.actions.short_papers import check_may_open_without, empty_shares, short_papers
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import (
    BallotForm,
    BoxAccount,
    BoxPaper,
    OpenedPaper,
    OpenedShare,
    Scrutineer,
    Selection,
    TypedPaper,
)
from groundgame.campaign.selections.rules.balloting import paper_votes_waiting
from groundgame.campaign.selections.sealing import Envelope, PaperForm, SealError, check_share, open_paper
from groundgame.campaign.selections.states import State

Typed = tuple[tuple[int, ...], str]
"""A paper vote: the places it names, and why it is doubtful, if it is."""


def unopened(scrutineer: Scrutineer, most: int | None) -> QuerySet[BoxPaper]:
    """Return the next papers whose shares the scrutineer has not handed in, in the order of their receipts."""
    done = OpenedShare.objects.filter(scrutineer=scrutineer).values("paper_id")
    waiting = BoxPaper.objects.filter(form__post__selection=scrutineer.selection_id).exclude(pk__in=done)
    return waiting.select_related("form").order_by("pk")[:most]


@transaction.atomic
def save_shares(*, selection: Selection, by: User, shares: Mapping[str, bytes]) -> int:
    """Keep the shares that a scrutineer has opened, by their receipts, and return how many papers still wait.

    A share that did not open is empty, which a good one replaces; one that opened to anything but what was sealed is
    refused. When the last is in, the scrutineer is done; the box opens once every paper has good shares enough.

    Raises:
        PermissionDenied: if the person is no scrutineer.
        BallotError: if it is not the time to open, or a share is not the one that was sealed.
    """
    own = opening_scrutineer(selection, by)
    papers = BoxPaper.objects.filter(form__post__selection=selection, pk__in=list(shares)).select_related("form")
    kept = [_checked_share(own, paper, shares[paper.pk]) for paper in papers]
    good = [share.paper_id for share in kept if share.share]
    OpenedShare.objects.filter(scrutineer=own, paper__in=good, share=b"").delete()
    OpenedShare.objects.bulk_create(kept, ignore_conflicts=True)
    waiting = unopened_count(own)
    if not waiting:
        all_handed_in(own, by=by)
    return waiting


def all_handed_in(own: Scrutineer, *, by: User) -> None:
    """Write that a scrutineer has handed in a share of every paper, empty ones among them, and open what can be."""
    Scrutineer.objects.filter(pk=own.pk, opened_at=None).update(opened_at=Now())
    empty = OpenedShare.objects.filter(scrutineer=own, share=b"").count()
    record(by=by, action="selection.open_shares", subject=own, area=own.selection.area, empty=empty)
    open_if_enough(own.selection, by=by)


def opening_scrutineer(selection: Selection, by: User) -> Scrutineer:
    """Return the person as a scrutineer who may hand in shares now; the selection is locked.

    Raises:
        PermissionDenied: if the person is no scrutineer.
        BallotError: if it is not the time to open, or no paper was sealed to them.
    """
    rules.check_may_scrutinise(by, selection)
    _check_opens(Selection.objects.select_for_update().get(pk=selection.pk))
    own = Scrutineer.objects.get(selection=selection, user=by)
    if own.number is None:
        raise BallotError("No paper was sealed to you.")
    return own


def _check_opens(held: Selection) -> None:
    if held.state != State.COUNTING:
        raise BallotError("Papers are opened between the close of voting and the declaration, and not now.")
    if is_open(held):
        raise BallotError("The papers are open already.")


def _checked_share(own: Scrutineer, paper: BoxPaper, share: bytes) -> OpenedShare:
    if share:
        envelope = Envelope.unpack(bytes(paper.envelope), paper.form.paper_form)
        try:
            check_share(envelope, own.number or 0, share)
        except SealError as error:
            raise BallotError(
                f"The share of paper {paper.pk[:16]} is not the one that was sealed. Start again."
            ) from error
    return OpenedShare(paper=paper, scrutineer=own, share=share)


def unopened_count(scrutineer: Scrutineer) -> int:
    """Return how many papers wait for the scrutineer."""
    everything = BoxPaper.objects.filter(form__post__selection=scrutineer.selection_id).count()
    return everything - OpenedShare.objects.filter(scrutineer=scrutineer).count()


def is_open(selection: Selection) -> bool:
    """Tell whether the papers of a selection have been opened."""
    accounts = BoxAccount.objects.filter(form__post__selection=selection)
    return accounts.exists() and not accounts.filter(opened=None).exists()


def open_if_enough(selection: Selection, *, by: User) -> bool:
    """Open the box if every paper has good shares enough and every paper vote is settled; tell whether it is open.

    All paper votes first, so that the papers of both kinds lie in one order. No paper is spoilt here for want of a
    share: one scrutineer who hands in empty ones could otherwise spoil them all (`open_without`).
    """
    waits = is_open(selection) or paper_votes_waiting(selection) or not _enough_are_done(selection)
    if waits or short_papers(selection).papers:
        return is_open(selection)
    _open_all(selection, by)
    return True


def _enough_are_done(selection: Selection) -> bool:
    """Tell whether as many scrutineers as the forms ask for have handed in all they have."""
    done = selection.scrutineers.exclude(opened_at=None).exclude(number=None).count()
    forms = BallotForm.objects.filter(post__selection=selection)
    return done >= max((form.paper_form.threshold for form in forms), default=0)


@transaction.atomic
def open_without(*, selection: Selection, by: User) -> None:
    """Open the box although some papers lack shares and stay spoilt: the returning officer's decision, kept by name.

    Only where so many scrutineers have handed in empty shares of each of them that the others could not make up for it.

    Raises:
        PermissionDenied: if the person does not run the selection.
        BallotError: if it is not the time, paper votes wait, or the papers may still be opened.
    """
    rules.check_may_run(by, selection)
    _check_opens(Selection.objects.select_for_update().get(pk=selection.pk))
    if waiting := paper_votes_waiting(selection):
        raise BallotError(f"Type in and settle all paper votes first: {waiting} wait.")
    check_may_open_without(selection)
    empty = {str(each.number): getattr(each, "empty", 0) for each in empty_shares(selection)}
    papers = short_papers(selection).papers
    record(by=by, action="selection.open_without", subject=selection, area=selection.area, papers=papers, empty=empty)
    _open_all(selection, by)


def _open_all(selection: Selection, by: User) -> None:
    """Write what every paper says, in an order of random keys, and destroy the shares."""
    numbers = dict(selection.scrutineers.exclude(number=None).values_list("pk", "number"))
    for form in BallotForm.objects.filter(post__selection=selection):
        opened = list(_opened(form, numbers))
        typed = [_typed_paper(form, *each) for each in settled_typed(form)]
        OpenedPaper.objects.bulk_create(sorted([*opened, *typed], key=lambda paper: paper.pk), batch_size=1000)
        spoilt = sum(bool(paper.spoilt) for paper in [*opened, *typed])
        BoxAccount.objects.filter(form=form).update(opened=len(opened), typed=len(typed), spoilt=spoilt)
    OpenedShare.objects.filter(scrutineer__selection=selection).delete()
    record(by=by, action="selection.open_box", subject=selection, area=selection.area)


def _opened(form: BallotForm, numbers: Mapping[int, int | None]) -> Iterator[OpenedPaper]:
    """Give what each sealed paper of a form says."""
    shares: dict[str, dict[int, bytes]] = {}
    held = OpenedShare.objects.filter(paper__form=form, scrutineer__in=list(numbers))
    for receipt, scrutineer, share in held.values_list("paper_id", "scrutineer_id", "share"):
        if bytes(share):
            shares.setdefault(receipt, {})[numbers[scrutineer] or 0] = bytes(share)
    layout = form.paper_form
    for paper in BoxPaper.objects.filter(form=form).order_by("pk"):
        ranking, spoilt = _read(bytes(paper.envelope), layout, shares.get(paper.pk, {}))
        yield OpenedPaper(id=uuid.uuid4(), form=form, ranking=list(ranking), card_votes=paper.card_votes, spoilt=spoilt)


def _read(envelope: bytes, layout: PaperForm, shares: Mapping[int, bytes]) -> Typed:
    try:
        return open_paper(envelope, layout, shares), ""
    except SealError as error:
        return (), str(error)


def settled_typed(form: BallotForm) -> list[Typed]:
    """Return the paper votes of a form as they were settled."""
    last: dict[tuple[int, int], TypedPaper] = {}
    for typed in TypedPaper.objects.filter(batch__form=form).order_by("round"):
        last[typed.batch_id, typed.number] = typed
    return [(tuple(typed.ranking), typed.doubtful) for typed in last.values()]


def _typed_paper(form: BallotForm, ranking: tuple[int, ...], doubtful: str) -> OpenedPaper:
    return OpenedPaper(id=uuid.uuid4(), form=form, ranking=list(ranking), spoilt=doubtful)

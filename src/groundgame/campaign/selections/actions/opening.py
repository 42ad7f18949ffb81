"""Open the papers after the close: every scrutineer their shares, and then the whole box at once."""

import uuid
from collections.abc import Iterator, Mapping

from django.db import transaction
from django.db.models import QuerySet
from django.db.models.functions import Now

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import (
    BallotForm,
    BoxAccount,
    BoxPaper,
    OpenedPaper,
    OpenedShare,
    Scrutineer,
    Scrutiny,
    Selection,
    TypedPaper,
)
from groundgame.campaign.selections.rules.balloting import paper_votes_waiting
from groundgame.campaign.selections.sealing import Envelope, PaperForm, SealError, check_share, open_paper
from groundgame.campaign.selections.states import State

Typed = tuple[tuple[int, ...], str]
"""A paper vote: the places it names, and why it is doubtful, if it is."""


def unopened(scrutineer: Scrutineer, most: int) -> QuerySet[BoxPaper]:
    """Return the next papers whose shares the scrutineer has not opened, in the order of their receipts."""
    done = OpenedShare.objects.filter(scrutineer=scrutineer).values("paper_id")
    waiting = BoxPaper.objects.filter(form__post__selection=scrutineer.selection_id).exclude(pk__in=done)
    return waiting.select_related("form").order_by("pk")[:most]


@transaction.atomic
def save_shares(*, selection: Selection, by: User, shares: Mapping[str, bytes]) -> int:
    """Keep the shares that a scrutineer has opened, by their receipts, and return how many papers still wait.

    A share that did not open is empty; one that opened to anything but what was sealed is refused. When the last
    is in, the scrutineer is done, and with enough of them the box opens.

    Raises:
        PermissionDenied: if the person is no scrutineer.
        BallotError: if it is not the time to open, or a share is not the one that was sealed.
    """
    own = _opening_scrutineer(selection, by)
    papers = BoxPaper.objects.filter(form__post__selection=selection, pk__in=list(shares)).select_related("form")
    kept = [_checked_share(own, paper, shares[paper.pk]) for paper in papers]
    OpenedShare.objects.bulk_create(kept, ignore_conflicts=True)
    waiting = unopened_count(own)
    if not waiting:
        Scrutineer.objects.filter(pk=own.pk, opened_at=None).update(opened_at=Now())
        record(by=by, action="selection.open_shares", subject=own, area=selection.area)
        open_if_enough(selection, by=by)
    return waiting


def _opening_scrutineer(selection: Selection, by: User) -> Scrutineer:
    rules.check_may_scrutinise(by, selection)
    held = Selection.objects.select_for_update().get(pk=selection.pk)
    if held.state != State.COUNTING:
        raise BallotError("Papers are opened between the close of voting and the declaration, and not now.")
    if is_open(held):
        raise BallotError("The papers are open already.")
    own = Scrutineer.objects.get(selection=selection, user=by)
    if own.number is None:
        raise BallotError("No paper was sealed to you.")
    return own


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
    """Open the box if enough scrutineers are done and every paper vote is settled; tell whether it is open.

    All paper votes first, so that the papers of both kinds lie in one order.
    """
    held = Scrutiny.objects.get(selection=selection)
    ready = list(selection.scrutineers.exclude(opened_at=None).exclude(number=None))
    enough = held.paper_only or len(ready) >= held.threshold
    if not enough or paper_votes_waiting(selection) or is_open(selection):
        return is_open(selection)
    _open_all(selection, {scrutineer.pk: scrutineer.number or 0 for scrutineer in ready})
    record(by=by, action="selection.open_box", subject=selection, area=selection.area)
    return True


def _open_all(selection: Selection, numbers: Mapping[int, int]) -> None:
    """Write what every paper says, in an order of random keys, and destroy the shares."""
    for form in BallotForm.objects.filter(post__selection=selection):
        opened = list(_opened(form, numbers))
        typed = [_typed_paper(form, *each) for each in settled_typed(form)]
        OpenedPaper.objects.bulk_create(sorted([*opened, *typed], key=lambda paper: paper.pk), batch_size=1000)
        spoilt = sum(bool(paper.spoilt) for paper in [*opened, *typed])
        BoxAccount.objects.filter(form=form).update(opened=len(opened), typed=len(typed), spoilt=spoilt)
    OpenedShare.objects.filter(scrutineer__selection=selection).delete()


def _opened(form: BallotForm, numbers: Mapping[int, int]) -> Iterator[OpenedPaper]:
    """Give what each sealed paper of a form says."""
    shares: dict[str, dict[int, bytes]] = {}
    held = OpenedShare.objects.filter(paper__form=form, scrutineer__in=list(numbers))
    for receipt, scrutineer, share in held.values_list("paper_id", "scrutineer_id", "share"):
        if bytes(share):
            shares.setdefault(receipt, {})[numbers[scrutineer]] = bytes(share)
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

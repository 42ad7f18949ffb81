"""What a scrutineer may do about shares that did not open: hand them in anew, or say that the key is lost."""

from django.db import transaction

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections.actions.opening import all_handed_in, opening_scrutineer, unopened
from groundgame.campaign.selections.models import OpenedShare, Scrutineer, Selection


@transaction.atomic
def take_back_empty(*, selection: Selection, by: User) -> int:
    """Throw a scrutineer's own empty shares away, so that they are handed in anew; return how many.

    Raises:
        PermissionDenied: if the person is no scrutineer.
        BallotError: if it is not the time to open.
    """
    own = opening_scrutineer(selection, by)
    gone, _ = OpenedShare.objects.filter(scrutineer=own, share=b"").delete()
    Scrutineer.objects.filter(pk=own.pk).update(opened_at=None)
    record(by=by, action="selection.take_back_shares", subject=own, area=selection.area, shares=gone)
    return gone


@transaction.atomic
def give_up_key(*, selection: Selection, by: User) -> int:
    """Write that a scrutineer can open no more shares, the key being lost; return how many papers that leaves empty.

    Nobody then waits for them; a key that is found again takes the empty shares back.

    Raises:
        PermissionDenied: if the person is no scrutineer.
        BallotError: if it is not the time to open.
    """
    own = opening_scrutineer(selection, by)
    left = unopened(own, None).values_list("pk", flat=True)
    empty = [OpenedShare(paper_id=receipt, scrutineer=own, share=b"") for receipt in left.iterator()]
    OpenedShare.objects.bulk_create(empty, batch_size=5000)
    record(by=by, action="selection.give_up_key", subject=own, area=selection.area, shares=len(empty))
    all_handed_in(own, by=by)
    return len(empty)

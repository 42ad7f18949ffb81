"""Count a post, enter a lot that was drawn for it, and count again to hold it against what was counted."""

from importlib.metadata import version

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections import rules
from groundgame.campaign.selections.counting.keeping import keep
from groundgame.campaign.selections.counting.lots import Lot, tie_break
from groundgame.campaign.selections.counting.running import count_boxes
from groundgame.campaign.selections.models import DrawnLot, Post, Result, Selection
from groundgame.campaign.selections.opened import ask_of, boxes_of
from groundgame.electoral.counting import Count, TieError
from groundgame.electoral.counting.sheets import papers_digest


@transaction.atomic
def count_post(*, post: Post, by: User) -> Result:
    """Count the opened papers of a post and keep the count.

    Raises:
        PermissionDenied: if it is not the time, or not theirs to do.
        TieError: if a lot must be drawn, no seed was announced, and no lot was entered.
        CountError: if the papers cannot be counted under the post's rule.
    """
    selection = Selection.objects.select_for_update().get(pk=post.selection_id)
    rules.check_may_count(by, selection)
    count, digests = _count(post, selection.tie_seed)
    made = Result.objects.create(
        post=post,
        number=post.results.count() + 1,
        kept=keep(count),
        digests=digests,
        seed=selection.tie_seed,
        lots=[{"tied": lot.tied, "lucky": lot.lucky} for lot in post.lots.all()],
        program=program(),
        counted_by=by,
        counted_at=timezone.now(),
    )
    elected = list(count.elected)
    record(by=by, action="selection.count", subject=post, area=selection.area, number=made.number, elected=elected)
    return made


def _count(post: Post, seed: str) -> tuple[Count, dict[str, str]]:
    boxes = boxes_of(post)
    lots = [Lot(tuple(lot.tied), tuple(lot.lucky)) for lot in post.lots.all()]
    count = count_boxes(ask_of(post), boxes, tie_break(seed, lots))
    return count, {box.section: papers_digest(box.papers) for box in boxes}


def program() -> str:
    """Return what counts, with its version."""
    return f"groundgame {version('groundgame')}"


@transaction.atomic
def enter_lot(*, post: Post, tied: tuple[str, ...], lucky: tuple[str, ...], by: User) -> DrawnLot:
    """Enter a lot that was drawn before witnesses.

    Raises:
        PermissionDenied: if it is not the time, not theirs to do, or the count asks for no such lot.
        ValueError: if the lot fell to nobody, to all, or to somebody who was not in it.
    """
    selection = Selection.objects.select_for_update().get(pk=post.selection_id)
    rules.check_may_count(by, selection)
    lot = Lot(tuple(sorted(tied)), tuple(sorted(lucky)))
    if _tie_of(post, selection.tie_seed) != (lot.tied, len(lot.lucky)):
        raise PermissionDenied(
            f"The count asks for no lot among {', '.join(lot.tied)}. A lot is drawn once, and stands: count the post."
        )
    made = DrawnLot.objects.create(post=post, tied=lot.tied, lucky=lot.lucky, entered_by=by, at=timezone.now())
    record(by=by, action="selection.lot", subject=post, area=selection.area, tied=lot.tied, lucky=lot.lucky)
    return made


def _tie_of(post: Post, seed: str) -> tuple[tuple[str, ...], int] | None:
    """Return who are equal, and for how many places, where the count stops for a lot now."""
    try:
        _count(post, seed)
    except TieError as tie:
        return tuple(sorted(tie.tied)), tie.places
    return None


def counted_alike(result: Result) -> bool:
    """Count the same papers again under the same rule and lots, and tell whether every figure is the same."""
    count, digests = _count(result.post, result.seed)
    return count == result.count and digests == result.digests

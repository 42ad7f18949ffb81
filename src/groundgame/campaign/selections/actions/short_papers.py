"""Papers that too few scrutineers have handed in a good share of: they hold the box shut until somebody decides."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.models import BallotForm, BoxPaper, OpenedShare, Scrutineer, Selection

_EMPTY = Q(shares__share=b"")


@dataclass(frozen=True, slots=True)
class Short:
    """How many papers lack good shares, and of how many of them nobody who is left could make up for it."""

    papers: int
    hopeless: int

    @property
    def may_open_without(self) -> bool:
        """Whether waiting for the other scrutineers could help none of them."""
        return 0 < self.papers == self.hopeless


def short_papers(selection: Selection) -> Short:
    """Count the papers that do not open yet, by what their own forms ask for."""
    short = Short(0, 0)
    for form in BallotForm.objects.filter(post__selection=selection):
        own = _short_papers_of(form)
        short = Short(short.papers + own.papers, short.hopeless + own.hopeless)
    return short


def _short_papers_of(form: BallotForm) -> Short:
    layout = form.paper_form
    counted = BoxPaper.objects.filter(form=form).annotate(
        good=Count("shares", filter=~_EMPTY), empty=Count("shares", filter=_EMPTY)
    )
    lacking = counted.filter(good__lt=layout.threshold)
    return Short(lacking.count(), lacking.filter(empty__gt=len(layout.keys) - layout.threshold).count())


def empty_shares(selection: Selection) -> QuerySet[Scrutineer]:
    """Return the scrutineers who have handed in empty shares, each with how many (`empty`)."""
    counted = selection.scrutineers.select_related("user").annotate(empty=Count("shares", filter=_EMPTY))
    return counted.filter(empty__gt=0)


def empty_shares_of(scrutineer: Scrutineer) -> int:
    """Return for how many papers the scrutineer has said that their share does not open."""
    return OpenedShare.objects.filter(scrutineer=scrutineer, share=b"").count()


def check_may_open_without(selection: Selection) -> None:
    """Refuse to give papers up that another scrutineer may still open.

    Raises:
        BallotError: with how many there are.
    """
    short = short_papers(selection)
    if not short.papers:
        raise BallotError("No paper lacks a share: the box opens when enough scrutineers are done.")
    if not short.may_open_without:
        raise BallotError(
            f"{short.papers - short.hopeless} papers may still open: ask the scrutineers who are not done, and those "
            "whose shares were empty, to hand theirs in."
        )

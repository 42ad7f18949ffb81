"""Shut the box when voting closes: provisional papers admitted or destroyed, everything written anew, receipts out."""

from collections import Counter

from django.db.models import Count, QuerySet

from groundgame.campaign.accounts.models import User
from groundgame.campaign.audit.actions import record
from groundgame.campaign.selections.actions import boxes
from groundgame.campaign.selections.actions.moving import on
from groundgame.campaign.selections.actions.opening import open_if_enough
from groundgame.campaign.selections.actions.publishing import publish_papers, publish_receipts
from groundgame.campaign.selections.models import (
    BallotForm,
    BoxAccount,
    BoxPaper,
    Entry,
    How,
    Mark,
    ProvisionalPaper,
    Selection,
)


@on("close-voting")
def shut_box(selection: Selection, *, by: User) -> None:
    """Let nobody cast any more, and bring marks and papers into an order that says nothing."""
    boxes.take_all()
    held = ProvisionalPaper.objects.filter(entry__selection=selection)
    decided = {
        standing: list(held.filter(entry__standing=standing).values_list("entry_id", flat=True))
        for standing in Entry.Standing
    }
    admitted, refused = decided[Entry.Standing.INCLUDED], decided[Entry.Standing.EXCLUDED]
    numbers = {
        "admitted": _by_form(held.filter(entry__in=admitted)),
        "refused": _by_form(held.filter(entry__in=refused)),
    }
    groups = list(selection.sections.values_list("pk", flat=True))
    boxes.shut(groups, admitted=admitted, refused=refused)
    for form in BallotForm.objects.filter(post__selection=selection).select_related("post"):
        account = _account(form, **{name: counted[form.pk] for name, counted in numbers.items()})
        shown = {"marked": account.marked, "sealed": account.sealed, "refused": account.refused}
        record(by=by, action="selection.shut_box", subject=form, area=selection.area, **shown)
        publish_receipts(form)
    open_if_enough(selection, by=by)  # where nobody has to open it: on paper alone, and no paper came in


def _by_form(papers: QuerySet[ProvisionalPaper]) -> Counter[int]:
    return Counter(dict(papers.order_by().values_list("form_id").annotate(Count("pk"))))


def _account(form: BallotForm, *, admitted: int, refused: int) -> BoxAccount:
    """Count both sides of a form's box: the marked electorate, and the papers."""
    sections = [form.section] if form.section else form.post.voting_sections
    marks = Mark.objects.filter(entry__section__in=sections)
    online = marks.filter(how=How.ONLINE) | marks.filter(how=How.PROVISIONAL, entry__standing=Entry.Standing.INCLUDED)
    return BoxAccount.objects.create(
        form=form,
        marked=online.count(),
        marked_on_paper=marks.filter(how=How.PAPER).count(),
        sealed=BoxPaper.objects.filter(form=form).count(),
        admitted=admitted,
        refused=refused,
    )


@on("declare")
def show_papers(selection: Selection, *, by: User) -> None:
    """Publish every paper with the result, so that anybody can count again."""
    for form in BallotForm.objects.filter(post__selection=selection):
        publish_papers(form)


@on("close")
def destroy_envelopes(selection: Selection, *, by: User) -> None:
    """Destroy the sealed papers for good: until now they could be opened again, to check the opening."""
    boxes.take_all()
    boxes.destroy(list(BallotForm.objects.filter(post__selection=selection).values_list("pk", flat=True)))
    record(by=by, action="selection.destroy_envelopes", subject=selection, area=selection.area)

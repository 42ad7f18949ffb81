"""Paper votes: marked as they come in, and typed in twice after the close."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.actions import paper_entry
from groundgame.campaign.selections.errors import BallotError
from groundgame.campaign.selections.forms.paper_entry import BatchForm, Reading, as_typed, posted_papers
from groundgame.campaign.selections.models import Batch, Entry, Selection
from groundgame.campaign.selections.rules.balloting import paper_votes_waiting
from groundgame.campaign.selections.sealing import SealError
from groundgame.campaign.selections.views.reaching import entries_named, selection_run_by


@require_safe
def paper_votes(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the bundles of paper votes, and mark who has voted on paper."""
    selection = get_object_or_404(Selection, pk=pk)
    paper_entry.check_may_type(request.user, selection)
    return render(request, "selections/ballot/paper_votes.html", _page(request, selection))


def _page(request: SignedInRequest, selection: Selection, **forms: Any) -> dict[str, Any]:
    batches = Batch.objects.filter(form__post__selection=selection).select_related("form__post", "form__section")
    rows = [{"batch": each, "differ": len(paper_entry.differences(each)), "typed": _typed(each)} for each in batches]
    return {
        "selection": selection,
        "rows": rows,
        "sections": selection.sections.all(),
        "runs": rules.may_run(request.user, selection),
        "marks": selection.state == "voting",
        "types": selection.state == "counting" and not actions.is_open(selection),
        "waiting": paper_votes_waiting(selection),
        "batch_form": BatchForm(selection, label_suffix=""),
        **forms,
    }


def _typed(batch: Batch) -> int:
    """Return how often a bundle has been typed."""
    return batch.typed.filter(round__in=(1, 2), number=1).count()


@require_POST
def mark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Mark that a member's vote has come in on paper, in one section of the electorate."""
    selection = selection_run_by(request, pk)
    if entry := _entry_of_section(request, selection):
        said = f"{entry.member} is marked as having voted on paper, {entry.section}."
        _act(request, partial(actions.mark_paper_vote, entry=entry, by=request.user), said)
    return redirect("selections:paper_votes", pk)


@require_POST
def unmark(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take such a mark back."""
    selection = selection_run_by(request, pk)
    if entry := _entry_of_section(request, selection):
        said = f"{entry.member} is no longer marked as having voted, {entry.section}."
        _act(request, partial(actions.unmark_paper_vote, entry=entry, by=request.user), said)
    return redirect("selections:paper_votes", pk)


def _act(request: SignedInRequest, act: Callable[[], object], said: str) -> None:
    try:
        act()
    except BallotError as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said)


def _entry_of_section(request: SignedInRequest, selection: Selection) -> Entry | None:
    """Return the one place on the roll that is meant, saying so where the member votes in several sections."""
    entries = entries_named(request, selection)
    chosen = [entry for entry in entries if request.POST.get("section") in {"", None, str(entry.section_id)}]
    if len(chosen) == 1:
        return chosen[0]
    if entries:
        names = ", ".join(str(entry.section) for entry in entries)
        messages.error(request, f"{entries[0].member} is on the roll in {names}: choose the section of this paper.")
    return None


@require_POST
def drop_batch(request: SignedInRequest, pk: int, batch: int) -> HttpResponse:
    """Take a bundle away that nobody has typed."""
    held = _batch(request, pk, batch)
    _act(request, partial(paper_entry.drop_batch, batch=held, by=request.user), f"Bundle {held.name} is taken away.")
    return redirect("selections:paper_votes", pk)


@require_POST
def new_batch(request: SignedInRequest, pk: int) -> HttpResponse:
    """Begin a bundle."""
    selection = selection_run_by(request, pk)
    form = BatchForm(selection, request.POST, label_suffix="")
    if not form.is_valid():
        page = _page(request, selection, batch_form=form)
        return render(request, "selections/ballot/paper_votes.html", page, status=422)
    try:
        paper_entry.make_batch(by=request.user, **form.cleaned_data)
    except BallotError as refused:
        messages.error(request, str(refused))
    return redirect("selections:paper_votes", pk)


def _batch(request: SignedInRequest, pk: int, batch: int) -> Batch:
    selection = get_object_or_404(Selection, pk=pk)
    paper_entry.check_may_type(request.user, selection)
    bundles = Batch.objects.select_related("form__post__selection", "form__section")
    return get_object_or_404(bundles, pk=batch, form__post__selection=selection)


def batch(request: SignedInRequest, pk: int, batch: int) -> HttpResponse:
    """Type a bundle in, or settle what two people read differently."""
    held = _batch(request, pk, batch)
    differing = [] if held.settled_at else paper_entry.differences(held)
    numbers = [each.number for each in differing] or list(range(1, held.papers + 1))
    readings = [Reading(number, request.POST.get(f"paper-{number}", "")) for number in numbers]
    refused = ""
    if request.method == "POST":
        refused = _kept(request, held, readings, settling=bool(differing))
        if not refused:
            messages.success(request, f"Bundle {held.name} is kept.")
            return redirect("selections:paper_votes", pk)
    page = {
        "selection": held.form.post.selection,
        "batch": held,
        "readings": readings,
        "refused": refused,
        "differing": {each.number: (as_typed(each.first), as_typed(each.second)) for each in differing},
        "names": list(enumerate(held.form.paper_form.candidates, start=1)),
        "why_not": _why_not(request, held, differing),
    }
    return render(request, "selections/ballot/batch.html", page, status=422 if refused else 200)


def _why_not(request: SignedInRequest, held: Batch, differing: list[Any]) -> str:
    """Return why the person cannot type this bundle, if so."""
    if held.settled_at:
        return "This bundle is settled."
    try:
        if differing:
            paper_entry.check_may_settle(held, request.user)
        else:
            paper_entry.round_of(held, request.user)
    except BallotError as refused:
        return str(refused)
    return ""


def _kept(request: SignedInRequest, held: Batch, readings: list[Reading], *, settling: bool) -> str:
    """Keep what was typed, and return why it could not be kept, if so."""
    try:
        papers = posted_papers(held.form.paper_form, readings)
        if settling:
            paper_entry.settle(batch=held, chosen=papers, by=request.user)
        else:
            paper_entry.type_batch(batch=held, papers=papers, by=request.user)
    except (BallotError, SealError) as refused:
        return str(refused)
    return ""

"""The list of selections, making one, its page, and the moves from state to state."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.counting.offered import OFFERED
from groundgame.campaign.selections.forms.selection import SelectionForm, TimetableForm
from groundgame.campaign.selections.models import Selection
from groundgame.campaign.selections.states import Move, State, move_named, moves_from
from groundgame.campaign.selections.views.reaching import back, form_page, selection_run_by
from groundgame.electoral.places import atlas


@require_safe
def selections(request: SignedInRequest) -> HttpResponse:
    """List the selections that the person runs."""
    rules.check_may_make_selections(request.user)
    rows = [{"selection": each, "area": atlas().area(each.area)} for each in rules.selections_run_by(request.user)]
    return render(request, "selections/selections.html", {"rows": rows})


def new(request: SignedInRequest) -> HttpResponse:
    """Make a selection."""
    rules.check_may_make_selections(request.user)
    form = SelectionForm(request.user, request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = actions.make_selection(by=request.user, **form.cleaned_data)
        messages.success(request, f"{made.name} is made. Add what is elected, and who may vote.")
        return back(made)
    status = 422 if form.is_bound else 200
    return render(request, "selections/form.html", {"form": form, "title": "New selection"}, status=status)


@require_safe
def selection(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show where a selection stands, what is elected, and who may vote."""
    held = selection_run_by(request, pk)
    return render(request, "selections/selection.html", {**_page(held), **_rights(request, held), "tab": "overview"})


def _page(held: Selection) -> dict[str, Any]:
    posts = held.posts.prefetch_related("candidates", "guaranteed", "sections")
    return {
        "selection": held,
        "area": atlas().area(held.area),
        "steps": _steps(held),
        "moves": [{"move": move, "obstacles": rules.obstacles(held, move)} for move in moves_from(held.state)],
        "posts": [{"post": post, "rule": OFFERED.get(post.rule, post.rule)} for post in posts],
        "sections": held.sections.prefetch_related("organisations"),
        "transitions": held.transitions.select_related("by"),
    }


def _rights(request: SignedInRequest, held: Selection) -> dict[str, bool]:
    user = request.user
    return {
        "sets_up": rules.may_set_up(user, held),
        "sets_dates": rules.may_set_dates(user, held),
        "adds_candidates": rules.may_add_candidates(user, held),
        "withdraws": rules.may_withdraw_candidates(user, held),
    }


def _steps(held: Selection) -> list[dict[str, Any]]:
    """Return each state in order, with when it is due and when it was entered."""
    due: dict[str, tuple[datetime | None, datetime | None]] = {
        State.NOMINATIONS: (held.nominations_open_at, held.nominations_close_at),
        State.FROZEN: (held.freeze_at, None),
        State.APPEALS: (None, held.appeals_until),
        State.VOTING: (held.voting_opens_at, held.voting_closes_at),
    }
    entered = {each.target: each.at for each in held.transitions.all()}
    order = list(State)
    reached = order.index(State(held.state))
    return [
        {
            "state": state,
            "due": due.get(state, (None, None)),
            "entered": entered.get(state) if number else held.created_at,
            "now": number == reached,
            "past": number < reached and (state in entered or not number),
        }
        for number, state in enumerate(order)
    ]


def timetable(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change the name, the dates and the seed of lots."""
    held = selection_run_by(request, pk)
    rules.check_may_set_dates(request.user, held)
    form = TimetableForm(request.POST or None, instance=Selection.objects.get(pk=pk))
    if request.method == "POST" and form.is_valid():
        try:
            actions.change_selection(selection=held, by=request.user, **form.cleaned_data)
        except PermissionDenied as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "The timetable is changed.")
            return back(held)
    return form_page(request, form, "Timetable", held)


@require_POST
def move(request: SignedInRequest, pk: int, move: str) -> HttpResponse:
    """Take the selection to its next state."""
    held = selection_run_by(request, pk)
    step = move_named(move)
    if step is None:
        raise Http404
    if refusal := _moved(request, held, step):
        messages.error(request, refusal)
    else:
        messages.success(request, f"{held.name}: {step.target.label.lower()}. {step.means}")
    return redirect("selections:selection", pk)


def _moved(request: SignedInRequest, held: Selection, step: Move) -> str:
    """Take the step, and return why it could not be taken, if so."""
    try:
        actions.move(selection=held, step=step, by=request.user, note=request.POST.get("note", "")[:500])
    except PermissionDenied as refused:
        return str(refused)
    return ""

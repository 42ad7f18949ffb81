"""Slates: who stands on them, what they share, and who backs across them."""

from typing import Any

from django.contrib import messages
from django.db.models import Prefetch
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from groundgame.campaign.accounts.http import SignedInRequest
from groundgame.campaign.selections import actions, rules
from groundgame.campaign.selections.backed import backing_across, named_on, told
from groundgame.campaign.selections.forms.backing import SlateForm
from groundgame.campaign.selections.models import Candidate, Selection, Slate
from groundgame.campaign.selections.support import backs_across, on_several, overlaps
from groundgame.campaign.selections.views.reaching import part_of, selection_run_by


@require_safe
def slates(request: SignedInRequest, pk: int) -> HttpResponse:
    """Show the slates side by side."""
    held = selection_run_by(request, pk)
    by_post = Candidate.objects.select_related("post").order_by("post__position", "position")
    mine = list(held.slates.prefetch_related(Prefetch("candidates", by_post)))
    named = named_on(mine)
    shared = overlaps(named)
    page = {
        "selection": held,
        "tab": "slates",
        "slates": mine,
        "matrix": [
            (row, [(each == row, len(names)) for each, names in cells.items()]) for row, cells in shared.items()
        ],
        "several": on_several(named).items(),
        "across": [
            {"backer": each.backer, "cells": [each.backed.get(slate.name, ()) for slate in mine]}
            for each in backs_across(named, backing_across(held))
        ],
        "records": rules.may_record_backing(request.user, held),
    }
    return render(request, "selections/backing/slates.html", page)


@require_safe
def slate(request: SignedInRequest, pk: int, slate: int) -> HttpResponse:
    """Show one slate: who stands on it for what, and who backs how many of them."""
    held = selection_run_by(request, pk)
    one = part_of(held, Slate, slate)
    candidates = list(one.candidates.select_related("post").order_by("post__position", "position"))
    page = {
        "selection": held,
        "tab": "slates",
        "slate": one,
        "candidates": candidates,
        "backers": _backers(held, {told(each) for each in candidates}),
        "records": rules.may_record_backing(request.user, held),
    }
    return render(request, "selections/backing/slate.html", page)


def _backers(held: Selection, names: set[str]) -> list[dict[str, Any]]:
    """Return who backs anybody on the slate, those who back most of them first."""
    found = [
        {"backer": backer, "backed": sorted(backed & names), "all": names <= backed, "elsewhere": len(backed - names)}
        for backer, backed in backing_across(held).items()
        if backed & names
    ]
    return sorted(found, key=lambda each: (-len(each["backed"]), each["backer"]))


def change(request: SignedInRequest, pk: int, slate: int | None = None) -> HttpResponse:
    """Put a slate together, or change one."""
    held = selection_run_by(request, pk)
    rules.check_may_record_backing(request.user, held)
    one = part_of(held, Slate, slate) if slate else Slate(selection=held)
    form = SlateForm(request.POST or None, instance=one)
    if request.method == "POST" and form.is_valid():
        saved = actions.save_slate(by=request.user, slate=form.save(commit=False), candidates=form.chosen())
        messages.success(request, f"{saved.name} is saved.")
        return redirect("selections:slate", pk, saved.pk)
    page = {"selection": held, "tab": "slates", "form": form, "title": one.name or "New slate"}
    return render(request, "selections/form.html", page, status=422 if form.is_bound else 200)


@require_POST
def remove(request: SignedInRequest, pk: int, slate: int) -> HttpResponse:
    """Take a slate away."""
    held = selection_run_by(request, pk)
    one = part_of(held, Slate, slate)
    actions.remove_slate(by=request.user, slate=one)
    messages.success(request, f"{one.name} is taken away.")
    return redirect("selections:slates", pk)
